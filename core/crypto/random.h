#pragma once

#include "core/base/bytes.h"

#include <span>

namespace consentry {

/// Fills from the system's generator (libsodium). Thread-safe, never fails after start-up.
void fillRandom(std::span<std::byte> target);

template <std::size_t N, class Tag> FixedBytes<N, Tag> randomFixed() {
    FixedBytes<N, Tag> value;
    fillRandom({value.data(), N});
    return value;
}

/// 32 bytes, public once used: salts and nonces of the protocol.
using Nonce = FixedBytes<32, struct NonceTag>;
inline Nonce randomNonce() {
    return randomFixed<32, NonceTag>();
}

} // namespace consentry
