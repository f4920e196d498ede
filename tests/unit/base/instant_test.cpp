#include "core/base/instant.h"

#include <QtTest>

using namespace consentry;

class InstantTest : public QObject {
    Q_OBJECT
private slots:
    void readsAndWritesRfc3339_data();
    void readsAndWritesRfc3339();
    void refusesWhatIsNoTime();
};

void InstantTest::readsAndWritesRfc3339_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("utc");
    QTest::newRow("utc") << QByteArray("2026-06-30T16:00:00Z")
                         << QByteArray("2026-06-30T16:00:00.000Z");
    QTest::newRow("east") << QByteArray("2026-07-01T00:00:00+08:00")
                          << QByteArray("2026-06-30T16:00:00.000Z");
    QTest::newRow("west") << QByteArray("2024-02-29T20:30:15.5-03:30")
                          << QByteArray("2024-03-01T00:00:15.500Z");
    QTest::newRow("nanoseconds are cut")
        << QByteArray("1969-12-31T23:59:59.999999999Z") << QByteArray("1969-12-31T23:59:59.999Z");
}

void InstantTest::readsAndWritesRfc3339() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, utc);
    const auto instant = parseRfc3339(text.toStdString());
    QVERIFY(instant.has_value());
    QCOMPARE(QByteArray::fromStdString(toRfc3339(*instant)), utc);
}

void InstantTest::refusesWhatIsNoTime() {
    for (const char* text :
         {"", "2026", "2026-06-30", "2026-02-30T00:00:00Z", "2026-06-30T24:00:00Z",
          "2026-06-30T16:00:00", "2026-06-30T16:00:00.Z", "2026-06-30T16:00:00Zx",
          "2026-06-30T16:00:00.1234567890Z", "2026-13-01T00:00:00Z"}) {
        QVERIFY2(!parseRfc3339(text).has_value(), text);
    }
}

QTEST_APPLESS_MAIN(InstantTest)
#include "instant_test.moc"
