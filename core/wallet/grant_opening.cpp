#include "core/wallet/grant_opening.h"

#include "core/consent/grant.h"
#include "core/registry/object_ids.h"

namespace consentry::wallet {
namespace {

Result<BodyPlaintext> paddedBody(Bytes content) {
    return BodyPlaintext::parse(SecretBytes::takeFrom(content));
}

} // namespace

Result<> mailOpening(WalletContext& context, const StoredGrant& stored) {
    const std::string& chainId = context.chainId();
    ASSIGN_OR_RETURN(const BodyPlaintext body, paddedBody(stored.content));
    ASSIGN_OR_RETURN(const consent::Grant grant, consent::decodeGrant(body.content()));
    const Digest subject = registry::idCast<Digest>(grant.id);
    const BodyContext sealing{chainId, SuiteId::Suite1, stored.patient, stored.patient, subject};
    const auto mail = [&](const PartyId& recipient, const PartyId& at,
                          const SealingPublicKey& key) -> Result<> {
        Mailbox* mailbox = context.mailboxes.find(at);
        if (mailbox == nullptr) {
            return fail(ErrorCode::Unreachable, "mailbox of the grantee");
        }
        ASSIGN_OR_RETURN(Sealed sealed, sealBody(body, sealing, key));
        return mailbox->depositMail(
            {stored.patient, recipient, subject, std::move(sealed), context.clock.now()});
    };
    if (!grant.grantee.person) {
        const PartyId organization = *grant.grantee.organization;
        ASSIGN_OR_RETURN(const auto org, context.ledger.object<registry::OrgState>(
                                             registry::orgKey(chainId, organization)));
        return org ? mail(organization, organization, org->inboxKey)
                   : Result<>(fail(ErrorCode::NotFound, "organisation"));
    }
    const PartyId person = *grant.grantee.person;
    ASSIGN_OR_RETURN(const auto party, context.ledger.object<registry::PartyState>(
                                           registry::partyKey(chainId, person)));
    if (!party) {
        return fail(ErrorCode::NotFound, "grantee");
    }
    PartyId at = grant.grantee.organization.value_or(PartyId());
    if (at.isZero()) {
        ASSIGN_OR_RETURN(const Contact contact, context.vault.contacts().find(person));
        ASSIGN_OR_RETURN(const NameCard card, decodeNameCard(contact.card));
        at = card.organization;
    }
    for (const KeyId& keyId : party->keys) {
        ASSIGN_OR_RETURN(const auto key, context.ledger.object<registry::KeyState>(
                                             registry::keyKey(chainId, keyId)));
        if (key && key->role == registry::KeyRole::Device && key->sealingKey && !key->frozenBy &&
            !key->removedFrom) {
            RETURN_IF_ERROR(mail(person, at, *key->sealingKey));
        }
    }
    return {};
}

} // namespace consentry::wallet
