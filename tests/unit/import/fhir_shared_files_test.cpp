#include "tests/unit/import/import_fakes.h"

#include "tests/support/test_paths.h"

#include <nlohmann/json.hpp>

#include <QtTest>

using namespace consentry;
using namespace consentry::import;

namespace {

using Counts = std::map<std::string, std::uint64_t>;

/// What another JSON library finds in a file: resources by type, bundles opened.
void countResources(const nlohmann::json& resource, Counts& counts) {
    const std::string type = resource.value("resourceType", "");
    if (type != "Bundle") {
        ++counts[type];
        return;
    }
    for (const auto& entry : resource.value("entry", nlohmann::json::array())) {
        if (entry.contains("resource")) {
            countResources(entry["resource"], counts);
        }
    }
}

/// Never says that a record is there already, so that every resource counts.
class CountingSink : public RecordSink {
public:
    Counts counts;
    std::uint64_t undated = 0;
    std::uint64_t untitled = 0;
    std::uint64_t unnamedHospital = 0;

    Result<AddOutcome> add(const clinical::Record& record) override {
        ++counts[record.facts.resourceType];
        undated += record.facts.clinicalTime ? 0U : 1U;
        untitled += record.title.empty() ? 1U : 0U;
        unnamedHospital += record.performer.empty() ? 1U : 0U;
        return AddOutcome::Added;
    }
};

std::uint64_t sum(const Counts& counts) {
    std::uint64_t total = 0;
    for (const auto& [type, count] : counts) {
        total += count;
    }
    return total;
}

QByteArray summary(const ImportReport& report) {
    QByteArray text = QByteArray::number(qulonglong(report.added)) + " new, " +
                      QByteArray::number(qulonglong(report.duplicates)) + " known";
    for (const ImportRefusal& refusal : report.refusals) {
        text += ", " + QByteArray::fromStdString(std::string(reasonName(refusal.reason))) + " at " +
                QByteArray::number(qulonglong(refusal.item));
    }
    return text;
}

} // namespace

class FhirSharedFilesTest : public QObject {
    Q_OBJECT
private slots:
    void takesEveryResourceOfGoodFiles_data();
    void takesEveryResourceOfGoodFiles();
    void handlesEachEdgeCaseAsListed();

private:
    void compareFile(const std::filesystem::path& path, CountingSink& sink);
};

void FhirSharedFilesTest::takesEveryResourceOfGoodFiles_data() {
    QTest::addColumn<QString>("folder");
    QTest::addColumn<int>("files");
    QTest::addColumn<int>("resources");
    QTest::newRow("synthea") << "fhir-synthea" << 12 << 6728;
    QTest::newRow("taiwan core") << "fhir-zh/twcore" << 98 << 120;
    QTest::newRow("r4 examples") << "fhir-r4-examples" << 243 << 422;
}

void FhirSharedFilesTest::takesEveryResourceOfGoodFiles() {
    QFETCH(QString, folder);
    QFETCH(int, files);
    QFETCH(int, resources);
    const auto path = test::sharedData(folder.toStdString());
    if (!path) {
        QSKIP("the shared FHIR files are not here");
    }
    CountingSink sink;
    int seen = 0;
    for (const auto& file : std::filesystem::directory_iterator(*path)) {
        if (file.path().extension() == ".json") {
            compareFile(file.path(), sink);
            if (QTest::currentTestFailed()) {
                return;
            }
            ++seen;
        }
    }
    qInfo("%d files, %d resources of %d types; %d undated, %d untitled, %d without performer", seen,
          int(sum(sink.counts)), int(sink.counts.size()), int(sink.undated), int(sink.untitled),
          int(sink.unnamedHospital));
    QCOMPARE(seen, files);
    QCOMPARE(int(sum(sink.counts)), resources);
}

void FhirSharedFilesTest::compareFile(const std::filesystem::path& path, CountingSink& sink) {
    Counts expected;
    countResources(nlohmann::json::parse(test::readFile(path)), expected);
    auto source = openFileSource(path);
    QVERIFY(source.has_value());
    CountingSink own;
    const auto report = importFhir(**source, own, {});
    QVERIFY(report.has_value());
    QVERIFY2(report->refusals.empty(), path.filename().c_str());
    QVERIFY2(own.counts == expected, path.filename().c_str());
    QVERIFY(report->addedByType == expected);
    QCOMPARE(report->bytes, std::uint64_t(std::filesystem::file_size(path)));
    for (const auto& [type, count] : own.counts) {
        sink.counts[type] += count;
    }
    sink.undated += own.undated;
    sink.untitled += own.untitled;
    sink.unnamedHospital += own.unnamedHospital;
}

/// What becomes of each file that is odd, minimal or wrong on purpose. Wrong content inside of
/// correct FHIR JSON (a status that does not exist, a script in a name) is kept: it is the
/// patient's record as the hospital wrote it, and nothing in it is ever run or fetched.
void FhirSharedFilesTest::handlesEachEdgeCaseAsListed() {
    static const std::map<std::string, QByteArray> expected = {
        {"attachment-with-invalid-binary.json", "1 new, 0 known"},
        {"bad-json-close-1.json", "0 new, 0 known, bad-json at 0"},
        {"bad-json-close-2.json", "0 new, 0 known, bad-json at 0"},
        {"bundle-bad-empty.json", "2 new, 0 known"},
        {"bundle-duplicate-id.json", "2 new, 0 known"},
        {"bundle-good.json", "2 new, 0 known"},
        {"bundle-signed-good.json", "1 new, 0 known"},
        {"bundle-urn.json", "6 new, 0 known"},
        {"contained-resource.json", "1 new, 0 known"},
        {"empty-array.json", "1 new, 0 known"},
        {"encounter-period.json", "1 new, 0 known"},
        {"ips-link.json", "11 new, 0 known"},
        {"json-comma-bad-1.json", "0 new, 0 known, bad-json at 0"},
        {"json-comments-1.json", "0 new, 0 known, not-json at 0"},
        {"json-good.json", "1 new, 0 known"},
        {"json-no-quotes-1.json", "0 new, 0 known, bad-json at 0"},
        {"list-unknown-prop.json", "1 new, 0 known"},
        {"list-xhtml-syntax.json", "1 new, 0 known"},
        {"list-xhtml-wrongns1.json", "1 new, 0 known"},
        {"list-xhtml-xxe.json", "1 new, 0 known"},
        {"maiden-name.json", "1 new, 0 known"},
        {"obs-decimal.json", "1 new, 0 known"},
        {"obs-percent.json", "1 new, 0 known"},
        {"obs-temp-bad.json", "1 new, 0 known"},
        {"observation-with-trailing-dot.json", "0 new, 0 known, bad-json at 0"},
        {"observation401_ucum.json", "1 new, 0 known"},
        {"pat-security-bad-string.json", "1 new, 0 known"},
        {"pat-security-bad-xhtml.json", "1 new, 0 known"},
        {"pat-security-good1.json", "1 new, 0 known"},
        {"BloodGlucose.json", "1 new, 0 known"},
        {"BloodPressure.json", "1 new, 0 known"},
        {"Bundle-Batch.json", "5 new, 1 known"},
        {"Bundle-InvalidBundleType.json", "1 new, 0 known"},
        {"Bundle-MissingIdentifier.json", "1 new, 0 known"},
        {"Bundle-Transaction.json", "6 new, 0 known"},
        {"Bundle-TransactionWithConditionalCreateAndReference.json", "2 new, 0 known"},
        {"Bundle-TransactionWithInvalidResourceType.json", "1 new, 0 known"},
        {"Bundle-TransactionWithMultipleResourcesWithSameFullUrl.json", "3 new, 1 known"},
        {"Bundle-TypeMissing.json", "5 new, 1 known"},
        {"Import-Patient.ndjson", "4 new, 0 known"},
        {"Includes-TestResources.json", "64 new, 0 known"},
        {"MoneyWithWrongDecimal.json", "0 new, 0 known, unknown-type at 0"},
        {"ObservationWithInvalidDecimalSpecification.json", "1 new, 0 known"},
        {"ObservationWithInvalidStatus.json", "1 new, 0 known"},
        {"Patient.xml", "0 new, 0 known, xml at 0"},
        {"PatientMissingResourceType.json", "0 new, 0 known, unknown-type at 0"},
        {"PatientWithUnknownElements.json", "1 new, 0 known"},
        {"Weight.json", "1 new, 0 known"},
        {"WeightInGrams.json", "1 new, 0 known"},
    };
    const auto folder = test::sharedData("fhir-edge");
    if (!folder) {
        QSKIP("the shared FHIR edge cases are not here");
    }
    std::size_t seen = 0;
    for (const auto& file : std::filesystem::recursive_directory_iterator(*folder)) {
        const std::string name = file.path().filename().string();
        if (!file.is_regular_file() || name == "SOURCES.md") {
            continue;
        }
        QVERIFY2(expected.contains(name), name.c_str());
        auto source = openFileSource(file.path());
        QVERIFY(source.has_value());
        test::CollectingSink sink;
        const auto report = importFhir(**source, sink, {});
        QVERIFY(report.has_value());
        QVERIFY2(summary(*report) == expected.at(name),
                 (QByteArray::fromStdString(name) + ": " + summary(*report)).constData());
        ++seen;
    }
    QCOMPARE(seen, expected.size());
}

QTEST_APPLESS_MAIN(FhirSharedFilesTest)
#include "fhir_shared_files_test.moc"
