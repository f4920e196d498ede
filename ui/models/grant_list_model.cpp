#include "ui/models/grant_list_model.h"

#include "ui/models/format.h"

#include <QCollator>

#include <algorithm>
#include <map>

namespace consentry::ui {

GrantListModel::GrantListModel(QObject* parent) : ListModel(parent) {}

void GrantListModel::setGrants(const QList<GrantView>& grants, const QDate& today,
                               GrantGrouping grouping) {
    const auto before = m_marked;
    beginResetModel();
    m_grants = grants;
    m_today = today;
    arrange(grouping);
    m_marked.clear();
    for (const GrantView& grant : std::as_const(m_grants)) {
        if (grant.canRevoke() && before.contains(grant.id)) {
            m_marked << grant.id;
        }
    }
    endResetModel();
    if (m_marked != before) {
        emit markedChanged();
    }
}

QString GrantListModel::headingOf(const GrantView& grant, GrantGrouping grouping) {
    switch (grouping) {
    case GrantGrouping::None:
        break;
    case GrantGrouping::Person:
        return grant.title;
    case GrantGrouping::Organization:
        return grant.organizationName.isEmpty() ? tr("No organisation") : grant.organizationName;
    case GrantGrouping::Kind:
        return grant.kind;
    }
    return {};
}

/// Groups by their names, what is in each in the order given.
void GrantListModel::arrange(GrantGrouping grouping) {
    m_rows.clear();
    if (grouping == GrantGrouping::None) {
        for (qsizetype i = 0; i < m_grants.size(); ++i) {
            m_rows << Row{i, {}, 0};
        }
        return;
    }
    QCollator collator;
    collator.setNumericMode(true);
    // What belongs to no group stands last, whatever its heading begins with.
    using Place = std::pair<bool, QString>;
    const auto byName = [&collator](const Place& a, const Place& b) {
        return a.first != b.first ? b.first : collator.compare(a.second, b.second) < 0;
    };
    std::map<Place, QList<qsizetype>, decltype(byName)> groups(byName);
    for (qsizetype i = 0; i < m_grants.size(); ++i) {
        const GrantView& grant = m_grants.at(i);
        const bool isLast =
            grouping == GrantGrouping::Organization && grant.organizationName.isEmpty();
        groups[{isLast, headingOf(grant, grouping)}] << i;
    }
    for (const auto& [place, grants] : groups) {
        m_rows << Row{-1, place.second, static_cast<int>(grants.size())};
        for (const qsizetype grant : grants) {
            m_rows << Row{grant, {}, 0};
        }
    }
}

const GrantView* GrantListModel::grantAt(int row) const {
    if (row < 0 || row >= m_rows.size() || m_rows.at(row).grant < 0) {
        return nullptr;
    }
    return &m_grants.at(m_rows.at(row).grant);
}

int GrantListModel::rowOf(const QString& id) const {
    for (int row = 0; row < m_rows.size(); ++row) {
        const GrantView* grant = grantAt(row);
        if (grant != nullptr && grant->id == id) {
            return row;
        }
    }
    return -1;
}

bool GrantListModel::canMark(int row) const {
    const GrantView* grant = grantAt(row);
    return grant != nullptr && grant->canRevoke();
}

bool GrantListModel::isMarked(int row) const {
    const GrantView* grant = grantAt(row);
    return grant != nullptr && m_marked.contains(grant->id);
}

void GrantListModel::setMarked(int row, bool marked) {
    if (!canMark(row) || isMarked(row) == marked) {
        return;
    }
    const QString id = grantAt(row)->id;
    if (marked) {
        m_marked << id;
    } else {
        m_marked.remove(id);
    }
    emit dataChanged(index(row), index(row), {Qt::CheckStateRole, Qt::AccessibleTextRole});
    emit markedChanged();
}

void GrantListModel::markRange(int first, int last) {
    const auto before = m_marked.size();
    for (int row = first; row <= last; ++row) {
        if (canMark(row)) {
            m_marked << grantAt(row)->id;
        }
    }
    if (m_marked.size() != before) {
        emit dataChanged(index(first), index(last), {Qt::CheckStateRole, Qt::AccessibleTextRole});
        emit markedChanged();
    }
}

void GrantListModel::setAllMarked(bool marked) {
    QSet<QString> all;
    if (marked) {
        for (const GrantView& grant : std::as_const(m_grants)) {
            if (grant.canRevoke()) {
                all << grant.id;
            }
        }
    }
    if (all == m_marked || m_rows.isEmpty()) {
        return;
    }
    m_marked = all;
    emit dataChanged(index(0), index(static_cast<int>(m_rows.size()) - 1),
                     {Qt::CheckStateRole, Qt::AccessibleTextRole});
    emit markedChanged();
}

QStringList GrantListModel::marked() const {
    QStringList ids;
    for (const Row& row : m_rows) {
        if (row.grant >= 0 && m_marked.contains(m_grants.at(row.grant).id)) {
            ids << m_grants.at(row.grant).id;
        }
    }
    return ids;
}

int GrantListModel::markableCount() const {
    return static_cast<int>(std::count_if(m_grants.begin(), m_grants.end(),
                                          [](const GrantView& g) { return g.canRevoke(); }));
}

int GrantListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

Qt::ItemFlags GrantListModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags usual = ListModel::flags(index);
    if (!index.isValid()) {
        return usual;
    }
    const GrantView* grant = grantAt(index.row());
    if (grant == nullptr) {
        return Qt::ItemNeverHasChildren; // the keyboard passes a heading by
    }
    return grant->canRevoke() ? usual | Qt::ItemIsUserCheckable : usual;
}

QVariant GrantListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows.at(index.row());
    if (role == headingRole) {
        return row.heading;
    }
    if (role == countRole) {
        return row.count;
    }
    const bool speaks = role == Qt::DisplayRole || role == Qt::AccessibleTextRole;
    const GrantView* grant = grantAt(index.row());
    if (grant == nullptr) {
        return speaks ? tr("%1, %n grants", nullptr, row.count).arg(row.heading) : QVariant();
    }
    if (role == grantRole) {
        return QVariant::fromValue(*grant);
    }
    if (role == Qt::CheckStateRole && grant->canRevoke()) {
        return isMarked(index.row()) ? Qt::Checked : Qt::Unchecked;
    }
    if (!speaks) {
        return {};
    }
    const QString words = tr("%1, %2, %3, %4")
                              .arg(grant->title, grant->subtitle, endText(*grant, m_today),
                                   endDetail(*grant, m_today));
    return isMarked(index.row()) ? tr("marked: %1").arg(words) : words;
}

QString GrantListModel::endText(const GrantView& grant, const QDate& today) {
    const auto day = [&today](const QDate& date) {
        return date.year() == today.year() ? Format::dayShort(date) : Format::dayShortYear(date);
    };
    switch (grant.state) {
    case GrantState::Revoked:
        if (!grant.revokedOn.isValid()) {
            return tr("revoked");
        }
        return (grant.isReplaced ? tr("replaced %1") : tr("revoked %1")).arg(day(grant.revokedOn));
    case GrantState::Ended:
        return tr("ended %1").arg(day(grant.ends));
    case GrantState::Failed:
        return tr("never in force");
    case GrantState::Active:
    case GrantState::Pending:
        break;
    }
    return grant.ends.isValid() ? tr("until %1").arg(day(grant.ends)) : tr("without end");
}

QString GrantListModel::endDetail(const GrantView& grant, const QDate& today) {
    if (grant.isOpen() && grant.isStopping) {
        return tr("being stopped");
    }
    if (grant.isShutOut) {
        return tr("shut out by your rules");
    }
    switch (grant.state) {
    case GrantState::Pending:
        return tr("waiting for proof");
    case GrantState::Revoked:
        return grant.isReplaced ? tr("by a newer grant") : tr("stopped everywhere");
    case GrantState::Ended:
        return tr("ended by itself");
    case GrantState::Failed:
        return grant.problem;
    case GrantState::Active:
        break;
    }
    return grant.ends.isValid() ? Format::daysLeft(grant.ends, today) : tr("until you revoke it");
}

QString GrantListModel::stateWord(GrantState state) {
    switch (state) {
    case GrantState::Active:
        return tr("Active");
    case GrantState::Pending:
        return tr("Pending");
    case GrantState::Ended:
        return tr("Ended");
    case GrantState::Revoked:
        return tr("Revoked");
    case GrantState::Failed:
        return tr("Failed");
    }
    return {};
}

} // namespace consentry::ui
