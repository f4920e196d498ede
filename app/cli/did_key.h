#pragma once

#include "core/crypto/signature.h"

#include <string>
#include <string_view>

namespace consentry::cli {

/// An Ed25519 key as "did:key:z6Mk…": base58btc over the multicodec 0xed 0x01 and the key (W3C
/// did:key method, section 3.1.3).
std::string didKeyOf(const SigningPublicKey& key);
/// Malformed for anything but exactly what didKeyOf writes; Unsupported for another kind of key.
Result<SigningPublicKey> parseDidKey(std::string_view did);

} // namespace consentry::cli
