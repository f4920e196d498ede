#pragma once

#include "core/light_client/light_client.h"
#include "core/registry/state_proof.h"

#include <span>

namespace consentry::light_client {

/// The three things that a wallet believes of a node only with proof. All are pure; all fail with
/// VerificationFailed or Malformed.

/// The transaction stands in the block of this header. (Where in the block is only the node's
/// claim: see MerkleProof.)
Result<> verifyTransaction(const VerifiedHeader& header, ByteView transaction,
                           const MerkleProof& proof);

/// These are all results, in order, of the block *below* this header: a block's results are
/// committed to by the next header.
Result<> verifyResults(const VerifiedHeader& next, std::span<const TxResultFields> results);

/// The state after block H, proven by header H + 1: the key's value, or with none that the key has
/// no value.
Result<> verifyState(const VerifiedHeader& next, const registry::StateKey& key,
                     const std::optional<Bytes>& value, const registry::StateProof& proof);

} // namespace consentry::light_client
