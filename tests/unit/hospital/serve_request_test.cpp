// No log, no data: what a hospital hands out, what it refuses, and what the patient's log then
// says.
#include "core/registry/object_ids.h"
#include "tests/support/demo_fixture.h"

#include <QtTest>

using namespace consentry;
using test::DemoWorld;
using test::must;

namespace {

constexpr const char* glucose = "2339-0";
constexpr const char* heartRate = "8867-4";

} // namespace

class ServeRequestTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void permitReleasesWholeRecordsInScopeWithTheirAnchors();
    void typesNarrowARelease();
    void patientReadsAllOfTheirOwn();
    void wrongPurposeIsRefusedAndLogged();
    void otherGranteeIsRefusedAndLogged();
    void openingOfAnotherGrantIsRefusedAndLogged();
    void alteredOpeningIsRefusedAndLogged();
    void endedGrantIsRefusedAndLogged();
    void revokedGrantIsRefusedAndLogged();
    void revocationBetweenEvaluationAndBlockWins();
    void slowLedgerReleasesNothing();
    void policyWithoutItsOpeningReleasesNothing();
    void emergencyOfAnotherOrganizationIsRefused();
    void unlinkedHospitalLogsAndReleasesNothing();
    void badSignatureLogsNothing();
    void requestOfAnotherTimeLogsNothing();
    void requestForAnotherCustodianLogsNothing();
    void keyOfAnotherPersonLogsNothing();
    void attestationOfAnotherPersonLogsNothing();
    void withoutAMailboxNothingIsReleased();
    void journalKeepsWhatWasNotAnswered();
    void fullStoreReleasesNothing();
    void anAccessAfterAQuietTimeIsNotSaidToWaitTooLong();

private:
    /// The answer is a refusal, nothing came along, and the log has one row more.
    void expectLoggedRefusal(const SignedReadRequest& request, std::string_view at = "qinghe");
    /// An error, and the log is as long as before.
    void expectSilence(const SignedReadRequest& request, ErrorCode code,
                       std::string_view at = "qinghe");
    std::size_t journalSize(std::string_view organization);

    std::unique_ptr<DemoWorld> m_world;
    GrantId m_grant;
    ReadAnswer m_last;
};

void ServeRequestTest::initTestCase() {
    m_world = std::make_unique<DemoWorld>();
    m_world->addRecord("qinghe", DemoWorld::observation("g1", glucose, 7.5));
    m_world->addRecord("qinghe", DemoWorld::observation("g2", glucose, 8.5));
    m_world->addRecord("qinghe", DemoWorld::observation("h1", heartRate, 70));
    QCOMPARE(must(m_world->consortium().anchorAll(m_world->patient().party)), std::size_t(3));
    m_grant = m_world->give(m_world->draft("han", {"glucose"}));
}

void ServeRequestTest::init() {
    m_last = {};
}

/// Whatever a rule did, the story goes on for the next one.
void ServeRequestTest::cleanup() {
    m_world->gatewayTransport().beforeNextSubmit = {};
    m_world->gatewayTransport().afterNextSubmit = {};
    m_world->disk().file("qinghe")->writesLeft = -1;
}

std::size_t ServeRequestTest::journalSize(std::string_view organization) {
    std::size_t count = 0;
    test::MemoryStore store(m_world->disk().file(organization));
    must(store.scan(Table::Journal, {}, [&](ByteView, ByteView) {
        ++count;
        return true;
    }));
    return count;
}

void ServeRequestTest::expectLoggedRefusal(const SignedReadRequest& request, std::string_view at) {
    const std::uint64_t before = m_world->rowCount();
    const auto answer = m_world->gateway(at).read(request);
    QVERIFY2(answer.has_value(), answer ? "" : toString(answer.error()).c_str());
    QVERIFY(!answer->permitted);
    QVERIFY(answer->records.empty());
    QCOMPARE(m_world->rowCount(), before + 1);
    QCOMPARE(journalSize(at), std::size_t(0));
    m_last = *answer;
}

void ServeRequestTest::expectSilence(const SignedReadRequest& request, ErrorCode code,
                                     std::string_view at) {
    const std::uint64_t before = m_world->rowCount();
    const auto answer = m_world->gateway(at).read(request);
    QVERIFY(!answer.has_value());
    QVERIFY2(answer.error().code == code, toString(answer.error()).c_str());
    QCOMPARE(m_world->rowCount(), before);
}

void ServeRequestTest::permitReleasesWholeRecordsInScopeWithTheirAnchors() {
    const std::uint64_t before = m_world->rowCount();
    const auto answer = must(m_world->gateway("qinghe").read(
        m_world->signWithOpening("han", m_world->request("han", "qinghe", m_grant), m_grant)));
    QVERIFY(answer.permitted);
    QCOMPARE(answer.refusal, 0U);
    QCOMPARE(answer.records.size(), std::size_t(2));
    QCOMPARE(QByteArray::fromStdString(std::string(textOf(answer.records[0].resource))),
             QByteArray::fromStdString(DemoWorld::observation("g1", glucose, 7.5)));
    QVERIFY(answer.records[0].anchor && answer.records[1].anchor);
    QCOMPARE(m_world->rowCount(), before + 1);
    QCOMPARE(journalSize("qinghe"), std::size_t(0));

    // The reader's own wallet finds every record on its anchor.
    const auto keys = m_world->readerKeys("han");
    wallet::ReadRecords reader(keys, m_world->wallet().ledger, m_world->consortium(),
                               m_world->clock());
    const auto held = must(reader.heldGrants());
    const auto mine = std::find_if(held.begin(), held.end(),
                                   [&](const auto& one) { return one.grant.id == m_grant; });
    QVERIFY(mine != held.end());
    const auto outcome = must(reader.read(
        m_world->gateway("qinghe"), m_world->request("han", "qinghe", m_grant), mine->opening));
    QCOMPARE(outcome.records.size(), std::size_t(2));
    for (const auto& record : outcome.records) {
        QVERIFY(record.anchor == wallet::ReadRecord::AnchorCheck::Matches);
    }
}

void ServeRequestTest::typesNarrowARelease() {
    ReadRequest request = m_world->request("han", "qinghe", m_grant);
    request.resourceTypes = {"Condition"};
    const auto answer =
        must(m_world->gateway("qinghe").read(m_world->signWithOpening("han", request, m_grant)));
    QVERIFY(answer.permitted);
    QVERIFY(answer.records.empty());
}

void ServeRequestTest::patientReadsAllOfTheirOwn() {
    wallet::ReaderKeys keys;
    keys.party = m_world->patient().party;
    keys.device = must(m_world->wallet().vault.keys().deviceSigningKey(m_world->patient()));
    wallet::ReadRecords reader(keys, m_world->wallet().ledger, m_world->consortium(),
                               m_world->clock());
    ReadRequest request;
    request.patient = m_world->patient().party;
    request.basis = consent::Basis::Self;
    request.purpose = "PATRQT";
    const std::uint64_t before = m_world->rowCount();
    const auto outcome = must(reader.read(m_world->gateway("qinghe"), request, {}));
    QVERIFY(outcome.answer.permitted);
    QCOMPARE(outcome.records.size(), std::size_t(3));
    QCOMPARE(m_world->rowCount(), before + 1);
}

void ServeRequestTest::wrongPurposeIsRefusedAndLogged() {
    ReadRequest request = m_world->request("han", "qinghe", m_grant);
    request.purpose = "HMARKT";
    expectLoggedRefusal(m_world->signWithOpening("han", request, m_grant));
    QVERIFY(m_last.rule == consent::Rule::OtherPurpose);
}

void ServeRequestTest::otherGranteeIsRefusedAndLogged() {
    expectLoggedRefusal(
        m_world->signWithOpening("luo", m_world->request("luo", "qinghe", m_grant), m_grant));
    QVERIFY(m_last.rule == consent::Rule::OtherGrantee);
}

void ServeRequestTest::openingOfAnotherGrantIsRefusedAndLogged() {
    const GrantId wide = m_world->give(m_world->draft("luo", {"glucose", "heart-rate"}));
    expectLoggedRefusal(
        m_world->signWithOpening("han", m_world->request("han", "qinghe", m_grant), wide));
    SignedReadRequest bare = m_world->sign("han", m_world->request("han", "qinghe", m_grant));
    expectLoggedRefusal(bare);
}

void ServeRequestTest::alteredOpeningIsRefusedAndLogged() {
    const auto whole =
        m_world->signWithOpening("han", m_world->request("han", "qinghe", m_grant), m_grant);
    for (const std::size_t at : {std::size_t(0), std::size_t(40), whole.grantOpening.size() - 1}) {
        SignedReadRequest altered = whole;
        altered.grantOpening[at] ^= std::byte{1};
        expectLoggedRefusal(altered);
    }
}

void ServeRequestTest::endedGrantIsRefusedAndLogged() {
    consent::Grant draft = m_world->draft("han", {"glucose"});
    draft.notAfter = m_world->clock().now() + std::chrono::minutes(10);
    const GrantId brief = m_world->give(draft);
    m_world->clock().pass(std::chrono::minutes(10));
    expectLoggedRefusal(
        m_world->signWithOpening("han", m_world->request("han", "qinghe", brief), brief));
    QVERIFY(m_last.rule == consent::Rule::Ended);
}

void ServeRequestTest::revokedGrantIsRefusedAndLogged() {
    const GrantId gone = m_world->give(m_world->draft("han", {"glucose"}));
    m_world->revoke(gone);
    expectLoggedRefusal(
        m_world->signWithOpening("han", m_world->request("han", "qinghe", gone), gone));
    QCOMPARE(m_last.refusal, std::uint32_t(registry::Refusal::GrantRevoked));
}

/// The gateway found everything in order; a moment before its block the patient revoked.
void ServeRequestTest::revocationBetweenEvaluationAndBlockWins() {
    const GrantId grant = m_world->give(m_world->draft("han", {"glucose"}));
    const auto request =
        m_world->signWithOpening("han", m_world->request("han", "qinghe", grant), grant);
    const std::uint64_t before = m_world->rowCount();
    bool stepped = false;
    m_world->gatewayTransport().beforeNextSubmit = [&] {
        m_world->revoke(grant);
        stepped = true;
    };
    const auto answer = must(m_world->gateway("qinghe").read(request));
    QVERIFY(stepped);
    QVERIFY(!answer.permitted);
    QVERIFY(answer.records.empty());
    QVERIFY(answer.rule == consent::Rule::GrantPermits);
    QCOMPARE(answer.refusal, std::uint32_t(registry::Refusal::GrantRevoked));
    // The revocation and the refused attempt.
    QCOMPARE(m_world->rowCount(), before + 2);
}

/// Committed and in the log, but answered too late: "was allowed to read", and got nothing.
void ServeRequestTest::slowLedgerReleasesNothing() {
    const auto request =
        m_world->signWithOpening("han", m_world->request("han", "qinghe", m_grant), m_grant);
    m_world->gatewayTransport().afterNextSubmit = [&] {
        // Blocks run a little ahead of a clock that stands still.
        m_world->clock().pass(hospital::ServeRequest::releaseWithin + std::chrono::seconds(2));
    };
    const auto answer = m_world->gateway("qinghe").read(request);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Stale);
}

void ServeRequestTest::policyWithoutItsOpeningReleasesNothing() {
    DemoWorld world;
    world.addRecord("qinghe", DemoWorld::observation("g1", glucose, 7.5));
    const GrantId grant = world.give(world.draft("han", {"glucose"}));
    world.setRules({});
    // The letter is lost at this hospital.
    auto& entries = world.disk().file("qinghe")->entries;
    std::erase_if(entries, [](const auto& one) { return one.first.first == Table::Mail; });
    const std::uint64_t before = world.rowCount();
    const auto answer = must(world.gateway("qinghe").read(
        world.signWithOpening("han", world.request("han", "qinghe", grant), grant)));
    QVERIFY(!answer.permitted);
    QVERIFY(answer.records.empty());
    QVERIFY(answer.rule == consent::Rule::PolicyUnavailable);
    QCOMPARE(world.rowCount(), before + 1);
    // The next version arrives, and all is well again.
    world.setRules({});
    QVERIFY(must(world.gateway("qinghe").read(
                     world.signWithOpening("han", world.request("han", "qinghe", grant), grant)))
                .permitted);
}

void ServeRequestTest::emergencyOfAnotherOrganizationIsRefused() {
    DemoWorld world;
    world.addRecord("minghu", DemoWorld::observation("g1", glucose, 7.5));
    consent::PatientPolicy policy;
    policy.emergency = consent::EmergencyPreset::Normal;
    world.setRules(policy);
    const EmergencyId emergency = must(world.consortium().openEmergency(
        world.person("qin"), "minghu", world.patient().party, "unconscious", 2));
    world.clock().pass(std::chrono::seconds(2));
    ReadRequest request = world.request("duan", "minghu", {});
    request.basis = consent::Basis::Emergency;
    request.basisId = registry::idCast<Digest>(emergency);
    request.purpose = "BTG";
    const std::uint64_t before = world.rowCount();
    const auto stranger = must(world.gateway("minghu").read(world.sign("duan", request)));
    QVERIFY(!stranger.permitted);
    QVERIFY(stranger.records.empty());
    QCOMPARE(world.rowCount(), before + 1);

    ReadRequest rightful = world.request("qin", "minghu", {});
    rightful.basis = consent::Basis::Emergency;
    rightful.basisId = request.basisId;
    rightful.purpose = "BTG";
    const auto answer = must(world.gateway("minghu").read(world.sign("qin", rightful)));
    QVERIFY(answer.permitted);
    QCOMPARE(answer.records.size(), std::size_t(1));
    // It ends by itself.
    world.clock().pass(std::chrono::hours(2));
    rightful.createdAt = world.clock().now();
    const auto late = must(world.gateway("minghu").read(world.sign("qin", rightful)));
    QVERIFY(!late.permitted && late.records.empty());
}

void ServeRequestTest::unlinkedHospitalLogsAndReleasesNothing() {
    DemoWorld world;
    const GrantId grant = world.give(world.draft("han", {"glucose"}));
    ReadRequest request = world.request("han", "qinghe", grant);
    // A person who is no patient here: the daughter.
    request.patient = world.person("tong").party;
    const std::uint64_t before = world.rowCount();
    const auto answer = world.gateway("qinghe").read(world.signWithOpening("han", request, grant));
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::NotFound);
    QCOMPARE(world.rowCount(), before);
}

void ServeRequestTest::badSignatureLogsNothing() {
    auto request =
        m_world->signWithOpening("han", m_world->request("han", "qinghe", m_grant), m_grant);
    request.signature.data()[9] ^= std::byte{1};
    expectSilence(request, ErrorCode::BadSignature);
    // Every field is signed.
    request = m_world->signWithOpening("han", m_world->request("han", "qinghe", m_grant), m_grant);
    request.request.purpose = "HRESCH";
    expectSilence(request, ErrorCode::BadSignature);
}

void ServeRequestTest::requestOfAnotherTimeLogsNothing() {
    using namespace std::chrono;
    ReadRequest request = m_world->request("han", "qinghe", m_grant);
    request.createdAt = m_world->clock().now() - hospital::ServeRequest::requestAgeMax;
    QVERIFY(must(m_world->gateway("qinghe").read(m_world->signWithOpening("han", request, m_grant)))
                .permitted);
    request.createdAt -= milliseconds(1);
    expectSilence(m_world->signWithOpening("han", request, m_grant), ErrorCode::Stale);
    request.createdAt =
        m_world->clock().now() + hospital::ServeRequest::requestAgeMax + milliseconds(1);
    expectSilence(m_world->signWithOpening("han", request, m_grant), ErrorCode::Stale);
}

void ServeRequestTest::requestForAnotherCustodianLogsNothing() {
    expectSilence(
        m_world->signWithOpening("han", m_world->request("han", "minghu", m_grant), m_grant),
        ErrorCode::InvalidArgument);
}

void ServeRequestTest::keyOfAnotherPersonLogsNothing() {
    ReadRequest request = m_world->request("luo", "qinghe", m_grant);
    request.reader = m_world->person("han").party;
    expectSilence(m_world->signWithOpening("luo", request, m_grant), ErrorCode::NotPermitted);
}

void ServeRequestTest::attestationOfAnotherPersonLogsNothing() {
    ReadRequest request = m_world->request("luo", "qinghe", m_grant);
    request.attestation = m_world->person("han").attestation;
    expectSilence(m_world->signWithOpening("luo", request, m_grant), ErrorCode::NotPermitted);
}

void ServeRequestTest::withoutAMailboxNothingIsReleased() {
    // Both mailboxes that the patient named cannot keep anything.
    m_world->disk().file("minghu")->writesLeft = 0;
    m_world->disk().file("commission")->writesLeft = 0;
    const std::uint64_t before = m_world->rowCount();
    const auto answer = m_world->gateway("qinghe").read(
        m_world->signWithOpening("han", m_world->request("han", "qinghe", m_grant), m_grant));
    m_world->disk().file("minghu")->writesLeft = -1;
    m_world->disk().file("commission")->writesLeft = -1;
    QVERIFY(!answer);
    QCOMPARE(m_world->rowCount(), before);
}

/// The exact bytes lie in the journal from before they are sent until their answer is proven.
void ServeRequestTest::journalKeepsWhatWasNotAnswered() {
    const auto request =
        m_world->signWithOpening("han", m_world->request("han", "qinghe", m_grant), m_grant);
    std::size_t whileSent = 0;
    m_world->gatewayTransport().beforeNextSubmit = [&] { whileSent = journalSize("qinghe"); };
    QVERIFY(must(m_world->gateway("qinghe").read(request)).permitted);
    QCOMPARE(whileSent, std::size_t(1));
    QCOMPARE(journalSize("qinghe"), std::size_t(0));
}

/// Sequence, journal, and the journal's end: a full disk at any of them hands out nothing.
void ServeRequestTest::fullStoreReleasesNothing() {
    int refused = 0;
    for (int writes = 0;; ++writes) {
        const auto request =
            m_world->signWithOpening("han", m_world->request("han", "qinghe", m_grant), m_grant);
        m_world->disk().file("qinghe")->writesLeft = writes;
        const auto answer = m_world->gateway("qinghe").read(request);
        m_world->disk().file("qinghe")->writesLeft = -1;
        if (answer) {
            QVERIFY(answer->permitted);
            break;
        }
        QCOMPARE(answer.error().code, ErrorCode::Io);
        ++refused;
        QVERIFY(refused < 10);
    }
    QCOMPARE(refused, 3);
    // What was sent and whose answer could not be noted stays in the journal.
    QCOMPARE(journalSize("qinghe"), std::size_t(1));
    auto& entries = m_world->disk().file("qinghe")->entries;
    std::erase_if(entries, [](const auto& one) { return one.first.first == Table::Journal; });
}

/// Blocks that nothing happens in come every five seconds, and bear the time of the one before.
void ServeRequestTest::anAccessAfterAQuietTimeIsNotSaidToWaitTooLong() {
    VerifiedLedger& ledger = m_world->consortium().ledger();
    must(ledger.advance());
    m_world->clock().moveTo(m_world->clock().now() + std::chrono::seconds(12));
    test::MemoryStore store(std::make_shared<test::MemoryDisk::File>());
    const hospital::OrganizationKeys keys;
    hospital::GatewayContext context{
        keys, ledger, m_world->consortium(), m_world->consortium(), store, m_world->clock()};
    const registry::Transaction access =
        hospital::gatewayTransaction(context, SigningKey::generate(), 1, registry::RecordAccess());
    const Instant head = ledger.trusted().header().time().toInstant();
    QVERIFY(access.expiresAt <= head + std::chrono::seconds(60));
    QVERIFY(access.expiresAt >= m_world->clock().now() + std::chrono::seconds(30));
}

QTEST_APPLESS_MAIN(ServeRequestTest)
#include "serve_request_test.moc"
