// Checks of copies: kept by digest, gone with their record, and counted.
#include "tests/unit/sqlcipher/database_fixture.h"

#include "core/adapters/sqlcipher/connection.h"
#include "core/clinical/record_from_json.h"
#include "core/ports/anchor_check_store.h"

#include <QTest>

using namespace consentry;
using namespace consentry::test;

namespace {

constexpr std::int64_t when = 1'795'000'000'000;

std::string jsonOf(std::string_view id) {
    return R"({"resourceType":"Observation","id":")" + std::string(id) +
           R"(","code":{"text":"Glucose"}})";
}

} // namespace

class AnchorCheckStoreTest : public QObject {
    Q_OBJECT
private slots:
    void init() {
        m_f.emplace();
        m_database = m_f->create();
    }
    void cleanup() {
        m_database.reset();
        m_f.reset();
    }

    void givesBackWhatWasPut() {
        const AnchorCheck whole = checkOf(add("a", hospital()));
        AnchorCheck bare;
        bare.record = add("b", hospital());
        bare.custodian = hospital();
        bare.failure = FailedCheck{instantFromMillis(when + 5), CheckObstacle::LedgerStale};
        m_f->must(store().put(std::vector{whole, bare}));
        QVERIFY(found(whole.record) == whole);
        QVERIFY(found(bare.record) == bare);
        reopen();
        QVERIFY(found(whole.record) == whole);
        QVERIFY(found(bare.record) == bare);
    }

    void everyOutcomeAndObstacleGoesThere() {
        const RecordDigest record = add("a", hospital());
        for (int outcome = 0; outcome <= int(AnchorOutcome::CopyDamaged); ++outcome) {
            AnchorCheck check = checkOf(record);
            check.outcome = static_cast<AnchorOutcome>(outcome);
            put(check);
            QVERIFY(found(record) == check);
        }
        for (int obstacle = 1; obstacle <= int(CheckObstacle::Other); ++obstacle) {
            AnchorCheck check = checkOf(record);
            check.failure =
                FailedCheck{instantFromMillis(when), static_cast<CheckObstacle>(obstacle)};
            put(check);
            QVERIFY(found(record) == check);
        }
    }

    void aNewerCheckTakesThePlace() {
        AnchorCheck check = checkOf(add("a", hospital()));
        put(check);
        check.outcome = AnchorOutcome::NotAnchored;
        check.link.reset();
        put(check);
        QVERIFY(found(check.record) == check);
    }

    void aCheckGoesWithItsRecord() {
        const RecordDigest erased = add("a", hospital());
        const RecordDigest removed = add("b", hospital());
        put(checkOf(erased));
        put(checkOf(removed));
        m_f->must(m_database->records().erase(erased));
        QVERIFY(!found(erased));
        QVERIFY(found(removed));
        m_f->must(m_database->records().removeImport(m_last));
        QVERIFY(!found(removed));
        // The same record again is one that nobody checked.
        QCOMPARE(add("a", hospital()), erased);
        QVERIFY(!found(erased));
    }

    void whatIsAboutNoRecordIsLeftOut() {
        const RecordDigest there = add("a", hospital());
        m_f->must(store().put(std::vector{checkOf(idOf<RecordDigest>("gone")), checkOf(there)}));
        QVERIFY(!found(idOf<RecordDigest>("gone")));
        QVERIFY(found(there));
    }

    void countsTheRecordsOfHospitals() {
        AnchorCheck match = checkOf(add("a", hospital()));
        add("b", hospital());
        AnchorCheck failed = checkOf(add("c", hospital()));
        failed.outcome = AnchorOutcome::Unchecked;
        failed.checkedAt = {};
        failed.height = {};
        failed.failure = FailedCheck{instantFromMillis(when + 99), CheckObstacle::NoWay};
        AnchorCheck ofFile = checkOf(add("d", {}));
        ofFile.checkedAt = instantFromMillis(when - 1);
        m_f->must(store().put(std::vector{match, failed, ofFile}));
        const AnchorTally tally = m_f->must(store().tally());
        QCOMPARE(tally.of(AnchorOutcome::Matches), 1U);
        QCOMPARE(tally.of(AnchorOutcome::Unchecked), 2U);
        QCOMPARE(tally.of(AnchorOutcome::Amended), 0U);
        QCOMPARE(tally.newest.value(), instantFromMillis(when));
        QCOMPARE(tally.height, BlockHeight(77));
    }

    void anEmptyVaultHasNothingToTell() {
        const AnchorTally tally = m_f->must(store().tally());
        QVERIFY(tally.records.empty());
        QVERIFY(!tally.newest);
    }

    void hasALimit() {
        const std::vector<RecordDigest> most(AnchorCheckStore::amongMax);
        QVERIFY(store().among(most).has_value());
        const std::vector<RecordDigest> more(AnchorCheckStore::amongMax + 1);
        QVERIFY(store().among(more).error().code == ErrorCode::TooLarge);
    }

    void aReaderSeesAndDoesNotWrite() {
        const AnchorCheck check = checkOf(add("a", hospital()));
        put(check);
        const auto reader =
            m_f->must(m_f->factory.open(m_f->file, m_f->key, DatabaseAccess::ReadOnly));
        AnchorCheckStore& through = reader->anchorChecks();
        QCOMPARE(m_f->must(through.among(std::span(&check.record, 1))).size(), std::size_t(1));
        QVERIFY(through.put(std::span(&check, 1)).error().code == ErrorCode::ReadOnly);
    }

    void whatNobodyWroteIsDamage_data() {
        QTest::addColumn<QByteArray>("change");
        QTest::newRow("outcome") << QByteArray("UPDATE anchor_checks SET outcome = 99");
        QTest::newRow("negative") << QByteArray("UPDATE anchor_checks SET outcome = -1");
        QTest::newRow("custodian") << QByteArray("UPDATE anchor_checks SET custodian = x'00'");
        QTest::newRow("link") << QByteArray("UPDATE anchor_checks SET link = x'ff'");
        QTest::newRow("obstacle") << QByteArray(
            "UPDATE anchor_checks SET failed_at = 1, obstacle = 0");
    }
    void whatNobodyWroteIsDamage() {
        QFETCH(QByteArray, change);
        const RecordDigest record = add("a", hospital());
        put(checkOf(record));
        m_database.reset();
        {
            const auto connection = m_f->must(
                adapters::Connection::open(m_f->file, m_f->key, DatabaseAccess::ReadWrite, false));
            m_f->must(connection->execute(change.constData()));
        }
        m_database = m_f->must(m_f->factory.open(m_f->file, m_f->key, DatabaseAccess::ReadWrite));
        QVERIFY(!store().among(std::span(&record, 1)).has_value());
    }

private:
    static PartyId hospital() { return idOf<PartyId>("hospital"); }
    AnchorCheckStore& store() { return m_database->anchorChecks(); }
    void put(const AnchorCheck& check) { m_f->must(store().put(std::span(&check, 1))); }
    std::optional<AnchorCheck> found(const RecordDigest& record) {
        const auto all = m_f->must(store().among(std::span(&record, 1)));
        return all.empty() ? std::nullopt : std::optional(all.front());
    }
    void reopen() {
        m_database.reset();
        m_database = m_f->must(m_f->factory.open(m_f->file, m_f->key, DatabaseAccess::ReadWrite));
    }
    RecordDigest add(std::string_view id, const PartyId& custodian) {
        const auto record =
            m_f->must(clinical::recordFromJson(bytesOf(jsonOf(id)), {custodian, nullptr}));
        const auto session = m_f->must(m_database->records().beginImport(
            {std::string(id), idOf<Digest>(id), instantFromMillis(when)}));
        m_f->must(session->add(record));
        m_last = m_f->must(session->commit("{}")).id;
        return record.facts.digest;
    }
    static AnchorCheck checkOf(const RecordDigest& record) {
        AnchorCheck check;
        check.record = record;
        check.outcome = AnchorOutcome::Matches;
        check.custodian = hospital();
        check.checkedAt = instantFromMillis(when);
        check.height = BlockHeight(77);
        check.link = AnchorLink{idOf<AnchorId>("anchor"),
                                3,
                                idOf<Nonce>("salt"),
                                {idOf<Digest>("one"), idOf<Digest>("two")}};
        return check;
    }

    std::optional<DatabaseFixture> m_f;
    std::unique_ptr<VaultDatabase> m_database;
    ImportId m_last;
};

QTEST_APPLESS_MAIN(AnchorCheckStoreTest)
#include "anchor_check_store_test.moc"
