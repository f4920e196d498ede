#pragma once

#include "core/base/ids.h"
#include "core/base/instant.h"
#include "core/ports/log_terms.h"

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
    std::vector<LogTerm> terms;       ///< each once
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
};

/// A patient's log in a few bytes a row: enough to mark, count, group, filter and search it without
/// reading rows. Rows name actors, grants and sets of terms by number; 0 stands for none.
struct LogIndex {
    struct Row {
        Instant at; ///< block time; never decreases along a log
        std::uint32_t terms = 0;
        std::uint32_t actor = 0;
        std::uint32_t grant = 0; ///< that an access named as its basis
        std::uint16_t type = 0;  ///< registry::LogEventType
        LogVerdict verdict = LogVerdict::Unknown;
        bool isRefused = false; ///< whether LogRow::result is anything but 0

        friend bool operator==(const Row&, const Row&) = default;
    };

    LogSequence first; ///< of the first row; the others follow without a gap
    std::vector<Row> rows;
    std::vector<PartyId> actors;                      ///< by number; the one at 0 is zero
    std::vector<GrantId> grants;                      ///< likewise
    std::vector<std::vector<std::uint32_t>> termSets; ///< by number, of numbers of terms
    std::vector<LogTerm> terms;                       ///< by number

    LogSequence sequenceAt(std::size_t row) const { return LogSequence(first.value + row); }
    /// `seq` must be one of the rows.
    const Row& at(LogSequence seq) const { return rows[seq.value - first.value]; }
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

    static constexpr std::size_t indexRowsMax = 5'000'000;
    /// Of the rows at or after `from` (none: all), the newest indexRowsMax of them: a hundredth of
    /// what reading the rows would cost.
    virtual Result<LogIndex> index(const PartyId& patient, const std::optional<Instant>& from) = 0;
    /// Numbers of the terms, of any log, in which all words of `query` occur: as prefixes, Chinese
    /// by neighbouring characters. Ascending; none where `query` has no word to look for.
    virtual Result<std::optional<std::vector<std::uint32_t>>> termsWith(std::string_view query) = 0;
    /// Only the numbers of what page() would give, newest first, at most indexRowsMax.
    virtual Result<std::vector<LogSequence>> sequences(const PartyId& patient,
                                                       const LogFilter& filter) = 0;
    /// Of all grants that were used, by an index.
    virtual Result<std::vector<GrantUses>> uses(const PartyId& patient) = 0;
};

} // namespace consentry
