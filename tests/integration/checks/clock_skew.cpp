#include "tests/integration/checks/check.h"

#include "tests/integration/support/proven_writer.h"
#include "tests/integration/support/verified_member.h"

#include <algorithm>
#include <thread>

namespace consentry::checks {
namespace {

using registry::Refusal;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using test::RunningConsortium;
using test::VerifiedMember;

constexpr seconds backMax{90};
/// Beyond the engine's tolerance of 60 s a member that is behind does not vote and stops.
constexpr seconds haltMax{60};
constexpr milliseconds accessEvery{250};
constexpr seconds beforeExpiry{4};
constexpr seconds afterExpiry{4};

Instant wallTime() {
    return std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
}

struct Attempt {
    Bytes bytes;
    TxHash hash;
};

class Skewing {
public:
    Skewing(RunningConsortium& consortium, const CheckOptions& options)
        : m_consortium(consortium), m_options(options) {}

    Result<> run() {
        ASSIGN_OR_RETURN(m_kit, test::kitFor(m_consortium.folder()));
        ASSIGN_OR_RETURN(m_view, VerifiedMember::trusting(m_consortium.member(1),
                                                          m_consortium.chainId(), BlockHeight(1)));
        RETURN_IF_ERROR(toleratesHalfAMinute());
        RETURN_IF_ERROR(aheadByMinutes());
        RETURN_IF_ERROR(behindStopsAlone("five minutes behind", -minutes(5)));
        const milliseconds sinceTwoThousand =
            wallTime() - Instant(std::chrono::sys_days(std::chrono::year(2000) / 1 / 1));
        RETURN_IF_ERROR(behindStopsAlone("in the year 2000", -sinceTwoThousand));
        RETURN_IF_ERROR(expiryIsOneMoment());
        RETURN_IF_ERROR(walletClocks());
        RETURN_IF_ERROR(m_consortium.waitUntilTogether(backMax));
        ASSIGN_OR_RETURN(
            const auto history,
            test::compareHistories(m_consortium, m_options.records / "clock_skew.roots"));
        figure(m_options, "clocks: equal on all members",
               std::to_string(history.height) + " blocks");
        return {};
    }

private:
    /// The others go on, and so does the member.
    Result<> staysWith(int member, const std::string& how, milliseconds offset) {
        note("member " + std::to_string(member) + " " + how);
        RETURN_IF_ERROR(m_consortium.skew(member, offset));
        const std::uint64_t height = m_consortium.highest();
        RETURN_IF_ERROR(m_consortium.waitForHeight(1, height + 4, backMax));
        RETURN_IF_ERROR(m_consortium.waitForHeight(member, height + 4, backMax));
        RETURN_IF_ERROR(blockTimeIsRight());
        return m_consortium.skew(member, milliseconds(0));
    }

    /// Block time is the median of the votes: one wrong clock in four does not move it.
    Result<> blockTimeIsRight() {
        ASSIGN_OR_RETURN(const auto block, m_consortium.client(1).block(m_consortium.highest()));
        const milliseconds away = std::chrono::abs(wallTime() - block.time.toInstant());
        return expect(away < seconds(12),
                      "block time is " + std::to_string(away.count()) + " ms from ours");
    }

    Result<> toleratesHalfAMinute() {
        RETURN_IF_ERROR(staysWith(2, "half a minute ahead", seconds(30)));
        return staysWith(2, "half a minute behind", -seconds(30));
    }

    Result<> aheadByMinutes() { return staysWith(3, "five minutes ahead", minutes(5)); }

    Result<> behindStopsAlone(const std::string& how, milliseconds offset) {
        constexpr int late = 2;
        note("member 2 " + how);
        RETURN_IF_ERROR(m_consortium.skew(late, offset));
        const std::uint64_t stood = m_consortium.client(late).height();
        RETURN_IF_ERROR(m_consortium.waitForHeight(1, stood + 5, haltMax));
        RETURN_IF_ERROR(blockTimeIsRight());
        const std::uint64_t lateHeight = m_consortium.client(late).height();
        RETURN_IF_ERROR(expect(lateHeight <= stood + 2,
                               "the late member goes on to block " + std::to_string(lateHeight)));
        // A supervisor resets no clock.
        RETURN_IF_ERROR(m_consortium.hold(late, SIGKILL));
        RETURN_IF_ERROR(m_consortium.skew(late, milliseconds(0)));
        RETURN_IF_ERROR(m_consortium.release(late));
        const auto released = std::chrono::steady_clock::now();
        RETURN_IF_ERROR(m_consortium.waitForHeight(late, m_consortium.highest(), backMax));
        figure(m_options, "clocks: a member " + how,
               "took no more blocks, the others went on; back " +
                   std::to_string(std::chrono::duration_cast<seconds>(
                                      std::chrono::steady_clock::now() - released)
                                      .count()) +
                   " s after its clock was set right");
        return {};
    }

    /// Accesses all around the end of a grant while two members have wrong clocks: what decides is
    /// the time of the block, to the millisecond, on all of them.
    Result<> expiryIsOneMoment() {
        auto& patient = m_kit->person("expiring");
        auto& hospital = m_kit->org(0);
        m_kit->time = wallTime();
        RETURN_IF_ERROR(submit(m_kit->registration(patient, true)));
        RETURN_IF_ERROR(submit(m_kit->link(patient, hospital, "expiring link")));
        m_kit->time = wallTime();
        // Long: nothing happens for ten minutes, and then somebody reads just before the end.
        const milliseconds idle = m_options.isLong() ? minutes(10) : seconds(6);
        const milliseconds life = beforeExpiry + idle;
        const Instant until = m_kit->time + life;
        RETURN_IF_ERROR(submit(m_kit->grant(patient, "short", life)));
        RETURN_IF_ERROR(m_consortium.skew(3, minutes(5)));
        RETURN_IF_ERROR(m_consortium.skew(4, -seconds(30)));
        std::this_thread::sleep_until(until - beforeExpiry);
        std::vector<Attempt> attempts;
        while (wallTime() < until + afterExpiry) {
            RETURN_IF_ERROR(attempt(patient, hospital, attempts));
            std::this_thread::sleep_for(accessEvery);
        }
        RETURN_IF_ERROR(m_consortium.skew(3, milliseconds(0)));
        RETURN_IF_ERROR(m_consortium.skew(4, milliseconds(0)));
        return judge(attempts, until);
    }

    Result<> submit(registry::Transaction transaction) {
        RETURN_IF_ERROR(m_view->ledger().submit(m_kit->seal(transaction)));
        return {};
    }

    Result<> attempt(const registry::test::Person& patient, registry::test::Organization& hospital,
                     std::vector<Attempt>& attempts) {
        m_kit->time = wallTime();
        const std::string label = "access " + std::to_string(attempts.size());
        registry::RecordAccess body;
        body.items.push_back(m_kit->accessItem(
            patient, label, registry::AccessBasis::Grant,
            registry::idCast<registry::ObjectId>(m_kit->grantId(patient, "short"))));
        registry::Transaction access = m_kit->byGateway(hospital, std::move(body));
        const Bytes bytes = m_kit->seal(access);
        // Whatever a mempool thinks of it, blocks decide.
        RETURN_IF_ERROR(
            m_consortium.client(1 + static_cast<int>(attempts.size()) % m_consortium.count())
                .transport()
                .submit(bytes));
        attempts.push_back({bytes, registry::transactionHash(bytes)});
        return {};
    }

    Result<> judge(const std::vector<Attempt>& attempts, Instant until) {
        std::size_t permitted = 0;
        std::size_t ended = 0;
        milliseconds newestPermitted{-afterExpiry};
        for (const Attempt& attempt : attempts) {
            const auto proven = m_view->ledger().waitUntilProven(attempt.bytes, {}, backMax);
            if (!proven) {
                return fail(proven.error());
            }
            ASSIGN_OR_RETURN(const auto items, registry::decodeItemResults(proven->data));
            const bool before = proven->blockTime < until;
            const Refusal code = items.at(0).code;
            RETURN_IF_ERROR(expect(code == (before ? Refusal::Accepted : Refusal::GrantEnded),
                                   "an access " +
                                       std::to_string((proven->blockTime - until).count()) +
                                       " ms from the end got code " +
                                       std::to_string(static_cast<std::uint32_t>(code))));
            before ? ++permitted : ++ended;
            if (before) {
                newestPermitted =
                    std::max(newestPermitted, milliseconds(proven->blockTime - until));
            }
        }
        figure(m_options, "clocks: accesses around the end of a grant",
               std::to_string(permitted) + " permitted, the last " +
                   std::to_string(-newestPermitted.count()) + " ms before the end by block time; " +
                   std::to_string(ended) + " refused");
        return expect(permitted > 0 && ended > 0, "all accesses fell on one side of the end");
    }

    /// A wallet whose own clock is wrong reads on, and knows that it cannot call it fresh.
    Result<> walletClocks() {
        for (const milliseconds shift : {milliseconds(hours(1)), milliseconds(-hours(1))}) {
            ASSIGN_OR_RETURN(const auto wallet, VerifiedMember::trusting(m_consortium.member(1),
                                                                         m_consortium.chainId(),
                                                                         BlockHeight(1), shift));
            const auto fresh = wallet->ledger().requireFresh(seconds(15));
            RETURN_IF_ERROR(expect(!fresh, "a wallet one hour off calls the head fresh"));
            note("a wallet " + std::to_string(shift.count() / 60'000) +
                 " minutes off: " + toString(fresh.error()));
        }
        return m_view->ledger().requireFresh(seconds(15));
    }

    RunningConsortium& m_consortium;
    const CheckOptions& m_options;
    std::unique_ptr<registry::test::Kit> m_kit;
    std::unique_ptr<VerifiedMember> m_view;
};

Result<> run(const CheckOptions& options) {
    return onConsortium(options, {.clocks = true}, [&](RunningConsortium& consortium) {
        return Skewing(consortium, options).run();
    });
}

} // namespace

const Check clockSkew{"clock_skew", "wrong clocks of members and wallets; the end of a grant", run};

} // namespace consentry::checks
