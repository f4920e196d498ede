#pragma once

#include "core/base/server_address.h"

#include <chrono>
#include <stop_token>
#include <string>
#include <string_view>

namespace consentry {

/// How long a request may take and how much may come back. Beyond it the request ends with an
/// error at once, whatever the server goes on sending.
struct HttpLimits {
    std::chrono::milliseconds connectTime = std::chrono::seconds(5);
    /// From the first byte sent to the last one received.
    std::chrono::milliseconds wholeTime = std::chrono::seconds(15);
    std::size_t replyBytesMax = 16 * 1024 * 1024;
};

struct HttpRequest {
    std::string_view contentType;
    std::string_view body;
    HttpLimits limits;
    std::stop_token stop;
};

struct HttpReply {
    int status = 0;
    std::string body;
};

/// Sends bytes to a server of the consortium and brings back its answer: TLS 1.3 to one of the
/// pinned keys, no redirects, no cookies, no compression. Any status but a redirect is an answer.
/// Blocks; one thread at a time.
/// Errors: Unreachable (no connection, out of time), WrongServer (not one of the pinned keys),
/// TooLarge, Malformed (not HTTP, or a redirect), Cancelled, InvalidArgument (the address).
class HttpClient {
public:
    virtual ~HttpClient() = default;
    virtual Result<HttpReply> post(const ServerAddress& server, const HttpRequest& request) = 0;
};

} // namespace consentry
