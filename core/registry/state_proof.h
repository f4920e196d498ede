#pragma once

#include "core/base/ids.h"
#include "core/registry/state_key.h"

#include <optional>
#include <vector>

namespace consentry::registry {

/// What stands in a leaf of the state tree: a key and SHA-256 of its value.
struct StateLeaf {
    StateKey key;
    Digest valueHash;

    friend bool operator==(const StateLeaf&, const StateLeaf&) = default;
};

/// SHA-256(00 ‖ key ‖ valueHash).
Digest stateLeafHash(const StateKey& key, const Digest& valueHash);
/// SHA-256(01 ‖ left ‖ right). An empty child is 32 zero bytes.
Digest stateNodeHash(const Digest& left, const Digest& right);
/// Bit `depth` of the key, most significant first: false goes left. depth < 256.
bool stateKeyBit(const StateKey& key, std::size_t depth);

/// Proves the value of one key of the state tree, or that the key has none (protocol, "Bytes").
/// About 20 hashes at a million keys.
struct StateProof {
    static constexpr std::size_t depthMax = 256;
    static constexpr std::size_t encodedBytesMax = 16 * 1024;

    /// The other side at each level, from the root downwards; none where that side is empty.
    std::vector<std::optional<Digest>> siblings;
    /// Proof of absence only: the one leaf that stands where the key's would. None where that
    /// place is empty.
    std::optional<StateLeaf> other;

    friend bool operator==(const StateProof&, const StateProof&) = default;
};

/// VerificationFailed unless, under `root`, the key has a value of this hash; with no hash, unless
/// the key has no value. Malformed for a proof that no tree yields. Pure.
Result<> verifyStateProof(const Digest& root, const StateKey& key,
                          const std::optional<Digest>& valueHash, const StateProof& proof);

/// Deterministic CBOR: [depth, bitmap, hashes, null | [key, valueHash]]; the bitmap has a bit for
/// each level from the root, most significant first, set where the sibling is not empty, and
/// `hashes` those siblings one after the other.
Bytes encodeStateProof(const StateProof& proof);
/// Accepts exactly what encodeStateProof writes.
Result<StateProof> decodeStateProof(ByteView bytes);

} // namespace consentry::registry
