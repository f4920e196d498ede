// Loads a running consortium and reports what its blocks say:
//
//     consentry_load <workload> [--rate N] [--seconds S] [--connections C] [--seed K] [--async]
//                    [--json FILE]
//
// Workloads: example, signed-example (the engine's example applications); grants, accesses, mixed,
// batched (100 accesses a transaction) on the registry. Figures of one machine that runs all
// members say nothing about a network between hospitals.

#include "tests/integration/load/load_report.h"
#include "tests/integration/load/registry_workload.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <string_view>

namespace consentry::load {
namespace {

struct Options {
    std::string workload;
    OpenLoopPlan plan;
    std::uint64_t seconds = 60;
    std::uint64_t seed = 1;
    std::string json;
};

Result<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size() || value == 0) {
        return fail(ErrorCode::InvalidArgument, "no number: " + std::string(text));
    }
    return value;
}

Result<Options> optionsFrom(const std::vector<std::string>& words) {
    Options options;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (word == "--async") {
            options.plan.method = SubmitMethod::Async;
        } else if (word == "--json" && i + 1 < words.size()) {
            options.json = words[++i];
        } else if (word.starts_with("--") && i + 1 < words.size()) {
            ASSIGN_OR_RETURN(const std::uint64_t value, number(words[++i]));
            if (word == "--rate") {
                options.plan.schedule.ratePerSecond = static_cast<double>(value);
            } else if (word == "--seconds") {
                options.seconds = value;
            } else if (word == "--connections") {
                options.plan.connectionsPerMember = static_cast<int>(value);
            } else if (word == "--seed") {
                options.seed = value;
            } else {
                return fail(ErrorCode::InvalidArgument, "unknown option " + word);
            }
        } else if (options.workload.empty() && !word.starts_with("--")) {
            options.workload = word;
        } else {
            return fail(ErrorCode::InvalidArgument, word);
        }
    }
    return options;
}

Result<std::unique_ptr<Workload>> workloadOf(const Options& options) {
    if (options.workload == "example") {
        return exampleWorkload(options.seed);
    }
    if (options.workload == "signed-example") {
        return signedExampleWorkload(options.seed);
    }
    static const std::map<std::string, RegistryMix> mixes = {
        {"grants", {.grants = 1}},
        {"accesses", {.accesses = 1}},
        {"mixed", {.grants = 3, .revokes = 1, .accesses = 6}},
        {"batched", {.accesses = 1, .accessItems = 100}},
    };
    if (const auto mix = mixes.find(options.workload); mix != mixes.end()) {
        return registryWorkload(options.seed, mix->second);
    }
    return fail(ErrorCode::InvalidArgument, "no workload \"" + options.workload + "\"");
}

/// A transaction of the registry takes two or three signatures to make.
constexpr auto makingTime = std::chrono::microseconds(250);

Result<> run(const std::vector<std::string>& words) {
    ASSIGN_OR_RETURN(Options options, optionsFrom(words));
    ASSIGN_OR_RETURN(const auto workload, workloadOf(options));
    ASSIGN_OR_RETURN(const auto consortium, test::ConsortiumFolder::open());
    const auto count = static_cast<std::size_t>(options.plan.schedule.ratePerSecond *
                                                static_cast<double>(options.seconds));
    RETURN_IF_ERROR(workload->prepare(consortium));
    std::printf("%s: %zu transactions, %.0f/s, %d connections a member, seed %llu\n",
                options.workload.c_str(), count, options.plan.schedule.ratePerSecond,
                options.plan.connectionsPerMember, static_cast<unsigned long long>(options.seed));
    std::fflush(stdout);
    options.plan.schedule.start = startSoon() + makingTime * count;
    ASSIGN_OR_RETURN(const auto transactions, workload->make(count, options.plan.schedule));
    options.plan.schedule.start = std::max(options.plan.schedule.start, startSoon());
    test::MemberClient client(consortium.member(1), consortium.chainId);
    const std::uint64_t from = client.height() + 1;
    const auto sent = sendOpenLoop(consortium, transactions, options.plan);
    ASSIGN_OR_RETURN(const LoadReport report,
                     reportOf(client, from, transactions, sent, std::chrono::seconds(30)));
    std::fputs(textOf(report).c_str(), stdout);
    if (!options.json.empty()) {
        std::ofstream(options.json) << jsonOf(report);
    }
    return {};
}

} // namespace
} // namespace consentry::load

int main(int argc, char** argv) {
    const auto done = consentry::load::run({argv + 1, argv + argc});
    if (!done) {
        std::fprintf(stderr, "%s\n", toString(done.error()).c_str());
        return 1;
    }
    return 0;
}
