#include "tests/unit/import/import_fakes.h"

#include <QtTest>

#include <unistd.h>

#include <fstream>

using namespace consentry;
using namespace consentry::import;

namespace {

constexpr std::uint64_t streamBytes = 64 * 1024 * 1024;
constexpr std::uint64_t growthMax = 32 * 1024 * 1024;

/// What of this process is in memory now, in bytes.
std::uint64_t residentBytes() {
    std::ifstream statm("/proc/self/statm");
    std::uint64_t total = 0;
    std::uint64_t resident = 0;
    statm >> total >> resident;
    return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

/// Drops every record and watches the memory.
class WatchingSink : public RecordSink {
public:
    std::uint64_t records = 0;
    std::uint64_t peak = 0;
    Result<AddOutcome> add(const clinical::Record&) override {
        if (++records % 64 == 0) {
            peak = std::max(peak, residentBytes());
        }
        return AddOutcome::Added;
    }
};

std::string observation(std::uint64_t number) {
    return R"({"resourceType":"Observation","id":")" + std::to_string(number) +
           R"(","code":{"coding":[{"system":"http://loinc.org","code":"2345-7"}],"text":"血糖"},)"
           R"("subject":{"reference":"Patient/p"},"effectiveDateTime":"2024-05-01T07:30:00Z",)"
           R"("valueQuantity":{"value":6.80,"unit":"mmol/L"},"note":[{"text":")" +
           std::string(1500, 'n') + R"("}]})";
}

} // namespace

class FhirMemoryTest : public QObject {
    Q_OBJECT
private slots:
    void staysBoundedOnLongStreams_data();
    void staysBoundedOnLongStreams();
};

void FhirMemoryTest::staysBoundedOnLongStreams_data() {
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("tail");
    QTest::newRow("lines") << QByteArray() << QByteArray() << QByteArray("\n") << QByteArray();
    QTest::newRow("bundle") << QByteArray("{\"resourceType\":\"Bundle\",\"entry\":[{}")
                            << QByteArray(",{\"resource\":") << QByteArray("}") << QByteArray("]}");
}

void FhirMemoryTest::staysBoundedOnLongStreams() {
#ifdef CONSENTRY_SANITIZED
    QSKIP("a sanitizer keeps freed memory, so the figure would say nothing");
#endif
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QByteArray, tail);
    const std::uint64_t count = streamBytes / observation(0).size();
    test::GeneratedSource source(count + 2, [&](std::uint64_t i) {
        if (i == 0) {
            return head.toStdString();
        }
        return i <= count ? before.toStdString() + observation(i) + after.toStdString()
                          : tail.toStdString();
    });
    WatchingSink sink;
    const std::uint64_t start = residentBytes();
    const auto report = importFhir(source, sink, {});
    QVERIFY(report.has_value());
    QCOMPARE(report->added, count);
    QCOMPARE(report->refused, std::uint64_t(0));
    QVERIFY(start > 0 && sink.peak > 0);
    const std::uint64_t growth = sink.peak > start ? sink.peak - start : 0;
    qInfo("%llu records in %llu MiB, memory grew by %llu KiB", qulonglong(count),
          qulonglong(report->bytes >> 20), qulonglong(growth >> 10));
    QVERIFY(growth < growthMax);
}

QTEST_APPLESS_MAIN(FhirMemoryTest)
#include "fhir_memory_test.moc"
