#include "ui/models/revoke_list_model.h"

#include <QLocale>

#include <algorithm>

namespace consentry::ui {

int RevokeManyView::over() const {
    return static_cast<int>(std::count_if(rows.begin(), rows.end(),
                                          [](const RevokeRowView& row) { return row.isOver(); }));
}

RevokeListModel::RevokeListModel(QObject* parent) : ListModel(parent) {}

void RevokeListModel::setRows(const QList<RevokeRowView>& rows) {
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

int RevokeListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant RevokeListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const RevokeRowView& row = m_rows.at(index.row());
    if (role == rowRole) {
        return QVariant::fromValue(row);
    }
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole) {
        const QString words = tr("%1, %2, %3").arg(row.who, row.what, stateText(row));
        return row.problem.isEmpty() ? words : tr("%1. %2").arg(words, row.problem);
    }
    return {};
}

QString RevokeListModel::stateText(const RevokeRowView& row) {
    switch (row.state) {
    case RevokeRowView::State::Standing:
        return row.until;
    case RevokeRowView::State::Signed:
        return tr("signed");
    case RevokeRowView::State::Sent:
        return tr("sent");
    case RevokeRowView::State::InBlock:
        return tr("in block %1").arg(QLocale().toString(row.block));
    case RevokeRowView::State::Stopped:
        return tr("stopped, block %1").arg(QLocale().toString(row.block));
    case RevokeRowView::State::OverBefore:
        return tr("was over before");
    case RevokeRowView::State::Waiting:
        return tr("waits, still holds");
    case RevokeRowView::State::Refused:
        return tr("still holds");
    }
    return {};
}

} // namespace consentry::ui
