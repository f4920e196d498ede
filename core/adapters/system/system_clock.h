#pragma once

#include "core/base/instant.h"

namespace consentry::adapters {

/// The computer's clock. Thread-safe.
class SystemClock : public Clock {
public:
    Instant now() const override {
        return std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
    }
};

} // namespace consentry::adapters
