// Byte for byte what the engine's own library writes and reads: every call, every reply.
#include "core/adapters/abci/frame_reader.h"
#include "core/adapters/abci/request_handler.h"
#include "tests/support/must.h"
#include "tests/support/recording_log.h"
#include "tests/support/test_paths.h"

#include <nlohmann/json.hpp>

#include <QtTest>

#include <fstream>

using namespace consentry;
using abci::Handled;
using abci::Next;
using abci::RequestHandler;
using test::must;

namespace {

Bytes sequence(std::size_t size, unsigned first) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) {
        bytes[i] = static_cast<std::byte>(first + i);
    }
    return bytes;
}

Bytes bytes(std::string_view text) {
    return toBytes(bytesOf(text));
}

Digest digest(unsigned first) {
    return *Digest::from(sequence(32, first));
}

/// Keeps what it was asked and answers with what the vectors hold.
class ScriptedApplication : public ReplicatedApplication {
public:
    std::optional<Error> failure;
    std::optional<ApplicationQuery> asked;
    std::optional<ChainStart> start;
    std::optional<ProposedBlock> block;
    std::optional<SnapshotOffer> offered;
    QueryAnswer answer;
    ConsensusUpdates updates;
    std::size_t bytesMax = 0;
    int commits = 0;
    CheckKind kind = CheckKind::New;

    Result<ApplicationInfo> info() override {
        return ApplicationInfo{"consentry", "9.9", 1, BlockHeight(40), digest(6)};
    }
    Result<QueryAnswer> query(const ApplicationQuery& query) override {
        asked = query;
        return answer;
    }
    Result<ChainStarted> startChain(const ChainStart& given) override {
        start = given;
        return ChainStarted{digest(6), 2'097'152, 1};
    }
    Result<std::vector<Bytes>> prepareProposal(const ProposedBlock& given,
                                               std::size_t most) override {
        block = given;
        bytesMax = most;
        return given.transactions;
    }
    Result<bool> processProposal(const ProposedBlock& given) override {
        block = given;
        return false;
    }
    Result<FinalizedBlock> finalizeBlock(const ProposedBlock& given) override {
        block = given;
        return FinalizedBlock{
            {{0, {std::byte{0x80}}, "ACCEPTED"}, {13, {std::byte{0x81}}, "SEQUENCE_USED"}},
            digest(6),
            updates};
    }
    Result<> commit() override {
        if (failure) {
            return fail(*failure);
        }
        ++commits;
        return {};
    }
    Result<TransactionOutcome> checkTransaction(ByteView, CheckKind given) override {
        kind = given;
        return TransactionOutcome{16, {}, "BAD_SIGNATURE"};
    }
    Result<std::vector<SnapshotOffer>> snapshots() override {
        return std::vector{SnapshotOffer{BlockHeight(40), 1, 2, sequence(32, 3), bytes("meta")}};
    }
    Result<Bytes> snapshotChunk(BlockHeight height, std::uint32_t format,
                                std::uint32_t index) override {
        return height.value == 40 && format == 1 && index == 1 ? bytes("chunk") : Bytes();
    }
    Result<OfferVerdict> offerSnapshot(const SnapshotOffer& offer, ByteView appHash) override {
        offered = offer;
        return equal(appHash, sequence(32, 5)) ? OfferVerdict::RejectFormat : OfferVerdict::Abort;
    }
    Result<ChunkAnswer> applySnapshotChunk(std::uint32_t index, ByteView,
                                           const std::string& sender) override {
        return ChunkAnswer{ChunkVerdict::Retry, {index, 300}, {sender}};
    }
};

} // namespace

class RequestHandlerTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void everyCallGetsItsReply_data();
    void everyCallGetsItsReply();
    void callsCarryWhatTheEngineSaid();
    void whatTheConsortiumDecidedReachesTheEngine();
    void zeroValuesStillHaveAKind();
    void nonsenseClosesTheConnection();
    void aFailureStopsTheNode();

private:
    Bytes message(const std::string& name) const;
    Handled handle(const Bytes& request) {
        return RequestHandler(m_application, m_log).handle(request);
    }

    std::map<std::string, Bytes> m_messages;
    ScriptedApplication m_application;
    test::RecordingLog m_log;
};

void RequestHandlerTest::initTestCase() {
    std::ifstream file(test::sourceDir() / "tests" / "data" / "abci" / "engine-0.38.25.json");
    const auto json = nlohmann::json::parse(file);
    for (const auto& entry : json["messages"]) {
        abci::FrameReader reader;
        const Bytes frame = *fromHex(entry["frame"].get<std::string>());
        reader.add(frame);
        m_messages[entry["name"].get<std::string>()] = toBytes(*must(reader.next()));
    }
    QCOMPARE(m_messages.size(), std::size_t{34});
    m_application.answer.index = -1;
    m_application.answer.key = sequence(32, 9);
    m_application.answer.height = BlockHeight(12);
    m_application.answer.proof = QueryProof{"consentry:smt:v1", sequence(32, 9), bytes("proof")};
}

Bytes RequestHandlerTest::message(const std::string& name) const {
    return m_messages.at(name);
}

void RequestHandlerTest::everyCallGetsItsReply_data() {
    QTest::addColumn<QString>("kind");
    for (const auto& [name, content] : m_messages) {
        const QString kind = QString::fromStdString(name);
        if (kind.startsWith("request ")) {
            QTest::newRow(name.c_str()) << kind.mid(8);
        }
    }
}

void RequestHandlerTest::everyCallGetsItsReply() {
    QFETCH(QString, kind);
    const Handled handled = handle(message("request " + kind.toStdString()));
    QCOMPARE(toHex(handled.reply), toHex(message("response " + kind.toStdString())));
    QVERIFY(handled.next == (kind == "flush" ? Next::Flush : Next::Continue));
    QVERIFY(!handled.failure);
}

void RequestHandlerTest::callsCarryWhatTheEngineSaid() {
    handle(message("request init_chain"));
    QCOMPARE(m_application.start->chainId, std::string("chain-1"));
    QCOMPARE(millisOf(m_application.start->time), 1'795'000'000'123);
    QCOMPARE(m_application.start->initialHeight, std::uint64_t{1});
    QVERIFY(m_application.start->applicationState == bytes("{}"));
    QVERIFY(equal(m_application.start->validators.at(0).key.view(), sequence(32, 7)));
    QCOMPARE(m_application.start->validators.at(0).power, std::int64_t{1});

    handle(message("request query"));
    QVERIFY(m_application.asked->path == "/state" && m_application.asked->prove);
    QVERIFY(m_application.asked->data == sequence(32, 9) && m_application.asked->height == 12);

    handle(message("request check_tx"));
    QVERIFY(m_application.kind == CheckKind::Recheck);
    for (const char* kind : {"prepare_proposal", "process_proposal", "finalize_block"}) {
        m_application.block.reset();
        handle(message(std::string("request ") + kind));
        const ProposedBlock& block = m_application.block.value();
        QCOMPARE(block.height.value, std::uint64_t{41});
        QCOMPARE(millisOf(block.time), 1'795'000'000'123);
        QVERIFY(block.transactions == (std::vector<Bytes>{bytes("one"), bytes("two")}));
        QCOMPARE(block.misbehaviours, std::size_t{1});
    }
    QCOMPARE(m_application.bytesMax, std::size_t{1000});
    handle(message("request offer_snapshot"));
    QVERIFY(*m_application.offered == m_application.snapshots()->at(0));

    m_application.answer = {3, "not held", {}, {}, 0, {}, std::nullopt};
    QCOMPARE(toHex(handle(message("request query")).reply),
             toHex(message("response query refused")));
}

/// An engine that gets a reply of no kind stops.
/// By the field numbers of ResponseFinalizeBlock: validator_updates 3 (pub_key 1 {ed25519 1}, power
/// 2), consensus_param_updates 4 (block 1 {max_bytes 1, max_gas 2}, version 4 {app 1}).
void RequestHandlerTest::whatTheConsortiumDecidedReachesTheEngine() {
    const std::string plain = toHex(handle(message("request finalize_block")).reply);
    m_application.updates.validators = {{*SigningPublicKey::from(sequence(32, 1)), 1},
                                        {*SigningPublicKey::from(sequence(32, 65)), 0}};
    m_application.updates.blockBytesMax = 1'000'000;
    m_application.updates.protocolVersion = 2;
    const std::string reply = toHex(handle(message("request finalize_block")).reply);
    const std::string begins = "1a26"
                               "0a220a20" +
                               toHex(sequence(32, 1)) + "1001";
    const std::string ends = "1a24"
                             "0a220a20" +
                             toHex(sequence(32, 65)); // power 0 is left out
    const std::string parameters = "2215"
                                   "0a0f"
                                   "08c0843d"
                                   "10ffffffffffffffffff01"
                                   "22020802";
    const std::string appHash = "2a20" + toHex(digest(6).view());
    QVERIFY(reply.find(begins + ends + parameters + appHash) != std::string::npos);
    QVERIFY(plain.find(appHash) != std::string::npos);
    m_application.updates = {};
    QCOMPARE(toHex(handle(message("request finalize_block")).reply), plain);
}

void RequestHandlerTest::zeroValuesStillHaveAKind() {
    QVERIFY(!handle(message("request commit")).reply.empty());
    QVERIFY(!handle(message("request extend_vote")).reply.empty());
    QVERIFY(!handle(message("request flush")).reply.empty());
}

void RequestHandlerTest::nonsenseClosesTheConnection() {
    const std::size_t before = m_log.count("no call of the engine");
    const std::vector<Bytes> nonsense{{},
                                      bytes("GET / HTTP/1.1\r\n\r\n"),
                                      Bytes(100, std::byte{0xFF}),
                                      *fromHex("22020a00"),   // a call of version 1
                                      *fromHex("aa01020800"), // a call that comes later
                                      *fromHex("32ff0a")};
    for (const Bytes& one : nonsense) {
        const Handled handled = handle(one);
        QVERIFY(handled.next == Next::Disconnect);
        QVERIFY(handled.reply.empty());
    }
    QCOMPARE(m_log.count("no call of the engine"), before + nonsense.size());
    // Texts that are no UTF-8 are questions like any other.
    QVERIFY(handle(*fromHex("320412022fff")).next == Next::Continue);
    QCOMPARE(m_application.asked->path, std::string("/\xFF"));
    // So is a height that cannot be.
    QVERIFY(handle(*fromHex("320b18ffffffffffffffffff01")).next == Next::Continue);
    QCOMPARE(m_application.asked->height, UINT64_MAX);
}

void RequestHandlerTest::aFailureStopsTheNode() {
    m_application.failure = Error{ErrorCode::Io, "no more writes", 0};
    Handled handled = handle(message("request commit"));
    QVERIFY(handled.next == Next::Stop);
    QCOMPARE(toHex(handled.reply), toHex(message("response exception")));
    QVERIFY(handled.failure == m_application.failure);
    m_application.failure->code = ErrorCode::DiskFull;
    handle(message("request commit"));
    QCOMPARE(m_log.count("advice=the disk is full: make room"), std::size_t{1});
}

QTEST_APPLESS_MAIN(RequestHandlerTest)
#include "request_handler_test.moc"
