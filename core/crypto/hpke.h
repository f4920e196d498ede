#pragma once

#include "core/base/ids.h"
#include "core/crypto/secret.h"

namespace consentry {

/// X25519 (RFC 7748) public key.
using SealingPublicKey = FixedBytes<32, struct SealingPublicKeyTag>;

/// An X25519 pair: whoever holds it opens what was sealed to its public key.
class SealingKey {
public:
    using Secret = SecretKey<32, struct SealingSecretTag>;

    SealingKey() = default;
    static SealingKey generate();
    static SealingKey fromSecret(Secret secret);
    /// DeriveKeyPair of RFC 9180 §7.1.3 for DHKEM(X25519, HKDF-SHA256).
    static SealingKey derive(ByteView inputKeyMaterial);

    bool isEmpty() const { return m_secret.isEmpty(); }
    const SealingPublicKey& publicKey() const { return m_public; }
    const Secret& secret() const { return m_secret; }
    SealingKey clone() const;

private:
    Secret m_secret;
    SealingPublicKey m_public;
};

/// X25519. BadKey where the result is all zero (small-order input).
Result<SecretBytes> x25519(const SealingKey::Secret& secret, const SealingPublicKey& publicKey);

/// What HPKE single-shot produces: the encapsulated key and the ciphertext with its 16-byte tag.
struct Sealed {
    FixedBytes<32, struct EncapsulatedKeyTag> enc;
    Bytes ciphertext;

    friend bool operator==(const Sealed&, const Sealed&) = default;
};

/// RFC 9180 single-shot seal, mode_base, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.
/// BadKey for a recipient key of small order.
Result<Sealed> hpkeSeal(const SealingPublicKey& recipient, ByteView info, ByteView aad,
                        ByteView plaintext);
/// As above with a given ephemeral pair: for test vectors only.
Result<Sealed> hpkeSealWith(const SealingKey& ephemeral, const SealingPublicKey& recipient,
                            ByteView info, ByteView aad, ByteView plaintext);
/// BadSignature where the tag does not verify, which also means: not for this key.
Result<SecretBytes> hpkeOpen(const SealingKey& recipient, const Sealed& sealed, ByteView info,
                             ByteView aad);

} // namespace consentry
