#include "core/crypto/sealed_body.h"

#include "core/crypto/random.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace consentry {
namespace {

constexpr std::size_t saltSize = 32;
constexpr std::size_t headSize = saltSize + 4;
constexpr std::size_t tagSize = 16;
constexpr std::array<std::size_t, 4> paddedSizes{512, 2'048, 8'192, 32'768};
static_assert(BodyPlaintext::contentMax + headSize == paddedSizes.back());

bool isPaddedSize(std::size_t size) {
    return std::find(paddedSizes.begin(), paddedSizes.end(), size) != paddedSizes.end();
}

/// The length field; `padded` has at least headSize bytes.
std::size_t contentSizeOf(ByteView padded) {
    std::size_t size = 0;
    for (const std::byte digit : padded.subspan(saltSize, 4)) {
        size = size << 8 | std::to_integer<std::size_t>(digit);
    }
    return size;
}

void writeContentSize(std::span<std::byte> padded, std::size_t size) {
    for (std::size_t i = 0; i < 4; ++i) {
        padded[saltSize + i] = std::byte(size >> (8 * (3 - i)) & 0xff);
    }
}

Bytes hpkeInfo(const BodyContext& context, const SealingPublicKey& recipient) {
    CborWriter info = taggedPreimage("body", context.chainId, 5);
    info.unsignedInt(static_cast<std::uint64_t>(context.suite))
        .byteString(context.writer.view())
        .byteString(context.patient.view())
        .byteString(context.objectId.view())
        .byteString(recipient.view());
    return std::move(info).bytes();
}

} // namespace

Result<BodyPlaintext> BodyPlaintext::create(ByteView content) {
    if (content.size() > contentMax) {
        return fail(ErrorCode::TooLarge, "body of " + std::to_string(content.size()) + " bytes");
    }
    const std::size_t size =
        *std::lower_bound(paddedSizes.begin(), paddedSizes.end(), content.size() + headSize);
    SecretBytes padded(size);
    const std::span<std::byte> target = padded.exposeForWriting();
    fillRandom(target.first(saltSize));
    writeContentSize(target, content.size());
    std::copy(content.begin(), content.end(), target.begin() + headSize);
    return BodyPlaintext(std::move(padded));
}

Result<BodyPlaintext> BodyPlaintext::parse(SecretBytes padded) {
    const ByteView bytes = padded.expose();
    if (!isPaddedSize(bytes.size())) {
        return fail(ErrorCode::Malformed, "body of a size that none has");
    }
    const std::size_t contentSize = contentSizeOf(bytes);
    if (contentSize > bytes.size() - headSize) {
        return fail(ErrorCode::Malformed, "body longer than its padding allows");
    }
    const ByteView padding = bytes.subspan(headSize + contentSize);
    if (!std::all_of(padding.begin(), padding.end(),
                     [](std::byte value) { return value == std::byte{0}; })) {
        return fail(ErrorCode::Malformed, "body padding is not zero");
    }
    return BodyPlaintext(std::move(padded));
}

ByteView BodyPlaintext::content() const {
    const ByteView bytes = m_padded.expose();
    return bytes.empty() ? bytes : bytes.subspan(headSize, contentSizeOf(bytes));
}

Digest BodyPlaintext::commitment(std::string_view chainId) const {
    // The plaintext goes straight into the hash: a preimage in one piece would copy the secret
    // into ordinary memory. CBOR heads of byte strings of 512 to 32,768 bytes have three bytes.
    const ByteView plaintext = m_padded.expose();
    CborWriter head = taggedPreimage("body", chainId, 1);
    const std::array<std::byte, 3> length{std::byte{0x59}, std::byte(plaintext.size() >> 8),
                                          std::byte(plaintext.size() & 0xff)};
    return sha256({head.bytes(), length, plaintext});
}

Result<Sealed> sealBody(const BodyPlaintext& body, const BodyContext& context,
                        const SealingPublicKey& recipient) {
    RETURN_IF_ERROR(suiteFromNumber(static_cast<std::uint64_t>(context.suite)));
    return hpkeSeal(recipient, hpkeInfo(context, recipient), {}, body.padded());
}

Result<BodyPlaintext> openBody(const Sealed& sealed, const BodyContext& context,
                               const SealingKey& recipient) {
    RETURN_IF_ERROR(suiteFromNumber(static_cast<std::uint64_t>(context.suite)));
    if (sealed.ciphertext.size() < tagSize || !isPaddedSize(sealed.ciphertext.size() - tagSize)) {
        return fail(ErrorCode::Malformed, "sealed body of a size that none has");
    }
    ASSIGN_OR_RETURN(SecretBytes padded,
                     hpkeOpen(recipient, sealed, hpkeInfo(context, recipient.publicKey()), {}));
    return BodyPlaintext::parse(std::move(padded));
}

Digest sealedDigest(std::string_view chainId, const Sealed& sealed) {
    return taggedHash("sealed", chainId, {sealed.enc.view(), sealed.ciphertext});
}

} // namespace consentry
