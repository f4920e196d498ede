#pragma once

#include "core/ports/http_client.h"

#include <memory>

namespace consentry::test {

/// HttpClient without TLS to any address: the members' engines on this machine, past their nginx.
/// Connections are kept open. One thread at a time.
class PlainHttp : public HttpClient {
public:
    PlainHttp();
    ~PlainHttp() override;

    Result<HttpReply> post(const ServerAddress& server, const HttpRequest& request) override;

private:
    struct Session;
    std::unique_ptr<Session> m_session;
};

} // namespace consentry::test
