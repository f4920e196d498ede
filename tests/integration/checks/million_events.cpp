#include "tests/integration/checks/check.h"

#include "core/registry/log_chain.h"
#include "tests/integration/load/load_report.h"
#include "tests/integration/load/registry_workload.h"
#include "tests/integration/support/registry_drafts.h"
#include "tests/integration/support/verified_member.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <thread>

namespace consentry::checks {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;
using test::Part;
using test::RunningConsortium;

constexpr std::size_t itemsPerTransaction = 100;
constexpr double batchesPerSecond = 30;
constexpr int connections = 5;
/// One item in twelve of a part, so that one log has some 8,000 rows of a million: a quarter of all
/// items are the first gateway's.
constexpr std::size_t firstPatientEvery = 3;
constexpr double singlesPerSecond = 400;
constexpr seconds patience{60};
constexpr seconds restartMax{5};
constexpr milliseconds pollInterval{20};
constexpr double mebibyte = 1024 * 1024;

struct Size {
    std::size_t events;
    std::size_t steps;    ///< equal parts of the run
    std::size_t patients; ///< of each part: keys lie in locked memory, of which there is not much
    double preparePerSecond;
    std::size_t singles; ///< events one a transaction, to compare
};
Size sizeOf(const CheckOptions& options) {
    return options.isLong() ? Size{1'000'000, 10, 1'000, 300, 20'000}
                            : Size{30'000, 3, 200, 150, 2'000};
}

std::string rounded(double value, int digits) {
    std::array<char, 32> text{};
    const int count = std::snprintf(text.data(), text.size(), "%.*f", digits, value);
    return {text.data(), static_cast<std::size_t>(count)};
}

/// What one part of the run achieved, and what it left behind.
struct Step {
    load::LoadReport report;
    double nodeMiB = 0; ///< the largest of the members
    double engineMiB = 0;
    double diskMiB = 0;
};

class ManyEvents {
public:
    ManyEvents(RunningConsortium& consortium, const CheckOptions& options)
        : m_consortium(consortium), m_options(options), m_size(sizeOf(options)) {}

    Result<> run() {
        for (std::size_t step = 0; step < m_size.steps; ++step) {
            RETURN_IF_ERROR(oneStep(step));
        }
        tellSteps();
        RETURN_IF_ERROR(isFlat());
        RETURN_IF_ERROR(readLongestLog());
        RETURN_IF_ERROR(restart());
        return singles();
    }

private:
    Result<load::LoadReport> send(load::Workload& workload, std::size_t count, double rate) {
        load::Schedule schedule{load::startSoon() + seconds(3), rate};
        ASSIGN_OR_RETURN(const auto all, workload.make(count, schedule));
        // Accesses live for a minute from the time that they were made for.
        const auto from = m_consortium.client(1).height() + 1;
        const auto sent = load::sendOpenLoop(m_consortium.folder(), all, {schedule, connections});
        ASSIGN_OR_RETURN(load::LoadReport report,
                         load::reportOf(m_consortium.client(1), from, all, sent, patience));
        RETURN_IF_ERROR(expect(report.accepted == count, std::to_string(count - report.accepted) +
                                                             " transactions did not take effect\n" +
                                                             load::textOf(report)));
        return report;
    }

    /// Patients of its own, with a grant each, and their share of the events.
    Result<> oneStep(std::size_t number) {
        const auto workload = load::registryWorkload(m_options.seed + number,
                                                     {.accesses = 1,
                                                      .accessItems = itemsPerTransaction,
                                                      .patients = m_size.patients,
                                                      .preparePerSecond = m_size.preparePerSecond,
                                                      .firstPatientEvery = firstPatientEvery});
        RETURN_IF_ERROR(workload->prepare(m_consortium.folder()));
        m_longest = workload->patientLabel(0);
        Step step;
        ASSIGN_OR_RETURN(
            step.report,
            send(*workload, m_size.events / itemsPerTransaction / m_size.steps, batchesPerSecond));
        for (int member = 1; member <= m_consortium.count(); ++member) {
            const auto inMiB = [](std::uint64_t bytes) {
                return static_cast<double>(bytes) / mebibyte;
            };
            step.nodeMiB =
                std::max(step.nodeMiB, inMiB(m_consortium.residentBytes(member, Part::Node)));
            step.engineMiB =
                std::max(step.engineMiB, inMiB(m_consortium.residentBytes(member, Part::Engine)));
            step.diskMiB = std::max(step.diskMiB, inMiB(m_consortium.diskBytes(member)));
        }
        m_steps.push_back(step);
        note(std::to_string(m_steps.size() * m_size.events / m_size.steps) +
             " events: " + textOf(step));
        return {};
    }

    static std::string textOf(const Step& step) {
        return rounded(step.report.eventsPerSecond, 0) + " events/s, committed p50 " +
               rounded(step.report.toCommitted.p50, 2) + " s, p99 " +
               rounded(step.report.toCommitted.p99, 2) + " s, a block every " +
               rounded(step.report.blockSeconds, 2) + " s; node " + rounded(step.nodeMiB, 0) +
               " MiB, engine " + rounded(step.engineMiB, 0) + " MiB, disk " +
               rounded(step.diskMiB, 0) + " MiB";
    }

    void tellSteps() {
        figure(m_options, "events: first part", textOf(m_steps.front()));
        figure(m_options, "events: middle part", textOf(m_steps[m_size.steps / 2]));
        figure(m_options, "events: last part", textOf(m_steps.back()));
    }

    /// Neither memory nor latency grow with what lies behind.
    Result<> isFlat() {
        const Step& middle = m_steps[m_size.steps / 2];
        const Step& last = m_steps.back();
        constexpr double noise = 1.5;
        RETURN_IF_ERROR(expect(last.nodeMiB < noise * middle.nodeMiB, "the node's memory grows"));
        return expect(last.report.toCommitted.p50 <
                          noise * m_steps.front().report.toCommitted.p50 + 1,
                      "blocks take longer the more events there were");
    }

    /// Fetched row by row and checked against the head that the state proves.
    Result<> readLongestLog() {
        ASSIGN_OR_RETURN(const auto kit, test::kitFor(m_consortium.folder()));
        const registry::test::Person& patient = kit->person(m_longest);
        const SigningKey& fetch = kit->key(kit->addKey(m_longest + " fetch 1"));
        ASSIGN_OR_RETURN(const auto view,
                         test::VerifiedMember::trusting(m_consortium.member(2),
                                                        m_consortium.chainId(), BlockHeight(1)));
        RETURN_IF_ERROR(view->ledger().advance());
        const auto began = steady_clock::now();
        ASSIGN_OR_RETURN(const auto state,
                         view->ledger().object<registry::PatientState>(
                             registry::patientKey(m_consortium.chainId(), patient.id)));
        RETURN_IF_ERROR(expect(state.has_value(), "the patient is not there"));
        registry::LogChain chain(m_consortium.chainId(),
                                 registry::emptyLog(m_consortium.chainId(), patient.id));
        std::uint64_t rows = 0;
        milliseconds fetching{};
        for (bool more = true; more;) {
            LogQuery query;
            query.patient = patient.id;
            query.from = LogSequence(rows);
            query.signedAt = std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
            query.fetchKey = fetch.publicKey();
            query.signature = fetch.sign(logQueryPreimage(m_consortium.chainId(), query));
            const auto asked = steady_clock::now();
            ASSIGN_OR_RETURN(const LogPage page, m_consortium.client(2).transport().logRows(query));
            fetching += duration_cast<milliseconds>(steady_clock::now() - asked);
            for (const Bytes& row : page.rows) {
                RETURN_IF_ERROR(chain.append(row));
            }
            rows += page.rows.size();
            more = page.more;
        }
        const auto took = duration_cast<milliseconds>(steady_clock::now() - began);
        RETURN_IF_ERROR(expect((chain.head() == registry::LogHead{state->count, state->head}),
                               "the rows do not lead to the head that is proven"));
        figure(m_options, "events: the longest log, fetched and checked",
               std::to_string(rows) + " rows in " + std::to_string(took.count()) + " ms, " +
                   std::to_string(fetching.count()) + " ms of them fetching");
        return {};
    }

    /// From the kill of engine and node until the member answers at the height of the others.
    Result<> restart() {
        const std::uint64_t height = m_consortium.highest();
        RETURN_IF_ERROR(m_consortium.kill(1, Part::Both, SIGKILL));
        const auto killed = steady_clock::now();
        LedgerTransport& node = m_consortium.client(1).transport();
        for (auto newest = node.newestHeight(); !newest || newest->value < height;
             newest = node.newestHeight()) {
            RETURN_IF_ERROR(
                expect(steady_clock::now() - killed < patience, "it does not come back"));
            std::this_thread::sleep_for(pollInterval);
        }
        const auto took = duration_cast<milliseconds>(steady_clock::now() - killed);
        figure(m_options, "events: killed to serving again", std::to_string(took.count()) + " ms");
        RETURN_IF_ERROR(expect(took < restartMax, "a restart takes too long"));
        return m_consortium.waitForHeight(1, height + 1, patience);
    }

    /// The same, one event a transaction.
    Result<> singles() {
        const auto workload =
            load::registryWorkload(m_options.seed + m_size.steps, {.accesses = 1});
        RETURN_IF_ERROR(workload->prepare(m_consortium.folder()));
        ASSIGN_OR_RETURN(const load::LoadReport report,
                         send(*workload, m_size.singles, singlesPerSecond));
        figure(m_options, "events: one a transaction",
               rounded(report.eventsPerSecond, 0) + " events/s of " +
                   rounded(report.offeredPerSecond, 0) + " offered, committed p50 " +
                   rounded(report.toCommitted.p50, 2) + " s, p99 " +
                   rounded(report.toCommitted.p99, 2) + " s");
        return {};
    }

    RunningConsortium& m_consortium;
    const CheckOptions& m_options;
    Size m_size;
    std::vector<Step> m_steps;
    std::string m_longest; ///< whose log has the most rows
};

Result<> run(const CheckOptions& options) {
    return onConsortium(options, {}, [&](RunningConsortium& consortium) {
        return ManyEvents(consortium, options).run();
    });
}

} // namespace

const Check millionEvents{"million_events", "a million accesses of ten thousand patients", run};

} // namespace consentry::checks
