#include "core/base/worker_pool.h"

#include <QTest>

#include <atomic>
#include <numeric>
#include <set>
#include <stdexcept>

using consentry::WorkerPool;

class WorkerPoolTest : public QObject {
    Q_OBJECT
private slots:
    void runsEachPieceOnce_data();
    void runsEachPieceOnce();
    void worksWhileTheCallerDoesSomethingElse();
    void handsOverWhatAPieceThrew();
    void dropsWhatHasNotBegunAtItsEnd();
    void takesAnEmptyRound();
};

void WorkerPoolTest::runsEachPieceOnce_data() {
    QTest::addColumn<int>("threads");
    for (const int threads : {0, 1, 2, 7}) {
        QTest::addRow("%d threads", threads) << threads;
    }
}

void WorkerPoolTest::runsEachPieceOnce() {
    QFETCH(int, threads);
    WorkerPool pool(static_cast<std::size_t>(threads));
    for (std::size_t round = 0; round < 50; ++round) {
        std::vector<std::size_t> results(round * 7);
        std::atomic<std::size_t> runs = 0;
        pool.start(results.size(), [&](std::size_t i) {
            results[i] += i + round;
            ++runs;
        });
        pool.finish();
        QCOMPARE(runs.load(), results.size());
        for (std::size_t i = 0; i < results.size(); ++i) {
            QCOMPARE(results[i], i + round);
        }
    }
}

void WorkerPoolTest::worksWhileTheCallerDoesSomethingElse() {
    WorkerPool pool(1);
    std::atomic<bool> done = false;
    pool.start(1, [&](std::size_t) { done = true; });
    QTRY_VERIFY(done.load()); // without finish()
    pool.finish();
}

void WorkerPoolTest::handsOverWhatAPieceThrew() {
    for (const std::size_t threads : {std::size_t{0}, std::size_t{2}}) {
        WorkerPool pool(threads);
        std::atomic<int> runs = 0;
        pool.start(10'000, [&](std::size_t i) {
            ++runs;
            if (i == 3) {
                throw std::runtime_error("piece 3");
            }
        });
        QVERIFY_EXCEPTION_THROWN(pool.finish(), std::runtime_error);
        QVERIFY(runs < 10'000);
        // And goes on as if nothing had been.
        pool.start(2, [&](std::size_t) { runs = -1; });
        pool.finish();
        QCOMPARE(runs.load(), -1);
    }
}

void WorkerPoolTest::dropsWhatHasNotBegunAtItsEnd() {
    std::atomic<int> runs = 0;
    std::atomic<bool> mayEnd = false;
    std::jthread opener;
    {
        WorkerPool pool(2);
        pool.start(1000, [&](std::size_t) {
            ++runs;
            while (!mayEnd) {
                std::this_thread::yield();
            }
        });
        QTRY_COMPARE(runs.load(), 2);
        opener = std::jthread([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            mayEnd = true;
        });
    }
    // What had begun when the pool went away was waited for.
    QVERIFY(mayEnd);
    QCOMPARE(runs.load(), 2);
}

void WorkerPoolTest::takesAnEmptyRound() {
    WorkerPool pool(2);
    pool.finish();
    pool.start(0, [](std::size_t) { QFAIL("there is no piece"); });
    pool.finish();
}

QTEST_APPLESS_MAIN(WorkerPoolTest)
#include "worker_pool_test.moc"
