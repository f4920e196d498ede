#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

namespace consentry {

// Eight bytes at once. A mark is the highest bit of a byte. In a mask the first mark, in the order
// of memory, is always right; behind it there may be wrong ones.

inline constexpr std::uint64_t eachByte = 0x0101010101010101U;

/// Eight bytes of memory, the first one lowest.
inline std::uint64_t eightBytes(const char* at) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    if constexpr (std::endian::native == std::endian::big) {
        word = __builtin_bswap64(word);
    }
    return word;
}

constexpr std::uint64_t marksBelow(std::uint64_t word, unsigned char limit) {
    return (word - eachByte * limit) & ~word & (eachByte * 0x80);
}

constexpr std::uint64_t marksEqual(std::uint64_t word, char wanted) {
    return marksBelow(word ^ (eachByte * static_cast<unsigned char>(wanted)), 1);
}

/// How many bytes stand before the first mark; eight where there is none.
constexpr unsigned bytesBefore(std::uint64_t marks) {
    return static_cast<unsigned>(std::countr_zero(marks)) / 8;
}

} // namespace consentry
