#include "core/registry/log_chain.h"

#include "core/crypto/tagged_hash.h"

namespace consentry::registry {
namespace {

/// An encoded event is below 300 bytes; what is longer cannot be one.
constexpr std::size_t eventBytesMax = 1024;

/// As CborWriter::byteString, into a buffer that is used again.
void appendDigest(Bytes& target, const Digest& digest) {
    target.push_back(std::byte{0x58});
    target.push_back(std::byte{Digest::size});
    append(target, digest.view());
}

/// As CborWriter::unsignedInt, into a buffer that is used again.
void appendUnsigned(Bytes& target, std::uint64_t value) {
    int width = 0;
    if (value < 24) {
        target.push_back(static_cast<std::byte>(value));
    } else {
        const int lengthCode = value <= 0xFF          ? 0
                               : value <= 0xFFFF      ? 1
                               : value <= 0xFFFF'FFFF ? 2
                                                      : 3;
        target.push_back(static_cast<std::byte>(24 + lengthCode));
        width = 1 << lengthCode;
    }
    for (int i = width - 1; i >= 0; --i) {
        target.push_back(static_cast<std::byte>(value >> (8 * i) & 0xFF));
    }
}

} // namespace

LogHead emptyLog(std::string_view chainId, const PartyId& patient) {
    return {0, taggedHash("head", chainId, {patient.view()})};
}

LogChain::LogChain(std::string_view chainId, const LogHead& start)
    : m_buffer(taggedPreimage("event", chainId, 1).bytes()), m_eventStart(m_buffer.size()),
      m_rowBuffer(taggedPreimage("row", chainId, 3).bytes()), m_rowStart(m_rowBuffer.size()),
      m_head(start) {
    m_buffer.reserve(m_eventStart + eventBytesMax);
}

Result<> LogChain::append(ByteView encodedEvent) {
    if (encodedEvent.size() > eventBytesMax) {
        return fail(ErrorCode::Malformed, "log row of " + std::to_string(encodedEvent.size()));
    }
    CborReader reader(encodedEvent);
    ASSIGN_OR_RETURN(const std::size_t fields, reader.map());
    ASSIGN_OR_RETURN(const std::uint64_t firstKey, reader.unsignedInt());
    ASSIGN_OR_RETURN(const std::uint64_t seq, reader.unsignedInt());
    if (fields == 0 || firstKey != 0) {
        return fail(ErrorCode::Malformed, "log row without sequence number");
    }
    if (seq != m_head.count) {
        return fail(ErrorCode::VerificationFailed, "log row " + std::to_string(seq) + " where " +
                                                       std::to_string(m_head.count) + " follows");
    }
    m_buffer.resize(m_eventStart);
    consentry::append(m_buffer, encodedEvent);
    const Digest event = sha256(m_buffer);

    m_rowBuffer.resize(m_rowStart);
    appendDigest(m_rowBuffer, m_head.head);
    appendUnsigned(m_rowBuffer, seq);
    appendDigest(m_rowBuffer, event);
    m_head = {seq + 1, sha256(m_rowBuffer)};
    return {};
}

} // namespace consentry::registry
