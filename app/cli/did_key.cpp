#include "app/cli/did_key.h"

#include <algorithm>

namespace consentry::cli {
namespace {

constexpr std::string_view prefix = "did:key:z";
constexpr std::string_view alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr std::array<std::byte, 2> ed25519Codec = {std::byte{0xed}, std::byte{0x01}};
constexpr std::size_t textMax = 128; ///< an Ed25519 key takes 47 digits

/// Digits of a big number, least significant first, after `number = number * factor + add`.
void multiplyAdd(std::vector<unsigned>& digits, unsigned base, unsigned factor, unsigned add) {
    unsigned carry = add;
    for (unsigned& digit : digits) {
        const unsigned value = digit * factor + carry;
        digit = value % base;
        carry = value / base;
    }
    while (carry != 0) {
        digits.push_back(carry % base);
        carry /= base;
    }
}

std::string base58(ByteView bytes) {
    std::vector<unsigned> digits;
    for (const std::byte value : bytes) {
        multiplyAdd(digits, 58, 256, std::to_integer<unsigned>(value));
    }
    std::string text;
    for (std::size_t i = 0; i < bytes.size() && bytes[i] == std::byte{0}; ++i) {
        text += alphabet.front();
    }
    std::for_each(digits.rbegin(), digits.rend(), [&](unsigned digit) { text += alphabet[digit]; });
    return text;
}

Result<Bytes> fromBase58(std::string_view text) {
    std::vector<unsigned> digits;
    for (const char letter : text) {
        const std::size_t value = alphabet.find(letter);
        if (value == std::string_view::npos) {
            return fail(ErrorCode::Malformed, "base58");
        }
        multiplyAdd(digits, 256, 58, static_cast<unsigned>(value));
    }
    const std::size_t zeros = std::min(text.find_first_not_of(alphabet.front()), text.size());
    Bytes bytes(zeros, std::byte{0});
    std::for_each(digits.rbegin(), digits.rend(),
                  [&](unsigned digit) { bytes.push_back(static_cast<std::byte>(digit)); });
    return bytes;
}

} // namespace

std::string didKeyOf(const SigningPublicKey& key) {
    Bytes bytes(ed25519Codec.begin(), ed25519Codec.end());
    append(bytes, key.view());
    return std::string(prefix) + base58(bytes);
}

Result<SigningPublicKey> parseDidKey(std::string_view did) {
    if (!did.starts_with(prefix) || did.size() > textMax) {
        return fail(ErrorCode::Malformed, "did:key");
    }
    ASSIGN_OR_RETURN(const Bytes bytes, fromBase58(did.substr(prefix.size())));
    const ByteView view(bytes);
    if (view.size() < ed25519Codec.size() ||
        !equal(view.first(ed25519Codec.size()), ed25519Codec)) {
        return fail(ErrorCode::Unsupported, "did:key of another kind");
    }
    return SigningPublicKey::from(view.subspan(ed25519Codec.size()));
}

} // namespace consentry::cli
