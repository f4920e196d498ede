#include "tests/unit/sqlcipher/database_fixture.h"

#include "core/adapters/sqlcipher/connection.h"
#include "core/adapters/sqlcipher/schema.h"
#include "core/adapters/sqlcipher/search_text.h"
#include "core/adapters/sqlcipher/zstd_blob.h"
#include "core/clinical/record_from_json.h"
#include "core/ports/access_body.h"
#include "core/ports/anchor_check_store.h"
#include "core/ports/record_gateway.h"
#include "core/registry/types.h"

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
    body.matched = 1;
    body.items = {{idOf<RecordDigest>("record"), "Observation", "Heron index"}};
    return encodeAccessBody(body);
}

} // namespace

class MigrationTest : public QObject {
    Q_OBJECT

private slots:
    void bringsVersion1UpToDateAndKeepsAVerifiedCopy();
    void readsAnOlderVersionWithoutChangingIt();
    void readsWhatStoredAccessesName();
    void leavesTheRecordsOfVersion9Unchecked();
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

void MigrationTest::readsWhatStoredAccessesName() {
    DatabaseFixture f;
    const PartyId patient = idOf<PartyId>("patient");
    const GrantId grant = idOf<GrantId>("grant");
    {
        const auto database = f.must(f.factory.createAtVersion(f.file, f.key, 4));
        Identity identity;
        identity.chainId = "old-chain";
        identity.party = patient;
        f.must(database->identities().add(identity));
    }
    {
        const auto connection =
            f.must(adapters::Connection::open(f.file, f.key, DatabaseAccess::ReadWrite, false));
        f.must(connection->run("INSERT INTO log_heads VALUES(1, ?, 4, ?, 4)", patient,
                               idOf<Digest>("head")));
        f.must(connection->run("INSERT INTO log_parties VALUES(1, ?)", idOf<PartyId>("hospital")));
        const auto store = [&](std::int64_t seq, std::int64_t type, const Bytes& content) {
            const std::int64_t id = (std::int64_t{1} << 40) | seq;
            f.must(connection->run("INSERT INTO log_rows VALUES(?, 1, 1, ?, ?, 0, 1, ?, 1, 1, x'')",
                                   id, 1000 + seq, type, idOf<Digest>("object")));
            f.must(connection->run("INSERT INTO log_details VALUES(?, ?)", id, content));
        };
        constexpr auto access = static_cast<std::int64_t>(registry::LogEventType::Access);
        store(0, access, accessOn("old-chain", consent::Basis::Grant, grant));
        store(1, access, accessOn("old-chain", consent::Basis::Emergency, grant));
        store(2, access, accessOn("other-chain", consent::Basis::Grant, grant));
        store(3, 1, toBytes(bytesOf("no access")));
    }
    const auto database = f.must(f.factory.open(f.file, f.key, DatabaseAccess::ReadWrite));
    const std::vector<GrantUses> expected{{grant, 1, instantFromMillis(1000)}};
    QVERIFY(f.must(database->logs().uses(patient)) == expected);
    const LogIndex index = f.must(database->logs().index(patient, {}));
    QCOMPARE(index.rows.size(), std::size_t{4});
    QVERIFY(index.grants[index.rows[0].grant] == grant && index.rows[1].grant == 0);
    QVERIFY(index.rows[0].at == instantFromMillis(1000));
    QVERIFY(index.actors[index.rows[3].actor] == idOf<PartyId>("hospital"));
    // The purpose is known where the request can be read, what was opened everywhere.
    const auto termsAt = [&index](std::size_t row) {
        std::vector<LogTerm> terms;
        for (const std::uint32_t term : index.termSets[index.rows[row].terms]) {
            terms.push_back(index.terms[term]);
        }
        std::sort(terms.begin(), terms.end());
        return terms;
    };
    const LogTerm purpose{LogTermKind::Purpose, "TREAT"};
    const LogTerm data{LogTermKind::Data, "Heron index"};
    QVERIFY(termsAt(0) == (std::vector{purpose, data}));
    QVERIFY(termsAt(2) == std::vector{data});
    QVERIFY(termsAt(3).empty());
    QCOMPARE(f.must(database->logs().termsWith("heron"))->size(), std::size_t{1});
}

/// Checks came with version 10: what was there before says of itself that nobody checked it.
void MigrationTest::leavesTheRecordsOfVersion9Unchecked() {
    DatabaseFixture f;
    const PartyId hospital = idOf<PartyId>("hospital");
    const auto record = f.must(clinical::recordFromJson(
        bytesOf(R"({"resourceType":"Observation","id":"old","code":{"text":"Glucose"}})"),
        {hospital, nullptr}));
    {
        const auto old = f.must(f.factory.createAtVersion(f.file, f.key, 9));
        const auto session = f.must(old->records().beginImport({"old.json", {}, {}}));
        f.must(session->add(record));
        f.must(session->commit("{}"));
    }
    const auto database = f.must(f.factory.open(f.file, f.key, DatabaseAccess::ReadWrite));
    QCOMPARE(f.must(database->schemaVersion()), adapters::schemaVersionNewest);
    AnchorCheckStore& checks = database->anchorChecks();
    const RecordDigest& digest = record.facts.digest;
    QVERIFY(f.must(checks.among(std::span(&digest, 1))).empty());
    QCOMPARE(f.must(checks.tally()).of(AnchorOutcome::Unchecked), 1U);
    AnchorCheck check;
    check.record = digest;
    check.outcome = AnchorOutcome::Matches;
    check.custodian = hospital;
    f.must(checks.put(std::span(&check, 1)));
    QVERIFY(f.must(checks.among(std::span(&digest, 1))).front() == check);
    QVERIFY(f.must(database->checkIntegrity({})).isSound());
    const auto copy = SqlcipherDatabaseFactory::migrationCopy(f.file, 9);
    const auto before = f.must(f.factory.open(copy, f.key, DatabaseAccess::ReadOnly));
    QCOMPARE(f.must(before->schemaVersion()), 9);
    // A vault that cannot be written stays at its version, and has nothing to tell of checks.
    QVERIFY(!before->anchorChecks().among(std::span(&digest, 1)).has_value());
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
