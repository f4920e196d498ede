#include "core/registry/grant_counts.h"

#include <algorithm>

namespace consentry::registry {
namespace {

std::uint64_t dayOf(Instant instant) {
    return static_cast<std::uint64_t>(instant.time_since_epoch() / limits::day);
}

std::uint64_t endDay(const GrantState& grant) {
    return grant.until ? dayOf(*grant.until) : GrantDay::openEnded;
}

} // namespace

Result<GrantCounts> GrantCounts::load(const Execution& run, const PartyId& patient) {
    GrantCounts counts;
    ASSIGN_OR_RETURN(auto state, run.load<GrantsState>(grantsKey(run.chainId, patient)));
    if (state) {
        counts.m_state = std::move(*state);
        const std::uint64_t today = dayOf(run.now());
        std::erase_if(counts.m_state.days, [&](const GrantDay& day) { return day.day < today; });
    }
    return counts;
}

void GrantCounts::store(Execution& run, const PartyId& patient) const {
    if (m_changed) {
        run.store(grantsKey(run.chainId, patient), m_state);
    }
}

std::uint64_t GrantCounts::total() const {
    std::uint64_t sum = 0;
    for (const GrantDay& day : m_state.days) {
        sum += day.grants;
    }
    return sum;
}

void GrantCounts::add(const GrantState& grant) {
    const std::uint64_t day = endDay(grant);
    auto at = std::ranges::lower_bound(m_state.days, day, {}, &GrantDay::day);
    if (at == m_state.days.end() || at->day != day) {
        at = m_state.days.insert(at, GrantDay{day, 0});
    }
    ++at->grants;
    m_changed = true;
}

void GrantCounts::remove(const GrantState& grant) {
    const auto at = std::ranges::lower_bound(m_state.days, endDay(grant), {}, &GrantDay::day);
    if (at == m_state.days.end() || at->day != endDay(grant)) {
        return; // its day is over
    }
    m_changed = true;
    if (--at->grants == 0) {
        m_state.days.erase(at);
    }
}

} // namespace consentry::registry
