#include "core/hospital/govern.h"

#include "core/registry/object_ids.h"

#include <algorithm>

namespace consentry::hospital {
namespace {

using registry::MembersState;
using registry::ProposalId;
using registry::ProposalState;

/// Short of what the registry allows, to leave room for a slow block.
constexpr milliseconds transactionLife = std::chrono::hours(1);

template <class Object> tl::unexpected<Error> absent() {
    return fail(ErrorCode::NotFound, std::string(registry::objectKindName(Object::kind)));
}

} // namespace

const MemberFacts* ConsortiumFacts::member(const PartyId& organization) const {
    const auto found = std::ranges::find(members, organization, &MemberFacts::organization);
    return found == members.end() ? nullptr : &*found;
}

std::size_t ProposalFacts::counted() const {
    return static_cast<std::size_t>(std::ranges::count(counts, true));
}

template <class T> Result<T> Govern::present(const registry::StateKey& key) {
    ASSIGN_OR_RETURN(auto object, m_ledger.object<T>(key));
    if (!object) {
        return absent<T>();
    }
    return std::move(*object);
}

Result<MembersState> Govern::members() {
    return present<MembersState>(registry::membersKey(m_ledger.chainId()));
}

Result<ConsortiumFacts> Govern::facts() {
    const std::string& chain = m_ledger.chainId();
    ConsortiumFacts facts;
    ASSIGN_OR_RETURN(const MembersState members, this->members());
    ASSIGN_OR_RETURN(const auto validators,
                     present<registry::ValidatorsState>(registry::validatorsKey(chain)));
    for (const registry::Member& member : members.members) {
        ASSIGN_OR_RETURN(const auto org,
                         present<registry::OrgState>(registry::orgKey(chain, member.organization)));
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
    ASSIGN_OR_RETURN(facts.params, present<registry::ParamsState>(registry::paramsKey(chain)));
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

Result<ProposalFacts> Govern::proposal(const ProposalId& id) {
    const std::string& chain = m_ledger.chainId();
    ProposalFacts facts;
    facts.id = id;
    ASSIGN_OR_RETURN(facts.state, present<ProposalState>(registry::proposalKey(chain, id)));
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

Result<std::vector<ProposalFacts>> Govern::pending() {
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

Result<PartyId> Govern::organizationOf(const SigningKey& key) {
    const std::string& chain = m_ledger.chainId();
    ASSIGN_OR_RETURN(const auto state, m_ledger.object<registry::KeyState>(registry::keyKey(
                                           chain, registry::keyIdOf(chain, key.publicKey()))));
    if (!state || state->role != registry::KeyRole::Governance) {
        return fail(ErrorCode::NotPermitted, "no governance key of this consortium");
    }
    return state->party;
}

Result<BlockHeight> Govern::submit(const SigningKey& key, const PartyId& organization,
                                   registry::Body body, const OnStage& onStage) {
    if (m_ledger.assurance().level == Assurance::Level::Stopped) {
        return fail(ErrorCode::LedgerConflict, "nothing is signed any more");
    }
    RETURN_IF_ERROR(m_ledger.requireFresh(transactionLife));
    const std::string& chain = m_ledger.chainId();
    registry::Transaction transaction;
    transaction.chainId = chain;
    transaction.party = organization;
    transaction.keyId = registry::keyIdOf(chain, key.publicKey());
    // Governance keys sign seldom, and by hand: the ledger itself remembers where they are.
    ASSIGN_OR_RETURN(const auto rate, m_ledger.object<registry::RateState>(
                                          registry::rateKey(chain, transaction.keyId)));
    transaction.sequence = rate.value_or(registry::RateState()).highest + 1;
    transaction.expiresAt = m_clock.now() + transactionLife;
    transaction.body = std::move(body);
    registry::signTransaction(transaction, key);
    ASSIGN_OR_RETURN(const ProvenTransaction proven,
                     m_ledger.submit(registry::encodeTransaction(transaction), onStage));
    return proven.height;
}

Result<GovernanceAnswer> Govern::answerOf(const ProposalId& id, BlockHeight height) {
    ASSIGN_OR_RETURN(const auto state,
                     present<ProposalState>(registry::proposalKey(m_ledger.chainId(), id)));
    return GovernanceAnswer{id, height, state.decidedAt.has_value()};
}

Result<GovernanceAnswer> Govern::propose(const SigningKey& key, registry::GovernanceAction action,
                                         const OnStage& onStage) {
    ASSIGN_OR_RETURN(const PartyId organization, organizationOf(key));
    registry::Propose body{randomNonce(), std::move(action)};
    const auto id =
        registry::objectIdFrom<ProposalId>(m_ledger.chainId(), organization, body.nonce);
    ASSIGN_OR_RETURN(const BlockHeight height, submit(key, organization, std::move(body), onStage));
    return answerOf(id, height);
}

Result<GovernanceAnswer> Govern::approve(const SigningKey& key, const ProposalId& id,
                                         const OnStage& onStage) {
    ASSIGN_OR_RETURN(const PartyId organization, organizationOf(key));
    ASSIGN_OR_RETURN(const BlockHeight height,
                     submit(key, organization, registry::Approve{id}, onStage));
    return answerOf(id, height);
}

Result<GovernanceAnswer> Govern::actAlone(const SigningKey& key,
                                          const registry::UpdateOrganization& update,
                                          const OnStage& onStage) {
    ASSIGN_OR_RETURN(const PartyId organization, organizationOf(key));
    ASSIGN_OR_RETURN(const BlockHeight height, submit(key, organization, update, onStage));
    return GovernanceAnswer{std::nullopt, height, true};
}

Result<GovernanceAnswer> Govern::actAlone(const SigningKey& key,
                                          const registry::LeaveOrganization& leave,
                                          const OnStage& onStage) {
    ASSIGN_OR_RETURN(const PartyId organization, organizationOf(key));
    ASSIGN_OR_RETURN(const BlockHeight height, submit(key, organization, leave, onStage));
    return GovernanceAnswer{std::nullopt, height, true};
}

Result<registry::RegisterOrganization> joiningOf(const OrganizationCard& card,
                                                 const SigningKey& governance) {
    RETURN_IF_ERROR(checkCard(card));
    if (governance.publicKey() != card.governanceKey) {
        return fail(ErrorCode::BadKey, "not the governance key of the card");
    }
    registry::RegisterOrganization action;
    action.name = card.nameEn;
    action.governanceKey = card.governanceKey;
    action.governancePossession = registry::signPossession(card.chainId, partyOf(card), governance);
    for (const ProvenKey& one : card.attestorKeys) {
        action.keys.push_back({registry::KeyRole::Attestor, one.key, one.possession});
    }
    for (const ProvenKey& one : card.gatewayKeys) {
        action.keys.push_back({registry::KeyRole::Gateway, one.key, one.possession});
    }
    std::ranges::sort(action.keys, {}, &registry::OrganizationKey::key);
    action.inboxKey = card.inboxKey;
    action.mailbox = card.mailbox;
    return action;
}

registry::UpdateValidators validatorOf(const OrganizationCard& card,
                                       const std::optional<SigningPublicKey>& replaced) {
    return {partyOf(card), replaced,
            registry::NewValidator{card.validatorKey.key, card.validatorKey.possession}};
}

} // namespace consentry::hospital
