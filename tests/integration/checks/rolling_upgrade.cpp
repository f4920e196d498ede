#include "tests/integration/checks/check.h"

#include "core/adapters/cometbft/json_fields.h"
#include "tests/integration/load/everyday_work.h"

#include <algorithm>
#include <csignal>

namespace consentry::checks {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using test::RunningConsortium;

constexpr seconds backMax{60};
constexpr double loadPerSecond = 40;
/// Blocks that a member makes with the others before the next one is stopped.
constexpr std::uint64_t blocksBetween = 5;

/// The version of the program behind a member's engine.
Result<std::string> versionBehind(test::MemberClient& client) {
    ASSIGN_OR_RETURN(const auto replies, client.call({"abci_info", "{}"}));
    ASSIGN_OR_RETURN(const auto result, replies.result(0));
    ASSIGN_OR_RETURN(const auto response, cometbft::objectField(result, "response"));
    return std::string(response["version"].string());
}

/// A patch of the program, without new rules: one member after the other, while people sign.
Result<> roll(RunningConsortium& consortium, const CheckOptions& options) {
    ASSIGN_OR_RETURN(const std::string before, versionBehind(consortium.client(1)));
    ASSIGN_OR_RETURN(const auto work,
                     load::EverydayWork::start(consortium, options.seed, loadPerSecond,
                                               {{"rolling", {1, 2, 3, 4}}}));
    for (int member = 1; member <= consortium.count(); ++member) {
        RETURN_IF_ERROR(
            consortium.setNodeProgram(member, test::programsFolder() / "consentry-node-next"));
        const std::uint64_t height = consortium.highest();
        RETURN_IF_ERROR(consortium.kill(member, test::Part::Engine, SIGTERM));
        RETURN_IF_ERROR(consortium.waitForHeight(member, height + blocksBetween, backMax));
        ASSIGN_OR_RETURN(const std::string after, versionBehind(consortium.client(member)));
        RETURN_IF_ERROR(expect(after != before,
                               "member " + std::to_string(member) + " runs the former program"));
    }
    ASSIGN_OR_RETURN(const load::WorkDone done,
                     work->finish(options.records / "rolling_upgrade.roots"));
    const test::WriterReport& written = done.written;
    const test::ChainHistory& history = done.history;
    figure(options, "rolling upgrade: grants proven meanwhile",
           std::to_string(written.proven.size()) + ", p50 " +
               std::to_string(test::percentile(written.proven, 0.5).count()) + " ms, slowest " +
               std::to_string(test::percentile(written.proven, 1).count()) +
               " ms, not proven in time " + std::to_string(written.unknown));
    figure(options, "rolling upgrade: equal on all members",
           std::to_string(history.height) + " blocks, " + std::to_string(history.transactions) +
               " transactions, by programs " + before + " and its successor");
    return expect(written.unknown == 0, "a patient was told that a grant was not proven");
}

Result<> run(const CheckOptions& options) {
    return onConsortium(options, {},
                        [&](RunningConsortium& consortium) { return roll(consortium, options); });
}

} // namespace

const Check rollingUpgrade{"rolling_upgrade", "one member after the other runs a newer program",
                           run};

} // namespace consentry::checks
