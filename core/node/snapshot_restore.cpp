#include "core/node/snapshot_restore.h"

#include "core/crypto/hash.h"
#include "core/node/snapshot_check.h"
#include "core/node/stored_state.h"
#include "core/registry/log_event.h"

#include <algorithm>

namespace consentry::node {
namespace {

constexpr std::size_t batchBytes = std::size_t{4} << 20U;

/// Whether a failure is the snapshot's and not this node's.
bool isForeign(const Error& error) {
    switch (error.code) {
    case ErrorCode::Malformed:
    case ErrorCode::NotCanonical:
    case ErrorCode::Unsupported:
    case ErrorCode::TooLarge:
    case ErrorCode::VerificationFailed:
        return true;
    default:
        return false;
    }
}

/// Collects writes and lets them go when they have become many.
class BatchedWriter {
public:
    explicit BatchedWriter(KeyValueStore& store) : m_store(store) {}

    Result<> put(Table table, ByteView key, ByteView value) {
        m_batch.put(table, key, value);
        m_bytes += key.size() + value.size();
        return m_bytes < batchBytes ? Result<>() : flush();
    }
    Result<> flush() {
        m_bytes = 0;
        return m_store.write(std::exchange(m_batch, {}));
    }

private:
    KeyValueStore& m_store;
    WriteBatch m_batch;
    std::size_t m_bytes = 0;
};

} // namespace

Result<OfferVerdict> SnapshotRestore::offer(const SnapshotOffer& offer, ByteView appHash) {
    m_contents.reset();
    m_isFinished = false;
    RETURN_IF_ERROR(m_shelf.dropIncoming());
    if (offer.format != snapshotFormat) {
        return OfferVerdict::RejectFormat;
    }
    auto contents = contentsOf(offer);
    if (!contents || !equal(contents->appHash.view(), appHash)) {
        m_log.warning("snapshot turned down", {{"height", offer.height.value}});
        return OfferVerdict::Reject;
    }
    m_received.assign(contents->chunkHashes.size(), false);
    m_receivedBytes = 0;
    m_contents = std::move(*contents);
    return OfferVerdict::Accept;
}

Result<ChunkAnswer> SnapshotRestore::apply(std::uint32_t index, ByteView chunk,
                                           const std::string& sender) {
    if (!m_contents || index >= m_received.size()) {
        return ChunkAnswer{ChunkVerdict::Abort, {}, {}};
    }
    if (sha256(chunk) != m_contents->chunkHashes[index]) {
        m_log.warning("chunk of a snapshot is not the one that was promised",
                      {{"index", index}, {"sender", sender}});
        return ChunkAnswer{ChunkVerdict::Retry, {index}, {sender}};
    }
    m_receivedBytes += chunk.size();
    if (m_receivedBytes > snapshotBytesMax) {
        return rejectWhole("it is too large");
    }
    RETURN_IF_ERROR(m_shelf.putIncoming(index, chunk));
    m_received[index] = true;
    if (std::ranges::find(m_received, false) != m_received.end()) {
        return ChunkAnswer{ChunkVerdict::Accept, {}, {}};
    }
    return finishAll();
}

Result<ChunkAnswer> SnapshotRestore::finishAll() {
    const BlockHeight height = m_contents->height;
    const auto newestRow = check();
    if (!newestRow) {
        if (!isForeign(newestRow.error())) {
            return fail(newestRow.error());
        }
        return rejectWhole(toString(newestRow.error()));
    }
    RETURN_IF_ERROR(write(*newestRow));
    m_contents.reset();
    m_isFinished = true;
    m_log.info("snapshot taken over", {{"height", height.value}});
    RETURN_IF_ERROR(m_shelf.dropIncoming());
    return ChunkAnswer{ChunkVerdict::Accept, {}, {}};
}

Result<ChunkAnswer> SnapshotRestore::rejectWhole(std::string_view reason) {
    m_log.warning("snapshot turned down",
                  {{"height", m_contents->height.value}, {"reason", reason}});
    m_contents.reset();
    RETURN_IF_ERROR(m_shelf.dropIncoming());
    return ChunkAnswer{ChunkVerdict::RejectSnapshot, {}, {}};
}

Result<> SnapshotRestore::readAll(const ChunkVisitor& visitor) const {
    for (std::uint32_t index = 0; index < m_received.size(); ++index) {
        ASSIGN_OR_RETURN(const Bytes chunk, m_shelf.incoming(index));
        RETURN_IF_ERROR(readChunk(chunk, visitor));
    }
    return {};
}

Result<Instant> SnapshotRestore::check() const {
    SnapshotCheck check(m_contents->chainId, m_contents->appHash);
    RETURN_IF_ERROR(readAll({
        [&](const registry::StateKey& key, ByteView value) { return check.addValue(key, value); },
        [&](const PartyId& patient, ByteView event) { return check.addRow(patient, event); },
    }));
    RETURN_IF_ERROR(check.finish());
    return check.newestRow();
}

Result<> SnapshotRestore::write(Instant newestRow) {
    WriteBatch sign;
    putUnfinished(sign);
    RETURN_IF_ERROR(m_state.write(sign));
    BatchedWriter writer(m_state);
    const auto putValue = [&](const registry::StateKey& key, ByteView value) -> Result<> {
        RETURN_IF_ERROR(writer.put(Table::State, key.view(), value));
        return writer.put(Table::TreeNodes, key.view(), sha256(value).view());
    };
    const auto putRow = [&](const PartyId& patient, ByteView event) -> Result<> {
        ASSIGN_OR_RETURN(const auto row, registry::decodeLogEvent(event));
        return writer.put(Table::LogRows, logRowKey(patient, row.seq), event);
    };
    RETURN_IF_ERROR(readAll({putValue, putRow}));
    RETURN_IF_ERROR(writer.flush());
    WriteBatch last;
    putChainMark(last, {m_contents->chainId, m_contents->height, m_contents->appHash, newestRow,
                        std::nullopt});
    eraseUnfinished(last);
    return m_state.write(last);
}

} // namespace consentry::node
