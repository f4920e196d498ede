#include "core/crypto/hpke.h"

#include "core/base/check.h"
#include "core/crypto/aead_key_view.h"
#include "core/crypto/hash.h"
#include "core/crypto/hkdf.h"
#include "core/crypto/sodium_ready.h"

#include <sodium.h>

namespace consentry {
namespace {

using namespace std::string_view_literals;

// RFC 9180 §4.1 and §5.1: suite ids with KEM 0x0020, KDF 0x0001, AEAD 0x0002.
constexpr std::string_view versionLabel = "HPKE-v1";
constexpr std::string_view kemSuite = "KEM\x00\x20"sv;
constexpr std::string_view hpkeSuite = "HPKE\x00\x20\x00\x01\x00\x02"sv;
constexpr std::byte modeBase{0};

/// RFC 9180 §4: LabeledExtract.
void labeledExtract(std::string_view suite, std::span<std::byte, 32> pseudorandomKey, ByteView salt,
                    std::string_view label, ByteView input) {
    hkdfExtract(pseudorandomKey, salt,
                {bytesOf(versionLabel), bytesOf(suite), bytesOf(label), input});
}

/// RFC 9180 §4: LabeledExpand. The info is no secret: labels, public keys and hashes of them.
void labeledExpand(std::string_view suite, std::span<std::byte> output, ByteView pseudorandomKey,
                   std::string_view label, ByteView info) {
    const std::byte size[2] = {std::byte(output.size() >> 8), std::byte(output.size() & 0xff)};
    Bytes labeled = toBytes(size);
    append(labeled, bytesOf(versionLabel));
    append(labeled, bytesOf(suite));
    append(labeled, bytesOf(label));
    append(labeled, info);
    hkdfExpand(output, pseudorandomKey, labeled);
}

/// §4.1 ExtractAndExpand: the KEM's shared secret, bound to both public keys.
void kemSharedSecret(std::span<std::byte, 32> shared, ByteView dh, ByteView enc,
                     const SealingPublicKey& recipient) {
    WipedArray<32> pseudorandomKey;
    labeledExtract(kemSuite, pseudorandomKey.forWriting(), {}, "eae_prk", dh);
    Bytes kemContext = toBytes(enc);
    append(kemContext, recipient.view());
    labeledExpand(kemSuite, shared, pseudorandomKey.view(), "shared_secret", kemContext);
}

/// Intermediate secrets of a message stay on the stack and are wiped there: guarded memory costs
/// several system calls a piece, and a log has thousands of messages.
struct MessageKey {
    WipedArray<AeadKey::size> key;
    AeadNonce nonce;
};

/// X25519 into 32 bytes. False where the result is zero (RFC 7748 §6.1). Masks the top bit and
/// takes the coordinate modulo p, as §5 wants.
bool agree(std::span<std::byte, 32> shared, const SealingKey::Secret& secret,
           const SealingPublicKey& publicKey) {
    CHECK(!secret.isEmpty());
    ensureSodium();
    return crypto_scalarmult_curve25519(reinterpret_cast<unsigned char*>(shared.data()),
                                        secret.exposeUchars(), publicKey.uchars()) == 0;
}

tl::unexpected<Error> smallOrder() {
    return fail(ErrorCode::BadKey, "X25519 key of small order");
}

/// §5.1 KeySchedule in mode_base. A single-shot message has sequence number 0, so that the base
/// nonce is its nonce.
void keySchedule(MessageKey& message, ByteView shared, ByteView info) {
    // There is no pre-shared key, so that this is one value for all messages.
    static const Digest pskIdHash = [] {
        Digest hash;
        labeledExtract(hpkeSuite, std::span<std::byte, 32>(hash.data(), 32), {}, "psk_id_hash", {});
        return hash;
    }();
    Digest infoHash;
    labeledExtract(hpkeSuite, std::span<std::byte, 32>(infoHash.data(), 32), {}, "info_hash", info);
    Bytes context{modeBase};
    append(context, pskIdHash.view());
    append(context, infoHash.view());

    WipedArray<32> secret;
    labeledExtract(hpkeSuite, secret.forWriting(), shared, "secret", {});
    labeledExpand(hpkeSuite, message.key.forWriting(), secret.view(), "key", context);
    labeledExpand(hpkeSuite, {message.nonce.data(), AeadNonce::size}, secret.view(), "base_nonce",
                  context);
}

} // namespace

static_assert(SealingPublicKey::size == crypto_scalarmult_curve25519_BYTES);

SealingKey SealingKey::generate() {
    return fromSecret(Secret::random());
}

SealingKey SealingKey::fromSecret(Secret secret) {
    CHECK(!secret.isEmpty());
    ensureSodium();
    SealingKey key;
    CHECK(crypto_scalarmult_curve25519_base(key.m_public.uchars(), secret.exposeUchars()) == 0);
    key.m_secret = std::move(secret);
    return key;
}

SealingKey SealingKey::derive(ByteView inputKeyMaterial) {
    WipedArray<32> pseudorandomKey;
    labeledExtract(kemSuite, pseudorandomKey.forWriting(), {}, "dkp_prk", inputKeyMaterial);
    SecretBytes secret(Secret::size);
    labeledExpand(kemSuite, secret.exposeForWriting(), pseudorandomKey.view(), "sk", {});
    wipeTraces();
    return fromSecret(*Secret::from(std::move(secret)));
}

SealingKey SealingKey::clone() const {
    SealingKey copy;
    copy.m_secret = m_secret.clone();
    copy.m_public = m_public;
    return copy;
}

Result<SecretBytes> x25519(const SealingKey::Secret& secret, const SealingPublicKey& publicKey) {
    SecretBytes shared(crypto_scalarmult_curve25519_BYTES);
    if (!agree(std::span<std::byte, 32>(shared.exposeForWriting()), secret, publicKey)) {
        return smallOrder();
    }
    return shared;
}

Result<Sealed> hpkeSeal(const SealingPublicKey& recipient, ByteView info, ByteView aad,
                        ByteView plaintext) {
    return hpkeSealWith(SealingKey::generate(), recipient, info, aad, plaintext);
}

Result<Sealed> hpkeSealWith(const SealingKey& ephemeral, const SealingPublicKey& recipient,
                            ByteView info, ByteView aad, ByteView plaintext) {
    WipedArray<32> dh;
    if (!agree(dh.forWriting(), ephemeral.secret(), recipient)) {
        return smallOrder();
    }
    Sealed sealed;
    sealed.enc = *decltype(sealed.enc)::from(ephemeral.publicKey().view());
    WipedArray<32> shared;
    kemSharedSecret(shared.forWriting(), dh.view(), sealed.enc.view(), recipient);
    MessageKey message;
    keySchedule(message, shared.view(), info);
    auto ciphertext = aeadSealUnder(message.key.forWriting(), message.nonce, aad, plaintext);
    wipeTraces();
    ASSIGN_OR_RETURN(sealed.ciphertext, std::move(ciphertext));
    return sealed;
}

Result<SecretBytes> hpkeOpen(const SealingKey& recipient, const Sealed& sealed, ByteView info,
                             ByteView aad) {
    const SealingPublicKey ephemeral = *SealingPublicKey::from(sealed.enc.view());
    WipedArray<32> dh;
    if (!agree(dh.forWriting(), recipient.secret(), ephemeral)) {
        return smallOrder();
    }
    WipedArray<32> shared;
    kemSharedSecret(shared.forWriting(), dh.view(), sealed.enc.view(), recipient.publicKey());
    MessageKey message;
    keySchedule(message, shared.view(), info);
    auto plaintext = aeadOpenUnder(message.key.forWriting(), message.nonce, aad, sealed.ciphertext);
    wipeTraces();
    return plaintext;
}

} // namespace consentry
