// What every way to a ledger promises: the same test on the embedded consortium, on a fake, and on
// the engine's RPC over both, without a network and through TLS.
#include "core/adapters/cometbft/cometbft_transport.h"
#include "core/adapters/curl/curl_http_client.h"
#include "core/crypto/hash.h"
#include "core/light_client/ledger_proofs.h"
#include "tests/support/fake_ledger.h"
#include "tests/support/http_server.h"
#include "tests/support/rpc_node.h"
#include "tests/unit/embedded/small_consortium.h"

#include <QtTest>

using namespace consentry;
using cometbft::CometBftTransport;
using test::must;

namespace {

/// A ledger with what a test needs to use it.
class Subject {
public:
    virtual ~Subject() = default;
    virtual LedgerTransport& transport() = 0;
    virtual std::string chainId() const = 0;
    virtual Instant now() = 0;
    /// A transaction that a block takes, always another one.
    virtual Bytes good() = 0;
    /// One that the mempool refuses.
    virtual Bytes bad() = 0;
    /// Where the state shows that a transaction was executed.
    virtual registry::StateKey keyOf(ByteView transaction) = 0;
};

class EmbeddedSubject : public Subject {
public:
    LedgerTransport& transport() override { return *m_ledger; }
    std::string chainId() const override { return test::SmallConsortium::chainId; }
    Instant now() override { return m_clock.now(); }
    Bytes good() override { return m_people.registration(m_clock.now()); }
    Bytes bad() override { return m_people.registration(m_clock.now(), false); }
    registry::StateKey keyOf(ByteView transaction) override {
        return registry::partyKey(chainId(), must(registry::decodeTransaction(transaction)).party);
    }

private:
    simulation::ScriptedClock m_clock{instantFromMillis(1'795'000'000'000)};
    test::SmallConsortium m_people;
    test::MemoryStore m_store{std::make_shared<test::MemoryDisk::File>()};
    std::unique_ptr<embedded::EmbeddedLedger> m_ledger = must(embedded::EmbeddedLedger::create(
        m_store, m_clock, m_people.genesis(), m_people.validators));
};

class FakeSubject : public Subject {
public:
    explicit FakeSubject(std::size_t validators = 4) : m_ledger(validators) {}
    LedgerTransport& transport() override { return m_node; }
    std::string chainId() const override { return test::TestChain::chainId; }
    Instant now() override { return m_ledger.chain().now(); }
    Bytes good() override { return toBytes(bytesOf("act " + std::to_string(++m_count))); }
    Bytes bad() override { return toBytes(bytesOf("!act " + std::to_string(++m_count))); }
    registry::StateKey keyOf(ByteView transaction) override {
        return test::FakeLedger::keyOf(transaction);
    }

private:
    test::FakeLedger m_ledger;
    test::FakeNode m_node{m_ledger};
    int m_count = 0;
};

/// The RPC of a node over another subject.
class RpcSubject : public Subject {
public:
    enum class Way { Direct, Plain, Tls };

    RpcSubject(std::unique_ptr<Subject> below, Way way)
        : m_below(std::move(below)), m_node(m_below->transport(), m_below->chainId()) {
        m_node.remembersTransactions = true;
        ServerAddress address{"http://127.0.0.1:1/", {}};
        if (way == Way::Direct) {
            m_direct.serve(address.url, m_node);
            m_transport = std::make_unique<CometBftTransport>(m_direct, address, chainId());
            return;
        }
        m_server = std::make_unique<test::HttpServer>(
            test::HttpServer::Answer(
                [this](const std::string& body) { return m_node.answer(body); }),
            way == Way::Tls ? test::HttpServer::Tls::Version13 : test::HttpServer::Tls::None);
        m_transport = std::make_unique<CometBftTransport>(m_curl, m_server->address(), chainId());
    }
    LedgerTransport& transport() override { return *m_transport; }
    std::string chainId() const override { return m_below->chainId(); }
    Instant now() override { return m_below->now(); }
    Bytes good() override { return m_below->good(); }
    Bytes bad() override { return m_below->bad(); }
    registry::StateKey keyOf(ByteView transaction) override { return m_below->keyOf(transaction); }

private:
    std::unique_ptr<Subject> m_below;
    test::RpcNode m_node;
    test::DirectHttp m_direct;
    adapters::CurlHttpClient m_curl;
    std::unique_ptr<test::HttpServer> m_server;
    std::unique_ptr<CometBftTransport> m_transport;
};

std::unique_ptr<Subject> subjectOf(const std::string& name) {
    using Way = RpcSubject::Way;
    if (name == "embedded") {
        return std::make_unique<EmbeddedSubject>();
    }
    if (name == "fake") {
        return std::make_unique<FakeSubject>();
    }
    if (name == "rpc over embedded") {
        return std::make_unique<RpcSubject>(std::make_unique<EmbeddedSubject>(), Way::Direct);
    }
    if (name == "rpc over embedded, TLS") {
        return std::make_unique<RpcSubject>(std::make_unique<EmbeddedSubject>(), Way::Tls);
    }
    if (name == "rpc over embedded, plain") {
        return std::make_unique<RpcSubject>(std::make_unique<EmbeddedSubject>(), Way::Plain);
    }
    // 230 validators stand on three pages.
    return std::make_unique<RpcSubject>(std::make_unique<FakeSubject>(230), Way::Direct);
}

void addSubjects() {
    QTest::addColumn<QByteArray>("name");
    for (const char* name : {"embedded", "fake", "rpc over embedded", "rpc over embedded, plain",
                             "rpc over embedded, TLS", "rpc over fake, three pages"}) {
        QTest::newRow(name) << QByteArray(name);
    }
}

TxHash hashOf(ByteView bytes) {
    return must(TxHash::from(sha256(bytes).view()));
}

light_client::VerifiedHeader verified(Subject& subject, BlockHeight height) {
    const auto start = must(subject.transport().lightBlock(BlockHeight(1)));
    const auto anchored = light_client::anchor(subject.chainId(), start.header, start.validators,
                                               start.header.hash());
    light_client::Options options;
    options.chainId = subject.chainId();
    const auto checked =
        light_client::verify(anchored.state.value(), must(subject.transport().lightBlock(height)),
                             subject.now(), options);
    return checked.state.value().header();
}

} // namespace

class LedgerContractTest : public QObject {
    Q_OBJECT
private slots:
    void init() {
        QFETCH(QByteArray, name);
        m_subject = subjectOf(name.toStdString());
    }

    void newestBlockVerifies_data() { addSubjects(); }
    void newestBlockVerifies() {
        const BlockHeight newest = must(transport().newestHeight());
        QVERIFY(newest.value >= 2);
        QVERIFY(verified(*m_subject, newest).height() == newest);
        must(transport().submit(m_subject->good()));
        QVERIFY(must(transport().newestHeight()) > newest);
    }

    void heightsThatAreNotThereAreNotFound_data() { addSubjects(); }
    void heightsThatAreNotThereAreNotFound() {
        const BlockHeight above(must(transport().newestHeight()).value + 10);
        QCOMPARE(transport().lightBlock(above).error().code, ErrorCode::NotFound);
        QCOMPARE(transport().blockResults(above).error().code, ErrorCode::NotFound);
        QCOMPARE(transport().state(registry::StateKey(), above).error().code, ErrorCode::NotFound);
    }

    void submittedIsProven_data() { addSubjects(); }
    void submittedIsProven() {
        const Bytes bytes = m_subject->good();
        const SubmitReply reply = must(transport().submit(bytes));
        QCOMPARE(reply.code, 0U);
        QVERIFY(reply.hash == hashOf(bytes));
        const auto answer = must(transport().transaction(reply.hash));
        QVERIFY(answer && equal(answer->transaction, bytes));
        const auto here = verified(*m_subject, answer->height);
        const auto next = verified(*m_subject, BlockHeight(answer->height.value + 1));
        QVERIFY(light_client::verifyTransaction(here, bytes, answer->inclusion));
        const auto results = must(transport().blockResults(answer->height));
        QVERIFY(light_client::verifyResults(next, results));
        QVERIFY(answer->index < results.size());
        QCOMPARE(results[answer->index].code, 0U);
    }

    void sameBytesTwiceTakeEffectOnce_data() { addSubjects(); }
    void sameBytesTwiceTakeEffectOnce() {
        const Bytes bytes = m_subject->good();
        must(transport().submit(bytes));
        const auto first = must(transport().transaction(hashOf(bytes)));
        QVERIFY(transport().submit(bytes)); // whatever its code
        const auto second = must(transport().transaction(hashOf(bytes)));
        QVERIFY(first && second && first->height == second->height);
    }

    void refusedIsInNoBlock_data() { addSubjects(); }
    void refusedIsInNoBlock() {
        const Bytes bytes = m_subject->bad();
        QVERIFY(must(transport().submit(bytes)).code != 0);
        QVERIFY(!must(transport().transaction(hashOf(bytes))));
    }

    void unknownTransactionIsNothing_data() { addSubjects(); }
    void unknownTransactionIsNothing() { QVERIFY(!must(transport().transaction(TxHash()))); }

    void stateIsProvenByTheNextHeader_data() { addSubjects(); }
    void stateIsProvenByTheNextHeader() {
        const Bytes bytes = m_subject->good();
        must(transport().submit(bytes));
        const registry::StateKey present = m_subject->keyOf(bytes);
        for (const bool isNamed : {false, true}) {
            const BlockHeight height(must(transport().newestHeight()).value - 1);
            const auto wanted = isNamed ? std::optional(height) : std::nullopt;
            for (const registry::StateKey& key : {present, registry::StateKey()}) {
                const StateAnswer answer = must(transport().state(key, wanted));
                QVERIFY(answer.height == height);
                QCOMPARE(answer.value.has_value(), key == present);
                const auto next = verified(*m_subject, BlockHeight(height.value + 1));
                QVERIFY(light_client::verifyState(next, key, answer.value, answer.proof));
            }
        }
    }

private:
    LedgerTransport& transport() { return m_subject->transport(); }

    std::unique_ptr<Subject> m_subject;
};

QTEST_APPLESS_MAIN(LedgerContractTest)
#include "ledger_contract_test.moc"
