#pragma once

#include "core/registry/state_proof.h"
#include "core/registry/state_tree_pool.h"

#include <cstdint>
#include <deque>
#include <span>
#include <vector>

namespace consentry::registry {

/// One key's new value hash, or its removal.
struct StateChange {
    StateKey key;
    std::optional<Digest> valueHash;
};

/// The compact sparse Merkle tree over all state objects (protocol, "Bytes"), in memory: about 200
/// bytes for each key. Its root depends on the contents only, never on the order of changes.
///
/// Every apply() makes a version; the newest ones stay, because a proof for height H is asked for
/// when H + 1 is already there, and because a block that was executed but not committed is rolled
/// back. Nodes are shared between versions and never change.
///
/// On disk only the leaves are kept (Table::TreeNodes: key → valueHash, one write for each change),
/// everything above them is calculated at load(). Not thread-safe.
class StateTree {
public:
    static constexpr std::size_t versionsMax = 32;
    static constexpr std::size_t leavesMax = std::size_t{1} << 30U;

    StateTree();
    StateTree(StateTree&&) = default;
    StateTree& operator=(StateTree&&) = default;

    /// A tree of one version. NotCanonical unless the keys ascend strictly. The caller compares
    /// root() with the application hash that it stored.
    static Result<StateTree> load(std::span<const StateLeaf> leaves);

    /// Makes a new version. Keys must ascend strictly; removing an absent key does nothing. An
    /// empty span makes a version equal to the last.
    void apply(std::span<const StateChange> changes);
    /// Forgets the newest version. At least two must be there.
    void rollBack();

    /// Versions that can be asked for, newest first: age 0 to versions() - 1.
    std::size_t versions() const { return m_versions.size(); }
    Digest root(std::size_t age = 0) const;
    std::optional<Digest> valueHash(const StateKey& key, std::size_t age = 0) const;
    StateProof prove(const StateKey& key, std::size_t age = 0) const;
    /// Keys in the newest version.
    std::size_t size() const { return m_versions.back().leaves; }
    /// Nodes held for all versions together; bounded however many blocks have passed.
    std::size_t nodesHeld() const { return m_inners.inUse() - 1 + m_leaves.inUse(); }

private:
    /// Index of a node: 0 is the empty subtree, the top bit marks a leaf.
    using Ref = std::uint32_t;
    struct Inner {
        Digest hash;
        Ref left = 0;
        Ref right = 0;
    };
    struct Leaf {
        Digest hash;
        StateLeaf content;
    };
    struct Version {
        Ref root = 0;
        std::size_t leaves = 0;
        std::vector<Ref> created; ///< nodes that no earlier version has
        std::vector<Ref> retired; ///< nodes of the version before that this one no longer has
    };
    /// What becomes of one key below a node.
    struct Wanted {
        const StateKey* key;
        const Digest* valueHash; ///< null removes
        Ref existing;            ///< a leaf that may be kept as it is, or 0
    };

    const Version& version(std::size_t age) const;
    const Digest& hashOf(Ref node) const;
    Ref childOf(Ref inner, bool right) const;
    Ref newLeaf(const StateKey& key, const Digest& valueHash);
    Ref newInner(Ref left, Ref right);
    void retire(Ref node);
    void release(Ref node);
    Ref joined(Ref left, Ref right);
    Ref update(Ref node, std::size_t depth, std::span<const StateChange> changes);
    Ref updateAtLeaf(Ref leaf, std::size_t depth, std::span<const StateChange> changes);
    Ref build(std::size_t depth, std::span<const Wanted> leaves);
    Ref settle(const Wanted& wanted);

    NodePool<Inner> m_inners; ///< slot 0 is never used
    NodePool<Leaf> m_leaves;
    std::deque<Version> m_versions;
};

} // namespace consentry::registry
