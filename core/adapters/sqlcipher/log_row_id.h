#pragma once

#include "core/base/ids.h"

#include <cstdint>

namespace consentry::adapters {

/// A row of a log is found by the patient's number and the row's sequence in one integer, so that a
/// patient's log is one range of every index.
inline constexpr int logSequenceBits = 40;
inline constexpr std::uint64_t logSequencesMax = std::uint64_t{1} << logSequenceBits;

inline std::int64_t logRowId(std::int64_t patient, std::uint64_t seq) {
    return (patient << logSequenceBits) | static_cast<std::int64_t>(seq);
}
inline LogSequence logSequenceOf(std::int64_t id) {
    return LogSequence(static_cast<std::uint64_t>(id) & (logSequencesMax - 1));
}
inline std::int64_t logPatientOf(std::int64_t id) {
    return id >> logSequenceBits;
}

} // namespace consentry::adapters
