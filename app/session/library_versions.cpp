#include "app/session/library_versions.h"

#include "core/adapters/curl/curl_http_client.h"
#include "core/adapters/sqlcipher/zstd_blob.h"
#include "core/crypto/library_versions.h"

namespace consentry {

std::vector<std::string> libraryVersions() {
    return {"OpenSSL " + opensslVersion(), "libsodium " + sodiumVersion(),
            "libcurl " + adapters::curlVersion(), "Zstandard " + adapters::zstdVersion()};
}

} // namespace consentry
