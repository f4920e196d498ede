#include "core/hospital/govern.h"

#include "core/ports/governance_reader.h"
#include "core/registry/object_ids.h"

#include <algorithm>

namespace consentry::hospital {
namespace {

using registry::ProposalId;

/// Short of what the registry allows, to leave room for a slow block.
constexpr milliseconds transactionLife = std::chrono::hours(1);

} // namespace

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
    ASSIGN_OR_RETURN(const ProposalFacts facts, GovernanceReader(m_ledger).proposal(id));
    return GovernanceAnswer{id, height, facts.state.decidedAt.has_value()};
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
