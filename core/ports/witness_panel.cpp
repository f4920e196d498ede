#include "core/ports/witness_panel.h"

#include <algorithm>
#include <set>
#include <thread>

namespace consentry {
namespace {

using light_client::Bisection;
using light_client::LightBlock;
using light_client::WitnessComparison;
using light_client::WitnessFinding;

constexpr milliseconds pollInterval{100};

/// The witness' own branch from the common state up to its block, fetched from the witness.
Result<light_client::TrustedState>
verifyBranch(LedgerTransport& witness, const WitnessQuestion& question, const LightBlock& target) {
    Bisection bisection(question.common, target.header.height, question.options);
    bisection.offer(target, question.now);
    while (bisection.phase() == Bisection::Phase::Wants) {
        ASSIGN_OR_RETURN(LightBlock block, witness.lightBlock(bisection.wantedHeight()));
        bisection.offer(std::move(block), question.now);
    }
    if (bisection.phase() == Bisection::Phase::Failed) {
        return fail(ErrorCode::VerificationFailed,
                    "witness: " + std::string(light_client::flawName(bisection.flaw())));
    }
    return bisection.newest();
}

} // namespace

WitnessPanel::WitnessPanel(std::vector<LedgerNode> witnesses, milliseconds patience, SteadyNow now)
    : m_patience(patience), m_now(std::move(now)) {
    for (LedgerNode& witness : witnesses) {
        m_entries.push_back({std::move(witness), {}, {}, {}});
    }
}

Result<LightBlock> WitnessPanel::waitForBlock(LedgerTransport& witness, BlockHeight height) {
    const SteadyTime deadline = m_now() + m_patience;
    while (true) {
        auto block = witness.lightBlock(height);
        if (block || block.error().code != ErrorCode::NotFound || m_now() >= deadline) {
            return block;
        }
        std::this_thread::sleep_for(pollInterval);
    }
}

/// At our height, or at the witness' own newest one where it is a little behind.
Result<LightBlock> WitnessPanel::theirBlock(Entry& entry, const WitnessQuestion& question) {
    LedgerTransport& witness = *entry.node.transport;
    const BlockHeight wanted = question.ours.header.height;
    auto block = waitForBlock(witness, wanted);
    if (block) {
        entry.newest = wanted;
        return block->header.height == wanted
                   ? std::move(block)
                   : fail(ErrorCode::VerificationFailed, "witness answers for another height");
    }
    if (block.error().code != ErrorCode::NotFound) {
        return block;
    }
    ASSIGN_OR_RETURN(const BlockHeight newest, witness.newestHeight());
    entry.newest = newest;
    if (newest >= wanted || newest <= question.common.height() ||
        wanted.value - newest.value > behindMax) {
        return fail(ErrorCode::Stale, "witness is at " + std::to_string(newest.value));
    }
    ASSIGN_OR_RETURN(LightBlock lower, witness.lightBlock(newest));
    return lower.header.height == newest
               ? Result<LightBlock>(std::move(lower))
               : fail(ErrorCode::VerificationFailed, "witness answers for another height");
}

Result<WitnessComparison> WitnessPanel::judge(Entry& entry, const LightBlock& ours,
                                              const LightBlock& theirs,
                                              const WitnessQuestion& question) {
    WitnessComparison comparison =
        light_client::compareWitness(question.common, ours, theirs, question.now, question.options);
    if (comparison.finding != WitnessFinding::NeedsBisection) {
        return comparison;
    }
    ASSIGN_OR_RETURN(const light_client::TrustedState branch,
                     verifyBranch(*entry.node.transport, question, theirs));
    comparison.evidence = light_client::conflictBetween(question.common, ours, theirs);
    comparison.finding = comparison.evidence ? WitnessFinding::Attack : WitnessFinding::Agrees;
    return comparison;
}

void WitnessPanel::failed(Entry& entry, const Error& error, SteadyTime now) {
    entry.lastError = toString(error);
    entry.backOff.failed(BackOff::reasonOf(error.code), now);
}

WitnessAnswer WitnessPanel::compare(const WitnessQuestion& question) {
    WitnessAnswer answer;
    std::set<PartyId> agreeing;
    for (Entry& entry : m_entries) {
        if (entry.backOff.isResting(m_now()) || entry.node.organization == question.shownBy) {
            continue;
        }
        const auto theirs = theirBlock(entry, question);
        if (!theirs) {
            failed(entry, theirs.error(), m_now());
            continue;
        }
        const BlockHeight height = theirs->header.height;
        const auto ours = height < question.ours.header.height ? question.oursAt(height)
                                                               : Result<LightBlock>(question.ours);
        if (!ours) {
            // The asked node's fault, not the witness': it is asked again the next time, and shows
            // the other history where there is one.
            continue;
        }
        const auto comparison = judge(entry, *ours, *theirs, question);
        if (!comparison || comparison->finding == WitnessFinding::Faulty) {
            failed(entry,
                   comparison ? Error{ErrorCode::VerificationFailed,
                                      std::string(light_client::flawName(comparison->flaw)), 0}
                              : comparison.error(),
                   m_now());
            continue;
        }
        if (comparison->finding == WitnessFinding::Attack) {
            answer.attack = comparison->evidence;
            answer.shownBy = entry.node.organization;
            return answer;
        }
        entry.backOff.succeeded();
        entry.lastError.clear();
        if (!answer.confirmed || height > *answer.confirmed) {
            answer.confirmed = height;
            agreeing.clear();
        }
        if (height == *answer.confirmed) {
            agreeing.insert(entry.node.organization);
        }
    }
    answer.agreeing.assign(agreeing.begin(), agreeing.end());
    return answer;
}

std::size_t WitnessPanel::organizations() const {
    std::set<PartyId> all;
    for (const Entry& entry : m_entries) {
        all.insert(entry.node.organization);
    }
    return all.size();
}

std::vector<NodeHealth> WitnessPanel::health() const {
    std::vector<NodeHealth> list;
    for (const Entry& entry : m_entries) {
        list.push_back({entry.node.organization, entry.node.host, true, entry.backOff.reason(),
                        entry.newest, entry.lastError});
    }
    return list;
}

} // namespace consentry
