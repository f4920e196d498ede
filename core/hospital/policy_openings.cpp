#include "core/hospital/policy_openings.h"

namespace consentry::hospital {

Result<std::optional<consent::PatientPolicy>>
PolicyOpenings::find(const PartyId& patient, const registry::PatientState& state) {
    if (state.policyVersion == 0 || !state.policyCommit) {
        consent::PatientPolicy nothingSaid;
        nothingSaid.patient = patient;
        return std::optional(nothingSaid);
    }
    if (const auto known = m_byCommitment.find(*state.policyCommit);
        known != m_byCommitment.end()) {
        return std::optional(known->second);
    }
    return openFromInbox(patient, *state.policyCommit);
}

Result<std::optional<consent::PatientPolicy>>
PolicyOpenings::openFromInbox(const PartyId& patient, const Digest& commitment) {
    ASSIGN_OR_RETURN(const auto letters, ownMail(m_context));
    for (const SealedMail& letter : letters) {
        if (letter.sender != patient) {
            continue;
        }
        const BodyContext context{m_context.chainId(), SuiteId::Suite1, patient, patient,
                                  letter.subject};
        const auto body = openBody(letter.sealed, context, m_context.keys.inbox);
        if (!body || body->commitment(m_context.chainId()) != commitment) {
            continue;
        }
        auto policy = consent::decodePolicy(body->content());
        if (!policy || policy->patient != patient) {
            continue;
        }
        return std::optional(m_byCommitment.emplace(commitment, std::move(*policy)).first->second);
    }
    return std::optional<consent::PatientPolicy>();
}

} // namespace consentry::hospital
