#include "core/base/ids.h"

#include <QtTest>

using namespace consentry;

class BytesTest : public QObject {
    Q_OBJECT
private slots:
    void hexAndBase64GoThereAndBack();
    void refusesLooseBase64();
    void fixedBytesRefuseAnotherLength();
    void resultMacrosPassErrorsOn();
};

void BytesTest::hexAndBase64GoThereAndBack() {
    // RFC 4648 §10.
    const std::pair<const char*, const char*> examples[] = {
        {"", ""},        {"f", "Zg=="},        {"fo", "Zm8="},
        {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"foobar", "Zm9vYmFy"}};
    for (const auto& [plain, encoded] : examples) {
        QCOMPARE(toBase64(bytesOf(plain)), std::string(encoded));
        QVERIFY(equal(*fromBase64(encoded), bytesOf(plain)));
        QVERIFY(equal(*fromHex(toHex(bytesOf(plain))), bytesOf(plain)));
    }
    QVERIFY(equal(*fromHex("AbCd"), *fromHex("abcd")));
    QVERIFY(!fromHex("abc").has_value());
    QVERIFY(!fromHex("zz").has_value());
}

void BytesTest::refusesLooseBase64() {
    for (const char* text :
         {"Zg=", "Zg", "Zh==", "Zm9=", "Z===", "Zg==Zg==", "Zm 9", "====", "Zm9v\n"}) {
        QVERIFY2(!fromBase64(text).has_value(), text);
    }
}

void BytesTest::fixedBytesRefuseAnotherLength() {
    QVERIFY(!PartyId::from(Bytes(31)).has_value());
    QVERIFY(!PartyId::from(Bytes(33)).has_value());
    QVERIFY(PartyId::from(Bytes(32))->isZero());
    QVERIFY(*PartyId::from(Bytes(32, std::byte(1))) > PartyId());
}

Result<int> half(int value) {
    if (value % 2 != 0) {
        return fail(ErrorCode::InvalidArgument, "odd");
    }
    return value / 2;
}

Result<int> quarter(int value) {
    ASSIGN_OR_RETURN(const int once, half(value));
    ASSIGN_OR_RETURN(const int twice, half(once));
    return twice;
}

void BytesTest::resultMacrosPassErrorsOn() {
    QCOMPARE(*quarter(8), 2);
    QCOMPARE(quarter(6).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(toString(quarter(6).error()), std::string("InvalidArgument: odd"));
}

QTEST_APPLESS_MAIN(BytesTest)
#include "bytes_test.moc"
