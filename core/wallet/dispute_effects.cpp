#include "core/wallet/dispute_effects.h"

#include "core/registry/object_ids.h"

namespace consentry::wallet {

/// Sealed when it was signed, and kept in the patient's mailboxes since.
Result<std::optional<Sealed>> DisputeEffects::writersCopy() {
    ASSIGN_OR_RETURN(const Identity self, patientIdentity(m_context));
    ASSIGN_OR_RETURN(const SigningKey device, m_context.vault.keys().deviceSigningKey(self));
    ASSIGN_OR_RETURN(const registry::PatientState state, provenPatient(m_context, m_patient));
    const Digest digest = m_dispute.details.bodies.back().digest;
    const Instant now = m_context.clock.now();
    const Bytes preimage = fetchPreimage(m_context.chainId(), digest.view(), now);
    const FetchCredential credential{device.publicKey(), now, device.sign(preimage)};
    for (const PartyId& place : state.mailboxes) {
        Mailbox* mailbox = m_context.mailboxes.find(place);
        if (mailbox == nullptr) {
            continue;
        }
        auto copy = mailbox->fetchBody(m_patient, digest, credential);
        if (copy && sealedDigest(m_context.chainId(), *copy) == digest) {
            return std::optional(std::move(*copy));
        }
    }
    return std::optional<Sealed>();
}

Result<> DisputeEffects::proven(BlockHeight, ByteView) {
    ASSIGN_OR_RETURN(const LogRow row, m_context.vault.logs().row(m_patient, m_dispute.row));
    ASSIGN_OR_RETURN(auto copy, writersCopy());
    Mailbox* inbox = m_context.mailboxes.find(row.actor);
    if (inbox == nullptr || !copy) {
        return fail(ErrorCode::Unreachable, "the writer's copy of a dispute, or its mailbox");
    }
    // Bound to what the registry names these rows by: the patient.
    return inbox->depositMail({m_patient, row.actor, registry::idCast<Digest>(m_patient),
                               std::move(*copy), m_context.clock.now()});
}

Result<std::optional<BlockHeight>> DisputeEffects::hasHappened() {
    ASSIGN_OR_RETURN(const ProvenState proven, m_context.ledger.state(registry::disputeKey(
                                                   m_context.chainId(), m_patient, m_dispute.row)));
    return proven.value ? std::optional(proven.height) : std::nullopt;
}

} // namespace consentry::wallet
