#include "tests/support/http_server.h"

#include "core/crypto/hash.h"

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <arpa/inet.h>
#include <csignal>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace consentry::test {
namespace {

constexpr std::size_t requestMax = 4 * 1024 * 1024;
constexpr int pollMillis = 50;

template <class T> T* mustHave(T* pointer, const char* what) {
    if (pointer == nullptr) {
        throw std::runtime_error(what);
    }
    return pointer;
}

} // namespace

struct ServerCertificate::Parts {
    EVP_PKEY* key = nullptr;
    X509* certificate = nullptr;
    ~Parts() {
        X509_free(certificate);
        EVP_PKEY_free(key);
    }
};

ServerCertificate::ServerCertificate() : m_parts(std::make_unique<Parts>()) {
    m_parts->key = mustHave(EVP_EC_gen("P-256"), "key");
    m_parts->certificate = mustHave(X509_new(), "certificate");
    X509* certificate = m_parts->certificate;
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 24 * 3600);
    X509_set_pubkey(certificate, m_parts->key);
    X509_NAME* name = X509_get_subject_name(certificate);
    const unsigned char text[] = "test";
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    if (X509_sign(certificate, m_parts->key, EVP_sha256()) == 0) {
        throw std::runtime_error("certificate cannot be signed");
    }
}

ServerCertificate::~ServerCertificate() = default;
ServerCertificate::ServerCertificate(ServerCertificate&&) noexcept = default;

Digest ServerCertificate::pin() const {
    unsigned char* encoded = nullptr;
    const int length = i2d_PUBKEY(m_parts->key, &encoded);
    const Digest digest =
        sha256(std::as_bytes(std::span(encoded, static_cast<std::size_t>(length))));
    OPENSSL_free(encoded);
    return digest;
}

/// One connection, plain or TLS.
struct HttpServer::Stream : Connection {
    Stream(int descriptor, const std::stop_token& stopToken)
        : socket(descriptor), stop(stopToken) {}
    ~Stream() override {
        SSL_free(tls);
        SSL_CTX_free(context);
        close(socket);
    }

    bool startTls(Tls version, const ServerCertificate& certificate) {
        context = mustHave(SSL_CTX_new(TLS_server_method()), "TLS");
        const int wanted = version == Tls::Version12 ? TLS1_2_VERSION : TLS1_3_VERSION;
        SSL_CTX_set_min_proto_version(context, wanted);
        SSL_CTX_set_max_proto_version(context, wanted);
        SSL_CTX_use_certificate(context, certificate.m_parts->certificate);
        SSL_CTX_use_PrivateKey(context, certificate.m_parts->key);
        tls = mustHave(SSL_new(context), "TLS");
        SSL_set_fd(tls, socket);
        return SSL_accept(tls) == 1;
    }
    bool isStopping() const override { return stop.stop_requested(); }
    void hangUp() override { isHangingUp = true; }
    bool send(std::string_view bytes) override {
        while (!bytes.empty() && !isStopping()) {
            const auto length = tls != nullptr
                                    ? SSL_write(tls, bytes.data(), static_cast<int>(bytes.size()))
                                    : ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (length <= 0) {
                return false;
            }
            bytes.remove_prefix(static_cast<std::size_t>(length));
        }
        return bytes.empty();
    }
    /// More of what the client says; false at its end.
    bool receive(std::string& into) {
        while (tls == nullptr || SSL_pending(tls) == 0) {
            pollfd waiting{socket, POLLIN, 0};
            if (poll(&waiting, 1, pollMillis) > 0) {
                break;
            }
            if (isStopping()) {
                return false;
            }
        }
        char buffer[16'384];
        const auto length = tls != nullptr ? SSL_read(tls, buffer, sizeof buffer)
                                           : recv(socket, buffer, sizeof buffer, 0);
        if (length <= 0 || into.size() > requestMax) {
            return false;
        }
        into.append(buffer, static_cast<std::size_t>(length));
        return true;
    }

    int socket;
    const std::stop_token& stop;
    SSL_CTX* context = nullptr;
    SSL* tls = nullptr;
    bool isHangingUp = false;
};

HttpServer::HttpServer(Handler handler, Tls tls) : m_handler(std::move(handler)), m_tls(tls) {
    start();
}

HttpServer::HttpServer(Answer answer, Tls tls)
    : m_handler([answer = std::move(answer)](const Request& request, Connection& connection) {
          connection.send(reply(200, answer(request.body)));
      }),
      m_tls(tls) {
    start();
}

HttpServer::~HttpServer() {
    m_thread.request_stop();
    m_thread.join();
    close(m_listener);
}

std::string HttpServer::reply(int status, std::string_view body, std::string_view moreHeaders) {
    return "HTTP/1.1 " + std::to_string(status) + " Said\r\nContent-Type: application/json\r\n" +
           std::string(moreHeaders) + "Content-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + std::string(body);
}

ServerAddress HttpServer::address(std::string_view path) const {
    ServerAddress address;
    const bool isSecure = m_tls != Tls::None;
    address.url = std::string(isSecure ? "https" : "http") +
                  "://127.0.0.1:" + std::to_string(m_port) + std::string(path);
    if (isSecure) {
        address.pinnedKeys.push_back(m_certificate.pin());
    }
    return address;
}

void HttpServer::start() {
    // A client that hangs up early must not end the test through OpenSSL's own write().
    std::signal(SIGPIPE, SIG_IGN);
    m_listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof where;
    auto* address = reinterpret_cast<sockaddr*>(&where);
    if (m_listener < 0 || bind(m_listener, address, length) != 0 || listen(m_listener, 16) != 0 ||
        getsockname(m_listener, address, &length) != 0) {
        throw std::runtime_error("no socket for the test's server");
    }
    m_port = ntohs(where.sin_port);
    m_thread = std::jthread([this](const std::stop_token& stop) { accept(stop); });
}

void HttpServer::accept(const std::stop_token& stop) {
    std::vector<std::jthread> connections;
    while (!stop.stop_requested()) {
        pollfd waiting{m_listener, POLLIN, 0};
        if (poll(&waiting, 1, pollMillis) <= 0) {
            continue;
        }
        const int client = ::accept(m_listener, nullptr, nullptr);
        if (client >= 0) {
            ++m_connections;
            connections.emplace_back([this, client, &stop] { serve(client, stop); });
        }
    }
}

void HttpServer::serve(int client, const std::stop_token& stop) {
    // So that a client that reads nothing cannot keep this thread for ever.
    const timeval patience{1, 0};
    setsockopt(client, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    Stream stream(client, stop);
    if (m_tls != Tls::None && !stream.startTls(m_tls, m_certificate)) {
        return;
    }
    std::string text;
    while (!stop.stop_requested() && !stream.isHangingUp) {
        std::size_t head = text.find("\r\n\r\n");
        if (head == std::string::npos) {
            if (!stream.receive(text)) {
                return;
            }
            continue;
        }
        head += 4;
        const std::size_t mark = text.find("Content-Length: ");
        const std::size_t size = mark < head ? std::stoul(text.substr(mark + 16)) : 0;
        while (text.size() < head + size) {
            if (!stream.receive(text)) {
                return;
            }
        }
        ++m_requests;
        m_handler({text.substr(0, head), text.substr(head, size)}, stream);
        text.erase(0, head + size);
    }
}

} // namespace consentry::test
