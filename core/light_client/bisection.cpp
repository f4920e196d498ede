#include "core/light_client/bisection.h"

#include "core/base/check.h"

namespace consentry::light_client {

Bisection::Bisection(TrustedState trusted, BlockHeight target, Options options)
    : m_options(std::move(options)), m_target(target), m_wanted(target) {
    m_trace.push_back(std::move(trusted));
    if (target == newest().height()) {
        finish(Phase::Done, Flaw::None);
    } else if (target < newest().height()) {
        finish(Phase::Failed, Flaw::HeightNotGreater);
    }
}

void Bisection::offer(LightBlock block, Instant now) {
    CHECK(m_phase == Phase::Wants);
    if (block.header.height != m_wanted) {
        finish(Phase::Failed, Flaw::NotOffered);
        return;
    }
    if (++m_steps > stepsMax) {
        finish(Phase::Failed, Flaw::TooManySteps);
        return;
    }
    m_pending.push_back(std::move(block));
    advance(now);
}

/// Verifies pending blocks from the lowest up, until one is too far away or none is left.
void Bisection::advance(Instant now) {
    while (!m_pending.empty()) {
        const LightBlock& lowest = m_pending.back();
        const Verification verification = verify(newest(), lowest, now, m_options);
        if (verification.verdict == Verdict::Invalid) {
            finish(Phase::Failed, verification.flaw);
            return;
        }
        if (verification.verdict == Verdict::NotEnoughTrust) {
            // Strictly between the two, since the next height never lacks trust.
            const std::uint64_t below = newest().height().value;
            m_wanted = BlockHeight(below + (lowest.header.height.value - below) / 2);
            CHECK(m_wanted > newest().height() && m_wanted < lowest.header.height);
            return;
        }
        m_trace.push_back(*verification.state);
        m_pending.pop_back();
    }
    finish(Phase::Done, Flaw::None);
}

void Bisection::finish(Phase phase, Flaw flaw) {
    m_phase = phase;
    m_flaw = flaw;
    m_pending.clear();
}

} // namespace consentry::light_client
