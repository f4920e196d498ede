#pragma once

#include "core/base/error.h"

#include <chrono>
#include <functional>
#include <optional>

namespace consentry {

using SteadyTime = std::chrono::steady_clock::time_point;
/// The monotonic clock, or a test's.
using SteadyNow = std::function<SteadyTime()>;

/// When a server that failed may be asked again: after a second, then twice as long each time up to
/// a minute; much later where it did not fail but misled.
class BackOff {
public:
    static constexpr std::chrono::seconds shortest{1};
    static constexpr std::chrono::seconds longest{60};
    static constexpr std::chrono::seconds behindRest{10};
    static constexpr std::chrono::minutes misledRest{10};

    /// Silent: no answer, or none that could be used. Behind: an older head than others have.
    /// Misled: an answer that does not check, or somebody else's key.
    enum class Reason { None, Silent, Behind, Misled };

    static Reason reasonOf(ErrorCode code);

    void succeeded();
    void failed(Reason reason, SteadyTime now);
    bool isResting(SteadyTime now) const { return m_restUntil && now < *m_restUntil; }
    /// Why it rests or rested last; None since the last success.
    Reason reason() const { return m_reason; }

private:
    Reason m_reason = Reason::None;
    int m_failures = 0;
    std::optional<SteadyTime> m_restUntil;
};

} // namespace consentry
