#include "core/registry/state_root.h"

#include <algorithm>

namespace consentry::registry {
namespace {

/// How many leading bits two different keys have in common.
std::size_t sharedBits(const StateKey& a, const StateKey& b) {
    std::size_t depth = 0;
    while (stateKeyBit(a, depth) == stateKeyBit(b, depth)) {
        ++depth;
    }
    return depth;
}

} // namespace

Result<> StateRoot::add(const StateLeaf& leaf) {
    if (!m_last) {
        m_last = leaf;
        return {};
    }
    if (m_last->key >= leaf.key) {
        return fail(ErrorCode::NotCanonical, "leaves of a state out of order");
    }
    const std::size_t branching = sharedBits(m_last->key, leaf.key) + 1;
    settle(branching);
    foldTo(branching);
    m_last = leaf;
    m_sharedBefore = branching;
    return {};
}

/// A leaf stands where it parts from both of its neighbours.
void StateRoot::settle(std::size_t depth) {
    m_subtrees.push_back({stateLeafHash(m_last->key, m_last->valueHash),
                          std::max(m_sharedBefore, depth), m_last->key});
}

/// Closes everything below `depth`: no later leaf comes there.
void StateRoot::foldTo(std::size_t depth) {
    while (m_subtrees.back().depth > depth) {
        const Subtree right = m_subtrees.back();
        m_subtrees.pop_back();
        const std::size_t above = right.depth - 1;
        Subtree joined{{}, above, right.key};
        if (!m_subtrees.empty() && m_subtrees.back().depth == right.depth) {
            joined.hash = stateNodeHash(m_subtrees.back().hash, right.hash);
            m_subtrees.pop_back();
        } else if (stateKeyBit(right.key, above)) {
            joined.hash = stateNodeHash(Digest(), right.hash);
        } else {
            joined.hash = stateNodeHash(right.hash, Digest());
        }
        m_subtrees.push_back(joined);
    }
}

Digest StateRoot::finish() {
    if (!m_last) {
        return {};
    }
    settle(0);
    foldTo(0);
    return m_subtrees.back().hash;
}

} // namespace consentry::registry
