#include "tests/unit/registry/registry_model_tools.h"

namespace consentry::registry::test {

std::string Model::itemAnswer(const Transaction& tx, std::uint32_t index, bool& row) const {
    const AccessItem& item = std::get<RecordAccess>(tx.body).items[index];
    row = false;
    const Patient* p = at(m_patients, item.patient);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    if (item.epoch.value != p->epoch) {
        return "STALE_EPOCH";
    }
    if (item.basis != AccessBasis::Self && !linked(item.patient, tx.party)) {
        return "NOT_LINKED";
    }
    if (item.policyVersion != p->policy) {
        return "STALE_POLICY";
    }
    if (const auto r = receiptProblem(tx, index, p->mailboxes); r != ok) {
        return r;
    }
    row = true;
    if (item.kind == AccessKind::NotDelivered) {
        return ok;
    }
    if (item.decision == AccessDecision::Deny) {
        return "DENIED_BY_CUSTODIAN";
    }
    if (item.basis == AccessBasis::Grant) {
        const GrantFact* grant = at(m_grants, idCast<GrantId>(*item.basisId));
        if (grant == nullptr || grant->patient != item.patient) {
            return "UNKNOWN_GRANT";
        }
        if (grant->ended) {
            return "GRANT_REVOKED";
        }
        if (m_now < grant->from) {
            return "GRANT_NOT_STARTED";
        }
        return grant->until && m_now >= *grant->until ? "GRANT_ENDED" : ok;
    }
    if (item.basis == AccessBasis::Emergency) {
        const EmergencyFact* fact = at(m_emergencies, idCast<EmergencyId>(*item.basisId));
        if (fact == nullptr || fact->patient != item.patient || fact->custodian != tx.party) {
            return "UNKNOWN_EMERGENCY";
        }
        return m_now >= fact->until ? "EMERGENCY_ENDED" : ok;
    }
    return item.basis == AccessBasis::Delegation ? "UNKNOWN_DELEGATION" : ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const RecordAccess& body) {
    if (signer.role != KeyRole::Gateway) {
        return "NOT_PERMITTED";
    }
    for (std::uint32_t i = 0; i < body.items.size(); ++i) {
        bool row = false;
        const std::string answer = itemAnswer(tx, i, row);
        if (!row) {
            m_answer.items.emplace_back(answer, false);
            continue;
        }
        const AccessKind kind = body.items[i].kind;
        write(tx, body.items[i].patient,
              kind == AccessKind::Access         ? LogEventType::Access
              : kind == AccessKind::NotDelivered ? LogEventType::NotDelivered
                                                 : LogEventType::DenialCount,
              answer);
    }
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const EmergencyAccess& body) {
    if (signer.role != KeyRole::Gateway) {
        return "NOT_PERMITTED";
    }
    const Patient* p = at(m_patients, body.patient);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    if (!linked(body.patient, tx.party)) {
        return "NOT_LINKED";
    }
    const auto id = made<EmergencyId>(m_chain, tx.party, body.nonce);
    if (m_emergencies.contains(id)) {
        return "ID_TAKEN";
    }
    const std::int64_t ahead = millisOf(body.until) - millisOf(m_now);
    if (ahead <= 0 || ahead > dayMs) {
        return "INVALID_WINDOW";
    }
    if (const auto d = detailsProblem(tx, *p, body.details, p->mailboxes); d != ok) {
        return d;
    }
    m_emergencies[id] = {body.patient, tx.party, body.until, false};
    write(tx, body.patient, LogEventType::EmergencyAccess);
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const ReviewEmergency& body) {
    if (signer.role != KeyRole::Device) {
        return "NOT_PERMITTED";
    }
    const Patient* p = at(m_patients, body.patient);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    EmergencyFact* emergency = at(m_emergencies, body.emergencyId);
    if (emergency == nullptr || emergency->patient != body.patient) {
        return "UNKNOWN_EMERGENCY";
    }
    const AttestFact* fact = at(m_attestations, body.attestationId);
    if (fact == nullptr || fact->subject != tx.party || fact->org != emergency->custodian ||
        fact->role != AttestedRole::Reviewer) {
        return "UNKNOWN_ATTESTATION";
    }
    if (fact->ended || m_now < fact->from || m_now >= fact->until) {
        return "ATTESTATION_NOT_ACTIVE";
    }
    if (emergency->reviewed) {
        return "ALREADY_REVIEWED";
    }
    if (const auto d = detailsProblem(tx, *p, body.details, p->mailboxes); d != ok) {
        return d;
    }
    emergency->reviewed = true;
    write(tx, body.patient, LogEventType::ReviewEmergency);
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const DisputeAccess& body) {
    if (signer.role != KeyRole::Device) {
        return "NOT_PERMITTED";
    }
    const Patient* p = at(m_patients, tx.party);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    if (body.row.value >= p->log.size()) {
        return "UNKNOWN_ROW";
    }
    const PartyId writer = p->log[body.row.value].actor;
    if (writer == tx.party) {
        return "NOT_DISPUTABLE";
    }
    if (m_disputes.contains({tx.party, body.row.value})) {
        return "ALREADY_DISPUTED";
    }
    const Org* org = at(m_orgs, writer);
    if (body.details.bodies.size() != 2 ||
        (org != nullptr && body.details.bodies[1].recipient != org->inbox)) {
        return "WRONG_RECIPIENT";
    }
    if (const auto d = detailsProblem(tx, *p, body.details, p->mailboxes); d != ok) {
        return d;
    }
    m_disputes[{tx.party, body.row.value}] = false;
    write(tx, tx.party, LogEventType::DisputeAccess);
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const AnswerDispute& body) {
    if (signer.role != KeyRole::Gateway && signer.role != KeyRole::Device) {
        return "NOT_PERMITTED";
    }
    const Patient* p = at(m_patients, body.patient);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    bool* answered = at(m_disputes, std::pair(body.patient, body.row.value));
    if (answered == nullptr) {
        return "NOT_DISPUTED";
    }
    if (p->log[body.row.value].actor != tx.party) {
        return "NOT_PERMITTED";
    }
    if (*answered) {
        return "ALREADY_ANSWERED";
    }
    if (const auto d = detailsProblem(tx, *p, body.details, p->mailboxes); d != ok) {
        return d;
    }
    *answered = true;
    write(tx, body.patient, LogEventType::AnswerDispute);
    return ok;
}

} // namespace consentry::registry::test
