#pragma once

#include "core/base/ids.h"
#include "core/registry/state_key.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace consentry::registry {

/// The state after some block, as the state machine sees it. The rows of the logs belong to the
/// replicated state too: all nodes hold them, checked against the heads. Errors are those of the
/// store (Io, DamagedData): the node stops on them, it never guesses.
class StateReader {
public:
    virtual ~StateReader() = default;
    virtual Result<std::optional<Bytes>> get(const StateKey& key) const = 0;
    /// The encoded LogEvent, or none beyond the end of the log.
    virtual Result<std::optional<Bytes>> logRow(const PartyId& patient, LogSequence row) const = 0;
};

/// New values in the order of their keys; none deletes.
using StateChanges = std::map<StateKey, std::optional<Bytes>>;

/// A row that a block appends to a patient's log.
struct AppendedRow {
    PartyId patient;
    LogSequence seq;
    Bytes event; ///< encodeLogEvent
    friend bool operator==(const AppendedRow&, const AppendedRow&) = default;
};

/// Changes on top of a state that stays as it is.
class StateOverlay : public StateReader {
public:
    /// A pointer, so that an overlay on an overlay is not taken for a copy. It must outlive this.
    explicit StateOverlay(const StateReader* below) : m_below(*below) {}
    StateOverlay(const StateOverlay&) = delete;
    StateOverlay& operator=(const StateOverlay&) = delete;

    Result<std::optional<Bytes>> get(const StateKey& key) const override;
    Result<std::optional<Bytes>> logRow(const PartyId& patient, LogSequence row) const override;
    void put(const StateKey& key, Bytes value) { m_changes[key] = std::move(value); }
    void erase(const StateKey& key) { m_changes[key] = std::nullopt; }
    void appendRow(AppendedRow row);

    /// Takes over everything that `above`, an overlay on this one, changed.
    void merge(StateOverlay&& above);
    const StateChanges& changes() const { return m_changes; }
    const std::vector<AppendedRow>& rows() const { return m_rows; }
    StateChanges takeChanges() && { return std::move(m_changes); }
    std::vector<AppendedRow> takeRows() && { return std::move(m_rows); }

private:
    const StateReader& m_below;
    StateChanges m_changes;
    std::vector<AppendedRow> m_rows; ///< in the order of appending
    std::map<std::pair<PartyId, LogSequence>, std::size_t> m_rowIndex;
};

/// A state in memory, for tests and simulations.
class MemoryState : public StateReader {
public:
    Result<std::optional<Bytes>> get(const StateKey& key) const override;
    Result<std::optional<Bytes>> logRow(const PartyId& patient, LogSequence row) const override;
    void apply(const StateChanges& changes, const std::vector<AppendedRow>& rows);

    const std::map<StateKey, Bytes>& values() const { return m_values; }
    const std::map<PartyId, std::vector<Bytes>>& logs() const { return m_logs; }

private:
    std::map<StateKey, Bytes> m_values;
    std::map<PartyId, std::vector<Bytes>> m_logs;
};

} // namespace consentry::registry
