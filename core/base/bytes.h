#pragma once

#include "core/base/result.h"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace consentry {

using Bytes = std::vector<std::byte>;
using ByteView = std::span<const std::byte>;

/// The bytes of a text, without its terminator. The text must outlive the view.
inline ByteView bytesOf(std::string_view text) {
    return std::as_bytes(std::span(text));
}
inline Bytes toBytes(ByteView view) {
    return {view.begin(), view.end()};
}
inline std::string_view textOf(ByteView view) {
    return {reinterpret_cast<const char*>(view.data()), view.size()};
}
inline void append(Bytes& target, ByteView more) {
    target.insert(target.end(), more.begin(), more.end());
}
/// The last N bytes of a number, the highest first, so that byte order is numeric order.
template <std::size_t N> constexpr std::array<std::byte, N> bigEndian(std::uint64_t value) {
    std::array<std::byte, N> bytes{};
    for (std::size_t i = N; i-- > 0; value >>= 8U) {
        bytes[i] = static_cast<std::byte>(value & 0xFFU);
    }
    return bytes;
}
inline const unsigned char* uchars(ByteView view) {
    return reinterpret_cast<const unsigned char*>(view.data());
}
inline bool equal(ByteView a, ByteView b) {
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size()) == 0);
}

/// Lower-case hexadecimal.
std::string toHex(ByteView bytes);
/// Accepts both cases, refuses anything else.
Result<Bytes> fromHex(std::string_view text);
/// RFC 4648 §4 with padding.
std::string toBase64(ByteView bytes);
/// Strict RFC 4648 §4: padding required, no white space, unused bits zero.
Result<Bytes> fromBase64(std::string_view text);

/// A value of exactly N bytes that does not convert to another Tag's: hashes, ids, public keys,
/// signatures. Public data only; secrets have types of their own (core/crypto/secret.h).
template <std::size_t N, class Tag> class FixedBytes {
public:
    static constexpr std::size_t size = N;

    constexpr FixedBytes() = default;
    constexpr explicit FixedBytes(const std::array<std::byte, N>& bytes) : m_bytes(bytes) {}

    /// Malformed unless there are exactly N bytes.
    static Result<FixedBytes> from(ByteView bytes) {
        if (bytes.size() != N) {
            return fail(ErrorCode::Malformed, "expected " + std::to_string(N) + " bytes, got " +
                                                  std::to_string(bytes.size()));
        }
        FixedBytes value;
        std::memcpy(value.m_bytes.data(), bytes.data(), N);
        return value;
    }
    static Result<FixedBytes> fromHexText(std::string_view text) {
        ASSIGN_OR_RETURN(Bytes bytes, fromHex(text));
        return from(bytes);
    }

    ByteView view() const { return m_bytes; }
    std::byte* data() { return m_bytes.data(); }
    const unsigned char* uchars() const {
        return reinterpret_cast<const unsigned char*>(m_bytes.data());
    }
    unsigned char* uchars() { return reinterpret_cast<unsigned char*>(m_bytes.data()); }
    std::string hex() const { return toHex(m_bytes); }
    bool isZero() const { return *this == FixedBytes(); }

    friend bool operator==(const FixedBytes& a, const FixedBytes& b) {
        return std::memcmp(a.m_bytes.data(), b.m_bytes.data(), N) == 0;
    }
    friend std::strong_ordering operator<=>(const FixedBytes& a, const FixedBytes& b) {
        return std::memcmp(a.m_bytes.data(), b.m_bytes.data(), N) <=> 0;
    }

private:
    std::array<std::byte, N> m_bytes{};
};

} // namespace consentry

/// Ids are hashes already: the first bytes spread well enough.
template <std::size_t N, class Tag> struct std::hash<consentry::FixedBytes<N, Tag>> {
    std::size_t operator()(const consentry::FixedBytes<N, Tag>& value) const noexcept {
        std::size_t seed = 0;
        std::memcpy(&seed, value.view().data(), N < sizeof seed ? N : sizeof seed);
        return seed;
    }
};
