#include "tests/unit/import/import_fakes.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::import;

namespace {

constexpr std::size_t mebibyte = 1024 * 1024;

std::string repeated(std::string_view text, std::size_t count) {
    std::string all;
    all.reserve(text.size() * count);
    for (std::size_t i = 0; i < count; ++i) {
        all += text;
    }
    return all;
}

ImportReport importAll(ByteSource& source, test::CollectingSink& sink) {
    auto report = importFhir(source, sink, {});
    if (!report) {
        qWarning("%s", toString(report.error()).c_str());
        return {};
    }
    return *report;
}

ImportReport importText(std::string_view text) {
    test::CollectingSink sink;
    MemorySource source(bytesOf(text));
    return importAll(source, sink);
}

const std::string good = R"({"resource":{"resourceType":"Patient","id":"1"}})";

} // namespace

class FhirHostileTest : public QObject {
    Q_OBJECT
private slots:
    void refusesDeepNestingAlone();
    void refusesDeepNestingOutsideOfEntries();
    void passesOverAGiantString();
    void passesOverAGiantLine();
    void refusesAGiantResource();
    void refusesAGiantEnvelope();
    void refusesAnEndlessFlatArray();
    void keepsNumbersBeyondAnyMachineType();
    void takesNothingOfATruncatedBundle();
    void boundsTheListOfRefusals();
    void survivesReferencesInACircle();
};

#ifndef Q_MOC_RUN // it stumbles over raw strings inside of macros

void FhirHostileTest::refusesDeepNestingAlone() {
    for (const std::size_t levels : {64U, 10'000U}) {
        const std::string deep = R"({"resource":{"resourceType":"Basic","x":)" +
                                 repeated("[", levels) + repeated("]", levels) + "}}";
        const std::string text = R"({"resourceType":"Bundle","entry":[)" + good + "," + deep + "]}";
        const ImportReport report = importText(text);
        QCOMPARE(report.added, std::uint64_t(1));
        QCOMPARE(report.refusals.size(), std::size_t(1));
        QVERIFY(report.refusals.front().reason == ImportReason::TooDeep);
        QCOMPARE(report.refusals.front().item, std::uint64_t(2));
    }
    // One level is the resource's own: 63 more are fine, in a bundle, alone and on a line.
    const std::string resource =
        R"({"resourceType":"Basic","x":)" + repeated("[", 63) + repeated("]", 63) + "}";
    QCOMPARE(importText(resource).added, std::uint64_t(1));
    QCOMPARE(
        importText(R"({"resourceType":"Bundle","entry":[{"resource":)" + resource + "}]}").added,
        std::uint64_t(1));
    const std::string deeper =
        R"({"resourceType":"Basic","x":)" + repeated("[", 64) + repeated("]", 64) + "}";
    QVERIFY(importText(deeper).refusals.front().reason == ImportReason::TooDeep);
    QVERIFY(importText(resource + "\n" + deeper).refusals.front().reason == ImportReason::TooDeep);
}

void FhirHostileTest::refusesDeepNestingOutsideOfEntries() {
    const ImportReport report =
        importText("{\"resourceType\":\"Bundle\",\"x\":" + repeated("[", 10'000) +
                   repeated("]", 10'000) + "}");
    QVERIFY(report.isFileRefused());
    QVERIFY(report.refusals.front().reason == ImportReason::TooDeep);
    // Nothing but brackets, never closed: 8 million of them.
    test::GeneratedSource source(
        8, [](std::uint64_t i) { return (i == 0 ? "{\"a\":" : "") + std::string(mebibyte, '['); });
    test::CollectingSink sink;
    QVERIFY(importAll(source, sink).isFileRefused());
}

void FhirHostileTest::passesOverAGiantString() {
    constexpr std::uint64_t pieces = 40; // 40 MiB in one string
    test::GeneratedSource source(pieces + 2, [&](std::uint64_t i) {
        if (i == 0) {
            return R"({"resourceType":"Bundle","entry":[)" + good +
                   R"(,{"resource":{"resourceType":"Binary","data":")";
        }
        return i <= pieces ? std::string(mebibyte, 'A') : "\"}}," + good + "]}";
    });
    test::CollectingSink sink;
    const ImportReport report = importAll(source, sink);
    QCOMPARE(report.added, std::uint64_t(1));
    QCOMPARE(report.duplicates, std::uint64_t(1));
    QCOMPARE(report.refusals.size(), std::size_t(1));
    QVERIFY(report.refusals.front().reason == ImportReason::TooLarge);
    QCOMPARE(report.refusals.front().item, std::uint64_t(2));
}

void FhirHostileTest::passesOverAGiantLine() {
    constexpr std::uint64_t pieces = 40;
    test::GeneratedSource source(pieces + 2, [&](std::uint64_t i) {
        if (i == 0) {
            return std::string("{\"resourceType\":\"Patient\",\"id\":\"1\"}\n{\"x\":\"");
        }
        return i <= pieces ? std::string(mebibyte, 'A')
                           : std::string("\"}\n{\"resourceType\":\"Patient\",\"id\":\"2\"}");
    });
    test::CollectingSink sink;
    const ImportReport report = importAll(source, sink);
    QCOMPARE(report.added, std::uint64_t(2));
    QCOMPARE(report.refusals.size(), std::size_t(1));
    QVERIFY(report.refusals.front().reason == ImportReason::TooLarge);
    QCOMPARE(report.refusals.front().item, std::uint64_t(2));
}

void FhirHostileTest::refusesAGiantResource() {
    const auto binary = [](std::size_t bytes) {
        const std::string head = "{\"resourceType\":\"Binary\",\"data\":\"";
        return head + std::string(bytes - head.size() - 2, 'A') + "\"}";
    };
    QCOMPARE(importText(binary(16 * mebibyte)).added, std::uint64_t(1));
    const ImportReport report = importText(binary(16 * mebibyte + 1));
    QVERIFY(report.isFileRefused());
    QVERIFY(report.refusals.front().reason == ImportReason::TooLarge);
}

void FhirHostileTest::refusesAGiantEnvelope() {
    test::GeneratedSource source(20, [](std::uint64_t i) {
        return (i == 0 ? R"({"resourceType":"Bundle","entry":[)" + good + "],\"signature\":\""
                       : "") +
               std::string(mebibyte, 'A');
    });
    test::CollectingSink sink;
    QVERIFY(importAll(source, sink).isFileRefused());
    QVERIFY(sink.records.empty());
}

void FhirHostileTest::refusesAnEndlessFlatArray() {
    const std::string text = R"({"resourceType":"Basic","x":[0)" + repeated(",0", 1'000'001) + "]}";
    QVERIFY(importText(text).refusals.front().reason == ImportReason::TooLarge);
}

void FhirHostileTest::keepsNumbersBeyondAnyMachineType() {
    test::CollectingSink sink;
    const std::string text =
        R"({"resourceType":"Observation","valueQuantity":{"value":1e400,"unit":"x"}})";
    MemorySource source(bytesOf(text));
    QCOMPARE(importAll(source, sink).added, std::uint64_t(1));
    QCOMPARE(sink.records.front().valueText, std::string("1e400 x"));
}

void FhirHostileTest::takesNothingOfATruncatedBundle() {
    const std::string text =
        "\xEF\xBB\xBF"
        R"({"resourceType":"Bundle","type":"collection","entry":[)" +
        good +
        R"(,{"fullUrl":"urn:uuid:2","resource":{"resourceType":"Patient","id":"\u738b\"2",
             "name":[{"text":"王"}],"x":[1.5,true,null]}}],"total":2})";
    QCOMPARE(importText(text).added, std::uint64_t(2));
    for (std::size_t length = 0; length < text.size(); ++length) {
        const ImportReport report = importText(std::string_view(text).substr(0, length));
        QVERIFY2(report.taken() == 0 && report.isFileRefused(),
                 qPrintable(QString::number(length)));
    }
}

void FhirHostileTest::boundsTheListOfRefusals() {
    const std::string text = R"({"resourceType":"Bundle","entry":[)" +
                             repeated(R"({"resource":{"resourceType":"Bad"}},)", 3000) + good +
                             "]}";
    const ImportReport report = importText(text);
    QCOMPARE(report.refused, std::uint64_t(3000));
    QCOMPARE(report.refusals.size(), ImportReport::refusalsKept);
    QVERIFY(reportJson(report).size() < 256 * 1024);
}

void FhirHostileTest::survivesReferencesInACircle() {
    const std::string text = R"({"resourceType":"Bundle","entry":[
        {"fullUrl":"urn:a","resource":{"resourceType":"Encounter","serviceProvider":{"reference":"urn:b"},
            "partOf":{"reference":"urn:a"}}},
        {"fullUrl":"urn:b","resource":{"resourceType":"Encounter","serviceProvider":{"reference":"urn:a"}}},
        {"resource":{"resourceType":"Condition","encounter":{"reference":"urn:a"},
            "contained":[{"resourceType":"Medication","id":"m","code":{"text":"x"}}],
            "recorder":{"reference":"#m"}}}]})";
    QCOMPARE(importText(text).added, std::uint64_t(3));
}

#endif

QTEST_APPLESS_MAIN(FhirHostileTest)
#include "fhir_hostile_test.moc"
