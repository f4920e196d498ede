#pragma once

#include "core/light_client/header.h"

namespace consentry::light_client {

/// Deterministic CBOR of light blocks, headers, commits and proofs, for our own stores and the
/// embedded consortium. (The engine itself speaks JSON: see the CometBFT adapter.) The decoders
/// accept exactly what the encoders write and check no signature.
/// Errors: Malformed, NotCanonical, Unsupported (another version), TooLarge.

constexpr std::size_t lightBlockBytesMax = 512 * 1024;

/// [1, header, commit, [[key, power]…]]. The block must be within the limits of Header and Commit.
Bytes encodeLightBlock(const LightBlock& block);
Result<LightBlock> decodeLightBlock(ByteView bytes);

/// [total, index, leafHash, aunts one after the other].
Bytes encodeMerkleProof(const MerkleProof& proof);
Result<MerkleProof> decodeMerkleProof(ByteView bytes);

} // namespace consentry::light_client
