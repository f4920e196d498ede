#pragma once

#include "tests/integration/load/open_loop.h"

#include <random>

namespace consentry::load {

/// Transactions of one kind, made before the run so that making them costs the consortium nothing.
/// The same seed makes the same ones (for the registry: on the same chain).
class Workload {
public:
    virtual ~Workload() = default;
    /// What must be on the chain before: parties, links, grants. Sent and awaited by this call.
    virtual Result<> prepare(const test::ConsortiumFolder&) { return {}; }
    /// The schedule matters to transactions that expire within a minute.
    virtual Result<std::vector<PreparedTransaction>> make(std::size_t count,
                                                          const Schedule& schedule) = 0;
};

/// "name=value" of 300 bytes, for the engine's example application.
std::unique_ptr<Workload> exampleWorkload(std::uint64_t seed);
/// The same with an Ed25519 signature of the name in the value, which engine/anchor checks.
std::unique_ptr<Workload> signedExampleWorkload(std::uint64_t seed);

} // namespace consentry::load
