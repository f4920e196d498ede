#pragma once

#include "core/ports/key_value_store.h"
#include "core/registry/state_reader.h"
#include "core/registry/state_tree.h"

#include <deque>
#include <map>
#include <memory>
#include <mutex>

namespace consentry::node {

/// patient ‖ sequence, big-endian, so that byte order is the order of the log.
Bytes logRowKey(const PartyId& patient, LogSequence row);

/// The value of a key at a height, or its absence, with the proof under that state's root.
struct ProvenValue {
    std::optional<Bytes> value;
    registry::StateProof proof;
};

/// The replicated state of a node: values, log rows and leaves in a store, the tree over the leaves
/// in memory, and what the newest blocks replaced, so that the state of a few blocks ago can still
/// be read and proven while the next one is being written.
///
/// Every value is compared with the tree when it is read: a store that lost or kept a value wrongly
/// is DamagedData, never another answer than the other nodes give.
///
/// Reading is thread-safe and waits for nothing but a short lock. stage(), unstage(), begin() and
/// commit() belong to one thread.
class StoredState : public registry::StateReader {
public:
    /// How many states can be asked for, the newest included.
    static constexpr std::size_t versionsMax = 16;

    /// Loads the tree; an empty store at height 0 has the root Digest(). DamagedData where the
    /// leaves do not have this root: a chain whose state is not what its validators agreed on must
    /// not go on.
    static Result<std::unique_ptr<StoredState>> open(KeyValueStore& store, BlockHeight height,
                                                     const Digest& root);

    // The newest committed state.
    Result<std::optional<Bytes>> get(const registry::StateKey& key) const override;
    Result<std::optional<Bytes>> logRow(const PartyId& patient, LogSequence row) const override;
    BlockHeight height() const;
    Digest root() const;
    std::size_t size() const;

    /// NotFound for a height that is not, or no longer, held.
    Result<ProvenValue> prove(const registry::StateKey& key, BlockHeight height) const;

    /// The root after these changes, which nobody else sees yet. Replaces what was staged before.
    Digest stage(registry::StateChanges changes);
    void unstage();
    /// Writes what was staged, a genesis, together with `extra` as the state of height 0. Nothing
    /// may be committed yet.
    Result<> begin(WriteBatch extra);
    /// Writes what was staged, the rows and `extra` as the state of the next height: all or nothing
    /// and durable. After an error it is still staged and the state is as it was.
    Result<> commit(const std::vector<registry::AppendedRow>& rows, WriteBatch extra);

private:
    /// What a block replaced.
    struct Replaced {
        BlockHeight height; ///< of the block
        std::map<registry::StateKey, std::optional<Bytes>> values;
    };

    StoredState(KeyValueStore& store, BlockHeight height) : m_store(store), m_height(height) {}
    Result<std::optional<Bytes>> valueAt(const registry::StateKey& key, BlockHeight height,
                                         registry::StateProof* proof) const;
    std::size_t stagedCount() const { return m_staged ? 1 : 0; }
    void addStaged(WriteBatch& batch) const;

    KeyValueStore& m_store;
    std::optional<registry::StateChanges> m_staged;
    std::vector<registry::StateChange> m_stagedLeaves; ///< the same, as the tree took it

    mutable std::mutex m_mutex; ///< guards what follows
    BlockHeight m_height;
    registry::StateTree m_tree;
    std::deque<Replaced> m_replaced; ///< oldest first
};

} // namespace consentry::node
