// Days and periods as people type them, and the instants that they mean.
#include "tests/unit/consent/fixture.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::consent;
using namespace consentry::consent::test;

namespace {

/// Germany in 2026: clocks change at 01:00 UTC on 29 March and 25 October.
std::chrono::minutes germany(Instant moment) {
    const bool isSummer =
        moment >= at("2026-03-29T01:00:00Z") && moment < at("2026-10-25T01:00:00Z");
    return std::chrono::hours(isSummer ? 2 : 1);
}

QByteArray text(const Result<Instant>& instant) {
    return instant ? QByteArray::fromStdString(toRfc3339(*instant))
                   : QByteArray::fromStdString(std::string(errorName(instant.error().code)));
}

} // namespace

class PeriodTest : public QObject {
    Q_OBJECT
private slots:
    void windowsBeginAtTheStartOfADay_data();
    void windowsBeginAtTheStartOfADay();
    void untilIncludesThatDay_data();
    void untilIncludesThatDay();
    void daysFollowTheClockChange();
    void everyDayStartsAtItsOwnMidnight();
};

void PeriodTest::windowsBeginAtTheStartOfADay_data() {
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<QByteArray>("instant");
    const auto row = [](const char* typed, const char* instant) {
        QTest::newRow(typed) << QByteArray(typed) << QByteArray(instant);
    };
    // Now is 31 August 2026, 00:30 in China.
    row("30d", "2026-07-31T16:00:00.000Z");
    row("1d", "2026-08-29T16:00:00.000Z");
    row("4w", "2026-08-02T16:00:00.000Z");
    row("6m", "2026-02-27T16:00:00.000Z"); // February has no 31st
    row("1y", "2025-08-30T16:00:00.000Z");
    row("2024-01-01", "2023-12-31T16:00:00.000Z");
    row("2024-02-30", "Malformed");
    row("2024-13-01", "Malformed");
    row("24-01-01", "Malformed");
    row("2024-1-01x", "Malformed");
    row("-30d", "Malformed");
    row("+3-", "Malformed");
    row("30", "Malformed");
    row("d", "Malformed");
    row("0d", "Malformed");
    row("30h", "Malformed");
    row("", "Malformed");
    row("3 0d", "Malformed");
    row("99999999999d", "Malformed");
    row("10000d", "InvalidArgument");
    row("500y", "InvalidArgument");
    row("1899-12-31", "InvalidArgument");
}

void PeriodTest::windowsBeginAtTheStartOfADay() {
    QFETCH(QByteArray, typed);
    QFETCH(QByteArray, instant);
    const Instant now = at("2026-08-30T16:30:00Z");
    QCOMPARE(text(parseWindowStart(typed.toStdString(), now, china)), instant);
}

void PeriodTest::untilIncludesThatDay_data() {
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<QByteArray>("instant");
    const auto row = [](const char* typed, const char* instant) {
        QTest::newRow(typed) << QByteArray(typed) << QByteArray(instant);
    };
    row("2026-06-30", "2026-06-30T16:00:00.000Z");
    row("2026-06-10", "2026-06-10T16:00:00.000Z"); // today, to its end
    row("2026-06-09", "InvalidArgument");
    row("90d", "2026-09-08T16:00:00.000Z");
    row("1m", "2026-07-10T16:00:00.000Z");
    row("tomorrow", "Malformed");
}

void PeriodTest::untilIncludesThatDay() {
    QFETCH(QByteArray, typed);
    QFETCH(QByteArray, instant);
    QCOMPARE(text(parseValidityEnd(typed.toStdString(), june, china)), instant);
}

void PeriodTest::daysFollowTheClockChange() {
    const Instant now = at("2026-11-01T11:00:00Z");
    QCOMPARE(text(parseWindowStart("30d", now, germany)), QByteArray("2026-10-01T22:00:00.000Z"));
    QCOMPARE(text(parseWindowStart("3d", now, germany)), QByteArray("2026-10-28T23:00:00.000Z"));
}

void PeriodTest::everyDayStartsAtItsOwnMidnight() {
    for (int i = 0; i < 365; ++i) {
        const Day day(std::chrono::sys_days(std::chrono::year(2026) / 1 / 1) +
                      std::chrono::days(i));
        const Instant start = startOfDay(day, germany);
        QVERIFY(localDay(start, germany) == day);
        QVERIFY(localDay(start - milliseconds(1), germany) != day);
        QVERIFY(lastDayBefore(start + milliseconds(1), germany) == day);
    }
}

QTEST_APPLESS_MAIN(PeriodTest)
#include "period_test.moc"
