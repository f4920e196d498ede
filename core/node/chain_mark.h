#pragma once

#include "core/base/ids.h"
#include "core/base/instant.h"
#include "core/ports/key_value_store.h"

#include <optional>
#include <string>

namespace consentry::node {

/// Where a node's chain stands: written in the same batch as the state that it names.
struct ChainMark {
    std::string chainId;
    BlockHeight height;
    Digest appHash; ///< of the state after `height`
    Instant time;   ///< of that block, for the mempool
    /// SHA-256 of the genesis' encoding: the same chain may be started again at height 0. None on a
    /// node that began with a snapshot.
    std::optional<Digest> genesis;
    friend bool operator==(const ChainMark&, const ChainMark&) = default;
};

void putChainMark(WriteBatch& batch, const ChainMark& mark);
/// None in an empty store. DamagedData where it cannot be read.
Result<std::optional<ChainMark>> readChainMark(const KeyValueStore& store);

/// A state that is being written in several steps stands under this sign until it is whole.
void putUnfinished(WriteBatch& batch);
void eraseUnfinished(WriteBatch& batch);
/// Empties a store whose state was never finished. True where there was something to empty.
Result<bool> dropUnfinished(KeyValueStore& store);

} // namespace consentry::node
