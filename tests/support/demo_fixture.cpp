#include "tests/support/demo_fixture.h"

#include "core/registry/object_ids.h"
#include "core/simulation/demo_history.h"
#include "core/wallet/grant_access.h"
#include "core/wallet/revoke_grants.h"
#include "core/wallet/set_rules.h"

namespace consentry::test {
namespace {

using simulation::DemoConsortium;

/// 2026-11-18 in the afternoon.
constexpr std::int64_t startMillis = 1'795'000'000'000;

light_client::Options demoOptions() {
    light_client::Options options;
    options.chainId = DemoConsortium::chainId;
    options.trustingPeriod = std::chrono::days(3650);
    return options;
}

} // namespace

vault::Credentials testCredentials() {
    const ByteView text = bytesOf("correct horse battery");
    SecretBytes secret(text.size());
    std::copy(text.begin(), text.end(), secret.exposeForWriting().begin());
    return {std::move(secret), {}};
}

simulation::OpenStore DemoWorld::storeOpener() {
    return [this](std::string_view name) -> Result<std::unique_ptr<KeyValueStore>> {
        return std::unique_ptr<KeyValueStore>(std::make_unique<MemoryStore>(m_disk.file(name)));
    };
}

DemoWorld::DemoWorld(Patient patient) : m_clock(instantFromMillis(startMillis)) {
    const auto openStore = storeOpener();
    const auto demo = must(DemoConsortium::prepare(openStore));
    m_ledgerStore = must(openStore("ledger"));
    m_ledger = must(embedded::EmbeddedLedger::create(*m_ledgerStore, m_clock, demo.genesis,
                                                     demo.validatorKeys));
    m_gatewayTransport = std::make_unique<PassingTransport>(*m_ledger);
    m_consortium = must(DemoConsortium::open(openStore, *m_gatewayTransport, m_clock));
    vault::CreateOptions cheap;
    cheap.kdf = argon2Floor;
    m_vault = must(vault::Vault::create({m_databases, m_files, m_clock}, m_folder.path() / "vault",
                                        testCredentials(), cheap));
    m_verified = std::make_unique<VerifiedLedger>(verifiedLedger(*m_ledger));
    m_wallet = std::make_unique<wallet::WalletContext>(walletOver(*m_verified));
    must(m_consortium->employPeople(m_clock.now() + std::chrono::days(720)));
    must(simulation::rememberEverybody(*this));
    if (patient == Patient::Linked) {
        m_patient = must(simulation::registerAtHospitals(*this));
    }
}

DemoWorld::~DemoWorld() = default;

VerifiedLedger DemoWorld::verifiedLedger(LedgerTransport& transport) {
    const auto first = must(m_ledger->lightBlock(BlockHeight(1)));
    const auto anchored = light_client::anchor(DemoConsortium::chainId, first.header,
                                               first.validators, first.header.hash());
    return VerifiedLedger(transport, m_clock, demoOptions(), anchored.state.value());
}

wallet::WalletContext DemoWorld::walletOver(VerifiedLedger& ledger) {
    return {*m_vault, ledger, *m_consortium, *m_consortium, m_clock};
}

const DemoConsortium::Person& DemoWorld::person(std::string_view key) {
    return *m_consortium->person(key);
}

const PartyId& DemoWorld::organization(std::string_view key) {
    return m_consortium->organization(key)->party;
}

RecordGateway& DemoWorld::gateway(std::string_view organizationKey) {
    return *m_consortium->gateway(organization(organizationKey));
}

wallet::ReaderKeys DemoWorld::readerKeys(std::string_view personKey) {
    return must(m_consortium->readerKeys(person(personKey)));
}

std::uint64_t DemoWorld::rowCount() {
    return must(wallet::provenPatient(*m_wallet, m_patient.party)).count;
}

std::string DemoWorld::observation(std::string_view id, std::string_view loinc, double value,
                                   std::string_view time) {
    return R"({"resourceType":"Observation","id":")" + std::string(id) +
           R"(","status":"final","code":{"coding":[{"system":"http://loinc.org","code":")" +
           std::string(loinc) + R"("}],"text":"Test )" + std::string(loinc) +
           R"("},"subject":{"reference":"Patient/1"},"effectiveDateTime":")" + std::string(time) +
           R"(","valueQuantity":{"value":)" + std::to_string(value) + R"(,"unit":"mmol/L"}})";
}

void DemoWorld::addRecord(std::string_view organizationKey, std::string_view json) {
    must(m_consortium->addRecord(organizationKey, m_patient.party, json));
}

consent::Grant DemoWorld::draft(std::string_view personKey, std::vector<std::string> concepts) {
    consent::Grant grant;
    grant.grantee.person = person(personKey).party;
    grant.scope.concepts = std::move(concepts);
    grant.notBefore = m_clock.now();
    grant.notAfter = m_clock.now() + std::chrono::hours(24);
    grant.purpose = must(consent::Purpose::fromCode("TREAT"));
    grant.actions = consent::Action::Look;
    return grant;
}

GrantId DemoWorld::give(const consent::Grant& draft) {
    wallet::GrantAccess access(*m_wallet);
    const auto prepared = must(access.prepare(m_patient, draft));
    return must(access.send(m_patient, prepared, "test"));
}

Bytes DemoWorld::openingOf(const GrantId& grant) {
    return must(m_vault->grants().find(grant)).content;
}

void DemoWorld::revoke(const GrantId& grant) {
    const auto report =
        must(wallet::RevokeGrants(*m_wallet).revoke(m_patient, std::span(&grant, 1)));
    if (const auto problem = report.problem()) {
        must(Result<>(fail(*problem)));
    }
}

void DemoWorld::setRules(consent::PatientPolicy rules) {
    wallet::SetRules change(*m_wallet);
    rules.version = must(change.current(m_patient)).version;
    must(change.send(m_patient, std::move(rules)));
}

ReadRequest DemoWorld::request(std::string_view personKey, std::string_view organizationKey,
                               const GrantId& grant) {
    const auto keys = readerKeys(personKey);
    ReadRequest request;
    request.custodian = organization(organizationKey);
    request.reader = keys.party;
    request.readerKey = registry::keyIdOf(DemoConsortium::chainId, keys.device.publicKey());
    request.patient = m_patient.party;
    request.basis = consent::Basis::Grant;
    request.basisId = registry::idCast<Digest>(grant);
    request.attestation = keys.attestation;
    request.purpose = "TREAT";
    request.createdAt = m_clock.now();
    request.nonce = randomNonce();
    return request;
}

SignedReadRequest DemoWorld::sign(std::string_view personKey, const ReadRequest& request) {
    const auto keys = readerKeys(personKey);
    return {request, keys.device.sign(encodeReadRequest(DemoConsortium::chainId, request)), {}};
}

SignedReadRequest DemoWorld::signWithOpening(std::string_view personKey, const ReadRequest& request,
                                             const GrantId& grant) {
    SignedReadRequest whole = sign(personKey, request);
    whole.grantOpening = openingOf(grant);
    return whole;
}

} // namespace consentry::test
