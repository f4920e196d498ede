#pragma once

#include "core/base/bytes.h"

#include <optional>

namespace consentry::abci {

/// The engine's own limit is two gigabytes. Its largest message to us is a snapshot chunk of 16 MB;
/// a block has 2 MiB, a genesis file a few.
constexpr std::size_t frameBytesMax = std::size_t{32} << 20U;

/// The length of a message as the engine writes it in front: unsigned LEB128, as in protobuf.
void appendFrame(Bytes& target, ByteView message);

/// Cuts a stream of bytes into messages. Memory grows with what arrived, never with what a length
/// promises.
class FrameReader {
public:
    explicit FrameReader(std::size_t messageBytesMax = frameBytesMax) : m_max(messageBytesMax) {}

    void add(ByteView bytes);
    /// The next whole message, or none yet. The view is valid until the next call of add().
    /// TooLarge, Malformed: the stream is of no more use.
    Result<std::optional<ByteView>> next();
    /// Whether a message has begun that is not whole.
    bool isWithinMessage() const { return m_position < m_buffer.size(); }

private:
    struct Length {
        std::size_t bytes = 0; ///< of the message
        std::size_t head = 0;  ///< of the length itself
    };
    Result<std::optional<Length>> length() const;

    std::size_t m_max;
    Bytes m_buffer;
    std::size_t m_position = 0; ///< of the first byte that was not handed out
};

} // namespace consentry::abci
