#pragma once

#include "core/base/ids.h"
#include "core/base/instant.h"

#include <optional>
#include <string_view>

namespace consentry {

/// The light client's trusted state for a chain, encoded by its owner.
struct TrustedState {
    BlockHeight height;
    Bytes encoded;
    Instant savedAt;
    /// The highest head ever verified, trusted or not: from a lower one nothing is shown.
    BlockHeight seen{};
};

/// Keeps what a wallet trusts of a chain. Thread-safe. Errors: Locked, DiskFull, DamagedData, Io.
class TrustStore {
public:
    static constexpr std::size_t encodedMax = 1024 * 1024;

    virtual ~TrustStore() = default;
    virtual Result<std::optional<TrustedState>> trusted(std::string_view chainId) = 0;
    /// VerificationFailed where height or `seen` would decrease; `seen` is at least the height.
    virtual Result<> save(std::string_view chainId, const TrustedState& state) = 0;
    /// Raises `seen` where it is lower, and leaves what is trusted. NotFound before save().
    virtual Result<> saw(std::string_view chainId, BlockHeight height) = 0;
};

} // namespace consentry
