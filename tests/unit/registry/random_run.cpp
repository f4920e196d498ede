#include "tests/unit/registry/random_run.h"

#include "core/crypto/hash.h"

#include <algorithm>

namespace consentry::registry::test {
namespace {

constexpr std::size_t peopleMax = 10;

/// All anchors of a run have this one path, so that leaves can be proven.
LeafProof knownLeaf(std::uint32_t index) {
    LeafProof proof;
    proof.leafIndex = index;
    proof.leaf = digestOf("the leaf");
    for (int level = 0; level < 4; ++level) {
        proof.path.push_back(digestOf("level " + std::to_string(level)));
    }
    return proof;
}

Digest knownRoot() {
    const std::array<std::byte, 1> leafMark{std::byte{0}};
    const std::array<std::byte, 1> nodeMark{std::byte{1}};
    const LeafProof proof = knownLeaf(0);
    Digest node = sha256({leafMark, proof.leaf.view()});
    for (const Digest& sibling : proof.path) {
        node = sha256({nodeMark, node.view(), sibling.view()});
    }
    return node;
}

} // namespace

RandomRun::RandomRun(Kit& kit, std::uint64_t seed) : m_kit(kit), m_random(seed) {}

milliseconds RandomRun::nextStep() {
    if (chance(2)) {
        return std::chrono::hours(1 + pick(40));
    }
    return chance(10) ? milliseconds(std::chrono::minutes(1 + pick(90)))
                      : milliseconds(200 + pick(5000));
}

std::vector<Bytes> RandomRun::nextBlock() {
    std::vector<Bytes> block;
    const std::uint64_t count = 1 + pick(8);
    for (std::uint64_t i = 0; i < count; ++i) {
        if (!m_sent.empty() && chance(3)) {
            block.push_back(m_sent[pick(m_sent.size())]);
            continue;
        }
        Transaction tx = nextTransaction();
        if (chance(8)) {
            spoil(tx);
        }
        Bytes bytes = m_kit.seal(tx, !chance(2));
        if (chance(1)) {
            bytes[pick(bytes.size())] ^= std::byte{1};
        }
        m_sent.push_back(bytes);
        block.push_back(std::move(bytes));
    }
    return block;
}

Person& RandomRun::anyone() {
    return m_kit.person(m_labels[pick(m_labels.size())]);
}

Person& RandomRun::anyPatient() {
    for (int i = 0; i < 8; ++i) {
        Person& person = anyone();
        if (m_kit.load<PatientState>(patientKey(m_kit.chainId, person.id))) {
            followEpoch(person);
            return person;
        }
    }
    return anyone();
}

/// What the patient's own wallet would know from the state.
void RandomRun::followEpoch(Person& person) {
    const PatientState state = m_kit.patient(person);
    person.epoch = state.epoch;
    person.logKey = state.logKey;
    person.mailboxes = state.mailboxes;
}

template <class Id> void RandomRun::follow(const Id& id, Person*& person, Organization** org) {
    const auto found = m_about.find(idCast<ObjectId>(id));
    if (found == m_about.end() || chance(15)) {
        return;
    }
    person = found->second.first;
    if (m_kit.load<PatientState>(patientKey(m_kit.chainId, person->id))) {
        followEpoch(*person);
    }
    if (org != nullptr && found->second.second != nullptr) {
        *org = found->second.second;
    }
}

Transaction RandomRun::nextTransaction() {
    if (m_labels.size() < 3 || (m_labels.size() < peopleMax && chance(8))) {
        m_labels.push_back(fresh("person "));
        return m_kit.registration(m_kit.person(m_labels.back()), m_labels.size() % 3 != 0,
                                  pick(m_kit.orgCount()));
    }
    switch (pick(10)) {
    case 0:
    case 1:
    case 2:
        return patientTransaction();
    case 3:
    case 4:
    case 5:
    case 6:
        return organizationTransaction();
    case 7:
    case 8:
        return clinicianTransaction();
    default:
        return keyTransaction();
    }
}

Transaction RandomRun::patientTransaction() {
    Person& patient = anyPatient();
    const auto state = m_kit.load<PatientState>(patientKey(m_kit.chainId, patient.id));
    switch (pick(10)) {
    case 0:
    case 1:
    case 2:
    case 3: {
        const std::string nonce = fresh("grant ");
        Transaction tx = m_kit.grant(patient, nonce, milliseconds(1000 + pick(200'000'000)));
        auto& body = std::get<Grant>(tx.body);
        if (chance(10)) {
            body.until.reset();
        }
        if (chance(20)) {
            body.from += milliseconds(pick(10'000'000));
        }
        if (chance(20) && !m_grants.empty()) {
            body.supersedes = anyOf(m_grants);
        }
        if (chance(20) && !m_requests.empty()) {
            body.request = anyOf(m_requests);
        }
        m_grants.push_back(m_kit.grantId(patient, nonce));
        return tx;
    }
    case 4:
    case 5: {
        std::set<GrantId> ids{m_kit.grantId(patient, fresh("unseen "))};
        for (std::uint64_t i = pick(4); i > 0 && !m_grants.empty(); --i) {
            ids.insert(anyOf(m_grants));
        }
        if (chance(70) && ids.size() > 1) {
            ids.erase(m_kit.grantId(patient, "unseen " + std::to_string(m_counter)));
        }
        return m_kit.byDevice(patient, Revoke{{ids.begin(), ids.end()}});
    }
    case 6:
    case 7: {
        const std::size_t org = pick(m_kit.orgCount());
        if (state && chance(75)) {
            const std::string nonce = fresh("link ");
            m_links.emplace_back(nonce, org);
            return m_kit.link(patient, m_kit.org(org), nonce);
        }
        const auto link = anyOf(m_links);
        return m_kit.byDevice(
            patient, Unlink{patient.id, m_kit.org(link.second).id,
                            objectIdFrom<LinkId>(m_kit.chainId, patient.id, nonceOf(link.first))});
    }
    case 8: {
        std::vector<SealingPublicKey> inboxes;
        for (const PartyId& link : state ? state->links : std::vector<PartyId>()) {
            inboxes.push_back(m_kit.load<OrgState>(orgKey(m_kit.chainId, link))->inboxKey);
        }
        if (chance(15)) {
            inboxes.push_back(patient.archive);
        }
        return m_kit.byDevice(patient,
                              SetPatientPolicy{(state ? state->policyVersion : 0) + pick(6) / 5,
                                               m_kit.details(patient, fresh("policy "), inboxes)});
    }
    default:
        return disputeTransaction(patient, state);
    }
}

Transaction RandomRun::disputeTransaction(Person& patient,
                                          const std::optional<PatientState>& state) {
    const LogSequence row(state ? pick(state->count + 2) : 0);
    SealingPublicKey reader = anyOrg().inbox;
    const auto bytes = *m_kit.state.logRow(patient.id, row);
    for (std::size_t o = 0; bytes && o < m_kit.orgCount() && chance(95); ++o) {
        reader = m_kit.org(o).id == decodeLogEvent(*bytes)->actor ? m_kit.org(o).inbox : reader;
    }
    return m_kit.byDevice(patient,
                          DisputeAccess{row, m_kit.details(patient, fresh("dispute "), {reader})});
}

RecordAccess RandomRun::accesses() {
    RecordAccess body;
    const std::uint64_t count = 1 + pick(4);
    for (std::uint64_t i = 0; i < count; ++i) {
        Person& patient = anyPatient();
        const auto state = m_kit.load<PatientState>(patientKey(m_kit.chainId, patient.id));
        const auto basis = static_cast<AccessBasis>(1 + pick(5));
        std::optional<ObjectId> id;
        if (basis == AccessBasis::Grant) {
            id = idCast<ObjectId>(anyOf(m_grants));
        } else if (basis == AccessBasis::Emergency) {
            id = idCast<ObjectId>(anyOf(m_emergencies));
        } else if (basis == AccessBasis::Delegation) {
            id = ObjectId();
        }
        AccessItem item = m_kit.accessItem(patient, fresh("access "), basis, id,
                                           (state ? state->policyVersion : 0) + pick(12) / 11);
        if (chance(10)) {
            item.decision = AccessDecision::Deny;
        }
        if (basis == AccessBasis::None && chance(50)) {
            item.kind = AccessKind::DenialCount;
            item.count = 1 + static_cast<std::uint32_t>(pick(50));
        } else if (chance(5)) {
            item.kind = AccessKind::NotDelivered;
            item.accessId = idCast<AccessId>(digestOf(fresh("gone ")));
        }
        body.items.push_back(item);
    }
    return body;
}

Transaction RandomRun::anchorTransaction(Organization& org, Person& patient) {
    if (m_anchors.empty() || chance(50)) {
        const std::string nonce = fresh("anchor ");
        m_anchors.push_back(objectIdFrom<AnchorId>(m_kit.chainId, org.id, nonceOf(nonce)));
        remember(m_anchors.back(), patient, &org);
        return m_kit.byGateway(org, AnchorBatch{nonceOf(nonce), patient.id, knownRoot(),
                                                m_kit.details(patient, nonce)});
    }
    LeafProof proof = knownLeaf(chance(20) ? static_cast<std::uint32_t>(pick(40)) : 0);
    proof.anchorId = anyOf(m_anchors);
    Organization* writer = &org;
    Person* about = &patient;
    follow(proof.anchorId, about, &writer);
    if (chance(60)) {
        const AnchorId successor = chance(70) ? proof.anchorId : anyOf(m_anchors);
        return m_kit.byGateway(*writer, AmendRecord{about->id, proof, successor,
                                                    static_cast<std::uint32_t>(pick(3)),
                                                    m_kit.details(*about, fresh("amend "))});
    }
    return m_kit.byGateway(*writer,
                           Tombstone{about->id, proof, m_kit.details(*about, fresh("tombstone "))});
}

Transaction RandomRun::organizationTransaction() {
    Organization& org = anyOrg();
    Person& patient = anyPatient();
    switch (pick(8)) {
    case 0: {
        const std::string nonce = fresh("emergency ");
        m_emergencies.push_back(objectIdFrom<EmergencyId>(m_kit.chainId, org.id, nonceOf(nonce)));
        remember(m_emergencies.back(), patient, &org);
        Transaction tx =
            m_kit.byGateway(org, EmergencyAccess{nonceOf(nonce), patient.id,
                                                 m_kit.time + milliseconds(pick(100'000'000)),
                                                 m_kit.details(patient, nonce)});
        const Organization& other = anyOrg();
        tx.cosigners = {{other.id, other.gateway}};
        return tx;
    }
    case 1:
    case 2:
        return anchorTransaction(org, patient);
    case 3: {
        const auto state = m_kit.load<PatientState>(patientKey(m_kit.chainId, patient.id));
        LogSequence row(state ? pick(state->count + 1) : 0);
        Organization* writer = &org;
        for (std::uint64_t i = 0; state && i < state->count; ++i) {
            const auto dispute =
                m_kit.load<DisputeState>(disputeKey(m_kit.chainId, patient.id, LogSequence(i)));
            if (!dispute || (dispute->answered && !chance(5))) {
                continue;
            }
            row = LogSequence(i);
            for (std::size_t o = 0; o < m_kit.orgCount(); ++o) {
                writer = m_kit.org(o).id == dispute->writer ? &m_kit.org(o) : writer;
            }
        }
        return m_kit.byGateway(
            *writer, AnswerDispute{patient.id, row, m_kit.details(patient, fresh("answer "))});
    }
    case 4: {
        const std::string nonce = fresh("attestation ");
        Person& person = anyone();
        m_attestations.push_back(
            objectIdFrom<AttestationId>(m_kit.chainId, org.id, nonceOf(nonce)));
        remember(m_attestations.back(), person, &org);
        const std::string staff = chance(90) ? person.label : anyone().label;
        return m_kit.byAttestor(
            org, Attest{nonceOf(nonce), person.id, static_cast<AttestedRole>(1 + pick(7)),
                        idCast<StaffId>(digestOf(staff)), digestOf("card"),
                        m_kit.time + milliseconds(pick(20'000)) - milliseconds(10'000),
                        m_kit.time + milliseconds(pick(900'000'000))});
    }
    case 5:
        if (chance(20) && !m_attestations.empty()) {
            const AttestationId id = anyOf(m_attestations);
            Person* person = &patient;
            Organization* by = &org;
            follow(id, person, &by);
            return m_kit.byAttestor(*by, EndAttestation{id});
        }
        return m_kit.byGateway(org, accesses());
    default:
        return m_kit.byGateway(org, accesses());
    }
}

Transaction RandomRun::clinicianTransaction() {
    Person* clinician = &anyone();
    Person* patient = &anyPatient();
    switch (pick(4)) {
    case 0:
    case 1: {
        const std::string nonce = fresh("request ");
        const AttestationId attestation = anyOf(m_attestations);
        follow(attestation, clinician, nullptr);
        m_requests.push_back(objectIdFrom<RequestId>(m_kit.chainId, clinician->id, nonceOf(nonce)));
        remember(m_requests.back(), *patient, nullptr);
        return m_kit.byDevice(*clinician,
                              RequestAccess{nonceOf(nonce), patient->id, attestation,
                                            m_kit.details(*patient, nonce, {clinician->sealing})});
    }
    case 2: {
        const RequestId id = anyOf(m_requests);
        follow(id, patient, nullptr);
        return m_kit.byDevice(
            chance(70) ? *patient : *clinician,
            CloseRequest{patient->id, id,
                         m_kit.details(*patient, fresh("close "), {clinician->sealing})});
    }
    default: {
        const EmergencyId id = anyOf(m_emergencies);
        AttestationId attestation = anyOf(m_attestations);
        for (const AttestationId& candidate : m_attestations) {
            const auto fact =
                m_kit.load<AttestationState>(attestationKey(m_kit.chainId, candidate));
            const auto emergency = m_kit.load<EmergencyState>(emergencyKey(m_kit.chainId, id));
            if (fact && emergency && fact->role == AttestedRole::Reviewer &&
                fact->organization == emergency->custodian && fact->isActiveAt(m_kit.time)) {
                attestation = candidate;
            }
        }
        follow(id, patient, nullptr);
        follow(attestation, clinician, nullptr);
        return m_kit.byDevice(*clinician,
                              ReviewEmergency{patient->id, id, attestation,
                                              m_kit.details(*patient, fresh("review "))});
    }
    }
}

Transaction RandomRun::keyTransaction() {
    Person* person = &anyPatient();
    const auto state = m_kit.load<PatientState>(patientKey(m_kit.chainId, person->id));
    const auto signer = [&] { return chance(40) ? person->recovery : person->device; };
    switch (pick(8)) {
    case 0: {
        const std::string label = fresh("extra ");
        m_extraKeys.push_back(m_kit.addKey(label));
        remember(m_extraKeys.back(), *person, nullptr);
        AddKey body{m_kit.newKey(person->id, label), {}};
        if (state && chance(50)) {
            body.details = m_kit.details(*person, label);
        }
        // Now and then a key that was added adds another.
        KeyId by = signer();
        for (const KeyId& extra : m_extraKeys) {
            const auto key = m_kit.load<KeyState>(keyKey(m_kit.chainId, extra));
            by = key && key->party == person->id && chance(20) ? extra : by;
        }
        return m_kit.draft(person->id, by, body);
    }
    case 1: {
        const KeyId target = anyOf(m_extraKeys);
        follow(target, person, nullptr);
        return m_kit.draft(person->id, signer(), RemoveKey{target, {}});
    }
    case 2: {
        KeyId target = anyOf(m_extraKeys);
        follow(target, person, nullptr);
        target = chance(20) ? person->device : target;
        const std::string nonce = fresh("freeze ");
        m_freezes.push_back(objectIdFrom<FreezeId>(m_kit.chainId, person->id, nonceOf(nonce)));
        remember(m_freezes.back(), *person, nullptr);
        return m_kit.draft(person->id, signer(), Freeze{nonceOf(nonce), target});
    }
    case 3:
    case 4:
    case 5: {
        FreezeId id = anyOf(m_freezes);
        for (const FreezeId& candidate : m_freezes) {
            const auto freeze = m_kit.load<FreezeState>(freezeKey(m_kit.chainId, candidate));
            id = freeze && !freeze->lifted && chance(80) ? candidate : id;
        }
        follow(id, person, nullptr);
        return m_kit.draft(person->id, person->recovery, Unfreeze{id});
    }
    case 6:
        return m_kit.draft(
            person->id, signer(),
            SetMailboxes{state ? state->mailboxVersion : 0, {anyOrg().id, anyOrg().id}, {}});
    default: {
        const EpochNumber next(person->epoch.value + 1);
        return m_kit.draft(person->id, signer(),
                           SetLogKey{person->epoch, m_kit.logKeySetup(*person, next)});
    }
    }
}

void RandomRun::spoil(Transaction& tx) {
    switch (pick(7)) {
    case 0:
        tx.expiresAt = m_kit.time + milliseconds(pick(3000));
        break;
    case 1:
        tx.expiresAt += std::chrono::hours(pick(30) * 24);
        break;
    case 2:
        if (tx.sequence) {
            tx.sequence = chance(50) ? pick(*tx.sequence + 1)
                                     : *tx.sequence + (chance(4) ? 1000 + pick(50) : pick(60));
        }
        break;
    case 3:
        tx.cosigners.clear();
        break;
    case 4:
        tx.party = anyOrg().id;
        break;
    case 5:
        if (!isProtective(tx.kind()) && !sealedBodiesOf(tx).digests.empty()) {
            tx.receipts = {m_kit.receipt(tx, anyOrg(), chance(60))};
        }
        break;
    default:
        if (!isProtective(tx.kind())) {
            tx.onBehalf = OnBehalf{anyone().id, {}};
        }
    }
}

} // namespace consentry::registry::test
