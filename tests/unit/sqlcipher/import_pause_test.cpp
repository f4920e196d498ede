// An import is one long transaction; a revocation cannot wait for its end.
#include "tests/unit/sqlcipher/database_fixture.h"

#include <QTest>

#include <future>

using namespace consentry;
using namespace consentry::test;

namespace {

clinical::Record recordNumbered(int number) {
    clinical::Record record;
    record.facts.resourceType = "Observation";
    record.facts.digest = idOf<RecordDigest>("record " + std::to_string(number));
    record.title = "record " + std::to_string(number);
    record.searchText = "glucose";
    record.original = toBytes(bytesOf("{}"));
    return record;
}

/// An import on this thread that goes on until somebody else has written.
struct LongImport {
    explicit LongImport(VaultDatabase& store)
        : database(store), session(DatabaseFixture::must(store.records().beginImport(
                               {"long.json", idOf<Digest>("long.json"), {}}))) {}

    int addUntilWritten(const std::string& key) {
        // Before the other writer asks: its first turn would else find nothing stored.
        DatabaseFixture::must(session->add(recordNumbered(next++)));
        std::future<Result<>> writing = std::async(
            std::launch::async, [this, key] { return database.settings().put(key, "done"); });
        int added = 1;
        while (writing.wait_for(std::chrono::milliseconds(0)) != std::future_status::ready &&
               added < recordsMax) {
            DatabaseFixture::must(session->add(recordNumbered(next++)));
            ++added;
        }
        DatabaseFixture::must(writing.get());
        return added;
    }

    static constexpr int recordsMax = 100'000;
    VaultDatabase& database;
    std::unique_ptr<ImportSession> session;
    int next = 0;
};

std::uint64_t recordsIn(VaultDatabase& database) {
    return DatabaseFixture::must(database.records().count({}, 1'000'000));
}

} // namespace

class ImportPauseTest : public QObject {
    Q_OBJECT

private slots:
    void otherWritersHaveTheirTurn();
    void whatIsStoredBeforeAPauseIsWhole();
    void abandonedImportLeavesNothingAfterAPause();
    void importCutOffByALockIsGoneAtTheNextOpening();
    void waitingWriterHearsOfTheLock();
};

void ImportPauseTest::otherWritersHaveTheirTurn() {
    DatabaseFixture f;
    const auto database = f.create();
    LongImport import(*database);
    for (const char* key : {"first", "second"}) {
        const int added = import.addUntilWritten(key);
        QVERIFY2(added < LongImport::recordsMax, "the writer waited for the end of the import");
        QCOMPARE(f.must(database->settings().get(key)), std::optional<std::string>("done"));
    }
    QVERIFY(f.must(database->records().imports(10)).empty());
    f.must(import.session->commit("{}"));
    const auto imports = f.must(database->records().imports(10));
    QCOMPARE(imports.size(), std::size_t{1});
    QCOMPARE(imports[0].counts.added, static_cast<std::uint64_t>(import.next));
    QCOMPARE(recordsIn(*database), static_cast<std::uint64_t>(import.next));
}

void ImportPauseTest::whatIsStoredBeforeAPauseIsWhole() {
    DatabaseFixture f;
    const auto database = f.create();
    LongImport import(*database);
    import.addUntilWritten("other");
    const auto reader = f.must(f.factory.open(f.file, f.key, DatabaseAccess::ReadOnly));
    QVERIFY(recordsIn(*reader) > 0);
    QVERIFY(textOf(f.must(reader->records().original(recordNumbered(0).facts.digest))) == "{}");
    f.must(import.session->commit("{}"));
    const auto last = recordNumbered(import.next - 1).facts.digest;
    QVERIFY(textOf(f.must(reader->records().original(last))) == "{}");
}

void ImportPauseTest::abandonedImportLeavesNothingAfterAPause() {
    DatabaseFixture f;
    const auto database = f.create();
    {
        LongImport import(*database);
        import.addUntilWritten("other");
        f.must(import.session->add(recordNumbered(-1)));
    }
    QCOMPARE(recordsIn(*database), std::uint64_t{0});
    QCOMPARE(database->records().findImport(idOf<Digest>("long.json")).error().code,
             ErrorCode::NotFound);
    QCOMPARE(f.must(database->settings().get("other")), std::optional<std::string>("done"));
    QVERIFY(f.must(database->checkIntegrity({})).isSound());
}

void ImportPauseTest::importCutOffByALockIsGoneAtTheNextOpening() {
    DatabaseFixture f;
    {
        const auto database = f.create();
        LongImport import(*database);
        import.addUntilWritten("other");
        database->close();
        QCOMPARE(import.session->add(recordNumbered(-1)).error().code, ErrorCode::Locked);
    }
    const auto before = f.must(f.factory.open(f.file, f.key, DatabaseAccess::ReadOnly));
    QVERIFY(recordsIn(*before) > 0);
    const auto database = f.must(f.factory.open(f.file, f.key, DatabaseAccess::ReadWrite));
    QCOMPARE(recordsIn(*database), std::uint64_t{0});
    QCOMPARE(f.must(database->settings().get("other")), std::optional<std::string>("done"));
}

void ImportPauseTest::waitingWriterHearsOfTheLock() {
    DatabaseFixture f;
    const auto database = f.create();
    LongImport import(*database);
    auto writing =
        std::async(std::launch::async, [&] { return database->settings().put("a", "1"); });
    // Only adding a record would let it through.
    QVERIFY(writing.wait_for(std::chrono::milliseconds(50)) == std::future_status::timeout);
    database->close();
    QCOMPARE(writing.get().error().code, ErrorCode::Locked);
}

QTEST_APPLESS_MAIN(ImportPauseTest)
#include "import_pause_test.moc"
