#pragma once

#include "core/crypto/hash.h"
#include "core/crypto/secret.h"

#include <chrono>
#include <cstdint>

namespace consentry {

/// HKDF-SHA256 (RFC 5869), extract then expand. `size` ≤ 8160 bytes.
Result<SecretBytes> hkdfSha256(ByteView inputKeyMaterial, ByteView salt, ByteView info,
                               std::size_t size);

/// Argon2id version 0x13 with one lane (RFC 9106).
struct Argon2Parameters {
    std::uint32_t memoryKiB = 256 * 1024;
    std::uint32_t passes = 3;

    friend bool operator==(const Argon2Parameters&, const Argon2Parameters&) = default;
};

/// The least that a vault accepts, and the most (a hostile header must not exhaust memory or
/// hours).
inline constexpr Argon2Parameters argon2Floor{64 * 1024, 3};
inline constexpr Argon2Parameters argon2Ceiling{4 * 1024 * 1024, 64};

using Argon2Salt = FixedBytes<16, struct Argon2SaltTag>;
using DerivedKey = SecretKey<32, struct DerivedKeyTag>;

/// TooLarge or InvalidArgument outside floor and ceiling; Internal where memory is short.
Result<DerivedKey> argon2id(const SecretBytes& passphrase, const Argon2Salt& salt,
                            const Argon2Parameters& parameters);

/// Parameters that take about `target` on this machine now, never below the floor.
Argon2Parameters calibrateArgon2(std::chrono::milliseconds target);

} // namespace consentry
