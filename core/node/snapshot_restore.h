#pragma once

#include "core/node/chain_mark.h"
#include "core/node/snapshot_shelf.h"
#include "core/ports/operator_log.h"

namespace consentry::node {

/// Takes over the state of a chain from chunks that strangers send. A chunk is kept only if it has
/// the digest that the snapshot promised; nothing of it reaches the node's state before all of it
/// was checked against the application hash that the engine's light client verified. One thread at
/// a time.
class SnapshotRestore {
public:
    /// Chunks together may not need more room than this.
    static constexpr std::uint64_t snapshotBytesMax = std::uint64_t{256} << 30U;

    /// `state` must be a store without a chain.
    SnapshotRestore(KeyValueStore& state, SnapshotShelf& shelf, OperatorLog& log)
        : m_state(state), m_shelf(shelf), m_log(log) {}

    /// Begins afresh, whatever was under way.
    Result<OfferVerdict> offer(const SnapshotOffer& offer, ByteView appHash);
    Result<ChunkAnswer> apply(std::uint32_t index, ByteView chunk, const std::string& sender);

    /// Whether the last chunk was taken and the store now holds the chain.
    bool isFinished() const { return m_isFinished; }

private:
    Result<ChunkAnswer> finishAll();
    Result<ChunkAnswer> rejectWhole(std::string_view reason);
    Result<> readAll(const ChunkVisitor& visitor) const;
    Result<Instant> check() const;
    Result<> write(Instant newestRow);

    KeyValueStore& m_state;
    SnapshotShelf& m_shelf;
    OperatorLog& m_log;
    std::optional<SnapshotContents> m_contents;
    std::vector<bool> m_received;
    std::uint64_t m_receivedBytes = 0;
    bool m_isFinished = false;
};

} // namespace consentry::node
