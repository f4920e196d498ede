// What the database's bytes hold, and giving unused room back to the disk.
#include "tests/unit/sqlcipher/database_fixture.h"

#include <QTest>

#include <csignal>
#include <fstream>
#include <random>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace consentry;
using namespace consentry::test;

namespace {

constexpr int records = 60;

std::string originalNumbered(int number, std::size_t bytes = 40'000) {
    std::mt19937 random(static_cast<unsigned>(number));
    std::string text;
    while (text.size() < bytes) {
        text += static_cast<char>('!' + random() % 90);
    }
    return text;
}

StoredImport importFile(VaultDatabase& database, const std::string& file, int first,
                        int count = records, std::size_t bytes = 40'000) {
    const auto session = DatabaseFixture::must(
        database.records().beginImport({file, idOf<Digest>(file), instantFromMillis(7)}));
    for (int number = first; number < first + count; ++number) {
        clinical::Record record;
        record.facts.resourceType = "Observation";
        record.facts.digest = idOf<RecordDigest>(std::to_string(number));
        record.searchText = "heron " + std::to_string(number);
        record.original = toBytes(bytesOf(originalNumbered(number, bytes)));
        DatabaseFixture::must(session->add(record));
    }
    return DatabaseFixture::must(session->commit("{}"));
}

std::uint64_t found(VaultDatabase& database, const std::string& words) {
    RecordFilter filter;
    filter.search = words;
    return DatabaseFixture::must(database.records().count(filter, 1000));
}

/// Half of what was imported is gone again.
std::unique_ptr<VaultDatabase> halfEmpty(DatabaseFixture& f) {
    auto database = f.create();
    const StoredImport first = importFile(*database, "first.json", 0);
    importFile(*database, "second.json", records);
    DatabaseFixture::must(database->records().removeImport(first.id));
    return database;
}

} // namespace

class CompactTest : public QObject {
    Q_OBJECT
private slots:
    void sizesSayWhatTheBytesHold();
    void compactingGivesUnusedRoomBack();
    void cancelledItLeavesEverything();
    void aReadOnlyConnectionCanNotCompact();
    void onAFullDiskEverythingIsAsBefore();
    void damageIsFoundAndNothingIsLost();
};

void CompactTest::sizesSayWhatTheBytesHold() {
    DatabaseFixture f;
    auto database = f.create();
    const StorageSizes empty = f.must(database->sizes());
    QCOMPARE(empty.originals, std::uint64_t{0});
    QCOMPARE(empty.logDetails, std::uint64_t{0});
    QVERIFY(empty.others > 0);
    importFile(*database, "first.json", 0);
    const StorageSizes full = f.must(database->sizes());
    // Random letters do not compress by half.
    QVERIFY(full.originals > records * 20'000 && full.originals < records * 40'000);
    QVERIFY(full.search > empty.search);
    QVERIFY(full.total() % 4096 == 0);
    database->close();
    QCOMPARE(f.must(f.files.sizeOf(f.file)), full.total());
}

void CompactTest::compactingGivesUnusedRoomBack() {
    DatabaseFixture f;
    auto database = halfEmpty(f);
    const StorageSizes before = f.must(database->sizes());
    QVERIFY(before.unused > records * 20'000);
    f.must(database->compact({}));
    const StorageSizes after = f.must(database->sizes());
    QCOMPARE(after.unused, std::uint64_t{0});
    QCOMPARE(after.originals, before.originals);
    QVERIFY(after.total() + before.unused / 2 < before.total());
    QCOMPARE(f.must(f.files.sizeOf(f.file)), after.total());
    QVERIFY(f.must(database->checkIntegrity({})).isSound());
    QCOMPARE(found(*database, "heron"), std::uint64_t{records});
    QCOMPARE(found(*database, std::to_string(records + 3)), std::uint64_t{1});
    const auto original =
        f.must(database->records().original(idOf<RecordDigest>(std::to_string(records))));
    QCOMPARE(std::string(textOf(original)), originalNumbered(records));
}

void CompactTest::cancelledItLeavesEverything() {
    DatabaseFixture f;
    auto database = halfEmpty(f);
    // So many that it is asked on the way whether to stop.
    importFile(*database, "many.json", 1000, 6000, 10);
    const StorageSizes before = f.must(database->sizes());
    std::stop_source stop;
    JobControl control;
    control.stop = stop.get_token();
    control.onProgress = [&stop](const Progress&) { stop.request_stop(); };
    const auto compacted = database->compact(control);
    QVERIFY(!compacted);
    QCOMPARE(compacted.error().code, ErrorCode::Cancelled);
    const auto again = database->compact(control);
    QVERIFY(!again);
    QCOMPARE(again.error().code, ErrorCode::Cancelled);
    QCOMPARE(f.must(database->sizes()).total(), before.total());
    QVERIFY(f.must(database->checkIntegrity({})).isSound());
    QCOMPARE(found(*database, "6999"), std::uint64_t{1});
    f.must(database->compact({}));
}

void CompactTest::aReadOnlyConnectionCanNotCompact() {
    DatabaseFixture f;
    auto database = halfEmpty(f);
    const auto reader = f.must(f.factory.open(f.file, f.key, DatabaseAccess::ReadOnly));
    QVERIFY(f.must(reader->sizes()).unused > 0);
    const auto compacted = reader->compact({});
    QVERIFY(!compacted);
    QCOMPARE(compacted.error().code, ErrorCode::ReadOnly);
}

void CompactTest::onAFullDiskEverythingIsAsBefore() {
    DatabaseFixture f;
    halfEmpty(f)->close();
    const pid_t child = fork();
    if (child == 0) {
        // Less than what is still needed, so that writing it anew ends half-way.
        const auto database = f.must(f.factory.open(f.file, f.key, DatabaseAccess::ReadWrite));
        signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{1024 * 1024, 1024 * 1024};
        setrlimit(RLIMIT_FSIZE, &limit);
        const auto compacted = database->compact({});
        const bool isTold = !compacted && compacted.error().code == ErrorCode::DiskFull;
        _exit(isTold && !database->hasMetDamage() ? 0 : 1);
    }
    int status = 0;
    QCOMPARE(waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    const auto database = f.must(f.factory.open(f.file, f.key, DatabaseAccess::ReadWrite));
    QVERIFY(f.must(database->sizes()).unused > records * 20'000);
    QVERIFY(f.must(database->checkIntegrity({})).isSound());
    QCOMPARE(found(*database, "heron"), std::uint64_t{records});
    f.must(database->compact({}));
}

void CompactTest::damageIsFoundAndNothingIsLost() {
    DatabaseFixture f;
    halfEmpty(f)->close();
    {
        std::fstream file(f.file, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(static_cast<std::streamoff>(f.must(f.files.sizeOf(f.file)) / 4 * 3));
        file.write("not as it was", 13);
    }
    const auto database = f.must(f.factory.open(f.file, f.key, DatabaseAccess::ReadWrite));
    const StorageSizes before = f.must(database->sizes());
    const auto compacted = database->compact({});
    QVERIFY(!compacted);
    QCOMPARE(compacted.error().code, ErrorCode::DamagedData);
    QCOMPARE(f.must(database->sizes()).total(), before.total());
    QCOMPARE(found(*database, "heron"), std::uint64_t{records});
}

QTEST_APPLESS_MAIN(CompactTest)
#include "compact_test.moc"
