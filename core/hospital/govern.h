#pragma once

#include "core/base/instant.h"
#include "core/hospital/organization_card.h"
#include "core/ports/verified_ledger.h"

#include <functional>
#include <string>
#include <vector>

namespace consentry::hospital {

/// An organisation of the consortium, as the proven state has it.
struct MemberFacts {
    PartyId organization;
    std::string name; ///< in the registry
    bool mailbox = false;
    std::optional<Instant> leavesAt;
    std::optional<SigningPublicKey> validator;
};

/// What the consortium is at one block: who decides, by which rules it runs, what is agreed for
/// later.
struct ConsortiumFacts {
    BlockHeight height;
    Instant time;                     ///< of the header that proves it
    std::vector<MemberFacts> members; ///< ascending by id; those that are leaving too
    std::size_t needed = 0;           ///< k of k-of-n
    registry::ParamsState params;
    registry::UpgradeState upgrade;

    const MemberFacts* member(const PartyId& organization) const;
};

/// A proposal, open or not.
struct ProposalFacts {
    registry::ProposalId id;
    registry::ProposalState state;
    /// Of `state.approvals`, in their order: whether it counts now.
    std::vector<bool> counts;

    std::size_t counted() const;
};

/// What became of an act of governance.
struct GovernanceAnswer {
    std::optional<registry::ProposalId> proposal; ///< none for acts of the organisation alone
    BlockHeight height;
    bool decided = false; ///< the action took effect in that block
};

/// How an organisation takes part in governance (protocol §9) with its governance key: looks at
/// what is open, proposes, approves, and changes its own keys. Everything that it says is proven.
/// One thread at a time. Errors: those of VerifiedLedger (Refused with the registry's number among
/// them); NotFound where the chain decides nothing, or there is no such proposal; NotPermitted for
/// a key that is no governance key of a member; LedgerConflict, and nothing is signed, where two
/// histories verified; Stale where this computer's clock and the ledger's differ by more than an
/// hour.
class Govern {
public:
    using OnStage = std::function<void(SubmitStage)>;

    Govern(VerifiedLedger& ledger, const Clock& clock) : m_ledger(ledger), m_clock(clock) {}

    Result<ConsortiumFacts> facts();
    /// The open ones, oldest first.
    Result<std::vector<ProposalFacts>> pending();
    Result<ProposalFacts> proposal(const registry::ProposalId& id);

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
    template <class T> Result<T> present(const registry::StateKey& key);
    Result<registry::MembersState> members();
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
