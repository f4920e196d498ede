#include "tests/unit/sqlcipher/database_fixture.h"

#include "core/adapters/sqlcipher/connection.h"

#include <QTest>

#include <set>

using namespace consentry;
using namespace consentry::test;
using clinical::Facet;

namespace {

clinical::Record observation(const std::string& name, std::string_view when,
                             const std::string& text) {
    clinical::Record record;
    record.facts.resourceType = "Observation";
    record.facts.id = name;
    record.facts.digest = idOf<RecordDigest>(name);
    record.facts.codeGroups = {{{"http://loinc.org", "2339-0"}, {"urn:local", "GLU"}},
                               {{"http://loinc.org", "8480-6"}}};
    record.facts.categories = {{"urn:category", "laboratory"}};
    record.facts.securityLabels = {{"urn:security", "R"}};
    record.facts.mentionedCodes = {{"urn:local", "REASON"}, {"urn:security", "R"}};
    record.facts.confidentiality = clinical::Confidentiality::Restricted;
    if (!when.empty()) {
        const Instant begin = *parseRfc3339(when);
        record.facts.clinicalTime = clinical::TimeSpan{begin, begin + std::chrono::hours(24)};
    }
    record.facet = Facet::Laboratory;
    record.title = name;
    record.valueText = "6.80 mmol/L";
    record.interpretation = "H";
    record.whenText = when;
    record.performer = "City Hospital";
    record.patientReference = "Patient/1";
    record.searchText = text;
    record.original = toBytes(bytesOf("{\"id\": \"" + name + "\", \"valueQuantity\": 6.80}"));
    return record;
}

void add(VaultDatabase& database, const std::vector<clinical::Record>& records,
         const std::string& file = "file.json") {
    const auto import = DatabaseFixture::must(
        database.records().beginImport({file, idOf<Digest>(file), instantFromMillis(7)}));
    for (const auto& record : records) {
        DatabaseFixture::must(import->add(record));
    }
    DatabaseFixture::must(import->commit("{\"read\":1}"));
}

std::set<std::string> titles(RecordStore& store, const RecordFilter& filter) {
    std::set<std::string> found;
    for (const auto& record : DatabaseFixture::must(store.page(filter, {}, 100)).records) {
        found.insert(record.title);
    }
    return found;
}

RecordFilter searching(std::string text) {
    RecordFilter filter;
    filter.search = std::move(text);
    return filter;
}

} // namespace

class RecordStoreTest : public QObject {
    Q_OBJECT

private slots:
    void givesBackWholeRecords();
    void keepsThatARecordMentionsMore();
    void aRecordWithoutItsMentionsIsTouchedByAll();
    void countsDuplicatesInsteadOfStoringThem();
    void findsWordsInBothLanguages();
    void filtersByEveryField();
    void pagesWithoutGapsOrRepeats();
    void forgetsErasedRecordsInTheIndexToo();
    void removesWhatAnImportAdded();
    void keepsImportsWithTheirReports();
    void refusesTwoImportsAtOnce();
    void storesNothingReadable();
    void marksStayWithTheirRecord();
};

void RecordStoreTest::marksStayWithTheirRecord() {
    DatabaseFixture f;
    const auto database = f.create();
    RecordStore& store = database->records();
    const auto one = observation("one", "2024-05-01T00:00:00Z", "a");
    add(*database, {one, observation("two", "2024-05-02T00:00:00Z", "b")});
    f.must(store.setOwnLabels(one.facts.digest, {"PRS", "HIV"}));
    QCOMPARE(f.must(store.find(one.facts.digest)).ownLabels, std::string("PRS HIV"));
    RecordFilter marked;
    marked.isMarked = true;
    QCOMPARE(titles(store, marked), std::set<std::string>{"one"});
    // What the source says of it stays as it was, and so does what rules look at.
    QVERIFY(f.must(store.load(one.facts.digest)).facts == one.facts);
    for (const std::string& wrong :
         {std::string(), std::string("hiv"), std::string("A B"), std::string(17, 'A')}) {
        QCOMPARE(store.setOwnLabels(one.facts.digest, {wrong}).error().code,
                 ErrorCode::InvalidArgument);
    }
    QCOMPARE(store.setOwnLabels(idOf<RecordDigest>("none"), {"PRS"}).error().code,
             ErrorCode::NotFound);
    QCOMPARE(f.must(store.find(one.facts.digest)).ownLabels, std::string("PRS HIV"));
    // A correction of an own record keeps them.
    auto own = observation("own", "2024-05-03T00:00:00Z", "c");
    auto next = observation("next", "2024-05-03T00:00:00Z", "d");
    f.must(store.putOwn(own, instantFromMillis(1), {}));
    f.must(store.setOwnLabels(own.facts.digest, {"SUD"}));
    f.must(store.putOwn(next, instantFromMillis(2), own.facts.digest));
    QCOMPARE(f.must(store.find(next.facts.digest)).ownLabels, std::string("SUD"));
    f.must(store.setOwnLabels(one.facts.digest, {}));
    QCOMPARE(titles(store, marked), std::set<std::string>{"next"});
}

void RecordStoreTest::givesBackWholeRecords() {
    DatabaseFixture f;
    const auto database = f.create();
    const auto stored = observation("a", "2024-05-01T00:00:00Z", "glucose");
    add(*database, {stored, observation("undated", "", "")});
    const auto loaded = f.must(database->records().load(stored.facts.digest));
    QVERIFY(loaded.facts == stored.facts);
    QVERIFY(loaded.facet == stored.facet);
    QCOMPARE(loaded.title, stored.title);
    QCOMPARE(loaded.valueText, stored.valueText);
    QCOMPARE(loaded.interpretation, stored.interpretation);
    QCOMPARE(loaded.whenText, stored.whenText);
    QCOMPARE(loaded.performer, stored.performer);
    QCOMPARE(loaded.patientReference, stored.patientReference);
    QVERIFY(loaded.original == stored.original);
    QVERIFY(!f.must(database->records().load(idOf<RecordDigest>("undated"))).facts.clinicalTime);
    QCOMPARE(database->records().load(idOf<RecordDigest>("none")).error().code,
             ErrorCode::NotFound);
    std::size_t visited = 0;
    f.must(database->records().visitFacts({}, [&](RecordRow, const clinical::RecordFacts& facts) {
        visited += facts.codeGroups == stored.facts.codeGroups &&
                           facts.mentionedCodes == stored.facts.mentionedCodes
                       ? 1U
                       : 0U;
        return true;
    }));
    QCOMPARE(visited, std::size_t{2});
}

void RecordStoreTest::keepsThatARecordMentionsMore() {
    DatabaseFixture f;
    const auto database = f.create();
    auto stored = observation("a", "", "");
    stored.facts.mentionsMore = true;
    add(*database, {stored});
    QVERIFY(f.must(database->records().load(stored.facts.digest)).facts == stored.facts);
    f.must(database->records().erase(stored.facts.digest));
    QVERIFY(f.must(database->checkIntegrity({})).isSound());
}

void RecordStoreTest::aRecordWithoutItsMentionsIsTouchedByAll() {
    DatabaseFixture f;
    const auto stored = observation("a", "", "");
    add(*f.create(), {stored});
    const auto writeCodes = [&](const char* cbor) {
        const auto connection =
            f.must(adapters::Connection::open(f.file, f.key, DatabaseAccess::ReadWrite, false));
        f.must(connection->execute(
            (std::string("UPDATE records SET codes = x'") + cbor + "'").c_str()));
    };
    const auto load = [&] {
        const auto database = f.must(f.factory.open(f.file, f.key, DatabaseAccess::ReadWrite));
        return database->records().load(stored.facts.digest);
    };
    writeCodes("83808080"); // [[], [], []], as it was before mentions were kept
    QVERIFY(f.must(load()).facts.mentionsMore);
    writeCodes("8480808080");
    QCOMPARE(load().error().code, ErrorCode::DamagedData);
}

void RecordStoreTest::countsDuplicatesInsteadOfStoringThem() {
    DatabaseFixture f;
    const auto database = f.create();
    const auto record = observation("a", "", "");
    add(*database, {record, record}, "first");
    add(*database, {record, observation("b", "", "")}, "second");
    QCOMPARE(f.must(database->records().count({}, 100)), std::uint64_t{2});
    const auto imports = f.must(database->records().imports(10));
    QCOMPARE(imports[0].counts.added, std::uint64_t{1});
    QCOMPARE(imports[0].counts.duplicates, std::uint64_t{1});
    QCOMPARE(imports[1].counts.duplicates, std::uint64_t{1});
}

void RecordStoreTest::findsWordsInBothLanguages() {
    DatabaseFixture f;
    const auto database = f.create();
    add(*database, {observation("sugar", "", "空腹血糖升高 Glucose [Mass/volume] 2339-0"),
                    observation("pressure", "", "原发性高血压 Essential hypertension"),
                    observation("blood", "", "血常规 Hämoglobin"), observation("other", "", "糖")});
    RecordStore& store = database->records();
    using Names = std::set<std::string>;
    QCOMPARE(titles(store, searching("血糖")), Names({"sugar"}));
    QCOMPARE(titles(store, searching("高血压")), Names({"pressure"}));
    QCOMPARE(titles(store, searching("血")), Names({"blood", "pressure", "sugar"}));
    QCOMPARE(titles(store, searching("糖")), Names({"other", "sugar"}));
    QCOMPARE(titles(store, searching("GLUC")), Names({"sugar"}));
    QCOMPARE(titles(store, searching("gluc 血糖 2339-0")), Names({"sugar"}));
    QCOMPARE(titles(store, searching("hamoglobin")), Names({"blood"}));
    QCOMPARE(titles(store, searching("gluc hyper")), Names());
    QCOMPARE(titles(store, searching("压血")), Names());
}

void RecordStoreTest::filtersByEveryField() {
    DatabaseFixture f;
    const auto database = f.create();
    auto old = observation("old", "2020-01-01T00:00:00Z", "x");
    auto recent = observation("recent", "2024-01-01T00:00:00Z", "x");
    recent.facet = Facet::Medication;
    recent.facts.custodian = idOf<PartyId>("hospital");
    recent.facts.codeGroups = {{{"http://loinc.org", "1-1"}}};
    recent.patientReference = "Patient/2";
    add(*database, {old, recent, observation("undated", "", "x")});
    RecordStore& store = database->records();
    using Names = std::set<std::string>;
    RecordFilter filter;
    filter.facets = {Facet::Medication, Facet::Device};
    QCOMPARE(titles(store, filter), Names({"recent"}));
    filter = {};
    filter.code = clinical::Code{"urn:local", "GLU"};
    QCOMPARE(titles(store, filter), Names({"old", "undated"}));
    filter.code = clinical::Code{"urn:local", "REASON"}; // mentioned, not what it is about
    QCOMPARE(titles(store, filter), Names());
    filter = {};
    filter.custodian = idOf<PartyId>("hospital");
    QCOMPARE(titles(store, filter), Names({"recent"}));
    filter.custodian = PartyId();
    QCOMPARE(titles(store, filter), Names({"old", "undated"}));
    filter = {};
    filter.from = parseRfc3339("2020-01-01T00:00:00Z").value();
    QCOMPARE(titles(store, filter), Names({"old", "recent"}));
    filter.until = parseRfc3339("2024-01-01T00:00:00Z").value();
    QCOMPARE(titles(store, filter), Names({"old"}));
    filter = {};
    filter.names = {{"Observation", "old"}, {"", "recent"}, {"Condition", "undated"}};
    QCOMPARE(titles(store, filter), Names({"old", "recent"}));
    filter.custodian = PartyId(); // all that are set must hold
    QCOMPARE(titles(store, filter), Names({"old"}));
    filter = {};
    filter.patientReference = "Patient/2";
    filter.search = "x";
    QCOMPARE(titles(store, filter), Names({"recent"}));
    QCOMPARE(f.must(store.count({}, 2)), std::uint64_t{2});
}

void RecordStoreTest::pagesWithoutGapsOrRepeats() {
    DatabaseFixture f;
    const auto database = f.create();
    std::vector<clinical::Record> records;
    for (int i = 0; i < 57; ++i) {
        // Many at the same moment, some without any.
        const bool dated = i % 5 != 0;
        const std::string day = "2024-01-0" + std::to_string(i % 3 + 1) + "T00:00:00Z";
        records.push_back(observation("r" + std::to_string(i), dated ? day : "", ""));
    }
    add(*database, records);
    std::vector<RecordSummary> all;
    std::optional<RecordCursor> cursor;
    int pages = 0;
    do {
        const RecordPage page = f.must(database->records().page({}, cursor, 10));
        all.insert(all.end(), page.records.begin(), page.records.end());
        cursor = page.next;
        ++pages;
    } while (cursor);
    QCOMPARE(pages, 6);
    QCOMPARE(all.size(), std::size_t{57});
    std::set<std::string> distinct;
    for (std::size_t i = 0; i < all.size(); ++i) {
        distinct.insert(all[i].title);
        if (i > 0 && all[i].when) {
            QVERIFY(all[i - 1].when && all[i - 1].when->begin >= all[i].when->begin);
        }
    }
    QCOMPARE(distinct.size(), std::size_t{57});
}

void RecordStoreTest::forgetsErasedRecordsInTheIndexToo() {
    DatabaseFixture f;
    const auto database = f.create();
    add(*database, {observation("a", "", "glucose"), observation("b", "", "glucose")});
    f.must(database->records().erase(idOf<RecordDigest>("a")));
    QCOMPARE(titles(database->records(), searching("glucose")), std::set<std::string>({"b"}));
    QVERIFY(!f.must(database->records().contains(idOf<RecordDigest>("a"))));
    QVERIFY(f.must(database->checkIntegrity({})).isSound());
    add(*database, {observation("a", "", "glucose")});
    QCOMPARE(titles(database->records(), searching("glucose")), std::set<std::string>({"a", "b"}));
}

void RecordStoreTest::removesWhatAnImportAdded() {
    DatabaseFixture f;
    const auto database = f.create();
    add(*database, {observation("a", "", "x")}, "first");
    add(*database, {observation("b", "", "x"), observation("c", "", "x")}, "second");
    const auto second = f.must(database->records().findImport(idOf<Digest>("second")));
    QCOMPARE(f.must(database->records().removeImport(second.id)), std::uint64_t{2});
    QCOMPARE(titles(database->records(), {}), std::set<std::string>({"a"}));
    QCOMPARE(database->records().findImport(idOf<Digest>("second")).error().code,
             ErrorCode::NotFound);
}

void RecordStoreTest::keepsImportsWithTheirReports() {
    DatabaseFixture f;
    const auto database = f.create();
    add(*database, {observation("a", "", "")}, "数据.json");
    const auto import = f.must(database->records().findImport(idOf<Digest>("数据.json")));
    QCOMPARE(import.source.fileName, std::string("数据.json"));
    QCOMPARE(import.report, std::string("{\"read\":1}"));
    QVERIFY(import.source.startedAt == instantFromMillis(7));
}

void RecordStoreTest::refusesTwoImportsAtOnce() {
    DatabaseFixture f;
    const auto database = f.create();
    auto first = f.must(database->records().beginImport({"1", {}, {}}));
    QCOMPARE(database->records().beginImport({"2", {}, {}}).error().code,
             ErrorCode::InvalidArgument);
    first.reset();
    f.must(database->records().beginImport({"2", {}, {}}));
}

void RecordStoreTest::storesNothingReadable() {
    DatabaseFixture f;
    const auto database = f.create();
    add(*database, {observation("plaintext-marker", "", "plaintext-marker")});
    for (const auto& entry : std::filesystem::directory_iterator(f.temporary.path())) {
        QVERIFY(readFile(entry.path()).find("plaintext-marker") == std::string::npos);
    }
    database->close();
    QVERIFY(readFile(f.file).find("plaintext-marker") == std::string::npos);
    QCOMPARE(f.must(f.factory.open(f.file, f.key, DatabaseAccess::ReadOnly))
                 ->records()
                 .count({}, 9)
                 .value(),
             std::uint64_t{1});
}

QTEST_APPLESS_MAIN(RecordStoreTest)
#include "record_store_test.moc"
