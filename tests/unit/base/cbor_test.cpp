// Deterministic CBOR: examples of RFC 8949 appendix A that lie inside our subset, and the
// encodings that §4.2.1 forbids.
#include "core/base/cbor.h"

#include <QtTest>

using namespace consentry;

class CborTest : public QObject {
    Q_OBJECT
private slots:
    void writesTheExamplesOfTheRfc_data();
    void writesTheExamplesOfTheRfc();
    void refusesEveryOtherEncoding_data();
    void refusesEveryOtherEncoding();
    void readsBackWhatItWrote();
    void aHostileCountReservesNothing();
};

void CborTest::writesTheExamplesOfTheRfc_data() {
    QTest::addColumn<quint64>("value");
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("0") << quint64(0) << QByteArray("00");
    QTest::newRow("23") << quint64(23) << QByteArray("17");
    QTest::newRow("24") << quint64(24) << QByteArray("1818");
    QTest::newRow("100") << quint64(100) << QByteArray("1864");
    QTest::newRow("1000") << quint64(1000) << QByteArray("1903e8");
    QTest::newRow("1000000") << quint64(1000000) << QByteArray("1a000f4240");
    QTest::newRow("1000000000000") << quint64(1000000000000) << QByteArray("1b000000e8d4a51000");
    QTest::newRow("max") << ~quint64(0) << QByteArray("1bffffffffffffffff");
}

void CborTest::writesTheExamplesOfTheRfc() {
    QFETCH(quint64, value);
    QFETCH(QByteArray, hex);
    CborWriter writer;
    writer.unsignedInt(value);
    QCOMPARE(QByteArray::fromStdString(toHex(writer.bytes())), hex);
    const Bytes bytes = *fromHex(hex.toStdString());
    CborReader reader(bytes);
    QCOMPARE(*reader.unsignedInt(), value);
    QVERIFY(reader.finish().has_value());
}

void CborTest::refusesEveryOtherEncoding_data() {
    QTest::addColumn<QByteArray>("hex");
    for (const char* hex : {"1817",
                            "190017",
                            "1900ff",
                            "1a0000ffff",
                            "1b00000000ffffffff", // longer integers
                            "5800",
                            "581761",
                            "780161", // longer lengths
                            "9f00ff",
                            "bf0000ff",
                            "5f4100ff",
                            "7f6100ff", // indefinite
                            "1c",
                            "1d",
                            "1e",
                            "fc",
                            "ff", // reserved
                            "20",
                            "c000",
                            "f97e00",
                            "fb3ff199999999999a",
                            "f7",
                            "e0",
                            "f818", // not ours
                            "61ff",
                            "62c080",
                            "63eda080",
                            "64f4908080", // not UTF-8
                            "42",
                            "6261",
                            "a1",
                            "a101",
                            "8201",
                            ""}) { // cut
        QTest::newRow(*hex ? hex : "empty") << QByteArray(hex);
    }
}

void CborTest::refusesEveryOtherEncoding() {
    QFETCH(QByteArray, hex);
    const Bytes bytes = *fromHex(hex.toStdString());
    CborReader reader(bytes);
    const auto item = reader.skip();
    QVERIFY(!item.has_value());
}

void CborTest::readsBackWhatItWrote() {
    CborWriter writer;
    writer.map(3).unsignedInt(1).text("血糖").unsignedInt(2).byteString(bytesOf("ab"));
    writer.unsignedInt(3).array(3).boolean(true).boolean(false).null();
    CborReader reader(writer.bytes());
    QCOMPARE(*reader.map(), std::size_t(3));
    QCOMPARE(*reader.unsignedInt(), 1U);
    QVERIFY(*reader.text() == "血糖");
    QCOMPARE(*reader.unsignedInt(), 2U);
    QVERIFY(equal(*reader.byteString(), bytesOf("ab")));
    QCOMPARE(*reader.unsignedInt(), 3U);
    QCOMPARE(*reader.array(), std::size_t(3));
    QVERIFY(*reader.boolean());
    QVERIFY(!*reader.boolean());
    QVERIFY(reader.takeNull());
    QVERIFY(reader.finish().has_value());

    CborReader skipping(writer.bytes());
    QCOMPARE(skipping.skip()->size(), writer.bytes().size());
}

void CborTest::aHostileCountReservesNothing() {
    const Bytes bytes = *fromHex("9bffffffffffffffff");
    CborReader reader(bytes);
    QVERIFY(!reader.array().has_value());
    const Bytes deep(100, std::byte(0x81));
    CborReader nested(deep);
    QCOMPARE(nested.skip().error().code, ErrorCode::TooLarge);
}

QTEST_APPLESS_MAIN(CborTest)
#include "cbor_test.moc"
