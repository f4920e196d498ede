#include "ui/models/choice_list_model.h"

#include <algorithm>

namespace consentry::ui {

void ChoiceListModel::setChoices(const QList<ChoiceView>& choices, const QString& current) {
    m_choices = choices;
    m_current = current;
    m_searched.clear();
    m_searched.reserve(choices.size());
    for (const ChoiceView& choice : choices) {
        m_searched << QStringList{choice.title, choice.detail, choice.group, choice.otherWords}
                          .join(QLatin1Char(' '))
                          .toCaseFolded();
    }
    narrow();
}

void ChoiceListModel::setFilter(const QString& filter) {
    m_words = filter.toCaseFolded().simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    narrow();
}

void ChoiceListModel::narrow() {
    beginResetModel();
    m_rows.clear();
    m_shown = 0;
    QString group;
    for (qsizetype i = 0; i < m_choices.size(); ++i) {
        const QString& text = m_searched.at(i);
        const bool fits = std::all_of(m_words.cbegin(), m_words.cend(),
                                      [&text](const QString& word) { return text.contains(word); });
        if (!fits) {
            continue;
        }
        if (m_choices.at(i).group != group) {
            group = m_choices.at(i).group;
            m_rows << Row{true, i};
        }
        m_rows << Row{false, i};
        ++m_shown;
    }
    endResetModel();
}

int ChoiceListModel::firstChoice() const {
    const auto first =
        std::find_if(m_rows.begin(), m_rows.end(), [](const Row& row) { return !row.isHeading; });
    return first == m_rows.end() ? -1 : static_cast<int>(first - m_rows.begin());
}

int ChoiceListModel::rowOf(const QString& id) const {
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) {
        return !row.isHeading && m_choices.at(row.choice).id == id;
    });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int ChoiceListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ChoiceListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows.at(index.row());
    const ChoiceView& choice = m_choices.at(row.choice);
    switch (role) {
    case choiceRole:
        return row.isHeading ? QVariant() : QVariant::fromValue(choice);
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: {
        if (row.isHeading) {
            return choice.group;
        }
        const QString words =
            choice.detail.isEmpty() ? choice.title : tr("%1, %2").arg(choice.title, choice.detail);
        const bool isSpoken = role == Qt::AccessibleTextRole;
        return isSpoken && choice.id == m_current ? tr("%1, chosen").arg(words) : words;
    }
    default:
        return {};
    }
}

Qt::ItemFlags ChoiceListModel::flags(const QModelIndex& index) const {
    const bool isHeading = index.isValid() && m_rows.at(index.row()).isHeading;
    return isHeading ? Qt::NoItemFlags : QAbstractListModel::flags(index);
}

} // namespace consentry::ui
