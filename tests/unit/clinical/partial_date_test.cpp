#include "core/clinical/partial_date.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::clinical;

class PartialDateTest : public QObject {
    Q_OBJECT
private slots:
    void spansWhatItCanMean_data();
    void spansWhatItCanMean();
    void keepsTheTextAsWritten();
    void refusesWhatIsNoDate();
};

void PartialDateTest::spansWhatItCanMean_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("precision");
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<QByteArray>("end");
    using P = PartialDate::Precision;
    const auto row = [](const char* text, P precision, const char* begin, const char* end) {
        QTest::newRow(text) << QByteArray(text) << int(precision) << QByteArray(begin)
                            << QByteArray(end);
    };
    row("2024", P::Year, "2023-12-31T10:00:00.000Z", "2025-01-01T12:00:00.000Z");
    row("2024-05", P::Month, "2024-04-30T10:00:00.000Z", "2024-06-01T12:00:00.000Z");
    row("2023-12", P::Month, "2023-11-30T10:00:00.000Z", "2024-01-01T12:00:00.000Z");
    row("2024-02-29", P::Day, "2024-02-28T10:00:00.000Z", "2024-03-01T12:00:00.000Z");
    row("0001-01-01", P::Day, "0000-12-31T10:00:00.000Z", "0001-01-02T12:00:00.000Z");
    row("2024-05-01T08:30:00+08:00", P::Instant, "2024-05-01T00:30:00.000Z",
        "2024-05-01T00:30:00.001Z");
    row("2024-05-01T08:30:00.12345678901234Z", P::Instant, "2024-05-01T08:30:00.123Z",
        "2024-05-01T08:30:00.124Z");
    // A time that does not say where: FHIR forbids it, many systems write it.
    row("2024-05-01T08:30:00", P::Day, "2024-04-30T10:00:00.000Z", "2024-05-02T12:00:00.000Z");
    row("2024-05-01 08:30", P::Day, "2024-04-30T10:00:00.000Z", "2024-05-02T12:00:00.000Z");
}

void PartialDateTest::spansWhatItCanMean() {
    QFETCH(QByteArray, text);
    QFETCH(int, precision);
    QFETCH(QByteArray, begin);
    QFETCH(QByteArray, end);
    const auto date = PartialDate::parse(text.toStdString());
    QVERIFY(date.has_value());
    QCOMPARE(int(date->precision()), precision);
    QCOMPARE(QByteArray::fromStdString(toRfc3339(date->span().begin)), begin);
    QCOMPARE(QByteArray::fromStdString(toRfc3339(date->span().end)), end);
}

void PartialDateTest::keepsTheTextAsWritten() {
    const std::string text = "2024-05-01T08:30:00.100+08:00";
    QCOMPARE(PartialDate::parse(text)->text(), text);
}

void PartialDateTest::refusesWhatIsNoDate() {
    for (const char* text :
         {"",
          "24",
          "202",
          "0000",
          "-024",
          "2024-",
          "2024-5",
          "2024-00",
          "2024-13",
          "2024/05",
          "2024-05-",
          "2024-05-00",
          "2024-05-32",
          "2023-02-29",
          "2024-0a-01",
          "2024-05-01T",
          "2024-05-01T25:00:00Z",
          "2024-05-01T08:30:00+08",
          "2024-05-01X08:30:00Z",
          "gestern",
          "2024-05-01T08:30:00Z and much more text that goes on and on and on and on and on"}) {
        QVERIFY2(!PartialDate::parse(text).has_value(), text);
    }
}

QTEST_APPLESS_MAIN(PartialDateTest)
#include "partial_date_test.moc"
