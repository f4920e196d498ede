#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>

namespace consentry {

/// How far a long job is. `total` is 0 while unknown.
struct Progress {
    std::uint64_t done = 0;
    std::uint64_t total = 0;
};

/// What a long job takes: whom to tell, and when to stop. Both may be left empty. The callback
/// runs on the job's thread.
struct JobControl {
    std::function<void(const Progress&)> onProgress;
    std::stop_token stop;

    void report(std::uint64_t done, std::uint64_t total) const {
        if (onProgress) {
            onProgress({done, total});
        }
    }
    bool isCancelled() const { return stop.stop_requested(); }
};

} // namespace consentry
