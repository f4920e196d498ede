#include "tests/integration/load/background_load.h"

#include <algorithm>
#include <cstdio>

namespace consentry::load {
namespace {

/// Transactions are made ahead for this long: they expire within minutes.
constexpr double stretchSeconds = 4;

} // namespace

Result<std::unique_ptr<BackgroundLoad>>
BackgroundLoad::start(const test::ConsortiumFolder& consortium, std::uint64_t seed,
                      const RegistryMix& mix, double ratePerSecond) {
    auto load = std::make_unique<BackgroundLoad>();
    load->m_consortium = consortium;
    load->m_workload = registryWorkload(seed, mix);
    RETURN_IF_ERROR(load->m_workload->prepare(consortium));
    load->m_thread = std::jthread([raw = load.get(), ratePerSecond](const std::stop_token& stop) {
        raw->run(stop, ratePerSecond);
    });
    return load;
}

void BackgroundLoad::run(const std::stop_token& stop, double ratePerSecond) {
    const auto count = static_cast<std::size_t>(ratePerSecond * stretchSeconds);
    while (!stop.stop_requested()) {
        const OpenLoopPlan plan{{startSoon(), ratePerSecond}, 2, SubmitMethod::Sync};
        const auto transactions = m_workload->make(count, plan.schedule);
        if (!transactions) {
            std::fprintf(stderr, "%s\n", toString(transactions.error()).c_str());
            return;
        }
        const auto sent = sendOpenLoop(m_consortium, *transactions, plan);
        m_taken +=
            static_cast<std::size_t>(std::count_if(sent.begin(), sent.end(), [](const Sent& one) {
                return !one.failed && one.code == 0;
            }));
    }
}

std::size_t BackgroundLoad::stop() {
    m_thread.request_stop();
    m_thread.join();
    return m_taken;
}

} // namespace consentry::load
