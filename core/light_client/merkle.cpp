#include "core/light_client/merkle.h"

#include "core/base/check.h"
#include "core/crypto/hash.h"

#include <bit>

namespace consentry::light_client {
namespace {

constexpr std::byte leafPrefix{0};
constexpr std::byte nodePrefix{1};

/// The largest power of two strictly below the count (RFC 6962 §2.1), which is at least 2.
std::uint64_t splitPoint(std::uint64_t count) {
    return std::bit_floor(count - 1);
}

Digest proveWithin(std::span<const Bytes> leaves, std::uint64_t index, MerkleProof& proof) {
    if (leaves.size() == 1) {
        return merkleLeafHash(leaves.front());
    }
    const std::uint64_t split = splitPoint(leaves.size());
    if (index < split) {
        const Digest own = proveWithin(leaves.first(split), index, proof);
        const Digest aunt = merkleRoot(leaves.subspan(split));
        proof.aunts.push_back(aunt);
        return merkleNodeHash(own, aunt);
    }
    const Digest own = proveWithin(leaves.subspan(split), index - split, proof);
    const Digest aunt = merkleRoot(leaves.first(split));
    proof.aunts.push_back(aunt);
    return merkleNodeHash(aunt, own);
}

/// Walks from the root's split down to the leaf, taking aunts from the end of the list.
Result<Digest> foldWithin(std::uint64_t total, std::uint64_t index, const Digest& leaf,
                          std::span<const Digest> aunts) {
    if (total == 1) {
        if (!aunts.empty()) {
            return fail(ErrorCode::Malformed, "Merkle proof with too many hashes");
        }
        return leaf;
    }
    if (aunts.empty()) {
        return fail(ErrorCode::Malformed, "Merkle proof with too few hashes");
    }
    const std::uint64_t split = splitPoint(total);
    const Digest& aunt = aunts.back();
    const auto rest = aunts.first(aunts.size() - 1);
    if (index < split) {
        ASSIGN_OR_RETURN(const Digest own, foldWithin(split, index, leaf, rest));
        return merkleNodeHash(own, aunt);
    }
    ASSIGN_OR_RETURN(const Digest own, foldWithin(total - split, index - split, leaf, rest));
    return merkleNodeHash(aunt, own);
}

} // namespace

Digest merkleLeafHash(ByteView data) {
    return sha256({ByteView(&leafPrefix, 1), data});
}

Digest merkleNodeHash(const Digest& left, const Digest& right) {
    return sha256({ByteView(&nodePrefix, 1), left.view(), right.view()});
}

Digest merkleRoot(std::span<const Bytes> leaves) {
    if (leaves.empty()) {
        return sha256(ByteView());
    }
    if (leaves.size() == 1) {
        return merkleLeafHash(leaves.front());
    }
    const std::uint64_t split = splitPoint(leaves.size());
    return merkleNodeHash(merkleRoot(leaves.first(split)), merkleRoot(leaves.subspan(split)));
}

MerkleProof merkleProof(std::span<const Bytes> leaves, std::uint64_t index) {
    CHECK(index < leaves.size());
    MerkleProof proof{leaves.size(), index, merkleLeafHash(leaves[index]), {}};
    proveWithin(leaves, index, proof);
    return proof;
}

Result<Digest> rootOf(const MerkleProof& proof) {
    if (proof.index >= proof.total) {
        return fail(ErrorCode::Malformed, "Merkle proof outside of its tree");
    }
    if (proof.aunts.size() > MerkleProof::auntsMax) {
        return fail(ErrorCode::TooLarge, "Merkle proof with too many hashes");
    }
    return foldWithin(proof.total, proof.index, proof.leafHash, proof.aunts);
}

Result<> verifyMerkleProof(const MerkleProof& proof, const Digest& root, ByteView leaf) {
    if (proof.leafHash != merkleLeafHash(leaf)) {
        return fail(ErrorCode::VerificationFailed, "Merkle proof of another leaf");
    }
    ASSIGN_OR_RETURN(const Digest calculated, rootOf(proof));
    if (calculated != root) {
        return fail(ErrorCode::VerificationFailed, "Merkle proof to another root");
    }
    return {};
}

} // namespace consentry::light_client
