#include "core/crypto/hpke.h"

#include "core/base/check.h"
#include "core/crypto/aead.h"
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

struct MessageKey {
    AeadKey key;
    AeadNonce nonce;
};

/// §5.1 KeySchedule in mode_base. A single-shot message has sequence number 0, so that the base
/// nonce is its nonce.
MessageKey keySchedule(ByteView shared, ByteView info) {
    Digest pskIdHash;
    Digest infoHash;
    labeledExtract(hpkeSuite, std::span<std::byte, 32>(pskIdHash.data(), 32), {}, "psk_id_hash",
                   {});
    labeledExtract(hpkeSuite, std::span<std::byte, 32>(infoHash.data(), 32), {}, "info_hash", info);
    Bytes context{modeBase};
    append(context, pskIdHash.view());
    append(context, infoHash.view());

    WipedArray<32> secret;
    labeledExtract(hpkeSuite, secret.forWriting(), shared, "secret", {});
    SecretBytes key(AeadKey::size);
    labeledExpand(hpkeSuite, key.exposeForWriting(), secret.view(), "key", context);
    MessageKey result{*AeadKey::from(std::move(key)), {}};
    labeledExpand(hpkeSuite, {result.nonce.data(), AeadNonce::size}, secret.view(), "base_nonce",
                  context);
    return result;
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
    CHECK(!secret.isEmpty());
    ensureSodium();
    SecretBytes shared(crypto_scalarmult_curve25519_BYTES);
    // Masks the top bit and takes the coordinate modulo p, as RFC 7748 §5 wants; refuses where
    // the result is zero (§6.1).
    if (crypto_scalarmult_curve25519(shared.exposeUchars(), secret.exposeUchars(),
                                     publicKey.uchars()) != 0) {
        return fail(ErrorCode::BadKey, "X25519 key of small order");
    }
    return shared;
}

Result<Sealed> hpkeSeal(const SealingPublicKey& recipient, ByteView info, ByteView aad,
                        ByteView plaintext) {
    return hpkeSealWith(SealingKey::generate(), recipient, info, aad, plaintext);
}

Result<Sealed> hpkeSealWith(const SealingKey& ephemeral, const SealingPublicKey& recipient,
                            ByteView info, ByteView aad, ByteView plaintext) {
    ASSIGN_OR_RETURN(const SecretBytes dh, x25519(ephemeral.secret(), recipient));
    Sealed sealed;
    sealed.enc = *decltype(sealed.enc)::from(ephemeral.publicKey().view());
    WipedArray<32> shared;
    kemSharedSecret(shared.forWriting(), dh.expose(), sealed.enc.view(), recipient);
    const MessageKey message = keySchedule(shared.view(), info);
    ASSIGN_OR_RETURN(sealed.ciphertext, aeadSeal(message.key, message.nonce, aad, plaintext));
    return sealed;
}

Result<SecretBytes> hpkeOpen(const SealingKey& recipient, const Sealed& sealed, ByteView info,
                             ByteView aad) {
    const SealingPublicKey ephemeral = *SealingPublicKey::from(sealed.enc.view());
    ASSIGN_OR_RETURN(const SecretBytes dh, x25519(recipient.secret(), ephemeral));
    WipedArray<32> shared;
    kemSharedSecret(shared.forWriting(), dh.expose(), sealed.enc.view(), recipient.publicKey());
    const MessageKey message = keySchedule(shared.view(), info);
    return aeadOpen(message.key, message.nonce, aad, sealed.ciphertext);
}

} // namespace consentry
