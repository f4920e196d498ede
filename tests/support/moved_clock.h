#pragma once

#include <chrono>

namespace consentry::test {

/// Whoever asks this process what time it is, is told another one, as after somebody set the
/// computer's clock: the program, Qt and every library. Time that only runs (timers, waiting) is
/// left alone, as by a real change. The test that uses it links consentry_moved_clock.
class MovedClock {
public:
    explicit MovedClock(std::chrono::seconds by);
    ~MovedClock();
    MovedClock(const MovedClock&) = delete;
    MovedClock& operator=(const MovedClock&) = delete;
};

} // namespace consentry::test
