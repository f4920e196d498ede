// The low-level SHA-256 calls are deprecated since OpenSSL 3.0 in favour of EVP, which costs
// several times as much per call on inputs of a few hundred bytes: the state tree, the record
// digests and the log chains hash millions of those. The calls use the processor's instructions
// all the same.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "core/crypto/hash.h"

#include "core/base/check.h"
#include "core/crypto/hkdf.h"

#include <openssl/sha.h>

#include <new>
#include <type_traits>

namespace consentry {
namespace {

Digest finishTo(SHA256_CTX& context) {
    Digest digest;
    CHECK(SHA256_Final(digest.uchars(), &context) == 1);
    return digest;
}

} // namespace

Digest sha256(ByteView data) {
    SHA256_CTX context;
    SHA256_Init(&context);
    SHA256_Update(&context, data.data(), data.size());
    return finishTo(context);
}

Digest sha256(std::initializer_list<ByteView> parts) {
    SHA256_CTX context;
    SHA256_Init(&context);
    for (const ByteView part : parts) {
        SHA256_Update(&context, part.data(), part.size());
    }
    return finishTo(context);
}

Sha1Digest sha1(ByteView data) {
    Sha1Digest digest;
    SHA1(reinterpret_cast<const unsigned char*>(data.data()), data.size(), digest.uchars());
    return digest;
}

Sha256::Sha256() {
    static_assert(sizeof(SHA256_CTX) <= sizeof m_context);
    static_assert(alignof(SHA256_CTX) <= 16);
    // Copying an object of this class copies bytes: the context must live with that.
    static_assert(std::is_trivially_copyable_v<SHA256_CTX>);
    SHA256_Init(new (m_context.data()) SHA256_CTX);
}

Sha256& Sha256::update(ByteView data) {
    auto* context = std::launder(reinterpret_cast<SHA256_CTX*>(m_context.data()));
    SHA256_Update(context, data.data(), data.size());
    return *this;
}

Digest Sha256::finish() {
    return finishTo(*std::launder(reinterpret_cast<SHA256_CTX*>(m_context.data())));
}

Digest hmacSha256(ByteView key, ByteView data) {
    Digest mac;
    hmacSha256To(std::span<std::byte, 32>(mac.data(), 32), key, {data});
    return mac;
}

} // namespace consentry
