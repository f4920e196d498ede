#include "core/crypto/hkdf.h"

#include "core/base/check.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace consentry {
namespace {

struct MacContextDeleter {
    void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};

/// Looked up once: the library's search for an algorithm costs more than the calculation.
EVP_MAC* hmacAlgorithm() {
    static EVP_MAC* const algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    return algorithm;
}

} // namespace

void hmacSha256To(std::span<std::byte, 32> mac, ByteView key,
                  std::initializer_list<ByteView> parts) {
    CHECK(hmacAlgorithm() != nullptr);
    const std::unique_ptr<EVP_MAC_CTX, MacContextDeleter> context(EVP_MAC_CTX_new(hmacAlgorithm()));
    char digestName[] = "SHA256";
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digestName, 0),
        OSSL_PARAM_construct_end()};
    // A null key would mean "keep the former one". HMAC fills a short key up with zeros, so that
    // one zero byte is the same key as none.
    static constexpr std::byte zero{0};
    const ByteView used = key.empty() ? ByteView(&zero, 1) : key;
    CHECK(context && EVP_MAC_init(context.get(), uchars(used), used.size(), parameters) == 1);
    for (const ByteView part : parts) {
        if (!part.empty()) {
            CHECK(EVP_MAC_update(context.get(), uchars(part), part.size()) == 1);
        }
    }
    std::size_t written = 0;
    CHECK(EVP_MAC_final(context.get(), reinterpret_cast<unsigned char*>(mac.data()), &written,
                        mac.size()) == 1 &&
          written == mac.size());
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
