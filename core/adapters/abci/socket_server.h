#pragma once

#include "core/adapters/abci/listen_address.h"
#include "core/adapters/abci/request_handler.h"

#include <chrono>
#include <memory>

namespace consentry::abci {

struct ServerLimits {
    /// The engine opens four; more may come while it starts again.
    std::size_t connectionsMax = 16;
    /// For the rest of a message that has begun, and for the engine to take a reply.
    std::chrono::milliseconds patience = std::chrono::seconds(60);
};

/// Serves an application to a consensus engine over a socket (ABCI 2.0). Each connection has a
/// thread; on each, replies come in the order of the calls, and what was answered goes out at a
/// flush, when nothing more has arrived, and when it has become much. Bytes that are no call close
/// their connection with a line in the log and disturb nobody else. Whoever reaches the socket is
/// taken for the engine: keep it on this machine.
class SocketServer {
public:
    /// InvalidArgument for an address that is none of this machine, AlreadyOpen where another
    /// program listens, Io. A socket's file that a killed program left is replaced.
    static Result<std::unique_ptr<SocketServer>> listen(const ListenAddress& address,
                                                        ReplicatedApplication& application,
                                                        OperatorLog& log,
                                                        const ServerLimits& limits = {});
    ~SocketServer();
    SocketServer(const SocketServer&) = delete;
    SocketServer& operator=(const SocketServer&) = delete;

    /// Where it listens, with the port that the system chose for port 0.
    const ListenAddress& address() const;
    /// Serves until stop(), then ends every connection after the call that it is in. The
    /// application's error where it could not go on.
    Result<> run();
    /// From any thread or signal handler.
    void stop();

private:
    class Parts;
    explicit SocketServer(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> m_parts;
};

} // namespace consentry::abci
