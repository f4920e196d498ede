#include "core/registry/state_reader.h"

#include "core/base/check.h"

namespace consentry::registry {

Result<std::optional<Bytes>> StateOverlay::get(const StateKey& key) const {
    if (const auto found = m_changes.find(key); found != m_changes.end()) {
        return found->second;
    }
    return m_below.get(key);
}

Result<std::optional<Bytes>> StateOverlay::logRow(const PartyId& patient, LogSequence row) const {
    if (const auto found = m_rowIndex.find({patient, row}); found != m_rowIndex.end()) {
        return std::optional(m_rows[found->second].event);
    }
    return m_below.logRow(patient, row);
}

void StateOverlay::appendRow(AppendedRow row) {
    m_rowIndex.emplace(std::pair(row.patient, row.seq), m_rows.size());
    m_rows.push_back(std::move(row));
}

void StateOverlay::merge(StateOverlay&& above) {
    CHECK(&above.m_below == this);
    for (auto& [key, value] : above.m_changes) {
        m_changes.insert_or_assign(key, std::move(value));
    }
    for (AppendedRow& row : above.m_rows) {
        appendRow(std::move(row));
    }
    above.m_changes.clear();
    above.m_rows.clear();
    above.m_rowIndex.clear();
}

Result<std::optional<Bytes>> MemoryState::get(const StateKey& key) const {
    const auto found = m_values.find(key);
    return found == m_values.end() ? std::nullopt : std::optional(found->second);
}

Result<std::optional<Bytes>> MemoryState::logRow(const PartyId& patient, LogSequence row) const {
    const auto found = m_logs.find(patient);
    if (found == m_logs.end() || row.value >= found->second.size()) {
        return std::optional<Bytes>();
    }
    return std::optional(found->second[static_cast<std::size_t>(row.value)]);
}

void MemoryState::apply(const StateChanges& changes, const std::vector<AppendedRow>& rows) {
    for (const auto& [key, value] : changes) {
        if (value) {
            m_values.insert_or_assign(key, *value);
        } else {
            m_values.erase(key);
        }
    }
    for (const AppendedRow& row : rows) {
        std::vector<Bytes>& log = m_logs[row.patient];
        CHECK(row.seq.value == log.size());
        log.push_back(row.event);
    }
}

} // namespace consentry::registry
