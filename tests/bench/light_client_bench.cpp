// What it costs to follow a ledger. A jump over any distance is one light block.

#include "core/light_client/light_client.h"
#include "tests/support/test_chain.h"

#include <benchmark/benchmark.h>

namespace consentry::light_client {
namespace {

/// Verifies a header far ahead against a trusted one; all validators signed and none changed.
void lightClientJump(benchmark::State& state) {
    test::TestChain chain(static_cast<std::size_t>(state.range(0)));
    chain.grow(1000);
    const TrustedState trusted = chain.trust(1);
    const LightBlock& newest = chain.at(chain.height());
    for (auto _ : state) {
        const Verification checked = verify(trusted, newest, chain.now(), chain.options());
        if (checked.verdict != Verdict::Verified) {
            state.SkipWithError("a good jump was refused");
            break;
        }
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(lightClientJump)->Arg(4)->Arg(16);

} // namespace
} // namespace consentry::light_client
