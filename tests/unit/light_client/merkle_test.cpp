// Merkle trees of RFC 6962 shape: our own trees of every small size, and the public vectors of
// malformed inclusion proofs.
#include "core/crypto/hash.h"
#include "core/light_client/merkle.h"
#include "tests/support/test_paths.h"

#include <nlohmann/json.hpp>

#include <QtTest>

#include <fstream>

using namespace consentry;
using namespace consentry::light_client;

class MerkleTest : public QObject {
    Q_OBJECT
private slots:
    void rootsOfTheRfcsShape();
    void everyLeafOfEverySmallTreeIsProven();
    void refusesAProofOfTheWrongLength();
    void refusesAnIndexOutsideOfTheTree();
    void publicInclusionVectorsAreJudgedAsTheirAuthorsSay();
    void consistencyProofsAreNotPartOfThisProgram();
};

namespace {

std::vector<Bytes> leavesOf(std::size_t count) {
    std::vector<Bytes> leaves;
    for (std::size_t index = 0; index < count; ++index) {
        leaves.push_back(toBytes(bytesOf("leaf " + std::to_string(index))));
    }
    return leaves;
}

Result<Digest> digestOf(const nlohmann::json& base64) {
    if (!base64.is_string()) {
        return fail(ErrorCode::Malformed, "no hash");
    }
    ASSIGN_OR_RETURN(const Bytes bytes, fromBase64(base64.get<std::string>()));
    return Digest::from(bytes);
}

/// Whether our code accepts one vector: the hashes must be hashes, the path must lead to the root.
bool accepts(const nlohmann::json& vector) {
    MerkleProof proof;
    proof.total = vector["treeSize"].get<std::uint64_t>();
    proof.index = vector["leafIdx"].get<std::uint64_t>();
    const auto leaf = digestOf(vector["leafHash"]);
    const auto root = digestOf(vector["root"]);
    if (!leaf || !root) {
        return false;
    }
    proof.leafHash = *leaf;
    if (vector["proof"].is_array()) {
        for (const auto& hash : vector["proof"]) {
            const auto aunt = digestOf(hash);
            if (!aunt) {
                return false;
            }
            proof.aunts.push_back(*aunt);
        }
    }
    const auto calculated = rootOf(proof);
    return calculated && *calculated == *root;
}

} // namespace

void MerkleTest::rootsOfTheRfcsShape() {
    const auto leaves = leavesOf(5);
    const auto leaf = [&](std::size_t index) { return merkleLeafHash(leaves[index]); };
    QCOMPARE(QString::fromStdString(merkleRoot({}).hex()),
             "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    QVERIFY(merkleRoot(leavesOf(1)) == leaf(0));
    QVERIFY(merkleRoot(leavesOf(3)) == merkleNodeHash(merkleNodeHash(leaf(0), leaf(1)), leaf(2)));
    const Digest four =
        merkleNodeHash(merkleNodeHash(leaf(0), leaf(1)), merkleNodeHash(leaf(2), leaf(3)));
    QVERIFY(merkleRoot(leaves) == merkleNodeHash(four, leaf(4)));
}

void MerkleTest::everyLeafOfEverySmallTreeIsProven() {
    for (std::size_t size = 1; size <= 33; ++size) {
        const auto leaves = leavesOf(size);
        const Digest root = merkleRoot(leaves);
        for (std::size_t index = 0; index < size; ++index) {
            const MerkleProof proof = merkleProof(leaves, index);
            QVERIFY(verifyMerkleProof(proof, root, leaves[index]).has_value());
            QVERIFY(!verifyMerkleProof(proof, root, bytesOf("another leaf")).has_value());
            QVERIFY(!verifyMerkleProof(proof, sha256(root.view()), leaves[index]).has_value());
        }
    }
}

void MerkleTest::refusesAProofOfTheWrongLength() {
    const auto leaves = leavesOf(6);
    MerkleProof proof = merkleProof(leaves, 5);
    proof.aunts.push_back(Digest());
    QVERIFY(rootOf(proof).error().code == ErrorCode::Malformed);
    proof.aunts.resize(1);
    QVERIFY(rootOf(proof).error().code == ErrorCode::Malformed);
    proof.aunts.resize(MerkleProof::auntsMax + 1);
    QVERIFY(rootOf(proof).error().code == ErrorCode::TooLarge);
}

void MerkleTest::refusesAnIndexOutsideOfTheTree() {
    MerkleProof proof = merkleProof(leavesOf(1), 0);
    proof.index = 1;
    QVERIFY(!rootOf(proof).has_value());
    proof.total = 0;
    proof.index = 0;
    QVERIFY(!rootOf(proof).has_value());
    // The largest tree that can be written needs 64 hashes and no more than a short moment.
    proof.total = ~std::uint64_t{0};
    proof.aunts.resize(MerkleProof::auntsMax);
    QVERIFY(rootOf(proof).has_value());
}

void MerkleTest::publicInclusionVectorsAreJudgedAsTheirAuthorsSay() {
    const auto folder = test::sharedData("vectors/rfc6962-merkle/inclusion");
    if (!folder) {
        QSKIP("The public RFC 6962 vectors are not beside this checkout.");
    }
    int good = 0;
    int bad = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(*folder)) {
        if (entry.path().extension() != ".json") {
            continue;
        }
        const auto vector = nlohmann::json::parse(test::readFile(entry.path()));
        const bool mustRefuse = vector["wantErr"].get<bool>();
        QVERIFY2(accepts(vector) != mustRefuse, entry.path().c_str());
        ++(mustRefuse ? bad : good);
    }
    qInfo() << "RFC 6962 inclusion vectors: accepted" << good << "refused" << bad;
    QVERIFY(good > 0 && bad > 0);
}

void MerkleTest::consistencyProofsAreNotPartOfThisProgram() {
    QSKIP("RFC 6962 consistency proofs are not implemented: the chain of verified headers is what "
          "shows that nothing was rewritten. The public consistency vectors are not run.");
}

QTEST_APPLESS_MAIN(MerkleTest)
#include "merkle_test.moc"
