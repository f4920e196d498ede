#include "tests/integration/support/member_proxy.h"

#include <chrono>
#include <thread>

namespace consentry::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr HttpLimits memberLimits{seconds(2), seconds(10), std::size_t{64} * 1024 * 1024};
constexpr milliseconds dripInterval{100};
constexpr milliseconds silentStep{20};
constexpr std::size_t endlessPart = 64 * 1024;
constexpr std::string_view openHead =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n";

} // namespace

MemberProxy::MemberProxy(const Member& member)
    : m_member{member.rpcUrl(), {}},
      m_server(HttpServer::Handler(
          [this](const HttpServer::Request& request, HttpServer::Connection& connection) {
              serve(request, connection);
          })) {}

void MemberProxy::setEdit(Edit edit) {
    const std::scoped_lock lock(m_mutex);
    m_edit = std::move(edit);
}

void MemberProxy::setManner(Manner manner) {
    m_manner = manner;
}

std::string MemberProxy::replyTo(const std::string& body) {
    const std::scoped_lock lock(m_mutex);
    auto reply = m_http.post(m_member, {"application/json", body, memberLimits, {}});
    std::string text = reply ? std::move(reply->body) : toString(reply.error());
    if (m_edit) {
        m_edit(body, text);
    }
    return text;
}

void MemberProxy::serve(const HttpServer::Request& request, HttpServer::Connection& connection) {
    const std::string reply = HttpServer::reply(200, replyTo(request.body));
    switch (m_manner.load()) {
    case Manner::Prompt:
        connection.send(reply);
        return;
    case Manner::Silent:
        while (!connection.isStopping() && m_manner == Manner::Silent) {
            std::this_thread::sleep_for(silentStep);
        }
        break;
    case Manner::Dripping:
        for (const char byte : reply) {
            if (!connection.send(std::string_view(&byte, 1))) {
                break;
            }
            std::this_thread::sleep_for(dripInterval);
        }
        break;
    case Manner::EndlessBody:
        connection.send(std::string(openHead) + "\r\n{");
        while (connection.send(std::string(endlessPart, ' '))) {
        }
        break;
    case Manner::EndlessHead:
        connection.send(openHead);
        while (connection.send("X-More: " + std::string(endlessPart, 'x') + "\r\n")) {
        }
        break;
    }
    connection.hangUp();
}

} // namespace consentry::test
