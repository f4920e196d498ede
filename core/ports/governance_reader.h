#pragma once

#include "core/ports/verified_ledger.h"
#include "core/registry/governance.h"

#include <string>
#include <vector>

namespace consentry {

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
    /// Rules that are agreed on for a later block.
    std::optional<registry::Upgrade> comingUpgrade() const;
};

/// A proposal, open or not.
struct ProposalFacts {
    registry::ProposalId id;
    registry::ProposalState state;
    /// Of `state.approvals`, in their order: whether it counts now.
    std::vector<bool> counts;

    std::size_t counted() const;
};

/// What is in force, and what is open.
struct ConsortiumDecisions {
    ConsortiumFacts facts;
    std::vector<ProposalFacts> pending; ///< oldest first
};

/// What the organisations of a consortium decided together and are deciding (protocol §9), proven
/// by the ledger. One thread at a time. Errors: those of VerifiedLedger; NotFound where the chain
/// decides nothing, or there is no such proposal.
class GovernanceReader {
public:
    explicit GovernanceReader(VerifiedLedger& ledger) : m_ledger(ledger) {}

    Result<ConsortiumFacts> facts();
    /// The open ones, oldest first.
    Result<std::vector<ProposalFacts>> pending();
    Result<ProposalFacts> proposal(const registry::ProposalId& id);
    Result<ConsortiumDecisions> decisions();

private:
    Result<registry::MembersState> members();

    VerifiedLedger& m_ledger;
};

} // namespace consentry
