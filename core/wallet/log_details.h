#pragma once

#include "core/base/progress.h"
#include "core/ports/access_body.h"
#include "core/ports/record_gateway.h"
#include "core/wallet/wallet_context.h"

#include <optional>
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
};

/// Fetches, opens and judges the sealed details of rows. A body that is missing or wrong never
/// breaks the chain check: its row says so.
class LogDetailsReader {
public:
    explicit LogDetailsReader(WalletContext& context) : m_context(context) {}

    /// Opens all rows that still wait. Returns how many were opened.
    Result<std::uint64_t> openWaiting(const Identity& patient, const JobControl& control = {});
    /// One row with what is known of it.
    Result<LogEntry> entry(const Identity& patient, const LogRow& row);
    /// A page of entries, newest first.
    struct Page {
        std::vector<LogEntry> entries;
        std::optional<LogSequence> next;
    };
    Result<Page> page(const Identity& patient, const LogFilter& filter,
                      const std::optional<LogSequence>& after, std::size_t limit);

private:
    struct Opened {
        BodyState state = BodyState::Missing;
        Bytes content;
    };
    Result<Opened> openBody(const Identity& patient, const LogRow& row,
                            const std::vector<PartyId>& mailboxes);
    LogVerdict judge(const LogRow& row, const Opened& opened) const;
    std::string searchText(const LogRow& row, const Opened& opened) const;

    WalletContext& m_context;
};

/// Accesses and emergencies: what "who looked" lists.
LogFilter accessesOnly();

/// Whether what an access body claims is borne out: the reader's own signature under the request.
bool readerSigned(std::string_view chainId, const AccessBody& body);

} // namespace consentry::wallet
