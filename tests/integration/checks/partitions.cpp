#include "tests/integration/checks/check.h"

#include "tests/integration/support/proven_writer.h"
#include "tests/integration/support/verified_member.h"

#include <algorithm>
#include <thread>

namespace consentry::checks {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;
using test::ChainHistory;
using test::ProvenWriter;
using test::RunningConsortium;
using test::VerifiedMember;

constexpr seconds catchUpMax{60};
/// Rounds of the halves take longer each time they fail: the engine waits 1 s for a proposal and
/// 0.5 s more in each further round, so what was cut off for a minute asks again within this.
constexpr seconds healMax{60};
constexpr milliseconds failedRound{1500};
/// A wallet calls a head of this age old (empty blocks come every five seconds).
constexpr milliseconds staleAge = seconds(15);

struct Lengths {
    seconds normal;
    seconds cut;
};
Lengths lengthsOf(const CheckOptions& options) {
    return options.isLong() ? Lengths{seconds(30), seconds(60)} : Lengths{seconds(10), seconds(20)};
}

std::string inSeconds(milliseconds time) {
    return std::to_string(time.count() / 1000) + "." +
           std::to_string(1000 + time.count() % 1000).substr(1) + " s";
}

/// Signs for this long, by the members, and returns what was proven.
Result<test::WriterReport> writeFor(RunningConsortium& consortium, const std::string& label,
                                    const std::vector<int>& members, seconds duration) {
    ASSIGN_OR_RETURN(const auto writer, ProvenWriter::start(consortium, label, members));
    std::this_thread::sleep_for(duration);
    return writer->stop();
}

Result<std::unique_ptr<VerifiedMember>> viewOf(RunningConsortium& consortium, int member) {
    return VerifiedMember::trusting(consortium.member(member), consortium.chainId(),
                                    BlockHeight(1));
}

/// Member 1 sees nobody. What is written behind its back must not look like "nothing happened".
Result<> cutOffOne(RunningConsortium& consortium, const CheckOptions& options) {
    const Lengths lengths = lengthsOf(options);
    ASSIGN_OR_RETURN(const auto attached, viewOf(consortium, 1));
    RETURN_IF_ERROR(attached->ledger().advance());
    ASSIGN_OR_RETURN(const test::WriterReport normal,
                     writeFor(consortium, "normal", {2, 3, 4}, lengths.normal));
    note("member 1 is cut off for " + std::to_string(lengths.cut.count()) + " s");
    RETURN_IF_ERROR(consortium.partition({"1"}));
    const auto began = steady_clock::now();
    ASSIGN_OR_RETURN(const auto writer, ProvenWriter::start(consortium, "cut", {2, 3, 4}));
    std::this_thread::sleep_for(lengths.cut - seconds(2));
    const std::uint64_t majority = consortium.client(2).height();
    const std::uint64_t alone = consortium.client(1).height();
    RETURN_IF_ERROR(expect(majority > alone + 5, "the majority stopped"));
    const auto fresh = attached->ledger().requireFresh(staleAge);
    RETURN_IF_ERROR(
        expect(!fresh && fresh.error().code == ErrorCode::Stale,
               "a wallet at the member that is cut off is not told that its head is old"));
    const auto moved = attached->moveTo(consortium.member(3));
    RETURN_IF_ERROR(moved->ledger().requireFresh(staleAge));
    note("cut off at block " + std::to_string(alone) + ", the others at " +
         std::to_string(majority) + "; a wallet moves from one to the others");
    const test::WriterReport cut = writer->stop();
    RETURN_IF_ERROR(consortium.heal());
    const auto healed = steady_clock::now();
    RETURN_IF_ERROR(consortium.waitForHeight(1, consortium.client(2).height(), catchUpMax));
    figure(options, "partition 1–3: member 1 caught up",
           inSeconds(duration_cast<milliseconds>(steady_clock::now() - healed)) + " after " +
               std::to_string(duration_cast<seconds>(healed - began).count()) + " s");
    const milliseconds before = test::percentile(normal.proven, 0.99);
    const milliseconds during = test::percentile(cut.proven, 0.99);
    figure(options, "partition 1–3: signed to proven, p50 and p99",
           inSeconds(test::percentile(normal.proven, 0.5)) + ", " + inSeconds(before) +
               " before; " + inSeconds(test::percentile(cut.proven, 0.5)) + ", " +
               inSeconds(during) + " during (" + std::to_string(cut.proven.size()) + " grants)");
    RETURN_IF_ERROR(expect(cut.unknown == 0 && !cut.proven.empty(), "grants were not proven"));
    RETURN_IF_ERROR(consortium.waitUntilTogether(catchUpMax));
    ASSIGN_OR_RETURN(
        const ChainHistory history,
        test::compareHistories(consortium, options.records / "partition_of_one.roots"));
    RETURN_IF_ERROR(test::requireAllKept(normal, history));
    RETURN_IF_ERROR(test::requireAllKept(cut, history));
    // The turn of the missing proposer costs one time-out of a proposal, 3 s, in every fourth
    // block.
    return expect(during < 3 * before + failedRound, "commits took more than three times as long");
}

/// A grant that waits on one side.
Result<Bytes> sendGrant(RunningConsortium& consortium, registry::test::Kit& kit,
                        const registry::test::Person& patient, int member) {
    kit.time = std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
    registry::Transaction grant =
        kit.grant(patient, "waits at " + std::to_string(member), std::chrono::days(1));
    Bytes bytes = kit.seal(grant);
    ASSIGN_OR_RETURN(const SubmitReply reply, consortium.client(member).transport().submit(bytes));
    RETURN_IF_ERROR(expect(reply.code == 0, "a mempool refused what it could not judge yet"));
    return bytes;
}

Result<> cutInHalves(RunningConsortium& consortium, const CheckOptions& options) {
    const Lengths lengths = lengthsOf(options);
    ASSIGN_OR_RETURN(const auto kit, test::kitFor(consortium.folder()));
    ASSIGN_OR_RETURN(const auto view, viewOf(consortium, 1));
    registry::test::Person* people[] = {&kit->person("left"), &kit->person("right")};
    for (registry::test::Person* person : people) {
        registry::Transaction registration = kit->registration(*person, true);
        RETURN_IF_ERROR(view->ledger().submit(kit->seal(registration)));
    }
    RETURN_IF_ERROR(consortium.waitUntilTogether(catchUpMax));
    note("halves for " + std::to_string(lengths.cut.count()) + " s");
    RETURN_IF_ERROR(consortium.partition({"1,2", "3,4"}));
    std::this_thread::sleep_for(seconds(1)); // a block that was decided before the cut
    const std::uint64_t atCut = consortium.highest();
    ASSIGN_OR_RETURN(const Bytes left, sendGrant(consortium, *kit, *people[0], 1));
    ASSIGN_OR_RETURN(const Bytes right, sendGrant(consortium, *kit, *people[1], 3));
    std::this_thread::sleep_for(lengths.cut);
    RETURN_IF_ERROR(expect(consortium.highest() <= atCut + 1, "a half went on by itself"));
    const std::uint64_t stood = consortium.highest();
    RETURN_IF_ERROR(consortium.heal());
    const auto healed = steady_clock::now();
    for (int member = 1; member <= consortium.count(); ++member) {
        RETURN_IF_ERROR(consortium.waitForHeight(member, stood + 1, healMax));
    }
    figure(options, "partition 2–2: next block on all members",
           inSeconds(duration_cast<milliseconds>(steady_clock::now() - healed)) +
               " after healing, cut for " + std::to_string(lengths.cut.count()) + " s");
    // Grants live for five minutes: what waited is still wanted.
    for (const Bytes& bytes : {left, right}) {
        RETURN_IF_ERROR(view->ledger().waitUntilProven(bytes, {}, catchUpMax));
    }
    RETURN_IF_ERROR(consortium.waitUntilTogether(catchUpMax));
    ASSIGN_OR_RETURN(
        const ChainHistory history,
        test::compareHistories(consortium, options.records / "partition_in_halves.roots"));
    for (const Bytes& bytes : {left, right}) {
        RETURN_IF_ERROR(expect(history.accepted.contains(registry::transactionHash(bytes)),
                               "what waited does not stand on all members"));
    }
    figure(options, "partition 2–2: equal on all members",
           std::to_string(history.height) + " blocks; both grants that waited stand once");
    return {};
}

Result<> runOne(const CheckOptions& options) {
    return onConsortium(options, {.namespaces = true}, [&](RunningConsortium& consortium) {
        return cutOffOne(consortium, options);
    });
}

Result<> runHalves(const CheckOptions& options) {
    return onConsortium(options, {.namespaces = true}, [&](RunningConsortium& consortium) {
        return cutInHalves(consortium, options);
    });
}

} // namespace

const Check partitionOfOne{"partition_of_one", "one member sees nobody, then all again", runOne};
const Check partitionInHalves{"partition_in_halves", "two and two, then all again", runHalves};

} // namespace consentry::checks
