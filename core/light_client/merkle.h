#pragma once

#include "core/base/ids.h"

#include <cstdint>
#include <span>
#include <vector>

namespace consentry::light_client {

/// The path from one leaf to the root of a Merkle tree of RFC 6962 §2.1 shape, as the consensus
/// engine hands it out: aunts from the leaf upwards. A root does not commit to the number of
/// leaves: a proof shows that the leaf is in the tree, and at which index only to who knows the
/// total from elsewhere.
struct MerkleProof {
    static constexpr std::size_t auntsMax = 64; ///< enough for any 64-bit number of leaves

    std::uint64_t total = 0; ///< leaves in the tree
    std::uint64_t index = 0; ///< of this leaf, from 0
    Digest leafHash;
    std::vector<Digest> aunts;

    friend bool operator==(const MerkleProof&, const MerkleProof&) = default;
};

/// SHA-256(00 ‖ data).
Digest merkleLeafHash(ByteView data);
/// SHA-256(01 ‖ left ‖ right).
Digest merkleNodeHash(const Digest& left, const Digest& right);
/// Root over the leaves' data; SHA-256 of nothing for no leaves. Recursion depth ≤ 64.
Digest merkleRoot(std::span<const Bytes> leaves);
/// The proof for leaf `index`, which must exist.
MerkleProof merkleProof(std::span<const Bytes> leaves, std::uint64_t index);

/// The root that the proof leads to. Malformed unless index < total and the number of aunts is
/// exactly the one that this position in a tree of this size needs.
Result<Digest> rootOf(const MerkleProof& proof);
/// VerificationFailed unless the proof is about this data and leads to this root.
Result<> verifyMerkleProof(const MerkleProof& proof, const Digest& root, ByteView leaf);

} // namespace consentry::light_client
