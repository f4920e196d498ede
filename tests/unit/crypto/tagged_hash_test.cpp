// H(tag, chain id, x…) of the protocol, byte for byte, and the suite ids.
#include "core/crypto/tagged_hash.h"

#include "core/crypto/random.h"
#include "core/crypto/suite.h"

#include <QtTest>

using namespace consentry;

class TaggedHashTest : public QObject {
    Q_OBJECT
private slots:
    void thePreimageIsTheCborArray();
    void everyPartOfItMatters();
    void anIdIsTheSameHash();
    void onlySuite1CanBeUsed();
    void randomValuesDiffer();
};

void TaggedHashTest::thePreimageIsTheCborArray() {
    // [ "party", "demo-1", h'000102' ] by hand.
    const std::string expected = "83657061727479"
                                 "6664656d6f2d31"
                                 "43000102";
    const Bytes field{std::byte{0}, std::byte{1}, std::byte{2}};
    CborWriter preimage = taggedPreimage("party", "demo-1", 1);
    preimage.byteString(field);
    QCOMPARE(toHex(preimage.bytes()), expected);
    QCOMPARE(taggedHash("party", "demo-1", {field}), sha256(*fromHex(expected)));
}

void TaggedHashTest::everyPartOfItMatters() {
    const ByteView a = bytesOf("a");
    const ByteView b = bytesOf("b");
    const Digest hash = taggedHash("tag", "chain", {a, b});
    QVERIFY(hash != taggedHash("tah", "chain", {a, b}));
    QVERIFY(hash != taggedHash("tag", "chaim", {a, b}));
    QVERIFY(hash != taggedHash("tag", "chain", {b, a}));
    QVERIFY(hash != taggedHash("tag", "chain", {bytesOf("ab")}));
    QVERIFY(hash != taggedHash("tag", "chain", {a, b, {}}));
    // Text that moves from the tag into the chain id is another hash.
    QVERIFY(taggedHash("ab", "c", {}) != taggedHash("a", "bc", {}));
}

void TaggedHashTest::anIdIsTheSameHash() {
    const PartyId id = taggedId<PartyId>("party", "chain", {bytesOf("key")});
    QVERIFY(equal(id.view(), taggedHash("party", "chain", {bytesOf("key")}).view()));
}

void TaggedHashTest::onlySuite1CanBeUsed() {
    QCOMPARE(*suiteFromNumber(1), SuiteId::Suite1);
    for (const std::uint64_t number : {std::uint64_t{0}, std::uint64_t{2}, std::uint64_t{3},
                                       std::uint64_t{257}, ~std::uint64_t{0}}) {
        QCOMPARE(suiteFromNumber(number).error().code, ErrorCode::Unsupported);
    }
}

void TaggedHashTest::randomValuesDiffer() {
    QVERIFY(randomNonce() != randomNonce());
    QVERIFY(!randomNonce().isZero());
    std::array<std::byte, 0> nothing{};
    fillRandom(nothing);
}

QTEST_APPLESS_MAIN(TaggedHashTest)
#include "tagged_hash_test.moc"
