#include "tests/unit/import/import_fakes.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::import;

namespace {

struct Outcome {
    ImportReport report;
    test::CollectingSink sink;
};

Outcome importText(std::string_view text, std::size_t drop = SIZE_MAX) {
    Outcome outcome;
    test::DrippingSource source(text, drop);
    auto report = importFhir(source, outcome.sink, {});
    if (report) {
        outcome.report = *report;
    } else {
        qWarning("%s", toString(report.error()).c_str());
    }
    return outcome;
}

const std::string patient =
    R"({"resourceType":"Patient","id":"1","name":[{"text":"王小明"}],"gender":"male"})";
const std::string observation =
    R"({"resourceType":"Observation","id":"o1","code":{"text":"x"},"valueInteger":5})";

std::string bundle(std::string_view entries, std::string_view type = "collection") {
    return "{\"resourceType\":\"Bundle\",\"type\":\"" + std::string(type) + "\",\"entry\":[" +
           std::string(entries) + "]}";
}

std::string entry(std::string_view resource, std::string_view fullUrl = "urn:uuid:x") {
    return "{\"fullUrl\":\"" + std::string(fullUrl) + "\",\"resource\":" + std::string(resource) +
           "}";
}

std::vector<std::string> refusals(const ImportReport& report) {
    std::vector<std::string> texts;
    for (const ImportRefusal& refusal : report.refusals) {
        texts.push_back(std::string(reasonName(refusal.reason)) + " " +
                        std::to_string(refusal.item) + " @" + std::to_string(refusal.byteOffset));
    }
    return texts;
}

} // namespace

class FhirImporterTest : public QObject {
    Q_OBJECT
private slots:
    void knowsFormatsByContent_data();
    void knowsFormatsByContent();
    void refusesFilesAsAWhole_data();
    void refusesFilesAsAWhole();
    void takesTheGoodEntriesAndReportsTheBad();
    void takesTheGoodLinesAndReportsTheBad();
    void seesADamagedFirstLine();
    void findsEntriesWhereverTheyStand();
    void doesNotMindWhereChunksEnd();
    void resolvesReferencesForwardAndBackward();
    void namesTheHospitalOfTheVisit();
    void leavesConditionalReferencesAsWritten();
    void opensBundlesInBundlesToALimit();
    void countsDuplicates();
    void countsEntriesWithoutResource();
    void givesTheCustodianToEveryRecord();
    void stopsWhenCancelledAndReportsProgress();
    void passesOnWhatTheSinkSays();
    void hasASentenceForEveryReason();
    void writesItsReportAsJson();
};

#ifndef Q_MOC_RUN // it stumbles over raw strings inside of macros

void FhirImporterTest::knowsFormatsByContent_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("format");
    QTest::addColumn<int>("added");
    const auto row = [](const char* name, const std::string& text, ImportFormat format, int added) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << int(format) << added;
    };
    using F = ImportFormat;
    row("resource", patient, F::SingleResource, 1);
    row("resource with mark and space", "\xEF\xBB\xBF \r\n" + patient + "\n\n", F::SingleResource,
        1);
    row("bundle", bundle(entry(patient) + " , " + entry(observation)), F::Bundle, 2);
    row("bundle with mark", "\xEF\xBB\xBF" + bundle(entry(patient)), F::Bundle, 1);
    row("transaction", bundle(entry(patient), "transaction"), F::Bundle, 1);
    row("lines", patient + "\n" + observation + "\n", F::Ndjson, 2);
    row("lines without last break", patient + "\r\n\r\n" + observation, F::Ndjson, 2);
    row("lines of bundles", bundle(entry(patient)) + "\n" + bundle(entry(observation)), F::Ndjson,
        2);
    row("list has entries too",
        R"({"resourceType":"List","entry":[{"item":{"reference":"Patient/1"}}]})",
        F::SingleResource, 1);
}

void FhirImporterTest::knowsFormatsByContent() {
    QFETCH(QByteArray, text);
    QFETCH(int, format);
    QFETCH(int, added);
    const Outcome outcome = importText(text.toStdString());
    QCOMPARE(refusals(outcome.report), std::vector<std::string>());
    QCOMPARE(int(outcome.report.format), format);
    QCOMPARE(int(outcome.report.added), added);
    QCOMPARE(int(outcome.report.bytes), int(text.size()));
}

void FhirImporterTest::refusesFilesAsAWhole_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("reason");
    const auto row = [](const char* name, const std::string& text, ImportReason reason) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << int(reason);
    };
    using R = ImportReason;
    row("empty", "", R::EmptyFile);
    row("mark only", "\xEF\xBB\xBF", R::EmptyFile);
    row("space only", "  \n\n ", R::EmptyFile);
    row("xml", "<?xml version=\"1.0\"?><Patient xmlns=\"http://hl7.org/fhir\"/>", R::Xml);
    row("utf-16", std::string("\xFF\xFE{\0}\0", 6), R::NotUtf8);
    row("hl7 v2", "MSH|^~\\&|LAB|", R::NotJson);
    row("array", "[" + patient + "]", R::JsonArray);
    row("other json", R"({"name":"x"})", R::NotFhir);
    row("type is no text", R"({"resourceType":1})", R::NotFhir);
    row("unknown type", R"({"resourceType":"Money"})", R::UnknownType);
    row("empty bundle", bundle(""), R::EmptyBundle);
    row("bundle without entries", R"({"resourceType":"Bundle"})", R::EmptyBundle);
    row("bundle of nothing", bundle(R"({"fullUrl":"a"})"), R::EmptyBundle);
    row("cut bundle", bundle(entry(patient)).substr(0, 100), R::Truncated);
    row("wrong bracket in entry", bundle(R"({"resource":{"a":[1}})"), R::BadJson);
    row("something behind", bundle(entry(patient)) + " x", R::BadJson);
    row("missing comma between entries", bundle(entry(patient) + entry(patient)), R::BadJson);
    row("comma too many", bundle(entry(patient) + ","), R::BadJson);
    row("entry that is no object", bundle("5"), R::BadJson);
    row("bad envelope", R"({"resourceType":"Bundle","total":01,"entry":[]})", R::BadJson);
    row("two lists of entries", R"({"resourceType":"Bundle","entry":[],"entry":[]})",
        R::DuplicateKey);
    row("latin-1 in a resource", "{\"resourceType\":\"Patient\",\"x\":\"\xE9\"}", R::NotUtf8);
    row("duplicate", R"({"resourceType":"Patient","id":"1","id":"2"})", R::DuplicateKey);
}

void FhirImporterTest::refusesFilesAsAWhole() {
    QFETCH(QByteArray, text);
    QFETCH(int, reason);
    const Outcome outcome = importText(text.toStdString());
    QVERIFY(outcome.sink.records.empty());
    QCOMPARE(outcome.report.refusals.size(), std::size_t(1));
    QVERIFY(outcome.report.isFileRefused());
    QCOMPARE(int(outcome.report.refusals.front().reason), reason);
}

void FhirImporterTest::takesTheGoodEntriesAndReportsTheBad() {
    const std::string bad = entry(R"({"resourceType":"Patient","id":"2",})");
    const std::string unknown = entry(R"({"resourceType":"Nonsense"})");
    const std::string text = bundle(entry(patient) + "," + bad + "," + unknown + "," +
                                    entry(R"({"id":"4"})") + "," + entry(observation));
    const Outcome outcome = importText(text);
    QCOMPARE(outcome.report.added, std::uint64_t(2));
    QCOMPARE(outcome.report.refused, std::uint64_t(3));
    const std::vector<std::string> expected = {
        "bad-json 2 @" + std::to_string(text.find(bad) + bad.find(",}") + 1),
        "unknown-type 3 @" + std::to_string(text.find(R"({"resourceType":"Nonsense")")),
        "not-fhir 4 @" + std::to_string(text.find(R"({"id":"4"})"))};
    QCOMPARE(refusals(outcome.report), expected);
    QVERIFY(!outcome.report.isFileRefused());
}

void FhirImporterTest::takesTheGoodLinesAndReportsTheBad() {
    const std::string text = patient + "\n{\"resourceType\":\"Patient\",\n\n[]\n" + observation +
                             "\n{\"resourceType\":\"Observ";
    const Outcome outcome = importText(text);
    QCOMPARE(outcome.report.added, std::uint64_t(2));
    const auto list = refusals(outcome.report);
    QCOMPARE(list.size(), std::size_t(3));
    QVERIFY(list[0].starts_with("truncated 2 @"));
    QVERIFY(list[1].starts_with("not-fhir 4 @"));
    QCOMPARE(list[2], "truncated 6 @" + std::to_string(text.size()));
}

void FhirImporterTest::seesADamagedFirstLine() {
    const Outcome outcome =
        importText("{\"resourceType\":\"Patient\",\"id\n" + patient + "\n" + observation);
    QCOMPARE(outcome.report.added, std::uint64_t(2));
    QCOMPARE(refusals(outcome.report).size(), std::size_t(1));
    QCOMPARE(outcome.report.refusals.front().item, std::uint64_t(1));
}

void FhirImporterTest::findsEntriesWhereverTheyStand() {
    // The list may come before the type, hold white space, and its name may occur elsewhere.
    const std::string text = "{ \"link\":[{\"entry\":[1]}], \"entry\" : [\n" + entry(patient) +
                             "\n,\n" + entry(observation) +
                             "\n] , \"x\":\"entry\", \"y\":[\"]}\"], \"resourceType\":\"Bundle\"}";
    const Outcome outcome = importText(text);
    QCOMPARE(refusals(outcome.report), std::vector<std::string>());
    QCOMPARE(outcome.report.added, std::uint64_t(2));
}

void FhirImporterTest::doesNotMindWhereChunksEnd() {
    const std::string tricky =
        R"({"resourceType":"Patient","id":"9","name":[{"text":"\\\"}]{[\\"}]})";
    const std::string text =
        bundle(entry(patient) + "," + entry(tricky) + "," + entry(observation));
    const std::string lines = patient + "\n" + tricky + "\r\n" + observation + "\n";
    for (std::size_t drop = 1; drop < 40; ++drop) {
        for (const std::string& input : {text, lines}) {
            const Outcome outcome = importText(input, drop);
            QCOMPARE(outcome.report.added, std::uint64_t(3));
            QCOMPARE(outcome.sink.find("Patient", "9")->title, std::string("\\\"}]{[\\"));
        }
    }
}

void FhirImporterTest::resolvesReferencesForwardAndBackward() {
    const std::string text = bundle(
        entry(R"({"resourceType":"Observation","id":"o","subject":{"reference":"urn:uuid:p"},
                  "performer":[{"reference":"urn:uuid:org"}]})",
              "urn:uuid:o") +
        "," + entry(R"({"resourceType":"Patient","id":"p1"})", "urn:uuid:p") + "," +
        entry(R"({"resourceType":"Organization","id":"org1","name":"第一医院"})", "urn:uuid:org") +
        "," +
        entry(R"({"resourceType":"MedicationRequest","id":"m","subject":{"reference":"Patient/p1"},
                  "medicationReference":{"reference":"Medication/asp/_history/3"},
                  "requester":{"reference":"PractitionerRole/r"}})",
              "urn:uuid:m") +
        "," +
        entry(R"({"resourceType":"Medication","id":"asp","code":{"text":"阿司匹林"}})",
              "http://x/Medication/asp") +
        "," +
        entry(
            R"({"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"urn:uuid:d"}})",
            "urn:uuid:r") +
        "," +
        entry(R"({"resourceType":"Practitioner","name":[{"family":"李","given":["华"]}]})",
              "urn:uuid:d"));
    const Outcome outcome = importText(text);
    const auto* result = outcome.sink.find("Observation", "o");
    QCOMPARE(result->patientReference, std::string("Patient/p1"));
    QCOMPARE(result->performer, std::string("第一医院"));
    const auto* request = outcome.sink.find("MedicationRequest", "m");
    QCOMPARE(request->patientReference, std::string("Patient/p1"));
    QCOMPARE(request->title, std::string("阿司匹林"));
    QCOMPARE(request->performer, std::string("李华"));
}

void FhirImporterTest::namesTheHospitalOfTheVisit() {
    const std::string text = bundle(
        entry(R"({"resourceType":"Condition","id":"c","encounter":{"reference":"urn:uuid:e"}})",
              "urn:uuid:c") +
        "," +
        entry(
            R"({"resourceType":"Encounter","id":"e","serviceProvider":{"reference":"urn:uuid:h"}})",
            "urn:uuid:e") +
        "," + entry(R"({"resourceType":"Organization","name":"市立医院"})", "urn:uuid:h"));
    QCOMPARE(importText(text).sink.find("Condition", "c")->performer, std::string("市立医院"));
}

void FhirImporterTest::leavesConditionalReferencesAsWritten() {
    const Outcome outcome = importText(bundle(entry(
        R"({"resourceType":"Observation","id":"o","subject":{"reference":"Patient?identifier=a|1"},
            "performer":[{"reference":"Practitioner?identifier=b|2"}]})")));
    QCOMPARE(outcome.sink.records.front().patientReference, std::string("Patient?identifier=a|1"));
    QCOMPARE(outcome.sink.records.front().performer, std::string());
}

void FhirImporterTest::opensBundlesInBundlesToALimit() {
    std::string text = bundle(entry(patient));
    for (int i = 0; i < 3; ++i) {
        text = bundle(entry(text));
    }
    const Outcome opened = importText(text);
    QCOMPARE(opened.report.addedByType.at("Patient"), std::uint64_t(1));
    const Outcome deeper = importText(bundle(entry(text)));
    QCOMPARE(deeper.report.addedByType.at("Bundle"), std::uint64_t(1));
    QCOMPARE(deeper.report.taken(), std::uint64_t(1));
}

void FhirImporterTest::countsDuplicates() {
    const std::string stamped = R"({"resourceType":"Patient","id":"1","meta":{"versionId":"2"},
        "gender":"male","name":[{"text":"王小明"}]})";
    const Outcome outcome = importText(bundle(entry(patient) + "," + entry(stamped)));
    QCOMPARE(outcome.report.added, std::uint64_t(1));
    QCOMPARE(outcome.report.duplicates, std::uint64_t(1));
}

void FhirImporterTest::countsEntriesWithoutResource() {
    const Outcome outcome = importText(
        bundle(R"({"request":{"method":"DELETE","url":"Patient/9"}},)" + entry(patient)));
    QCOMPARE(outcome.report.withoutResource, std::uint64_t(1));
    QCOMPARE(outcome.report.added, std::uint64_t(1));
    QCOMPARE(outcome.report.refused, std::uint64_t(0));
}

void FhirImporterTest::givesTheCustodianToEveryRecord() {
    test::CollectingSink sink;
    MemorySource source(bytesOf(patient));
    FhirImportOptions options;
    options.custodian = *PartyId::fromHexText(std::string(64, 'a'));
    QVERIFY(importFhir(source, sink, {}, options));
    QVERIFY(sink.records.front().facts.custodian == options.custodian);
}

void FhirImporterTest::stopsWhenCancelledAndReportsProgress() {
    std::stop_source stop;
    std::uint64_t last = 0;
    std::uint64_t total = 0;
    JobControl control;
    control.stop = stop.get_token();
    control.onProgress = [&](const Progress& progress) {
        last = progress.done;
        total = progress.total;
    };
    test::CollectingSink sink;
    MemorySource source(bytesOf(patient));
    QVERIFY(importFhir(source, sink, control));
    QCOMPARE(last, total);
    QVERIFY(total > 0);
    stop.request_stop();
    test::CollectingSink untouched;
    const auto result = importFhir(source, untouched, control);
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().code, ErrorCode::Cancelled);
    QVERIFY(untouched.records.empty());
}

void FhirImporterTest::passesOnWhatTheSinkSays() {
    test::CollectingSink sink;
    sink.failAt = 1;
    const std::string text = patient + "\n" + observation;
    MemorySource source(bytesOf(text));
    const auto result = importFhir(source, sink, {});
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().code, ErrorCode::DiskFull);
}

void FhirImporterTest::hasASentenceForEveryReason() {
    std::set<std::string_view> names;
    for (int i = 0; i <= int(ImportReason::TooLarge); ++i) {
        const auto reason = ImportReason(i);
        QVERIFY2(names.insert(reasonName(reason)).second, "two reasons share a name");
        const QString english =
            QString::fromUtf8(reasonText(reason, ReportLanguage::English).data());
        const QString chinese =
            QString::fromUtf8(reasonText(reason, ReportLanguage::Chinese).data());
        QVERIFY(english.endsWith('.') && english.size() > 10);
        QVERIFY(chinese.endsWith("。"));
    }
}

void FhirImporterTest::writesItsReportAsJson() {
    const Outcome outcome =
        importText(bundle(entry(patient) + "," + entry(R"({"resourceType":"\"x\""})")));
    const std::string json = reportJson(outcome.report);
    clinical::JsonDocument document;
    QVERIFY(document.read(json));
    QCOMPARE(document.root()["added"].text(), std::string_view("1"));
    QCOMPARE(document.root()["addedByType"]["Patient"].text(), std::string_view("1"));
    const auto refusal = *document.root()["refusals"].items().begin();
    QCOMPARE(refusal["reason"].string(), std::string_view("unknown-type"));
    QVERIFY(!refusal["resourceType"].exists()); // the sender's text stays out
}

#endif

QTEST_APPLESS_MAIN(FhirImporterTest)
#include "fhir_importer_test.moc"
