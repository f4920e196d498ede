#include "core/adapters/abci/frame_reader.h"

namespace consentry::abci {
namespace {

/// Five groups of seven bits hold more than any permitted length.
constexpr std::size_t lengthBytesMax = 5;
/// A buffer that grew for one long message is given back.
constexpr std::size_t keptBytesMax = std::size_t{1} << 20U;

} // namespace

void appendFrame(Bytes& target, ByteView message) {
    std::size_t rest = message.size();
    for (; rest >= 0x80; rest >>= 7U) {
        target.push_back(static_cast<std::byte>(0x80U | (rest & 0x7FU)));
    }
    target.push_back(static_cast<std::byte>(rest));
    append(target, message);
}

void FrameReader::add(ByteView bytes) {
    m_buffer.erase(m_buffer.begin(), m_buffer.begin() + static_cast<std::ptrdiff_t>(m_position));
    m_position = 0;
    if (m_buffer.empty() && m_buffer.capacity() > keptBytesMax) {
        m_buffer = Bytes();
    }
    append(m_buffer, bytes);
}

Result<std::optional<FrameReader::Length>> FrameReader::length() const {
    Length length;
    for (; m_position + length.head < m_buffer.size(); ++length.head) {
        if (length.head == lengthBytesMax) {
            return fail(ErrorCode::Malformed, "length of a message");
        }
        const auto byte = std::to_integer<std::size_t>(m_buffer[m_position + length.head]);
        length.bytes |= (byte & 0x7FU) << (7 * length.head);
        if ((byte & 0x80U) == 0) {
            ++length.head;
            if (length.bytes > m_max) {
                return fail(ErrorCode::TooLarge,
                            "message of " + std::to_string(length.bytes) + " bytes");
            }
            return std::optional(length);
        }
    }
    return std::optional<Length>();
}

Result<std::optional<ByteView>> FrameReader::next() {
    ASSIGN_OR_RETURN(const std::optional<Length> found, length());
    if (!found || m_buffer.size() - m_position - found->head < found->bytes) {
        return std::optional<ByteView>();
    }
    const ByteView message = ByteView(m_buffer).subspan(m_position + found->head, found->bytes);
    m_position += found->head + found->bytes;
    return std::optional(message);
}

} // namespace consentry::abci
