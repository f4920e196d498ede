#include "core/hospital/answer_dispute.h"

#include "core/ports/sealed_transaction.h"
#include "core/registry/object_ids.h"

namespace consentry::hospital {

Result<bool> AnswerDispute::isWaiting(const PartyId& patient, LogSequence row) {
    ASSIGN_OR_RETURN(const auto state,
                     m_context.ledger.object<registry::DisputeState>(
                         registry::disputeKey(m_context.chainId(), patient, row)));
    return state && state->writer == m_context.keys.organization && !state->answered;
}

Result<std::vector<WaitingDispute>> AnswerDispute::waiting() {
    ASSIGN_OR_RETURN(const auto letters, ownMail(m_context));
    std::vector<WaitingDispute> disputes;
    for (const SealedMail& letter : letters) {
        // Words to the writer are bound to the patient alone; openings are bound to their object.
        if (letter.subject != registry::idCast<Digest>(letter.sender)) {
            continue;
        }
        const BodyContext sealing{m_context.chainId(), SuiteId::Suite1, letter.sender,
                                  letter.sender, letter.subject};
        const auto body = openBody(letter.sealed, sealing, m_context.keys.inbox);
        const auto dispute = body ? decodeDisputeBody(body->content())
                                  : Result<DisputeBody>(fail(ErrorCode::Malformed));
        if (!dispute) {
            continue; // a policy's opening comes the same way
        }
        ASSIGN_OR_RETURN(const bool waits, isWaiting(letter.sender, dispute->row));
        if (waits) {
            disputes.push_back({letter.sender, *dispute});
        }
    }
    return disputes;
}

Result<> AnswerDispute::answer(const PartyId& patient, LogSequence row, std::string_view words) {
    if (words.empty()) {
        return fail(ErrorCode::InvalidArgument, "an answer needs words");
    }
    if (words.size() > DisputeBody::wordsMax) {
        return fail(ErrorCode::TooLarge, "words of an answer");
    }
    const PartyId& self = m_context.keys.organization;
    ASSIGN_OR_RETURN(const registry::PatientState state, patientState(m_context, patient));
    const BodyContext sealing{m_context.chainId(), SuiteId::Suite1, self, patient,
                              registry::idCast<Digest>(self)};
    const SealingPublicKey recipients[] = {state.logKey};
    ASSIGN_OR_RETURN(SealedCopies sealed, sealForLog(encodeDisputeBody({row, std::string(words)}),
                                                     sealing, state.epoch, recipients));
    ASSIGN_OR_RETURN(const std::uint64_t sequence, takeGatewaySequence(m_context));
    registry::Transaction transaction =
        gatewayTransaction(m_context, m_context.keys.gateway, sequence,
                           registry::AnswerDispute{patient, row, sealed.details});
    RETURN_IF_ERROR(depositBodies(transaction,
                                  {{patient, state.epoch, std::move(sealed.copies.front())}}, {0},
                                  state.mailboxes, m_context.mailboxes));
    registry::signTransaction(transaction, m_context.keys.gateway);
    RETURN_IF_ERROR(m_context.ledger.submit(registry::encodeTransaction(transaction)));
    return {};
}

} // namespace consentry::hospital
