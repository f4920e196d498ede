#pragma once

#include "core/registry/log_chain.h"
#include "core/registry/state_root.h"

#include <map>
#include <set>

namespace consentry::node {

/// Checks a whole snapshot as it is read, values first, then rows: the values have the agreed root,
/// and the logs are those that the values speak of, every row of every patient. Needs a few dozen
/// bytes for each party and patient. After an error it is of no more use. One thread at a time.
class SnapshotCheck {
public:
    SnapshotCheck(std::string chainId, const Digest& appHash)
        : m_chainId(std::move(chainId)), m_appHash(appHash) {}

    /// VerificationFailed, NotCanonical, Malformed: the snapshot is none of this chain's.
    Result<> addValue(const registry::StateKey& key, ByteView value);
    Result<> addRow(const PartyId& patient, ByteView event);
    Result<> finish();

    /// Of the newest row, after finish().
    Instant newestRow() const { return m_newestRow; }

private:
    Result<> finishValues();
    Result<> finishLog();

    std::string m_chainId;
    Digest m_appHash;
    registry::StateRoot m_root;
    bool m_valuesFinished = false;
    bool m_hasParameters = false;
    std::set<PartyId> m_parties;
    /// Everything that reads like a patient, by the key where it stands.
    std::map<registry::StateKey, registry::LogHead> m_heads;
    std::optional<PartyId> m_patient; ///< whose rows are being read
    std::optional<registry::LogChain> m_chain;
    Instant m_newestRow;
};

} // namespace consentry::node
