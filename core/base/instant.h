#pragma once

#include "core/base/result.h"

#include <chrono>
#include <string>
#include <string_view>

namespace consentry {

/// A moment in milliseconds since 1970-01-01T00:00:00Z, leap seconds ignored.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using std::chrono::milliseconds;

inline Instant instantFromMillis(std::int64_t millis) {
    return Instant(milliseconds(millis));
}
inline std::int64_t millisOf(Instant instant) {
    return instant.time_since_epoch().count();
}

/// "2026-06-30T16:00:00.000Z" (RFC 3339).
std::string toRfc3339(Instant instant);
/// RFC 3339 with any offset and 0 to 9 decimals; digits beyond the millisecond are cut.
Result<Instant> parseRfc3339(std::string_view text);

/// The system's clock, or a test's. Never used by core/registry.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

} // namespace consentry
