// Acceptance checks of a consortium with the real engine:
//
//     consentry_check [--long] [--seed N] [--records DIR] [--keep-failed] all | list | NAME…
//
// With --skip-without-engine it ends with exit code 77, and says so, where the engine was not
// built.
//
// Each starts a consortium of its own by packaging/consortium/up.sh and removes it. Programs are
// taken from the folder of this one, or from CONSENTRY_PROGRAMS. Figures of members that share one
// machine say nothing about hospitals that are kilometres apart.

#include "tests/integration/checks/check.h"

#include "tests/support/test_paths.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <fstream>

namespace consentry::checks {
namespace {

struct Command {
    CheckOptions options;
    std::vector<const Check*> checks;
    bool list = false;
    bool skipWithoutEngine = false;
};

/// What ctest takes for "skipped".
constexpr int skipped = 77;

bool isEngineBuilt() {
    return std::filesystem::exists(test::sourceDir() / "build" / "engine" / "cometbft");
}

Result<std::uint64_t> seedFrom(std::string_view text) {
    std::uint64_t seed = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), seed);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size()) {
        return fail(ErrorCode::InvalidArgument, "no seed: " + std::string(text));
    }
    return seed;
}

Result<> addChecks(Command& command, const std::string& word) {
    const auto all = allChecks();
    if (word == "all") {
        command.checks.assign(all.begin(), all.end());
        return {};
    }
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const Check* check) { return check->name == word; });
    if (found == all.end()) {
        return fail(ErrorCode::InvalidArgument, "no check \"" + word + "\"; `list` names them");
    }
    command.checks.push_back(*found);
    return {};
}

Result<Command> commandFrom(const std::vector<std::string>& words) {
    Command command;
    command.options.records = std::filesystem::current_path() / "checks";
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (word == "--long") {
            command.options.length = Length::Long;
        } else if (word == "--skip-without-engine") {
            command.skipWithoutEngine = true;
        } else if (word == "--keep-failed") {
            command.options.keepFailed = true;
        } else if (word == "--seed" && i + 1 < words.size()) {
            ASSIGN_OR_RETURN(command.options.seed, seedFrom(words[++i]));
        } else if (word == "--records" && i + 1 < words.size()) {
            command.options.records = words[++i];
        } else if (word == "list") {
            command.list = true;
        } else {
            RETURN_IF_ERROR(addChecks(command, word));
        }
    }
    if (command.checks.empty() && !command.list) {
        return fail(ErrorCode::InvalidArgument, "which check? `list` names them, `all` runs them");
    }
    return command;
}

bool runOne(const Check& check, const CheckOptions& options) {
    std::printf("== %.*s: %.*s (%s, seed %llu)\n", static_cast<int>(check.name.size()),
                check.name.data(), static_cast<int>(check.about.size()), check.about.data(),
                options.isLong() ? "long" : "short", static_cast<unsigned long long>(options.seed));
    std::fflush(stdout);
    const auto began = std::chrono::steady_clock::now();
    const auto done = check.run(options);
    const auto took =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - began);
    std::printf("%s: %.*s in %lld s%s%s\n", done ? "PASS" : "FAIL",
                static_cast<int>(check.name.size()), check.name.data(),
                static_cast<long long>(took.count()), done ? "" : ": ",
                done ? "" : toString(done.error()).c_str());
    std::fflush(stdout);
    return done.has_value();
}

int run(const std::vector<std::string>& words) {
    const auto command = commandFrom(words);
    if (!command) {
        std::fprintf(stderr, "%s\n", toString(command.error()).c_str());
        return 2;
    }
    if (command->list) {
        for (const Check* check : allChecks()) {
            std::printf("%-20.*s %.*s\n", static_cast<int>(check->name.size()), check->name.data(),
                        static_cast<int>(check->about.size()), check->about.data());
        }
        return 0;
    }
    if (command->skipWithoutEngine && !isEngineBuilt()) {
        std::printf("SKIPPED: the engine is not built (packaging/consortium/build_engine.sh), so "
                    "nothing was checked on it.\n");
        return skipped;
    }
    std::filesystem::create_directories(command->options.records);
    const auto failed =
        std::count_if(command->checks.begin(), command->checks.end(),
                      [&](const Check* check) { return !runOne(*check, command->options); });
    std::printf("%zu checks, %td failed; records in %s\n", command->checks.size(), failed,
                command->options.records.c_str());
    return failed == 0 ? 0 : 1;
}

} // namespace
} // namespace consentry::checks

int main(int argc, char** argv) {
    return consentry::checks::run({argv + 1, argv + argc});
}
