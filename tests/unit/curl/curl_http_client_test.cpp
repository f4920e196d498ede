// Whatever a server does, a request ends within its limits and with an error that says what
// happened; and nothing is sent to a server that does not hold a pinned key.
#include "core/adapters/curl/curl_http_client.h"
#include "tests/support/http_server.h"

#include <QtTest>

#include <chrono>
#include <cstdlib>

using namespace consentry;
using adapters::CurlHttpClient;
using adapters::ProxyChoice;
using std::chrono::milliseconds;
using std::chrono::seconds;
using test::HttpServer;

namespace {

HttpRequest requestOf(std::string_view body) {
    HttpRequest request;
    request.contentType = "application/json";
    request.body = body;
    request.limits.wholeTime = seconds(5);
    request.limits.replyBytesMax = 100'000;
    return request;
}

std::string echo(const std::string& body) {
    return "<" + body + ">";
}

milliseconds timeOf(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - start);
}

} // namespace

class CurlHttpClientTest : public QObject {
    Q_OBJECT
private slots:
    void bringsTheAnswerBack_data() {
        QTest::addColumn<int>("tls");
        QTest::newRow("plain") << int(HttpServer::Tls::None);
        QTest::newRow("TLS 1.3") << int(HttpServer::Tls::Version13);
    }
    void bringsTheAnswerBack() {
        QFETCH(int, tls);
        HttpServer server(echo, HttpServer::Tls(tls));
        const std::string longBody(80'000, 'x');
        for (const std::string& body : {std::string("{}"), longBody, std::string()}) {
            const auto reply = m_client.post(server.address(), requestOf(body));
            QVERIFY2(reply, reply ? "" : toString(reply.error()).c_str());
            QCOMPARE(reply->status, 200);
            QCOMPARE(reply->body, "<" + body + ">");
        }
        QCOMPARE(server.connections(), 1U);
        QCOMPARE(server.requests(), 3U);
    }

    void otherKeyThanThePinnedOneIsRefusedBeforeAnythingIsSent() {
        HttpServer server(echo, HttpServer::Tls::Version13);
        ServerAddress address = server.address();
        address.pinnedKeys = {test::ServerCertificate().pin(), Digest()};
        const auto reply = m_client.post(address, requestOf("secret"));
        QCOMPARE(reply.error().code, ErrorCode::WrongServer);
        QCOMPARE(server.requests(), 0U);
        // A second pin is for the key that comes next.
        address.pinnedKeys.push_back(server.address().pinnedKeys.front());
        QVERIFY(m_client.post(address, requestOf("{}")));
        // The connection that is open now was made for other pins.
        address.pinnedKeys.pop_back();
        QCOMPARE(m_client.post(address, requestOf("secret")).error().code, ErrorCode::WrongServer);
        QCOMPARE(server.requests(), 1U);
    }

    void olderTlsIsRefused() {
        HttpServer server(echo, HttpServer::Tls::Version12);
        const auto reply = m_client.post(server.address(), requestOf("{}"));
        QCOMPARE(reply.error().code, ErrorCode::Unreachable);
        QCOMPARE(server.requests(), 0U);
    }

    void plainServerBehindHttpsIsRefused() {
        HttpServer server(echo);
        ServerAddress address = server.address();
        address.url.replace(0, 4, "https");
        address.pinnedKeys.push_back(Digest());
        QCOMPARE(m_client.post(address, requestOf("{}")).error().code, ErrorCode::Unreachable);
        QCOMPARE(server.requests(), 0U);
    }

    void nobodyThereIsUnreachable() {
        ServerAddress address;
        {
            HttpServer server(echo);
            address = server.address();
        }
        QCOMPARE(m_client.post(address, requestOf("{}")).error().code, ErrorCode::Unreachable);
        address.url = "https://no-such-host.invalid/";
        address.pinnedKeys.push_back(Digest());
        QCOMPARE(m_client.post(address, requestOf("{}")).error().code, ErrorCode::Unreachable);
    }

    void redirectIsNotFollowed() {
        HttpServer other(echo);
        for (const int status : {301, 302, 307, 308}) {
            HttpServer server([&](const HttpServer::Request&, HttpServer::Connection& connection) {
                connection.send(
                    HttpServer::reply(status, "", "Location: " + other.address().url + "\r\n"));
            });
            const auto reply = m_client.post(server.address(), requestOf("{}"));
            QCOMPARE(reply.error().code, ErrorCode::Malformed);
            QVERIFY(reply.error().context.find("redirects") != std::string::npos);
        }
        QCOMPARE(other.requests(), 0U);
    }

    void otherStatusIsAnAnswer() {
        HttpServer server([](const HttpServer::Request&, HttpServer::Connection& connection) {
            connection.send(HttpServer::reply(500, "{\"error\":1}"));
        });
        const auto reply = m_client.post(server.address(), requestOf("{}"));
        QVERIFY(reply);
        QCOMPARE(reply->status, 500);
        QCOMPARE(reply->body, std::string("{\"error\":1}"));
    }

    void announcedGigabyteIsRefusedAtOnce() {
        HttpServer server([](const HttpServer::Request&, HttpServer::Connection& connection) {
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n{");
            while (connection.send(std::string(65'536, ' '))) {
            }
        });
        Result<HttpReply> reply;
        const auto took = timeOf([&] { reply = m_client.post(server.address(), requestOf("{}")); });
        QCOMPARE(reply.error().code, ErrorCode::TooLarge);
        QVERIFY(took < seconds(2));
    }

    void endlessReplyIsCutAtTheLimit() {
        std::atomic<std::size_t> sent = 0;
        HttpServer server([&](const HttpServer::Request&, HttpServer::Connection& connection) {
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (connection.send("1000\r\n" + std::string(4096, 'x') + "\r\n")) {
                sent += 4096;
            }
        });
        QCOMPARE(m_client.post(server.address(), requestOf("{}")).error().code,
                 ErrorCode::TooLarge);
        QVERIFY(sent < 50'000'000);
    }

    void endlessHeadersAreCut() {
        HttpServer server([](const HttpServer::Request&, HttpServer::Connection& connection) {
            connection.send("HTTP/1.1 200 OK\r\n");
            while (connection.send("X-More: " + std::string(900, 'x') + "\r\n")) {
            }
        });
        const auto reply = m_client.post(server.address(), requestOf("{}"));
        QCOMPARE(reply.error().code, ErrorCode::TooLarge);
    }

    void slowReplyEndsInTime() {
        HttpServer server([](const HttpServer::Request&, HttpServer::Connection& connection) {
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n");
            while (connection.send("x")) {
                std::this_thread::sleep_for(milliseconds(20));
            }
        });
        HttpRequest request = requestOf("{}");
        request.limits.wholeTime = milliseconds(400);
        Result<HttpReply> reply;
        const auto took = timeOf([&] { reply = m_client.post(server.address(), request); });
        QCOMPARE(reply.error().code, ErrorCode::Unreachable);
        QVERIFY(took >= milliseconds(300) && took < seconds(3));
    }

    void silenceEndsInTime() {
        HttpServer server([](const HttpServer::Request&, HttpServer::Connection& connection) {
            while (!connection.isStopping()) {
                std::this_thread::sleep_for(milliseconds(20));
            }
        });
        HttpRequest request = requestOf("{}");
        request.limits.wholeTime = milliseconds(300);
        QCOMPARE(m_client.post(server.address(), request).error().code, ErrorCode::Unreachable);
    }

    void personMayStopIt() {
        HttpServer server([](const HttpServer::Request&, HttpServer::Connection& connection) {
            while (!connection.isStopping()) {
                std::this_thread::sleep_for(milliseconds(20));
            }
        });
        std::stop_source stop;
        HttpRequest request = requestOf("{}");
        request.stop = stop.get_token();
        std::jthread person([&] {
            std::this_thread::sleep_for(milliseconds(200));
            stop.request_stop();
        });
        QCOMPARE(m_client.post(server.address(), request).error().code, ErrorCode::Cancelled);
    }

    void garbageIsNoHttp_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("noise") << QByteArray("\x7f\x45\x4c\x46 what?\r\n\r\n");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("cut") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
        QTest::newRow("bad chunk")
            << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
    }
    void garbageIsNoHttp() {
        QFETCH(QByteArray, bytes);
        HttpServer server([&](const HttpServer::Request&, HttpServer::Connection& connection) {
            connection.send(bytes.toStdString());
            connection.hangUp();
        });
        const auto reply = m_client.post(server.address(), requestOf("{}"));
        QVERIFY(!reply);
        QVERIFY(reply.error().code == ErrorCode::Unreachable ||
                reply.error().code == ErrorCode::Malformed);
    }

    void addressesOutsideOfTheRulesAreNotOpened() {
        HttpServer server(echo);
        for (const std::string& url :
             {std::string("http://node.example/"), std::string("ftp://127.0.0.1/"),
              "http://user@127.0.0.1:" + std::to_string(server.port()) + "/",
              "http://127.0.0.1:" + std::to_string(server.port()) + "/?x=1",
              std::string("file:///etc/passwd"), std::string("https://node.example/"),
              std::string("http://127.0.0.1.example/"), std::string("")}) {
            ServerAddress address;
            address.url = url;
            QCOMPARE(m_client.post(address, requestOf("{}")).error().code,
                     ErrorCode::InvalidArgument);
        }
        QCOMPARE(server.requests(), 0U);
    }

    /// The proxy sees only that somebody wants to talk to that host.
    void namedProxyIsAskedForATunnel() {
        std::string asked;
        HttpServer proxy(
            [&](const HttpServer::Request& request, HttpServer::Connection& connection) {
                asked = request.head + request.body;
                connection.send("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n");
            });
        ProxyChoice choice;
        choice.kind = ProxyChoice::Kind::Named;
        choice.url = "http://127.0.0.1:" + std::to_string(proxy.port());
        CurlHttpClient client(choice);
        ServerAddress address;
        address.url = "https://node.example:26657/";
        address.pinnedKeys.push_back(Digest());
        QCOMPARE(client.post(address, requestOf("secret")).error().code, ErrorCode::Unreachable);
        QCOMPARE(proxy.requests(), 1U);
        QVERIFY(asked.starts_with("CONNECT node.example:26657 "));
        QVERIFY(asked.find("secret") == std::string::npos);
        // A server on this computer is reached without it.
        HttpServer server(echo);
        QVERIFY(client.post(server.address(), requestOf("{}")));
        QCOMPARE(proxy.requests(), 1U);
    }

private:
    CurlHttpClient m_client{ProxyChoice{ProxyChoice::Kind::None, {}}};
};

QTEST_APPLESS_MAIN(CurlHttpClientTest)
#include "curl_http_client_test.moc"
