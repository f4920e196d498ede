#include "core/hospital/open_emergency.h"

#include "core/ports/sealed_transaction.h"
#include "core/registry/object_ids.h"

namespace consentry::hospital {

Result<EmergencyId> OpenEmergency::open(const PartyId& patient,
                                        const OrganizationKeys& requesterGateway,
                                        const NameCard& requester, std::string_view reason,
                                        int hours) {
    if (reason.empty() || reason.size() > EmergencyBody::reasonMax || hours < 1 || hours > 24) {
        return fail(ErrorCode::InvalidArgument, "an emergency needs a reason and 1 to 24 hours");
    }
    const std::string& chainId = m_context.chainId();
    ASSIGN_OR_RETURN(const registry::PatientState state, patientState(m_context, patient));
    registry::EmergencyAccess access;
    access.nonce = randomNonce();
    access.patient = patient;
    access.until = m_context.clock.now() + std::chrono::hours(hours) - std::chrono::seconds(5);
    const auto id =
        registry::objectIdFrom<EmergencyId>(chainId, m_context.keys.organization, access.nonce);
    const BodyContext sealing{chainId, SuiteId::Suite1, m_context.keys.organization, patient,
                              registry::idCast<Digest>(id)};
    const SealingPublicKey recipients[] = {state.logKey};
    ASSIGN_OR_RETURN(SealedCopies sealed,
                     sealForLog(encodeEmergencyBody({requester, std::string(reason)}), sealing,
                                state.epoch, recipients));
    access.details = sealed.details;

    ASSIGN_OR_RETURN(const std::uint64_t sequence, takeGatewaySequence(m_context));
    registry::Transaction transaction =
        gatewayTransaction(m_context, m_context.keys.gateway, sequence, std::move(access));
    transaction.cosigners.push_back(
        {requesterGateway.organization,
         registry::keyIdOf(chainId, requesterGateway.gateway.publicKey())});
    RETURN_IF_ERROR(depositBodies(transaction,
                                  {{patient, state.epoch, std::move(sealed.copies.front())}}, {0},
                                  state.mailboxes, m_context.mailboxes));
    registry::cosignTransaction(transaction, 0, requesterGateway.gateway);
    registry::signTransaction(transaction, m_context.keys.gateway);
    RETURN_IF_ERROR(m_context.ledger.submit(registry::encodeTransaction(transaction)));
    return id;
}

} // namespace consentry::hospital
