#include "tests/support/moved_clock.h"

#include <atomic>
#include <ctime>

#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

namespace {

std::atomic<std::int64_t> movedSeconds{0};

bool isCalendar(clockid_t clock) {
    return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE;
}

} // namespace

// The names of the C library, found here first by every library of this process.
extern "C" {

int clock_gettime(clockid_t clock, timespec* out) noexcept {
    const auto answer = static_cast<int>(::syscall(SYS_clock_gettime, clock, out));
    if (answer == 0 && isCalendar(clock)) {
        out->tv_sec += movedSeconds.load();
    }
    return answer;
}

int gettimeofday(timeval* out, void*) noexcept {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    out->tv_sec = now.tv_sec;
    out->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t* out) noexcept {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    if (out != nullptr) {
        *out = now.tv_sec;
    }
    return now.tv_sec;
}
}

namespace consentry::test {

MovedClock::MovedClock(std::chrono::seconds by) {
    movedSeconds = by.count();
}

MovedClock::~MovedClock() {
    movedSeconds = 0;
}

} // namespace consentry::test
