#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"

#include <string>

namespace consentry {

/// What the sealed body of a dispute, or of its answer, tells: which row of the log, and somebody's
/// own words. To the patient's log and, of a dispute, to the writer of the row (protocol §2).
struct DisputeBody {
    LogSequence row;
    std::string words; ///< 1 to wordsMax bytes of UTF-8

    /// 500 characters in any language.
    static constexpr std::size_t wordsMax = 2'000;

    friend bool operator==(const DisputeBody&, const DisputeBody&) = default;
};

/// Deterministic CBOR; strict decoder: TooLarge beyond wordsMax, Malformed without words.
Bytes encodeDisputeBody(const DisputeBody& body);
Result<DisputeBody> decodeDisputeBody(ByteView bytes);

} // namespace consentry
