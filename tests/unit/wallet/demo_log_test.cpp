// The demonstration's log, as its patient reads it: complete, explained row by row, and when
// somebody changes the ledger on disk, named.
#include "app/session/local_sessions.h"
#include "core/adapters/embedded/store_layout.h"
#include "core/adapters/state_store/level_store.h"
#include "core/node/stored_state.h"
#include "core/registry/log_event.h"
#include "core/wallet/log_entries.h"
#include "core/wallet/log_words.h"
#include "core/wallet/sync_log.h"
#include "tests/support/demo_fixture.h"

#include <QtTest>

using namespace consentry;
using test::must;
using wallet::EntryKind;

class DemoLogTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanup();
    void everyAccessIsExplainedButTheMisuse();
    void aRowIsToldAsTheChainOfHashesHasIt();
    void untouchedLogIsComplete();
    void changedRowIsNamed();
    void droppedRowIsNamed();
    void unreadableRowIsNamed();
    void changedBlockIsFound();
    void changedStateIsFound();

private:
    std::unique_ptr<simulation::DemoSession> open() {
        return must(m_sessions->open(m_folder.path() / "demo", test::testCredentials()));
    }
    /// Changes the ledger's file while no session has it, and remembers how to undo that.
    void tamper(Table table, const Bytes& key, const std::optional<Bytes>& value);
    Bytes stored(Table table, const Bytes& key);
    Result<wallet::LogCheck> check() {
        const auto session = open();
        const Identity patient = must(wallet::patientIdentity(session->wallet()));
        return wallet::SyncLog(session->wallet()).verifyAll(patient);
    }
    std::unique_ptr<LevelStore> ledgerStore() {
        return must(LevelStore::open(m_folder.path() / "demo" / "consortium" / "ledger"));
    }

    test::TemporaryFolder m_folder;
    std::unique_ptr<simulation::DemoSessions> m_sessions = makeLocalSessions();
    PartyId m_patient;
    std::uint64_t m_rows = 0;
    BlockHeight m_misuseHeight;
    std::optional<WriteBatch> m_undo;
};

void DemoLogTest::initTestCase() {
    const auto session =
        must(m_sessions->createDemo(m_folder.path() / "demo", test::testCredentials(), 7, {}));
    m_patient = must(wallet::patientIdentity(session->wallet())).party;
    m_rows = must(wallet::provenPatient(session->wallet(), m_patient)).count;
}

void DemoLogTest::cleanup() {
    if (m_undo) {
        must(ledgerStore()->write(*std::exchange(m_undo, {})));
    }
}

Bytes DemoLogTest::stored(Table table, const Bytes& key) {
    return must(ledgerStore()->get(table, key)).value();
}

void DemoLogTest::tamper(Table table, const Bytes& key, const std::optional<Bytes>& value) {
    const auto store = ledgerStore();
    const auto before = must(store->get(table, key));
    m_undo.emplace();
    m_undo->writes.push_back({table, key, before});
    WriteBatch batch;
    batch.writes.push_back({table, key, value});
    must(store->write(batch));
}

void DemoLogTest::everyAccessIsExplainedButTheMisuse() {
    const auto session = open();
    const Identity patient = must(wallet::patientIdentity(session->wallet()));
    wallet::LogEntries reader(session->wallet().vault.logs(), session->wallet().chainId());
    const auto page = must(reader.page(patient.party, {}, {}, 500));
    QCOMPARE(page.entries.size(), std::size_t(m_rows));
    std::map<EntryKind, int> kinds;
    for (const auto& entry : page.entries) {
        ++kinds[entry.kind];
        QVERIFY(entry.body == BodyState::Opened || entry.body == BodyState::None);
        if (entry.kind == EntryKind::NoRule) {
            QVERIFY(entry.access && entry.access->reader.nameEn == "Fang Zhengming");
            m_misuseHeight = entry.height;
        }
    }
    qInfo() << "by rule" << kinds[EntryKind::ByRule] << "emergency" << kinds[EntryKind::Emergency]
            << "no rule" << kinds[EntryKind::NoRule] << "refused" << kinds[EntryKind::Refused]
            << "own" << kinds[EntryKind::Own] << "acts" << kinds[EntryKind::Act];
    QCOMPARE(kinds[EntryKind::NoRule], 1);
    QCOMPARE(kinds[EntryKind::Own], 1);
    QCOMPARE(kinds[EntryKind::Emergency], 2);
    QCOMPARE(kinds[EntryKind::Refused], 3);
    QVERIFY(kinds[EntryKind::ByRule] >= 8);
}

void DemoLogTest::aRowIsToldAsTheChainOfHashesHasIt() {
    const auto session = open();
    LogStore& logs = session->wallet().vault.logs();
    for (std::uint64_t seq = 0; seq < m_rows; ++seq) {
        const LogRow row = must(logs.row(m_patient, LogSequence(seq)));
        const std::string raw = must(wallet::rawEntry(logs, m_patient, row.seq));
        const auto has = [&raw](const std::string& line) {
            return ('\n' + raw + '\n').find('\n' + line + '\n') != std::string::npos;
        };
        QVERIFY2(has("seq: " + std::to_string(seq)), raw.c_str());
        QVERIFY2(has("height: " + std::to_string(row.height.value)), raw.c_str());
        QVERIFY2(has("blockTime: " + toRfc3339(row.blockTime)), raw.c_str());
        QVERIFY2(has("actor: " + row.actor.hex()), raw.c_str());
        QVERIFY2(has("result: " + std::to_string(row.result)), raw.c_str());
        QVERIFY2(has("CBOR: " + toHex(row.event)), raw.c_str());
        QCOMPARE(raw.find("bodyDigest: ") != std::string::npos, row.bodyState != BodyState::None);
    }
    QCOMPARE(wallet::rawEntry(logs, m_patient, LogSequence(m_rows)).error().code,
             ErrorCode::NotFound);
}

void DemoLogTest::untouchedLogIsComplete() {
    const auto result = must(check());
    QVERIFY(result.complete);
    QCOMPARE(result.count, m_rows);
}

void DemoLogTest::changedRowIsNamed() {
    const Bytes key = node::logRowKey(m_patient, LogSequence(11));
    registry::LogEvent event = must(registry::decodeLogEvent(stored(Table::LogRows, key)));
    event.blockTime += std::chrono::hours(1);
    tamper(Table::LogRows, key, registry::encodeLogEvent(event));
    const auto result = must(check());
    QVERIFY(!result.complete);
    QCOMPARE(result.badRow, std::optional<std::uint64_t>(12));
}

void DemoLogTest::droppedRowIsNamed() {
    tamper(Table::LogRows, node::logRowKey(m_patient, LogSequence(20)), std::nullopt);
    const auto result = must(check());
    QVERIFY(!result.complete);
    QCOMPARE(result.badRow, std::optional<std::uint64_t>(21));
}

void DemoLogTest::unreadableRowIsNamed() {
    tamper(Table::LogRows, node::logRowKey(m_patient, LogSequence(5)), Bytes(40));
    const auto result = must(check());
    QVERIFY(!result.complete);
    QCOMPARE(result.badRow, std::optional<std::uint64_t>(6));
}

/// A header is behind a hash that a later verified one names: going back finds the change.
void DemoLogTest::changedBlockIsFound() {
    const Bytes key = embedded::heightKey(m_misuseHeight);
    auto block = must(embedded::decodeStoredBlock(stored(Table::Blocks, key)));
    block.light.header.appHash.back() ^= std::byte{1};
    tamper(Table::Blocks, key,
           embedded::encodeStoredBlock(block.light, block.transactions, block.results));
    const auto session = open();
    QVERIFY(session->wallet().ledger.trusted().height() > m_misuseHeight);
    QCOMPARE(session->wallet().ledger.header(m_misuseHeight).error().code,
             ErrorCode::VerificationFailed);
}

void DemoLogTest::changedStateIsFound() {
    const auto key = registry::patientKey(simulation::DemoConsortium::chainId, m_patient);
    const Bytes name = toBytes(key.view());
    auto state = must(registry::decodeState<registry::PatientState>(stored(Table::State, name)));
    --state.count;
    tamper(Table::State, name, registry::encodeState(state));
    const auto result = check();
    QVERIFY(!result);
    // The ledger compares what it reads with its own tree; a wallet would find it as well.
    QCOMPARE(result.error().code, ErrorCode::DamagedData);
}

QTEST_APPLESS_MAIN(DemoLogTest)
#include "demo_log_test.moc"
