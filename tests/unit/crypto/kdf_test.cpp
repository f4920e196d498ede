// HKDF against RFC 5869 and Wycheproof; Argon2id against values calculated with another
// implementation (libargon2).
#include "core/crypto/kdf.h"

#include "tests/support/wycheproof.h"

#include <QtTest>

using namespace consentry;

namespace {

SecretBytes secretOf(std::string text) {
    return SecretBytes::takeFrom(std::as_writable_bytes(std::span(text)));
}

std::string derivedHex(const char* passphrase, const Argon2Salt& salt,
                       const Argon2Parameters& parameters) {
    const auto key = argon2id(secretOf(passphrase), salt, parameters);
    return key ? toHex(key->expose()) : toString(key.error());
}

const Argon2Salt countingSalt = *Argon2Salt::fromHexText("000102030405060708090a0b0c0d0e0f");

} // namespace

class KdfTest : public QObject {
    Q_OBJECT
private slots:
    void hkdfGivesTheResultsOfRfc5869_data();
    void hkdfGivesTheResultsOfRfc5869();
    void hkdfAgreesWithWycheproof();
    void hkdfStopsAtItsLimit();
    void argon2AgreesWithAnotherImplementation();
    void argon2DependsOnEveryInput();
    void argon2KeepsToFloorAndCeiling();
    void calibrationStaysInBounds();
};

void KdfTest::hkdfGivesTheResultsOfRfc5869_data() {
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("salt");
    QTest::addColumn<QByteArray>("info");
    QTest::addColumn<QByteArray>("output");
    QTest::newRow("A.1") << QByteArray("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b")
                         << QByteArray("000102030405060708090a0b0c")
                         << QByteArray("f0f1f2f3f4f5f6f7f8f9")
                         << QByteArray("3cb25f25faacd57a90434f64d0362f2a"
                                       "2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
                                       "34007208d5b887185865");
    QByteArray input;
    QByteArray salt;
    QByteArray info;
    for (int i = 0; i < 80; ++i) {
        input += char(i);
        salt += char(0x60 + i);
        info += char(0xb0 + i);
    }
    QTest::newRow("A.2, long") << input.toHex() << salt.toHex() << info.toHex()
                               << QByteArray("b11e398dc80327a1c8e7f78c596a4934"
                                             "4f012eda2d4efad8a050cc4c19afa97c"
                                             "59045a99cac7827271cb41c65e590e09"
                                             "da3275600c2f09b8367793a9aca3db71"
                                             "cc30c58179ec3e87c14c01d5c1f3434f"
                                             "1d87");
    QTest::newRow("A.3, no salt, no info")
        << QByteArray("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b") << QByteArray()
        << QByteArray()
        << QByteArray("8da4e775a563c18f715f802a063c5a31"
                      "b8a11f5c5ee1879ec3454e5f3c738d2d"
                      "9d201395faa4b61a96c8");
}

void KdfTest::hkdfGivesTheResultsOfRfc5869() {
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, salt);
    QFETCH(QByteArray, info);
    QFETCH(QByteArray, output);
    const auto got = hkdfSha256(*fromHex(input.toStdString()), *fromHex(salt.toStdString()),
                                *fromHex(info.toStdString()), std::size_t(output.size()) / 2);
    QCOMPARE(QByteArray::fromStdString(toHex(got->expose())), output);
}

void KdfTest::hkdfAgreesWithWycheproof() {
    const auto cases = test::wycheproofCases("hkdf_sha256_test.json");
    if (!cases) {
        QSKIP("the shared vectors are absent");
    }
    std::size_t equalVerdicts = 0;
    for (const auto& test : *cases) {
        const auto output = hkdfSha256(test.bytes("ikm"), test.bytes("salt"), test.bytes("info"),
                                       test.number("size"));
        const bool valid = test.verdict == test::WycheproofVerdict::Valid;
        QVERIFY2(output.has_value() == valid, test.label().c_str());
        QVERIFY2(!valid || equal(output->expose(), test.bytes("okm")), test.label().c_str());
        ++equalVerdicts;
    }
    qInfo("hkdf_sha256: %zu cases, %zu equal", cases->size(), equalVerdicts);
}

void KdfTest::hkdfStopsAtItsLimit() {
    QCOMPARE(hkdfSha256(bytesOf("key"), {}, {}, 8160)->size(), std::size_t{8160});
    QCOMPARE(hkdfSha256(bytesOf("key"), {}, {}, 8161).error().code, ErrorCode::TooLarge);
    QVERIFY(hkdfSha256(bytesOf("key"), {}, {}, 0)->isEmpty());
}

void KdfTest::argon2AgreesWithAnotherImplementation() {
    QCOMPARE(derivedHex("password", countingSalt, argon2Floor),
             std::string("def6fd068289b9a0cf1114f8e978a2c4dab6faef377d895b9c2d59fc93fc5653"));
    QCOMPARE(derivedHex("", countingSalt, argon2Floor),
             std::string("cabd8eb65ac84e96b96e15047b5d84c21dcf0d387defa2220c7d4a6ddbf92a6c"));
    Argon2Salt ones;
    std::fill_n(ones.data(), Argon2Salt::size, std::byte{0xff});
    QCOMPARE(derivedHex("正确的密码 电池", ones, {65 * 1024, 4}),
             std::string("045bd93be2667c931ab04d1f0fe919c68108a4227387b9ae89ab4799e5dd9473"));
    // Not a whole number of mebibytes.
    QCOMPARE(derivedHex("password", countingSalt, {64 * 1024 + 7, 3}),
             std::string("c0655b167fc8e5c502881dde0740a10c4bc757eac5a3a78e16761bdf15e31bf8"));
}

void KdfTest::argon2DependsOnEveryInput() {
    const std::string base = derivedHex("password", countingSalt, argon2Floor);
    QVERIFY(base != derivedHex("Password", countingSalt, argon2Floor));
    QVERIFY(base != derivedHex("password ", countingSalt, argon2Floor));
    QVERIFY(base != derivedHex("password", Argon2Salt(), argon2Floor));
    QVERIFY(base != derivedHex("password", countingSalt, {argon2Floor.memoryKiB, 4}));
}

void KdfTest::argon2KeepsToFloorAndCeiling() {
    const auto code = [](const Argon2Parameters& parameters) {
        return argon2id(secretOf("x"), Argon2Salt(), parameters).error().code;
    };
    QCOMPARE(code({argon2Floor.memoryKiB - 1, 3}), ErrorCode::InvalidArgument);
    QCOMPARE(code({argon2Floor.memoryKiB, 2}), ErrorCode::InvalidArgument);
    QCOMPARE(code({0, 0}), ErrorCode::InvalidArgument);
    QCOMPARE(code({argon2Ceiling.memoryKiB + 1, 3}), ErrorCode::TooLarge);
    QCOMPARE(code({argon2Floor.memoryKiB, argon2Ceiling.passes + 1}), ErrorCode::TooLarge);
    QCOMPARE(code({~0U, ~0U}), ErrorCode::TooLarge);
}

void KdfTest::calibrationStaysInBounds() {
    QCOMPARE(calibrateArgon2(std::chrono::milliseconds(0)), argon2Floor);
    const Argon2Parameters chosen = calibrateArgon2(std::chrono::milliseconds(300));
    QVERIFY(chosen.memoryKiB >= argon2Floor.memoryKiB && chosen.passes >= argon2Floor.passes);
    QVERIFY(chosen.memoryKiB <= argon2Ceiling.memoryKiB && chosen.passes <= argon2Ceiling.passes);
    qInfo("calibrated for 300 ms: %u KiB, %u passes", chosen.memoryKiB, chosen.passes);
    QVERIFY(argon2id(secretOf("x"), Argon2Salt(), chosen));
}

QTEST_APPLESS_MAIN(KdfTest)
#include "kdf_test.moc"
