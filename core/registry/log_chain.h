#pragma once

#include "core/registry/log_event.h"

#include <string>
#include <string_view>

namespace consentry::registry {

/// How long a patient's log is and the hash over all of it.
struct LogHead {
    std::uint64_t count = 0; ///< also the sequence number of the next row
    Digest head;
    friend bool operator==(const LogHead&, const LogHead&) = default;
};

/// Head 0 = H("head", patient).
LogHead emptyLog(std::string_view chainId, const PartyId& patient);

/// Follows a patient's log row by row: head' = H("row", head, seq, H("event", LogEvent)). Whoever
/// starts at a proven head and ends at a proven head has seen every row between them, unchanged
/// and in order. Two SHA-256 and no allocation per row. One thread at a time.
///
///     LogChain chain(chainId, trustedHead);
///     for (const Bytes& row : rows) {
///         RETURN_IF_ERROR(chain.append(row));      // says which row is no row or out of order
///     }
///     if (chain.head() != provenHead) …            // omitted, edited, cut
class LogChain {
public:
    LogChain(std::string_view chainId, const LogHead& start);

    /// Takes the encoded event that must have the next sequence number. It is hashed as it is; to
    /// read it use decodeLogEvent. VerificationFailed (another sequence number), Malformed; the
    /// head stays as it was.
    Result<> append(ByteView encodedEvent);
    const LogHead& head() const { return m_head; }

private:
    // Reused for every row: the start of a preimage, then what differs.
    Bytes m_buffer;
    std::size_t m_eventStart = 0;
    Bytes m_rowBuffer;
    std::size_t m_rowStart = 0;
    LogHead m_head;
};

} // namespace consentry::registry
