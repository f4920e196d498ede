// Proofs of value and absence: the one encoding, and what no proof may show.
#include "core/base/cbor.h"
#include "core/crypto/hash.h"
#include "core/registry/state_tree.h"

#include <QtTest>

#include <algorithm>

using namespace consentry;
using namespace consentry::registry;

class StateProofTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void survivesTheTrip();
    void everyCutIsRefused();
    void everyFlippedBitIsRefusedOrProvesNothing();
    void refusesOtherEncodings();
    void absenceNeedsTheRightPlace();
    void refusesProofsOfATreeThatIsNotCompact();

private:
    StateTree m_tree;
    std::vector<StateKey> m_keys; ///< the even ones are in the tree
};

namespace {

const std::size_t keyCount = 400;

Digest valueHash() {
    return sha256(bytesOf("value"));
}

Bytes encoded(std::uint64_t depth, std::size_t bitmapBytes, std::byte bitmap, std::size_t hashes,
              std::byte fill) {
    CborWriter writer;
    writer.array(4).unsignedInt(depth).byteString(Bytes(bitmapBytes, bitmap));
    writer.byteString(Bytes(hashes * Digest::size, fill)).null();
    return std::move(writer).bytes();
}

} // namespace

void StateProofTest::initTestCase() {
    std::vector<StateChange> changes;
    for (std::size_t index = 0; index < keyCount; ++index) {
        const Digest digest = sha256(bytesOf("key " + std::to_string(index)));
        m_keys.push_back(*StateKey::from(digest.view()));
        if (index % 2 == 0) {
            changes.push_back({m_keys.back(), valueHash()});
        }
    }
    std::sort(changes.begin(), changes.end(),
              [](const StateChange& a, const StateChange& b) { return a.key < b.key; });
    m_tree.apply(changes);
}

void StateProofTest::survivesTheTrip() {
    std::size_t withOther = 0;
    std::size_t withEmpty = 0;
    for (const StateKey& key : m_keys) {
        const StateProof proof = m_tree.prove(key);
        const Bytes bytes = encodeStateProof(proof);
        const auto decoded = decodeStateProof(bytes);
        QVERIFY(decoded.has_value() && *decoded == proof);
        QVERIFY(equal(encodeStateProof(*decoded), bytes));
        withOther += proof.other ? 1U : 0U;
        withEmpty += std::count(proof.siblings.begin(), proof.siblings.end(), std::nullopt) > 0;
    }
    QVERIFY(withOther > 10 && withEmpty > 10);
    QVERIFY(StateProof::encodedBytesMax > 32 * StateProof::depthMax + 200);
}

void StateProofTest::everyCutIsRefused() {
    const Bytes bytes = encodeStateProof(m_tree.prove(m_keys[1]));
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        QVERIFY(!decodeStateProof(ByteView(bytes).first(length)).has_value());
    }
    Bytes longer = bytes;
    longer.push_back(std::byte{0});
    QVERIFY(!decodeStateProof(longer).has_value());
    QVERIFY(decodeStateProof(Bytes(StateProof::encodedBytesMax + 1)).error().code ==
            ErrorCode::TooLarge);
}

void StateProofTest::everyFlippedBitIsRefusedOrProvesNothing() {
    for (const std::size_t index : {std::size_t{0}, std::size_t{1}, std::size_t{7}}) {
        const Bytes bytes = encodeStateProof(m_tree.prove(m_keys[index]));
        for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
            Bytes flipped = bytes;
            flipped[bit / 8] ^= static_cast<std::byte>(1U << bit % 8);
            const auto decoded = decodeStateProof(flipped);
            if (!decoded) {
                continue;
            }
            QVERIFY(!verifyStateProof(m_tree.root(), m_keys[index], std::nullopt, *decoded));
            QVERIFY(!verifyStateProof(m_tree.root(), m_keys[index], valueHash(), *decoded));
        }
    }
}

void StateProofTest::refusesOtherEncodings() {
    const std::byte one{1};
    QVERIFY(decodeStateProof(encoded(8, 1, std::byte{0xFF}, 8, one)).has_value());
    QVERIFY(decodeStateProof(encoded(4, 1, std::byte{0xF0}, 4, one)).has_value());
    QVERIFY(!decodeStateProof(encoded(4, 1, std::byte{0xF8}, 5, one)).has_value());
    QVERIFY(!decodeStateProof(encoded(8, 1, std::byte{0xFF}, 7, one)).has_value());
    QVERIFY(!decodeStateProof(encoded(8, 1, std::byte{0xFF}, 9, one)).has_value());
    QVERIFY(!decodeStateProof(encoded(8, 2, std::byte{0x80}, 2, one)).has_value());
    QVERIFY(!decodeStateProof(encoded(9, 1, std::byte{0x80}, 1, one)).has_value());
    QVERIFY(decodeStateProof(encoded(8, 1, std::byte{0x80}, 1, std::byte{0})).error().code ==
            ErrorCode::NotCanonical);
    QVERIFY(decodeStateProof(encoded(256, 32, std::byte{0xFF}, 256, one)).has_value());
    QVERIFY(!decodeStateProof(encoded(257, 33, std::byte{0}, 0, one)).has_value());
    QVERIFY(!decodeStateProof(encoded(~std::uint64_t{0}, 0, one, 0, one)).has_value());
}

void StateProofTest::absenceNeedsTheRightPlace() {
    for (std::size_t index = 1; index < keyCount; index += 2) {
        const StateProof proof = m_tree.prove(m_keys[index]);
        QVERIFY(verifyStateProof(m_tree.root(), m_keys[index], std::nullopt, proof));
        // A present key's own path shows its leaf as "the other one": no proof of its absence.
        const StateKey& present = m_keys[index - 1];
        StateProof lie = m_tree.prove(present);
        QVERIFY(!verifyStateProof(m_tree.root(), present, std::nullopt, lie));
        lie.other = StateLeaf{present, valueHash()};
        QVERIFY(!verifyStateProof(m_tree.root(), present, std::nullopt, lie));
        // Nor does a leaf that stands elsewhere.
        QVERIFY(!verifyStateProof(m_tree.root(), present, std::nullopt, proof));
    }
    StateProof both = m_tree.prove(m_keys[0]);
    both.other = StateLeaf{m_keys[2], valueHash()};
    QVERIFY(verifyStateProof(m_tree.root(), m_keys[0], valueHash(), both).error().code ==
            ErrorCode::Malformed);
}

void StateProofTest::refusesProofsOfATreeThatIsNotCompact() {
    StateProof proof;
    proof.siblings.push_back(std::nullopt);
    const Digest leaf = stateLeafHash(m_keys[0], valueHash());
    const Digest root =
        stateKeyBit(m_keys[0], 0) ? stateNodeHash(Digest(), leaf) : stateNodeHash(leaf, Digest());
    QVERIFY(verifyStateProof(root, m_keys[0], valueHash(), proof).error().code ==
            ErrorCode::Malformed);
    proof.siblings.assign(StateProof::depthMax + 1, Digest());
    QVERIFY(verifyStateProof(root, m_keys[0], valueHash(), proof).error().code ==
            ErrorCode::TooLarge);
}

QTEST_APPLESS_MAIN(StateProofTest)
#include "state_proof_test.moc"
