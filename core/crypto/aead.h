#pragma once

#include "core/crypto/secret.h"

namespace consentry {

using AeadKey = SecretKey<32, struct AeadKeyTag>;
using AeadNonce = FixedBytes<12, struct AeadNonceTag>;

/// AES-256-GCM (NIST SP 800-38D) with a 12-byte nonce and a 16-byte tag behind the ciphertext. The
/// caller never uses a nonce twice under one key.
Result<Bytes> aeadSeal(const AeadKey& key, const AeadNonce& nonce, ByteView aad,
                       ByteView plaintext);
/// BadSignature where the tag does not verify.
Result<SecretBytes> aeadOpen(const AeadKey& key, const AeadNonce& nonce, ByteView aad,
                             ByteView ciphertext);

} // namespace consentry
