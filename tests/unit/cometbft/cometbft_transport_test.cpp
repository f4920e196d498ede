// The transport hands on what was asked for and nothing else: other heights, keys, transactions and
// chains are refused, and so is a node that hides behind time, size or words.
#include "core/adapters/cometbft/cometbft_transport.h"
#include "core/adapters/curl/curl_http_client.h"
#include "core/ports/verified_ledger.h"
#include "core/wallet/sync_log.h"
#include "tests/support/demo_fixture.h"
#include "tests/support/fake_ledger.h"
#include "tests/support/http_server.h"
#include "tests/support/rpc_node.h"

#include <QtTest>

using namespace consentry;
using cometbft::CometBftTransport;
using test::must;
using Json = nlohmann::json;

namespace {

const ServerAddress address{"http://127.0.0.1:1/", {}};

} // namespace

class CometBftTransportTest : public QObject {
    Q_OBJECT
private slots:
    void init() {
        m_ledger = std::make_unique<test::FakeLedger>();
        m_node = std::make_unique<test::FakeNode>(*m_ledger);
        m_rpc = std::make_unique<test::RpcNode>(*m_node, test::TestChain::chainId);
        m_http = std::make_unique<test::DirectHttp>();
        m_http->serve(address.url, *m_rpc);
        m_transport =
            std::make_unique<CometBftTransport>(*m_http, address, test::TestChain::chainId);
    }

    void nodeOfAnotherChainIsTheWrongServer() {
        test::RpcNode other(*m_node, "another-chain");
        m_http->serve(address.url, other);
        QCOMPARE(m_transport->newestHeight().error().code, ErrorCode::WrongServer);
    }

    void nodeThatCatchesUpIsStale() {
        m_rpc->isCatchingUp = true;
        QCOMPARE(m_transport->newestHeight().error().code, ErrorCode::Stale);
        QVERIFY(must(m_transport->status()).isCatchingUp);
    }

    void bytesInTheNodesCacheCountAsSent() {
        m_node->makesBlocks = false;
        m_rpc->remembersTransactions = true;
        const Bytes bytes = toBytes(bytesOf("act"));
        const SubmitReply first = must(m_transport->submit(bytes));
        const SubmitReply second = must(m_transport->submit(bytes));
        QCOMPARE(first.code, 0U);
        QCOMPARE(second.code, 0U);
        QVERIFY(first.hash == second.hash);
        QCOMPARE(m_node->submissions, 1U);
        // And nobody says that it is in a block.
        QVERIFY(!must(m_transport->transaction(first.hash)));
    }

    void answerAboutSomethingElseIsMalformed_data() {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char* method, const char* pointer, const char* value) {
            QTest::addRow("%s %s", method, pointer)
                << QByteArray(method) << QByteArray(pointer) << QByteArray(value);
        };
        const char* hash = "\"0000000000000000000000000000000000000000000000000000000000000000\"";
        row("broadcast_tx_sync", "/result/hash", hash);
        row("tx", "/result/hash", hash);
        row("tx", "/result/tx", "\"b3RoZXI=\"");
        row("block_results", "/result/height", "\"2\"");
        row("commit", "/result/signed_header/header/height", "\"2\"");
        row("validators", "/result/block_height", "\"2\"");
        row("abci_query", "/result/response/height", "\"2\"");
        row("abci_query", "/result/response/proofOps", "null");
        row("abci_query", "/result/response/proofOps/ops/0/type", "\"ics23:smt\"");
        row("abci_query", "/result/response/proofOps/ops/0/key", "\"AAAA\"");
        row("abci_query", "/result/response/proofOps/ops/0/data", "\"AAAA\"");
        row("abci_query", "/result/response/proofOps/ops/1",
            R"({"type":"consentry:smt:v1","key":"","data":""})");
    }
    void answerAboutSomethingElseIsMalformed() {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, pointer);
        QFETCH(QByteArray, value);
        const Bytes bytes = toBytes(bytesOf("act"));
        const TxHash hash = must(m_transport->submit(bytes)).hash;
        m_rpc->edit = [&](const std::string& called, Json& reply) {
            if (called == method.toStdString()) {
                reply[Json::json_pointer(pointer.toStdString())] = Json::parse(value.toStdString());
            }
        };
        const auto refused = [](const auto& result) {
            return !result && (result.error().code == ErrorCode::Malformed ||
                               result.error().code == ErrorCode::NotCanonical);
        };
        if (method == "broadcast_tx_sync") {
            QVERIFY(refused(m_transport->submit(bytes)));
        } else if (method == "tx") {
            QVERIFY(refused(m_transport->transaction(hash)));
        } else if (method == "block_results") {
            QVERIFY(refused(m_transport->blockResults(BlockHeight(3))));
        } else if (method == "abci_query") {
            QVERIFY(refused(m_transport->state(test::FakeLedger::keyOf(bytes), BlockHeight(3))));
        } else {
            QVERIFY(refused(m_transport->lightBlock(BlockHeight(3))));
        }
    }

    void pagesOfValidatorsMustAddUp() {
        test::FakeLedger large(150);
        test::FakeNode node(large);
        test::RpcNode rpc(node, test::TestChain::chainId);
        m_http->serve(address.url, rpc);
        QCOMPARE(must(m_transport->lightBlock(BlockHeight(2))).validators.size(), 150U);
        int page = 0;
        const auto codeWith = [&](const std::function<void(Json&)>& change) {
            page = 0;
            rpc.edit = [&](const std::string& method, Json& reply) {
                if (method == "validators" && ++page == 2) {
                    change(reply["result"]);
                }
            };
            const auto block = m_transport->lightBlock(BlockHeight(2));
            return block ? ErrorCode::Internal : block.error().code;
        };
        QCOMPARE(codeWith([](Json&) {}), ErrorCode::Internal);
        QCOMPARE(codeWith([](Json& result) { result["total"] = "151"; }), ErrorCode::Malformed);
        QCOMPARE(codeWith([](Json& result) { result["block_height"] = "3"; }),
                 ErrorCode::Malformed);
        QCOMPARE(codeWith([](Json& result) {
                     for (int i = 0; i < 50; ++i) {
                         result["validators"].push_back(result["validators"][0]);
                     }
                     result["count"] = "100";
                 }),
                 ErrorCode::Malformed);
        // A node that never comes to the end of its pages.
        QCOMPARE(codeWith([](Json& result) {
                     result["validators"] = Json::array();
                     result["count"] = "0";
                 }),
                 ErrorCode::Malformed);
    }

    void lightBlockTakesOneRequest() {
        const std::size_t before = m_http->requests();
        must(m_transport->lightBlock(BlockHeight(2)));
        QCOMPARE(m_http->requests(), before + 1);
    }

    void requestsHaveTheFormThatNodesKnow() {
        std::vector<Json> asked;
        m_http->serve(address.url, [&](const std::string& body) {
            asked.push_back(Json::parse(body));
            return Result<HttpReply>(HttpReply{200, m_rpc->answer(body)});
        });
        const Bytes bytes = toBytes(bytesOf("act"));
        const TxHash hash = must(m_transport->submit(bytes)).hash;
        must(m_transport->transaction(hash));
        must(m_transport->state(test::FakeLedger::keyOf(bytes), BlockHeight(3)));
        QCOMPARE(asked[0]["params"], (Json{{"tx", "YWN0"}}));
        QCOMPARE(asked[1]["params"], (Json{{"hash", toBase64(hash.view())}, {"prove", true}}));
        const Json& query = asked[2]["params"];
        QCOMPARE(query["path"].get<std::string>(), std::string("/state"));
        QCOMPARE(query["height"].get<std::string>(), std::string("3"));
        QVERIFY(query["prove"].get<bool>());
        const auto data = query["data"].get<std::string>();
        QCOMPARE(data.size(), 64U);
        QVERIFY(data.find_first_of("abcdefx") == std::string::npos);
    }

    /// A patient's whole log through the RPC, as the wallet fetches it.
    void logRowsComeForTheFetchKeyAlone() {
        test::DemoWorld world;
        test::RpcNode rpc(world.ledger(), std::string(simulation::DemoConsortium::chainId));
        m_http->serve(address.url, rpc);
        CometBftTransport transport(*m_http, address,
                                    std::string(simulation::DemoConsortium::chainId));
        VerifiedLedger ledger = world.verifiedLedger(transport);
        wallet::WalletContext context = world.walletOver(ledger);
        const auto check = must(wallet::SyncLog(context).verifyAll(world.patient()));
        QVERIFY(check.complete);
        QCOMPARE(check.count, world.rowCount());
        LogQuery query;
        query.patient = world.patient().party;
        query.signedAt = world.clock().now();
        const SigningKey stranger = SigningKey::generate();
        query.fetchKey = stranger.publicKey();
        query.signature =
            stranger.sign(logQueryPreimage(simulation::DemoConsortium::chainId, query));
        QCOMPARE(transport.logRows(query).error().code, ErrorCode::NotPermitted);
    }

    void moreRowsThanAskedForAreRefused() {
        for (int i = 0; i < 5; ++i) {
            m_ledger->rows.push_back(toBytes(bytesOf("row " + std::to_string(i))));
        }
        LogQuery query;
        query.limit = 3;
        query.fetchKey = m_ledger->fetchKey.publicKey();
        query.signature =
            m_ledger->fetchKey.sign(logQueryPreimage(test::TestChain::chainId, query));
        const LogPage page = must(m_transport->logRows(query));
        QCOMPARE(page.rows.size(), 3U);
        QVERIFY(page.more);
        m_rpc->edit = [&](const std::string&, Json& reply) {
            reply["result"]["response"]["value"] = toBase64(encodeLogPage({m_ledger->rows, false}));
        };
        QCOMPARE(m_transport->logRows(query).error().code, ErrorCode::TooLarge);
    }

    /// Over a real socket: each misbehaviour is a clear error within the limits.
    void hostileServersEndInAnError_data() {
        QTest::addColumn<int>("how");
        QTest::addColumn<int>("code");
        QTest::newRow("a gigabyte") << 0 << int(ErrorCode::TooLarge);
        QTest::newRow("no end") << 1 << int(ErrorCode::TooLarge);
        QTest::newRow("drop by drop") << 2 << int(ErrorCode::Unreachable);
        QTest::newRow("redirect") << 3 << int(ErrorCode::Malformed);
        QTest::newRow("a page for people") << 4 << int(ErrorCode::Malformed);
        QTest::newRow("a deep reply") << 5 << int(ErrorCode::TooLarge);
        QTest::newRow("gone") << 6 << int(ErrorCode::Unreachable);
    }
    void hostileServersEndInAnError() {
        QFETCH(int, how);
        QFETCH(int, code);
        using test::HttpServer;
        HttpServer server([how](const HttpServer::Request&, HttpServer::Connection& connection) {
            switch (how) {
            case 0:
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
                break;
            case 1:
                connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                while (connection.send("4000\r\n" + std::string(0x4000, ' ') + "\r\n")) {
                }
                break;
            case 2:
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n");
                while (connection.send("{")) {
                    std::this_thread::sleep_for(milliseconds(50));
                }
                break;
            case 3:
                connection.send(HttpServer::reply(307, "", "Location: http://127.0.0.1:9/\r\n"));
                break;
            case 4:
                connection.send(HttpServer::reply(200, "<html>Welcome</html>"));
                break;
            case 5:
                connection.send(HttpServer::reply(200, std::string(1'000'000, '[')));
                break;
            default:
                connection.hangUp();
            }
        });
        adapters::CurlHttpClient curl;
        HttpLimits limits;
        limits.wholeTime = std::chrono::seconds(2);
        CometBftTransport transport(curl, server.address(), test::TestChain::chainId, limits);
        const auto start = std::chrono::steady_clock::now();
        const auto height = transport.newestHeight();
        QVERIFY(!height);
        QCOMPARE(int(height.error().code), code);
        QVERIFY(std::chrono::steady_clock::now() - start < std::chrono::seconds(6));
    }

private:
    std::unique_ptr<test::FakeLedger> m_ledger;
    std::unique_ptr<test::FakeNode> m_node;
    std::unique_ptr<test::RpcNode> m_rpc;
    std::unique_ptr<test::DirectHttp> m_http;
    std::unique_ptr<CometBftTransport> m_transport;
};

QTEST_APPLESS_MAIN(CometBftTransportTest)
#include "cometbft_transport_test.moc"
