#pragma once

#include "core/node/snapshot_format.h"
#include "core/ports/key_value_store.h"

namespace consentry::node {

/// Where a node keeps the snapshots that it offers, and the chunks of one that it is taking over:
/// in a store of their own, so that they never hold up the state's. Thread-safe as the store is.
class SnapshotShelf {
public:
    explicit SnapshotShelf(KeyValueStore& store) : m_store(store) {}

    /// Whole snapshots, oldest first.
    Result<std::vector<SnapshotOffer>> offers() const;
    /// Empty where there is none.
    Result<Bytes> chunk(BlockHeight height, std::uint32_t index) const;

    /// Chunks come first; publish() makes the snapshot an offer and drops all but the `keep`
    /// newest.
    Result<> putChunk(BlockHeight height, std::uint32_t index, ByteView chunk);
    Result<> publish(const SnapshotOffer& offer, std::size_t keep);
    /// Drops chunks that belong to no offer, and those of a snapshot that was being taken over:
    /// what a program left that was ended in the middle.
    Result<> tidy();

    Result<> putIncoming(std::uint32_t index, ByteView chunk);
    Result<Bytes> incoming(std::uint32_t index) const;
    Result<> dropIncoming();

private:
    Result<> dropWhere(const std::function<bool(ByteView key)>& isDropped);

    KeyValueStore& m_store;
};

} // namespace consentry::node
