#include "core/node/snapshot_maker.h"

#include "core/crypto/hash.h"
#include "core/registry/log_event.h"
#include "core/registry/state_root.h"

#include <future>

namespace consentry::node {
namespace {

/// Visits a table until something fails or the work is called off.
Result<> visit(const KeyValueStore& store, Table table, const std::stop_token& stop,
               const std::function<Result<>(ByteView key, ByteView value)>& take) {
    Result<> taken;
    RETURN_IF_ERROR(store.scan(table, {}, [&](ByteView key, ByteView value) {
        taken = stop.stop_requested() ? Result<>(fail(ErrorCode::Cancelled)) : take(key, value);
        return taken.has_value();
    }));
    return taken;
}

Result<> addValues(const KeyValueStore& store, ChunkWriter& chunks, const SnapshotOf& of,
                   const std::function<void()>& onViewTaken, const std::stop_token& stop) {
    registry::StateRoot root;
    bool isFirst = true;
    const auto addValue = [&](ByteView name, ByteView value) -> Result<> {
        if (std::exchange(isFirst, false)) {
            onViewTaken();
        }
        ASSIGN_OR_RETURN(const auto key, registry::StateKey::from(name));
        RETURN_IF_ERROR(root.add({key, sha256(value)}));
        return chunks.addValue(key, value);
    };
    RETURN_IF_ERROR(visit(store, Table::State, stop, addValue));
    if (root.finish() != of.appHash) {
        return fail(ErrorCode::VerificationFailed, "the state read for a snapshot");
    }
    return {};
}

/// Rows are only ever appended: those of later blocks are left out.
Result<> addRows(const KeyValueStore& store, ChunkWriter& chunks, BlockHeight height,
                 const std::stop_token& stop) {
    return visit(store, Table::LogRows, stop, [&](ByteView name, ByteView row) -> Result<> {
        ASSIGN_OR_RETURN(const auto patient,
                         PartyId::from(name.first(std::min(name.size(), PartyId::size))));
        ASSIGN_OR_RETURN(const auto event, registry::decodeLogEvent(row));
        return event.height > height ? Result<>() : chunks.addRow(patient, row);
    });
}

} // namespace

Result<SnapshotContents> writeSnapshot(const KeyValueStore& state, SnapshotShelf& shelf,
                                       const SnapshotOf& of,
                                       const std::function<void()>& onViewTaken,
                                       const std::stop_token& stop) {
    SnapshotContents contents{of.chainId, of.height, of.appHash, {}};
    ChunkWriter chunks([&](const Bytes& chunk) -> Result<> {
        if (contents.chunkHashes.size() == chunksMax) {
            return fail(ErrorCode::TooLarge, "chunks of a snapshot");
        }
        const auto index = static_cast<std::uint32_t>(contents.chunkHashes.size());
        contents.chunkHashes.push_back(sha256(chunk));
        return shelf.putChunk(of.height, index, chunk);
    });
    RETURN_IF_ERROR(addValues(state, chunks, of, onViewTaken, stop));
    RETURN_IF_ERROR(addRows(state, chunks, of.height, stop));
    RETURN_IF_ERROR(chunks.finish());
    return contents;
}

void SnapshotMaker::start(const SnapshotOf& of) {
    if (m_isBusy.exchange(true)) {
        m_log.warning("snapshot left out because the last one is still being written",
                      {{"height", of.height.value}});
        return;
    }
    finish();
    std::promise<void> viewTaken;
    std::future<void> isTaken = viewTaken.get_future();
    m_worker =
        std::jthread([this, of, taken = std::move(viewTaken)](const std::stop_token& stop) mutable {
            bool isSaid = false;
            const auto say = [&] {
                if (!std::exchange(isSaid, true)) {
                    taken.set_value();
                }
            };
            run(of, say, stop);
            say();
            m_isBusy = false;
        });
    isTaken.wait();
}

void SnapshotMaker::finish() {
    if (m_worker.joinable()) {
        m_worker.join();
    }
}

void SnapshotMaker::run(const SnapshotOf& of, const std::function<void()>& onViewTaken,
                        const std::stop_token& stop) {
    auto written = writeSnapshot(m_state, m_shelf, of, onViewTaken, stop);
    Result<> status;
    if (written) {
        status = m_shelf.publish(offerOf(*written), m_keep);
    } else {
        status = fail(written.error());
    }
    if (status) {
        m_log.info("snapshot written",
                   {{"height", of.height.value}, {"chunks", written->chunkHashes.size()}});
    } else if (status.error().code != ErrorCode::Cancelled) {
        m_log.error("snapshot failed; the node goes on without it",
                    {{"height", of.height.value}, {"reason", toString(status.error())}});
    }
    if (!status) {
        static_cast<void>(m_shelf.tidy());
    }
}

} // namespace consentry::node
