#pragma once

#include "core/crypto/hash.h"
#include "core/node/application_state.h"
#include "core/node/registry_application.h"
#include "core/simulation/scripted_clock.h"
#include "tests/support/memory_store.h"
#include "tests/support/must.h"
#include "tests/support/recording_log.h"
#include "tests/unit/registry/registry_kit.h"

#include <stdexcept>

namespace consentry::test {

/// How an engine begins a chain with this genesis.
inline ChainStart chainStartOf(const registry::Genesis& genesis, std::size_t validators = 4) {
    ChainStart start;
    start.time = instantFromMillis(1'794'999'999'000); // a second before the kit's
    start.chainId = genesis.chainId;
    start.applicationState = toBytes(bytesOf(node::toApplicationState(genesis)));
    for (std::size_t i = 0; i < validators; ++i) {
        start.validators.push_back({SigningKey::generate().publicKey(), 1});
    }
    // Where the registry names them, the engine begins with the same.
    if (genesis.organizations.front().validatorKey) {
        start.validators.clear();
        for (const registry::GenesisOrganization& organization : genesis.organizations) {
            start.validators.push_back({*organization.validatorKey, 1});
        }
    }
    return start;
}

/// A node as an engine drives it, without the engine, beside a kit that makes its transactions and
/// applies the same blocks by itself.
struct NodeWorld {
    explicit NodeWorld(registry::test::Governance governance = registry::test::Governance::None)
        : kit(4, {}, governance) {}

    registry::test::Kit kit;
    std::shared_ptr<MemoryDisk::File> stateFile = std::make_shared<MemoryDisk::File>();
    MemoryStore stateStore{stateFile};
    MemoryStore snapshotStore{std::make_shared<MemoryDisk::File>()};
    simulation::ScriptedClock clock{kit.time};
    RecordingLog log;
    node::NodeMetrics metrics;
    std::unique_ptr<node::RegistryApplication> application = open();

    std::unique_ptr<node::RegistryApplication> open(const node::ApplicationOptions& options = {}) {
        return must(node::RegistryApplication::open(stateStore, snapshotStore, clock, log, metrics,
                                                    options));
    }
    void begin() { must(application->startChain(chainStartOf(kit.genesis))); }

    ProposedBlock next(std::vector<Bytes> transactions,
                       milliseconds later = std::chrono::seconds(1)) const {
        return {BlockHeight(kit.height.value + 1), kit.time + later, std::move(transactions), 0};
    }
    /// Decides the block on both sides. The codes of its transactions.
    std::vector<std::uint32_t> decide(const ProposedBlock& block) {
        const FinalizedBlock finalized = must(application->finalizeBlock(block));
        must(application->commit());
        const auto outcome = kit.apply(block.transactions, block.time - kit.time);
        std::vector<std::uint32_t> codes;
        for (std::size_t i = 0; i < finalized.outcomes.size(); ++i) {
            codes.push_back(finalized.outcomes[i].code);
            if (codes.back() != static_cast<std::uint32_t>(outcome.results[i].code)) {
                throw std::runtime_error("node and kit differ");
            }
        }
        return codes;
    }
    std::uint32_t check(const Bytes& transaction) {
        return must(application->checkTransaction(transaction, CheckKind::New)).code;
    }
    registry::test::Person& registered(const std::string& label) {
        registry::test::Person& person = kit.person(label);
        registry::Transaction transaction = kit.registration(person, true);
        if (decide(next({kit.seal(transaction)})).front() != 0) {
            throw std::runtime_error("registration refused");
        }
        return person;
    }
    /// Signed rightly, and refused in any block: its id is taken.
    Bytes refused(registry::test::Person& person) {
        registry::Transaction first = kit.grant(person, "taken", std::chrono::hours(1));
        registry::Transaction second = kit.grant(person, "taken", std::chrono::hours(1));
        decide(next({kit.seal(first)}));
        return kit.seal(second);
    }
    QueryAnswer ask(std::string_view path, ByteView data, std::uint64_t height = 0) {
        return must(application->query({std::string(path), toBytes(data), height, true}));
    }
    /// The root over the kit's own state.
    Digest expectedRoot() const {
        std::vector<registry::StateLeaf> leaves;
        for (const auto& [key, value] : kit.state.values()) {
            leaves.push_back({key, sha256(value)});
        }
        return must(registry::StateTree::load(leaves)).root();
    }
};

} // namespace consentry::test
