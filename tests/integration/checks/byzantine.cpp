#include "tests/integration/checks/check.h"

#include "tests/integration/load/everyday_work.h"
#include "tests/support/test_paths.h"

#include <array>
#include <csignal>

namespace consentry::checks {
namespace {

namespace fs = std::filesystem;
using std::chrono::seconds;
using test::Part;
using test::RunningConsortium;

constexpr int injecting = 3;
constexpr int flipping = 2;
constexpr std::uint64_t blocksShort = 40;
constexpr std::uint64_t blocksLong = 600;
constexpr seconds perBlock{4}; ///< a rejected proposal costs a round
constexpr seconds backMax{120};
constexpr double loadPerSecond = 40;

std::size_t occurrences(const std::string& text, const std::string& word) {
    std::size_t count = 0;
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        ++count;
    }
    return count;
}

class Deviating {
public:
    Deviating(RunningConsortium& consortium, const CheckOptions& options)
        : m_consortium(consortium), m_options(options) {}

    Result<> run() {
        ASSIGN_OR_RETURN(const auto work,
                         load::EverydayWork::start(m_consortium, m_options.seed, loadPerSecond,
                                                   {{"deviating", {1, 4}}}));
        RETURN_IF_ERROR(proposeWhatNobodyMay());
        RETURN_IF_ERROR(flipABit());
        ASSIGN_OR_RETURN(const load::WorkDone done,
                         work->finish(m_options.records / "byzantine.roots"));
        figure(m_options, "byzantine: equal on all members", load::textOf(done));
        return expect(done.written.unknown == 0, "a patient waited in vain");
    }

private:
    std::string wholeLog(int member, const char* part) const {
        return test::readFile(m_consortium.member(member).folder / "log" /
                              (std::string(part) + ".log"));
    }

    Result<> become(int member, const std::string& program) {
        RETURN_IF_ERROR(m_consortium.setNodeProgram(member, test::programsFolder() / program));
        return m_consortium.kill(member, Part::Engine, SIGTERM);
    }

    /// The others turn its blocks down, and the next member proposes.
    Result<> proposeWhatNobodyMay() {
        note("member 3 injects into its proposals");
        RETURN_IF_ERROR(become(injecting, "consentry-node-injects"));
        const std::uint64_t blocks = m_options.isLong() ? blocksLong : blocksShort;
        RETURN_IF_ERROR(m_consortium.waitForHeight(1, m_consortium.highest() + blocks,
                                                   perBlock * static_cast<long>(blocks)));
        const std::string log = wholeLog(injecting, "node");
        RETURN_IF_ERROR(allWereTurnedDown(occurrences(log, "\"injected\"")));
        std::string tried;
        for (const char* what : {"garbage", "duplicate", "forged", "replayed", "oversized"}) {
            const std::size_t times = occurrences(log, std::string("\"what\":\"") + what);
            RETURN_IF_ERROR(expect(times > 0, std::string("nothing was tried of: ") + what));
            tried += std::string(tried.empty() ? "" : ", ") + what + " " + std::to_string(times);
        }
        figure(m_options, "byzantine: injected into proposals", tried);
        RETURN_IF_ERROR(become(injecting, "consentry-node"));
        return m_consortium.waitForHeight(injecting, m_consortium.highest() + 2, backMax);
    }

    /// Each honest member voted against as many proposals as were injected; the newest may be on
    /// its way.
    Result<> allWereTurnedDown(std::size_t injected) {
        for (const int honest : {1, 2, 4}) {
            const std::size_t rejected =
                occurrences(wholeLog(honest, "node"), "\"proposal rejected\"");
            RETURN_IF_ERROR(expect(rejected > 0 && rejected + 1 >= injected,
                                   "member " + std::to_string(honest) + " turned down " +
                                       std::to_string(rejected) + " of " +
                                       std::to_string(injected) + " bad proposals"));
        }
        figure(m_options, "byzantine: bad proposals, each turned down by all honest members",
               std::to_string(injected));
        return {};
    }

    /// Its engine finds that the next header says another hash, and stops. The others go on.
    Result<> flipABit() {
        note("a bit of member 2's application hash flips");
        RETURN_IF_ERROR(become(flipping, "consentry-node-flips"));
        RETURN_IF_ERROR(
            m_consortium.waitForHeight(1, m_consortium.client(1).height() + 12, backMax));
        RETURN_IF_ERROR(expect(occurrences(wholeLog(flipping, "node"), "\"flipped\"") > 0,
                               "no bit was flipped"));
        const std::string engine = wholeLog(flipping, "engine");
        RETURN_IF_ERROR(
            expect(engine.find("wrong Block.Header.AppHash") != std::string::npos &&
                       m_consortium.client(flipping).height() + 6 < m_consortium.client(1).height(),
                   "the engine of the member that deviates goes on"));
        // As the runbook says of a store that cannot be gone on with.
        RETURN_IF_ERROR(m_consortium.hold(flipping, SIGKILL));
        const std::uint64_t others = m_consortium.client(1).height();
        RETURN_IF_ERROR(forgetChain(m_consortium.member(flipping).folder));
        RETURN_IF_ERROR(
            m_consortium.setNodeProgram(flipping, test::programsFolder() / "consentry-node"));
        RETURN_IF_ERROR(m_consortium.release(flipping));
        RETURN_IF_ERROR(m_consortium.waitForHeight(flipping, others + 2, backMax));
        figure(m_options, "byzantine: the member with a flipped bit",
               "stopped alone, took all blocks again with an honest program and an empty store");
        return {};
    }

    /// All but what keeps it from signing twice.
    static Result<> forgetChain(const fs::path& folder) {
        std::vector<fs::path> chain{folder / "node" / "state", folder / "node" / "snapshots"};
        for (const auto& entry : fs::directory_iterator(folder / "engine" / "data")) {
            if (entry.path().filename() != "priv_validator_state.json") {
                chain.push_back(entry.path());
            }
        }
        for (const fs::path& path : chain) {
            std::error_code failed;
            fs::remove_all(path, failed);
            if (failed) {
                return fail(ErrorCode::Io, path.string() + ": " + failed.message());
            }
        }
        return {};
    }

    RunningConsortium& m_consortium;
    const CheckOptions& m_options;
};

Result<> run(const CheckOptions& options) {
    return onConsortium(options, {}, [&](RunningConsortium& consortium) {
        return Deviating(consortium, options).run();
    });
}

} // namespace

const Check byzantine{"byzantine", "a proposer that cheats, a member whose application is wrong",
                      run};

} // namespace consentry::checks
