// One request, one answer for each call in it, and errors of the engine told apart by its words.
#include "core/adapters/cometbft/json_rpc.h"
#include "tests/support/rpc_node.h"
#include "tests/support/test_paths.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::cometbft;
using Json = nlohmann::json;

namespace {

const ServerAddress server{"http://127.0.0.1:1/", {}};

JsonRpcClient clientOf(HttpClient& http) {
    return JsonRpcClient(http, server, {}, {});
}

} // namespace

class JsonRpcTest : public QObject {
    Q_OBJECT
private slots:
    void requestIsWhatTheEngineExpects() {
        test::DirectHttp http;
        std::vector<std::string> asked;
        http.serve(server.url, [&](const std::string& body) {
            asked.push_back(body);
            return Result<HttpReply>(
                HttpReply{200, asked.size() == 1 ? R"({"jsonrpc":"2.0","id":1,"result":{"a":"1"}})"
                                                 : R"([{"jsonrpc":"2.0","id":3,"result":{"a":"3"}},
                                         {"jsonrpc":"2.0","id":2,"result":{"a":"2"}}])"});
        });
        JsonRpcClient client = clientOf(http);
        const auto one = client.call({"status", "{}"});
        QVERIFY(one);
        QCOMPARE((*one->result(0))["a"].text(), std::string_view("1"));
        const RpcCall both[] = {{"commit", R"({"height":"7"})"}, {"status", "{}"}};
        const auto two = client.call(both);
        QVERIFY(two);
        QCOMPARE((*two->result(0))["a"].text(), std::string_view("2"));
        QCOMPARE((*two->result(1))["a"].text(), std::string_view("3"));
        QCOMPARE(Json::parse(asked[0]),
                 Json::parse(R"({"jsonrpc":"2.0","id":1,"method":"status","params":{}})"));
        QCOMPARE(Json::parse(asked[1]),
                 Json::parse(R"([{"jsonrpc":"2.0","id":2,"method":"commit","params":{"height":"7"}},
                            {"jsonrpc":"2.0","id":3,"method":"status","params":{}}])"));
    }

    void replyThatDoesNotFitIsMalformed_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("calls");
        const auto row = [](const char* name, int calls, const char* body) {
            QTest::newRow(name) << QByteArray(body) << calls;
        };
        row("nothing", 1, "");
        row("no JSON", 1, "<html>");
        row("trailing", 1, R"({"jsonrpc":"2.0","id":1,"result":{}} {})");
        row("other id", 1, R"({"jsonrpc":"2.0","id":2,"result":{}})");
        row("id as string", 1, R"({"jsonrpc":"2.0","id":"1","result":{}})");
        row("no id", 1, R"({"jsonrpc":"2.0","result":{}})");
        row("negative id", 1, R"({"jsonrpc":"2.0","id":-1,"result":{}})");
        row("no version", 1, R"({"id":1,"result":{}})");
        row("version 1", 1, R"({"jsonrpc":"1.0","id":1,"result":{}})");
        row("batch for one", 1, R"([{"jsonrpc":"2.0","id":1,"result":{}}])");
        row("one for a batch", 2, R"({"jsonrpc":"2.0","id":1,"result":{}})");
        row("one missing", 2, R"([{"jsonrpc":"2.0","id":1,"result":{}}])");
        row("one twice", 2,
            R"([{"jsonrpc":"2.0","id":1,"result":{}},{"jsonrpc":"2.0","id":1,"result":{}}])");
        row("one too many", 2,
            R"([{"jsonrpc":"2.0","id":1,"result":{}},{"jsonrpc":"2.0","id":2,"result":{}},
                {"jsonrpc":"2.0","id":3,"result":{}}])");
        row("member twice", 1, R"({"jsonrpc":"2.0","id":1,"id":1,"result":{}})");
        row("list of numbers", 2, "[1,2]");
    }
    void replyThatDoesNotFitIsMalformed() {
        QFETCH(QByteArray, body);
        QFETCH(int, calls);
        const auto replies = RpcReplies::parse(body.toStdString(), 1, std::size_t(calls));
        QVERIFY(!replies);
        QCOMPARE(replies.error().code, ErrorCode::Malformed);
    }

    void deepReplyIsRefused() {
        const std::string deep = R"({"jsonrpc":"2.0","id":1,"result":)" + std::string(5000, '[');
        QVERIFY(!RpcReplies::parse(deep, 1, 1));
    }

    void errorOfOneCallLeavesTheOthers() {
        const auto replies = RpcReplies::parse(
            R"([{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"Internal error",
                 "data":"height 9 is not available, lowest height is 12"}},
                {"jsonrpc":"2.0","id":2,"result":{"a":true}}])",
            1, 2);
        QVERIFY(replies);
        QCOMPARE(replies->result(0).error().code, ErrorCode::NotFound);
        QVERIFY(replies->result(1));
    }

    void resultMustBeAnObject() {
        const auto code = [](const char* member) {
            const auto replies =
                RpcReplies::parse(R"({"jsonrpc":"2.0","id":1)" + std::string(member) + "}", 1, 1);
            return replies.value().result(0).error().code;
        };
        QCOMPARE(code(R"(,"result":null)"), ErrorCode::NotFound);
        QCOMPARE(code(R"(,"result":[])"), ErrorCode::Malformed);
        QCOMPARE(code(""), ErrorCode::Malformed);
        QCOMPARE(code(R"(,"error":"no")"), ErrorCode::Malformed);
        QCOMPARE(code(R"(,"error":{"code":"-32603","message":""})"), ErrorCode::Malformed);
    }

    void refusalsAreToldApart_data() {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<int>("refusal");
        const auto row = [](const char* name, int code, const char* data, RpcRefusal refusal) {
            QTest::newRow(name) << code << QByteArray(data) << int(refusal);
        };
        row("unknown transaction", -32603, "tx (404765CD) not found",
            RpcRefusal::TransactionUnknown);
        row("above the tip", -32603,
            "height 999999 must be less than or equal to the current blockchain height 19",
            RpcRefusal::AboveTip);
        row("pruned", -32603, "height 100 is not available, lowest height is 24900001",
            RpcRefusal::Pruned);
        row("results pruned", -32603, "could not find results for height #5", RpcRefusal::Pruned);
        row("validators pruned", -32603, "could not find validator set for height #5",
            RpcRefusal::Pruned);
        row("in the cache", -32603, "tx already exists in cache", RpcRefusal::InCache);
        row("full", -32603, "mempool is full: number of txs 5000 (max: 5000), total txs bytes 9",
            RpcRefusal::MempoolFull);
        row("too large", -32603, "Tx too large. Max size is 1048576, but got 1048577",
            RpcRefusal::TransactionTooLarge);
        row("no such method", -32601, "", RpcRefusal::NoSuchMethod);
        row("bad parameters", -32602, "error converting json params", RpcRefusal::BadCall);
        row("bad request", -32600, "", RpcRefusal::BadCall);
        row("anything else", -32603, "something of its own", RpcRefusal::Other);
        row("words elsewhere", -32000, "tx already exists in cache", RpcRefusal::BadCall);
    }
    void refusalsAreToldApart() {
        QFETCH(int, code);
        QFETCH(QByteArray, data);
        QFETCH(int, refusal);
        QCOMPARE(int(refusalOf(code, data.toStdString())), refusal);
    }

    void recordedErrorsAreToldApart() {
        const auto folder = test::sharedData("vectors/cometbft-0.38.25");
        if (!folder) {
            QSKIP("The recorded errors of a real node are not beside this checkout.");
        }
        const Json all = Json::parse(test::readFile(*folder / "errors.json"));
        const std::map<std::string, ErrorCode> expected{{"tx_not_found", ErrorCode::NotFound},
                                                        {"height_above", ErrorCode::NotFound},
                                                        {"unknown_method", ErrorCode::Unsupported},
                                                        {"bad_params", ErrorCode::Unsupported},
                                                        {"cached", ErrorCode::AlreadyExists}};
        for (const auto& [name, code] : expected) {
            const auto replies = RpcReplies::parse(all.at(name).dump(), 1, 1);
            QVERIFY(replies);
            QCOMPARE(replies->result(0).error().code, code);
        }
    }

    void statusOfTheHttpReplyCounts() {
        test::DirectHttp http;
        HttpReply next;
        http.serve(server.url, [&](const std::string&) { return Result<HttpReply>(next); });
        const auto codeFor = [&](int status, std::string body) {
            next = {status, std::move(body)};
            JsonRpcClient client = clientOf(http);
            const auto replies = client.call({"status", "{}"});
            return replies ? replies->result(0).error().code : replies.error().code;
        };
        const std::string error =
            R"({"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"Method not found"}})";
        QCOMPARE(codeFor(200, error), ErrorCode::Unsupported);
        QCOMPARE(codeFor(500, error), ErrorCode::Unsupported);
        QCOMPARE(codeFor(500, "oops"), ErrorCode::Malformed);
        QCOMPARE(codeFor(403, "<html>"), ErrorCode::NotPermitted);
        QCOMPARE(codeFor(401, ""), ErrorCode::NotPermitted);
        QCOMPARE(codeFor(429, ""), ErrorCode::Unreachable);
        QCOMPARE(codeFor(502, "<html>"), ErrorCode::Unreachable);
        QCOMPARE(codeFor(404, error), ErrorCode::Malformed);
        QCOMPARE(codeFor(204, ""), ErrorCode::Malformed);
    }
};

QTEST_APPLESS_MAIN(JsonRpcTest)
#include "json_rpc_test.moc"
