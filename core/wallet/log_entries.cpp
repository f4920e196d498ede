#include "core/wallet/log_entries.h"

namespace consentry::wallet {
namespace {

using registry::LogEventType;

bool isAccess(LogEventType type) {
    return type == LogEventType::Access;
}

} // namespace

EntryKind kindOf(LogEventType type, std::uint32_t result, LogVerdict verdict) {
    if (verdict == LogVerdict::Alarm) {
        return EntryKind::NoRule;
    }
    if (type == LogEventType::EmergencyAccess) {
        return EntryKind::Emergency;
    }
    if (!isAccess(type)) {
        return EntryKind::Act;
    }
    return result != 0                        ? EntryKind::Refused
           : verdict == LogVerdict::Attention ? EntryKind::Emergency
                                              : EntryKind::ByRule;
}

LogFilter accessesOnly() {
    LogFilter filter;
    filter.types = {static_cast<std::uint32_t>(LogEventType::Access),
                    static_cast<std::uint32_t>(LogEventType::EmergencyAccess)};
    return filter;
}

Result<LogEntry> LogEntries::entry(const PartyId& patient, LogSequence seq) {
    ASSIGN_OR_RETURN(const LogRow row, m_logs.row(patient, seq));
    return entry(row);
}

Result<LogEntry> LogEntries::entry(const LogRow& row) {
    LogEntry entry;
    entry.seq = row.seq;
    entry.at = row.blockTime;
    entry.height = row.height;
    entry.type = static_cast<LogEventType>(row.type);
    entry.result = row.result;
    entry.writer = row.actor;
    entry.objectId = row.objectId;
    entry.body = row.bodyState;
    ASSIGN_OR_RETURN(const auto content, m_logs.details(row.patient, row.seq));
    if (content && isAccess(entry.type)) {
        if (auto body = decodeAccessBody(*content)) {
            if (auto request = decodeReadRequest(m_chainId, body->signedRequest)) {
                entry.request = std::move(*request);
            }
            entry.access = std::move(*body);
        }
    } else if (content && entry.type == LogEventType::EmergencyAccess) {
        if (auto body = decodeEmergencyBody(*content)) {
            entry.emergency = std::move(*body);
        }
    } else if (content && (entry.type == LogEventType::DisputeAccess ||
                           entry.type == LogEventType::AnswerDispute)) {
        if (auto body = decodeDisputeBody(*content)) {
            entry.dispute = std::move(*body);
        }
    }
    entry.kind = kindOf(entry.type, row.result, row.verdict);
    if (entry.kind == EntryKind::ByRule && entry.request &&
        entry.request->basis == consent::Basis::Self) {
        entry.kind = EntryKind::Own;
    }
    return entry;
}

Result<LogEntries::Page> LogEntries::page(const PartyId& patient, const LogFilter& filter,
                                          const std::optional<LogSequence>& after,
                                          std::size_t limit) {
    ASSIGN_OR_RETURN(const LogPageRows rows,
                     m_logs.page(patient, filter, LogOrder::NewestFirst, after, limit));
    Page page;
    page.next = rows.next;
    for (const LogRow& row : rows.rows) {
        ASSIGN_OR_RETURN(LogEntry one, entry(row));
        page.entries.push_back(std::move(one));
    }
    return page;
}

} // namespace consentry::wallet
