#include "tests/unit/sqlcipher/database_fixture.h"

#include "core/adapters/sqlcipher/connection.h"
#include "core/adapters/sqlcipher/schema.h"
#include "core/adapters/sqlcipher/search_text.h"
#include "core/adapters/sqlcipher/zstd_blob.h"
#include "core/ports/access_body.h"
#include "core/ports/record_gateway.h"

#include <QTest>

using namespace consentry;
using namespace consentry::test;
using adapters::SqlcipherDatabaseFactory;

namespace {

std::string originalOf(const std::string& name) {
    return "{\"note\":\"" + name + "\"}";
}

/// A database as version 1 of the schema left it, with something in it.
void makeVersion1(DatabaseFixture& f) {
    f.must(
        f.must(f.factory.createAtVersion(f.file, f.key, 1))->settings().put("from", "version 1"));
    const auto connection =
        f.must(adapters::Connection::open(f.file, f.key, DatabaseAccess::ReadWrite, false));
    f.must(connection->run("INSERT INTO imports VALUES(5, 'old.json', x'', 0, 2, 0, 60, '')"));
    adapters::ZstdCompressor compressor;
    for (const std::int64_t row : {7, 9}) {
        const std::string name = "old " + std::to_string(row);
        f.must(connection->run(
            "INSERT INTO records VALUES(?, ?, 'Observation', '', 3, ?, '', '', 0, NULL, NULL, '',"
            " '', '', NULL, 3, 5, x'8480808080')",
            row, idOf<RecordDigest>(name), name));
        const std::string original = originalOf(name);
        f.must(connection->run("INSERT INTO record_originals VALUES(?, ?, ?)", row,
                               static_cast<std::int64_t>(original.size()),
                               f.must(compressor.compress(bytesOf(original)))));
        f.must(connection->run("INSERT INTO record_search(rowid, tokens) VALUES(?, ?)", row,
                               adapters::indexTokens("高血压")));
    }
}

/// The details of an access, as wallets keep them.
Bytes accessOn(std::string_view chainId, consent::Basis basis, const GrantId& grant) {
    ReadRequest request;
    request.basis = basis;
    request.basisId = *Digest::from(grant.view());
    request.purpose = "TREAT";
    AccessBody body;
    body.signedRequest = encodeReadRequest(chainId, request);
    return encodeAccessBody(body);
}

} // namespace

class MigrationTest : public QObject {
    Q_OBJECT

private slots:
    void bringsVersion1UpToDateAndKeepsAVerifiedCopy();
    void readsAnOlderVersionWithoutChangingIt();
    void findsTheGrantsThatStoredAccessesName();
    void refusesALaterVersionAndLeavesItAlone();
    void leavesTheOldVersionWhereTheCopyCannotBeMade();
    void doesNotCopyWithoutNeed();
    void saysWhichCipherItUses();
};

void MigrationTest::bringsVersion1UpToDateAndKeepsAVerifiedCopy() {
    DatabaseFixture f;
    makeVersion1(f);
    {
        const auto database = f.must(f.factory.open(f.file, f.key, DatabaseAccess::ReadWrite));
        QCOMPARE(f.must(database->schemaVersion()), adapters::schemaVersionNewest);
        QCOMPARE(f.must(database->settings().get("from")), std::optional<std::string>("version 1"));
        RecordFilter filter;
        filter.search = "血压";
        QCOMPARE(f.must(database->records().page(filter, {}, 10)).records.size(), std::size_t{2});
        for (const std::string name : {"old 7", "old 9"}) {
            const auto original = database->records().original(idOf<RecordDigest>(name));
            QVERIFY2(original.has_value(), original ? "" : toString(original.error()).c_str());
            QCOMPARE(std::string(textOf(*original)), originalOf(name));
        }
        f.must(database->notes().put({0, {}, "new in version 2", {}}));
        QVERIFY(f.must(database->checkIntegrity({})).isSound());
        QCOMPARE(f.must(database->records().removeImport(ImportId(5))), std::uint64_t{2});
    }
    const auto copy = SqlcipherDatabaseFactory::migrationCopy(f.file, 1);
    const auto old = f.must(f.factory.open(copy, f.key, DatabaseAccess::ReadOnly));
    QCOMPARE(f.must(old->schemaVersion()), 1);
    QCOMPARE(f.must(old->records().count({}, 10)), std::uint64_t{2});
}

void MigrationTest::readsAnOlderVersionWithoutChangingIt() {
    DatabaseFixture f;
    makeVersion1(f);
    const std::string before = readFile(f.file);
    const auto database = f.must(f.factory.open(f.file, f.key, DatabaseAccess::ReadOnly));
    QCOMPARE(f.must(database->schemaVersion()), 1);
    QVERIFY(readFile(f.file) == before);
}

void MigrationTest::findsTheGrantsThatStoredAccessesName() {
    DatabaseFixture f;
    const PartyId patient = idOf<PartyId>("patient");
    const GrantId grant = idOf<GrantId>("grant");
    {
        const auto database = f.must(f.factory.createAtVersion(f.file, f.key, 4));
        Identity identity;
        identity.chainId = "old-chain";
        identity.party = patient;
        f.must(database->identities().add(identity));
        std::vector<LogRow> rows(4);
        for (std::uint64_t seq = 0; seq < rows.size(); ++seq) {
            rows[seq].patient = patient;
            rows[seq].seq = LogSequence(seq);
            rows[seq].blockTime = instantFromMillis(1000 + static_cast<std::int64_t>(seq));
        }
        f.must(database->logs().append(patient, rows, {4, idOf<Digest>("head"), BlockHeight(4)}));
        const auto store = [&](std::uint64_t seq, const Bytes& content) {
            f.must(database->logs().setBody(patient, LogSequence(seq), BodyState::Opened,
                                            LogVerdict::Explained, LogDetails{content, "", {}}));
        };
        store(0, accessOn("old-chain", consent::Basis::Grant, grant));
        store(1, accessOn("old-chain", consent::Basis::Emergency, grant));
        store(2, accessOn("other-chain", consent::Basis::Grant, grant));
        store(3, toBytes(bytesOf("no access")));
    }
    const auto database = f.must(f.factory.open(f.file, f.key, DatabaseAccess::ReadWrite));
    const std::vector<GrantUses> expected{{grant, 1, instantFromMillis(1000)}};
    QVERIFY(f.must(database->logs().uses(patient)) == expected);
}

void MigrationTest::refusesALaterVersionAndLeavesItAlone() {
    DatabaseFixture f;
    f.create();
    {
        const auto connection =
            f.must(adapters::Connection::open(f.file, f.key, DatabaseAccess::ReadWrite, false));
        f.must(connection->execute("PRAGMA user_version = 99"));
    }
    const std::string before = readFile(f.file);
    const auto opened = f.factory.open(f.file, f.key, DatabaseAccess::ReadWrite);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::Unsupported);
    QVERIFY(readFile(f.file) == before);
}

void MigrationTest::leavesTheOldVersionWhereTheCopyCannotBeMade() {
    DatabaseFixture f;
    makeVersion1(f);
    // A folder stands where the copy should go.
    std::filesystem::create_directories(SqlcipherDatabaseFactory::migrationCopy(f.file, 1) / "x");
    QVERIFY(!f.factory.open(f.file, f.key, DatabaseAccess::ReadWrite));
    const auto database = f.must(f.factory.open(f.file, f.key, DatabaseAccess::ReadOnly));
    QCOMPARE(f.must(database->schemaVersion()), 1);
}

void MigrationTest::doesNotCopyWithoutNeed() {
    DatabaseFixture f;
    f.create();
    f.must(f.factory.open(f.file, f.key, DatabaseAccess::ReadWrite));
    for (int version = 0; version <= adapters::schemaVersionNewest; ++version) {
        QVERIFY(!f.files.exists(SqlcipherDatabaseFactory::migrationCopy(f.file, version)));
    }
}

void MigrationTest::saysWhichCipherItUses() {
    DatabaseFixture f;
    const auto database = f.create();
    QVERIFY(f.must(database->cipherVersion()).starts_with("4."));
    QCOMPARE(f.factory.open(f.file, DatabaseKey::random(), DatabaseAccess::ReadWrite).error().code,
             ErrorCode::DamagedData);
    QCOMPARE(f.factory.create(f.file, f.key).error().code, ErrorCode::AlreadyExists);
}

QTEST_APPLESS_MAIN(MigrationTest)
#include "migration_test.moc"
