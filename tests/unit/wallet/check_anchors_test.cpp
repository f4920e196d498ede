// Copies in the vault against what hospitals anchored: what a hospital says counts only where the
// ledger says it too, and what could not be asked changes nothing that was proven.
#include "core/clinical/json_canonical.h"
#include "core/clinical/record_from_json.h"
#include "core/hospital/anchor_records.h"
#include "core/hospital/serve_anchor_list.h"
#include "core/hospital/stored_records.h"
#include "core/ports/anchor_link_codec.h"
#include "core/ports/sealed_transaction.h"
#include "core/registry/object_ids.h"
#include "core/simulation/demo_history.h"
#include "core/wallet/check_anchors.h"
#include "core/wallet/write_own_record.h"
#include "tests/support/demo_fixture.h"

#include <QtTest>

using namespace consentry;
using test::DemoWorld;
using test::must;
using wallet::AnchorReport;
using wallet::CheckAnchors;
using Listed = std::vector<AnchoredRecord>;

namespace {

constexpr std::string_view chainId = simulation::DemoConsortium::chainId;
constexpr std::string_view loinc = "2339-0";

/// Hospitals whose answers a test may change on their way.
class MeddlingDirectory : public AnchorListDirectory {
public:
    explicit MeddlingDirectory(AnchorListDirectory& honest) : m_honest(honest) {}

    std::function<Result<Listed>(Listed)> meddle; ///< with what was answered
    bool hasNoWay = false;
    int asked = 0;

    AnchorLists* anchorLists(const PartyId& organization) override {
        if (hasNoWay) {
            return nullptr;
        }
        m_between.emplace(organization, Between(*this, *m_honest.anchorLists(organization)));
        return &m_between.at(organization);
    }

private:
    struct Between : AnchorLists {
        Between(MeddlingDirectory& directory, AnchorLists& honest)
            : m_directory(directory), m_honest(honest) {}
        PartyId organization() const override { return m_honest.organization(); }
        Result<Listed> anchorsOf(const SignedAnchorListRequest& request) override {
            ++m_directory.asked;
            ASSIGN_OR_RETURN(Listed records, m_honest.anchorsOf(request));
            return m_directory.meddle ? m_directory.meddle(std::move(records))
                                      : Result<Listed>(std::move(records));
        }
        MeddlingDirectory& m_directory;
        AnchorLists& m_honest;
    };
    AnchorListDirectory& m_honest;
    std::map<PartyId, Between> m_between;
};

/// A node that falls silent, or goes on showing an old head.
struct MoodyNode : test::PassingTransport {
    using PassingTransport::PassingTransport;
    Result<BlockHeight> newestHeight() override {
        if (isSilent) {
            return fail(ErrorCode::Unreachable, "silent node");
        }
        return oldHead ? Result<BlockHeight>(*oldHead) : PassingTransport::newestHeight();
    }
    Result<StateAnswer> state(const registry::StateKey& key,
                              std::optional<BlockHeight> height) override {
        ++states;
        if (statesLeft == 0) {
            return fail(ErrorCode::Unreachable, "silent node");
        }
        statesLeft -= statesLeft > 0 ? 1 : 0;
        return PassingTransport::state(key, height);
    }
    bool isSilent = false;
    std::optional<BlockHeight> oldHead;
    int states = 0;
    int statesLeft = -1; ///< negative: no limit
};

/// Takes resources into the vault as copies of what this hospital holds; zero: from a file.
class Sink : public import::RecordSink {
public:
    explicit Sink(ImportSession& session) : m_session(session) {}
    Result<import::AddOutcome> add(const clinical::Record& record) override {
        return m_session.add(record);
    }

private:
    ImportSession& m_session;
};

/// A second patient of the same hospitals, with a vault of her own.
struct OtherPatient : simulation::DemoSession {
    explicit OtherPatient(DemoWorld& world)
        : m_world(world), m_ledger(world.verifiedLedger(world.ledger())) {
        vault::CreateOptions cheap;
        cheap.kdf = argon2Floor;
        m_vault =
            must(vault::Vault::create({m_databases, m_files, world.clock()},
                                      m_folder.path() / "vault", test::testCredentials(), cheap));
        m_wallet.emplace(wallet::WalletContext{*m_vault, m_ledger, world.consortium(),
                                               world.consortium(), world.clock()});
        patient = must(simulation::registerAtHospitals(*this));
    }
    wallet::WalletContext& wallet() override { return *m_wallet; }
    simulation::DemoConsortium& consortium() override { return m_world.consortium(); }
    Result<> saveTrust() override { return {}; }

    Identity patient;

private:
    DemoWorld& m_world;
    test::TemporaryFolder m_folder;
    adapters::PosixFileSystem m_files;
    adapters::SqlcipherDatabaseFactory m_databases{m_files};
    VerifiedLedger m_ledger;
    std::unique_ptr<vault::Vault> m_vault;
    std::optional<wallet::WalletContext> m_wallet;
};

/// What a hospital's gateway signs, beyond what the program has a use case for.
class Gateway {
public:
    Gateway(DemoWorld& world, std::string_view key)
        : m_world(world), m_store(world.disk().file(key)) {
        m_keys.organization = world.organization(key);
        Bytes seed = must(m_store.get(Table::Secrets, bytesOf("gateway"))).value();
        m_keys.gateway =
            SigningKey::fromSeed(must(SigningKey::Seed::from(SecretBytes::takeFrom(seed))));
    }
    template <class Body> void submit(Body body) {
        const PartyId patient = body.patient;
        hospital::GatewayContext context{m_keys,
                                         m_world.consortium().ledger(),
                                         m_world.consortium(),
                                         m_world.consortium(),
                                         m_store,
                                         m_world.clock()};
        const auto state = must(hospital::patientState(context, patient));
        const BodyContext sealing{chainId, SuiteId::Suite1, m_keys.organization, patient,
                                  randomFixed<32, DigestTag>()};
        const SealingPublicKey recipients[] = {state.logKey};
        SealedCopies sealed = must(sealForLog(bytesOf("test"), sealing, state.epoch, recipients));
        body.details = sealed.details;
        auto transaction = hospital::gatewayTransaction(
            context, m_keys.gateway, must(hospital::takeGatewaySequence(context)), std::move(body));
        must(depositBodies(transaction, {{patient, state.epoch, std::move(sealed.copies.front())}},
                           {0}, state.mailboxes, m_world.consortium()));
        registry::signTransaction(transaction, m_keys.gateway);
        must(m_world.consortium().ledger().submit(registry::encodeTransaction(transaction)));
    }
    AnchorId anchor(const Digest& root) {
        registry::AnchorBatch batch;
        batch.nonce = randomNonce();
        batch.patient = m_world.patient().party;
        batch.root = root;
        const auto id = registry::objectIdFrom<AnchorId>(chainId, m_keys.organization, batch.nonce);
        submit(std::move(batch));
        return id;
    }

private:
    DemoWorld& m_world;
    test::MemoryStore m_store;
    hospital::OrganizationKeys m_keys;
};

registry::LeafProof proofOf(const RecordDigest& digest, const AnchorLink& link) {
    return {link.anchor, link.leafIndex, anchorLeaf(chainId, link.salt, digest), link.path};
}

RecordDigest digestOf(std::string_view json) {
    return must(clinical::recordDigest(bytesOf(json)));
}

} // namespace

class CheckAnchorsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { m_world = std::make_unique<DemoWorld>(); }
    void init() {
        ++m_round;
        m_node = std::make_unique<MoodyNode>(m_world->ledger());
        m_ledger = std::make_unique<VerifiedLedger>(m_world->verifiedLedger(*m_node));
        m_context = std::make_unique<wallet::WalletContext>(m_world->walletOver(*m_ledger));
        m_hospitals = std::make_unique<MeddlingDirectory>(m_world->consortium());
        m_first = observation("g1", 7.5);
        m_second = observation("g2", 8.5);
        m_world->addRecord("qinghe", m_first);
        m_world->addRecord("qinghe", m_second);
        QCOMPARE(must(m_world->consortium().anchorAll(m_world->patient().party)), std::size_t(2));
        keep(m_first, "qinghe");
        keep(m_second, "qinghe");
    }
    /// Hospitals keep what they have; the vault begins anew.
    void cleanup() {
        for (const StoredImport& import : must(m_context->vault.records().imports(1000))) {
            must(m_context->vault.records().removeImport(import.id));
        }
        m_hospitals.reset();
        m_context.reset();
        m_ledger.reset();
        m_node.reset();
    }
    void cleanupTestCase() { m_world.reset(); }

    void copiesThatHangOnTheLedgerMatch() {
        const std::uint64_t rows = m_world->rowCount();
        const AnchorReport report = check();
        QCOMPARE(report.of(AnchorOutcome::Matches), 2U);
        QCOMPARE(report.unchecked, 0U);
        QVERIFY(report.silent.empty() && report.contradicted.empty() && !report.ledger);
        const AnchorCheck found = known(m_first).value();
        QVERIFY(found.outcome == AnchorOutcome::Matches);
        QCOMPARE(found.custodian, m_world->organization("qinghe"));
        QCOMPARE(found.height, report.height);
        QVERIFY(found.height.value > 1);
        QCOMPARE(found.checkedAt, m_world->clock().now());
        QVERIFY(found.link && !found.failure);
        QCOMPARE(m_world->rowCount(), rows); // nothing was read, so nothing is logged
    }

    void whatDoesNotHangOnTheLedgerNeverMatches_data() {
        QTest::addColumn<int>("lie");
        QTest::newRow("another salt") << 0;
        QTest::newRow("another path") << 1;
        QTest::newRow("a cut path") << 2;
        QTest::newRow("another place") << 3;
        QTest::newRow("the way of another record") << 4;
        QTest::newRow("an anchor that does not exist") << 5;
        QTest::newRow("an anchor of another hospital") << 6;
    }
    void whatDoesNotHangOnTheLedgerNeverMatches() {
        QFETCH(int, lie);
        m_world->addRecord("minghu", m_first);
        must(m_world->consortium().anchorAll(m_world->patient().party));
        const AnchorLink elsewhere = linkOf("minghu", m_first);
        const AnchorLink second = linkOf("qinghe", m_second);
        m_hospitals->meddle = [&](Listed records) {
            for (AnchoredRecord& one : records) {
                if (one.digest != digestOf(m_first)) {
                    continue;
                }
                switch (lie) {
                case 0:
                    one.link.salt.data()[3] ^= std::byte{1};
                    break;
                case 1:
                    one.link.path.at(1).data()[0] ^= std::byte{1};
                    break;
                case 2:
                    one.link.path.pop_back();
                    break;
                case 3:
                    one.link.leafIndex ^= 1U;
                    break;
                case 4:
                    one.link = second;
                    break;
                case 5:
                    one.link.anchor.data()[0] ^= std::byte{1};
                    break;
                default:
                    one.link = elsewhere;
                }
            }
            return records;
        };
        const AnchorReport report = check();
        QCOMPARE(report.of(AnchorOutcome::Matches), 1U);
        QCOMPARE(report.of(AnchorOutcome::ProofFails), 1U);
        QVERIFY(report.contradicted.contains(m_world->organization("qinghe")));
        const AnchorCheck found = known(m_first).value();
        QVERIFY(found.outcome == AnchorOutcome::ProofFails);
        QVERIFY(!found.link);
        QVERIFY(found.height.value > 0);
    }

    /// The same resource, truly anchored by the same hospital, about somebody else.
    void anotherPatientsAnchorIsNone() {
        OtherPatient other(*m_world);
        const std::string json = observation("x1", 9.5);
        must(m_world->consortium().addRecord("qinghe", other.patient.party, json));
        must(m_world->consortium().anchorAll(other.patient.party));
        const AnchorLink link = linkOf("qinghe", json, &other);
        keep(json, "qinghe");
        m_hospitals->meddle = [&](Listed records) {
            records.push_back({"Observation", idOf("x1"), digestOf(json), link});
            return records;
        };
        QCOMPARE(check().of(AnchorOutcome::Matches), 2U);
        QVERIFY(known(json)->outcome == AnchorOutcome::ProofFails);
    }

    /// A tree deeper than an index can name: its root is anchored, but it is no way to a leaf.
    void aWayTooLongToBeOneIsNone() {
        const std::string json = observation("deep", 4.5);
        AnchorLink link;
        link.salt = randomNonce();
        Digest root = anchorLeafHash(anchorLeaf(chainId, link.salt, digestOf(json)));
        while (link.path.size() <= anchorPathMax) {
            link.path.push_back(randomFixed<32, DigestTag>());
            root = anchorNodeHash(root, link.path.back());
        }
        link.anchor = Gateway(*m_world, "qinghe").anchor(root);
        QVERIFY(verifyAnchorLink(chainId, digestOf(json), link, root));
        keep(json, "qinghe");
        m_hospitals->meddle = [&](Listed records) {
            records.push_back({"Observation", idOf("deep"), digestOf(json), link});
            return records;
        };
        QCOMPARE(check().of(AnchorOutcome::ProofFails), 1U);
        QVERIFY(known(json)->outcome == AnchorOutcome::ProofFails);
    }

    void anotherVersionOfTheRecordDiffers() {
        const std::string newer = observation("g1", 7.9);
        keep(newer, "qinghe");
        QCOMPARE(check().of(AnchorOutcome::OtherVersion), 1U);
        const AnchorCheck found = known(newer).value();
        QVERIFY(found.outcome == AnchorOutcome::OtherVersion);
        QVERIFY(!found.link);
        QVERIFY(known(m_first)->outcome == AnchorOutcome::Matches);
    }

    /// That another version exists is believed no more than anything else.
    void anotherVersionWithoutAProofIsALie() {
        const std::string newer = observation("g1", 7.9);
        keep(newer, "qinghe");
        m_hospitals->meddle = [&](Listed records) {
            for (AnchoredRecord& one : records) {
                one.link.salt = randomNonce();
            }
            return records;
        };
        const AnchorReport report = check();
        QCOMPARE(report.of(AnchorOutcome::ProofFails), 3U);
        QCOMPARE(report.wrong(), 3U);
    }

    void whatIsWithheldIsNotAnchored() {
        m_hospitals->meddle = [](Listed) { return Listed(); };
        QCOMPARE(check().of(AnchorOutcome::NotAnchored), 2U);
        QVERIFY(known(m_first)->outcome == AnchorOutcome::NotAnchored);
        m_hospitals->meddle = {};
        QCOMPARE(check().of(AnchorOutcome::Matches), 2U);
    }

    /// A way that held once holds without the hospital: who is asked then is the ledger alone.
    void aKnownWayNeedsNoHospital_data() {
        QTest::addColumn<int>("how");
        QTest::newRow("withheld") << 0;
        QTest::newRow("silent") << 1;
        QTest::newRow("no way to ask") << 2;
        QTest::newRow("a false proof") << 3;
    }
    void aKnownWayNeedsNoHospital() {
        QFETCH(int, how);
        check();
        m_world->clock().pass(std::chrono::hours(1));
        m_hospitals->hasNoWay = how == 2;
        m_hospitals->meddle = [how](Listed records) -> Result<Listed> {
            if (how == 1) {
                return fail(ErrorCode::Unreachable, "silent hospital");
            }
            if (how == 0) {
                return Listed();
            }
            for (AnchoredRecord& one : records) {
                one.link.leafIndex ^= 1U;
            }
            return records;
        };
        const AnchorReport report = check();
        QCOMPARE(report.of(AnchorOutcome::Matches), 2U);
        QCOMPARE(known(m_first)->checkedAt, m_world->clock().now());
        QCOMPARE(report.contradicted.size(), how == 3 ? 1U : 0U);
    }

    void aSilentHospitalLeavesCopiesUnchecked_data() {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("obstacle");
        QTest::newRow("silent") << int(ErrorCode::Unreachable)
                                << int(CheckObstacle::HospitalSilent);
        QTest::newRow("unwilling")
            << int(ErrorCode::NotPermitted) << int(CheckObstacle::HospitalRefused);
    }
    void aSilentHospitalLeavesCopiesUnchecked() {
        QFETCH(int, code);
        QFETCH(int, obstacle);
        m_hospitals->meddle = [code](Listed) -> Result<Listed> {
            return fail(static_cast<ErrorCode>(code), "hospital");
        };
        const AnchorReport report = check();
        QCOMPARE(report.unchecked, 2U);
        QCOMPARE(m_hospitals->asked, 1); // once, not for every record
        QVERIFY(report.silent.at(m_world->organization("qinghe")) ==
                static_cast<CheckObstacle>(obstacle));
        const AnchorCheck found = known(m_first).value();
        QVERIFY(found.outcome == AnchorOutcome::Unchecked);
        QVERIFY(found.failure->obstacle == static_cast<CheckObstacle>(obstacle));
        QCOMPARE(found.failure->at, m_world->clock().now());
    }

    void withoutAWayToAskNothingIsSaid() {
        m_hospitals->hasNoWay = true;
        const AnchorReport report = check();
        QCOMPARE(report.unchecked, 2U);
        QVERIFY(known(m_first)->failure->obstacle == CheckObstacle::NoWay);
    }

    void aSilentLedgerLeavesWhatWasProven() {
        check();
        const AnchorCheck before = known(m_first).value();
        m_world->clock().pass(std::chrono::hours(1));
        m_node->isSilent = true;
        const AnchorReport report = check();
        QVERIFY(report.ledger == CheckObstacle::LedgerSilent);
        QCOMPARE(report.unchecked, 2U);
        QCOMPARE(m_hospitals->asked, 1);
        const AnchorCheck after = known(m_first).value();
        QVERIFY(after.outcome == AnchorOutcome::Matches);
        QCOMPARE(after.checkedAt, before.checkedAt);
        QCOMPARE(after.height, before.height);
        QVERIFY(after.failure->obstacle == CheckObstacle::LedgerSilent);
        m_node->isSilent = false;
        QCOMPARE(check().of(AnchorOutcome::Matches), 2U);
        QVERIFY(!known(m_first)->failure);
    }

    /// Old blocks would hide what was amended since.
    void anOldHeadProvesNothing() {
        m_node->oldHead = must(m_world->ledger().newestHeight());
        must(m_ledger->advance());
        m_world->clock().pass(CheckAnchors::headAgeMax + std::chrono::minutes(1));
        const AnchorReport report = check();
        QVERIFY(report.ledger == CheckObstacle::LedgerStale);
        QCOMPARE(report.unchecked, 2U);
    }

    void aLedgerThatFallsSilentOnTheWayLeavesTheRestUnchecked() {
        m_node->statesLeft = 3; // the patient, the anchor, the first leaf
        const AnchorReport report = check();
        QVERIFY(report.ledger == CheckObstacle::LedgerSilent);
        QCOMPARE(report.of(AnchorOutcome::Matches), 1U);
        QCOMPARE(report.unchecked, 1U);
    }

    void withoutAWitnessThatConfirmsNothingMatches() {
        WitnessPanel nobody({});
        m_ledger->compareWith(nobody);
        m_world->clock().pass(std::chrono::minutes(1)); // a block that nobody confirms
        m_world->addRecord("minghu", m_first);
        must(m_world->consortium().anchorAll(m_world->patient().party));
        const AnchorReport report = check();
        QVERIFY(report.ledger == CheckObstacle::LedgerUnconfirmed);
        QCOMPARE(report.of(AnchorOutcome::Matches), 0U);
    }

    void anAmendedRecordIsNamed() {
        check();
        const AnchorLink old = linkOf("qinghe", m_first);
        const AnchorLink next = linkOf("qinghe", m_second);
        registry::AmendRecord amend;
        amend.patient = m_world->patient().party;
        amend.old = proofOf(digestOf(m_first), old);
        amend.successorAnchor = next.anchor;
        amend.successorLeaf = next.leafIndex;
        Gateway(*m_world, "qinghe").submit(amend);
        const AnchorReport report = check();
        QCOMPARE(report.of(AnchorOutcome::Amended), 1U);
        QVERIFY(known(m_first)->outcome == AnchorOutcome::Amended);
        QVERIFY(known(m_second)->outcome == AnchorOutcome::Matches);
    }

    void aDeletedRecordIsNamed() {
        registry::Tombstone tombstone;
        tombstone.patient = m_world->patient().party;
        tombstone.leaf = proofOf(digestOf(m_second), linkOf("qinghe", m_second));
        Gateway(*m_world, "qinghe").submit(tombstone);
        QCOMPARE(check().of(AnchorOutcome::Deleted), 1U);
        QVERIFY(known(m_second)->outcome == AnchorOutcome::Deleted);
    }

    /// The digest under which a record is stored is not believed: its bytes are read again.
    void bytesThatWereChangedDoNotMatch() {
        const std::string changed = observation("g3", 3.5);
        const std::string honest = observation("g3", 5.5);
        m_world->addRecord("qinghe", honest);
        must(m_world->consortium().anchorAll(m_world->patient().party));
        clinical::Record record = must(
            clinical::recordFromJson(bytesOf(changed), {m_world->organization("qinghe"), nullptr}));
        record.facts.digest = digestOf(honest);
        store(record);
        const AnchorReport report = check();
        QCOMPARE(report.of(AnchorOutcome::CopyDamaged), 1U);
        QCOMPARE(report.of(AnchorOutcome::Matches), 2U);
        QVERIFY(known(honest)->outcome == AnchorOutcome::CopyDamaged);
    }

    void aRecordFromAFileCountsWhereALinkedHospitalAnchoredIt() {
        const std::string anchored = observation("f1", 4.4);
        const std::string foreign = observation("f2", 4.5);
        m_world->addRecord("minghu", anchored);
        must(m_world->consortium().anchorAll(m_world->patient().party));
        keep(anchored, {});
        keep(foreign, {});
        QCOMPARE(check().of(AnchorOutcome::Matches), 3U);
        QCOMPARE(known(anchored)->custodian, m_world->organization("minghu"));
        QVERIFY(!known(foreign));
    }

    /// A file may use a hospital's numbers; that accuses nobody.
    void aNameInAFileIsNoVersion() {
        const std::string sameName = observation("g1", 1.1);
        keep(sameName, {});
        check();
        QVERIFY(!known(sameName));
    }

    /// What a hospital sent is its own to vouch for.
    void anotherHospitalsAnchorDoesNotVouch() {
        const std::string json = observation("m1", 4.4);
        m_world->addRecord("minghu", json);
        must(m_world->consortium().anchorAll(m_world->patient().party));
        keep(json, "qinghe");
        QCOMPARE(check().of(AnchorOutcome::NotAnchored), 1U);
    }

    void oneRecordIsCheckedAlone() {
        const AnchorReport report = must(CheckAnchors(*m_context, *m_hospitals)
                                             .check(m_world->patient(), digestOf(m_second), {}));
        QCOMPARE(report.of(AnchorOutcome::Matches), 1U);
        QVERIFY(!known(m_first));
        QVERIFY(known(m_second));
        QCOMPARE(CheckAnchors(*m_context, *m_hospitals)
                     .check(m_world->patient(), RecordDigest(), {})
                     .error()
                     .code,
                 ErrorCode::NotFound);
    }

    void whatThePersonWroteIsLeftOut() {
        wallet::OwnEntry entry;
        entry.kind = wallet::OwnKind::Note;
        entry.text = "slept well";
        entry.day = "2026-11-01";
        wallet::OwnEntryRules rules;
        rules.now = m_world->clock().now();
        rules.zone = [](Instant) { return std::chrono::minutes(0); };
        must(wallet::WriteOwnRecord(m_context->vault, m_world->clock())
                 .add(entry, rules, Language::English));
        const AnchorReport report = check();
        QCOMPARE(report.of(AnchorOutcome::Matches), 2U);
        QCOMPARE(report.unchecked, 0U);
    }

    void cancelKeepsWhatWasChecked() {
        for (std::size_t i = 0; i < CheckAnchors::recordsAtOnce; ++i) {
            keep(observation("c" + std::to_string(i), 1.0), "qinghe");
        }
        std::stop_source stop;
        const JobControl control{[&](const Progress& progress) {
                                     QCOMPARE(progress.total, CheckAnchors::recordsAtOnce + 2);
                                     stop.request_stop();
                                 },
                                 stop.get_token()};
        const auto stopped =
            CheckAnchors(*m_context, *m_hospitals).check(m_world->patient(), {}, control);
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        const AnchorTally tally = must(checks().tally());
        QCOMPARE(tally.of(AnchorOutcome::Unchecked), 2U);
    }

    void withoutAPatientThereIsNobodyToAskFor() {
        QCOMPARE(CheckAnchors(*m_context, *m_hospitals).check(Identity(), {}, {}).error().code,
                 ErrorCode::NotFound);
    }

    void aListIsForThePatientsOwnKeys_data() {
        QTest::addColumn<int>("how");
        QTest::addColumn<int>("code");
        QTest::newRow("signed by another key") << 0 << int(ErrorCode::BadSignature);
        QTest::newRow("by another person") << 1 << int(ErrorCode::NotPermitted);
        QTest::newRow("of an hour ago") << 2 << int(ErrorCode::Stale);
        QTest::newRow("for another hospital") << 3 << int(ErrorCode::InvalidArgument);
        QTest::newRow("about another patient") << 4 << int(ErrorCode::NotPermitted);
    }
    void aListIsForThePatientsOwnKeys() {
        QFETCH(int, how);
        QFETCH(int, code);
        AnchorLists& lists = *m_world->consortium().anchorLists(m_world->organization("qinghe"));
        SigningKey device = must(m_context->vault.keys().deviceSigningKey(m_world->patient()));
        AnchorListRequest request = requestTo("qinghe", m_world->patient().party, device);
        QVERIFY(lists.anchorsOf(signedBy(device, request)).has_value());
        switch (how) {
        case 0:
            device = SigningKey::generate();
            break;
        case 1:
            device = m_world->readerKeys("han").device;
            request.deviceKey = registry::keyIdOf(chainId, device.publicKey());
            break;
        case 2:
            request.createdAt -= std::chrono::hours(1);
            break;
        case 3:
            request.custodian = m_world->organization("minghu");
            break;
        default:
            request.patient = m_world->person("han").party;
        }
        const auto answer = lists.anchorsOf(signedBy(device, request));
        QVERIFY(!answer);
        QCOMPARE(int(answer.error().code), code);
    }

private:
    /// Another one in every test.
    std::string idOf(std::string_view name) const {
        return std::string(name) + "-" + std::to_string(m_round);
    }
    std::string observation(std::string_view name, double value) const {
        return DemoWorld::observation(idOf(name), loinc, value);
    }
    AnchorReport check() {
        return must(CheckAnchors(*m_context, *m_hospitals).check(m_world->patient(), {}, {}));
    }
    AnchorCheckStore& checks() { return m_context->vault.anchorChecks(); }
    std::optional<AnchorCheck> known(std::string_view json) {
        const RecordDigest digest = digestOf(json);
        const auto found = must(checks().among(std::span(&digest, 1)));
        return found.empty() ? std::nullopt : std::optional(found.front());
    }
    void keep(std::string_view json, std::string_view hospital) {
        const PartyId custodian = hospital.empty() ? PartyId() : m_world->organization(hospital);
        store(must(clinical::recordFromJson(bytesOf(json), {custodian, nullptr})));
    }
    void store(const clinical::Record& record) {
        const auto session = must(m_context->vault.records().beginImport(
            {"copies", randomFixed<32, DigestTag>(), m_world->clock().now()}));
        must(session->add(record));
        must(session->commit("{}"));
    }
    AnchorListRequest requestTo(std::string_view hospital, const PartyId& patient,
                                const SigningKey& device) {
        AnchorListRequest request;
        request.custodian = m_world->organization(hospital);
        request.patient = patient;
        request.deviceKey = registry::keyIdOf(chainId, device.publicKey());
        request.createdAt = m_world->clock().now();
        request.nonce = randomNonce();
        return request;
    }
    static SignedAnchorListRequest signedBy(const SigningKey& key,
                                            const AnchorListRequest& request) {
        return {request, key.sign(encodeAnchorListRequest(chainId, request))};
    }
    /// As the hospital itself shows it to its patient.
    AnchorLink linkOf(std::string_view hospital, std::string_view json,
                      OtherPatient* other = nullptr) {
        const Identity& patient = other ? other->patient : m_world->patient();
        vault::Vault& vault = other ? other->wallet().vault : m_context->vault;
        const SigningKey device = must(vault.keys().deviceSigningKey(patient));
        AnchorLists& lists = *m_world->consortium().anchorLists(m_world->organization(hospital));
        for (const AnchoredRecord& one :
             must(lists.anchorsOf(signedBy(device, requestTo(hospital, patient.party, device))))) {
            if (one.digest == digestOf(json)) {
                return one.link;
            }
        }
        throw std::runtime_error("not anchored");
    }

    int m_round = 0;
    std::unique_ptr<DemoWorld> m_world;
    std::unique_ptr<MoodyNode> m_node;
    std::unique_ptr<VerifiedLedger> m_ledger;
    std::unique_ptr<wallet::WalletContext> m_context;
    std::unique_ptr<MeddlingDirectory> m_hospitals;
    std::string m_first;
    std::string m_second;
};

QTEST_APPLESS_MAIN(CheckAnchorsTest)
#include "check_anchors_test.moc"
