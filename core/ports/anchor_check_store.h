#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/ports/anchor_link.h"

#include <map>
#include <optional>
#include <span>
#include <vector>

namespace consentry {

/// What the ledger said of a record's copy in this vault. Numbers are stored: never change one.
enum class AnchorOutcome {
    Unchecked = 0,    ///< no check came to an end yet
    Matches = 1,      ///< the digest hangs on an anchor, and nothing replaced it
    Amended = 2,      ///< it hangs on an anchor; the hospital has since anchored a newer version
    Deleted = 3,      ///< it hangs on an anchor; the hospital has since deleted the record
    OtherVersion = 4, ///< the hospital anchored another version of this record, not this one
    NotAnchored = 5,  ///< the hospital showed no anchor for it
    ProofFails = 6,   ///< what the hospital showed for it does not hang on the ledger
    CopyDamaged = 7,  ///< the stored bytes do not have the digest under which they were stored
};

/// Why a check did not come to an end. Numbers are stored.
enum class CheckObstacle {
    NoWay = 1,             ///< this program has no way to ask the hospital
    HospitalSilent = 2,    ///< it did not answer
    HospitalRefused = 3,   ///< it answered that it will not
    LedgerSilent = 4,      ///< no node answered
    LedgerStale = 5,       ///< the newest verified block is too old, or older than one seen before
    LedgerUnconfirmed = 6, ///< no other organisation's witness confirms it, or two histories verify
    Other = 7,
};

/// An attempt that did not come to an end, after the last one that did.
struct FailedCheck {
    Instant at; ///< by this computer's clock
    CheckObstacle obstacle = CheckObstacle::Other;

    friend bool operator==(const FailedCheck&, const FailedCheck&) = default;
};

/// What is known of one version of one record: it is bound to its digest, so a record that changes
/// has no check.
struct AnchorCheck {
    RecordDigest record;
    AnchorOutcome outcome = AnchorOutcome::Unchecked;
    PartyId custodian;  ///< the hospital whose anchor it is, or that was asked
    Instant checkedAt;  ///< by this computer's clock; meaningless where Unchecked
    BlockHeight height; ///< the state after this block said so; 0 where the ledger was not asked
    /// Where the record hangs on an anchor: with it the ledger alone can be asked again.
    std::optional<AnchorLink> link;
    std::optional<FailedCheck> failure;

    friend bool operator==(const AnchorCheck&, const AnchorCheck&) = default;
};

/// How the records of hospitals stand.
struct AnchorTally {
    std::map<AnchorOutcome, std::uint64_t> records; ///< none for an outcome that none has
    std::optional<Instant> newest;                  ///< of the last check that came to an end
    BlockHeight height;                             ///< of that check

    std::uint64_t of(AnchorOutcome outcome) const {
        const auto found = records.find(outcome);
        return found == records.end() ? 0 : found->second;
    }
};

/// Checks of records against the ledger, by digest. A check goes with its record. Thread-safe.
/// Errors: Locked, ReadOnly, DiskFull, DamagedData, Io.
class AnchorCheckStore {
public:
    static constexpr std::size_t amongMax = 1000;

    virtual ~AnchorCheckStore() = default;
    /// Each takes the place of what was known of its record; all or none. What is about no record
    /// (any more) is left out.
    virtual Result<> put(std::span<const AnchorCheck> checks) = 0;
    /// Of these records, in no order; those without a check are missing. TooLarge beyond amongMax.
    virtual Result<std::vector<AnchorCheck>> among(std::span<const RecordDigest> records) = 0;
    /// Over all records that came from a hospital; some tens of milliseconds for 100,000.
    virtual Result<AnchorTally> tally() = 0;
};

} // namespace consentry
