#pragma once

#include "core/ports/http_client.h"

#include <memory>
#include <string>

namespace consentry::adapters {

/// Which proxy requests go through. A server on this computer is always reached directly.
struct ProxyChoice {
    enum class Kind {
        None,
        FromEnvironment, ///< https_proxy, http_proxy, no_proxy as other programs read them
        Named,
    };
    Kind kind = Kind::FromEnvironment;
    std::string url; ///< where Named: "http://proxy:3128", "socks5h://127.0.0.1:9050"
};

/// Of the library, as it says itself.
std::string curlVersion();

/// HttpClient by libcurl. Connections are kept open and used again.
class CurlHttpClient : public HttpClient {
public:
    explicit CurlHttpClient(ProxyChoice proxy = {});
    ~CurlHttpClient() override;

    Result<HttpReply> post(const ServerAddress& server, const HttpRequest& request) override;

private:
    struct Session;

    ProxyChoice m_proxy;
    std::unique_ptr<Session> m_session;
};

} // namespace consentry::adapters
