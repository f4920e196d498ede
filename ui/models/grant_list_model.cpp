#include "ui/models/grant_list_model.h"

#include "ui/models/format.h"

namespace consentry::ui {

GrantListModel::GrantListModel(QObject* parent) : ListModel(parent) {}

void GrantListModel::setGrants(const QList<GrantView>& grants, const QDate& today) {
    beginResetModel();
    m_grants = grants;
    m_today = today;
    endResetModel();
}

int GrantListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_grants.size());
}

QVariant GrantListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const GrantView& grant = m_grants.at(index.row());
    switch (role) {
    case grantRole:
        return QVariant::fromValue(grant);
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return tr("%1, %2, %3, %4")
            .arg(grant.title, grant.subtitle, endText(grant, m_today), endDetail(grant, m_today));
    default:
        return {};
    }
}

QString GrantListModel::endText(const GrantView& grant, const QDate& today) {
    const auto day = [&today](const QDate& date) {
        return date.year() == today.year() ? Format::dayShort(date) : Format::dayShortYear(date);
    };
    switch (grant.state) {
    case GrantState::Revoked:
        return tr("revoked %1").arg(day(grant.revokedOn));
    case GrantState::Ended:
        return tr("ended %1").arg(day(grant.ends));
    case GrantState::Active:
    case GrantState::Pending:
        break;
    }
    return grant.ends.isValid() ? tr("until %1").arg(day(grant.ends)) : tr("without end");
}

QString GrantListModel::endDetail(const GrantView& grant, const QDate& today) {
    switch (grant.state) {
    case GrantState::Pending:
        return tr("waiting for proof");
    case GrantState::Revoked:
        return grant.stoppedEverywhere ? tr("stopped everywhere") : tr("stopping");
    case GrantState::Ended:
        return tr("ended by itself");
    case GrantState::Active:
        break;
    }
    return grant.ends.isValid() ? Format::daysLeft(grant.ends, today) : tr("until you revoke it");
}

} // namespace consentry::ui
