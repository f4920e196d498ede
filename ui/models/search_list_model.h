#pragma once

#include "ui/models/list_model.h"
#include "ui/models/search_view.h"

namespace consentry::ui {

/// What a search found, under a heading for each kind. DisplayRole is the row as a screen reader
/// says it.
class SearchListModel : public ListModel {
    Q_OBJECT
public:
    static constexpr int hitRole = Qt::UserRole + 1; ///< a SearchHit; nothing for a heading

    using ListModel::ListModel;
    /// Hits of one kind must follow each other.
    void setHits(const QList<SearchHit>& hits);

    /// What was found, without the row that leads to more of it.
    int hitCount() const;
    bool hasMore() const;
    bool isHeading(int row) const { return m_rows.at(row).isHeading; }
    /// From a row on, in steps of +1 or -1, the first that is a hit; `row` where there is none.
    int nextHit(int row, int step) const;
    /// Where the same thing stands; -1 where it is not.
    int rowOf(const SearchHit& hit) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    /// Headings can be neither chosen nor reached.
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    /// Of several: "Health records".
    static QString heading(SearchKind kind);
    /// Of one, for those who hear it: "record".
    static QString word(SearchKind kind);

private:
    struct Row {
        bool isHeading = false;
        qsizetype hit = 0; ///< of a heading: the first one under it
    };
    QList<SearchHit> m_hits;
    QList<Row> m_rows;
};

} // namespace consentry::ui
