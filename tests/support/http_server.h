#pragma once

#include "core/base/server_address.h"

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace consentry::test {

/// A certificate that a server made for itself, and its key.
class ServerCertificate {
public:
    ServerCertificate();
    ~ServerCertificate();
    ServerCertificate(ServerCertificate&&) noexcept;

    /// SHA-256 of the SubjectPublicKeyInfo.
    Digest pin() const;

private:
    friend class HttpServer;
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

/// A small HTTP/1.1 server on this computer, over TLS where it has a certificate, with a thread for
/// each connection. For tests alone: it believes its clients.
class HttpServer {
public:
    struct Request {
        std::string head; ///< request line and header lines
        std::string body;
    };
    class Connection {
    public:
        virtual ~Connection() = default;
        /// False once the client is gone.
        virtual bool send(std::string_view bytes) = 0;
        virtual bool isStopping() const = 0;
        /// Closes when the handler is done.
        virtual void hangUp() = 0;
    };
    /// Writes a whole answer, or what somebody else would send instead of one.
    using Handler = std::function<void(const Request& request, Connection& connection)>;
    /// The body of a 200 answer.
    using Answer = std::function<std::string(const std::string& body)>;

    enum class Tls { None, Version13, Version12 };

    explicit HttpServer(Handler handler, Tls tls = Tls::None);
    explicit HttpServer(Answer answer, Tls tls = Tls::None);
    ~HttpServer();

    static std::string reply(int status, std::string_view body, std::string_view moreHeaders = {});

    /// With the right pin where the server speaks TLS.
    ServerAddress address(std::string_view path = "/") const;
    std::uint16_t port() const { return m_port; }
    std::size_t requests() const { return m_requests; }
    std::size_t connections() const { return m_connections; }

private:
    struct Stream;

    void start();
    void accept(const std::stop_token& stop);
    void serve(int socket, const std::stop_token& stop);

    Handler m_handler;
    Tls m_tls;
    ServerCertificate m_certificate;
    std::uint16_t m_port = 0;
    int m_listener = -1;
    std::atomic<std::size_t> m_requests = 0;
    std::atomic<std::size_t> m_connections = 0;
    std::jthread m_thread;
};

} // namespace consentry::test
