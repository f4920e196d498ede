// The engine's four connections over a real socket, and everybody else who knocks.
#include "core/adapters/abci/socket_server.h"
#include "core/adapters/state_store/level_store.h"
#include "core/registry/object_ids.h"
#include "tests/support/engine_client.h"
#include "tests/support/test_paths.h"
#include "tests/unit/node/node_world.h"
#include "tests/unit/registry/random_run.h"

#include <QtTest>

#include <fstream>
#include <future>
#include <random>
#include <thread>

using namespace consentry;
using namespace consentry::test;
using abci::ListenAddress;
using abci::ServerLimits;
using abci::SocketServer;

namespace {

/// A node on a real disk, served until the end of the scope.
class ServedNode {
public:
    explicit ServedNode(const ListenAddress& address, const ServerLimits& limits = {},
                        ReplicatedApplication* instead = nullptr)
        : m_state(must(LevelStore::openOrCreate(folder.path() / "state"))),
          m_snapshots(must(LevelStore::openOrCreate(folder.path() / "snap"))),
          m_application(must(
              node::RegistryApplication::open(*m_state, *m_snapshots, clock, log, metrics, {}))),
          server(must(SocketServer::listen(address, instead != nullptr ? *instead : *m_application,
                                           log, limits))),
          m_thread([this] { ended.set_value(server->run()); }) {}
    ~ServedNode() { server->stop(); }

    EngineClient connect() const { return EngineClient(server->address()); }

    const TemporaryFolder folder;
    simulation::ScriptedClock clock{instantFromMillis(1'795'000'000'000)};
    RecordingLog log;
    node::NodeMetrics metrics;
    std::promise<Result<>> ended;

private:
    std::unique_ptr<LevelStore> m_state;
    std::unique_ptr<LevelStore> m_snapshots;
    std::unique_ptr<node::RegistryApplication> m_application;

public:
    std::unique_ptr<SocketServer> server;

private:
    std::jthread m_thread;
};

ListenAddress anyPort() {
    return must(abci::parseListenAddress("tcp://127.0.0.1:0"));
}

ListenAddress socketIn(const TemporaryFolder& folder) {
    return must(abci::parseListenAddress("unix://" + (folder.path() / "node.sock").string()));
}

/// Waits until the log says so, at most ten seconds.
bool isSaid(const RecordingLog& log, std::string_view text, std::size_t times = 1) {
    for (int tries = 0; tries < 2'000; ++tries) {
        if (log.count(text) >= times) {
            return true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return false;
}

/// An application whose blocks take as long as the test wants, and whose commits fail on demand.
class HeldApplication : public ReplicatedApplication {
public:
    std::promise<void> entered;
    std::promise<void> release;
    ErrorCode commitError = ErrorCode::DiskFull;

    Result<ApplicationInfo> info() override { return ApplicationInfo{"held", "1", 1, {}, {}}; }
    Result<QueryAnswer> query(const ApplicationQuery&) override { return QueryAnswer(); }
    Result<ChainStarted> startChain(const ChainStart&) override { return ChainStarted(); }
    Result<std::vector<Bytes>> prepareProposal(const ProposedBlock&, std::size_t) override {
        return std::vector<Bytes>();
    }
    Result<bool> processProposal(const ProposedBlock&) override { return true; }
    Result<FinalizedBlock> finalizeBlock(const ProposedBlock&) override {
        entered.set_value();
        release.get_future().wait();
        return FinalizedBlock();
    }
    Result<> commit() override { return fail(commitError, "no room"); }
    Result<TransactionOutcome> checkTransaction(ByteView transaction, CheckKind) override {
        return TransactionOutcome{static_cast<std::uint32_t>(transaction.size()), {}, "size"};
    }
    Result<std::vector<SnapshotOffer>> snapshots() override { return std::vector<SnapshotOffer>(); }
    Result<Bytes> snapshotChunk(BlockHeight, std::uint32_t, std::uint32_t) override {
        return Bytes();
    }
    Result<OfferVerdict> offerSnapshot(const SnapshotOffer&, ByteView) override {
        return OfferVerdict::Abort;
    }
    Result<ChunkAnswer> applySnapshotChunk(std::uint32_t, ByteView, const std::string&) override {
        return ChunkAnswer();
    }
};

} // namespace

class SocketServerTest : public QObject {
    Q_OBJECT
private slots:
    void readsAddresses_data();
    void readsAddresses();
    void servesAChain_data();
    void servesAChain();
    void repliesKeepTheOrderOfTheCalls();
    void questionsDoNotWaitForABlock();
    void strangersAreShownOut_data();
    void strangersAreShownOut();
    void randomBytesDisturbNobody();
    void aMessageMustEnd();
    void connectionsAreCounted();
    void aFailureEndsTheServer();
    void stopsGracefully();
    void takesThePlaceOfAKilledProgram();
};

void SocketServerTest::readsAddresses_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("good");
    const auto row = [](const char* text, bool good) { QTest::newRow(text) << text << good; };
    row("unix:///run/node.sock", true);
    row("tcp://127.0.0.1:26658", true);
    row("tcp://[::1]:26658", true);
    row("unix://", false);
    row("tcp://127.0.0.1", false);
    row("tcp://:26658", false);
    row("tcp://127.0.0.1:", false);
    row("tcp://127.0.0.1:65536", false);
    row("tcp://127.0.0.1:1x", false);
    row("http://127.0.0.1:1", false);
    row("", false);
    QTest::newRow("long path") << QString("unix:///" + QString(107, 'a')) << false;
    QTest::newRow("longest path") << QString("unix:///" + QString(106, 'a')) << true;
}

void SocketServerTest::readsAddresses() {
    QFETCH(QString, text);
    QFETCH(bool, good);
    const auto parsed = abci::parseListenAddress(text.toStdString());
    QCOMPARE(parsed.has_value(), good);
    if (parsed) {
        QCOMPARE(QString::fromStdString(parsed->text()), text);
    } else {
        QVERIFY(!parsed.error().context.empty());
    }
}

void SocketServerTest::servesAChain_data() {
    QTest::addColumn<bool>("unix");
    QTest::newRow("unix") << true;
    QTest::newRow("tcp") << false;
}

void SocketServerTest::servesAChain() {
    QFETCH(bool, unix);
    const TemporaryFolder folder;
    ServedNode node(unix ? socketIn(folder) : anyPort());
    EngineClient query = node.connect();
    EngineClient snapshot = node.connect();
    EngineClient mempool = node.connect();
    EngineClient consensus = node.connect();
    QCOMPARE(query.info().last_block_height(), 0);

    registry::test::Kit kit;
    const auto started = consensus.startChain(chainStartOf(kit.genesis));
    QVERIFY(started.has_init_chain());
    QCOMPARE(started.init_chain().consensus_params().block().max_bytes(), 2'097'152);
    registry::test::RandomRun run(kit, 61);
    std::string hash = started.init_chain().app_hash();
    for (int i = 0; i < 40; ++i) {
        const std::vector<Bytes> offered = run.nextBlock();
        for (const Bytes& transaction : offered) {
            mempool.check(transaction);
        }
        ProposedBlock block{BlockHeight(kit.height.value + 1), kit.time + run.nextStep(), offered,
                            0};
        block.transactions = consensus.prepare(block, 2'000'000);
        QVERIFY(consensus.process(block));
        const auto finalized = consensus.finalize(block);
        const auto outcome = kit.apply(block.transactions, block.time - kit.time);
        QCOMPARE(std::size_t(finalized.tx_results_size()), outcome.results.size());
        for (int tx = 0; tx < finalized.tx_results_size(); ++tx) {
            const auto& result = outcome.results[static_cast<std::size_t>(tx)];
            QCOMPARE(finalized.tx_results(tx).code(), static_cast<std::uint32_t>(result.code));
            QVERIFY(equal(bytesOf(finalized.tx_results(tx).data()),
                          registry::encodeItemResults(result.items)));
        }
        // The state before the block is proven by the block's own header.
        const auto key = registry::paramsKey(kit.chainId);
        if (i > 0) {
            const auto answer = query.query("/state", key.view(), i);
            QCOMPARE(answer.height(), std::int64_t{i});
            const auto proof =
                must(registry::decodeStateProof(bytesOf(answer.proof_ops().ops(0).data())));
            QVERIFY(registry::verifyStateProof(*Digest::from(bytesOf(hash)), key,
                                               sha256(bytesOf(answer.value())), proof));
        }
        consensus.commit();
        hash = finalized.app_hash();
        QCOMPARE(query.info().last_block_height(), std::int64_t{i + 1});
        QVERIFY(query.info().last_block_app_hash() == hash);
    }
    EngineClient::Request list;
    list.mutable_list_snapshots();
    QVERIFY(snapshot.call(list).has_list_snapshots());
}

void SocketServerTest::repliesKeepTheOrderOfTheCalls() {
    HeldApplication application;
    ServedNode node(anyPort(), {}, &application);
    EngineClient client = node.connect();
    const std::uint64_t seed = 5;
    std::mt19937_64 random(seed);
    // As many as an engine queues, many times over, before one flush.
    std::vector<std::size_t> sent;
    for (int i = 0; i < 5'000; ++i) {
        EngineClient::Request request;
        sent.push_back(random() % 300);
        if (sent.back() < 20) {
            request.mutable_echo()->set_message(std::to_string(i));
        } else {
            request.mutable_check_tx()->set_tx(std::string(sent.back(), 'x'));
        }
        client.queue(request);
    }
    client.flush();
    for (std::size_t i = 0; i < sent.size(); ++i) {
        const auto reply = client.receive();
        if (sent[i] < 20) {
            QCOMPARE(reply.echo().message(), std::to_string(i));
        } else {
            QCOMPARE(reply.check_tx().code(), static_cast<std::uint32_t>(sent[i]));
        }
    }
    QVERIFY(client.receive().has_flush());
}

void SocketServerTest::questionsDoNotWaitForABlock() {
    HeldApplication application;
    ServedNode node(anyPort(), {}, &application);
    EngineClient consensus = node.connect();
    EngineClient query = node.connect();
    EngineClient mempool = node.connect();
    std::jthread block([&] { consensus.finalize({BlockHeight(1), Instant(), {}, 0}); });
    application.entered.get_future().wait();
    QCOMPARE(query.info().data(), std::string("held"));
    QCOMPARE(mempool.check(Bytes(7)).code(), 7U);
    application.release.set_value();
}

void SocketServerTest::strangersAreShownOut_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("line");
    QTest::newRow("a browser") << QByteArray("GET / HTTP/1.1\r\nHost: node\r\n\r\n" +
                                             QByteArray(100, 'x'))
                               << "no call of the engine";
    QTest::newRow("empty message") << QByteArray(1, '\0') << "no call of the engine";
    QTest::newRow("unknown call") << QByteArray("\x05\xAA\x01\x02\x08\x00", 6)
                                  << "no call of the engine";
    QTest::newRow("too long") << QByteArray("\xFF\xFF\xFF\x7F", 4) << "TooLarge";
    QTest::newRow("no length") << QByteArray(20, '\xFF') << "Malformed";
}

void SocketServerTest::strangersAreShownOut() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, line);
    ServedNode node(anyPort());
    EngineClient engine = node.connect();
    QCOMPARE(engine.info().last_block_height(), 0);
    EngineClient stranger = node.connect();
    stranger.sendRaw(std::as_bytes(std::span(bytes.constData(), std::size_t(bytes.size()))));
    QVERIFY(stranger.isClosed());
    QVERIFY2(isSaid(node.log, line.toStdString()), node.log.all().c_str());
    QCOMPARE(engine.info().last_block_height(), 0);
}

void SocketServerTest::randomBytesDisturbNobody() {
    ServedNode node(anyPort());
    EngineClient engine = node.connect();
    const std::uint64_t seed = 7;
    qInfo() << "seed" << seed;
    std::mt19937_64 random(seed);
    for (int i = 0; i < 300; ++i) {
        EngineClient stranger = node.connect();
        Bytes bytes(random() % 4'000);
        for (std::byte& one : bytes) {
            one = static_cast<std::byte>(random());
        }
        // Half of them with a right length in front, to reach the message behind it.
        Bytes sent;
        if (i % 2 == 0) {
            abci::appendFrame(sent, bytes);
        } else {
            sent = bytes;
        }
        try {
            stranger.sendRaw(sent);
        } catch (const std::exception&) {
            // Closed before all of it was taken.
        }
    }
    QCOMPARE(engine.info().last_block_height(), 0);
}

void SocketServerTest::aMessageMustEnd() {
    ServedNode node(anyPort(), {.connectionsMax = 4, .patience = std::chrono::milliseconds(100)});
    EngineClient idle = node.connect();
    EngineClient slow = node.connect();
    slow.sendRaw(Bytes{std::byte{100}, std::byte{1}});
    QVERIFY(slow.isClosed());
    QVERIFY(isSaid(node.log, "message that never ended"));
    // Who says nothing may wait: the engine does so between blocks.
    QCOMPARE(idle.info().last_block_height(), 0);
}

void SocketServerTest::connectionsAreCounted() {
    ServedNode node(anyPort(), {.connectionsMax = 4, .patience = std::chrono::seconds(10)});
    std::vector<EngineClient> four;
    for (int i = 0; i < 4; ++i) {
        four.push_back(node.connect());
        four.back().info();
    }
    EngineClient fifth = node.connect();
    QVERIFY(fifth.isClosed());
    QVERIFY(isSaid(node.log, "connection refused: there are too many"));
    four.pop_back();
    QVERIFY(isSaid(node.log, "connection closed"));
    EngineClient next = node.connect();
    QCOMPARE(next.info().last_block_height(), 0);
}

void SocketServerTest::aFailureEndsTheServer() {
    HeldApplication application;
    ServedNode node(anyPort(), {}, &application);
    EngineClient consensus = node.connect();
    EngineClient query = node.connect();
    query.info();
    EngineClient::Request commit;
    commit.mutable_commit();
    const auto reply = consensus.call(commit);
    QVERIFY(reply.has_exception());
    QVERIFY(consensus.isClosed());
    QVERIFY(query.isClosed());
    const auto ended = node.ended.get_future().get();
    QCOMPARE(ended.error().code, ErrorCode::DiskFull);
    QVERIFY(isSaid(node.log, "error: the node stops rather than diverge"));
}

void SocketServerTest::stopsGracefully() {
    const TemporaryFolder folder;
    const ListenAddress address = socketIn(folder);
    {
        HeldApplication application;
        ServedNode node(address, {}, &application);
        EngineClient consensus = node.connect();
        EngineClient query = node.connect();
        query.info();
        // A call under way is still answered.
        auto reply = std::async(std::launch::async, [&] {
            EngineClient::Request request;
            request.mutable_finalize_block();
            consensus.queue(request);
            consensus.flush();
            return consensus.receive().has_finalize_block();
        });
        application.entered.get_future().wait();
        node.server->stop();
        QVERIFY(query.isClosed());
        application.release.set_value();
        QVERIFY(reply.get());
        QVERIFY(node.ended.get_future().get().has_value());
    }
    QVERIFY(!std::filesystem::exists(address.path));
}

void SocketServerTest::takesThePlaceOfAKilledProgram() {
    const TemporaryFolder folder;
    const ListenAddress address = socketIn(folder);
    {
        // Bound and gone without removing its file.
        ListenAddress copy = address;
        const auto left = abci::listenOn(copy);
        QVERIFY(left.has_value());
    }
    QVERIFY(std::filesystem::exists(address.path));
    ServedNode node(address);
    QCOMPARE(node.connect().info().last_block_height(), 0);
    QVERIFY((std::filesystem::status(address.path).permissions() &
             (std::filesystem::perms::group_all | std::filesystem::perms::others_all)) ==
            std::filesystem::perms::none);
    HeldApplication other;
    QCOMPARE(SocketServer::listen(address, other, node.log).error().code, ErrorCode::AlreadyOpen);
    QCOMPARE(node.connect().info().last_block_height(), 0);
    const auto file = folder.path() / "file";
    std::ofstream(file) << "text";
    const auto taken = must(abci::parseListenAddress("unix://" + file.string()));
    QCOMPARE(SocketServer::listen(taken, other, node.log).error().code, ErrorCode::InvalidArgument);
    QVERIFY(std::filesystem::exists(file));
}

QTEST_APPLESS_MAIN(SocketServerTest)
#include "socket_server_test.moc"
