#pragma once

#include "core/base/ids.h"
#include "core/base/instant.h"
#include "core/crypto/signature.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace consentry {

/// Who asks for rows of a patient's log: the rows of an epoch are served on a signature by that
/// epoch's fetch key (protocol §1).
struct LogQuery {
    PartyId patient;
    LogSequence from;
    std::uint32_t limit = 1000; ///< 1 to logPageMax rows
    Instant signedAt;           ///< by the asker's clock, not before 1970
    SigningPublicKey fetchKey;
    Signature signature; ///< over logQueryPreimage

    static constexpr std::uint32_t logPageMax = 10'000;
    friend bool operator==(const LogQuery&, const LogQuery&) = default;
};

/// The bytes that a fetch key signs: H("log-query", patient, from, limit, time) as its preimage.
Bytes logQueryPreimage(std::string_view chainId, const LogQuery& query);

/// Encoded LogEvents in ascending order, as one node claims; believed only after the chain of
/// hashes meets the head that the state proves.
struct LogPage {
    std::vector<Bytes> rows;
    bool more = false; ///< there are rows after these that the same query may ask for

    /// More than any row needs.
    static constexpr std::size_t rowBytesMax = 2048;
    friend bool operator==(const LogPage&, const LogPage&) = default;
};

/// What a node is asked and answers with, in one valid encoding: deterministic CBOR maps.
/// {0: patient, 1: from, 2: limit, 3: milliseconds, 4: fetch key, 5: signature} and
/// {0: [row…], 1: more}. The decoders accept exactly what the encoders write and check neither
/// signature nor rows. Errors: Malformed, NotCanonical, TooLarge.
Bytes encodeLogQuery(const LogQuery& query);
Result<LogQuery> decodeLogQuery(ByteView bytes);
Bytes encodeLogPage(const LogPage& page);
Result<LogPage> decodeLogPage(ByteView bytes);

} // namespace consentry
