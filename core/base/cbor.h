#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <string_view>

namespace consentry {

/// Writes deterministic CBOR (RFC 8949 §4.2.1): shortest heads, definite lengths. The caller
/// writes map keys in ascending order of their encoding; for our small unsigned keys that is
/// numeric order. No floats, no tags, no negative numbers: the formats of this project need none.
class CborWriter {
public:
    CborWriter& unsignedInt(std::uint64_t value) { return head(0, value); }
    CborWriter& byteString(ByteView bytes);
    CborWriter& text(std::string_view utf8);
    /// Followed by `count` items.
    CborWriter& array(std::size_t count) { return head(4, count); }
    /// Followed by `count` pairs of key and value.
    CborWriter& map(std::size_t count) { return head(5, count); }
    CborWriter& boolean(bool value);
    CborWriter& null();
    /// Already encoded items, taken as they are.
    CborWriter& raw(ByteView encoded);

    const Bytes& bytes() const& { return m_bytes; }
    Bytes bytes() && { return std::move(m_bytes); }

private:
    CborWriter& head(unsigned majorType, std::uint64_t argument);

    Bytes m_bytes;
};

/// Reads what CborWriter writes and refuses every other encoding: longer integers, indefinite
/// lengths, invalid UTF-8, items beyond the end. Errors: Malformed, NotCanonical, Unsupported.
/// Views returned point into the input. Depth is the caller's: it never recurses except in
/// skip(), which stops at depthMax.
class CborReader {
public:
    static constexpr int depthMax = 16;

    explicit CborReader(ByteView input) : m_input(input) {}

    Result<std::uint64_t> unsignedInt();
    Result<ByteView> byteString();
    Result<std::string_view> text();
    /// The number of items. At most the number of remaining bytes, so that a hostile count cannot
    /// reserve memory.
    Result<std::size_t> array();
    Result<std::size_t> map();
    Result<bool> boolean();
    /// True and consumed if the next item is null.
    bool takeNull();
    /// The encoded bytes of the next item, whatever it is, after checking its encoding.
    Result<ByteView> skip();

    bool atEnd() const { return m_position == m_input.size(); }
    std::size_t position() const { return m_position; }
    /// Malformed unless all input was used.
    Result<> finish() const;

    template <std::size_t N, class Tag> Result<> fixed(FixedBytes<N, Tag>& target) {
        ASSIGN_OR_RETURN(ByteView bytes, byteString());
        ASSIGN_OR_RETURN(target, (FixedBytes<N, Tag>::from(bytes)));
        return {};
    }

private:
    struct Head {
        unsigned majorType = 0;
        std::uint64_t argument = 0;
    };
    Result<Head> head();
    Result<std::uint64_t> headOf(unsigned majorType);
    Result<ByteView> take(std::uint64_t count);
    Result<> skipItem(int depth);

    ByteView m_input;
    std::size_t m_position = 0;
};

/// Whether the bytes are well-formed UTF-8 (RFC 3629): no surrogates, no overlong forms.
bool isValidUtf8(std::string_view text);

} // namespace consentry
