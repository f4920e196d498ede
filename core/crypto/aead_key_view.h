#pragma once

#include "core/crypto/aead.h"

namespace consentry {

/// Internal to core/crypto: aeadSeal and aeadOpen under a key that lives only for one message, on
/// the stack. Guarded memory for it would cost more than the message. Others use AeadKey.
using AeadKeyView = std::span<const std::byte, AeadKey::size>;

Result<Bytes> aeadSealUnder(AeadKeyView key, const AeadNonce& nonce, ByteView aad,
                            ByteView plaintext);
Result<SecretBytes> aeadOpenUnder(AeadKeyView key, const AeadNonce& nonce, ByteView aad,
                                  ByteView ciphertext);

} // namespace consentry
