#include "core/node/snapshot_check.h"

#include "core/crypto/hash.h"
#include "core/registry/object_ids.h"
#include "core/registry/state_objects.h"

namespace consentry::node {

using registry::KeyState;
using registry::PatientState;

Result<> SnapshotCheck::addValue(const registry::StateKey& key, ByteView value) {
    if (m_valuesFinished) {
        return fail(ErrorCode::NotCanonical, "a value behind the rows");
    }
    RETURN_IF_ERROR(m_root.add({key, sha256(value)}));
    m_hasParameters = m_hasParameters || key == registry::paramsKey(m_chainId);
    // An object does not say of which kind it is, but its place does: each party has keys, and the
    // place of a key follows from it.
    if (const auto found = registry::decodeState<KeyState>(value)) {
        const KeyId id = registry::keyIdOf(m_chainId, found->publicKey);
        if (registry::keyKey(m_chainId, id) == key) {
            m_parties.insert(found->party);
        }
    }
    if (const auto patient = registry::decodeState<PatientState>(value)) {
        m_heads[key] = {patient->count, patient->head};
    }
    return {};
}

Result<> SnapshotCheck::finishValues() {
    m_valuesFinished = true;
    if (m_root.finish() != m_appHash) {
        return fail(ErrorCode::VerificationFailed, "values have another root");
    }
    if (!m_hasParameters) {
        return fail(ErrorCode::VerificationFailed, "values of another chain");
    }
    return {};
}

Result<> SnapshotCheck::addRow(const PartyId& patient, ByteView event) {
    if (!m_valuesFinished) {
        RETURN_IF_ERROR(finishValues());
    }
    if (m_patient != patient) {
        if (m_patient && patient < *m_patient) {
            return fail(ErrorCode::NotCanonical, "logs out of order");
        }
        RETURN_IF_ERROR(finishLog());
        m_patient = patient;
        m_chain.emplace(m_chainId, registry::emptyLog(m_chainId, patient));
    }
    RETURN_IF_ERROR(m_chain->append(event));
    ASSIGN_OR_RETURN(const registry::LogEvent row, registry::decodeLogEvent(event));
    m_newestRow = std::max(m_newestRow, row.blockTime);
    return {};
}

/// The rows of one patient are all there, and nothing but them.
Result<> SnapshotCheck::finishLog() {
    if (!m_patient) {
        return {};
    }
    const auto head = m_heads.find(registry::patientKey(m_chainId, *m_patient));
    if (head == m_heads.end() || head->second != m_chain->head() ||
        m_parties.erase(*m_patient) != 1) {
        return fail(ErrorCode::VerificationFailed, "rows do not meet the head of their log");
    }
    m_patient.reset();
    return {};
}

Result<> SnapshotCheck::finish() {
    if (!m_valuesFinished) {
        RETURN_IF_ERROR(finishValues());
    }
    RETURN_IF_ERROR(finishLog());
    // Of whoever is left no row was seen: then there must be none.
    for (const PartyId& party : m_parties) {
        const auto head = m_heads.find(registry::patientKey(m_chainId, party));
        if (head != m_heads.end() && head->second.count != 0) {
            return fail(ErrorCode::VerificationFailed, "the log of a patient is missing");
        }
    }
    return {};
}

} // namespace consentry::node
