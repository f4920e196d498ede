#pragma once

#include "tests/integration/load/workload.h"
#include "tests/integration/support/registry_drafts.h"

namespace consentry::load {

/// What a workload on the registry sends.
struct RegistryMix {
    unsigned grants = 0;   ///< shares of the transactions
    unsigned revokes = 0;  ///< each of a grant that the same run made
    unsigned accesses = 0; ///< by gateways, on grants that stand
    std::size_t accessItems = 1;
    std::size_t patients = 200;
    double preparePerSecond = 150; ///< transactions before the run
    /// Of the items of the first gateway every so manyth is the first patient's, whose log grows
    /// longer than the others'; 0: all take turns.
    std::size_t firstPatientEvery = 0;
};

class RegistryWorkload : public Workload {
public:
    /// By what a Kit makes the keys of a patient of the run; after prepare().
    virtual std::string patientLabel(std::size_t index) const = 0;
};

/// Signed transactions of patients and gateways on a consortium of the registry. prepare()
/// registers and links patients and gives each a grant; the transactions spread over all their
/// keys, each key staying on one connection.
std::unique_ptr<RegistryWorkload> registryWorkload(std::uint64_t seed, const RegistryMix& mix);

} // namespace consentry::load
