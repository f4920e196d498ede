#include "core/adapters/status_http/status_server.h"

#include <microhttpd.h>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <exception>

namespace consentry::status_http {
namespace {

/// A request's line and headers; nobody sends more to read a number.
constexpr std::size_t connectionBytesMax = std::size_t{16} << 10U;

/// Why nothing can listen at an address: the library keeps no errno in all of its versions. 0 where
/// something could.
int errorOfBinding(const sockaddr_storage& address) {
    const int probe = ::socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (probe < 0) {
        return errno;
    }
    const socklen_t size =
        address.ss_family == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
    const int reason =
        ::bind(probe, reinterpret_cast<const sockaddr*>(&address), size) == 0 ? 0 : errno;
    ::close(probe);
    return reason;
}

Result<sockaddr_storage> addressOf(const std::string& host, std::uint16_t port) {
    addrinfo hints{};
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) {
        return fail(ErrorCode::InvalidArgument, host + " is no numeric address");
    }
    sockaddr_storage address{};
    std::memcpy(&address, found->ai_addr, found->ai_addrlen);
    ::freeaddrinfo(found);
    return address;
}

} // namespace

class StatusServer::Parts {
public:
    explicit Parts(StatusPages pages) : m_pages(std::move(pages)) {}
    ~Parts() {
        if (m_daemon != nullptr) {
            MHD_stop_daemon(m_daemon);
        }
    }
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;

    Result<> start(const sockaddr_storage& address) {
        unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_AUTO;
        flags |= address.ss_family == AF_INET6 ? static_cast<unsigned>(MHD_USE_IPv6) : 0U;
        // The address carries the port.
        m_daemon = MHD_start_daemon(flags, 0, nullptr, nullptr, &answer, this, MHD_OPTION_SOCK_ADDR,
                                    &address, MHD_OPTION_CONNECTION_LIMIT, connectionsMax,
                                    MHD_OPTION_CONNECTION_TIMEOUT, secondsPerConnection,
                                    MHD_OPTION_CONNECTION_MEMORY_LIMIT, connectionBytesMax,
                                    MHD_OPTION_END);
        if (m_daemon != nullptr) {
            return {};
        }
        const int reason = errorOfBinding(address);
        const ErrorCode code = reason == EADDRINUSE      ? ErrorCode::AlreadyOpen
                               : reason == EADDRNOTAVAIL ? ErrorCode::InvalidArgument
                                                         : ErrorCode::Io;
        return fail(code, std::string("listening for metrics: ") + std::strerror(reason));
    }

    std::uint16_t port() const {
        const MHD_DaemonInfo* info = MHD_get_daemon_info(m_daemon, MHD_DAEMON_INFO_BIND_PORT);
        return info == nullptr ? std::uint16_t{0} : info->port;
    }

private:
    StatusPage pageFor(std::string_view path, std::string_view method) const {
        const auto page = m_pages.find(path);
        if (page == m_pages.end()) {
            return {404, "text/plain; charset=utf-8", "no such page\n"};
        }
        if (method != "GET" && method != "HEAD") {
            return {405, "text/plain; charset=utf-8", "pages are only read here\n"};
        }
        return page->second();
    }

    /// Called by the library, which must not see an exception.
    static MHD_Result answer(void* self, MHD_Connection* connection, const char* path,
                             const char* method, const char*, const char*, size_t* uploadBytes,
                             void**) {
        if (*uploadBytes != 0) {
            return MHD_NO; // whoever sends a body is shown out
        }
        try {
            const StatusPage page = static_cast<const Parts*>(self)->pageFor(path, method);
            MHD_Response* response = MHD_create_response_from_buffer(
                page.body.size(), const_cast<char*>(page.body.data()), MHD_RESPMEM_MUST_COPY);
            MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE,
                                    page.contentType.c_str());
            const MHD_Result queued = MHD_queue_response(connection, page.status, response);
            MHD_destroy_response(response);
            return queued;
        } catch (const std::exception&) {
            return MHD_NO;
        }
    }

    StatusPages m_pages;
    MHD_Daemon* m_daemon = nullptr;
};

StatusServer::StatusServer(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
StatusServer::~StatusServer() = default;

Result<std::unique_ptr<StatusServer>> StatusServer::start(const std::string& host,
                                                          std::uint16_t port, StatusPages pages) {
    ASSIGN_OR_RETURN(const sockaddr_storage address, addressOf(host, port));
    auto parts = std::make_unique<Parts>(std::move(pages));
    RETURN_IF_ERROR(parts->start(address));
    return std::unique_ptr<StatusServer>(new StatusServer(std::move(parts)));
}

std::uint16_t StatusServer::port() const {
    return m_parts->port();
}

} // namespace consentry::status_http
