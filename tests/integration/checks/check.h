#pragma once

#include "tests/integration/support/running_consortium.h"

#include <cstdint>
#include <functional>
#include <random>
#include <span>
#include <string>
#include <string_view>

namespace consentry::checks {

enum class Length {
    Short, ///< a few rounds, within two minutes
    Long   ///< as many as the check is claimed with
};

struct CheckOptions {
    Length length = Length::Short;
    std::uint64_t seed = 1;
    std::filesystem::path records; ///< folder for application hashes per height and figures
    bool keepFailed = false;       ///< leave the consortium of a failed check running

    bool isLong() const { return length == Length::Long; }
};

/// One acceptance check of a consortium (what a sceptical engineer would run), with the real
/// engine. An Error says what did not hold.
struct Check {
    std::string_view name;
    std::string_view about;
    Result<> (*run)(const CheckOptions&);
};

// One file each, of the same name.
extern const Check killMidCommit;
extern const Check partitionOfOne;
extern const Check partitionInHalves;
extern const Check clockSkew;
extern const Check rollingUpgrade;
extern const Check replay;
extern const Check grantRaces;
extern const Check millionEvents;
extern const Check fullDisk;
extern const Check byzantine;
extern const Check soak;
extern const Check lyingNode;
extern const Check stolenKeys;
extern const Check lightOracle;
extern const Check sleepingWallet;
extern const Check stateSync;

/// All, in the order in which they run.
std::span<const Check* const> allChecks();

/// A step on screen: "-- member 3 is cut off".
void note(const std::string& text);
/// A figure, on screen and in records/figures.txt: "proven p99: 1.2 s".
void figure(const CheckOptions& options, const std::string& name, const std::string& value);
/// VerificationFailed with `otherwise` where it does not hold.
Result<> expect(bool holds, const std::string& otherwise);

/// Starts a consortium, runs `body` on it, compares nothing by itself. On failure says the ends of
/// the members' logs.
Result<> onConsortium(const CheckOptions& options, const test::Startup& startup,
                      const std::function<Result<>(test::RunningConsortium&)>& body);

} // namespace consentry::checks
