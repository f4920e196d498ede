#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace consentry::light_client {

/// A moment as the consensus engine signs it: nanoseconds, which must survive parsing because they
/// are inside header hashes and vote signatures. Always within the years 1 to 9999, UTC. The
/// default value is the engine's "no time", 0001-01-01T00:00:00Z.
class Timestamp {
public:
    static constexpr std::int64_t secondsMin = -62'135'596'800; ///< 0001-01-01T00:00:00Z
    static constexpr std::int64_t secondsMax = 253'402'300'799; ///< 9999-12-31T23:59:59Z
    static constexpr std::int32_t nanosPerSecond = 1'000'000'000;

    constexpr Timestamp() = default;
    /// Malformed outside of the range; nanos from 0 to 999,999,999.
    static Result<Timestamp> from(std::int64_t seconds, std::int32_t nanos);
    /// Clamped to the range.
    static Timestamp fromInstant(Instant instant);
    /// "2026-11-23T15:09:33.185381716Z": RFC 3339 in UTC, 0 to 9 decimals, as the engine's
    /// JSON has it. Malformed for anything else.
    static Result<Timestamp> parse(std::string_view text);

    std::int64_t seconds() const { return m_seconds; } ///< since 1970-01-01T00:00:00Z
    std::int32_t nanos() const { return m_nanos; }
    /// Cut to the millisecond.
    Instant toInstant() const;
    /// Clamped to the range.
    Timestamp plus(milliseconds duration) const;
    /// As parse() reads it, trailing zero decimals dropped.
    std::string text() const;

    friend constexpr auto operator<=>(const Timestamp&, const Timestamp&) = default;

private:
    constexpr Timestamp(std::int64_t seconds, std::int32_t nanos)
        : m_seconds(seconds), m_nanos(nanos) {}

    std::int64_t m_seconds = secondsMin;
    std::int32_t m_nanos = 0;
};

} // namespace consentry::light_client
