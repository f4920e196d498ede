#include "ui/models/seen_as.h"

#include <algorithm>

namespace consentry::ui {

void SeenAsModel::setGroups(const QList<SeenGroup>& groups, const QList<HealthRowView>& records) {
    beginResetModel();
    m_groups = groups;
    m_records = records;
    m_unfolded.assign(static_cast<std::size_t>(groups.size()), false);
    arrange();
    endResetModel();
}

void SeenAsModel::arrange() {
    m_firstRow.clear();
    m_rows = 0;
    for (qsizetype i = 0; i < m_groups.size(); ++i) {
        m_firstRow.push_back(m_rows);
        m_rows += 1 + (m_unfolded[static_cast<std::size_t>(i)]
                           ? static_cast<int>(m_groups[i].records.size())
                           : 0);
    }
}

SeenAsModel::Place SeenAsModel::placeOf(int row) const {
    const auto after = std::upper_bound(m_firstRow.begin(), m_firstRow.end(), row);
    const auto group = static_cast<int>(after - m_firstRow.begin()) - 1;
    return {group, row - m_firstRow[static_cast<std::size_t>(group)] - 1};
}

QString SeenAsModel::activate(int row) {
    if (row < 0 || row >= m_rows) {
        return {};
    }
    const Place place = placeOf(row);
    const SeenGroup& group = m_groups.at(place.group);
    if (place.record >= 0) {
        return m_records.at(group.records[static_cast<std::size_t>(place.record)]).id;
    }
    const auto at = static_cast<std::size_t>(place.group);
    const auto count = static_cast<int>(group.records.size());
    const bool unfolds = !m_unfolded[at];
    m_unfolded[at] = unfolds;
    emit dataChanged(index(row), index(row));
    if (unfolds) {
        beginInsertRows({}, row + 1, row + count);
        arrange();
        endInsertRows();
    } else {
        beginRemoveRows({}, row + 1, row + count);
        arrange();
        endRemoveRows();
    }
    return {};
}

int SeenAsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_rows;
}

QVariant SeenAsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Place place = placeOf(index.row());
    const SeenGroup& group = m_groups.at(place.group);
    const bool isGroup = place.record < 0;
    const bool isUnfolded = m_unfolded[static_cast<std::size_t>(place.group)];
    const auto count = static_cast<int>(group.records.size());
    if (role == rowRole) {
        Row row;
        row.isGroup = isGroup;
        row.isUnfolded = isUnfolded;
        row.count = count;
        if (isGroup) {
            row.group = {group.kind, group.name, group.reason, {}};
        } else {
            row.record = m_records.at(group.records[static_cast<std::size_t>(place.record)]);
        }
        return QVariant::fromValue(row);
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) {
        return {};
    }
    QStringList said;
    if (isGroup) {
        said << group.name << tr("%n records", nullptr, count) << group.reason
             << (isUnfolded ? tr("unfolded") : tr("folded"));
    } else {
        const HealthRowView& record =
            m_records.at(group.records[static_cast<std::size_t>(place.record)]);
        said << record.name << record.value << HealthModel::word(record.flag) << record.when
             << record.source;
    }
    said.removeAll(QString());
    return said.join(QStringLiteral(", "));
}

} // namespace consentry::ui
