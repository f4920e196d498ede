// The engine's own light client follows the same chain as ours, through changes of the validator
// set, and both come to the same headers: going from block to block, and jumping.
#include "tests/integration/checks/check.h"

#include "core/adapters/cometbft/cometbft_transport.h"
#include "core/light_client/bisection.h"
#include "tests/integration/support/verified_member.h"
#include "tests/support/test_paths.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <csignal>
#include <thread>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace consentry::checks {
namespace {

using light_client::LightBlock;
using light_client::TrustedState;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;
using test::RunningConsortium;
using Json = nlohmann::json;

constexpr seconds listensMax{20};
constexpr seconds growMax{180};
constexpr milliseconds pollInterval{200};
constexpr std::uint64_t blocksAfterShort = 3;
constexpr std::uint64_t blocksAfterLong = 100;
constexpr std::uint64_t blocksBetweenChanges = 3;
constexpr int membersAtEnd = 6;
constexpr std::size_t changesAtLeast = 4;
constexpr int sequentialPort = 28888;
constexpr int skippingPort = 28889;

/// `cometbft light`, ended with the object.
class Oracle {
public:
    Oracle(const RunningConsortium& consortium, const Digest& trusted, int port, bool isSequential)
        : m_port(port) {
        const std::string home = m_folder.path().string();
        std::vector<std::string> words{
            (test::sourceDir() / "build" / "engine" / "cometbft").string(),
            "light",
            consortium.chainId(),
            "--primary",
            consortium.member(1).rpcUrl(),
            "--witnesses",
            consortium.member(2).rpcUrl() + "," + consortium.member(3).rpcUrl(),
            "--height",
            "1",
            "--hash",
            trusted.hex(),
            "--home-dir",
            home,
            "--home",
            home,
            "--trust-level",
            "2/3",
            "--laddr",
            "tcp://127.0.0.1:" + std::to_string(port)};
        if (isSequential) {
            words.emplace_back("--sequential");
        }
        start(words);
    }
    ~Oracle() {
        if (m_process > 0) {
            ::kill(m_process, SIGTERM);
            ::waitpid(m_process, nullptr, 0);
        }
    }
    Oracle(const Oracle&) = delete;
    Oracle& operator=(const Oracle&) = delete;

    /// The hash of the header that the oracle verified at a height.
    Result<Digest> headerAt(std::uint64_t height) {
        cometbft::JsonRpcClient rpc(m_http, {"http://127.0.0.1:" + std::to_string(m_port), {}}, {},
                                    {});
        ASSIGN_OR_RETURN(const cometbft::RpcReplies replies,
                         rpc.call({"commit", R"({"height":")" + std::to_string(height) + R"("})"}));
        ASSIGN_OR_RETURN(const auto result, replies.result(0));
        ASSIGN_OR_RETURN(const cometbft::SignedHeader header, cometbft::parseSignedHeader(result));
        return header.header.hash();
    }
    Result<> waitUntilItAnswers() {
        const auto deadline = steady_clock::now() + listensMax;
        while (true) {
            const auto first = headerAt(1);
            if (first || steady_clock::now() > deadline) {
                return first ? Result<>() : failWithin("cometbft light: " + said(), first.error());
            }
            std::this_thread::sleep_for(pollInterval);
        }
    }

private:
    std::string said() const { return test::readFile(m_folder.path() / "said"); }

    void start(std::vector<std::string>& words) {
        std::vector<char*> pointers;
        for (std::string& word : words) {
            pointers.push_back(word.data());
        }
        pointers.push_back(nullptr);
        const std::string log = (m_folder.path() / "said").string();
        posix_spawn_file_actions_t actions;
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.c_str(),
                                           O_CREAT | O_WRONLY | O_APPEND, S_IRUSR | S_IWUSR);
        ::posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
        if (::posix_spawn(&m_process, pointers[0], &actions, nullptr, pointers.data(), environ) !=
            0) {
            m_process = -1;
        }
        ::posix_spawn_file_actions_destroy(&actions);
    }

    test::TemporaryFolder m_folder;
    int m_port;
    test::PlainHttp m_http;
    pid_t m_process = -1;
};

class Comparing {
public:
    Comparing(RunningConsortium& consortium, const CheckOptions& options)
        : m_consortium(consortium), m_options(options) {
        m_lightOptions.chainId = consortium.chainId();
    }

    Result<> run() {
        for (int member = m_consortium.count() + 1; member <= membersAtEnd; ++member) {
            note("member " + std::to_string(member) + " joins, and its validator begins");
            RETURN_IF_ERROR(m_consortium.script("join", {}));
        }
        // Half of those of block 1 stay: too few for one jump.
        for (const char* leaving : {"Beishan", "Nanwan"}) {
            note(std::string("the validator of ") + leaving + " ends");
            RETURN_IF_ERROR(endValidator(leaving));
        }
        const std::uint64_t more = m_options.isLong() ? blocksAfterLong : blocksAfterShort;
        RETURN_IF_ERROR(m_consortium.waitForHeight(1, m_consortium.highest() + more, growMax));
        ASSIGN_OR_RETURN(const LightBlock first, blockAt(1));
        const auto anchored = light_client::anchor(m_consortium.chainId(), first.header,
                                                   first.validators, first.header.hash());
        RETURN_IF_ERROR(expect(anchored.state.has_value(), "the first block"));
        m_start = anchored.state;
        return compare(first.header.hash());
    }

private:
    /// One JSON answer of consentry-cli, by the vault that join.sh made.
    Result<Json> governed(std::vector<std::string> words, int signer) {
        const auto& folder = m_consortium.folder().path;
        std::vector<std::string> all{(test::programsFolder() / "consentry-cli").string(),
                                     "--json",
                                     "--data",
                                     (folder / "govern").string(),
                                     "--passphrase-file",
                                     (folder / "govern.passphrase").string(),
                                     "org"};
        all.insert(all.end(), words.begin(), words.end());
        all.emplace_back("--governance");
        all.push_back(
            (folder / ("member" + std::to_string(signer)) / "keys" / "governance.key").string());
        ASSIGN_OR_RETURN(const std::string said, test::runProgram(all));
        Json answer = Json::parse(said, nullptr, false);
        return answer.is_object() ? Result<Json>(std::move(answer))
                                  : fail(ErrorCode::Malformed, "consentry-cli: " + said);
    }

    Result<> endValidator(const std::string& organization) {
        ASSIGN_OR_RETURN(Json answer, governed({"propose", "end-validator", organization}, 1));
        const std::string proposal = answer.value("id", "");
        for (int signer = 2; signer <= membersAtEnd && !answer.value("decided", false); ++signer) {
            ASSIGN_OR_RETURN(answer, governed({"sign", proposal}, signer));
        }
        RETURN_IF_ERROR(expect(answer.value("decided", false), "not decided: " + answer.dump()));
        // One change of the set per three blocks.
        return m_consortium.waitForHeight(
            1, answer.value("block", std::uint64_t{0}) + blocksBetweenChanges, growMax);
    }

    Result<LightBlock> blockAt(std::uint64_t height) {
        return m_consortium.client(1).transport().lightBlock(BlockHeight(height));
    }

    /// Ours by one jump, or as few as the changes allow, from block 1.
    Result<Digest> byJump(std::uint64_t height) {
        light_client::Bisection bisection(*m_start, BlockHeight(height), m_lightOptions);
        while (bisection.phase() == light_client::Bisection::Phase::Wants) {
            ASSIGN_OR_RETURN(LightBlock block, blockAt(bisection.wantedHeight().value));
            bisection.offer(std::move(block), m_clock.now());
        }
        RETURN_IF_ERROR(expect(bisection.phase() == light_client::Bisection::Phase::Done,
                               std::string("our jump: ") +
                                   std::string(light_client::flawName(bisection.flaw()))));
        m_stepsMax = std::max(m_stepsMax, bisection.steps());
        return bisection.newest().header().hash();
    }

    Result<> compare(const Digest& trusted) {
        // Two of its kind: what one has verified already it does not verify in another way.
        Oracle sequential(m_consortium, trusted, sequentialPort, true);
        Oracle skipping(m_consortium, trusted, skippingPort, false);
        RETURN_IF_ERROR(sequential.waitUntilItAnswers());
        RETURN_IF_ERROR(skipping.waitUntilItAnswers());
        const std::uint64_t newest = m_consortium.client(1).height() - 1;
        // The first question makes it jump over everything; the rest lies between.
        RETURN_IF_ERROR(skipping.headerAt(newest));
        TrustedState reached = *m_start;
        std::size_t changes = 0;
        for (std::uint64_t height = 2; height <= newest; ++height) {
            ASSIGN_OR_RETURN(const LightBlock block, blockAt(height));
            const auto step = light_client::verify(reached, block, m_clock.now(), m_lightOptions);
            RETURN_IF_ERROR(
                expect(step.state.has_value(), "our step to block " + std::to_string(height)));
            changes += block.header.validatorsHash != reached.header().header().validatorsHash;
            reached = *step.state;
            ASSIGN_OR_RETURN(const Digest jumped, byJump(height));
            ASSIGN_OR_RETURN(const Digest theirStep, sequential.headerAt(height));
            ASSIGN_OR_RETURN(const Digest theirJump, skipping.headerAt(height));
            const Digest& ours = reached.header().hash();
            RETURN_IF_ERROR(expect(ours == jumped && ours == theirStep && ours == theirJump,
                                   "another header at block " + std::to_string(height)));
        }
        figure(m_options, "light oracle: equal headers",
               std::to_string(newest - 1) + ", step by step and by jumps of at most " +
                   std::to_string(m_stepsMax) + " blocks, over " + std::to_string(changes) +
                   " changes of the validator set");
        RETURN_IF_ERROR(expect(changes >= changesAtLeast, "the validator set changed less often"));
        return expect(m_stepsMax > 1, "no jump was too long for one step");
    }

    RunningConsortium& m_consortium;
    const CheckOptions& m_options;
    test::ShiftedClock m_clock{milliseconds(0)};
    light_client::Options m_lightOptions;
    std::optional<TrustedState> m_start;
    std::size_t m_stepsMax = 0;
};

Result<> run(const CheckOptions& options) {
    return onConsortium(options, {.front = true}, [&](RunningConsortium& consortium) {
        return Comparing(consortium, options).run();
    });
}

} // namespace

const Check lightOracle{"light_oracle", "the engine's own light client and ours see the same chain",
                        run};

} // namespace consentry::checks
