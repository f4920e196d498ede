#pragma once

#include "core/hospital/organization_card.h"
#include "core/ports/verified_ledger.h"

#include <functional>

namespace consentry::hospital {

/// What became of an act of governance.
struct GovernanceAnswer {
    std::optional<registry::ProposalId> proposal; ///< none for acts of the organisation alone
    BlockHeight height;
    bool decided = false; ///< the action took effect in that block
};

/// How an organisation takes part in governance (protocol §9) with its governance key: proposes,
/// approves, and changes its own keys; GovernanceReader says what is open. Everything that it says
/// is proven. One thread at a time. Errors: those of VerifiedLedger (Refused with the registry's
/// number among them); NotFound where the chain decides nothing, or there is no such proposal;
/// NotPermitted for a key that is no governance key of a member; LedgerConflict, and nothing is
/// signed, where two histories verified; Stale where this computer's clock and the ledger's differ
/// by more than an hour.
class Govern {
public:
    using OnStage = std::function<void(SubmitStage)>;

    Govern(VerifiedLedger& ledger, const Clock& clock) : m_ledger(ledger), m_clock(clock) {}

    Result<GovernanceAnswer> propose(const SigningKey& key, registry::GovernanceAction action,
                                     const OnStage& onStage = {});
    Result<GovernanceAnswer> approve(const SigningKey& key, const registry::ProposalId& id,
                                     const OnStage& onStage = {});
    /// By the organisation alone: it leaves, or keys other than governance keys change.
    Result<GovernanceAnswer> actAlone(const SigningKey& key,
                                      const registry::UpdateOrganization& update,
                                      const OnStage& onStage = {});
    Result<GovernanceAnswer> actAlone(const SigningKey& key,
                                      const registry::LeaveOrganization& leave,
                                      const OnStage& onStage = {});

private:
    Result<PartyId> organizationOf(const SigningKey& key);
    /// Signs and submits, and waits until the answer is proven.
    Result<BlockHeight> submit(const SigningKey& key, const PartyId& organization,
                               registry::Body body, const OnStage& onStage);
    Result<GovernanceAnswer> answerOf(const registry::ProposalId& id, BlockHeight height);

    VerifiedLedger& m_ledger;
    const Clock& m_clock;
};

/// What an organisation that wants to join hands to the others: its card as an action, with the
/// possession of the governance key. BadKey where the key is not the card's.
Result<registry::RegisterOrganization> joiningOf(const OrganizationCard& card,
                                                 const SigningKey& governance);
/// The card's validator begins; in the place of `replaced`, where there is one.
registry::UpdateValidators validatorOf(const OrganizationCard& card,
                                       const std::optional<SigningPublicKey>& replaced);

} // namespace consentry::hospital
