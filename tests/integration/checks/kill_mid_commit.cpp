#include "tests/integration/checks/check.h"

#include "tests/integration/load/everyday_work.h"

#include <array>
#include <csignal>
#include <fstream>
#include <thread>

namespace consentry::checks {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using test::Part;
using test::RunningConsortium;

/// The engine exits by itself at one of ten points that its commit passes. Two blocks' worth, so
/// that the points of the handshake after the restart are among them.
constexpr int failPoints = 20;
constexpr int roundsShort = 12;
constexpr int roundsLong = 200;
/// Every so many rounds all members lose power at once.
constexpr int powerCutEvery = 10;
constexpr seconds backMax{60};
constexpr double loadPerSecond = 40;

enum class Way { FailPoint, KillEngine, KillNode, KillBoth, TornWrite, PowerCut };
constexpr std::array wayNames{"fail point", "engine", "node", "both", "torn write", "power cut"};

/// A record of LevelDB's log: checksum (4), length (2), kind (1), content.
constexpr std::size_t tornBytes = 7 + 100;

/// The log file that LevelDB wrote last; names are numbers.
Result<std::filesystem::path> newestLog(const std::filesystem::path& home) {
    std::filesystem::path newest;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(home)) {
        if (entry.path().extension() == ".log" && entry.path().filename() > newest.filename()) {
            newest = entry.path();
        }
    }
    return newest.empty() ? Result<std::filesystem::path>(
                                fail(ErrorCode::NotFound, "no log in " + home.string()))
                          : newest;
}

/// By turns, between the fail points.
constexpr std::array ways{Way::KillEngine, Way::KillNode, Way::KillBoth, Way::TornWrite};

struct Round {
    Way way = Way::FailPoint;
    int member = 1;
    int failPoint = 0;
    milliseconds pause{};
};

class Killing {
public:
    Killing(RunningConsortium& consortium, const CheckOptions& options)
        : m_consortium(consortium), m_options(options), m_random(options.seed),
          m_rounds(options.isLong() ? roundsLong : roundsShort) {}

    Result<> run() {
        ASSIGN_OR_RETURN(const auto work, load::EverydayWork::start(
                                              m_consortium, m_options.seed, loadPerSecond,
                                              {{"first", {1, 2, 3, 4}}, {"second", {3, 4, 1, 2}}}));
        for (int number = 0; number < m_rounds; ++number) {
            RETURN_IF_ERROR(oneRound(number));
        }
        return judge(*work);
    }

private:
    Round planned(int number) {
        Round round;
        round.member = 1 + static_cast<int>(m_random() % 4);
        round.pause = milliseconds(m_random() % 1000);
        // The points in order first; the rest of the rounds by chance.
        round.failPoint = number < failPoints ? number : static_cast<int>(m_random() % failPoints);
        if (number % powerCutEvery == powerCutEvery - 1) {
            round.way = Way::PowerCut;
        } else if (number % 2 == 1) {
            round.way = ways[static_cast<std::size_t>(number / 2) % ways.size()];
        }
        return round;
    }

    Result<> oneRound(int number) {
        const Round round = planned(number);
        std::this_thread::sleep_for(round.pause);
        const std::uint64_t before = m_consortium.highest();
        RETURN_IF_ERROR(strike(round));
        ++m_struck[static_cast<std::size_t>(round.way)];
        const auto back = m_consortium.waitForHeight(round.member, before + 2, backMax);
        if (!back) {
            return fail(ErrorCode::VerificationFailed,
                        "round " + std::to_string(number) + ", " +
                            wayNames[static_cast<std::size_t>(round.way)] + " at point " +
                            std::to_string(round.failPoint) + ": " + toString(back.error()));
        }
        if ((number + 1) % powerCutEvery == 0) {
            note(std::to_string(number + 1) + " rounds, block " +
                 std::to_string(m_consortium.highest()));
        }
        return {};
    }

    Result<> strike(const Round& round) {
        switch (round.way) {
        case Way::FailPoint:
            RETURN_IF_ERROR(m_consortium.nextEngineStart(round.member, "FAIL_TEST_INDEX",
                                                         std::to_string(round.failPoint)));
            return m_consortium.kill(round.member, Part::Engine, SIGKILL);
        case Way::KillEngine:
            return m_consortium.kill(round.member, Part::Engine, SIGKILL);
        case Way::KillNode:
            return m_consortium.kill(round.member, Part::Node, SIGKILL);
        case Way::KillBoth:
            return m_consortium.kill(round.member, Part::Both, SIGKILL);
        case Way::TornWrite:
            return tear(round.member);
        case Way::PowerCut:
            break;
        }
        for (int member = 1; member <= m_consortium.count(); ++member) {
            RETURN_IF_ERROR(m_consortium.kill(member, Part::Both, SIGKILL));
        }
        return {};
    }

    /// The power goes while the node's store writes the next block: the log ends with a record that
    /// says it is longer than what is there.
    Result<> tear(int member) {
        RETURN_IF_ERROR(waitUntilItWrites(member));
        RETURN_IF_ERROR(m_consortium.hold(member, SIGKILL));
        ASSIGN_OR_RETURN(const std::filesystem::path log,
                         newestLog(m_consortium.member(member).folder / "node" / "state"));
        std::string record(tornBytes, '\x5a');
        record[4] = '\xf4'; // 500 bytes to come
        record[5] = '\x01';
        record[6] = '\x01'; // a whole record
        std::ofstream(log, std::ios::binary | std::ios::app) << record;
        return m_consortium.release(member);
    }

    /// A store that was closed and not written to since is known to be whole to its last byte.
    Result<> waitUntilItWrites(int member) {
        pid_t process = 0;
        do {
            process = m_consortium.processOf(member, Part::Node);
            RETURN_IF_ERROR(m_consortium.waitForHeight(
                member, m_consortium.client(member).height() + 1, backMax));
        } while (process == 0 || process != m_consortium.processOf(member, Part::Node));
        return {};
    }

    Result<> judge(load::EverydayWork& work) {
        ASSIGN_OR_RETURN(const load::WorkDone done,
                         work.finish(m_options.records / "kill_mid_commit.roots"));
        const test::ChainHistory& history = done.history;
        const std::size_t proven = done.written.proven.size();
        std::string struck;
        for (std::size_t way = 0; way < wayNames.size(); ++way) {
            struck += std::to_string(m_struck[way]) + " " + wayNames[way] +
                      (way + 1 < wayNames.size() ? ", " : "");
        }
        figure(m_options, "kill: rounds", struck);
        figure(m_options, "kill: transactions taken by mempools", std::to_string(done.taken));
        figure(m_options, "kill: equal on all members",
               std::to_string(history.height) + " blocks, " + std::to_string(history.transactions) +
                   " transactions, roots " + history.roots.hex().substr(0, 16));
        figure(m_options, "kill: proven to a wallet and kept",
               std::to_string(proven) + ", not proven in time " +
                   std::to_string(done.written.unknown));
        return expect(proven > 0, "no wallet got anything proven");
    }

    RunningConsortium& m_consortium;
    const CheckOptions& m_options;
    std::mt19937_64 m_random;
    int m_rounds;
    std::array<std::size_t, wayNames.size()> m_struck = {};
};

Result<> run(const CheckOptions& options) {
    return onConsortium(options, {}, [&](RunningConsortium& consortium) {
        return Killing(consortium, options).run();
    });
}

} // namespace

const Check killMidCommit{"kill_mid_commit", "members die at every point of a commit, under load",
                          run};

} // namespace consentry::checks
