// Answers of jobs reach the thread that asked once, however the two threads meet.
#include "tests/support/ui_test.h"
#include "ui/bridge/executor.h"

#include <QTest>

#include <atomic>

using consentry::ui::Executor;
using consentry::ui::Pending;

namespace {

using Source = Pending<int>::Source;

/// More meetings than the bad one of Qt 6.4 needed; a second at most.
constexpr int rounds = 20'000;

} // namespace

class PendingTest : public QObject {
    Q_OBJECT
private slots:
    void tellsWhicheverComesLast();
    void neverTellsWithinTheCall();
    void tellsOnceHoweverTheThreadsMeet();
    void tellsNobodyWhoIsGone();
    void goesWithItsContextWhileItIsAnswered();
    void tellsNothingWhereNothingIsWanted();
    void leavesWhatIsCapturedToThisThread();
    void theContextMayGoWhileItIsTold();
};

void PendingTest::tellsWhicheverComesLast() {
    int told = 0;
    const Source before;
    before.finish(1);
    before.pending().then(this, [&told](int answer) { told += answer; });
    const Source after;
    after.pending().then(this, [&told](int answer) { told += answer; });
    after.finish(20);
    QTRY_COMPARE(told, 21);
}

void PendingTest::neverTellsWithinTheCall() {
    const Source source;
    source.finish(1);
    bool isTold = false;
    source.pending().then(this, [&isTold](int) { isTold = true; });
    QVERIFY(!isTold);
    QTRY_VERIFY(isTold);
}

void PendingTest::tellsOnceHoweverTheThreadsMeet() {
    Executor executor;
    std::atomic<int> turn = 0;
    int told = 0;
    for (int i = 1; i <= rounds; ++i) {
        const auto pending = executor.run([&turn, i]() -> std::optional<int> {
            while (turn < i) {
            }
            return i;
        });
        turn = i; // from here on both run at once
        pending.then(this, [&told, i](int answer) {
            QCOMPARE(answer, i);
            ++told;
        });
    }
    executor.drain();
    QTRY_COMPARE(told, rounds);
    QCoreApplication::processEvents();
    QCOMPARE(told, rounds);
}

void PendingTest::tellsNobodyWhoIsGone() {
    const Source source;
    bool isTold = false;
    {
        QObject context;
        source.pending().then(&context, [&isTold](int) { isTold = true; });
    }
    source.finish(1);
    QTest::qWait(10);
    QVERIFY(!isTold);

    const Source posted;
    {
        QObject context;
        posted.pending().then(&context, [&isTold](int) { isTold = true; });
        posted.finish(1);
    }
    QTest::qWait(10);
    QVERIFY(!isTold);
}

void PendingTest::goesWithItsContextWhileItIsAnswered() {
    Executor executor;
    std::atomic<int> turn = 0;
    for (int i = 1; i <= rounds; ++i) {
        auto context = std::make_unique<QObject>();
        executor
            .run([&turn, i]() -> std::optional<int> {
                while (turn < i) {
                }
                return i;
            })
            .then(context.get(), [](int) {});
        turn = i;
        context.reset();
    }
    executor.drain();
}

void PendingTest::tellsNothingWhereNothingIsWanted() {
    const Source source;
    bool isTold = false;
    source.pending().then(this, [&isTold](int) { isTold = true; });
    QVERIFY(!source.pending().isFinished());
    source.finish(std::nullopt);
    QVERIFY(source.pending().isCanceled());
    source.pending().waitForFinished();
    QTest::qWait(10);
    QVERIFY(!isTold);
    QVERIFY(children().isEmpty());
}

void PendingTest::leavesWhatIsCapturedToThisThread() {
    Executor executor;
    std::thread::id gone;
    std::shared_ptr<int> captured(new int(1), [&gone](int* value) {
        gone = std::this_thread::get_id();
        delete value;
    });
    executor.run([] { return std::optional(1); }).then(this, [captured](int) {});
    captured.reset();
    QTRY_VERIFY(gone != std::thread::id());
    QCOMPARE(gone, std::this_thread::get_id());
}

void PendingTest::theContextMayGoWhileItIsTold() {
    const Source source;
    auto context = std::make_unique<QObject>();
    int told = 0;
    source.pending().then(context.get(), [&context, &told](int answer) {
        context.reset();
        told = answer;
    });
    source.finish(7);
    QTRY_COMPARE(told, 7);
}

int main(int argc, char** argv) {
    return consentry::test::runUiTest<PendingTest, QCoreApplication>(argc, argv);
}

#include "pending_test.moc"
