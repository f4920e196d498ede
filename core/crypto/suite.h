#pragma once

#include "core/base/result.h"

#include <cstdint>

namespace consentry {

/// Names a whole bundle of algorithms. The id travels inside everything signed or sealed, so that
/// another suite can stand beside the first without a flag day.
enum class SuiteId : std::uint8_t {
    /// Ed25519, X25519 + HPKE base mode (RFC 9180: DHKEM X25519, HKDF-SHA256, AES-256-GCM),
    /// SHA-256.
    Suite1 = 1,
    /// SM2, SM3, SM4. Reserved: refused as Unsupported until it exists.
    Suite2 = 2,
};

/// Unsupported unless this program can use the suite.
Result<SuiteId> suiteFromNumber(std::uint64_t number);

} // namespace consentry
