#pragma once

#include "core/light_client/bisection.h"

#include <span>
#include <vector>

namespace consentry::light_client {

/// What one witness' block says about a header that the primary made us verify.
enum class WitnessFinding {
    Agrees,         ///< the same header
    Faulty,         ///< another header that does not verify: drop this witness
    NeedsBisection, ///< another header, too far from the common state: verify its branch first
    Attack,         ///< another header that verifies as well: stop, tell the person, report it
};

/// How two verified headers of one height came about.
enum class AttackKind {
    Lunatic,      ///< the conflicting header has an invented state, validator set or result
    Equivocation, ///< validators signed two blocks in one round
    Amnesia,      ///< they signed two blocks in different rounds
};

/// What goes into an evidence file: anyone with the common header can check it again.
struct AttackEvidence {
    AttackKind kind = AttackKind::Lunatic;
    BlockHeight commonHeight; ///< the last height on which both branches agree
    Timestamp commonTime;
    std::int64_t totalPower = 0; ///< of the validators at the common height
    LightBlock ours;
    LightBlock conflicting;
    /// Validators of the common set that signed the conflicting block (lunatic), or signed both.
    std::vector<ValidatorAddress> byzantine;
};

/// The validators of a block whose signatures under it verify, in the set's order.
std::vector<ValidatorAddress> signersOf(const LightBlock& block);

struct WitnessComparison {
    WitnessFinding finding = WitnessFinding::Faulty;
    Flaw flaw = Flaw::None;                 ///< why, where Faulty
    std::optional<AttackEvidence> evidence; ///< exactly where Attack
};

/// Compares the block that was verified from the primary with a witness' block of the same height.
/// `common` is a verified state below it that both agree on: trace().front(), or, after
/// walking up the trace, the last height where the witness still agreed. Pure.
WitnessComparison compareWitness(const TrustedState& common, const LightBlock& ours,
                                 const LightBlock& witness, Instant now, const Options& options);

/// The witness' branch was verified by a Bisection of its own from `common` (NeedsBisection):
/// the evidence if it ended at another header, nothing if at the same.
std::optional<AttackEvidence> conflictBetween(const TrustedState& common, const LightBlock& ours,
                                              const LightBlock& witness);

/// What all witnesses together say.
enum class CrossCheck {
    Confirmed, ///< at least one agrees and none shows an attack
    NoWitness, ///< none agrees: the wallet must not say "verified"
    Attack,
};
CrossCheck crossCheck(std::span<const WitnessFinding> findings);

} // namespace consentry::light_client
