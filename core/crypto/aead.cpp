#include "core/crypto/aead.h"

#include "core/crypto/aead_key_view.h"

#include <openssl/evp.h>

#include <memory>

namespace consentry {
namespace {

constexpr std::size_t tagSize = 16;
/// The library counts in int; nothing of ours comes near.
constexpr std::size_t inputMax = std::size_t{1} << 30;

struct CipherContextDeleter {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, CipherContextDeleter>;

/// Looked up once: the library's search for an algorithm costs more than a small message.
const EVP_CIPHER* aes256Gcm() {
    static EVP_CIPHER* const algorithm = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
    return algorithm;
}

tl::unexpected<Error> libraryRefused() {
    return fail(ErrorCode::CryptoFailure, "AES-256-GCM refused by the library");
}

int sizeOf(ByteView view) {
    return static_cast<int>(view.size());
}

/// A context with key, nonce and additional data set, or null. `forSealing` as EVP wants it.
CipherContext begin(AeadKeyView key, const AeadNonce& nonce, ByteView aad, int forSealing) {
    CipherContext context(EVP_CIPHER_CTX_new());
    int written = 0;
    const bool good = context && aes256Gcm() != nullptr &&
                      EVP_CipherInit_ex2(context.get(), aes256Gcm(), uchars(key), nonce.uchars(),
                                         forSealing, nullptr) == 1 &&
                      (aad.empty() || EVP_CipherUpdate(context.get(), nullptr, &written,
                                                       uchars(aad), sizeOf(aad)) == 1);
    return good ? std::move(context) : nullptr;
}

} // namespace

Result<Bytes> aeadSealUnder(AeadKeyView key, const AeadNonce& nonce, ByteView aad,
                            ByteView plaintext) {
    if (plaintext.size() > inputMax || aad.size() > inputMax) {
        return fail(ErrorCode::TooLarge, "input of AES-256-GCM");
    }
    const CipherContext context = begin(key, nonce, aad, 1);
    if (!context) {
        return libraryRefused();
    }
    Bytes output(plaintext.size() + tagSize);
    auto* target = reinterpret_cast<unsigned char*>(output.data());
    int written = 0;
    if (!plaintext.empty() && EVP_CipherUpdate(context.get(), target, &written, uchars(plaintext),
                                               sizeOf(plaintext)) != 1) {
        return libraryRefused();
    }
    target += plaintext.size();
    if (EVP_CipherFinal_ex(context.get(), target, &written) != 1 ||
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, int{tagSize}, target) != 1) {
        return libraryRefused();
    }
    return output;
}

Result<SecretBytes> aeadOpenUnder(AeadKeyView key, const AeadNonce& nonce, ByteView aad,
                                  ByteView ciphertext) {
    if (ciphertext.size() < tagSize) {
        return fail(ErrorCode::BadSignature, "ciphertext shorter than its tag");
    }
    if (ciphertext.size() > inputMax || aad.size() > inputMax) {
        return fail(ErrorCode::TooLarge, "input of AES-256-GCM");
    }
    const CipherContext context = begin(key, nonce, aad, 0);
    if (!context) {
        return libraryRefused();
    }
    const ByteView body = ciphertext.first(ciphertext.size() - tagSize);
    Bytes tag = toBytes(ciphertext.last(tagSize));
    // Wiped with the object where the tag turns out wrong: unauthenticated plaintext never leaves.
    SecretBytes plaintext(body.size());
    int written = 0;
    if ((!body.empty() && EVP_CipherUpdate(context.get(), plaintext.exposeUchars(), &written,
                                           uchars(body), sizeOf(body)) != 1) ||
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, int{tagSize}, tag.data()) != 1) {
        return libraryRefused();
    }
    unsigned char unused[tagSize];
    if (EVP_CipherFinal_ex(context.get(), unused, &written) != 1) {
        return fail(ErrorCode::BadSignature, "AES-256-GCM tag");
    }
    return plaintext;
}

Result<Bytes> aeadSeal(const AeadKey& key, const AeadNonce& nonce, ByteView aad,
                       ByteView plaintext) {
    if (key.isEmpty()) {
        return libraryRefused();
    }
    return aeadSealUnder(AeadKeyView(key.expose()), nonce, aad, plaintext);
}

Result<SecretBytes> aeadOpen(const AeadKey& key, const AeadNonce& nonce, ByteView aad,
                             ByteView ciphertext) {
    if (key.isEmpty()) {
        return libraryRefused();
    }
    return aeadOpenUnder(AeadKeyView(key.expose()), nonce, aad, ciphertext);
}

} // namespace consentry
