// Blocks through the executor give what the state machine gives: the kept blocks of version 1, and
// random ones through a node and the embedded consortium side by side.
#include "core/adapters/embedded/embedded_ledger.h"
#include "core/node/block_executor.h"
#include "core/simulation/scripted_clock.h"
#include "tests/support/demo_fixture.h"
#include "tests/support/memory_store.h"
#include "tests/unit/registry/golden_script.h"
#include "tests/unit/registry/random_run.h"

#include <QtTest>

using namespace consentry;
using node::BlockExecutor;
using node::StoredState;
using test::must;

namespace {

struct World {
    std::shared_ptr<test::MemoryDisk::File> file = std::make_shared<test::MemoryDisk::File>();
    test::MemoryStore store{file};
    std::unique_ptr<StoredState> state;
    std::optional<BlockExecutor> executor;

    explicit World(const registry::Genesis& genesis) {
        state = must(StoredState::open(store, BlockHeight(0), Digest()));
        state->stage(must(registry::genesisState(genesis)));
        must(state->begin({}));
        executor.emplace(genesis.chainId, *state);
    }
};

/// The root over a state in memory, calculated afresh.
Digest rootOf(const registry::MemoryState& state) {
    std::vector<registry::StateLeaf> leaves;
    for (const auto& [key, value] : state.values()) {
        leaves.push_back({key, sha256(value)});
    }
    return must(registry::StateTree::load(leaves)).root();
}

} // namespace

class BlockExecutorTest : public QObject {
    Q_OBJECT
private slots:
    void theKeptBlocksGiveTheSameRoots();
    void aBlockThatWasNotCommittedIsForgotten();
    void onlyTheNextBlockIsExecuted();
    void nodeAndEmbeddedConsortiumAgree();
};

void BlockExecutorTest::theKeptBlocksGiveTheSameRoots() {
    const registry::test::GoldenScript script = registry::test::readGoldenScript();
    World world(script.genesis);
    registry::MemoryState model;
    model.apply(must(registry::genesisState(script.genesis)), {});
    for (const auto& golden : script.blocks) {
        const auto executed = must(world.executor->execute(golden.block));
        const auto expected = must(registry::applyBlock(script.chainId, model, golden.block));
        model.apply(expected.changes, expected.rows);
        QVERIFY(executed.appHash == rootOf(model));
        QCOMPARE(executed.fields.size(), golden.results.size());
        for (std::size_t i = 0; i < executed.fields.size(); ++i) {
            QCOMPARE(executed.fields[i].code, golden.results[i]["code"].get<std::uint32_t>());
            QCOMPARE(toHex(executed.fields[i].data), golden.results[i]["items"].get<std::string>());
        }
        must(world.executor->commit({}));
        QVERIFY(world.state->root() == executed.appHash);
        for (const auto& [patient, rows] : model.logs()) {
            QVERIFY(*must(world.state->logRow(patient, LogSequence(rows.size() - 1))) ==
                    rows.back());
        }
    }
}

void BlockExecutorTest::aBlockThatWasNotCommittedIsForgotten() {
    registry::test::Kit kit;
    World world(kit.genesis);
    registry::Transaction transaction = kit.registration(kit.person("a"), true);
    const Bytes registration = kit.seal(transaction);
    const registry::Block block{BlockHeight(1), kit.time, {registration}};
    const registry::Block empty{BlockHeight(1), kit.time, {}};
    const Digest genesis = world.state->root();
    const auto entries = world.file->entries;

    const auto once = must(world.executor->execute(block));
    QVERIFY(once.results[0].code == registry::Refusal::Accepted);
    QVERIFY(once.appHash != genesis);
    QVERIFY(world.state->root() == genesis);
    QVERIFY(world.file->entries == entries);
    QVERIFY(must(world.executor->execute(block)).appHash == once.appHash);
    QVERIFY(must(world.executor->execute(empty)).appHash == genesis);
    QVERIFY(must(world.executor->execute(block)).appHash == once.appHash);
    must(world.executor->commit({}));
    QVERIFY(world.state->root() == once.appHash);
    // The time is part of what was executed.
    const registry::Block other{BlockHeight(2), kit.time, {}};
    QVERIFY(must(world.executor->execute(other)).appHash == once.appHash);
}

void BlockExecutorTest::onlyTheNextBlockIsExecuted() {
    registry::test::Kit kit;
    World world(kit.genesis);
    for (const std::uint64_t height : {0U, 2U, 3U}) {
        QCOMPARE(world.executor->execute({BlockHeight(height), kit.time, {}}).error().code,
                 ErrorCode::InvalidArgument);
    }
    QCOMPARE(world.executor->execute({BlockHeight(1), instantFromMillis(-1), {}}).error().code,
             ErrorCode::InvalidArgument);
}

void BlockExecutorTest::nodeAndEmbeddedConsortiumAgree() {
    const std::uint64_t seed = 23;
    qInfo() << "seed" << seed;
    registry::test::Kit kit;
    registry::test::RandomRun run(kit, seed);
    World world(kit.genesis);
    simulation::ScriptedClock clock(kit.time);
    test::MemoryStore embeddedStore(std::make_shared<test::MemoryDisk::File>());
    std::vector<SigningKey> validators;
    validators.push_back(SigningKey::generate());
    const auto ledger =
        must(embedded::EmbeddedLedger::create(embeddedStore, clock, kit.genesis, validators));
    BlockHeight done;
    // Whatever block the consortium made, the node and the kit make it too.
    const auto follow = [&](const std::vector<Bytes>& transactions,
                            const std::vector<registry::TxResult>& results) {
        const BlockHeight newest = must(ledger->newestHeight());
        for (++done.value; done <= newest; ++done.value) {
            const auto light = must(ledger->lightBlock(done));
            const bool isFirst =
                !transactions.empty() &&
                light.header.dataHash == light_client::transactionsHash(transactions);
            const registry::Block block{done, light.header.time.toInstant(),
                                        isFirst ? transactions : std::vector<Bytes>()};
            QVERIFY(equal(light.header.appHash, world.state->root().view()));
            const auto executed = must(world.executor->execute(block));
            if (isFirst) {
                QVERIFY(executed.results == results);
                QVERIFY(light_client::resultsHash(executed.fields) ==
                        light_client::resultsHash(must(ledger->blockResults(done))));
            }
            must(world.executor->commit({}));
            kit.apply(block.transactions, block.time - kit.time);
        }
        done = newest;
    };
    follow({}, {});
    std::size_t accepted = 0;
    for (int i = 0; i < 150; ++i) {
        const std::vector<Bytes> transactions = run.nextBlock();
        clock.pass(run.nextStep() + milliseconds(1));
        const auto results = must(ledger->makeBlockWith(transactions));
        follow(transactions, results);
        accepted += static_cast<std::size_t>(std::ranges::count_if(
            results, [](const auto& one) { return one.code == registry::Refusal::Accepted; }));
    }
    QVERIFY(accepted > 200);
    QVERIFY(world.state->root() == rootOf(kit.state));
    QCOMPARE(kit.height.value, done.value);
}

QTEST_APPLESS_MAIN(BlockExecutorTest)
#include "block_executor_test.moc"
