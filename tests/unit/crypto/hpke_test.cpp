// X25519 against RFC 7748 and Wycheproof; HPKE against the vectors of RFC 9180 for our suite.
#include "core/crypto/hpke.h"

#include "core/crypto/aead.h"
#include "tests/support/test_paths.h"
#include "tests/support/wycheproof.h"

#include <QtTest>

#include <nlohmann/json.hpp>

using namespace consentry;

namespace {

SealingKey::Secret secretFrom(Bytes bytes) {
    return *SealingKey::Secret::from(SecretBytes::takeFrom(bytes));
}

Bytes bytesOfHex(const std::string& hex) {
    return *fromHex(hex);
}

SealingPublicKey publicFromHex(const std::string& hex) {
    return *SealingPublicKey::fromHexText(hex);
}

std::string x25519Hex(const std::string& secret, const std::string& publicKey) {
    const auto shared = x25519(secretFrom(bytesOfHex(secret)), publicFromHex(publicKey));
    return shared ? toHex(shared->expose()) : toString(shared.error());
}

} // namespace

class HpkeTest : public QObject {
    Q_OBJECT
private slots:
    void x25519GivesTheResultsOfRfc7748();
    void x25519IteratesAThousandTimes();
    void x25519AgreesWithWycheproof();
    void keysOfSmallOrderAreRefusedEverywhere();
    void agreesWithTheVectorsOfRfc9180();
    void opensWhatItSealed();
    void anotherKeyInfoOrAadOpensNothing();
    void everyFlippedBitIsNoticed();
    void noTwoSealsAreEqual();
    void aDerivedKeyIsAFunctionOfItsMaterial();
};

void HpkeTest::x25519GivesTheResultsOfRfc7748() {
    // §5.2
    QCOMPARE(x25519Hex("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
                       "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c"),
             std::string("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"));
    // The second one has the top bit of u set, which is masked.
    QCOMPARE(x25519Hex("4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
                       "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493"),
             std::string("95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"));
    // §6.1
    const SealingKey alice = SealingKey::fromSecret(
        secretFrom(bytesOfHex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")));
    const SealingKey bob = SealingKey::fromSecret(
        secretFrom(bytesOfHex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb")));
    QCOMPARE(alice.publicKey().hex(),
             std::string("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"));
    QCOMPARE(bob.publicKey().hex(),
             std::string("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"));
    const std::string shared = "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742";
    QCOMPARE(toHex(x25519(alice.secret(), bob.publicKey())->expose()), shared);
    QCOMPARE(toHex(x25519(bob.secret(), alice.publicKey())->expose()), shared);
}

void HpkeTest::x25519IteratesAThousandTimes() {
    // §5.2: k and u start as 9; k becomes X25519(k, u), u the former k.
    std::string k = "0900000000000000000000000000000000000000000000000000000000000000";
    std::string u = k;
    for (int i = 1; i <= 1000; ++i) {
        std::string next = x25519Hex(k, u);
        u = std::exchange(k, std::move(next));
        if (i == 1) {
            QCOMPARE(k, std::string("422c8e7a6227d7bca1350b3e2bb7279f"
                                    "7897b87bb6854b783c60e80311ae3079"));
        }
    }
    QCOMPARE(k, std::string("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51"));
}

void HpkeTest::x25519AgreesWithWycheproof() {
    // "Acceptable" are keys on the twist, keys that are not canonical, and results of zero. Our
    // rule: the first two are taken as RFC 7748 §5 says (masked, modulo p), the last is refused.
    const auto cases = test::wycheproofCases("x25519_test.json");
    if (!cases) {
        QSKIP("the shared vectors are absent");
    }
    std::size_t accepted = 0;
    std::size_t refused = 0;
    for (const auto& test : *cases) {
        const Bytes expected = test.bytes("shared");
        const bool zero = equal(expected, Bytes(32));
        QVERIFY2(zero == test.hasFlag("ZeroSharedSecret"), test.label().c_str());
        QVERIFY2(!zero || test.verdict == test::WycheproofVerdict::Acceptable,
                 test.label().c_str());
        const auto shared = x25519(secretFrom(test.bytes("private")),
                                   *SealingPublicKey::from(test.bytes("public")));
        if (zero) {
            QVERIFY2(!shared && shared.error().code == ErrorCode::BadKey, test.label().c_str());
            ++refused;
        } else {
            QVERIFY2(shared && equal(shared->expose(), expected), test.label().c_str());
            ++accepted;
        }
    }
    qInfo("x25519: %zu cases, %zu equal, of these %zu refused for a zero result", cases->size(),
          accepted + refused, refused);
    QCOMPARE(accepted + refused, cases->size());
    QCOMPARE(refused, std::size_t{20});
}

void HpkeTest::keysOfSmallOrderAreRefusedEverywhere() {
    const SealingKey key = SealingKey::generate();
    const std::string zero(64, '0');
    for (const std::string& hex :
         {zero, "01" + zero.substr(2),
          std::string("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
          std::string("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
          std::string("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
          std::string("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
          std::string("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")}) {
        const SealingPublicKey bad = publicFromHex(hex);
        QCOMPARE(x25519(key.secret(), bad).error().code, ErrorCode::BadKey);
        QCOMPARE(hpkeSeal(bad, {}, {}, bytesOf("text")).error().code, ErrorCode::BadKey);
        Sealed sealed = *hpkeSeal(key.publicKey(), {}, {}, bytesOf("text"));
        sealed.enc = *decltype(sealed.enc)::from(bad.view());
        QCOMPARE(hpkeOpen(key, sealed, {}, {}).error().code, ErrorCode::BadKey);
    }
}

void HpkeTest::agreesWithTheVectorsOfRfc9180() {
    const auto path = test::sharedData("vectors/hpke-rfc9180/test-vectors.json");
    if (!path) {
        QSKIP("the shared vectors are absent");
    }
    const auto vectors = nlohmann::json::parse(test::readFile(*path));
    std::size_t whole = 0;
    std::size_t messages = 0;
    std::size_t keysOnly = 0;
    std::size_t otherParameters = 0;
    for (const auto& vector : vectors) {
        const auto hex = [&vector](const char* name) {
            return bytesOfHex(vector.at(name).get<std::string>());
        };
        if (vector.at("kem_id") != 32) {
            ++otherParameters;
            continue;
        }
        // Every vector of our KEM holds key derivation to the letter, in whatever mode.
        const SealingKey recipient = SealingKey::derive(hex("ikmR"));
        const SealingKey ephemeral = SealingKey::derive(hex("ikmE"));
        QVERIFY(equal(recipient.secret().expose(), hex("skRm")));
        QVERIFY(equal(recipient.publicKey().view(), hex("pkRm")));
        QVERIFY(equal(ephemeral.secret().expose(), hex("skEm")));
        QVERIFY(equal(ephemeral.publicKey().view(), hex("enc")));
        ++keysOnly;
        if (vector.at("mode") != 0 || vector.at("aead_id") != 2) {
            continue;
        }
        ++whole;
        Bytes keyBytes = hex("key");
        const AeadKey key = *AeadKey::from(SecretBytes::takeFrom(keyBytes));
        for (const auto& message : vector.at("encryptions")) {
            const auto field = [&message](const char* name) {
                return bytesOfHex(message.at(name).get<std::string>());
            };
            ++messages;
            const AeadNonce nonce = *AeadNonce::from(field("nonce"));
            QVERIFY(equal(*aeadSeal(key, nonce, field("aad"), field("pt")), field("ct")));
            if (message.at("seq") != 0) {
                continue;
            }
            const Sealed sealed = *hpkeSealWith(ephemeral, recipient.publicKey(), hex("info"),
                                                field("aad"), field("pt"));
            QVERIFY(equal(sealed.enc.view(), hex("enc")));
            QVERIFY(equal(sealed.ciphertext, field("ct")));
            QVERIFY(equal(hpkeOpen(recipient, sealed, hex("info"), field("aad"))->expose(),
                          field("pt")));
        }
    }
    qInfo("hpke: %zu vectors, %zu of our KEM (key derivation equal), %zu of our suite and mode "
          "(%zu messages equal), %zu of another KEM",
          vectors.size(), keysOnly, whole, messages, otherParameters);
    QCOMPARE(whole, std::size_t{1});
    QCOMPARE(messages, std::size_t{8});
    QCOMPARE(keysOnly + otherParameters, vectors.size());
}

void HpkeTest::opensWhatItSealed() {
    const SealingKey key = SealingKey::generate();
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{32768}}) {
        const Bytes text(size, std::byte{7});
        const Sealed sealed = *hpkeSeal(key.publicKey(), bytesOf("info"), bytesOf("aad"), text);
        QCOMPARE(sealed.ciphertext.size(), size + 16);
        QVERIFY(equal(hpkeOpen(key, sealed, bytesOf("info"), bytesOf("aad"))->expose(), text));
        QVERIFY(hpkeOpen(key.clone(), sealed, bytesOf("info"), bytesOf("aad")));
    }
}

void HpkeTest::anotherKeyInfoOrAadOpensNothing() {
    const SealingKey key = SealingKey::generate();
    const Sealed sealed =
        *hpkeSeal(key.publicKey(), bytesOf("info"), bytesOf("aad"), bytesOf("text"));
    const auto code = [&sealed](const SealingKey& with, const char* info, const char* aad) {
        const auto opened = hpkeOpen(with, sealed, bytesOf(info), bytesOf(aad));
        return opened ? ErrorCode::Internal : opened.error().code;
    };
    QCOMPARE(code(SealingKey::generate(), "info", "aad"), ErrorCode::BadSignature);
    QCOMPARE(code(key, "infp", "aad"), ErrorCode::BadSignature);
    QCOMPARE(code(key, "info", "aae"), ErrorCode::BadSignature);
    QCOMPARE(code(key, "", "aad"), ErrorCode::BadSignature);
    QCOMPARE(code(key, "info", ""), ErrorCode::BadSignature);
}

void HpkeTest::everyFlippedBitIsNoticed() {
    const SealingKey key = SealingKey::generate();
    const Sealed good = *hpkeSeal(key.publicKey(), {}, {}, bytesOf("text"));
    for (std::size_t bit = 0; bit < good.ciphertext.size() * 8; ++bit) {
        Sealed bad = good;
        bad.ciphertext[bit / 8] ^= std::byte(1U << (bit % 8));
        QVERIFY(!hpkeOpen(key, bad, {}, {}));
    }
    // Also the top bit of enc, which X25519 ignores: the KEM context holds it.
    for (std::size_t bit = 0; bit < good.enc.size * 8; ++bit) {
        Sealed bad = good;
        bad.enc.data()[bit / 8] ^= std::byte(1U << (bit % 8));
        QVERIFY(!hpkeOpen(key, bad, {}, {}));
    }
    Sealed cut = good;
    cut.ciphertext.resize(15);
    QCOMPARE(hpkeOpen(key, cut, {}, {}).error().code, ErrorCode::BadSignature);
}

void HpkeTest::noTwoSealsAreEqual() {
    const SealingKey key = SealingKey::generate();
    const Sealed first = *hpkeSeal(key.publicKey(), {}, {}, bytesOf("text"));
    const Sealed second = *hpkeSeal(key.publicKey(), {}, {}, bytesOf("text"));
    QVERIFY(first.enc != second.enc);
    QVERIFY(first.ciphertext != second.ciphertext);
}

void HpkeTest::aDerivedKeyIsAFunctionOfItsMaterial() {
    QVERIFY(SealingKey::derive(bytesOf("a")).publicKey() ==
            SealingKey::derive(bytesOf("a")).publicKey());
    QVERIFY(SealingKey::derive(bytesOf("a")).publicKey() !=
            SealingKey::derive(bytesOf("b")).publicKey());
    const SealingKey key = SealingKey::generate();
    QVERIFY(SealingKey::fromSecret(key.secret().clone()).publicKey() == key.publicKey());
}

QTEST_APPLESS_MAIN(HpkeTest)
#include "hpke_test.moc"
