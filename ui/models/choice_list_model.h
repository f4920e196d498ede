#pragma once

#include "ui/models/grant_draft_view.h"
#include "ui/models/list_model.h"

namespace consentry::ui {

/// Some thousand choices under the headings of their groups, narrowed by what is typed: every word
/// must stand in a choice's title, detail, group or other words. Choices of one group must follow
/// each other. DisplayRole is the row as a screen reader says it.
class ChoiceListModel : public ListModel {
    Q_OBJECT
public:
    static constexpr int choiceRole = Qt::UserRole + 1; ///< a ChoiceView; nothing for a heading

    using ListModel::ListModel;
    void setChoices(const QList<ChoiceView>& choices, const QString& current);
    void setFilter(const QString& filter);

    const QString& current() const { return m_current; }
    /// How many choices are shown, without the headings.
    int shown() const { return m_shown; }
    int firstChoice() const;
    /// The row of a choice; below 0 where it is not shown.
    int rowOf(const QString& id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    /// Headings can be neither chosen nor reached.
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Row {
        bool isHeading = false;
        qsizetype choice = 0; ///< of a heading: the first one under it
    };
    void narrow();

    QList<ChoiceView> m_choices;
    QStringList m_searched; ///< for each choice, in lower case
    QString m_current;
    QStringList m_words;
    QList<Row> m_rows;
    int m_shown = 0;
};

} // namespace consentry::ui
