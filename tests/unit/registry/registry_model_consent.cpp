#include "tests/unit/registry/registry_model_tools.h"

namespace consentry::registry::test {

std::string Model::on(const Transaction& tx, const Key& signer, const SetPatientPolicy& body) {
    if (signer.role != KeyRole::Device) {
        return "NOT_PERMITTED";
    }
    Patient* p = at(m_patients, tx.party);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    if (body.replaces != p->policy) {
        return "STALE_VERSION";
    }
    std::vector<SealingPublicKey> wanted;
    for (const auto& [org, fact] : m_orgs) {
        if (linked(tx.party, org)) {
            wanted.push_back(fact.inbox);
        }
    }
    std::vector<SealingPublicKey> given;
    for (std::size_t i = 1; i < body.details.bodies.size(); ++i) {
        given.push_back(body.details.bodies[i].recipient);
    }
    if (wanted != given) {
        return "STALE_LINKS";
    }
    if (const auto d = detailsProblem(tx, *p, body.details, p->mailboxes); d != ok) {
        return d;
    }
    ++p->policy;
    p->policyCommit = body.details.bodyCommit;
    write(tx, tx.party, LogEventType::SetPatientPolicy);
    return ok;
}

std::size_t Model::activeGrants(const PartyId& patient, const GrantId* without) const {
    return static_cast<std::size_t>(std::ranges::count_if(m_grants, [&](const auto& entry) {
        const GrantFact& grant = entry.second;
        // A grant counts until the day of its end is over.
        const bool dayOver =
            grant.until && millisOf(*grant.until) / dayMs < millisOf(m_now) / dayMs;
        return grant.patient == patient && !grant.ended && !dayOver &&
               (without == nullptr || entry.first != *without);
    }));
}

std::string Model::on(const Transaction& tx, const Key& signer, const Grant& body) {
    if (signer.role != KeyRole::Device) {
        return "NOT_PERMITTED";
    }
    const Patient* p = at(m_patients, tx.party);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    const auto id = made<GrantId>(m_chain, tx.party, body.nonce);
    if (m_grants.contains(id)) {
        return "ID_TAKEN";
    }
    for (const auto& [buried, when] : p->tombstones) {
        if (buried == id && m_now < when + milliseconds(30 * dayMs)) {
            return "REVOKED_BEFORE";
        }
    }
    if (body.until && (*body.until <= body.from || *body.until <= m_now)) {
        return "INVALID_WINDOW";
    }
    GrantFact* old = nullptr;
    if (body.supersedes) {
        old = at(m_grants, *body.supersedes);
        if (old == nullptr || old->patient != tx.party) {
            return "UNKNOWN_GRANT";
        }
        if (old->ended) {
            return "GRANT_REVOKED";
        }
        if (old->until && *old->until <= m_now) {
            return "GRANT_ENDED";
        }
    }
    RequestFact* request = nullptr;
    if (body.request) {
        request = at(m_requests, *body.request);
        if (request == nullptr || request->patient != tx.party) {
            return "UNKNOWN_REQUEST";
        }
        if (request->done || m_now >= request->asked + milliseconds(14 * dayMs)) {
            return "REQUEST_CLOSED";
        }
    }
    if (activeGrants(tx.party, old == nullptr ? nullptr : &*body.supersedes) >=
        m_params.activeGrantsMax) {
        return "TOO_MANY_GRANTS";
    }
    if (const auto d = detailsProblem(tx, *p, body.details, p->mailboxes); d != ok) {
        return d;
    }
    if (old != nullptr) {
        old->ended = true;
    }
    if (request != nullptr) {
        request->done = true;
    }
    m_grants[id] = {tx.party, body.from, body.until, body.details.bodyCommit, false};
    write(tx, tx.party, LogEventType::Grant);
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const Revoke& body) {
    if (signer.role != KeyRole::Device) {
        return "NOT_PERMITTED";
    }
    Patient* p = at(m_patients, tx.party);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    std::set<std::string> answers;
    std::string worst = "EFFECT_HOLDS";
    for (const GrantId& id : body.grants) {
        std::string answer = ok;
        if (GrantFact* grant = at(m_grants, id); grant != nullptr) {
            if (grant->patient != tx.party) {
                answer = "UNKNOWN_GRANT";
            } else if (grant->ended || (grant->until && *grant->until <= m_now)) {
                answer = "EFFECT_HOLDS";
            } else {
                grant->ended = true;
            }
        } else {
            std::size_t lying = 0;
            for (const auto& [buried, when] : p->tombstones) {
                const bool lies = m_now < when + milliseconds(30 * dayMs);
                lying += lies ? 1U : 0U;
                if (lies && buried == id) {
                    answer = "EFFECT_HOLDS";
                }
            }
            if (answer == ok && lying >= 64) {
                answer = "TOO_MANY_TOMBSTONES";
            }
            if (answer == ok) {
                p->tombstones.emplace_back(id, m_now);
            }
        }
        answers.insert(answer);
        if (answer == ok) {
            write(tx, tx.party, LogEventType::Revoke);
        } else {
            m_answer.items.emplace_back(answer, false);
            worst = worst == "EFFECT_HOLDS" ? answer : worst;
        }
    }
    return answers.contains(ok) ? ok : worst;
}

std::string Model::on(const Transaction& tx, const Key& signer, const RequestAccess& body) {
    if (signer.role != KeyRole::Device) {
        return "NOT_PERMITTED";
    }
    const Patient* p = at(m_patients, body.patient);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    const auto id = made<RequestId>(m_chain, tx.party, body.nonce);
    if (m_requests.contains(id)) {
        return "ID_TAKEN";
    }
    const AttestFact* fact = at(m_attestations, body.attestationId);
    if (fact == nullptr || fact->subject != tx.party) {
        return "UNKNOWN_ATTESTATION";
    }
    if (fact->ended || m_now < fact->from || m_now >= fact->until) {
        return "ATTESTATION_NOT_ACTIVE";
    }
    std::size_t all = 0;
    std::size_t ofOrg = 0;
    std::size_t mine = 0;
    for (const auto& [other, request] : m_requests) {
        if (request.patient == body.patient && !request.done &&
            m_now < request.asked + milliseconds(14 * dayMs)) {
            ++all;
            ofOrg += request.org == fact->org ? 1U : 0U;
            mine += request.requester == tx.party ? 1U : 0U;
        }
    }
    if (mine > 0 || ofOrg >= m_params.openRequestsPerOrganization ||
        all >= m_params.openRequestsPerPatient) {
        return "TOO_MANY_REQUESTS";
    }
    if (body.details.bodies.size() != 2 || !signer.sealing ||
        body.details.bodies[1].recipient != *signer.sealing) {
        return "WRONG_RECIPIENT";
    }
    if (const auto d = detailsProblem(tx, *p, body.details, p->mailboxes); d != ok) {
        return d;
    }
    m_requests[id] = {body.patient, tx.party, fact->org, m_now, false};
    write(tx, body.patient, LogEventType::RequestAccess);
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const CloseRequest& body) {
    if (signer.role != KeyRole::Device) {
        return "NOT_PERMITTED";
    }
    const Patient* p = at(m_patients, body.patient);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    RequestFact* request = at(m_requests, body.requestId);
    if (request == nullptr || request->patient != body.patient) {
        return "UNKNOWN_REQUEST";
    }
    if (tx.party != request->patient && tx.party != request->requester) {
        return "NOT_PERMITTED";
    }
    if (request->done || m_now >= request->asked + milliseconds(14 * dayMs)) {
        return "REQUEST_CLOSED";
    }
    if (body.details.bodies.size() != 2) {
        return "WRONG_RECIPIENT";
    }
    if (const auto d = detailsProblem(tx, *p, body.details, p->mailboxes); d != ok) {
        return d;
    }
    request->done = true;
    write(tx, body.patient, LogEventType::CloseRequest);
    return ok;
}

} // namespace consentry::registry::test
