#pragma once

#include "tests/integration/support/member_client.h"

#include <chrono>
#include <map>

namespace consentry::load {

using WallTime = std::chrono::system_clock::time_point;

/// One transaction of a run. Those of one lane are sent by one connection, in their order: the
/// registry counts sequences per key and forgives only small disorder.
struct PreparedTransaction {
    Bytes bytes;
    std::size_t lane = 0;
    std::uint32_t events = 1; ///< what counts: items of a batch
};

enum class SubmitMethod {
    Sync, ///< the engine answers after its own check
    Async ///< the engine answers at once; several that are due travel in one request
};

/// When which transaction is sent.
struct Schedule {
    WallTime start;
    double ratePerSecond = 1000; ///< transactions, over all members

    WallTime dueOf(std::size_t index) const {
        return start + std::chrono::duration_cast<WallTime::duration>(std::chrono::duration<double>(
                           static_cast<double>(index) / ratePerSecond));
    }
};
inline WallTime startSoon() {
    return std::chrono::system_clock::now() + std::chrono::milliseconds(500);
}

struct OpenLoopPlan {
    Schedule schedule;
    int connectionsPerMember = 20;
    SubmitMethod method = SubmitMethod::Sync;
};

/// What happened to a transaction on its way in.
struct Sent {
    WallTime due;  ///< when the plan wanted it sent: latencies count from here
    WallTime done; ///< when the engine had answered
    std::uint32_t code = 0;
    bool failed = false; ///< no answer
};

/// Sends each transaction at its time, whether or not earlier ones were answered (open loop): a
/// slow consortium gets no relief, and what waits for a free connection counts as waiting. Returns
/// one entry for each transaction, in order.
std::vector<Sent> sendOpenLoop(const test::ConsortiumFolder& consortium,
                               const std::vector<PreparedTransaction>& transactions,
                               const OpenLoopPlan& plan);

} // namespace consentry::load
