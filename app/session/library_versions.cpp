#include "app/session/library_versions.h"

#include "core/adapters/curl/curl_http_client.h"
#include "core/adapters/sqlcipher/zstd_blob.h"
#include "core/crypto/library_versions.h"

namespace consentry {

std::vector<std::string> libraryVersions() {
    return {"OpenSSL " + opensslVersion() + " (Apache-2.0)",
            "libsodium " + sodiumVersion() + " (ISC)",
            "libcurl " + adapters::curlVersion() + " (curl)",
            "Zstandard " + adapters::zstdVersion() + " (BSD-3-Clause)",
            "LevelDB (BSD-3-Clause)",
            "simdjson (Apache-2.0)",
            "JSON for Modern C++ (MIT)"};
}

} // namespace consentry
