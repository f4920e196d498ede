// Originals lie together in compressed blocks; each is still its own.
#include "tests/unit/sqlcipher/database_fixture.h"

#include "core/adapters/sqlcipher/connection.h"
#include "core/adapters/sqlcipher/original_blocks.h"

#include <QTest>

#include <numeric>
#include <random>

using namespace consentry;
using namespace consentry::test;
using adapters::OriginalBlockWriter;

namespace {

constexpr std::size_t blockBytes = OriginalBlockWriter::blockBytes;

/// Text like a resource, different for each number. It does not compress to nothing.
std::string originalNumbered(int number, std::size_t size) {
    std::mt19937 random(static_cast<unsigned>(number));
    std::string text = R"({"resourceType":"Observation","id":")" + std::to_string(number) + "\",";
    while (text.size() < size) {
        text += static_cast<char>('a' + random() % 26);
    }
    return text + '}';
}

clinical::Record recordNumbered(int number, std::size_t size) {
    clinical::Record record;
    record.facts.resourceType = "Observation";
    record.facts.digest = idOf<RecordDigest>(std::to_string(number));
    record.facts.codeGroups = {{{"http://loinc.org", "2339-0"}}};
    record.original = toBytes(bytesOf(originalNumbered(number, size)));
    return record;
}

RecordDigest digestNumbered(int number) {
    return idOf<RecordDigest>(std::to_string(number));
}

bool holds(VaultDatabase& database, int number, std::size_t size) {
    const auto original = database.records().original(digestNumbered(number));
    return original && textOf(*original) == originalNumbered(number, size);
}

std::unique_ptr<ImportSession> begin(VaultDatabase& database, const std::string& file) {
    return DatabaseFixture::must(
        database.records().beginImport({file, idOf<Digest>(file), instantFromMillis(7)}));
}

void add(VaultDatabase& database, const std::string& file, const std::vector<int>& numbers,
         std::size_t size) {
    const auto import = begin(database, file);
    for (const int number : numbers) {
        DatabaseFixture::must(import->add(recordNumbered(number, size)));
    }
    DatabaseFixture::must(import->commit("{}"));
}

/// What a look into the closed database finds.
class Inside {
public:
    explicit Inside(DatabaseFixture& f)
        : m_connection(DatabaseFixture::must(
              adapters::Connection::open(f.file, f.key, DatabaseAccess::ReadWrite, false))) {}

    std::int64_t number(const char* sql) {
        auto select = DatabaseFixture::must(m_connection->prepare(sql));
        DatabaseFixture::must(select.step());
        return select.integer(0);
    }
    /// Every block, unpacked, one behind the other.
    std::string everything() {
        std::string all;
        auto select = DatabaseFixture::must(m_connection->prepare("SELECT size, compressed FROM"
                                                                  " original_blocks ORDER BY id"));
        while (DatabaseFixture::must(select.step())) {
            all += textOf(DatabaseFixture::must(adapters::zstdDecompress(
                select.blob(1), static_cast<std::size_t>(select.integer(0)))));
        }
        return all;
    }
    void run(const char* sql) { DatabaseFixture::must(m_connection->execute(sql)); }

private:
    std::unique_ptr<adapters::Connection> m_connection;
};

std::int64_t blocksIn(DatabaseFixture& f) {
    return Inside(f).number("SELECT count(*) FROM original_blocks");
}

} // namespace

class OriginalBlocksTest : public QObject {
    Q_OBJECT

private slots:
    void smallOnesShareBlocks();
    void aLargeOneHasABlockToItself();
    void duplicatesLeaveNoTrace();
    void whatWasAddedCanBeReadBeforeTheCommit();
    void anErasedOriginalIsGoneAndItsNeighboursStay();
    void blocksGoWithTheirImport();
    void wrongPlacesAreDamage();
    void theCommitLeavesTheCopyingToTheNextWriter();
};

void OriginalBlocksTest::smallOnesShareBlocks() {
    DatabaseFixture f;
    constexpr int count = 200;
    constexpr std::size_t size = 1000;
    std::vector<int> numbers(count);
    std::iota(numbers.begin(), numbers.end(), 0);
    add(*f.create(), "a", numbers, size);
    const auto blocks = blocksIn(f);
    QVERIFY2(blocks > 3 && blocks <= static_cast<std::int64_t>(count * size / blockBytes + 1),
             std::to_string(blocks).c_str());
    const auto database = f.must(f.factory.open(f.file, f.key, DatabaseAccess::ReadOnly));
    for (const int number : numbers) {
        QVERIFY(holds(*database, number, size));
    }
}

void OriginalBlocksTest::aLargeOneHasABlockToItself() {
    DatabaseFixture f;
    {
        const auto database = f.create();
        const auto import = begin(*database, "a");
        f.must(import->add(recordNumbered(0, 100)));
        f.must(import->add(recordNumbered(1, 3 * blockBytes)));
        f.must(import->add(recordNumbered(2, 100)));
        f.must(import->commit("{}"));
        QVERIFY(holds(*database, 0, 100));
        QVERIFY(holds(*database, 1, 3 * blockBytes));
        QVERIFY(holds(*database, 2, 100));
    }
    QCOMPARE(blocksIn(f), 3);
    QVERIFY(Inside(f).number("SELECT max(size) FROM original_blocks") <=
            static_cast<std::int64_t>(3 * blockBytes + 1));
}

void OriginalBlocksTest::duplicatesLeaveNoTrace() {
    DatabaseFixture f;
    {
        const auto database = f.create();
        add(*database, "a", {1, 2, 2, 1, 3}, 100);
        add(*database, "b", {1, 2, 3}, 100);
        for (const int number : {1, 2, 3}) {
            QVERIFY(holds(*database, number, 100));
        }
    }
    QCOMPARE(Inside(f).everything(),
             originalNumbered(1, 100) + originalNumbered(2, 100) + originalNumbered(3, 100));
}

void OriginalBlocksTest::whatWasAddedCanBeReadBeforeTheCommit() {
    DatabaseFixture f;
    const auto database = f.create();
    {
        const auto import = begin(*database, "a");
        for (int number = 0; number < 5; ++number) {
            f.must(import->add(recordNumbered(number, 100)));
            QVERIFY(holds(*database, number, 100));
        }
    }
    QVERIFY(!holds(*database, 0, 100)); // the import was given up
    add(*database, "b", {0, 1}, 100);
    QVERIFY(holds(*database, 0, 100) && holds(*database, 1, 100));
}

void OriginalBlocksTest::anErasedOriginalIsGoneAndItsNeighboursStay() {
    DatabaseFixture f;
    {
        const auto database = f.create();
        add(*database, "a", {1, 2, 3}, 100);
        f.must(database->records().erase(digestNumbered(2)));
        QVERIFY(holds(*database, 1, 100) && holds(*database, 3, 100));
        QCOMPARE(database->records().original(digestNumbered(2)).error().code, ErrorCode::NotFound);
    }
    QVERIFY(Inside(f).everything().find(originalNumbered(2, 100).substr(40)) == std::string::npos);
    {
        const auto database = f.must(f.factory.open(f.file, f.key, DatabaseAccess::ReadWrite));
        f.must(database->records().erase(digestNumbered(1)));
        f.must(database->records().erase(digestNumbered(3)));
        QVERIFY(f.must(database->checkIntegrity({})).isSound());
    }
    QCOMPARE(blocksIn(f), 0);
}

void OriginalBlocksTest::blocksGoWithTheirImport() {
    DatabaseFixture f;
    {
        const auto database = f.create();
        add(*database, "a", {1, 2}, 100);
        add(*database, "b", {3}, 100);
        const auto import = f.must(database->records().findImport(idOf<Digest>("a")));
        QCOMPARE(f.must(database->records().removeImport(import.id)), std::uint64_t{2});
        QVERIFY(holds(*database, 3, 100));
    }
    QCOMPARE(Inside(f).everything(), originalNumbered(3, 100));
}

void OriginalBlocksTest::wrongPlacesAreDamage() {
    DatabaseFixture f;
    add(*f.create(), "a", {1}, 100);
    const auto meets = [&] {
        const auto database = f.must(f.factory.open(f.file, f.key, DatabaseAccess::ReadOnly));
        return database->records().original(digestNumbered(1)).error().code;
    };
    for (const char* change :
         {"UPDATE records SET block_offset = 1", "UPDATE records SET block_offset = -1",
          "UPDATE records SET block_offset = 9223372036854775807",
          "UPDATE records SET block_offset = 0, original_size = 100000",
          "UPDATE records SET original_size = -5", "UPDATE original_blocks SET size = 7",
          "UPDATE original_blocks SET size = -7",
          "UPDATE original_blocks SET size = 1000000000000"}) {
        Inside(f).run(change);
        QCOMPARE(meets(), ErrorCode::DamagedData);
    }
    Inside(f).run("UPDATE records SET original_size = 1, block = 77");
    QCOMPARE(meets(), ErrorCode::DamagedData);
}

void OriginalBlocksTest::theCommitLeavesTheCopyingToTheNextWriter() {
    DatabaseFixture f;
    const auto database = f.create();
    constexpr std::size_t size = 250'000; // half as much once compressed
    constexpr std::uintmax_t written = 16U << 20U;
    std::vector<int> numbers(200);
    std::iota(numbers.begin(), numbers.end(), 0);
    add(*database, "a", numbers, size);
    QVERIFY(std::filesystem::file_size(f.file.string() + "-wal") > written);
    QVERIFY(std::filesystem::file_size(f.file) < written);
    QVERIFY(holds(*database, 199, size));
    f.must(database->settings().put("next", "writer"));
    QVERIFY(std::filesystem::file_size(f.file) > written);
    QVERIFY(holds(*database, 0, size));
}

QTEST_APPLESS_MAIN(OriginalBlocksTest)
#include "original_blocks_test.moc"
