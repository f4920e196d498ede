#include "tests/integration/checks/check.h"

#include "tests/integration/load/everyday_work.h"

#include <algorithm>
#include <cmath>
#include <thread>

namespace consentry::checks {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using test::Part;
using test::RunningConsortium;

constexpr std::uint64_t parts = 6;
constexpr seconds shortPart{15};
constexpr minutes longPart{10};
constexpr double loadPerSecond = 60;
constexpr double mebibyte = 1024 * 1024;

/// What a part of the time left behind.
struct Sample {
    double nodeMiB = 0; ///< the largest of the members
    double engineMiB = 0;
    double diskMiB = 0;
    std::size_t proven = 0;
};

class Soaking {
public:
    Soaking(RunningConsortium& consortium, const CheckOptions& options)
        : m_consortium(consortium), m_options(options) {}

    Result<> run() {
        ASSIGN_OR_RETURN(const auto work,
                         load::EverydayWork::start(m_consortium, m_options.seed, loadPerSecond,
                                                   {{"soaking", {1, 2, 3, 4}}}));
        for (std::uint64_t part = 0; part < parts; ++part) {
            std::this_thread::sleep_for(m_options.isLong() ? seconds(longPart) : shortPart);
            m_samples.push_back(sample(work->provenSoFar()));
            note(textOf(m_samples.back()));
        }
        ASSIGN_OR_RETURN(const load::WorkDone done, work->finish(m_options.records / "soak.roots"));
        figure(m_options, "soak: transactions taken by mempools", std::to_string(done.taken));
        return judge(done.written, done.history);
    }

private:
    Sample sample(std::size_t proven) {
        Sample sample;
        for (int member = 1; member <= m_consortium.count(); ++member) {
            const auto larger = [](double& so, std::uint64_t bytes) {
                so = std::max(so, static_cast<double>(bytes) / mebibyte);
            };
            larger(sample.nodeMiB, m_consortium.residentBytes(member, Part::Node));
            larger(sample.engineMiB, m_consortium.residentBytes(member, Part::Engine));
            larger(sample.diskMiB, m_consortium.diskBytes(member));
        }
        sample.proven = proven;
        return sample;
    }

    static std::string textOf(const Sample& sample) {
        const auto whole = [](double value) { return std::to_string(std::lround(value)); };
        return "node " + whole(sample.nodeMiB) + " MiB, engine " + whole(sample.engineMiB) +
               " MiB, disk " + whole(sample.diskMiB) + " MiB, proven to a wallet " +
               std::to_string(sample.proven);
    }

    Result<> judge(const test::WriterReport& written, const test::ChainHistory& history) {
        const std::size_t third = written.proven.size() / 3;
        RETURN_IF_ERROR(expect(third > 0 && written.unknown == 0, "a wallet waited in vain"));
        const auto medianOf = [&](std::size_t begin) {
            const auto at = written.proven.begin() + static_cast<std::ptrdiff_t>(begin);
            return test::percentile({at, at + static_cast<std::ptrdiff_t>(third)}, 0.5);
        };
        const auto first = medianOf(0);
        const auto last = medianOf(written.proven.size() - third);
        figure(m_options, "soak: first part", textOf(m_samples.front()));
        figure(m_options, "soak: last part", textOf(m_samples.back()));
        figure(m_options, "soak: signed to proven, median",
               std::to_string(first.count()) + " ms in the first third, " +
                   std::to_string(last.count()) + " ms in the last; " +
                   std::to_string(history.height) + " blocks, " +
                   std::to_string(history.transactions) + " transactions equal on all members");
        RETURN_IF_ERROR(expect(last < 2 * first, "blocks take longer the longer it runs"));
        // State, log and caches fill at first; from the middle on memory stays.
        constexpr double noise = 1.5;
        return expect(m_samples.back().nodeMiB < noise * m_samples[parts / 2].nodeMiB,
                      "the node's memory grows");
    }

    RunningConsortium& m_consortium;
    const CheckOptions& m_options;
    std::vector<Sample> m_samples;
};

Result<> run(const CheckOptions& options) {
    return onConsortium(options, {}, [&](RunningConsortium& consortium) {
        return Soaking(consortium, options).run();
    });
}

} // namespace

const Check soak{"soak", "mixed load for an hour (short: a minute and a half)", run};

} // namespace consentry::checks
