// A thread reads ahead of the sink. Whoever calls notices nothing of it but the time.
#include "tests/unit/import/import_fakes.h"

#include <QtTest>

#include <atomic>
#include <stdexcept>
#include <thread>

using namespace consentry;
using namespace consentry::import;

namespace {

constexpr std::uint64_t linesMany = 40'000; ///< 37 MB: more than may wait

std::string line(std::uint64_t number) {
    return R"({"resourceType":"Observation","id":")" + std::to_string(number) +
           R"(","code":{"text":"血糖"},"note":[{"text":")" + std::string(800, 'n') + "\"}]}\n";
}

/// Calls `onRecord` with the number of each record and keeps none.
class CallingSink : public RecordSink {
public:
    explicit CallingSink(std::function<Result<AddOutcome>(std::uint64_t)> onRecord)
        : m_onRecord(std::move(onRecord)) {}
    std::uint64_t records = 0;

    Result<AddOutcome> add(const clinical::Record& record) override {
        if (record.facts.id != std::to_string(records)) {
            return fail(ErrorCode::Internal, "out of order: " + record.facts.id);
        }
        return m_onRecord(records++);
    }

private:
    std::function<Result<AddOutcome>(std::uint64_t)> m_onRecord;
};

/// Takes records in two steps, and is busy until one was prepared meanwhile.
class PreparingSink : public RecordSink {
public:
    bool fails = false;
    std::atomic<std::uint64_t> prepared = 0;
    std::uint64_t added = 0;
    std::uint64_t addedWhole = 0;
    std::uint64_t mixedUp = 0; ///< out of order, or with the preparation of another record
    std::atomic<bool> preparedByCaller = false;

    Result<AddOutcome> add(const clinical::Record& record) override {
        while (prepared == 0 && std::chrono::steady_clock::now() < m_patience) {
            std::this_thread::yield();
        }
        ++addedWhole;
        return take(record);
    }
    Result<RecordPreparation> prepare(const clinical::Record& record) override {
        preparedByCaller = preparedByCaller || std::this_thread::get_id() == m_caller;
        ++prepared;
        if (fails) {
            return fail(ErrorCode::TooLarge, "test");
        }
        return RecordPreparation{"tokens of " + record.facts.id};
    }
    Result<AddOutcome> addPrepared(const clinical::Record& record,
                                   const RecordPreparation& preparation) override {
        mixedUp += preparation.tokens != "tokens of " + record.facts.id ? 1U : 0U;
        return take(record);
    }

private:
    Result<AddOutcome> take(const clinical::Record& record) {
        mixedUp += record.facts.id != std::to_string(added++) ? 1U : 0U;
        return AddOutcome::Added;
    }

    const std::thread::id m_caller = std::this_thread::get_id();
    const std::chrono::steady_clock::time_point m_patience =
        std::chrono::steady_clock::now() + std::chrono::seconds(20);
};

/// Ends with an error, or throws, behind some bytes.
class FailingSource : public ByteSource {
public:
    enum class How { Error, Exception };
    FailingSource(test::GeneratedSource& source, std::uint64_t readsGood, How how)
        : m_source(source), m_readsGood(readsGood), m_how(how) {}

    Result<std::size_t> read(std::span<std::byte> target) override {
        if (m_reads++ >= m_readsGood) {
            if (m_how == How::Exception) {
                throw std::runtime_error("out of luck");
            }
            return fail(ErrorCode::Io, "the stick was pulled");
        }
        return m_source.read(target);
    }
    Result<> rewind() override { return m_source.rewind(); }
    std::optional<std::uint64_t> size() const override { return std::nullopt; }

private:
    test::GeneratedSource& m_source;
    std::uint64_t m_readsGood;
    std::uint64_t m_reads = 0;
    How m_how;
};

} // namespace

class FhirThreadsTest : public QObject {
    Q_OBJECT
private slots:
    void storesAndReportsOnTheCallersThreadInOrder();
    void readsAheadNoFurtherThanItsBound();
    void leavesTheFileWhenTheSinkFails();
    void passesOnWhatTheSinkThrows();
    void offersNothingOnceCancelled();
    void cancelsWhereNoRecordComes();
    void passesOnWhatTheSourceSaysOrThrows();
    void preparesRecordsWhileTheSinkIsBusy();
    void passesOnWhatPreparationSays();
};

void FhirThreadsTest::storesAndReportsOnTheCallersThreadInOrder() {
    const std::thread::id caller = std::this_thread::get_id();
    bool elsewhere = false;
    std::uint64_t last = 0;
    JobControl control;
    control.onProgress = [&](const Progress& progress) {
        elsewhere = elsewhere || std::this_thread::get_id() != caller || progress.done < last;
        last = progress.done;
    };
    CallingSink sink([&](std::uint64_t number) -> Result<AddOutcome> {
        elsewhere = elsewhere || std::this_thread::get_id() != caller;
        return number % 4 == 0 ? AddOutcome::AlreadyThere : AddOutcome::Added;
    });
    test::GeneratedSource source(linesMany, line);
    const auto report = importFhir(source, sink, control);
    QVERIFY(report.has_value());
    QVERIFY(!elsewhere);
    QCOMPARE(sink.records, linesMany);
    QCOMPARE(report->added, linesMany * 3 / 4);
    QCOMPARE(report->duplicates, linesMany / 4);
    QCOMPARE(report->addedByType.at("Observation"), linesMany * 3 / 4);
    QCOMPARE(last, report->bytes);
}

void FhirThreadsTest::readsAheadNoFurtherThanItsBound() {
    constexpr std::uint64_t aheadMax = 8'000; // lines: 4 MiB that wait, chunks, what is at work
    std::atomic<std::uint64_t> made = 0;
    std::uint64_t farthest = 0;
    test::GeneratedSource source(linesMany, [&](std::uint64_t number) {
        made = number;
        return line(number);
    });
    CallingSink sink([&](std::uint64_t number) -> Result<AddOutcome> {
        if (number == 2'000) { // the first pass, which looks at the format, is over
            std::this_thread::sleep_for(std::chrono::milliseconds(300));
        }
        farthest = number >= 2'000 ? std::max(farthest, made - number) : 0;
        return AddOutcome::Added;
    });
    QVERIFY(importFhir(source, sink, {}));
    QVERIFY2(farthest > 0 && farthest < aheadMax, qPrintable(QString::number(farthest)));
}

void FhirThreadsTest::leavesTheFileWhenTheSinkFails() {
    std::atomic<std::uint64_t> made = 0;
    test::GeneratedSource source(linesMany, [&](std::uint64_t number) {
        made = number;
        return line(number);
    });
    CallingSink sink([](std::uint64_t number) -> Result<AddOutcome> {
        return number == 10 ? Result<AddOutcome>(fail(ErrorCode::DiskFull, "test"))
                            : AddOutcome::Added;
    });
    const auto report = importFhir(source, sink, {});
    QVERIFY(!report.has_value());
    QCOMPARE(report.error().code, ErrorCode::DiskFull);
    QVERIFY(made < linesMany / 2);
}

void FhirThreadsTest::passesOnWhatTheSinkThrows() {
    test::GeneratedSource source(linesMany, line);
    CallingSink sink(
        [](std::uint64_t) -> Result<AddOutcome> { throw std::runtime_error("no memory"); });
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(importFhir(source, sink, {})), std::runtime_error);
}

void FhirThreadsTest::offersNothingOnceCancelled() {
    constexpr std::uint64_t last = 5'000;
    std::stop_source stop;
    JobControl control;
    control.stop = stop.get_token();
    test::GeneratedSource source(linesMany, line);
    CallingSink sink([&](std::uint64_t number) -> Result<AddOutcome> {
        if (number == last) {
            stop.request_stop();
        }
        return AddOutcome::Added;
    });
    const auto report = importFhir(source, sink, control);
    QVERIFY(!report.has_value());
    QCOMPARE(report.error().code, ErrorCode::Cancelled);
    QCOMPARE(sink.records, last + 1);
}

void FhirThreadsTest::cancelsWhereNoRecordComes() {
    std::stop_source stop;
    JobControl control;
    control.stop = stop.get_token();
    int reports = 0;
    control.onProgress = [&](const Progress&) {
        if (++reports == 3) {
            stop.request_stop();
        }
    };
    test::GeneratedSource source(linesMany, [](std::uint64_t) { return std::string(1000, ' '); });
    CallingSink sink([](std::uint64_t) -> Result<AddOutcome> { return AddOutcome::Added; });
    const auto report = importFhir(source, sink, control);
    QVERIFY(!report.has_value());
    QCOMPARE(report.error().code, ErrorCode::Cancelled);
    QCOMPARE(reports, 3);
}

void FhirThreadsTest::passesOnWhatTheSourceSaysOrThrows() {
    CallingSink sink([](std::uint64_t) -> Result<AddOutcome> { return AddOutcome::Added; });
    test::GeneratedSource lines(linesMany, line);
    FailingSource source(lines, 5, FailingSource::How::Error);
    const auto report = importFhir(source, sink, {});
    QVERIFY(!report.has_value());
    QCOMPARE(report.error().code, ErrorCode::Io);

    sink.records = 0;
    FailingSource throwing(lines, 5, FailingSource::How::Exception);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(importFhir(throwing, sink, {})), std::runtime_error);
}

void FhirThreadsTest::preparesRecordsWhileTheSinkIsBusy() {
    PreparingSink sink;
    test::GeneratedSource source(linesMany, line);
    QVERIFY(importFhir(source, sink, {}));
    QVERIFY(sink.addedWhole > 0); // the first ones, which nobody waited for
    QVERIFY(sink.prepared > 0);
    QCOMPARE(sink.addedWhole + sink.prepared, linesMany);
    QCOMPARE(sink.added, linesMany);
    QCOMPARE(sink.mixedUp, std::uint64_t(0));
    QVERIFY(!sink.preparedByCaller);
}

void FhirThreadsTest::passesOnWhatPreparationSays() {
    PreparingSink sink;
    sink.fails = true;
    test::GeneratedSource source(linesMany, line);
    const auto report = importFhir(source, sink, {});
    QVERIFY(!report.has_value());
    QCOMPARE(report.error().code, ErrorCode::TooLarge);
    QVERIFY(sink.added < linesMany);
}

QTEST_APPLESS_MAIN(FhirThreadsTest)
#include "fhir_threads_test.moc"
