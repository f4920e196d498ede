#include "core/ports/governance_reader.h"

#include <algorithm>

namespace consentry {
namespace {

using registry::MembersState;
using registry::ProposalId;
using registry::ProposalState;

/// What the chain must hold where organisations decide.
template <class Object>
Result<Object> present(VerifiedLedger& ledger, const registry::StateKey& key) {
    ASSIGN_OR_RETURN(auto object, ledger.object<Object>(key));
    if (!object) {
        return fail(ErrorCode::NotFound, std::string(registry::objectKindName(Object::kind)));
    }
    return std::move(*object);
}

} // namespace

const MemberFacts* ConsortiumFacts::member(const PartyId& organization) const {
    const auto found = std::ranges::find(members, organization, &MemberFacts::organization);
    return found == members.end() ? nullptr : &*found;
}

std::optional<registry::Upgrade> ConsortiumFacts::comingUpgrade() const {
    const bool isComing = height < upgrade.height && upgrade.version != upgrade.versionAt(height);
    return isComing ? std::optional(registry::Upgrade{upgrade.height, upgrade.version})
                    : std::nullopt;
}

std::size_t ProposalFacts::counted() const {
    return static_cast<std::size_t>(std::ranges::count(counts, true));
}

Result<MembersState> GovernanceReader::members() {
    return present<MembersState>(m_ledger, registry::membersKey(m_ledger.chainId()));
}

Result<ConsortiumFacts> GovernanceReader::facts() {
    const std::string& chain = m_ledger.chainId();
    ConsortiumFacts facts;
    ASSIGN_OR_RETURN(const MembersState members, this->members());
    ASSIGN_OR_RETURN(const auto validators,
                     present<registry::ValidatorsState>(m_ledger, registry::validatorsKey(chain)));
    for (const registry::Member& member : members.members) {
        ASSIGN_OR_RETURN(
            const auto org,
            present<registry::OrgState>(m_ledger, registry::orgKey(chain, member.organization)));
        MemberFacts& one = facts.members.emplace_back();
        one.organization = member.organization;
        one.name = org.name;
        one.mailbox = org.mailbox;
        one.leavesAt = member.leavesAt;
        const auto validator = std::ranges::find(validators.validators, member.organization,
                                                 &registry::ValidatorEntry::organization);
        if (validator != validators.validators.end()) {
            one.validator = validator->key;
        }
    }
    ASSIGN_OR_RETURN(facts.params,
                     present<registry::ParamsState>(m_ledger, registry::paramsKey(chain)));
    ASSIGN_OR_RETURN(const auto upgrade,
                     m_ledger.object<registry::UpgradeState>(registry::upgradeKey(chain)));
    facts.upgrade = upgrade.value_or(registry::UpgradeState());
    ASSIGN_OR_RETURN(const ProvenState last, m_ledger.state(registry::membersKey(chain)));
    facts.height = last.height;
    facts.time = last.time;
    std::erase_if(facts.members, [&](const MemberFacts& one) {
        return one.leavesAt && *one.leavesAt <= facts.time;
    });
    facts.needed = registry::approvalsNeeded(facts.members.size());
    return facts;
}

Result<ProposalFacts> GovernanceReader::proposal(const ProposalId& id) {
    const std::string& chain = m_ledger.chainId();
    ProposalFacts facts;
    facts.id = id;
    ASSIGN_OR_RETURN(facts.state,
                     present<ProposalState>(m_ledger, registry::proposalKey(chain, id)));
    ASSIGN_OR_RETURN(const MembersState members, this->members());
    const Instant now = m_ledger.trusted().header().time().toInstant();
    for (const registry::Approval& approval : facts.state.approvals) {
        ASSIGN_OR_RETURN(const auto key, m_ledger.object<registry::KeyState>(
                                             registry::keyKey(chain, approval.keyId)));
        facts.counts.push_back(members.isMemberAt(approval.organization, now) && key &&
                               !(key->removedFrom && *key->removedFrom <= now));
    }
    return facts;
}

Result<ConsortiumDecisions> GovernanceReader::decisions() {
    ConsortiumDecisions decisions;
    ASSIGN_OR_RETURN(decisions.facts, facts());
    ASSIGN_OR_RETURN(decisions.pending, pending());
    return decisions;
}

Result<std::vector<ProposalFacts>> GovernanceReader::pending() {
    RETURN_IF_ERROR(members()); // else NotFound
    ASSIGN_OR_RETURN(const auto open, m_ledger.object<registry::ProposalsState>(
                                          registry::proposalsKey(m_ledger.chainId())));
    std::vector<ProposalFacts> pending;
    for (const registry::OpenProposal& one : open.value_or(registry::ProposalsState()).open) {
        if (one.until <= m_ledger.trusted().header().time().toInstant()) {
            continue;
        }
        ASSIGN_OR_RETURN(ProposalFacts facts, proposal(one.proposalId));
        pending.push_back(std::move(facts));
    }
    return pending;
}

} // namespace consentry
