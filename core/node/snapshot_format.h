#pragma once

#include "core/ports/replicated_application.h"
#include "core/registry/state_key.h"

#include <functional>

namespace consentry::node {

// A snapshot is a list of chunks: the values of the state in the order of their keys, then the rows
// of all logs in the order of patient and sequence. Chunks are cut by size alone, so that two nodes
// with the same state make the same bytes. Everything is deterministic CBOR, and the decoders
// accept exactly what the encoders write.

constexpr std::uint32_t snapshotFormat = 1;
/// A chunk ends before it would become longer than this. The engine sends at most 16 MB.
constexpr std::size_t chunkBytesMax = std::size_t{8} << 20U;
/// The engine's limit, and what fits into its 4 MB of metadata.
constexpr std::size_t chunksMax = 100'000;

/// The metadata of a snapshot: [1, chain id, height, app hash, digests of the chunks one after the
/// other]. SHA-256 over its bytes is the snapshot's hash.
struct SnapshotContents {
    std::string chainId;
    BlockHeight height;
    Digest appHash;                  ///< of the state after `height`
    std::vector<Digest> chunkHashes; ///< SHA-256 of each chunk, 1 to chunksMax
    friend bool operator==(const SnapshotContents&, const SnapshotContents&) = default;
};

SnapshotOffer offerOf(const SnapshotContents& contents);
/// From the metadata alone. Malformed, NotCanonical, TooLarge, Unsupported.
Result<SnapshotContents> decodeContents(ByteView metadata);
/// As decodeContents; VerificationFailed where the offer's own fields do not fit its metadata.
Result<SnapshotContents> contentsOf(const SnapshotOffer& offer);

/// What a chunk holds.
enum class ChunkKind : std::uint8_t { Values = 0, Rows = 1 };

/// Cuts values and rows into chunks. State first, then rows; each in ascending order.
class ChunkWriter {
public:
    explicit ChunkWriter(std::function<Result<>(Bytes chunk)> take,
                         std::size_t bytesMax = chunkBytesMax)
        : m_take(std::move(take)), m_bytesMax(bytesMax) {}

    Result<> addValue(const registry::StateKey& key, ByteView value);
    Result<> addRow(const PartyId& patient, ByteView event);
    Result<> finish();

private:
    Result<> add(ChunkKind kind, ByteView name, ByteView content);
    Result<> cut();

    std::function<Result<>(Bytes chunk)> m_take;
    std::size_t m_bytesMax;
    ChunkKind m_kind = ChunkKind::Values;
    std::size_t m_count = 0;
    Bytes m_items;
};

/// Takes what a chunk holds, in its order.
struct ChunkVisitor {
    std::function<Result<>(const registry::StateKey& key, ByteView value)> value;
    std::function<Result<>(const PartyId& patient, ByteView event)> row;
};
/// Malformed, NotCanonical, TooLarge, and what the visitor says.
Result<> readChunk(ByteView chunk, const ChunkVisitor& visitor);

} // namespace consentry::node
