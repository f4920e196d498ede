#include "tests/integration/support/plain_http.h"

#include <curl/curl.h>

namespace consentry::test {
namespace {

std::size_t receive(char* data, std::size_t size, std::size_t count, void* target) {
    static_cast<std::string*>(target)->append(data, size * count);
    return size * count;
}

} // namespace

struct PlainHttp::Session {
    CURL* curl = curl_easy_init();
    curl_slist* headers = curl_slist_append(nullptr, "Content-Type: application/json");
    Session() { headers = curl_slist_append(headers, "Expect:"); }
    ~Session() {
        curl_slist_free_all(headers);
        curl_easy_cleanup(curl);
    }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
};

PlainHttp::PlainHttp() : m_session(std::make_unique<Session>()) {}
PlainHttp::~PlainHttp() = default;

Result<HttpReply> PlainHttp::post(const ServerAddress& server, const HttpRequest& request) {
    CURL* curl = m_session->curl;
    HttpReply reply;
    curl_easy_reset(curl);
    curl_easy_setopt(curl, CURLOPT_URL, server.url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TCP_NODELAY, 1L);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, m_session->headers);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(request.body.size()));
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(request.limits.connectTime.count()));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(request.limits.wholeTime.count()));
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &reply.body);
    const CURLcode code = curl_easy_perform(curl);
    if (code != CURLE_OK) {
        return fail(ErrorCode::Unreachable, server.url + ": " + curl_easy_strerror(code));
    }
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    reply.status = static_cast<int>(status);
    return reply;
}

} // namespace consentry::test
