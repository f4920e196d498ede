#include "ui/models/access_log.h"

#include "ui/models/format.h"

#include <QLocale>

namespace consentry::ui {

AccessLogModel::AccessLogModel(QObject* parent) : PagedListModel(parent) {}

void AccessLogModel::setSource(AccessLogSource* source) {
    m_source = source;
    setRows(source);
}

QVariant AccessLogModel::data(const QModelIndex& index, int role) const {
    if (!hasRow(index)) {
        return {};
    }
    if (role != rowRole && role != Qt::DisplayRole && role != Qt::AccessibleTextRole) {
        return {};
    }
    const std::optional<AccessRowView> row = m_source->row(index.row());
    if (!row) {
        return role == rowRole ? QVariant() : QVariant(tr("Loading"));
    }
    if (role == rowRole) {
        return QVariant::fromValue(*row);
    }
    if (row->isDay) {
        return tr("%1, %n accesses", nullptr, row->countOfDay).arg(Format::dayYear(row->day));
    }
    QStringList facts = row->facts;
    if (row->accesses > 1) {
        facts.prepend(tr("since %1").arg(Format::time(row->since)));
    }
    if (!row->dispute.isEmpty()) {
        facts << row->dispute;
    }
    const QString told = facts.join(QStringLiteral(", "));
    if (row->accesses > 1) {
        const QString words =
            row->isOpen ? tr("%1, %2, %3, %4, %5, %n accesses, unfolded", nullptr, row->accesses)
                        : tr("%1, %2, %3, %4, %5, %n accesses, folded", nullptr, row->accesses);
        return words.arg(Format::time(row->at), word(row->mark), row->who, row->where, told);
    }
    return tr("%1, %2, %3, %4, %5, %n items", nullptr, row->items)
        .arg(Format::time(row->at), word(row->mark), row->who, row->where, told);
}

Qt::ItemFlags AccessLogModel::flags(const QModelIndex& index) const {
    if (m_source != nullptr && index.isValid()) {
        if (const auto row = m_source->row(index.row()); row && row->isDay) {
            return Qt::ItemIsEnabled;
        }
    }
    return QAbstractListModel::flags(index);
}

QString AccessLogModel::word(AccessMark mark) {
    switch (mark) {
    case AccessMark::ByRule:
        return tr("By your rule");
    case AccessMark::Emergency:
        return tr("Emergency");
    case AccessMark::BroaderThanUsed:
        return tr("Too broad");
    case AccessMark::NoRule:
        return tr("No rule");
    case AccessMark::Refused:
        return tr("Refused");
    case AccessMark::Request:
        return tr("Request");
    }
    return {};
}

QStringList AccessLogModel::words(const AccessFilter& filter) {
    QStringList words;
    if (filter.mark) {
        words << word(*filter.mark);
    }
    if (!filter.text.simplified().isEmpty()) {
        words << tr("with “%1”").arg(filter.text.simplified());
    }
    if (!filter.grant.isEmpty()) {
        words << tr("by one grant (%1)").arg(filter.grant.left(8));
    }
    for (const auto& [kind, choice] : filter.chosen) {
        words << choice.name;
    }
    if (filter.from.isValid() && filter.from == filter.to) {
        words << tr("on %1").arg(Format::dayYear(filter.from));
    } else {
        if (filter.from.isValid()) {
            words << tr("from %1").arg(Format::dayYear(filter.from));
        }
        if (filter.to.isValid()) {
            words << tr("to %1").arg(Format::dayYear(filter.to));
        }
    }
    return words;
}

} // namespace consentry::ui
