#pragma once

#include "core/registry/state_proof.h"

#include <vector>

namespace consentry::registry {

/// The root of a state tree from its leaves in order, without holding them: a few kilobytes however
/// many there are. The same root as StateTree's.
///
///     StateRoot root;
///     for (const StateLeaf& leaf : leaves) {
///         RETURN_IF_ERROR(root.add(leaf));
///     }
///     if (root.finish() != appHash) …
class StateRoot {
public:
    /// NotCanonical unless the keys ascend strictly; then the object is of no more use.
    Result<> add(const StateLeaf& leaf);
    /// Once, at the end.
    Digest finish();

private:
    /// A finished subtree; it hangs at `depth` on the path of the leaves that come next.
    struct Subtree {
        Digest hash;
        std::size_t depth;
        StateKey key; ///< of any leaf in it
    };
    void settle(std::size_t depth);
    void foldTo(std::size_t depth);

    std::optional<StateLeaf> m_last; ///< not in m_subtrees yet: its depth depends on the next
    std::size_t m_sharedBefore = 0;  ///< bits that m_last shares with the leaf before it, plus one
    std::vector<Subtree> m_subtrees; ///< from the root downwards, depths ascend
};

} // namespace consentry::registry
