#include "core/wallet/grant_access.h"

#include "core/registry/object_ids.h"
#include "core/wallet/outbox.h"

namespace consentry::wallet {
namespace {

PartyId counterpartOf(const consent::Grantee& grantee) {
    return grantee.person ? *grantee.person : grantee.organization.value_or(PartyId());
}

} // namespace

Result<Bytes> GrantAccess::payload(const PreparedGrant& prepared) {
    return consent::encodeGrant(prepared.grant);
}

Result<GrantId> GrantAccess::send(const Identity& patient, const PreparedGrant& prepared,
                                  std::string_view title, const OnActProgress& onProgress) {
    const std::string& chainId = m_context.chainId();
    const consent::Grant& grant = prepared.grant;
    ASSIGN_OR_RETURN(const Bytes content, consent::encodeGrant(grant));
    ASSIGN_OR_RETURN(const BodyPlaintext body, BodyPlaintext::create(content));
    ASSIGN_OR_RETURN(const registry::PatientState state, provenPatient(m_context, patient.party));
    const BodyContext sealing{chainId, SuiteId::Suite1, patient.party, patient.party,
                              registry::idCast<Digest>(grant.id)};
    const SealingPublicKey recipients[] = {state.logKey};
    ASSIGN_OR_RETURN(SealedCopies sealed, sealForLog(body, sealing, state.epoch, recipients));

    registry::Grant entry;
    entry.nonce = prepared.nonce;
    entry.from = grant.notBefore;
    entry.until = grant.notAfter;
    entry.supersedes = prepared.supersedes;
    entry.details = sealed.details;
    ASSIGN_OR_RETURN(registry::Transaction transaction,
                     deviceTransaction(m_context, patient, std::move(entry)));
    RETURN_IF_ERROR(depositBodies(transaction,
                                  {{patient.party, state.epoch, std::move(sealed.copies.front())}},
                                  {0}, state.mailboxes, m_context.mailboxes));
    ASSIGN_OR_RETURN(const Bytes bytes, signByDevice(m_context, patient, transaction));

    StoredGrant stored;
    stored.id = grant.id;
    stored.patient = patient.party;
    stored.issuer = patient.party;
    stored.counterpart = counterpartOf(grant.grantee);
    stored.content = toBytes(body.padded());
    stored.title = title;
    // A draft until the signed bytes are kept: what was never kept was never sent.
    stored.state = GrantState::Draft;
    stored.createdAt = m_context.clock.now();
    stored.begin = grant.notBefore;
    stored.end = grant.notAfter;
    stored.supersedes = prepared.supersedes;
    RETURN_IF_ERROR(m_context.vault.grants().put(stored));
    Outbox outbox(m_context);
    ASSIGN_OR_RETURN(const TxHash hash,
                     outbox.keep(patient, bytes, registry::idCast<Digest>(grant.id)));
    RETURN_IF_ERROR(outbox.deliver(hash, onProgress));
    return grant.id;
}

} // namespace consentry::wallet
