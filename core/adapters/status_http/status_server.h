#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace consentry::status_http {

/// What a page shows at this moment.
struct StatusPage {
    unsigned status = 200;
    std::string contentType = "text/plain; charset=utf-8";
    std::string body;
};

/// By path: "/metrics". Called on the server's thread.
using StatusPages = std::map<std::string, std::function<StatusPage()>, std::less<>>;

/// Shows a few pages over HTTP, for collectors of metrics and for supervisors: GET and HEAD, no
/// parameters, no authentication. Meant for an address that only the operator reaches. A handful of
/// connections, each with little time.
class StatusServer {
public:
    static constexpr unsigned connectionsMax = 32;
    static constexpr unsigned secondsPerConnection = 10;

    /// `host` is a numeric address; port 0 lets the system choose. InvalidArgument, AlreadyOpen,
    /// Io.
    static Result<std::unique_ptr<StatusServer>> start(const std::string& host, std::uint16_t port,
                                                       StatusPages pages);
    ~StatusServer();
    StatusServer(const StatusServer&) = delete;
    StatusServer& operator=(const StatusServer&) = delete;

    std::uint16_t port() const;

private:
    class Parts;
    explicit StatusServer(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> m_parts;
};

} // namespace consentry::status_http
