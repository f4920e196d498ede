#pragma once

#include <chrono>
#include <functional>
#include <string>

namespace consentry::test {

/// How a piece of work ended that ran in a process of its own.
struct ChildOutcome {
    enum class End { Exited, Killed, TimedOut };
    End end = End::Exited;
    int number = 0;   ///< what the work returned, or the signal that ended it
    std::string said; ///< what the work left in its argument

    bool returned(int value) const { return end == End::Exited && number == value; }
};

/// Runs `work` in a child of this process: for limits and rights that cannot be taken back, and for
/// what may crash or hang. The child runs no destructors of the parent's.
ChildOutcome inChild(const std::function<int(std::string& said)>& work,
                     std::chrono::seconds limit = std::chrono::seconds(60));

} // namespace consentry::test
