#include "core/node/node_metrics.h"

#include <array>
#include <string_view>

namespace consentry::node {
namespace {

struct Described {
    std::string_view name;
    std::string_view type;
    std::string_view help;
    NodeMetrics::Counter NodeMetrics::* counter;
    std::uint64_t unit = 1; ///< how many of the counter make one of the metric
};

constexpr std::uint64_t millisPerSecond = 1'000;
constexpr std::uint64_t microsPerSecond = 1'000'000;

constexpr std::array<Described, 17> table{{
    {"height", "gauge", "Height of the last committed block", &NodeMetrics::height},
    {"block_time_seconds", "gauge", "Time of the last committed block since 1970",
     &NodeMetrics::blockTimeMillis, millisPerSecond},
    {"commits_total", "counter", "Blocks committed since the start", &NodeMetrics::commits},
    {"commit_seconds_total", "counter", "Time spent writing blocks", &NodeMetrics::commitMicros,
     microsPerSecond},
    {"execution_seconds_total", "counter", "Time spent executing decided blocks",
     &NodeMetrics::executionMicros, microsPerSecond},
    {"transactions_accepted_total", "counter", "Transactions accepted in blocks",
     &NodeMetrics::transactionsAccepted},
    {"transactions_refused_total", "counter", "Transactions refused in blocks",
     &NodeMetrics::transactionsRefused},
    {"checks_accepted_total", "counter", "Transactions let into the mempool",
     &NodeMetrics::checksAccepted},
    {"checks_refused_total", "counter", "Transactions kept out of the mempool",
     &NodeMetrics::checksRefused},
    {"proposals_rejected_total", "counter", "Proposals that this node voted against",
     &NodeMetrics::proposalsRejected},
    {"misbehaviours_total", "counter", "Evidence against validators in blocks",
     &NodeMetrics::misbehaviours},
    {"queries_answered_total", "counter", "Questions answered", &NodeMetrics::queriesAnswered},
    {"queries_refused_total", "counter", "Questions refused", &NodeMetrics::queriesRefused},
    {"state_objects", "gauge", "Objects in the state", &NodeMetrics::stateObjects},
    {"signatures_verified_total", "counter", "Signatures verified",
     &NodeMetrics::signaturesVerified},
    {"signatures_repeated_total", "counter", "Signature verdicts that were known already",
     &NodeMetrics::signaturesRepeated},
    {"snapshot_height", "gauge", "Height of the newest snapshot, 0 without one",
     &NodeMetrics::newestSnapshot},
}};

/// In decimals, without floating point: 1.250000.
std::string scaled(std::uint64_t value, std::uint64_t unit) {
    std::string text = std::to_string(value / unit);
    if (unit > 1) {
        const std::string rest = std::to_string(unit + value % unit);
        text += "." + rest.substr(1);
    }
    return text;
}

} // namespace

std::string toPrometheusText(const NodeMetrics& metrics) {
    std::string text;
    for (const Described& entry : table) {
        const std::string name = "consentry_" + std::string(entry.name);
        text.append("# HELP ").append(name).append(" ").append(entry.help).append("\n");
        text.append("# TYPE ").append(name).append(" ").append(entry.type).append("\n");
        text.append(name).append(" ");
        text.append(scaled((metrics.*entry.counter).load(), entry.unit)).append("\n");
    }
    return text;
}

} // namespace consentry::node
