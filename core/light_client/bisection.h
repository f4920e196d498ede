#pragma once

#include "core/light_client/light_client.h"

#include <span>
#include <vector>

namespace consentry::light_client {

/// Goes from a trusted state to a height far ahead in as few light blocks as the changes of the
/// validator set allow. It never fetches: it says which height it wants and takes the answer.
///
///     Bisection bisection(trusted, target, options);
///     while (bisection.phase() == Bisection::Phase::Wants) {
///         ASSIGN_OR_RETURN(LightBlock block, transport.lightBlock(bisection.wantedHeight()));
///         bisection.offer(block, clock.now());
///     }
class Bisection {
public:
    static constexpr std::size_t stepsMax = 4096; ///< blocks asked for

    enum class Phase { Wants, Done, Failed };

    /// Done at once if the target is the trusted height, Failed with HeightNotGreater below it.
    Bisection(TrustedState trusted, BlockHeight target, Options options);

    Phase phase() const { return m_phase; }
    /// While Wants.
    BlockHeight wantedHeight() const { return m_wanted; }
    /// While Wants: the untrusted answer for the wanted height.
    void offer(LightBlock block, Instant now);
    /// Once Failed.
    Flaw flaw() const { return m_flaw; }
    /// The highest state verified so far; that of the target once Done.
    const TrustedState& newest() const { return m_trace.back(); }
    /// All verified states in ascending order, the first being the one given. Witnesses are
    /// compared along it.
    std::span<const TrustedState> trace() const { return m_trace; }
    /// Blocks taken so far.
    std::size_t steps() const { return m_steps; }

private:
    void advance(Instant now);
    void finish(Phase phase, Flaw flaw);

    Options m_options;
    BlockHeight m_target;
    BlockHeight m_wanted;
    Phase m_phase = Phase::Wants;
    Flaw m_flaw = Flaw::None;
    std::size_t m_steps = 0;
    std::vector<TrustedState> m_trace;
    std::vector<LightBlock> m_pending; ///< received but not yet verified, lowest last
};

} // namespace consentry::light_client
