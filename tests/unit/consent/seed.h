#pragma once

#include <QtTest>

#include <cstdlib>
#include <random>

namespace consentry::consent::test {

/// For this run's random worlds; told, so that a failure can be repeated.
inline std::uint64_t tellSeed() {
    const char* given = std::getenv("CONSENTRY_SEED");
    const std::uint64_t seed =
        given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device()();
    qInfo("seed %llu (set CONSENTRY_SEED to repeat)", static_cast<unsigned long long>(seed));
    return seed;
}

} // namespace consentry::consent::test
