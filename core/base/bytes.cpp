#include "core/base/bytes.h"

namespace consentry {
namespace {

constexpr std::string_view hexDigits = "0123456789abcdef";
constexpr std::string_view base64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int hexValue(char digit) {
    if (digit >= '0' && digit <= '9') {
        return digit - '0';
    }
    if (digit >= 'a' && digit <= 'f') {
        return digit - 'a' + 10;
    }
    if (digit >= 'A' && digit <= 'F') {
        return digit - 'A' + 10;
    }
    return -1;
}

} // namespace

std::string toHex(ByteView bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (std::byte b : bytes) {
        const auto value = std::to_integer<unsigned>(b);
        text += hexDigits[value >> 4];
        text += hexDigits[value & 15];
    }
    return text;
}

Result<Bytes> fromHex(std::string_view text) {
    if (text.size() % 2 != 0) {
        return fail(ErrorCode::Malformed, "hexadecimal text of odd length");
    }
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = hexValue(text[i]);
        const int low = hexValue(text[i + 1]);
        if (high < 0 || low < 0) {
            return fail(ErrorCode::Malformed, "not a hexadecimal digit");
        }
        bytes.push_back(static_cast<std::byte>(high * 16 + low));
    }
    return bytes;
}

std::string toBase64(ByteView bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t here = std::min<std::size_t>(3, bytes.size() - i);
        unsigned group = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            group = group << 8 | (k < here ? std::to_integer<unsigned>(bytes[i + k]) : 0U);
        }
        for (std::size_t k = 0; k < 4; ++k) {
            text += k <= here ? base64Digits[group >> (18 - 6 * k) & 63] : '=';
        }
    }
    return text;
}

Result<Bytes> fromBase64(std::string_view text) {
    if (text.size() % 4 != 0) {
        return fail(ErrorCode::Malformed, "base64 text is not padded");
    }
    Bytes bytes;
    bytes.reserve(text.size() / 4 * 3);
    for (std::size_t i = 0; i < text.size(); i += 4) {
        const bool last = i + 4 == text.size();
        const std::size_t padding = !last ? 0 : text[i + 2] == '=' ? 2 : text[i + 3] == '=' ? 1 : 0;
        unsigned group = 0;
        for (std::size_t k = 0; k < 4; ++k) {
            std::size_t value = 0;
            if (k < 4 - padding) {
                value = base64Digits.find(text[i + k]);
                if (value == std::string_view::npos) {
                    return fail(ErrorCode::Malformed, "not a base64 digit");
                }
            } else if (text[i + k] != '=') {
                return fail(ErrorCode::Malformed, "misplaced base64 padding");
            }
            group = group << 6 | static_cast<unsigned>(value);
        }
        if ((padding == 1 && (group & 0xFFU) != 0) || (padding == 2 && (group & 0xFFFFU) != 0)) {
            return fail(ErrorCode::NotCanonical, "unused base64 bits are set");
        }
        for (std::size_t k = 0; k < 3 - padding; ++k) {
            bytes.push_back(static_cast<std::byte>(group >> (16 - 8 * k) & 0xFF));
        }
    }
    return bytes;
}

} // namespace consentry
