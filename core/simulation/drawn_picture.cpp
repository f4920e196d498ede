#include "core/simulation/drawn_picture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>

namespace consentry::simulation {
namespace {

constexpr std::uint32_t pictureWidth = 240;
constexpr std::uint32_t pictureHeight = 180;
constexpr std::size_t storedMax = 65'535; ///< bytes of one stored block (RFC 1951 §3.2.4)

/// Which part of a bone there is, seen from the break.
enum class Part { Whole, Before, Behind };

/// A bone: a line with round ends, brighter at its rim.
struct Bone {
    double x1, y1, x2, y2, radius;
    Part part = Part::Whole;
};
constexpr std::array bones{
    Bone{10, 70, 140, 74, 17, Part::Before},  // radius, up to the break
    Bone{112, 84, 160, 90, 19, Part::Behind}, // its end, shifted
    Bone{10, 124, 156, 120, 12},              // ulna
    Bone{190, 84, 192, 86, 11},
    Bone{184, 112, 186, 113, 12},
    Bone{212, 70, 234, 60, 8},
    Bone{214, 88, 238, 85, 8},
    Bone{212, 107, 238, 110, 8},
    Bone{208, 125, 232, 136, 8},
};

constexpr double gap = 2.5; ///< half of the break's width, in pixels

/// Where the break runs, aslant and in teeth.
double breakAt(double y) {
    constexpr double tooth = 9;
    const double within = std::abs(std::fmod(y, tooth) - tooth / 2);
    return 122 + (y - 76) * 0.22 + within;
}

bool isThere(const Bone& bone, double x, double y) {
    switch (bone.part) {
    case Part::Before:
        return x < breakAt(y) - gap;
    case Part::Behind:
        return x > breakAt(y) + gap;
    case Part::Whole:
        break;
    }
    return true;
}

/// 0 in the middle, 1 at the rim, above outside.
double depthIn(const Bone& bone, double x, double y) {
    const double dx = bone.x2 - bone.x1;
    const double dy = bone.y2 - bone.y1;
    const double along = ((x - bone.x1) * dx + (y - bone.y1) * dy) / (dx * dx + dy * dy);
    const double t = std::clamp(along, 0.0, 1.0);
    return std::hypot(x - bone.x1 - t * dx, y - bone.y1 - t * dy) / bone.radius;
}

std::byte shadeAt(double x, double y) {
    double shade = 18 + 40 * std::max(0.0, 1 - std::abs(y - 96) / 90); // the arm around them
    for (const Bone& bone : bones) {
        const double depth = depthIn(bone, x, y);
        if (depth <= 1 && isThere(bone, x, y)) {
            shade = std::max(shade, 130 + 100 * depth * depth);
        }
    }
    return static_cast<std::byte>(shade);
}

void append32(Bytes& target, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
        target.push_back(static_cast<std::byte>(value >> shift & 0xFFU));
    }
}

void append(Bytes& target, ByteView bytes) {
    target.insert(target.end(), bytes.begin(), bytes.end());
}

/// CRC-32 of ISO/IEC 15948 annex D.
std::uint32_t crcOf(ByteView bytes) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const std::byte byte : bytes) {
        crc ^= std::to_integer<std::uint32_t>(byte);
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc & 1U) != 0 ? crc >> 1 ^ 0xEDB88320U : crc >> 1;
        }
    }
    return ~crc;
}

/// Adler-32 of RFC 1950.
std::uint32_t adlerOf(ByteView bytes) {
    constexpr std::uint32_t base = 65'521;
    std::uint32_t low = 1;
    std::uint32_t high = 0;
    for (const std::byte byte : bytes) {
        low = (low + std::to_integer<std::uint32_t>(byte)) % base;
        high = (high + low) % base;
    }
    return high << 16 | low;
}

void appendChunk(Bytes& png, std::string_view type, ByteView content) {
    append32(png, static_cast<std::uint32_t>(content.size()));
    Bytes covered = toBytes(bytesOf(type));
    append(covered, content);
    append(png, covered);
    append32(png, crcOf(covered));
}

/// A zlib stream (RFC 1950) of stored blocks: nothing is compressed, so nothing has to be.
Bytes zlibStored(ByteView bytes) {
    Bytes stream{std::byte{0x78}, std::byte{0x01}};
    for (std::size_t at = 0; at < bytes.size(); at += storedMax) {
        const std::size_t length = std::min(storedMax, bytes.size() - at);
        const bool isLast = at + length == bytes.size();
        const auto size = static_cast<std::uint16_t>(length);
        const auto inverse = static_cast<std::uint16_t>(~size);
        stream.push_back(static_cast<std::byte>(isLast));
        for (const std::uint16_t value : {size, inverse}) {
            stream.push_back(static_cast<std::byte>(value & 0xFF));
            stream.push_back(static_cast<std::byte>(value >> 8));
        }
        append(stream, bytes.subspan(at, length));
    }
    append32(stream, adlerOf(bytes));
    return stream;
}

} // namespace

Bytes drawnWrist() {
    Bytes lines;
    lines.reserve((pictureWidth + 1) * pictureHeight);
    for (std::uint32_t y = 0; y < pictureHeight; ++y) {
        lines.push_back(std::byte{0}); // no filter
        for (std::uint32_t x = 0; x < pictureWidth; ++x) {
            lines.push_back(shadeAt(x, y));
        }
    }
    Bytes header;
    append32(header, pictureWidth);
    append32(header, pictureHeight);
    for (const int value : {8, 0, 0, 0, 0}) { // 8 bits of grey, not interlaced
        header.push_back(static_cast<std::byte>(value));
    }
    Bytes png = toBytes(bytesOf(std::string_view("\x89PNG\r\n\x1A\n")));
    appendChunk(png, "IHDR", header);
    appendChunk(png, "IDAT", zlibStored(lines));
    appendChunk(png, "IEND", {});
    return png;
}

} // namespace consentry::simulation
