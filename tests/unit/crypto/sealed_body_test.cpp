// Bodies that stay off the chain (protocol §4): sizes, padding, commitment, and what each is bound
// to.
#include "core/crypto/sealed_body.h"

#include "core/crypto/random.h"

#include <QtTest>

using namespace consentry;

namespace {

constexpr std::string_view chain = "demo-1";

BodyContext someContext() {
    BodyContext context;
    context.chainId = chain;
    context.writer = randomFixed<32, PartyIdTag>();
    context.patient = randomFixed<32, PartyIdTag>();
    context.objectId = randomFixed<32, DigestTag>();
    return context;
}

Bytes contentOf(std::size_t size) {
    Bytes content(size);
    fillRandom(content);
    return content;
}

/// A padded plaintext with everything chosen.
SecretBytes rawPadded(std::size_t size, std::uint32_t length) {
    SecretBytes padded(size);
    for (unsigned i = 0; i < 4 && size >= 36; ++i) {
        padded.exposeForWriting()[32 + i] = std::byte(length >> (24 - 8 * i) & 0xff);
    }
    return padded;
}

} // namespace

class SealedBodyTest : public QObject {
    Q_OBJECT
private slots:
    void contentTakesTheSmallestSize_data();
    void contentTakesTheSmallestSize();
    void beyondTheLargestSizeIsRefused();
    void theLayoutIsSaltLengthContentZeros();
    void anotherLayoutIsRefused();
    void theCommitmentIsTheTaggedHash();
    void equalContentCommitsDifferently();
    void opensForItsRecipientOnly();
    void isBoundToEveryFieldOfItsContext();
    void theDigestCoversBothParts();
    void aSuiteThatDoesNotExistIsRefused();
    void aCiphertextOfAnotherSizeIsRefused();
    void sealedGarbageIsRefusedAfterOpening();
};

void SealedBodyTest::contentTakesTheSmallestSize_data() {
    QTest::addColumn<int>("content");
    QTest::addColumn<int>("padded");
    QTest::newRow("empty") << 0 << 512;
    QTest::newRow("512 full") << 512 - 36 << 512;
    QTest::newRow("512 and one") << 512 - 35 << 2048;
    QTest::newRow("2,048 full") << 2048 - 36 << 2048;
    QTest::newRow("2,048 and one") << 2048 - 35 << 8192;
    QTest::newRow("8,192 full") << 8192 - 36 << 8192;
    QTest::newRow("8,192 and one") << 8192 - 35 << 32768;
    QTest::newRow("32,768 full") << 32768 - 36 << 32768;
}

void SealedBodyTest::contentTakesTheSmallestSize() {
    QFETCH(int, content);
    QFETCH(int, padded);
    const Bytes bytes = contentOf(std::size_t(content));
    const BodyPlaintext body = *BodyPlaintext::create(bytes);
    QCOMPARE(body.padded().size(), std::size_t(padded));
    QVERIFY(equal(body.content(), bytes));

    const SealingKey recipient = SealingKey::generate();
    const BodyContext context = someContext();
    const Sealed sealed = *sealBody(body, context, recipient.publicKey());
    QCOMPARE(sealed.ciphertext.size(), std::size_t(padded) + 16);
    const BodyPlaintext opened = *openBody(sealed, context, recipient);
    QVERIFY(equal(opened.content(), bytes));
    QCOMPARE(opened.commitment(chain), body.commitment(chain));
}

void SealedBodyTest::beyondTheLargestSizeIsRefused() {
    QVERIFY(BodyPlaintext::create(Bytes(BodyPlaintext::contentMax)));
    QCOMPARE(BodyPlaintext::create(Bytes(BodyPlaintext::contentMax + 1)).error().code,
             ErrorCode::TooLarge);
}

void SealedBodyTest::theLayoutIsSaltLengthContentZeros() {
    const BodyPlaintext body = *BodyPlaintext::create(bytesOf("hello"));
    const ByteView padded = body.padded();
    QVERIFY(!equal(padded.first(32), Bytes(32)));
    QCOMPARE(toHex(padded.subspan(32, 4)), std::string("00000005"));
    QVERIFY(equal(padded.subspan(36, 5), bytesOf("hello")));
    QVERIFY(equal(padded.subspan(41), Bytes(512 - 41)));
    const BodyPlaintext large = *BodyPlaintext::create(Bytes(0x1234));
    QCOMPARE(toHex(large.padded().subspan(32, 4)), std::string("00001234"));
}

void SealedBodyTest::anotherLayoutIsRefused() {
    for (const std::size_t size :
         {0U, 1U, 35U, 36U, 511U, 513U, 1024U, 2047U, 4096U, 32767U, 32769U, 65536U}) {
        QCOMPARE(BodyPlaintext::parse(rawPadded(size, 0)).error().code, ErrorCode::Malformed);
    }
    QVERIFY(BodyPlaintext::parse(rawPadded(512, 0)));
    QVERIFY(BodyPlaintext::parse(rawPadded(512, 512 - 36)));
    for (const std::uint32_t length : {512U - 35U, 512U, 0x80000000U, 0xffffffffU}) {
        QCOMPARE(BodyPlaintext::parse(rawPadded(512, length)).error().code, ErrorCode::Malformed);
    }
    for (const std::size_t at : {std::size_t{36 + 5}, std::size_t{300}, std::size_t{511}}) {
        SecretBytes padded = rawPadded(512, 5);
        padded.exposeForWriting()[at] = std::byte{1};
        QCOMPARE(BodyPlaintext::parse(std::move(padded)).error().code, ErrorCode::Malformed);
    }
    SecretBytes last = rawPadded(512, 5);
    last.exposeForWriting()[36 + 4] = std::byte{1};
    QVERIFY(BodyPlaintext::parse(std::move(last)));
}

void SealedBodyTest::theCommitmentIsTheTaggedHash() {
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{1000}, std::size_t{5000}, BodyPlaintext::contentMax}) {
        const BodyPlaintext body = *BodyPlaintext::create(contentOf(size));
        QCOMPARE(body.commitment(chain), taggedHash("body", chain, {body.padded()}));
        QVERIFY(body.commitment(chain) != body.commitment("demo-2"));
    }
}

void SealedBodyTest::equalContentCommitsDifferently() {
    const BodyPlaintext first = *BodyPlaintext::create(bytesOf("HIV negative"));
    const BodyPlaintext second = *BodyPlaintext::create(bytesOf("HIV negative"));
    QVERIFY(first.commitment(chain) != second.commitment(chain));
}

void SealedBodyTest::opensForItsRecipientOnly() {
    const BodyContext context = someContext();
    const BodyPlaintext body = *BodyPlaintext::create(bytesOf("text"));
    const SealingKey log = SealingKey::generate();
    const SealingKey inbox = SealingKey::generate();
    const Sealed forLog = *sealBody(body, context, log.publicKey());
    const Sealed forInbox = *sealBody(body, context, inbox.publicKey());
    QVERIFY(sealedDigest(chain, forLog) != sealedDigest(chain, forInbox));
    QCOMPARE(openBody(forLog, context, log)->commitment(chain),
             openBody(forInbox, context, inbox)->commitment(chain));
    QCOMPARE(openBody(forLog, context, inbox).error().code, ErrorCode::BadSignature);
    QCOMPARE(openBody(forInbox, context, log).error().code, ErrorCode::BadSignature);
}

void SealedBodyTest::isBoundToEveryFieldOfItsContext() {
    const BodyContext context = someContext();
    const SealingKey recipient = SealingKey::generate();
    const Sealed sealed =
        *sealBody(*BodyPlaintext::create(bytesOf("text")), context, recipient.publicKey());
    const auto refused = [&](auto change) {
        BodyContext other = context;
        change(other);
        const auto opened = openBody(sealed, other, recipient);
        return !opened && opened.error().code == ErrorCode::BadSignature;
    };
    QVERIFY(!refused([](BodyContext&) {}));
    QVERIFY(refused([](BodyContext& other) { other.chainId = "demo-2"; }));
    QVERIFY(refused([](BodyContext& other) { other.writer.data()[31] ^= std::byte{1}; }));
    QVERIFY(refused([](BodyContext& other) { other.patient.data()[0] ^= std::byte{1}; }));
    QVERIFY(refused([](BodyContext& other) { other.objectId.data()[5] ^= std::byte{1}; }));
    QVERIFY(refused([](BodyContext& other) { std::swap(other.writer, other.patient); }));
    // The info names the recipient's key itself, byte for byte as the protocol says.
    CborWriter info = taggedPreimage("body", chain, 5);
    info.unsignedInt(1)
        .byteString(context.writer.view())
        .byteString(context.patient.view())
        .byteString(context.objectId.view())
        .byteString(recipient.publicKey().view());
    QVERIFY(hpkeOpen(recipient, sealed, info.bytes(), {}));
}

void SealedBodyTest::theDigestCoversBothParts() {
    const SealingKey recipient = SealingKey::generate();
    const Sealed sealed =
        *sealBody(*BodyPlaintext::create({}), someContext(), recipient.publicKey());
    QCOMPARE(sealedDigest(chain, sealed),
             taggedHash("sealed", chain, {sealed.enc.view(), sealed.ciphertext}));
    Sealed other = sealed;
    other.enc.data()[0] ^= std::byte{1};
    QVERIFY(sealedDigest(chain, other) != sealedDigest(chain, sealed));
    other = sealed;
    other.ciphertext.back() ^= std::byte{1};
    QVERIFY(sealedDigest(chain, other) != sealedDigest(chain, sealed));
    QVERIFY(sealedDigest("demo-2", sealed) != sealedDigest(chain, sealed));
}

void SealedBodyTest::aSuiteThatDoesNotExistIsRefused() {
    const SealingKey recipient = SealingKey::generate();
    BodyContext context = someContext();
    const BodyPlaintext body = *BodyPlaintext::create({});
    const Sealed sealed = *sealBody(body, context, recipient.publicKey());
    context.suite = SuiteId::Suite2;
    QCOMPARE(sealBody(body, context, recipient.publicKey()).error().code, ErrorCode::Unsupported);
    QCOMPARE(openBody(sealed, context, recipient).error().code, ErrorCode::Unsupported);
}

void SealedBodyTest::aCiphertextOfAnotherSizeIsRefused() {
    const SealingKey recipient = SealingKey::generate();
    const BodyContext context = someContext();
    Sealed sealed = *sealBody(*BodyPlaintext::create({}), context, recipient.publicKey());
    for (const std::size_t size :
         {std::size_t{527}, std::size_t{512}, std::size_t{16}, std::size_t{15}, std::size_t{0}}) {
        sealed.ciphertext.resize(size);
        QCOMPARE(openBody(sealed, context, recipient).error().code, ErrorCode::Malformed);
    }
}

void SealedBodyTest::sealedGarbageIsRefusedAfterOpening() {
    const SealingKey recipient = SealingKey::generate();
    const BodyContext context = someContext();
    CborWriter info = taggedPreimage("body", chain, 5);
    info.unsignedInt(1)
        .byteString(context.writer.view())
        .byteString(context.patient.view())
        .byteString(context.objectId.view())
        .byteString(recipient.publicKey().view());
    const Bytes garbage(512, std::byte{0xff});
    const Sealed sealed = *hpkeSeal(recipient.publicKey(), info.bytes(), {}, garbage);
    QCOMPARE(openBody(sealed, context, recipient).error().code, ErrorCode::Malformed);
}

QTEST_APPLESS_MAIN(SealedBodyTest)
#include "sealed_body_test.moc"
