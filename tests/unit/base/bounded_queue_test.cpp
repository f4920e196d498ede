#include "core/base/bounded_queue.h"

#include <QTest>

#include <atomic>
#include <memory>
#include <thread>

using consentry::BoundedQueue;

class BoundedQueueTest : public QObject {
    Q_OBJECT
private slots:
    void keepsTheOrderAcrossThreads();
    void holdsBackWhoeverIsFaster();
    void takesASingleItemAboveTheBound();
    void givesWhatIsInsideAfterTheClose();
    void wakesATakerAtTheClose();
    void wakesAGiverWhenAbandoned();
};

void BoundedQueueTest::keepsTheOrderAcrossThreads() {
    BoundedQueue<std::unique_ptr<int>> queue(5);
    std::jthread giver([&] {
        for (int i = 0; i < 20'000; ++i) {
            queue.push(std::make_unique<int>(i), 1 + static_cast<std::size_t>(i % 3));
        }
        queue.close();
    });
    int expected = 0;
    while (const auto item = queue.pop()) {
        QCOMPARE(**item, expected++);
    }
    QCOMPARE(expected, 20'000);
}

void BoundedQueueTest::holdsBackWhoeverIsFaster() {
    BoundedQueue<int> queue(10);
    std::atomic<int> given = 0;
    std::jthread giver([&] {
        while (queue.push(0, 4)) {
            ++given;
        }
    });
    QTRY_COMPARE(given.load(), 2); // a third one would weigh 12
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    QCOMPARE(given.load(), 2);
    QVERIFY(queue.pop());
    QTRY_COMPARE(given.load(), 3);
    queue.abandon();
}

void BoundedQueueTest::takesASingleItemAboveTheBound() {
    BoundedQueue<int> queue(10);
    QVERIFY(!queue.hasWaiting());
    QVERIFY(queue.push(1, 1000));
    QVERIFY(queue.hasWaiting());
    std::jthread giver([&] {
        queue.push(2, 1);
        queue.close();
    });
    QCOMPARE(queue.pop(), std::optional(1));
    QCOMPARE(queue.pop(), std::optional(2));
    QCOMPARE(queue.pop(), std::optional<int>());
}

void BoundedQueueTest::givesWhatIsInsideAfterTheClose() {
    BoundedQueue<int> queue(10);
    QVERIFY(queue.push(1, 1));
    queue.close();
    QVERIFY(!queue.push(2, 1));
    QCOMPARE(queue.pop(), std::optional(1));
    QCOMPARE(queue.pop(), std::optional<int>());
}

void BoundedQueueTest::wakesATakerAtTheClose() {
    BoundedQueue<int> queue(10);
    std::jthread closer([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        queue.close();
    });
    QCOMPARE(queue.pop(), std::optional<int>());
}

void BoundedQueueTest::wakesAGiverWhenAbandoned() {
    const auto content = std::make_shared<int>(1);
    BoundedQueue<std::shared_ptr<int>> queue(1);
    QVERIFY(queue.push(content, 1));
    std::jthread taker([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        queue.abandon();
    });
    QVERIFY(!queue.push(content, 1));
    QVERIFY(!queue.pop());
    QCOMPARE(content.use_count(), 1L);
}

QTEST_APPLESS_MAIN(BoundedQueueTest)
#include "bounded_queue_test.moc"
