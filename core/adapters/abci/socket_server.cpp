#include "core/adapters/abci/socket_server.h"

#include "core/adapters/abci/frame_reader.h"
#include "core/adapters/abci/socket.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <list>
#include <mutex>
#include <thread>

namespace consentry::abci {
namespace {

constexpr std::size_t readBytes = std::size_t{64} << 10U;
/// Replies wait for a flush until they are this many bytes.
constexpr std::size_t repliesHeldMax = std::size_t{64} << 10U;

/// Before the next attempt where the system has no file descriptors left.
constexpr int pauseMillis = 100;

enum class Ready { Data, TimedOut, Stopping };

/// Waits for bytes, or for the server to stop.
Ready waitFor(const Socket& socket, int stopping, std::chrono::milliseconds patience) {
    std::array<pollfd, 2> both{pollfd{socket.handle(), POLLIN, 0}, pollfd{stopping, POLLIN, 0}};
    while (true) {
        const int count = ::poll(both.data(), both.size(), static_cast<int>(patience.count()));
        if (count == 0) {
            return Ready::TimedOut;
        }
        if (count < 0) {
            continue; // EINTR
        }
        return both[1].revents != 0 ? Ready::Stopping : Ready::Data;
    }
}

/// One side of the engine.
class Connection {
public:
    Connection(Socket socket, std::size_t number, RequestHandler& handler, OperatorLog& log,
               const ServerLimits& limits, int stopping)
        : m_socket(std::move(socket)), m_number(number), m_handler(handler), m_log(log),
          m_limits(limits), m_stopping(stopping) {}

    /// Until the engine leaves, the server stops, or the application cannot go on.
    Result<> serve() {
        Bytes chunk(readBytes);
        while (true) {
            const auto patience =
                m_frames.isWithinMessage() ? m_limits.patience : std::chrono::milliseconds(-1);
            const Ready ready = waitFor(m_socket, m_stopping, patience);
            if (ready == Ready::TimedOut) {
                warn("message that never ended");
            }
            if (ready != Ready::Data) {
                return {};
            }
            const ssize_t count = ::recv(m_socket.handle(), chunk.data(), chunk.size(), 0);
            if (count <= 0) {
                return {};
            }
            m_frames.add(ByteView(chunk).first(static_cast<std::size_t>(count)));
            ASSIGN_OR_RETURN(const bool goesOn, answerAll());
            if (!goesOn) {
                return {};
            }
        }
    }

private:
    void warn(std::string_view why) { m_log.warning(why, {{"connection", m_number}}); }

    /// All whole messages that have arrived; then everything that was answered goes out. Whether
    /// the connection goes on.
    Result<bool> answerAll() {
        while (true) {
            const auto message = m_frames.next();
            if (!message) {
                warn("connection closed: " + toString(message.error()));
                return false;
            }
            if (!*message) {
                return flush();
            }
            const Handled handled = m_handler.handle(**message);
            if (!handled.reply.empty()) {
                appendFrame(m_replies, handled.reply);
            }
            const bool isDue = handled.next != Next::Continue || m_replies.size() >= repliesHeldMax;
            const bool isSent = !isDue || flush();
            if (handled.failure) {
                return fail(*handled.failure);
            }
            if (!isSent || handled.next == Next::Disconnect) {
                return false;
            }
        }
    }

    bool flush() {
        const auto sent = sendAll(m_socket, m_replies, m_limits.patience);
        m_replies.clear();
        if (!sent) {
            warn("connection closed: " + toString(sent.error()));
        }
        return sent.has_value();
    }

    Socket m_socket;
    std::size_t m_number;
    RequestHandler& m_handler;
    OperatorLog& m_log;
    const ServerLimits& m_limits;
    int m_stopping;
    FrameReader m_frames;
    Bytes m_replies;
};

} // namespace

class SocketServer::Parts {
public:
    Parts(ListenAddress where, Socket listening, Socket wake, ReplicatedApplication& application,
          OperatorLog& log, const ServerLimits& limits)
        : address(std::move(where)), m_listening(std::move(listening)), m_wake(std::move(wake)),
          m_handler(application, log), m_log(log), m_limits(limits) {}

    ~Parts() {
        if (address.kind == ListenAddress::Kind::Unix) {
            ::unlink(address.path.c_str());
        }
    }

    Result<> run() {
        std::size_t number = 0;
        while (waitFor(m_listening, m_wake.handle(), std::chrono::milliseconds(-1)) ==
               Ready::Data) {
            Socket accepted(::accept4(m_listening.handle(), nullptr, nullptr, SOCK_CLOEXEC));
            std::erase_if(m_served, [](const Served& one) { return one.isDone->load(); });
            if (accepted.handle() < 0) {
                ::poll(nullptr, 0, pauseMillis);
                continue;
            }
            if (m_served.size() >= m_limits.connectionsMax) {
                m_log.warning("connection refused: there are too many",
                              {{"connections", m_served.size()}});
                continue;
            }
            serve(std::move(accepted), ++number);
        }
        m_served.clear();
        const std::scoped_lock lock(m_failureMutex);
        return m_failure ? Result<>(fail(*m_failure)) : Result<>();
    }

    void stop() {
        const std::uint64_t one = 1;
        static_cast<void>(::write(m_wake.handle(), &one, sizeof one) == sizeof one);
    }

    const ListenAddress address;

private:
    /// A connection's thread; joined when it is erased.
    struct Served {
        std::shared_ptr<std::atomic<bool>> isDone;
        std::jthread thread;
    };

    void serve(Socket socket, std::size_t number) {
        const int on = 1;
        // Fails on a unix socket, which needs it not.
        ::setsockopt(socket.handle(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        auto isDone = std::make_shared<std::atomic<bool>>(false);
        auto connection = std::make_unique<Connection>(std::move(socket), number, m_handler, m_log,
                                                       m_limits, m_wake.handle());
        m_log.info("connection opened", {{"connection", number}});
        std::jthread thread([this, number, isDone, connection = std::move(connection)]() mutable {
            if (auto served = connection->serve(); !served) {
                giveUp(std::move(served).error());
            }
            connection.reset();
            m_log.info("connection closed", {{"connection", number}});
            *isDone = true;
        });
        m_served.push_back({std::move(isDone), std::move(thread)});
    }

    /// The first reason counts: what follows comes of it.
    void giveUp(Error reason) {
        {
            const std::scoped_lock lock(m_failureMutex);
            if (!m_failure) {
                m_failure = std::move(reason);
            }
        }
        stop();
    }

    Socket m_listening;
    Socket m_wake; ///< readable once the server stops
    RequestHandler m_handler;
    OperatorLog& m_log;
    ServerLimits m_limits;
    std::mutex m_failureMutex;
    std::optional<Error> m_failure;
    std::list<Served> m_served;
};

SocketServer::SocketServer(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
SocketServer::~SocketServer() = default;

Result<std::unique_ptr<SocketServer>> SocketServer::listen(const ListenAddress& address,
                                                           ReplicatedApplication& application,
                                                           OperatorLog& log,
                                                           const ServerLimits& limits) {
    ListenAddress bound = address;
    ASSIGN_OR_RETURN(Socket listening, listenOn(bound));
    Socket wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (wake.handle() < 0) {
        return fail(ErrorCode::Io, "an event for the server");
    }
    return std::unique_ptr<SocketServer>(new SocketServer(std::make_unique<Parts>(
        std::move(bound), std::move(listening), std::move(wake), application, log, limits)));
}

const ListenAddress& SocketServer::address() const {
    return m_parts->address;
}

Result<> SocketServer::run() {
    return m_parts->run();
}

void SocketServer::stop() {
    m_parts->stop();
}

} // namespace consentry::abci
