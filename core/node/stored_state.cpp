#include "core/node/stored_state.h"

#include "core/base/check.h"
#include "core/crypto/hash.h"

namespace consentry::node {
namespace {

Result<registry::StateTree> loadTree(const KeyValueStore& store) {
    std::vector<registry::StateLeaf> leaves;
    bool damaged = false;
    RETURN_IF_ERROR(store.scan(Table::TreeNodes, {}, [&](ByteView key, ByteView value) {
        const auto stateKey = registry::StateKey::from(key);
        const auto hash = Digest::from(value);
        damaged = !stateKey || !hash;
        if (!damaged) {
            leaves.push_back({*stateKey, *hash});
        }
        return !damaged;
    }));
    if (damaged) {
        return fail(ErrorCode::DamagedData, "a leaf of the state tree");
    }
    return registry::StateTree::load(leaves);
}

std::optional<Digest> hashOf(const std::optional<Bytes>& value) {
    return value ? std::optional(sha256(*value)) : std::nullopt;
}

std::vector<registry::StateChange> leavesOf(const registry::StateChanges& changes) {
    std::vector<registry::StateChange> leaves;
    leaves.reserve(changes.size());
    for (const auto& [key, value] : changes) {
        leaves.push_back({key, hashOf(value)});
    }
    return leaves;
}

} // namespace

Bytes logRowKey(const PartyId& patient, LogSequence row) {
    Bytes key = toBytes(patient.view());
    append(key, bigEndian<8>(row.value));
    return key;
}

Result<std::unique_ptr<StoredState>> StoredState::open(KeyValueStore& store, BlockHeight height,
                                                       const Digest& root) {
    std::unique_ptr<StoredState> state(new StoredState(store, height));
    ASSIGN_OR_RETURN(state->m_tree, loadTree(store));
    if (state->m_tree.root() != root) {
        return fail(ErrorCode::DamagedData, "the stored state of height " +
                                                std::to_string(height.value) +
                                                " is not the one that was agreed on");
    }
    return state;
}

Result<std::optional<Bytes>> StoredState::get(const registry::StateKey& key) const {
    return valueAt(key, height(), nullptr);
}

Result<std::optional<Bytes>> StoredState::logRow(const PartyId& patient, LogSequence row) const {
    return m_store.get(Table::LogRows, logRowKey(patient, row));
}

BlockHeight StoredState::height() const {
    const std::scoped_lock lock(m_mutex);
    return m_height;
}

Digest StoredState::root() const {
    const std::scoped_lock lock(m_mutex);
    return m_tree.root(stagedCount());
}

std::size_t StoredState::size() const {
    const std::scoped_lock lock(m_mutex);
    return m_tree.size();
}

Result<ProvenValue> StoredState::prove(const registry::StateKey& key, BlockHeight height) const {
    ProvenValue proven;
    ASSIGN_OR_RETURN(proven.value, valueAt(key, height, &proven.proof));
    return proven;
}

/// The store first, then what was replaced since: a block that is written meanwhile has noted the
/// old value before it touches the store.
Result<std::optional<Bytes>> StoredState::valueAt(const registry::StateKey& key, BlockHeight height,
                                                  registry::StateProof* proof) const {
    ASSIGN_OR_RETURN(std::optional<Bytes> value, m_store.get(Table::State, key.view()));
    const std::scoped_lock lock(m_mutex);
    const std::uint64_t back = m_height.value - height.value;
    if (height > m_height || back >= versionsMax || back + stagedCount() >= m_tree.versions()) {
        return fail(ErrorCode::NotFound, "the state of height " + std::to_string(height.value) +
                                             " is not held; the newest is " +
                                             std::to_string(m_height.value));
    }
    for (const Replaced& block : m_replaced) {
        if (block.height <= height) {
            continue;
        }
        if (const auto old = block.values.find(key); old != block.values.end()) {
            value = old->second;
            break;
        }
    }
    const std::size_t age = static_cast<std::size_t>(back) + stagedCount();
    if (m_tree.valueHash(key, age) != hashOf(value)) {
        return fail(ErrorCode::DamagedData, "a stored value differs from the state tree");
    }
    if (proof != nullptr) {
        *proof = m_tree.prove(key, age);
    }
    return value;
}

Result<> StoredState::begin(WriteBatch extra) {
    CHECK(m_staged && root() == Digest());
    addStaged(extra);
    RETURN_IF_ERROR(m_store.write(extra));
    const std::scoped_lock lock(m_mutex);
    m_staged.reset();
    return {};
}

Digest StoredState::stage(registry::StateChanges changes) {
    unstage();
    std::vector<registry::StateChange> leaves = leavesOf(changes);
    const std::scoped_lock lock(m_mutex);
    m_tree.apply(leaves);
    m_staged = std::move(changes);
    m_stagedLeaves = std::move(leaves);
    return m_tree.root();
}

void StoredState::unstage() {
    const std::scoped_lock lock(m_mutex);
    if (m_staged) {
        m_tree.rollBack();
        m_staged.reset();
    }
}

void StoredState::addStaged(WriteBatch& batch) const {
    for (const registry::StateChange& leaf : m_stagedLeaves) {
        if (leaf.valueHash) {
            batch.put(Table::State, leaf.key.view(), *m_staged->at(leaf.key));
            batch.put(Table::TreeNodes, leaf.key.view(), leaf.valueHash->view());
        } else {
            batch.erase(Table::State, leaf.key.view());
            batch.erase(Table::TreeNodes, leaf.key.view());
        }
    }
}

Result<> StoredState::commit(const std::vector<registry::AppendedRow>& rows, WriteBatch extra) {
    CHECK(m_staged);
    Replaced replaced{BlockHeight(height().value + 1), {}};
    for (const auto& [key, value] : *m_staged) {
        ASSIGN_OR_RETURN(auto old, get(key));
        replaced.values.emplace(key, std::move(old));
    }
    addStaged(extra);
    for (const registry::AppendedRow& row : rows) {
        extra.put(Table::LogRows, logRowKey(row.patient, row.seq), row.event);
    }
    {
        const std::scoped_lock lock(m_mutex);
        m_replaced.push_back(std::move(replaced));
    }
    auto written = m_store.write(extra);
    const std::scoped_lock lock(m_mutex);
    if (!written) {
        m_replaced.pop_back();
        return written;
    }
    m_height = m_replaced.back().height;
    m_staged.reset();
    if (m_replaced.size() >= versionsMax) {
        m_replaced.pop_front();
    }
    return {};
}

} // namespace consentry::node
