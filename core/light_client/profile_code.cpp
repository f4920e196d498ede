#include "core/light_client/profile_code.h"

#include "core/crypto/hash.h"

#include <algorithm>

namespace consentry::light_client {
namespace {

constexpr std::size_t groupBytes = 5;
constexpr std::uint64_t groupValues = 100'000;
constexpr std::size_t groupDigits = 5;

bool isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && isSpace(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && isSpace(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

} // namespace

std::string profileCode(const SignedProfile& profile) {
    return std::string(profileCodePrefix) + toBase64(encodeSignedProfile(profile));
}

Result<SignedProfile> readProfileCode(ByteView content) {
    if (content.size() > profileCodeBytesMax) {
        return fail(ErrorCode::TooLarge, "profile");
    }
    const std::string_view text = trimmed(textOf(content));
    if (!text.starts_with(profileCodePrefix)) {
        return decodeSignedProfile(content);
    }
    std::string digits(text.substr(profileCodePrefix.size()));
    std::erase_if(digits, isSpace);
    ASSIGN_OR_RETURN(const Bytes bytes, fromBase64(digits));
    return decodeSignedProfile(bytes);
}

std::string profileDigits(const ConsortiumProfile& profile) {
    const Digest digest = sha256(profilePreimage(profile));
    std::string text;
    for (std::size_t group = 0; group < profileDigitGroups; ++group) {
        std::uint64_t value = 0;
        for (std::size_t byte = 0; byte < groupBytes; ++byte) {
            value = value << 8U |
                    std::to_integer<std::uint64_t>(digest.view()[group * groupBytes + byte]);
        }
        std::string digits = std::to_string(value % groupValues);
        digits.insert(0, groupDigits - digits.size(), '0');
        text += (group == 0 ? "" : " ") + digits;
    }
    return text;
}

} // namespace consentry::light_client
