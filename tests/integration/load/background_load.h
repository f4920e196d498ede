#pragma once

#include "tests/integration/load/registry_workload.h"

#include <atomic>
#include <thread>

namespace consentry::load {

/// Keeps a consortium busy with a registry workload until it is stopped, whatever happens to the
/// members meanwhile. Its own thread.
class BackgroundLoad {
public:
    /// Prepares the workload first, so the consortium must be well. Errors: the workload's.
    static Result<std::unique_ptr<BackgroundLoad>> start(const test::ConsortiumFolder& consortium,
                                                         std::uint64_t seed, const RegistryMix& mix,
                                                         double ratePerSecond);
    /// How many transactions a mempool took, after the end.
    std::size_t stop();

private:
    void run(const std::stop_token& stop, double ratePerSecond);

    test::ConsortiumFolder m_consortium;
    std::unique_ptr<Workload> m_workload;
    std::size_t m_taken = 0;
    std::jthread m_thread; ///< last: ends first
};

} // namespace consentry::load
