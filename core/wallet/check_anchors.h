#pragma once

#include "core/base/progress.h"
#include "core/ports/anchor_check_store.h"
#include "core/ports/anchor_lists.h"
#include "core/wallet/wallet_context.h"

#include <map>
#include <optional>
#include <set>
#include <variant>

namespace consentry::wallet {

/// What a check of copies against the ledger found, in records.
struct AnchorReport {
    Instant at;                                   ///< when it began, by this computer's clock
    BlockHeight height;                           ///< newest state that was asked; 0: none
    std::map<AnchorOutcome, std::uint64_t> found; ///< checks that came to an end
    std::uint64_t unchecked = 0;                  ///< could not be checked now
    /// Hospitals that could not be asked, and why.
    std::map<PartyId, CheckObstacle> silent;
    /// Hospitals that showed something which does not hang on the ledger.
    std::set<PartyId> contradicted;
    /// Why the ledger could not be asked (any more).
    std::optional<CheckObstacle> ledger;

    std::uint64_t of(AnchorOutcome outcome) const {
        const auto counted = found.find(outcome);
        return counted == found.end() ? 0 : counted->second;
    }
    /// Copies that are not what the hospital anchored, or of which it gave a false proof.
    std::uint64_t wrong() const {
        return of(AnchorOutcome::OtherVersion) + of(AnchorOutcome::ProofFails) +
               of(AnchorOutcome::CopyDamaged);
    }
};

/// Checks whether copies in the vault are what hospitals anchored (protocol §6), and keeps the
/// outcome by digest. Hospitals are asked for salts and paths only, so nothing is logged as a read;
/// what they say counts only where it leads to an anchor of that hospital about this patient in
/// proven state. A way that held once is kept: from then on the ledger alone can be asked again.
///
/// Where a check does not come to an end, what was known stays, with why and when beside it.
/// Records that the person wrote are left out; those from a file count as a hospital's where a
/// linked hospital anchored them.
///
///     CheckAnchors checking(wallet, directory);
///     ASSIGN_OR_RETURN(const AnchorReport report, checking.check(patient, std::nullopt, control));
///
/// Blocking, on the thread of the ledger. Errors: those of the vault, NotFound (no registered
/// patient, no such record), Cancelled (what was checked by then is kept).
class CheckAnchors {
public:
    /// A newest block older than this proves nothing of today: a node that shows old ones hides
    /// what was amended since.
    static constexpr milliseconds headAgeMax = std::chrono::minutes(2);
    /// Records between two looks at `control`, and in one transaction of the vault.
    static constexpr std::size_t recordsAtOnce = 100;
    /// Ways that a hospital may show for one digest.
    static constexpr std::size_t linksPerRecordMax = 4;

    CheckAnchors(WalletContext& context, AnchorListDirectory& hospitals)
        : m_context(context), m_hospitals(hospitals) {}

    /// What one hospital answered, findable.
    struct List {
        std::map<RecordDigest, std::vector<AnchorLink>> byDigest;
        /// (type, id) → versions
        std::map<std::pair<std::string, std::string>, std::vector<AnchoredRecord>> byName;
    };
    /// A check under way: what was asked so far and where it goes on. A value; keep it between two
    /// calls of proceed(), so that others get the ledger meanwhile.
    struct Run {
        Identity patient;
        std::optional<RecordDigest> only; ///< none: all records
        AnchorReport report;
        std::vector<PartyId> linked;
        std::map<PartyId, std::variant<List, CheckObstacle>> lists; ///< of those that were asked
        std::map<AnchorId, std::optional<registry::AnchorState>> anchors;
        std::optional<RecordCursor> next;
        std::uint64_t done = 0;
        std::uint64_t total = 0;
        bool isDone = false;
    };

    /// Of all records from elsewhere, or of one.
    Result<Run> begin(const Identity& patient, const std::optional<RecordDigest>& only);
    /// The next records, recordsAtOnce at most.
    Result<> proceed(Run& run);
    /// From beginning to end.
    Result<AnchorReport> check(const Identity& patient, const std::optional<RecordDigest>& only,
                               const JobControl& control);

private:
    struct Finding {
        AnchorOutcome outcome = AnchorOutcome::ProofFails;
        PartyId custodian;
        BlockHeight height;
        const AnchorLink* link = nullptr; ///< the way that holds; lies in the run or in `known`
    };

    static AnchorCheck completed(const RecordSummary& record, const Finding& finding, Instant at);
    Result<> lookAtLedger(Run& run);
    const std::variant<List, CheckObstacle>& listOf(Run& run, const PartyId& hospital);
    std::variant<List, CheckObstacle> ask(const Run& run, const PartyId& hospital);
    Result<std::vector<RecordSummary>> nextRecords(Run& run);
    Result<bool> isCopyWhole(const RecordSummary& record);
    Result<> checkOne(Run& run, const RecordSummary& record, const AnchorCheck* known,
                      std::vector<AnchorCheck>& checks);
    void compare(Run& run, const RecordSummary& record, const AnchorCheck* known,
                 std::vector<AnchorCheck>& checks);
    Result<std::optional<Finding>> find(Run& run, const RecordSummary& record,
                                        const AnchorCheck* known);
    Result<std::optional<Finding>> findShown(Run& run, const RecordSummary& record,
                                             const PartyId& hospital);
    Result<Finding> follow(Run& run, const PartyId& hospital, const RecordDigest& digest,
                           const AnchorLink& link);
    Result<std::optional<registry::AnchorState>> anchorOf(Run& run, const AnchorId& anchor);
    Result<ProvenState> state(Run& run, const registry::StateKey& key);

    WalletContext& m_context;
    AnchorListDirectory& m_hospitals;
};

} // namespace consentry::wallet
