#pragma once

#include "core/registry/execution.h"

namespace consentry::registry {

/// Internal to core/registry: how many grants of a patient are active, for the limit. Grants end by
/// themselves and nobody visits them then, so they are counted by the day of their end.
class GrantCounts {
public:
    /// Without the days that are over.
    static Result<GrantCounts> load(const Execution& run, const PartyId& patient);
    void store(Execution& run, const PartyId& patient) const;

    std::uint64_t total() const;
    void add(const GrantState& grant);
    void remove(const GrantState& grant);

private:
    GrantsState m_state;
    bool m_changed = false;
};

} // namespace consentry::registry
