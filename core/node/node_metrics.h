#pragma once

#include <atomic>
#include <cstdint>
#include <string>

namespace consentry::node {

/// What a node counts about itself, for the people who run it. Every counter may be read and
/// raised from any thread.
struct NodeMetrics {
    using Counter = std::atomic<std::uint64_t>;

    Counter height = 0;
    Counter blockTimeMillis = 0; ///< of the newest committed block
    Counter commits = 0;         ///< since the program started
    Counter commitMicros = 0;    ///< spent in them
    Counter executionMicros = 0; ///< spent in finalizeBlock
    Counter transactionsAccepted = 0;
    Counter transactionsRefused = 0; ///< in blocks
    Counter checksAccepted = 0;
    Counter checksRefused = 0; ///< by the mempool filter
    Counter proposalsRejected = 0;
    Counter misbehaviours = 0;
    Counter queriesAnswered = 0;
    Counter queriesRefused = 0;
    Counter stateObjects = 0;
    Counter signaturesVerified = 0;
    Counter signaturesRepeated = 0; ///< verdicts that were known already
    Counter newestSnapshot = 0;     ///< its height
};

/// All of it in the text format of Prometheus, version 0.0.4.
std::string toPrometheusText(const NodeMetrics& metrics);

} // namespace consentry::node
