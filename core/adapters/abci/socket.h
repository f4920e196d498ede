#pragma once

#include "core/adapters/abci/listen_address.h"
#include "core/base/bytes.h"

#include <chrono>
#include <utility>

namespace consentry::abci {

/// A file descriptor that is closed with its owner.
class Socket {
public:
    Socket() = default;
    explicit Socket(int handle) : m_handle(handle) {}
    Socket(Socket&& other) noexcept : m_handle(std::exchange(other.m_handle, -1)) {}
    Socket& operator=(Socket&& other) noexcept {
        std::swap(m_handle, other.m_handle);
        return *this;
    }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    ~Socket();

    int handle() const { return m_handle; }

private:
    int m_handle = -1;
};

/// A listening socket; `address.port` 0 becomes the one that the system chose. Errors as
/// SocketServer::listen.
Result<Socket> listenOn(ListenAddress& address);
Result<Socket> connectTo(const ListenAddress& address);

/// All bytes, or Io. Waits for the other side, each time at most `patience`.
Result<> sendAll(const Socket& socket, ByteView bytes, std::chrono::milliseconds patience);

} // namespace consentry::abci
