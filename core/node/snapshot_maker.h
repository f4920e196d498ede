#pragma once

#include "core/node/snapshot_shelf.h"
#include "core/ports/operator_log.h"

#include <stop_token>
#include <thread>

namespace consentry::node {

/// Which state a snapshot is of.
struct SnapshotOf {
    std::string chainId;
    BlockHeight height;
    Digest appHash;
};

/// Reads the state from a store that goes on being written, and puts it on the shelf in chunks.
/// `onViewTaken` is called once the store's values are seen as they are: until then the state must
/// be that of `of.height`. VerificationFailed where the values read do not have the root
/// `of.appHash`: then nothing is offered. Cancelled, and the stores' errors.
Result<SnapshotContents> writeSnapshot(const KeyValueStore& state, SnapshotShelf& shelf,
                                       const SnapshotOf& of,
                                       const std::function<void()>& onViewTaken,
                                       const std::stop_token& stop);

/// Makes snapshots beside the running node, one at a time. A snapshot that fails is a line in the
/// log and never stops the node. One thread at a time; the destructor waits for the work to end.
class SnapshotMaker {
public:
    SnapshotMaker(const KeyValueStore& state, SnapshotShelf& shelf, std::size_t keep,
                  OperatorLog& log)
        : m_state(state), m_shelf(shelf), m_keep(keep), m_log(log) {}

    /// The store must hold the state of `of` now; once this returns it may go on. Left out while
    /// the last one is still being written.
    void start(const SnapshotOf& of);
    /// Waits for the one under way.
    void finish();

private:
    void run(const SnapshotOf& of, const std::function<void()>& onViewTaken,
             const std::stop_token& stop);

    const KeyValueStore& m_state;
    SnapshotShelf& m_shelf;
    std::size_t m_keep;
    OperatorLog& m_log;
    std::atomic<bool> m_isBusy = false;
    std::jthread m_worker;
};

} // namespace consentry::node
