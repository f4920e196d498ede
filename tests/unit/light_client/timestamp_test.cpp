// Times keep their nanoseconds through parsing and printing, because they are signed over.
#include "core/light_client/timestamp.h"
#include "core/light_client/timestamp_encoding.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::light_client;

class TimestampTest : public QObject {
    Q_OBJECT
private slots:
    void keepsEveryNanosecond_data();
    void keepsEveryNanosecond();
    void refusesWhatIsNoTime_data();
    void refusesWhatIsNoTime();
    void theEnginesNoTimeIsTheDefault();
    void durationsCarryAndClamp();
};

void TimestampTest::keepsEveryNanosecond_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<int>("nanos");
    QTest::newRow("nine decimals") << "2026-11-23T15:09:33.185381716Z" << 1795446573LL << 185381716;
    QTest::newRow("leading zeros") << "2026-11-23T15:09:33.000000001Z" << 1795446573LL << 1;
    QTest::newRow("one decimal") << "1970-01-01T00:00:01.5Z" << 1LL << 500000000;
    QTest::newRow("none") << "1970-01-01T00:00:01Z" << 1LL << 0;
    QTest::newRow("leap day") << "2024-02-29T23:59:59Z" << 1709251199LL << 0;
    QTest::newRow("before 1970") << "1969-12-31T23:59:59.25Z" << -1LL << 250000000;
    QTest::newRow("first") << "0001-01-01T00:00:00Z" << -62135596800LL << 0;
    QTest::newRow("last") << "9999-12-31T23:59:59.999999999Z" << 253402300799LL << 999999999;
}

void TimestampTest::keepsEveryNanosecond() {
    QFETCH(QString, text);
    QFETCH(qint64, seconds);
    QFETCH(int, nanos);
    const auto time = Timestamp::parse(text.toStdString());
    QVERIFY(time.has_value());
    QCOMPARE(qint64(time->seconds()), seconds);
    QCOMPARE(int(time->nanos()), nanos);
    QCOMPARE(QString::fromStdString(time->text()), text);
}

void TimestampTest::refusesWhatIsNoTime_data() {
    QTest::addColumn<QString>("text");
    for (const char* text :
         {"", "Z", "2026-11-23", "2026-11-23T15:09:33", "2026-11-23T15:09:33+00:00",
          "2026-11-23 15:09:33Z", "2026-13-23T15:09:33Z", "2026-02-29T15:09:33Z",
          "2026-11-23T24:00:00Z", "2026-11-23T15:60:33Z", "2026-11-23T15:09:60Z",
          "2026-11-23T15:09:33.Z", "2026-11-23T15:09:33.1234567890Z", "2026-11-23T15:09:33,5Z",
          "2026-11-23T15:09:33.12x4Z", "0000-01-01T00:00:00Z", "-001-01-01T00:00:00Z",
          "2026-00-10T00:00:00Z", "2026-01-00T00:00:00Z"}) {
        QTest::newRow(text) << QString(text);
    }
}

void TimestampTest::refusesWhatIsNoTime() {
    QFETCH(QString, text);
    QVERIFY(!Timestamp::parse(text.toStdString()).has_value());
}

void TimestampTest::theEnginesNoTimeIsTheDefault() {
    QCOMPARE(QString::fromStdString(Timestamp().text()), "0001-01-01T00:00:00Z");
    QCOMPARE(QString::fromStdString(toHex(encodeTimestamp(Timestamp()))), "088092b8c398feffffff01");
}

void TimestampTest::durationsCarryAndClamp() {
    const Timestamp time = *Timestamp::from(10, 999'500'000);
    QVERIFY(time.plus(milliseconds(1)) == *Timestamp::from(11, 500'000));
    QVERIFY(time.plus(milliseconds(-1)) == *Timestamp::from(10, 998'500'000));
    QVERIFY(time.plus(milliseconds(-1000)) == *Timestamp::from(9, 999'500'000));
    QVERIFY(time.plus(milliseconds::max()).seconds() == Timestamp::secondsMax);
    QVERIFY(time.plus(milliseconds::min()).seconds() == Timestamp::secondsMin);
    QCOMPARE(millisOf(time.toInstant()), std::int64_t(10'999));
    QVERIFY(Timestamp::fromInstant(instantFromMillis(-1)) == *Timestamp::from(-1, 999'000'000));
    QVERIFY(!Timestamp::from(0, 1'000'000'000).has_value());
    QVERIFY(!Timestamp::from(Timestamp::secondsMax + 1, 0).has_value());
}

QTEST_APPLESS_MAIN(TimestampTest)
#include "timestamp_test.moc"
