// AES-256-GCM against the test cases of the GCM specification (McGrew and Viega, appendix B) and
// Wycheproof.
#include "core/crypto/aead.h"

#include "core/crypto/random.h"
#include "tests/support/wycheproof.h"

#include <QtTest>

using namespace consentry;

namespace {

AeadKey keyFrom(Bytes bytes) {
    return *AeadKey::from(SecretBytes::takeFrom(bytes));
}

AeadKey keyFromHex(const char* hex) {
    return keyFrom(*fromHex(hex));
}

} // namespace

class AeadTest : public QObject {
    Q_OBJECT
private slots:
    void sealsTheExamplesOfTheSpecification_data();
    void sealsTheExamplesOfTheSpecification();
    void agreesWithWycheproof();
    void everyFlippedBitIsNoticed();
    void anotherKeyNonceOrAadOpensNothing();
    void whatIsShorterThanATagIsRefused();
};

void AeadTest::sealsTheExamplesOfTheSpecification_data() {
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("nonce");
    QTest::addColumn<QByteArray>("aad");
    QTest::addColumn<QByteArray>("plaintext");
    QTest::addColumn<QByteArray>("ciphertext");
    const QByteArray zeroKey(64, '0');
    const QByteArray zeroNonce(24, '0');
    const QByteArray key("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
    const QByteArray nonce("cafebabefacedbaddecaf888");
    QTest::newRow("13") << zeroKey << zeroNonce << QByteArray() << QByteArray()
                        << QByteArray("530f8afbc74536b9a963b4f1c4cb738b");
    QTest::newRow("14") << zeroKey << zeroNonce << QByteArray() << QByteArray(32, '0')
                        << QByteArray("cea7403d4d606b6e074ec5d3baf39d18"
                                      "d0d1c8a799996bf0265b98b5d48ab919");
    QTest::newRow("16") << key << nonce << QByteArray("feedfacedeadbeeffeedfacedeadbeefabaddad2")
                        << QByteArray("d9313225f88406e5a55909c5aff5269a"
                                      "86a7a9531534f7da2e4c303d8a318a72"
                                      "1c3c0c95956809532fcf0e2449a6b525"
                                      "b16aedf5aa0de657ba637b39")
                        << QByteArray("522dc1f099567d07f47f37a32a84427d"
                                      "643a8cdcbfe5c0c97598a2bd2555d1aa"
                                      "8cb08e48590dbb3da7b08b1056828838"
                                      "c5f61e6393ba7a0abcc9f662"
                                      "76fc6ece0f4e1768cddf8853bb2d551b");
}

void AeadTest::sealsTheExamplesOfTheSpecification() {
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, nonce);
    QFETCH(QByteArray, aad);
    QFETCH(QByteArray, plaintext);
    QFETCH(QByteArray, ciphertext);
    const AeadKey aeadKey = keyFromHex(key.constData());
    const AeadNonce aeadNonce = *AeadNonce::fromHexText(nonce.toStdString());
    const Bytes additional = *fromHex(aad.toStdString());
    const Bytes message = *fromHex(plaintext.toStdString());
    const Bytes sealed = *aeadSeal(aeadKey, aeadNonce, additional, message);
    QCOMPARE(QByteArray::fromStdString(toHex(sealed)), ciphertext);
    QVERIFY(equal(aeadOpen(aeadKey, aeadNonce, additional, sealed)->expose(), message));
}

void AeadTest::agreesWithWycheproof() {
    const auto cases = test::wycheproofCases("aes_gcm_test.json");
    if (!cases) {
        QSKIP("the shared vectors are absent");
    }
    std::size_t equalVerdicts = 0;
    std::size_t otherParameters = 0;
    for (const auto& test : *cases) {
        Bytes key = test.bytes("key");
        const Result<AeadKey> aeadKey = AeadKey::from(SecretBytes::takeFrom(key));
        const Result<AeadNonce> nonce = AeadNonce::from(test.bytes("iv"));
        const bool ours = test.number("keySize") == 256 && test.number("ivSize") == 96 &&
                          test.number("tagSize") == 128;
        // The types refuse what is not AES-256 with a nonce of 96 bits.
        QVERIFY2((aeadKey && nonce) == ours, test.label().c_str());
        if (!ours) {
            ++otherParameters;
            continue;
        }
        const bool valid = test.verdict == test::WycheproofVerdict::Valid;
        const Bytes aad = test.bytes("aad");
        const Bytes message = test.bytes("msg");
        Bytes sealed = test.bytes("ct");
        append(sealed, test.bytes("tag"));
        const auto opened = aeadOpen(*aeadKey, *nonce, aad, sealed);
        QVERIFY2(opened.has_value() == valid, test.label().c_str());
        if (valid) {
            QVERIFY2(equal(opened->expose(), message), test.label().c_str());
            QVERIFY2(equal(*aeadSeal(*aeadKey, *nonce, aad, message), sealed),
                     test.label().c_str());
        } else {
            QCOMPARE(opened.error().code, ErrorCode::BadSignature);
        }
        ++equalVerdicts;
    }
    qInfo("aes_gcm: %zu cases, %zu equal, %zu refused as not our parameters", cases->size(),
          equalVerdicts, otherParameters);
    QCOMPARE(equalVerdicts + otherParameters, cases->size());
    QCOMPARE(equalVerdicts, std::size_t{44});
}

void AeadTest::everyFlippedBitIsNoticed() {
    const AeadKey key = AeadKey::random();
    const auto nonce = randomFixed<12, AeadNonceTag>();
    const Bytes good = *aeadSeal(key, nonce, bytesOf("aad"), bytesOf("blood group"));
    for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
        Bytes bad = good;
        bad[bit / 8] ^= std::byte(1U << (bit % 8));
        QCOMPARE(aeadOpen(key, nonce, bytesOf("aad"), bad).error().code, ErrorCode::BadSignature);
    }
}

void AeadTest::anotherKeyNonceOrAadOpensNothing() {
    const AeadKey key = AeadKey::random();
    const auto nonce = randomFixed<12, AeadNonceTag>();
    const Bytes sealed = *aeadSeal(key, nonce, bytesOf("aad"), bytesOf("text"));
    QVERIFY(aeadOpen(key, nonce, bytesOf("aad"), sealed));
    QVERIFY(!aeadOpen(AeadKey::random(), nonce, bytesOf("aad"), sealed));
    QVERIFY(!aeadOpen(key, randomFixed<12, AeadNonceTag>(), bytesOf("aad"), sealed));
    QVERIFY(!aeadOpen(key, nonce, bytesOf("aae"), sealed));
    QVERIFY(!aeadOpen(key, nonce, {}, sealed));
    QCOMPARE(aeadOpen(AeadKey(), nonce, {}, sealed).error().code, ErrorCode::CryptoFailure);
}

void AeadTest::whatIsShorterThanATagIsRefused() {
    const AeadKey key = AeadKey::random();
    const auto nonce = randomFixed<12, AeadNonceTag>();
    const Bytes sealed = *aeadSeal(key, nonce, {}, {});
    QCOMPARE(sealed.size(), std::size_t{16});
    QVERIFY(aeadOpen(key, nonce, {}, sealed)->isEmpty());
    for (std::size_t size = 0; size < 16; ++size) {
        const auto opened = aeadOpen(key, nonce, {}, ByteView(sealed).first(size));
        QCOMPARE(opened.error().code, ErrorCode::BadSignature);
    }
}

QTEST_APPLESS_MAIN(AeadTest)
#include "aead_test.moc"
