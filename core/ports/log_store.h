#pragma once

#include "core/base/ids.h"
#include "core/base/instant.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace consentry {

/// Where the sealed details of a log row stand. Numbers are stored.
enum class BodyState : std::uint8_t {
    None = 0,       ///< the row has no details
    Opened = 1,     ///< fetched, matches its commitment
    Waiting = 2,    ///< not fetched yet
    Missing = 3,    ///< the mailboxes do not serve it
    Mismatch = 4,   ///< served, but not what was committed to
    CannotOpen = 5, ///< no epoch secret of this vault opens it
};

/// What the wallet makes of a row, by the rule that allowed it. Numbers are stored.
enum class LogVerdict : std::uint8_t {
    Unknown = 0,
    Explained = 1, ///< green
    Attention = 2, ///< amber
    Alarm = 3,     ///< red
};

/// A row of a patient's log, decoded enough to list, filter and group it. `event` holds the exact
/// bytes whose hash is in the chain.
struct LogRow {
    PartyId patient;
    LogSequence seq;
    EpochNumber epoch;
    BlockHeight height;
    Instant blockTime;
    std::uint32_t type = 0;   ///< registry::EventType
    std::uint32_t result = 0; ///< registry's number; 0 is a permit or success
    PartyId actor;
    Digest objectId;
    Bytes event;
    BodyState bodyState = BodyState::None;
    LogVerdict verdict = LogVerdict::Unknown;
};

/// The opened body of a row.
struct LogDetails {
    Bytes content;
    std::string searchText; ///< what full-text search shall find: names, purpose, categories
    std::optional<GrantId> usedGrant; ///< that an access named as its basis
};

/// How far a patient's log is verified. Count and height never decrease, and one count has one
/// head.
struct VerifiedLogHead {
    std::uint64_t count = 0;
    Digest head;
    BlockHeight height;

    friend bool operator==(const VerifiedLogHead&, const VerifiedLogHead&) = default;
};

/// All that are set must hold.
struct LogFilter {
    std::vector<std::uint32_t> types; ///< empty: all
    std::optional<PartyId> actor;
    std::optional<Digest> objectId;
    std::optional<BodyState> bodyState;
    std::optional<LogVerdict> verdict;
    std::optional<std::uint32_t> result;
    std::optional<GrantId> usedGrant;
    std::optional<Instant> from;  ///< block time at or after
    std::optional<Instant> until; ///< block time before
    std::string search;           ///< as RecordFilter::search, in opened details
};

/// What the index alone knows of a row: enough to count, to group by day and to mark.
struct LogOutlineRow {
    LogSequence seq;
    Instant blockTime;
    std::uint32_t type = 0;
    std::uint32_t result = 0;
    LogVerdict verdict = LogVerdict::Unknown;

    friend bool operator==(const LogOutlineRow&, const LogOutlineRow&) = default;
};

/// How often a grant opened something: rows that name it, that nobody refused, and that the wallet
/// does not hold for an alarm.
struct GrantUses {
    GrantId grant;
    std::uint64_t times = 0;
    Instant last;

    friend bool operator==(const GrantUses&, const GrantUses&) = default;
};

enum class LogOrder { NewestFirst, OldestFirst };

struct LogPageRows {
    std::vector<LogRow> rows;
    std::optional<LogSequence> next; ///< pass as `after` for the next page; none at the end
};

/// Verified logs, of this person and of those who trusted them. Thread-safe. Errors: Locked,
/// DiskFull, DamagedData, Io.
class LogStore {
public:
    static constexpr std::size_t pageMax = 1000;
    static constexpr std::size_t eventMax = 4096;
    static constexpr std::size_t detailsMax = 32 * 1024;

    virtual ~LogStore() = default;

    /// Appends verified rows and moves the head, together or not at all. The rows must start at
    /// the stored count (or, for a reader from a later epoch, at `head.count - rows.size()` of an
    /// empty log), follow each other, and end at `head.count`. VerificationFailed where count or
    /// height would decrease, or the same count gets another head.
    virtual Result<> append(const PartyId& patient, std::span<const LogRow> rows,
                            const VerifiedLogHead& head) = 0;
    /// None while nothing of this log is verified.
    virtual Result<std::optional<VerifiedLogHead>> head(const PartyId& patient) = 0;
    virtual Result<std::vector<PartyId>> patients() = 0;

    /// Sets details (none keeps what is there), state and verdict of one row. NotFound.
    virtual Result<> setBody(const PartyId& patient, LogSequence seq, BodyState state,
                             LogVerdict verdict, const std::optional<LogDetails>& details) = 0;
    /// Many at once, in one transaction.
    struct BodyUpdate {
        LogSequence seq;
        BodyState state = BodyState::None;
        LogVerdict verdict = LogVerdict::Unknown;
        std::optional<LogDetails> details;
    };
    virtual Result<> setBodies(const PartyId& patient, std::span<const BodyUpdate> updates) = 0;

    virtual Result<LogRow> row(const PartyId& patient, LogSequence seq) = 0;
    /// The opened content; none while the body is not open.
    virtual Result<std::optional<Bytes>> details(const PartyId& patient, LogSequence seq) = 0;
    virtual Result<LogPageRows> page(const PartyId& patient, const LogFilter& filter,
                                     LogOrder order, const std::optional<LogSequence>& after,
                                     std::size_t limit) = 0;
    /// Stops counting at `stopAt`.
    virtual Result<std::uint64_t> count(const PartyId& patient, const LogFilter& filter,
                                        std::uint64_t stopAt) = 0;

    static constexpr std::size_t outlineMax = 5'000'000;
    /// Every row of these types, at or after `from`, newest first, at most outlineMax: read from an
    /// index, so that a row costs a few bytes and less than a microsecond.
    virtual Result<std::vector<LogOutlineRow>> outline(const PartyId& patient,
                                                       std::span<const std::uint32_t> types,
                                                       const std::optional<Instant>& from) = 0;
    /// Only the numbers of what page() would give, newest first, at most outlineMax.
    virtual Result<std::vector<LogSequence>> sequences(const PartyId& patient,
                                                       const LogFilter& filter) = 0;
    /// Of all grants that were used, by an index.
    virtual Result<std::vector<GrantUses>> uses(const PartyId& patient) = 0;
};

} // namespace consentry
