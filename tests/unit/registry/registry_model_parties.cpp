#include "tests/unit/registry/registry_model_tools.h"

namespace consentry::registry::test {

std::string Model::on(const Transaction& tx, const Key& signer, const RegisterParty& body) {
    if (m_people.contains(tx.party) || m_orgs.contains(tx.party)) {
        return "PARTY_EXISTS";
    }
    if (m_keys.contains(tx.keyId)) {
        return "KEY_IN_USE";
    }
    if (!body.patient && body.details) {
        return "NOT_A_PATIENT";
    }
    const auto keysBefore = m_keys;
    const auto refuse = [&](std::string code) {
        m_keys = keysBefore;
        return code;
    };
    m_keys[tx.keyId] = signer;
    for (const NewKey& device : body.deviceKeys) {
        if (const auto p = newKeyProblem(tx.party, device.signing, device.possession); p != ok) {
            return refuse(p);
        }
        m_keys[keyIdOf(m_chain, device.signing)] = {
            tx.party, KeyRole::Device, device.signing, tx.keyId, {}, device.sealing};
    }
    if (body.patient) {
        const PatientSetup& setup = *body.patient;
        const SealedDetails& archive = setup.logKey.archive;
        if (const auto p = mailboxProblem(setup.mailboxes); p != ok) {
            return refuse(p);
        }
        if (archive.epoch.value != 1) {
            return refuse("STALE_EPOCH");
        }
        if (archive.bodies.size() != 1 || archive.bodies[0].recipient != setup.archiveKey) {
            return refuse("WRONG_RECIPIENT");
        }
        if (body.details && body.details->epoch.value != 1) {
            return refuse("STALE_EPOCH");
        }
        if (body.details && body.details->bodies[0].recipient != setup.logKey.logKey) {
            return refuse("WRONG_RECIPIENT");
        }
        if (const auto p =
                newKeyProblem(tx.party, setup.logKey.fetchKey, setup.logKey.fetchPossession);
            p != ok) {
            return refuse(p);
        }
        if (const auto p = receiptProblem(tx, 0, setup.mailboxes); p != ok) {
            return refuse(p);
        }
        m_keys[keyIdOf(m_chain, setup.logKey.fetchKey)] = {
            tx.party, KeyRole::Fetch, setup.logKey.fetchKey, {}, {}, {}};
        Patient& p = m_patients[tx.party];
        p.logKey = setup.logKey.logKey;
        p.epochMinute = millisOf(m_now) / 60'000;
        p.mailboxes = setup.mailboxes;
        p.archive = setup.archiveKey;
        write(tx, tx.party, LogEventType::SetLogKey);
        write(tx, tx.party, LogEventType::RegisterParty);
    }
    m_people.insert(tx.party);
    return ok;
}

namespace {

bool personal(KeyRole role) {
    return role == KeyRole::Device || role == KeyRole::Recovery;
}

} // namespace

std::string Model::on(const Transaction& tx, const Key& signer, const AddKey& body) {
    if (!personal(signer.role)) {
        return "NOT_PERMITTED";
    }
    if (liveKeys(tx.party) >= 16) {
        return "TOO_MANY_KEYS";
    }
    if (const auto p = newKeyProblem(tx.party, body.key.signing, body.key.possession); p != ok) {
        return p;
    }
    const Patient* p = at(m_patients, tx.party);
    if (body.details) {
        if (p == nullptr) {
            return "NOT_A_PATIENT";
        }
        if (const auto d = detailsProblem(tx, *p, *body.details, p->mailboxes); d != ok) {
            return d;
        }
    }
    m_keys[keyIdOf(m_chain, body.key.signing)] = {
        tx.party, KeyRole::Device, body.key.signing, tx.keyId, {}, body.key.sealing};
    if (p != nullptr) {
        write(tx, tx.party, LogEventType::AddKey);
    }
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const RemoveKey& body) {
    if (!personal(signer.role)) {
        return "NOT_PERMITTED";
    }
    Key* key = at(m_keys, body.keyId);
    if (key == nullptr || key->party != tx.party || key->role != KeyRole::Device ||
        (key->goneFrom && *key->goneFrom <= m_now)) {
        return "UNKNOWN_TARGET_KEY";
    }
    if (signer.role == KeyRole::Device && key->goneFrom) {
        return "REMOVAL_PENDING";
    }
    const Patient* p = at(m_patients, tx.party);
    if (body.details) {
        if (p == nullptr) {
            return "NOT_A_PATIENT";
        }
        if (const auto d = detailsProblem(tx, *p, *body.details, p->mailboxes); d != ok) {
            return d;
        }
    }
    key->goneFrom = signer.role == KeyRole::Recovery ? m_now : m_now + milliseconds(3 * dayMs);
    if (p != nullptr) {
        write(tx, tx.party, LogEventType::RemoveKey);
    }
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const SetMailboxes& body) {
    if (!personal(signer.role)) {
        return "NOT_PERMITTED";
    }
    Patient* p = at(m_patients, tx.party);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    if (p->mailboxVersion != body.replaces) {
        return "STALE_VERSION";
    }
    if (const auto m = mailboxProblem(body.mailboxes); m != ok) {
        return m;
    }
    if (body.details) {
        if (const auto d = detailsProblem(tx, *p, *body.details, p->mailboxes); d != ok) {
            return d;
        }
    }
    p->mailboxes = body.mailboxes;
    ++p->mailboxVersion;
    write(tx, tx.party, LogEventType::SetMailboxes);
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const Freeze& body) {
    if (!personal(signer.role)) {
        return "NOT_PERMITTED";
    }
    const auto id = made<FreezeId>(m_chain, tx.party, body.nonce);
    if (m_freezes.contains(id)) {
        return "EFFECT_HOLDS";
    }
    const Key* target = at(m_keys, body.keyId);
    if (target == nullptr || target->party != tx.party || target->role != KeyRole::Device ||
        (target->goneFrom && *target->goneFrom <= m_now)) {
        return "UNKNOWN_TARGET_KEY";
    }
    if (isFrozen(body.keyId)) {
        return "EFFECT_HOLDS";
    }
    FreezeFact fact{tx.party, {body.keyId}, false};
    for (const auto& [keyId, key] : m_keys) {
        if (key.party == tx.party && isUnder(keyId, body.keyId) && !isFrozen(keyId)) {
            fact.keys.insert(keyId);
        }
    }
    m_freezes[id] = fact;
    if (m_patients.contains(tx.party)) {
        write(tx, tx.party, LogEventType::Freeze);
    }
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const Unfreeze& body) {
    if (signer.role != KeyRole::Recovery) {
        return "NOT_PERMITTED";
    }
    FreezeFact* fact = at(m_freezes, body.freezeId);
    if (fact == nullptr || fact->party != tx.party || fact->lifted) {
        return "UNKNOWN_FREEZE";
    }
    fact->lifted = true;
    if (m_patients.contains(tx.party)) {
        write(tx, tx.party, LogEventType::Unfreeze);
    }
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const Attest& body) {
    if (signer.role != KeyRole::Attestor) {
        return "NOT_PERMITTED";
    }
    const auto id = made<AttestationId>(m_chain, tx.party, body.nonce);
    if (m_attestations.contains(id)) {
        return "ID_TAKEN";
    }
    if (!m_people.contains(body.subject)) {
        return "UNKNOWN_PARTY";
    }
    if (body.until <= body.from || body.until <= m_now) {
        return "INVALID_WINDOW";
    }
    for (const auto& [other, fact] : m_attestations) {
        if (fact.org == tx.party &&
            (fact.subject == body.subject) != (fact.staff == body.staffId)) {
            return "STAFF_ID_TAKEN";
        }
    }
    m_attestations[id] = {tx.party, body.subject, body.role, body.staffId, body.from, body.until};
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const EndAttestation& body) {
    if (signer.role != KeyRole::Attestor) {
        return "NOT_PERMITTED";
    }
    AttestFact* fact = at(m_attestations, body.attestationId);
    if (fact == nullptr || fact->org != tx.party) {
        return "UNKNOWN_ATTESTATION";
    }
    if (fact->ended || fact->until <= m_now) {
        return "ATTESTATION_NOT_ACTIVE";
    }
    fact->ended = true;
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const Link& body) {
    if (signer.role != KeyRole::Device) {
        return "NOT_PERMITTED";
    }
    const Patient* p = at(m_patients, tx.party);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    const auto id = made<LinkId>(m_chain, tx.party, body.nonce);
    auto& links = m_links[{tx.party, body.organization}];
    if (!links.empty() && links.back().active) {
        return "ALREADY_LINKED";
    }
    if (!links.empty() && links.back().id == id) {
        return "ID_TAKEN";
    }
    const auto undo = [&](std::string code) {
        if (links.empty()) {
            m_links.erase({tx.party, body.organization});
        }
        return code;
    };
    if (body.policyVersion != p->policy) {
        return undo("STALE_POLICY");
    }
    if (body.details.has_value() != (p->policy > 0)) {
        return undo("WRONG_RECIPIENT");
    }
    if (body.details) {
        const auto& bodies = body.details->bodies;
        if (bodies.size() != 2 || bodies[1].recipient != m_orgs.at(body.organization).inbox) {
            return undo("WRONG_RECIPIENT");
        }
        if (body.details->bodyCommit != p->policyCommit) {
            return undo("WRONG_COMMITMENT");
        }
        if (const auto d = detailsProblem(tx, *p, *body.details, p->mailboxes); d != ok) {
            return undo(d);
        }
    }
    links.push_back({id, true});
    write(tx, tx.party, LogEventType::Link);
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const Unlink& body) {
    const bool allowed = (tx.party == body.patient && signer.role == KeyRole::Device) ||
                         (tx.party == body.organization && signer.role == KeyRole::Attestor);
    if (!allowed) {
        return "NOT_PERMITTED";
    }
    if (!m_patients.contains(body.patient)) {
        return "NOT_A_PATIENT";
    }
    auto* links = at(m_links, std::pair(body.patient, body.organization));
    if (links == nullptr) {
        return "NOT_LINKED";
    }
    if (!links->back().active || links->back().id != body.linkId) {
        return "EFFECT_HOLDS";
    }
    links->back().active = false;
    write(tx, body.patient, LogEventType::Unlink);
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const SetLogKey& body) {
    if (!personal(signer.role)) {
        return "NOT_PERMITTED";
    }
    Patient* p = at(m_patients, tx.party);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    if (body.replaces.value != p->epoch) {
        return "STALE_VERSION";
    }
    if (p->epochMinute == millisOf(m_now) / 60'000) {
        return "TOO_SOON";
    }
    const SealedDetails& archive = body.setup.archive;
    if (archive.epoch.value != p->epoch + 1) {
        return "STALE_EPOCH";
    }
    if (archive.bodies.size() != 1 || archive.bodies[0].recipient != p->archive) {
        return "WRONG_RECIPIENT";
    }
    if (const auto k = newKeyProblem(tx.party, body.setup.fetchKey, body.setup.fetchPossession);
        k != ok) {
        return k;
    }
    if (const auto r = receiptProblem(tx, 0, p->mailboxes); r != ok) {
        return r;
    }
    m_keys[keyIdOf(m_chain, body.setup.fetchKey)] = {
        tx.party, KeyRole::Fetch, body.setup.fetchKey, {}, {}, {}};
    ++p->epoch;
    p->logKey = body.setup.logKey;
    p->epochMinute = millisOf(m_now) / 60'000;
    write(tx, tx.party, LogEventType::SetLogKey);
    return ok;
}

} // namespace consentry::registry::test
