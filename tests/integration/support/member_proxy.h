#pragma once

#include "tests/integration/support/consortium_folder.h"
#include "tests/integration/support/plain_http.h"
#include "tests/support/http_server.h"

#include <functional>
#include <mutex>
#include <string>

namespace consentry::test {

/// Stands between a wallet and the RPC of a real member and passes everything on, until it is told
/// to lie: a dishonest node, or somebody on the way. On this computer, without TLS. Thread-safe.
class MemberProxy {
public:
    /// Changes an answer before it goes out. Called for one answer at a time.
    using Edit = std::function<void(const std::string& request, std::string& reply)>;
    /// How answers are sent.
    enum class Manner {
        Prompt,
        Silent,      ///< the connection stays, nothing comes
        Dripping,    ///< a byte now and then
        EndlessBody, ///< goes on until the wallet hangs up
        EndlessHead, ///< header lines, likewise
    };

    explicit MemberProxy(const Member& member);

    ServerAddress address() const { return m_server.address(); }
    void setEdit(Edit edit);
    void setManner(Manner manner);

private:
    std::string replyTo(const std::string& body);
    void serve(const HttpServer::Request& request, HttpServer::Connection& connection);

    ServerAddress m_member;
    std::mutex m_mutex;
    PlainHttp m_http;
    Edit m_edit;
    std::atomic<Manner> m_manner = Manner::Prompt;
    HttpServer m_server; ///< last: its threads end first
};

} // namespace consentry::test
