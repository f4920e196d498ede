// The program itself: killed between a block and the reply to its commit, on a full disk, on a
// damaged store, told to stop. Whatever happens, it goes on from its last commit or says why not.
// CONSENTRY_KILL_ROUNDS sets the number of kills; ctest -L slow takes 200.
#include "tests/unit/node_program/engine_model.h"
#include "tests/unit/node_program/node_process.h"
#include "tests/unit/registry/random_run.h"

#include <QtTest>

#include <sys/resource.h>

#include <csignal>
#include <fstream>
#include <random>

using namespace consentry;
using namespace consentry::test;

class NodeProcessTest : public QObject {
    Q_OBJECT
private slots:
    void handshakesAsTheEngineWants();
    void survivesBeingKilledAtACommit();
    void aFullDiskStopsItUntilThereIsRoom();
    void aDamagedStoreIsNotGoneOnWith();
    void stopsOnRequest();
    void saysWhatIsWrong();
};

void NodeProcessTest::handshakesAsTheEngineWants() {
    const TemporaryFolder folder;
    EngineModel engine;
    registry::test::RandomRun run(engine.kit, 71);
    {
        // InitChain and nothing else; then the same again.
        NodeProcess node(folder.path() / "a");
        EngineClient consensus = node.connect();
        QCOMPARE(engine.handshake(consensus), std::size_t{0});
    }
    {
        NodeProcess node(folder.path() / "a");
        EngineClient consensus = node.connect();
        QCOMPARE(engine.handshake(consensus), std::size_t{0});
        for (int i = 0; i < 10; ++i) {
            engine.decide(run.nextBlock(), run.nextStep());
            engine.finalizeNewest(consensus);
            consensus.commit();
            engine.saved();
        }
        // Decided, executed, not committed: A = S, B = S + 1.
        engine.decide(run.nextBlock(), run.nextStep());
        engine.finalizeNewest(consensus);
        node.signal(SIGKILL);
        node.wait();
    }
    {
        NodeProcess node(folder.path() / "a");
        EngineClient consensus = node.connect();
        QCOMPARE(engine.handshake(consensus), std::size_t{1});
        // Committed, but the engine did not note it: A = B = S + 1, answered from saved results.
        engine.decide(run.nextBlock(), run.nextStep());
        engine.finalizeNewest(consensus);
        consensus.commit();
        node.signal(SIGKILL);
        node.wait();
    }
    {
        NodeProcess node(folder.path() / "a");
        EngineClient consensus = node.connect();
        QCOMPARE(engine.handshake(consensus), std::size_t{0});
    }
    // An application that lost everything: A = 0 on an old chain, all blocks again.
    NodeProcess fresh(folder.path() / "b");
    EngineClient consensus = fresh.connect();
    QCOMPARE(consensus.info().last_block_height(), 0);
    QVERIFY(consensus.startChain(chainStartOf(engine.kit.genesis)).has_init_chain());
    for (std::uint64_t height = 1; height <= engine.height(); ++height) {
        engine.finalize(consensus, height);
        consensus.commit();
    }
    QVERIFY(consensus.info().last_block_app_hash() == engine.hash(engine.height()));
}

void NodeProcessTest::survivesBeingKilledAtACommit() {
    const int rounds = qEnvironmentVariableIsSet("CONSENTRY_KILL_ROUNDS")
                           ? qEnvironmentVariableIntValue("CONSENTRY_KILL_ROUNDS")
                           : 25;
    const std::uint64_t seed = 73;
    std::mt19937_64 random(seed);
    const TemporaryFolder folder;
    EngineModel engine;
    registry::test::RandomRun run(engine.kit, seed);
    std::size_t replayed = 0;
    // How long a commit takes here and now, so that kills come before, within and after it.
    std::chrono::microseconds usual(2'000);
    for (int round = 0; round < rounds; ++round) {
        NodeProcess node(folder.path() / "node");
        EngineClient consensus = node.connect();
        replayed += engine.handshake(consensus);
        if (round % 4 == 0) {
            engine.decide(run.nextBlock(), run.nextStep());
            engine.finalizeNewest(consensus);
            const auto start = std::chrono::steady_clock::now();
            consensus.commit();
            const auto took = std::chrono::duration_cast<std::chrono::microseconds>(
                std::chrono::steady_clock::now() - start);
            usual = (usual * 3 + took) / 4;
            engine.saved();
        }
        engine.decide(run.nextBlock(), run.nextStep());
        engine.finalizeNewest(consensus);
        // Struck before the commit, within it, or after it with the reply unread.
        EngineClient::Request commit;
        commit.mutable_commit();
        consensus.queue(commit);
        if (random() % 4 != 0) {
            consensus.flush();
            // Early moments more often: the write itself is the first and shortest part.
            const auto moment = random() % 1'000;
            std::this_thread::sleep_for(usual * (moment * moment) / 1'000'000);
        }
        node.signal(SIGKILL);
        QCOMPARE(node.wait(), -1);
    }
    qInfo() << "seed" << seed << "rounds" << rounds << "blocks" << engine.height()
            << "replayed after a kill" << replayed << "usual commit" << usual.count() << "µs";
    QVERIFY2(replayed > std::size_t(rounds) / 20 && replayed < std::size_t(rounds),
             "kills came always before, or always after the write");
    NodeProcess node(folder.path() / "node");
    EngineClient consensus = node.connect();
    engine.handshake(consensus);
    QVERIFY(consensus.info().last_block_app_hash() == engine.hash(engine.height()));
}

void NodeProcessTest::aFullDiskStopsItUntilThereIsRoom() {
    const TemporaryFolder folder;
    EngineModel engine;
    registry::test::RandomRun run(engine.kit, 79);
    // No file may grow beyond this: what a full disk looks like to a program.
    const NodeProcess::Options full{{}, [] {
                                        ::signal(SIGXFSZ, SIG_IGN);
                                        const rlimit limit{400'000, 400'000};
                                        ::setrlimit(RLIMIT_FSIZE, &limit);
                                    }};
    std::uint64_t stoppedAt = 0;
    {
        NodeProcess node(folder.path() / "node", full);
        EngineClient consensus = node.connect();
        engine.handshake(consensus);
        while (stoppedAt == 0 && engine.height() < 2'000) {
            engine.decide(run.nextBlock(), run.nextStep());
            engine.finalizeNewest(consensus);
            EngineClient::Request commit;
            commit.mutable_commit();
            if (consensus.call(commit).has_exception()) {
                stoppedAt = engine.height();
            } else {
                engine.saved();
            }
        }
        QVERIFY(stoppedAt > 10);
        QCOMPARE(node.wait(), 3);
        const std::string log = node.log();
        QVERIFY2(log.find("the disk is full: make room, then start the node again") !=
                     std::string::npos,
                 log.c_str());
    }
    {
        // Still full: it comes up, and stops at the same block.
        NodeProcess node(folder.path() / "node", full);
        EngineClient consensus = node.connect();
        QCOMPARE(consensus.info().last_block_height(), std::int64_t(stoppedAt - 1));
        QVERIFY(consensus.info().last_block_app_hash() == engine.hash(stoppedAt - 1));
    }
    NodeProcess node(folder.path() / "node");
    EngineClient consensus = node.connect();
    QCOMPARE(engine.handshake(consensus), std::size_t{1});
    QVERIFY(consensus.info().last_block_app_hash() == engine.hash(stoppedAt));
}

void NodeProcessTest::aDamagedStoreIsNotGoneOnWith() {
    const TemporaryFolder folder;
    EngineModel engine;
    registry::test::RandomRun run(engine.kit, 83);
    {
        NodeProcess node(folder.path() / "node");
        EngineClient consensus = node.connect();
        engine.handshake(consensus);
        for (int i = 0; i < 30; ++i) {
            engine.decide(run.nextBlock(), run.nextStep());
            engine.finalizeNewest(consensus);
            consensus.commit();
            engine.saved();
        }
        node.signal(SIGTERM);
        QCOMPARE(node.wait(), 0);
    }
    // Cut to half, as a bad disk or a careless copy leaves it.
    for (const auto& entry : std::filesystem::directory_iterator(folder.path() / "node/state")) {
        if (entry.is_regular_file() && entry.file_size() > 20'000) {
            std::filesystem::resize_file(entry.path(), entry.file_size() / 2);
        }
    }
    NodeProcess node(folder.path() / "node");
    QCOMPARE(node.wait(), 4);
    QVERIFY(node.log().find("\"level\":\"error\"") != std::string::npos);
}

void NodeProcessTest::stopsOnRequest() {
    const TemporaryFolder folder;
    for (const int number : {SIGTERM, SIGINT}) {
        NodeProcess node(folder.path() / "node");
        EngineClient query = node.connect();
        query.info();
        node.signal(number);
        QVERIFY(query.isClosed());
        QCOMPARE(node.wait(), 0);
        QVERIFY(!std::filesystem::exists(node.address().path));
        QVERIFY(node.log().find("node stopped on request") != std::string::npos);
    }
}

void NodeProcessTest::saysWhatIsWrong() {
    const TemporaryFolder folder;
    const auto endOf = [](NodeProcess& node, int code, const char* line) {
        QCOMPARE(node.wait(), code);
        QVERIFY2(node.log().find(line) != std::string::npos, node.log().c_str());
    };
    {
        NodeProcess first(folder.path() / "node");
        NodeProcess second(folder.path() / "node", {{"--listen", "tcp://127.0.0.1:0"}, nullptr});
        QCOMPARE(second.wait(), 5);
    }
    std::filesystem::create_directories(folder.path() / "wrong");
    std::ofstream(folder.path() / "wrong" / "node.conf") << "\nlisten = here\n";
    NodeProcess wrong(folder.path() / "wrong");
    endOf(wrong, 2, "node.conf: line 2: an address begins with unix:// or tcp://");
    NodeProcess foreign(folder.path() / "foreign", {{"--listen", "tcp://192.0.2.1:5"}, nullptr});
    QCOMPARE(foreign.wait(), 2);
}

QTEST_APPLESS_MAIN(NodeProcessTest)
#include "node_process_test.moc"
