#pragma once

#include "core/registry/registry.h"

#include <deque>
#include <functional>
#include <map>
#include <mutex>

namespace consentry::node {

/// What this node lets into the engine's mempool: a filter, never a rule. Each transaction is tried
/// on the committed state with all that were let in before it, so that a person's second
/// transaction may build on the first; a commit starts that afresh.
///
/// The engine's queue has no priorities: protective transactions (protocol §2) are remembered here
/// as well, so that this node's next proposal has them however long the queue is.
///
/// Thread-safe.
class Mempool {
public:
    /// Protective transactions that are remembered; the oldest are forgotten first.
    static constexpr std::size_t protectiveMax = 4096;

    /// All must outlive this. `newest` is the last committed block.
    Mempool(std::string_view chainId, const registry::StateReader& state,
            registry::SignatureVerifier* verifier, const registry::BlockContext& newest)
        : m_chainId(chainId), m_state(state), m_verifier(verifier), m_newest(newest) {}

    /// Accepted lets it in. Errors: the store's.
    Result<registry::TxResult> check(ByteView transaction);

    /// Runs `write`, which changes the state below, while nothing is checked. Then `newest` is the
    /// last block, and its transactions are done with.
    Result<> duringCommit(const std::function<Result<>()>& write,
                          const registry::BlockContext& newest,
                          const std::vector<Bytes>& committed);

    std::vector<Bytes> protective() const; ///< in the order of their hashes

private:
    void keep(ByteView transaction);
    void forget(const TxHash& hash) { m_protective.erase(hash); }

    std::string m_chainId;
    const registry::StateReader& m_state;
    registry::SignatureVerifier* m_verifier;

    mutable std::mutex m_mutex; ///< guards what follows
    registry::BlockContext m_newest;
    std::optional<registry::TransactionRun> m_scratch;
    std::map<TxHash, Bytes> m_protective;
    std::deque<TxHash> m_arrivals; ///< oldest first; some are no longer in m_protective
};

} // namespace consentry::node
