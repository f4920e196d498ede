#pragma once

#include "ui/models/grant_view.h"
#include "ui/models/list_model.h"

#include <QList>
#include <QSet>

namespace consentry::ui {

/// The grants of one person in the order given, divided by headings where that is wanted.
/// DisplayRole is the row as a screen reader says it. Those that can be taken back may be marked,
/// to act on several at once.
class GrantListModel : public ListModel {
    Q_OBJECT
public:
    static constexpr int grantRole = Qt::UserRole + 1;
    static constexpr int headingRole = Qt::UserRole + 2; ///< words; empty for a grant
    static constexpr int countRole = Qt::UserRole + 3;   ///< grants under a heading

    explicit GrantListModel(QObject* parent = nullptr);
    void setGrants(const QList<GrantView>& grants, const QDate& today,
                   GrantGrouping grouping = GrantGrouping::None);
    const QList<GrantView>& grants() const { return m_grants; }
    /// Null for a heading.
    const GrantView* grantAt(int row) const;
    /// -1 where it is not among them.
    int rowOf(const QString& id) const;

    bool canMark(int row) const;
    bool isMarked(int row) const;
    void setMarked(int row, bool marked);
    /// Both included; what cannot be marked is passed over.
    void markRange(int first, int last);
    void setAllMarked(bool marked);
    /// In the order shown. Only what is shown is ever marked.
    QStringList marked() const;
    int markableCount() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    /// "until 30 Jun", "revoked 28 May".
    static QString endText(const GrantView& grant, const QDate& today);
    /// "16 days left", "waiting for proof".
    static QString endDetail(const GrantView& grant, const QDate& today);
    /// "Active": what a filter calls it.
    static QString stateWord(GrantState state);

signals:
    void markedChanged();

private:
    struct Row {
        qsizetype grant = -1; ///< below 0: a heading
        QString heading;
        int count = 0;
    };
    void arrange(GrantGrouping grouping);
    static QString headingOf(const GrantView& grant, GrantGrouping grouping);

    QList<GrantView> m_grants;
    QList<Row> m_rows;
    QSet<QString> m_marked;
    QDate m_today;
};

} // namespace consentry::ui
