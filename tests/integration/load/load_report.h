#pragma once

#include "tests/integration/load/open_loop.h"

#include <string>

namespace consentry::load {

struct Percentiles {
    double p50 = 0;
    double p95 = 0;
    double p99 = 0;
    double max = 0;
};

/// What a run achieved, by the blocks that the chain holds.
struct LoadReport {
    std::size_t planned = 0;                    ///< transactions
    std::size_t refused = 0;                    ///< by a mempool
    std::size_t failed = 0;                     ///< no answer
    std::size_t committed = 0;                  ///< in a block
    std::size_t accepted = 0;                   ///< in a block with code 0
    std::size_t events = 0;                     ///< of accepted transactions
    std::map<std::uint32_t, std::size_t> codes; ///< of committed transactions
    std::map<std::uint32_t, std::size_t> mempoolCodes;
    std::size_t blocks = 0;
    double offeredPerSecond = 0;
    double sentPerSecond = 0; ///< what the connections managed to hand over
    /// From the first commit that holds one to the last.
    double committedPerSecond = 0;
    double eventsPerSecond = 0;
    double blockSeconds = 0; ///< mean interval of the blocks of the run
    Percentiles toCommitted; ///< seconds from due to the block's commit
    Percentiles toProven;    ///< … to the commit of the next block, whose header proves it
};

/// Reads the blocks from `from` on until every transaction is found, or none came for `patience`.
/// A block is committed when the precommits of it were signed: that median stands as time in the
/// next header. Errors: the engine's.
Result<LoadReport> reportOf(test::MemberClient& client, std::uint64_t from,
                            const std::vector<PreparedTransaction>& transactions,
                            const std::vector<Sent>& sent, std::chrono::seconds patience);

std::string textOf(const LoadReport& report);
std::string jsonOf(const LoadReport& report);

} // namespace consentry::load
