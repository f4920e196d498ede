#pragma once

#include "core/base/ids.h"
#include "core/crypto/secret.h"

namespace consentry {

/// Ed25519 (RFC 8032) public key and signature.
using SigningPublicKey = FixedBytes<32, struct SigningPublicKeyTag>;
using Signature = FixedBytes<64, struct SignatureTag>;

/// An Ed25519 pair. The seed (32 bytes) is what is stored.
class SigningKey {
public:
    using Seed = SecretKey<32, struct SigningSeedTag>;

    SigningKey() = default;
    static SigningKey generate();
    static SigningKey fromSeed(const Seed& seed);

    bool isEmpty() const { return m_secret.isEmpty(); }
    const SigningPublicKey& publicKey() const { return m_public; }
    Signature sign(ByteView message) const;
    Seed seed() const;
    SigningKey clone() const;

private:
    SecretKey<64, struct SigningSecretTag> m_secret;
    SigningPublicKey m_public;
};

/// True only for a signature that every node must accept: S, A and R canonical, A and R not of
/// small order, no batch verification (protocol §11). Pure and thread-safe.
bool verifySignature(const SigningPublicKey& key, ByteView message, const Signature& signature);

} // namespace consentry
