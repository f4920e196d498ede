#include "core/adapters/abci/socket.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

namespace consentry::abci {
namespace {

constexpr int backlog = 16;
/// Whoever may write to the socket commands the node.
constexpr mode_t socketMode = 0600;

tl::unexpected<Error> failWith(int error, const std::string& what) {
    const ErrorCode code = error == EADDRINUSE      ? ErrorCode::AlreadyOpen
                           : error == EADDRNOTAVAIL ? ErrorCode::InvalidArgument
                                                    : ErrorCode::Io;
    return fail(code, what + ": " + std::strerror(error));
}

/// A socket and the place where it shall be bound or lead to.
struct Place {
    Socket socket;
    sockaddr_storage address{};
    socklen_t length = 0;

    const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&address); }
};

Result<Place> unixPlace(const std::string& path) {
    Place place;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    std::memcpy(&place.address, &address, sizeof address);
    place.length = sizeof address;
    place.socket = Socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    return place;
}

Result<Place> tcpPlace(const ListenAddress& address) {
    addrinfo hints{};
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const int status =
        ::getaddrinfo(address.host.c_str(), std::to_string(address.port).c_str(), &hints, &found);
    if (status != 0) {
        return fail(ErrorCode::InvalidArgument, address.host + " is no numeric address");
    }
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, &::freeaddrinfo);
    Place place;
    std::memcpy(&place.address, found->ai_addr, found->ai_addrlen);
    place.length = found->ai_addrlen;
    place.socket = Socket(::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    return place;
}

Result<Place> placeOf(const ListenAddress& address) {
    ASSIGN_OR_RETURN(Place place, address.kind == ListenAddress::Kind::Unix
                                      ? unixPlace(address.path)
                                      : tcpPlace(address));
    if (place.socket.handle() < 0) {
        return failWith(errno, "a socket for " + address.text());
    }
    return place;
}

/// Removes the file that a killed program left; one that is listened on stays.
Result<> removeStale(const ListenAddress& address) {
    struct stat found{};
    if (::lstat(address.path.c_str(), &found) != 0) {
        return {};
    }
    if (!S_ISSOCK(found.st_mode)) {
        return fail(ErrorCode::InvalidArgument, address.path + " is a file and no socket");
    }
    if (connectTo(address)) {
        return fail(ErrorCode::AlreadyOpen, "another program listens on " + address.text());
    }
    ::unlink(address.path.c_str());
    return {};
}

} // namespace

Socket::~Socket() {
    if (m_handle >= 0) {
        ::close(m_handle);
    }
}

Result<Socket> listenOn(ListenAddress& address) {
    if (address.kind == ListenAddress::Kind::Unix) {
        RETURN_IF_ERROR(removeStale(address));
    }
    ASSIGN_OR_RETURN(Place place, placeOf(address));
    const int handle = place.socket.handle();
    const int on = 1;
    ::setsockopt(handle, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    // The file must not be open to others even for the moment before its rights are set.
    const mode_t before = ::umask(0777 & ~socketMode);
    const int bound = ::bind(handle, place.get(), place.length);
    const int error = errno;
    ::umask(before);
    if (bound != 0) {
        return failWith(error, "listening on " + address.text());
    }
    if (::listen(handle, backlog) != 0) {
        return failWith(errno, "listening on " + address.text());
    }
    if (address.kind == ListenAddress::Kind::Tcp && address.port == 0) {
        sockaddr_storage own{};
        socklen_t length = sizeof own;
        ::getsockname(handle, reinterpret_cast<sockaddr*>(&own), &length);
        address.port =
            ntohs(own.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6*>(&own)->sin6_port
                                            : reinterpret_cast<sockaddr_in*>(&own)->sin_port);
    }
    return std::move(place.socket);
}

Result<Socket> connectTo(const ListenAddress& address) {
    ASSIGN_OR_RETURN(Place place, placeOf(address));
    if (::connect(place.socket.handle(), place.get(), place.length) != 0) {
        return failWith(errno, "connecting to " + address.text());
    }
    return std::move(place.socket);
}

Result<> sendAll(const Socket& socket, ByteView bytes, std::chrono::milliseconds patience) {
    while (!bytes.empty()) {
        const ssize_t sent =
            ::send(socket.handle(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(sent));
            continue;
        }
        if (errno == EINTR) {
            continue;
        }
        if (errno != EAGAIN && errno != EWOULDBLOCK) {
            return failWith(errno, "sending");
        }
        pollfd ready{socket.handle(), POLLOUT, 0};
        if (::poll(&ready, 1, static_cast<int>(patience.count())) == 0) {
            return fail(ErrorCode::Io, "the other side takes no reply");
        }
    }
    return {};
}

} // namespace consentry::abci
