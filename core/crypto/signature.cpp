#include "core/crypto/signature.h"

#include "core/base/check.h"
#include "core/crypto/sodium_ready.h"

#include <sodium.h>

namespace consentry {

static_assert(SigningPublicKey::size == crypto_sign_PUBLICKEYBYTES);
static_assert(SigningKey::Seed::size == crypto_sign_SEEDBYTES);
static_assert(Signature::size == crypto_sign_BYTES);

SigningKey SigningKey::generate() {
    return fromSeed(Seed::random());
}

SigningKey SigningKey::fromSeed(const Seed& seed) {
    CHECK(!seed.isEmpty());
    ensureSodium();
    SecretBytes secret(crypto_sign_SECRETKEYBYTES);
    SigningKey key;
    CHECK(crypto_sign_seed_keypair(key.m_public.uchars(), secret.exposeUchars(),
                                   seed.exposeUchars()) == 0);
    key.m_secret = *decltype(key.m_secret)::from(std::move(secret));
    return key;
}

Signature SigningKey::sign(ByteView message) const {
    CHECK(!isEmpty());
    Signature signature;
    CHECK(crypto_sign_detached(signature.uchars(), nullptr, uchars(message), message.size(),
                               m_secret.exposeUchars()) == 0);
    return signature;
}

SigningKey::Seed SigningKey::seed() const {
    CHECK(!isEmpty());
    SecretBytes seed(crypto_sign_SEEDBYTES);
    CHECK(crypto_sign_ed25519_sk_to_seed(seed.exposeUchars(), m_secret.exposeUchars()) == 0);
    return *Seed::from(std::move(seed));
}

SigningKey SigningKey::clone() const {
    SigningKey copy;
    copy.m_secret = m_secret.clone();
    copy.m_public = m_public;
    return copy;
}

bool verifySignature(const SigningPublicKey& key, ByteView message, const Signature& signature) {
    ensureSodium();
    // libsodium 1.0.18 refuses S ≥ L, A with y ≥ p, and A and R of small order in every encoding;
    // it compares the canonical encoding of the calculated R with the given bytes, so that no
    // other encoding of R passes. The strictness test holds it to each of these.
    return crypto_sign_verify_detached(signature.uchars(), uchars(message), message.size(),
                                       key.uchars()) == 0;
}

} // namespace consentry
