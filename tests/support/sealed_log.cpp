#include "tests/support/sealed_log.h"

#include "core/ports/access_body.h"
#include "core/ports/record_gateway.h"
#include "core/registry/object_ids.h"
#include "core/vault/key_hierarchy.h"

namespace consentry::test {
namespace {

constexpr EpochNumber epoch{1};

Digest numbered(std::uint64_t number) {
    return sha256(ByteView(reinterpret_cast<const std::byte*>(&number), sizeof number));
}

template <class Id> Id idNumbered(std::uint64_t number) {
    return *Id::from(numbered(number).view());
}

const PartyId hospital = idNumbered<PartyId>(1);
const PartyId doctor = idNumbered<PartyId>(2);
constexpr std::uint64_t itemsOfAnAccess = 8;

Identity addPatient(vault::Vault& vault) {
    return VaultFixture::must(vault.keys().addIdentity(
        {TestChain::chainId, IdentityRole::Patient, "Test", instantFromMillis(0)}));
}

SealingKey addEpoch(vault::Vault& vault, const PartyId& patient) {
    const auto secret = vault::EpochSecret::random();
    VaultFixture::must(vault.keys().putEpochSecret(patient, epoch, secret));
    return vault::logKey(secret, TestChain::chainId);
}

} // namespace

Result<Sealed> MemoryMailbox::fetchBody(const PartyId&, const Digest& bodyDigest,
                                        const FetchCredential& credential) {
    ++fetches;
    wasAskedByAnotherThread |= std::this_thread::get_id() != m_owner;
    if (credential.key == SigningPublicKey()) {
        return fail(ErrorCode::NotPermitted);
    }
    const auto found = bodies.find(bodyDigest);
    return found == bodies.end() ? Result<Sealed>(fail(ErrorCode::NotFound)) : found->second;
}

SealedLog::SealedLog(std::size_t rows, const std::function<Fault(std::size_t)>& faultOf)
    : m_vault(m_fixture.create()), m_mailbox(hospital), m_patient(addPatient(*m_vault)),
      m_logKey(addEpoch(*m_vault, m_patient.party)), m_verified(verifiedLedger()) {
    registry::PatientState state;
    state.count = rows;
    state.epoch = epoch;
    state.mailboxes = {hospital, idNumbered<PartyId>(7)}; // the second one is out of reach
    m_ledger.put(registry::patientKey(chainId, m_patient.party), registry::encodeState(state));
    m_fixture.clock.current = m_ledger.chain().now();
    giveGrant();
    std::vector<LogRow> made;
    for (std::size_t i = 0; i < rows; ++i) {
        made.push_back(makeRow(i, faultOf ? faultOf(i) : Fault::None));
    }
    VaultFixture::must(
        m_vault->logs().append(m_patient.party, made, {rows, numbered(rows), BlockHeight(rows)}));
}

void SealedLog::reopen() {
    m_vault.reset();
    m_vault = VaultFixture::must(m_fixture.open());
}

VerifiedLedger SealedLog::verifiedLedger() {
    m_fixture.clock.current = m_ledger.chain().now();
    return VerifiedLedger(m_node, m_fixture.clock, m_ledger.chain().options(),
                          m_ledger.chain().trust(1));
}

void SealedLog::giveGrant() {
    consent::Grant grant;
    grant.id = m_grant = idNumbered<GrantId>(3);
    grant.patient = grant.issuer = m_patient.party;
    grant.notBefore = m_fixture.clock.now();
    grant.notAfter = grant.notBefore + std::chrono::days(100);
    grant.grantee.person = doctor;
    grant.scope.concepts = {"glucose"};
    const auto content = VaultFixture::must(consent::encodeGrant(grant));
    StoredGrant stored;
    stored.id = grant.id;
    stored.patient = stored.issuer = m_patient.party;
    stored.content = toBytes(VaultFixture::must(BodyPlaintext::create(content)).padded());
    stored.state = GrantState::Active;
    VaultFixture::must(m_vault->grants().put(stored));
}

AccessBody SealedLog::bodyOf(const registry::LogEvent& event, Fault fault) const {
    ReadRequest request;
    request.custodian = event.actor;
    request.reader = doctor;
    request.readerKey = vault::keyIdOf(chainId, m_reader.publicKey());
    request.patient = m_patient.party;
    request.basis = consent::Basis::Grant;
    request.basisId = fault == Fault::OtherGrant ? numbered(4) : registry::idCast<Digest>(m_grant);
    request.attestation = idNumbered<AttestationId>(5);
    request.purpose = "TREAT";
    request.resourceTypes = {"Observation", "DiagnosticReport"};
    request.createdAt = event.blockTime;
    AccessBody body;
    body.signedRequest = encodeReadRequest(chainId, request);
    body.readerSignature =
        (fault == Fault::Unsigned ? SigningKey::generate().sign(body.signedRequest)
                                  : m_reader.sign(body.signedRequest));
    body.readerKey = m_reader.publicKey();
    body.reader = {event.actor,   "D-1042", "doctor",    "陈思远",
                   "Chen Siyuan", "心内科", "Cardiology"};
    body.permitted = true;
    body.matched = itemsOfAnAccess;
    for (std::uint64_t i = 0; i < itemsOfAnAccess; ++i) {
        body.items.push_back(
            {idNumbered<RecordDigest>(1'000'000 + event.seq.value * itemsOfAnAccess + i),
             "Observation", "空腹血糖 Fasting glucose " + std::to_string(event.seq.value)});
    }
    return body;
}

LogRow waitingRow(const PartyId& patient, const registry::LogEvent& event) {
    LogRow row;
    row.patient = patient;
    row.seq = event.seq;
    row.epoch = event.epoch;
    row.height = event.height;
    row.blockTime = event.blockTime;
    row.type = static_cast<std::uint32_t>(event.type);
    row.actor = event.actor;
    row.objectId = *Digest::from(event.objectId.view());
    row.event = encodeLogEvent(event);
    row.bodyState = BodyState::Waiting;
    return row;
}

LogRow SealedLog::makeRow(std::size_t number, Fault fault) {
    registry::LogEvent event;
    event.seq = LogSequence(number);
    event.epoch = EpochNumber(fault == Fault::OtherEpoch ? epoch.value + 1 : epoch.value);
    event.height = BlockHeight(1 + number);
    event.blockTime = m_fixture.clock.now() + std::chrono::minutes(number % 10'000);
    event.txHash = idNumbered<TxHash>(10'000'000 + number);
    event.type = registry::LogEventType::Access;
    event.actor = hospital;
    event.objectId = idNumbered<registry::ObjectId>(20'000'000 + number);
    event.holder = hospital;
    m_contents.push_back(encodeAccessBody(bodyOf(event, fault)));
    if (fault != Fault::NoBody) {
        const auto plaintext = VaultFixture::must(BodyPlaintext::create(m_contents.back()));
        const BodyContext context{chainId, SuiteId::Suite1, event.actor, m_patient.party,
                                  *Digest::from(event.objectId.view())};
        const SealingKey other = SealingKey::generate();
        const SealingKey& key = fault == Fault::OtherKey ? other : m_logKey;
        const Sealed sealed = VaultFixture::must(sealBody(plaintext, context, key.publicKey()));
        event.bodyDigest = sealedDigest(chainId, sealed);
        event.bodyCommit =
            fault == Fault::OtherCommitment ? numbered(6) : plaintext.commitment(chainId);
        if (fault == Fault::Exchanged) {
            m_mailbox.bodies[*event.bodyDigest] =
                VaultFixture::must(sealBody(plaintext, context, key.publicKey()));
        } else if (fault != Fault::Absent) {
            m_mailbox.bodies[*event.bodyDigest] = sealed;
        }
    }
    return waitingRow(m_patient.party, event);
}

} // namespace consentry::test
