#pragma once

#include "core/ports/access_body.h"
#include "core/ports/dispute_body.h"
#include "core/ports/log_store.h"
#include "core/ports/record_gateway.h"
#include "core/registry/types.h"

#include <optional>
#include <string>
#include <vector>

namespace consentry::wallet {

/// How a row looks to its patient.
enum class EntryKind {
    ByRule,    ///< ● an access that a grant of mine allowed
    Emergency, ///< ▲ an emergency, or an access on one
    NoRule,    ///< ■ an access that nothing of mine explains, or details that do not check
    Refused,   ///< ○ somebody tried and was refused
    Own,       ///< my own reading
    Act,       ///< what I, my devices or a hospital's desk did: no access
};

/// From what the index knows; a reading of one's own is ByRule here.
EntryKind kindOf(registry::LogEventType type, std::uint32_t result, LogVerdict verdict);

/// A log row with its opened details, ready to be told.
struct LogEntry {
    LogSequence seq;
    Instant at;
    BlockHeight height;
    registry::LogEventType type{};
    std::uint32_t result = 0;
    EntryKind kind = EntryKind::Act;
    PartyId writer; ///< who signed the transaction
    Digest objectId;
    BodyState body = BodyState::None;
    std::optional<AccessBody> access;   ///< type Access, opened
    std::optional<ReadRequest> request; ///< what the reader signed
    std::optional<EmergencyBody> emergency;
    std::optional<DisputeBody> dispute; ///< type DisputeAccess or AnswerDispute, opened
};

/// Reads a patient's log as it is stored: what is fetched, opened and judged by then.
class LogEntries {
public:
    LogEntries(LogStore& logs, std::string chainId) : m_logs(logs), m_chainId(std::move(chainId)) {}

    /// One row with what is known of it. NotFound.
    Result<LogEntry> entry(const PartyId& patient, LogSequence seq);
    Result<LogEntry> entry(const LogRow& row);
    /// A page of entries, newest first.
    struct Page {
        std::vector<LogEntry> entries;
        std::optional<LogSequence> next;
    };
    Result<Page> page(const PartyId& patient, const LogFilter& filter,
                      const std::optional<LogSequence>& after, std::size_t limit);

private:
    LogStore& m_logs;
    std::string m_chainId;
};

/// Accesses and emergencies: what "who looked" lists.
LogFilter accessesOnly();

} // namespace consentry::wallet
