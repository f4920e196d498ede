// The low-level SHA-256 calls: see hash.cpp. HPKE makes seven short HMACs for each message, where
// setting up EVP_MAC costs more than the hashing.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "core/crypto/hkdf.h"

#include "core/base/check.h"

#include <openssl/sha.h>

#include <algorithm>
#include <cstring>

namespace consentry {
namespace {

constexpr std::size_t hashBlock = 64;

/// A hash in the course of an HMAC: its state is as good as the key, so it is wiped.
class KeyedHash {
public:
    /// Starts with the key, filled up with zeros, each byte combined with `pad` (RFC 2104 §2).
    KeyedHash(ByteView key, std::byte pad) {
        WipedArray<hashBlock> block;
        for (std::size_t i = 0; i < hashBlock; ++i) {
            block.forWriting()[i] = (i < key.size() ? key[i] : std::byte{0}) ^ pad;
        }
        SHA256_Init(&m_context);
        update(block.view());
    }
    ~KeyedHash() { wipe(std::as_writable_bytes(std::span(&m_context, 1))); }
    KeyedHash(const KeyedHash&) = delete;
    KeyedHash& operator=(const KeyedHash&) = delete;

    void update(ByteView part) { SHA256_Update(&m_context, part.data(), part.size()); }
    void finishTo(std::span<std::byte, 32> digest) {
        CHECK(SHA256_Final(reinterpret_cast<unsigned char*>(digest.data()), &m_context) == 1);
    }

private:
    SHA256_CTX m_context;
};

} // namespace

void hmacSha256To(std::span<std::byte, 32> mac, ByteView key,
                  std::initializer_list<ByteView> parts) {
    WipedArray<32> shortened;
    if (key.size() > hashBlock) {
        SHA256(uchars(key), key.size(), shortened.uchars());
        key = shortened.view();
    }
    WipedArray<32> inner;
    KeyedHash innerHash(key, std::byte{0x36});
    for (const ByteView part : parts) {
        innerHash.update(part);
    }
    innerHash.finishTo(inner.forWriting());
    KeyedHash outerHash(key, std::byte{0x5c});
    outerHash.update(inner.view());
    outerHash.finishTo(mac);
}

void hkdfExtract(std::span<std::byte, 32> pseudorandomKey, ByteView salt,
                 std::initializer_list<ByteView> inputKeyMaterial) {
    hmacSha256To(pseudorandomKey, salt, inputKeyMaterial);
}

void hkdfExpand(std::span<std::byte> output, ByteView pseudorandomKey, ByteView info) {
    CHECK(output.size() <= hkdfOutputMax);
    WipedArray<32> block;
    ByteView previous;
    std::byte counter{0};
    while (!output.empty()) {
        counter = std::byte(std::to_integer<unsigned>(counter) + 1);
        hmacSha256To(block.forWriting(), pseudorandomKey, {previous, info, {&counter, 1}});
        const std::size_t count = std::min(output.size(), block.view().size());
        std::memcpy(output.data(), block.view().data(), count);
        output = output.subspan(count);
        previous = block.view();
    }
}

} // namespace consentry
