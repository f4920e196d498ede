// One encoding for a light block and a Merkle proof, and nothing else is accepted.
#include "core/base/cbor.h"
#include "core/light_client/light_block_codec.h"
#include "tests/support/forging.h"
#include "tests/support/test_chain.h"
#include "tests/support/test_paths.h"

#include <QtTest>

#include <fstream>

using namespace consentry;
using namespace consentry::light_client;
using test::TestChain;

class LightBlockCodecTest : public QObject {
    Q_OBJECT
private slots:
    void readsBackWhatItWrote();
    void everyCutIsRefused();
    void changedBytesAreRefusedOrMeanSomethingElse();
    void refusesOtherVersionsAndSizes();
    void merkleProofsSurviveTheTrip();
};

namespace {

LightBlock sample() {
    TestChain chain;
    chain.grow(3);
    LightBlock block = TestChain::sign(chain.at(3).header, chain.at(3).validators, {0, 2, 3}, 1);
    block.commit.signatures[1].flag = BlockIdFlag::Nil;
    return block;
}

} // namespace

void LightBlockCodecTest::readsBackWhatItWrote() {
    TestChain chain;
    chain.grow(2);
    LightBlock bare = chain.at(1);
    bare.header.lastCommitHash.reset();
    bare.header.dataHash.reset();
    bare.header.consensusHash.reset();
    bare.header.lastResultsHash.reset();
    bare.header.evidenceHash.reset();
    bare.header.appHash.clear();
    bare.header.time = Timestamp();
    for (const LightBlock& block : {sample(), chain.at(1), chain.at(2), bare}) {
        const Bytes bytes = encodeLightBlock(block);
        const auto decoded = decodeLightBlock(bytes);
        QVERIFY2(decoded.has_value(), decoded ? "" : toString(decoded.error()).c_str());
        QVERIFY(*decoded == block);
        QVERIFY(equal(encodeLightBlock(*decoded), bytes));
    }
    qInfo() << "a light block of four validators has" << encodeLightBlock(chain.at(2)).size()
            << "bytes";
}

void LightBlockCodecTest::everyCutIsRefused() {
    const Bytes bytes = encodeLightBlock(sample());
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        QVERIFY(!decodeLightBlock(ByteView(bytes).first(length)).has_value());
    }
}

void LightBlockCodecTest::changedBytesAreRefusedOrMeanSomethingElse() {
    const std::uint64_t seed = 20'261'123;
    qInfo() << "seed" << seed;
    test::Forger forger(seed);
    const LightBlock block = sample();
    const Bytes bytes = encodeLightBlock(block);
    int refused = 0;
    for (int round = 0; round < 5000; ++round) {
        const Bytes forged = forger.forge(bytes);
        const auto decoded = decodeLightBlock(forged);
        if (!decoded) {
            ++refused;
            continue;
        }
        QVERIFY(!(*decoded == block));
        QVERIFY(equal(encodeLightBlock(*decoded), forged));
    }
    qInfo() << "refused" << refused << "of 5000; the others are other blocks";
    QVERIFY(refused > 0);
}

void LightBlockCodecTest::refusesOtherVersionsAndSizes() {
    Bytes bytes = encodeLightBlock(sample());
    bytes[1] = std::byte{2};
    QVERIFY(decodeLightBlock(bytes).error().code == ErrorCode::Unsupported);
    QVERIFY(decodeLightBlock(Bytes(lightBlockBytesMax + 1)).error().code == ErrorCode::TooLarge);
    LightBlock block = sample();
    block.header.chainId.assign(Header::chainIdMax + 1, 'x');
    QVERIFY(decodeLightBlock(encodeLightBlock(block)).error().code == ErrorCode::TooLarge);
    block.header.chainId.assign(Header::chainIdMax, 'x');
    QVERIFY(decodeLightBlock(encodeLightBlock(block)).has_value());
}

void LightBlockCodecTest::merkleProofsSurviveTheTrip() {
    std::vector<Bytes> transactions(11);
    for (std::size_t index = 0; index < transactions.size(); ++index) {
        transactions[index] = Bytes(index + 1);
    }
    const MerkleProof proof = transactionProof(transactions, 6);
    const Bytes bytes = encodeMerkleProof(proof);
    QVERIFY(*decodeMerkleProof(bytes) == proof);
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        QVERIFY(!decodeMerkleProof(ByteView(bytes).first(length)).has_value());
    }
    MerkleProof tooLong = proof;
    tooLong.aunts.resize(MerkleProof::auntsMax + 1);
    QVERIFY(!decodeMerkleProof(encodeMerkleProof(tooLong)).has_value());
}

QTEST_APPLESS_MAIN(LightBlockCodecTest)
#include "light_block_codec_test.moc"
