#include "core/adapters/curl/curl_http_client.h"

#include <curl/curl.h>

#include <new>

namespace consentry::adapters {
namespace {

using Headers = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

constexpr std::size_t headerBytesMax = 64 * 1024; ///< all header lines of one reply

/// Everything that libcurl's callbacks need of one request.
struct Transfer {
    std::string body;
    std::size_t bytesMax = 0;
    std::size_t headerBytes = 0;
    bool isTooLarge = false;
    bool isOutOfMemory = false;
    std::stop_token stop;
};

std::size_t receive(char* data, std::size_t size, std::size_t count, void* target) {
    auto& transfer = *static_cast<Transfer*>(target);
    const std::size_t length = size * count;
    if (length > transfer.bytesMax - transfer.body.size()) {
        transfer.isTooLarge = true;
        return 0;
    }
    try {
        transfer.body.append(data, length);
    } catch (const std::bad_alloc&) {
        transfer.isOutOfMemory = true;
        return 0;
    }
    return length;
}

std::size_t countHeader(char*, std::size_t size, std::size_t count, void* target) {
    auto& transfer = *static_cast<Transfer*>(target);
    transfer.headerBytes += size * count;
    transfer.isTooLarge = transfer.headerBytes > headerBytesMax;
    return transfer.isTooLarge ? 0 : size * count;
}

int checkStop(void* target, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<Transfer*>(target)->stop.stop_requested() ? 1 : 0;
}

/// "sha256//base64;sha256//base64".
std::string pinsOf(const ServerAddress& server) {
    std::string pins;
    for (const Digest& pin : server.pinnedKeys) {
        pins += (pins.empty() ? "sha256//" : ";sha256//") + toBase64(pin.view());
    }
    return pins;
}

tl::unexpected<Error> failureOf(CURLcode code, const Transfer& transfer, std::string_view host) {
    const auto at = [&](std::string_view what) {
        return std::string(host) + ": " + std::string(what);
    };
    if (transfer.isTooLarge || code == CURLE_FILESIZE_EXCEEDED) {
        return fail(ErrorCode::TooLarge,
                    at("reply of more than " + std::to_string(transfer.bytesMax) + " bytes"));
    }
    switch (code) {
    case CURLE_ABORTED_BY_CALLBACK:
        return fail(ErrorCode::Cancelled);
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
        return fail(ErrorCode::WrongServer, at("its key is none of the pinned ones"));
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
        return fail(ErrorCode::Malformed, at("does not speak HTTP"));
    case CURLE_OUT_OF_MEMORY:
    case CURLE_FAILED_INIT:
        return fail(ErrorCode::Internal, at(curl_easy_strerror(code)));
    default:
        if (transfer.isOutOfMemory) {
            return fail(ErrorCode::Internal, at("out of memory"));
        }
        return fail(ErrorCode::Unreachable, at(curl_easy_strerror(code)));
    }
}

/// Null where memory is short.
Headers headerLines(std::string_view contentType) {
    Headers headers(nullptr, curl_slist_free_all);
    for (const std::string& line :
         {"Content-Type: " + std::string(contentType), std::string("Accept: application/json"),
          // Without it libcurl waits a second before longer bodies.
          std::string("Expect:")}) {
        curl_slist* longer = curl_slist_append(headers.get(), line.c_str());
        if (longer == nullptr) {
            return Headers(nullptr, curl_slist_free_all);
        }
        static_cast<void>(headers.release());
        headers.reset(longer);
    }
    return headers;
}

/// libcurl wants this once a process, before any other thread uses it.
CURLcode startLibrary() {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    return started;
}

} // namespace

struct CurlHttpClient::Session {
    Session() {
        if (startLibrary() == CURLE_OK) {
            handle = curl_easy_init();
        }
    }
    ~Session() { curl_easy_cleanup(handle); }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    template <class Value> void set(CURLoption option, Value value) {
        if (status == CURLE_OK) {
            status = curl_easy_setopt(handle, option, value);
        }
    }
    void setRequest(const HttpRequest& request, const Headers& headers);
    void setLimits(const HttpLimits& limits, Transfer& transfer);
    void setSecurity(const std::string& pins);

    CURL* handle = nullptr;
    CURLcode status = CURLE_OK; ///< the first option that was refused
};

void CurlHttpClient::Session::setRequest(const HttpRequest& request, const Headers& headers) {
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(CURLOPT_POST, 1L);
    set(CURLOPT_POSTFIELDS, request.body.data());
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    set(CURLOPT_HTTPHEADER, headers.get());
}

void CurlHttpClient::Session::setLimits(const HttpLimits& limits, Transfer& transfer) {
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connectTime.count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(limits.wholeTime.count()));
    set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(transfer.bytesMax));
    set(CURLOPT_WRITEFUNCTION, receive);
    set(CURLOPT_WRITEDATA, static_cast<void*>(&transfer));
    set(CURLOPT_HEADERFUNCTION, countHeader);
    set(CURLOPT_HEADERDATA, static_cast<void*>(&transfer));
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, checkStop);
    set(CURLOPT_XFERINFODATA, static_cast<void*>(&transfer));
}

/// The pins decide alone, and they are checked at every handshake: names, dates and issuers of
/// certificates that organisations make for themselves add nothing.
void CurlHttpClient::Session::setSecurity(const std::string& pins) {
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_3));
    set(CURLOPT_PINNEDPUBLICKEY, pins.c_str());
    set(CURLOPT_SSL_VERIFYPEER, 0L);
    set(CURLOPT_SSL_VERIFYHOST, 0L);
    set(CURLOPT_SSL_SESSIONID_CACHE, 0L);
}

CurlHttpClient::CurlHttpClient(ProxyChoice proxy)
    : m_proxy(std::move(proxy)), m_session(std::make_unique<Session>()) {}

CurlHttpClient::~CurlHttpClient() = default;

Result<HttpReply> CurlHttpClient::post(const ServerAddress& server, const HttpRequest& request) {
    RETURN_IF_ERROR(checkServerAddress(server));
    Session& session = *m_session;
    Headers headers = headerLines(request.contentType);
    if (session.handle == nullptr || !headers) {
        return fail(ErrorCode::Internal, "libcurl does not start");
    }
    curl_easy_reset(session.handle); // keeps its connections
    session.status = CURLE_OK;
    const bool isSecure = server.url.starts_with("https:");
    const std::string pins = pinsOf(server);
    Transfer transfer;
    transfer.bytesMax = request.limits.replyBytesMax;
    transfer.stop = request.stop;
    session.set(CURLOPT_URL, server.url.c_str());
    session.set(CURLOPT_PROTOCOLS_STR, isSecure ? "https" : "http");
    session.setRequest(request, headers);
    session.setLimits(request.limits, transfer);
    if (isSecure) {
        session.setSecurity(pins);
    }
    // A proxy of the environment must not come between us and a server on this very computer.
    if (isOnThisComputer(server) || m_proxy.kind == ProxyChoice::Kind::None) {
        session.set(CURLOPT_PROXY, "");
    } else if (m_proxy.kind == ProxyChoice::Kind::Named) {
        session.set(CURLOPT_PROXY, m_proxy.url.c_str());
    }
    if (session.status != CURLE_OK) {
        return fail(ErrorCode::Internal,
                    std::string("libcurl: ") + curl_easy_strerror(session.status));
    }
    const CURLcode code = curl_easy_perform(session.handle);
    if (code != CURLE_OK) {
        return failureOf(code, transfer, hostOf(server));
    }
    long status = 0;
    curl_easy_getinfo(session.handle, CURLINFO_RESPONSE_CODE, &status);
    if (status >= 300 && status < 400) {
        return fail(ErrorCode::Malformed, std::string(hostOf(server)) + ": redirects elsewhere");
    }
    return HttpReply{static_cast<int>(status), std::move(transfer.body)};
}

std::string curlVersion() {
    return curl_version_info(CURLVERSION_NOW)->version;
}

} // namespace consentry::adapters
