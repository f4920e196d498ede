#pragma once

#include "core/registry/refusal.h"
#include "core/registry/types.h"

#include <optional>

namespace consentry::registry {

/// One row of a patient's log, as the registry writes it (protocol §3). Time and height are inside
/// the hash, so no node can shift a row.
struct LogEvent {
    LogSequence seq;
    EpochNumber epoch;
    BlockHeight height;
    Instant blockTime;
    std::uint32_t txIndex = 0;
    std::uint32_t itemIndex = 0;
    TxHash txHash;
    LogEventType type = LogEventType::RegisterParty;
    PartyId actor; ///< the signing party, never the reader
    ObjectId objectId;
    Refusal result = Refusal::Accepted; ///< other than Accepted: a denial
    std::optional<Digest> bodyDigest;   ///< none where the kind carries no sealed body
    std::optional<Digest> bodyCommit;
    std::optional<PartyId> holder; ///< the mailbox that signed for the body
    bool substitute = false;       ///< the holder is none of the patient's mailboxes

    friend bool operator==(const LogEvent&, const LogEvent&) = default;
};

/// Deterministic CBOR, a map with keys 0 to 14; the sequence number is always its first value.
Bytes encodeLogEvent(const LogEvent& event);
/// Accepts only what encodeLogEvent writes. Errors: Malformed, NotCanonical.
Result<LogEvent> decodeLogEvent(ByteView bytes);

} // namespace consentry::registry
