#include "core/crypto/library_versions.h"

#include <openssl/crypto.h>
#include <sodium.h>

namespace consentry {

std::string opensslVersion() {
    return OpenSSL_version(OPENSSL_VERSION_STRING);
}

std::string sodiumVersion() {
    return sodium_version_string();
}

} // namespace consentry
