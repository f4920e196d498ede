// Metrics and health for whoever watches the node, and nothing for anybody else.
#include "core/adapters/status_http/status_server.h"
#include "core/node/node_metrics.h"

#include <QtTest>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace consentry;
using status_http::StatusPage;
using status_http::StatusServer;

namespace {

/// What the server says to these bytes, until it closes or nothing more comes.
std::string answerTo(std::uint16_t port, std::string_view request) {
    const int handle = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    ::inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    std::string answer;
    if (::connect(handle, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
        ::send(handle, request.data(), request.size(), MSG_NOSIGNAL) > 0) {
        std::array<char, 4096> part{};
        pollfd ready{handle, POLLIN, 0};
        while (::poll(&ready, 1, 2'000) == 1) {
            const ssize_t count = ::recv(handle, part.data(), part.size(), 0);
            if (count <= 0) {
                break;
            }
            answer.append(part.data(), static_cast<std::size_t>(count));
        }
    }
    ::close(handle);
    return answer;
}

std::string get(std::uint16_t port, std::string_view path, std::string_view method = "GET") {
    return answerTo(port, std::string(method) + " " + std::string(path) +
                              " HTTP/1.1\r\nHost: node\r\nConnection: close\r\n\r\n");
}

} // namespace

class StatusServerTest : public QObject {
    Q_OBJECT
private slots:
    void showsPages() {
        int asked = 0;
        const auto server = StatusServer::start(
            "127.0.0.1", 0,
            {{"/metrics",
              [&] { return StatusPage{200, "text/plain", "n " + std::to_string(++asked)}; }},
             {"/health", [] { return StatusPage{503, "text/plain", "waiting"}; }}});
        QVERIFY(server.has_value());
        const std::uint16_t port = (*server)->port();
        QVERIFY(get(port, "/metrics").starts_with("HTTP/1.1 200"));
        QVERIFY(get(port, "/metrics").ends_with("\r\n\r\nn 2"));
        QVERIFY(get(port, "/metrics", "HEAD").ends_with("\r\n\r\n"));
        QVERIFY(get(port, "/health").starts_with("HTTP/1.1 503"));
        QVERIFY(get(port, "/").starts_with("HTTP/1.1 404"));
        QVERIFY(get(port, "/../etc/passwd").starts_with("HTTP/1.1 404"));
        QVERIFY(get(port, "/metrics", "DELETE").starts_with("HTTP/1.1 405"));
        QCOMPARE(StatusServer::start("127.0.0.1", port, {}).error().code, ErrorCode::AlreadyOpen);
    }

    void badRequestsGetNothing() {
        const auto server = StatusServer::start(
            "127.0.0.1", 0, {{"/metrics", [] { return StatusPage{200, "text/plain", "secret"}; }}});
        const std::uint16_t port = (*server)->port();
        const std::string posted =
            answerTo(port, "POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
                           "Connection: close\r\n\r\nhello");
        QVERIFY(posted.find("secret") == std::string::npos);
        answerTo(port, std::string(100'000, 'x'));
        answerTo(port, std::string("GET /metrics HTTP/1.1\r\n") + std::string(50'000, 'a') +
                           ": b\r\n\r\n");
        answerTo(port, std::string_view("\0\0\0\0\r\n\r\n", 8));
        QVERIFY(get(port, "/metrics").ends_with("secret"));
    }

    void addressesAreChecked() {
        QCOMPARE(StatusServer::start("here", 0, {}).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(StatusServer::start("192.0.2.1", 0, {}).error().code, ErrorCode::InvalidArgument);
    }

    void metricsHaveTheTextFormat() {
        node::NodeMetrics metrics;
        metrics.height = 17;
        metrics.commitMicros = 1'250'003;
        const std::string text = node::toPrometheusText(metrics);
        QVERIFY(text.find("# TYPE consentry_height gauge\nconsentry_height 17\n") !=
                std::string::npos);
        QVERIFY(text.find("consentry_commit_seconds_total 1.250003\n") != std::string::npos);
        QVERIFY(text.find("consentry_execution_seconds_total 0.000000\n") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(StatusServerTest)
#include "status_server_test.moc"
