#pragma once

#include "core/base/instant.h"

namespace consentry::simulation {

/// A clock that a story moves: for the demonstration's past, and for tests. Never goes back.
class ScriptedClock : public Clock {
public:
    explicit ScriptedClock(Instant start) : m_now(start) {}
    Instant now() const override { return m_now; }
    void moveTo(Instant instant) {
        if (instant > m_now) {
            m_now = instant;
        }
    }
    void pass(milliseconds duration) { m_now += duration; }

private:
    Instant m_now;
};

} // namespace consentry::simulation
