#pragma once

#include <filesystem>
#include <random>
#include <string>

namespace consentry::test {

/// What a failing disk or a careless copy does to one file.
enum class DamageKind { Flip, Zero, SwapPages, Cut, Grow, Remove, OldCopy, SwapFiles };

/// Damages one random file below `folder` in a random way. `older` is a copy of the folder from an
/// earlier time, or another of its kind, or empty: then there is no OldCopy. Returns what was done
/// ("Flip 000012.ldb at 4711"); empty where it happened to change nothing.
std::string damageSomeFile(const std::filesystem::path& folder, const std::filesystem::path& older,
                           std::mt19937_64& random);

} // namespace consentry::test
