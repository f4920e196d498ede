#include "ui/models/search_list_model.h"

#include <algorithm>

namespace consentry::ui {

void SearchListModel::setHits(const QList<SearchHit>& hits) {
    beginResetModel();
    m_hits = hits;
    m_rows.clear();
    for (qsizetype i = 0; i < hits.size(); ++i) {
        if (i == 0 || hits.at(i).kind != hits.at(i - 1).kind) {
            m_rows << Row{true, i};
        }
        m_rows << Row{false, i};
    }
    endResetModel();
}

int SearchListModel::hitCount() const {
    return static_cast<int>(m_hits.size()) - (hasMore() ? 1 : 0);
}

bool SearchListModel::hasMore() const {
    return std::any_of(m_hits.begin(), m_hits.end(),
                       [](const SearchHit& hit) { return hit.id.isEmpty(); });
}

int SearchListModel::nextHit(int row, int step) const {
    for (int next = row + step; next >= 0 && next < m_rows.size(); next += step) {
        if (!m_rows.at(next).isHeading) {
            return next;
        }
    }
    return row;
}

int SearchListModel::rowOf(const SearchHit& hit) const {
    for (int row = 0; row < m_rows.size(); ++row) {
        const SearchHit& each = m_hits.at(m_rows.at(row).hit);
        if (!isHeading(row) && each.kind == hit.kind && each.id == hit.id &&
            each.title == hit.title) {
            return row;
        }
    }
    return -1;
}

int SearchListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant SearchListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows.at(index.row());
    const SearchHit& hit = m_hits.at(row.hit);
    if (role == hitRole) {
        return row.isHeading ? QVariant() : QVariant::fromValue(hit);
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole) {
        return {};
    }
    if (row.isHeading) {
        return heading(hit.kind);
    }
    QStringList said = QStringList{hit.title} + hit.facts;
    if (role == Qt::AccessibleTextRole) {
        said << word(hit.kind);
    }
    //: Between parts that are said one after the other
    return said.join(tr(", "));
}

Qt::ItemFlags SearchListModel::flags(const QModelIndex& index) const {
    const bool isHeading = index.isValid() && m_rows.at(index.row()).isHeading;
    return isHeading ? Qt::NoItemFlags : QAbstractListModel::flags(index);
}

QString SearchListModel::heading(SearchKind kind) {
    switch (kind) {
    case SearchKind::Record:
        return tr("Health records");
    case SearchKind::Grant:
        return tr("Grants");
    case SearchKind::Person:
        return tr("People and organisations");
    case SearchKind::Page:
        return tr("Pages");
    case SearchKind::Action:
        return tr("Things to do");
    }
    return {};
}

QString SearchListModel::word(SearchKind kind) {
    switch (kind) {
    case SearchKind::Record:
        return tr("health record");
    case SearchKind::Grant:
        return tr("grant");
    case SearchKind::Person:
        return tr("person or organisation");
    case SearchKind::Page:
        return tr("page");
    case SearchKind::Action:
        return tr("thing to do");
    }
    return {};
}

} // namespace consentry::ui
