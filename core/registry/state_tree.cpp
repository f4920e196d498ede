#include "core/registry/state_tree.h"

#include "core/base/check.h"

#include <algorithm>

namespace consentry::registry {
namespace {

constexpr std::uint32_t leafMark = 0x8000'0000U;
constexpr std::uint32_t emptyNode = 0;
constexpr Digest emptyHash{};

constexpr bool isLeaf(std::uint32_t node) {
    return (node & leafMark) != 0;
}

/// Where the keys with bit `depth` set begin, in a range that ascends and agrees on the bits above.
template <class Item, class KeyOf>
std::size_t splitAt(std::span<const Item> items, std::size_t depth, const KeyOf& keyOf) {
    const auto middle = std::partition_point(items.begin(), items.end(), [&](const Item& item) {
        return !stateKeyBit(keyOf(item), depth);
    });
    return static_cast<std::size_t>(middle - items.begin());
}

const StateKey& keyOfChange(const StateChange& change) {
    return change.key;
}

} // namespace

StateTree::StateTree() : m_versions(1) {
    // Slot 0 stands for the empty subtree.
    CHECK(m_inners.add({}) == emptyNode);
}

Result<StateTree> StateTree::load(std::span<const StateLeaf> leaves) {
    if (leaves.size() > leavesMax) {
        return fail(ErrorCode::TooLarge, "leaves of the state tree");
    }
    const auto disorder =
        std::adjacent_find(leaves.begin(), leaves.end(),
                           [](const StateLeaf& a, const StateLeaf& b) { return a.key >= b.key; });
    if (disorder != leaves.end()) {
        return fail(ErrorCode::NotCanonical, "leaves of the state tree out of order");
    }
    StateTree tree;
    std::vector<Wanted> wanted;
    wanted.reserve(leaves.size());
    for (const StateLeaf& leaf : leaves) {
        wanted.push_back({&leaf.key, &leaf.valueHash, emptyNode});
    }
    Version& first = tree.m_versions.back();
    first.root = tree.build(0, wanted);
    first.leaves = leaves.size();
    // Nothing comes before this version: no list of what is new in it is needed.
    first.created = {};
    return tree;
}

void StateTree::apply(std::span<const StateChange> changes) {
    const auto disorder = std::adjacent_find(
        changes.begin(), changes.end(),
        [](const StateChange& a, const StateChange& b) { return a.key >= b.key; });
    CHECK(disorder == changes.end());
    const Ref root = m_versions.back().root;
    m_versions.push_back({root, m_versions.back().leaves, {}, {}});
    m_versions.back().root = update(root, 0, changes);
    if (m_versions.size() > versionsMax) {
        m_versions.pop_front();
        for (const Ref node : m_versions.front().retired) {
            release(node);
        }
        m_versions.front().retired = {};
        m_versions.front().created = {};
    }
}

void StateTree::rollBack() {
    CHECK(m_versions.size() >= 2);
    for (const Ref node : m_versions.back().created) {
        release(node);
    }
    m_versions.pop_back();
}

const StateTree::Version& StateTree::version(std::size_t age) const {
    CHECK(age < m_versions.size());
    return m_versions[m_versions.size() - 1 - age];
}

const Digest& StateTree::hashOf(Ref node) const {
    if (node == emptyNode) {
        return emptyHash;
    }
    return isLeaf(node) ? m_leaves[node & ~leafMark].hash : m_inners[node].hash;
}

StateTree::Ref StateTree::childOf(Ref inner, bool right) const {
    return right ? m_inners[inner].right : m_inners[inner].left;
}

Digest StateTree::root(std::size_t age) const {
    return hashOf(version(age).root);
}

std::optional<Digest> StateTree::valueHash(const StateKey& key, std::size_t age) const {
    Ref node = version(age).root;
    for (std::size_t depth = 0; node != emptyNode && !isLeaf(node); ++depth) {
        node = childOf(node, stateKeyBit(key, depth));
    }
    if (node == emptyNode || m_leaves[node & ~leafMark].content.key != key) {
        return std::nullopt;
    }
    return m_leaves[node & ~leafMark].content.valueHash;
}

StateProof StateTree::prove(const StateKey& key, std::size_t age) const {
    StateProof proof;
    Ref node = version(age).root;
    for (std::size_t depth = 0; node != emptyNode && !isLeaf(node); ++depth) {
        const bool right = stateKeyBit(key, depth);
        const Ref sibling = childOf(node, !right);
        proof.siblings.push_back(sibling == emptyNode ? std::nullopt
                                                      : std::optional(hashOf(sibling)));
        node = childOf(node, right);
    }
    if (node != emptyNode && m_leaves[node & ~leafMark].content.key != key) {
        proof.other = m_leaves[node & ~leafMark].content;
    }
    return proof;
}

StateTree::Ref StateTree::newLeaf(const StateKey& key, const Digest& valueHash) {
    CHECK(m_leaves.inUse() < leavesMax);
    const Ref node = m_leaves.add({stateLeafHash(key, valueHash), {key, valueHash}}) | leafMark;
    m_versions.back().created.push_back(node);
    return node;
}

StateTree::Ref StateTree::newInner(Ref left, Ref right) {
    const Ref node = m_inners.add({stateNodeHash(hashOf(left), hashOf(right)), left, right});
    CHECK(!isLeaf(node));
    m_versions.back().created.push_back(node);
    return node;
}

void StateTree::retire(Ref node) {
    m_versions.back().retired.push_back(node);
}

void StateTree::release(Ref node) {
    if (isLeaf(node)) {
        m_leaves.remove(node & ~leafMark);
    } else {
        m_inners.remove(node);
    }
}

/// The subtree of two halves: one that holds a single leaf, or nothing, is that leaf or nothing.
StateTree::Ref StateTree::joined(Ref left, Ref right) {
    if (left == emptyNode && (right == emptyNode || isLeaf(right))) {
        return right;
    }
    if (right == emptyNode && isLeaf(left)) {
        return left;
    }
    return newInner(left, right);
}

StateTree::Ref StateTree::update(Ref node, std::size_t depth,
                                 std::span<const StateChange> changes) {
    if (changes.empty()) {
        return node;
    }
    if (node == emptyNode || isLeaf(node)) {
        return updateAtLeaf(node, depth, changes);
    }
    const std::size_t split = splitAt(changes, depth, keyOfChange);
    const Ref left = childOf(node, false);
    const Ref right = childOf(node, true);
    const Ref newLeft = update(left, depth + 1, changes.first(split));
    const Ref newRight = update(right, depth + 1, changes.subspan(split));
    if (newLeft == left && newRight == right) {
        return node;
    }
    retire(node);
    return joined(newLeft, newRight);
}

/// Below here stands one leaf or none: what remains and what comes makes a new subtree.
StateTree::Ref StateTree::updateAtLeaf(Ref leaf, std::size_t depth,
                                       std::span<const StateChange> changes) {
    std::vector<Wanted> wanted;
    wanted.reserve(changes.size() + 1);
    for (const StateChange& change : changes) {
        wanted.push_back({&change.key, change.valueHash ? &*change.valueHash : nullptr, emptyNode});
    }
    if (leaf != emptyNode) {
        const StateLeaf& old = m_leaves[leaf & ~leafMark].content;
        const auto place = std::lower_bound(
            wanted.begin(), wanted.end(), old.key,
            [](const Wanted& item, const StateKey& key) { return *item.key < key; });
        if (place == wanted.end() || *place->key != old.key) {
            wanted.insert(place, {&old.key, &old.valueHash, leaf});
        } else if (place->valueHash != nullptr && *place->valueHash == old.valueHash) {
            place->existing = leaf;
        } else {
            retire(leaf);
            --m_versions.back().leaves;
        }
    }
    std::erase_if(wanted, [](const Wanted& item) { return item.valueHash == nullptr; });
    for (const Wanted& item : wanted) {
        m_versions.back().leaves += item.existing == emptyNode ? 1U : 0U;
    }
    return build(depth, wanted);
}

StateTree::Ref StateTree::build(std::size_t depth, std::span<const Wanted> leaves) {
    if (leaves.empty()) {
        return emptyNode;
    }
    if (leaves.size() == 1) {
        return settle(leaves.front());
    }
    const std::size_t split =
        splitAt(leaves, depth, [](const Wanted& item) -> const StateKey& { return *item.key; });
    const Ref left = build(depth + 1, leaves.first(split));
    const Ref right = build(depth + 1, leaves.subspan(split));
    return newInner(left, right);
}

StateTree::Ref StateTree::settle(const Wanted& wanted) {
    return wanted.existing != emptyNode ? wanted.existing : newLeaf(*wanted.key, *wanted.valueHash);
}

} // namespace consentry::registry
