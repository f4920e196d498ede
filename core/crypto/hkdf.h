#pragma once

#include "core/crypto/secret.h"

#include <array>
#include <initializer_list>
#include <span>

namespace consentry {

/// Internal to core/crypto: the two halves of HKDF-SHA256 (RFC 5869), which HPKE needs apart and
/// with inputs in pieces. Others use core/crypto/kdf.h.

/// A short secret on the stack, wiped when it goes out of scope. For intermediate values of one
/// calculation; what lives longer is a SecretBytes.
template <std::size_t N> class WipedArray {
public:
    WipedArray() = default;
    ~WipedArray() { wipe(m_bytes); }
    WipedArray(const WipedArray&) = delete;
    WipedArray& operator=(const WipedArray&) = delete;

    ByteView view() const { return m_bytes; }
    std::span<std::byte, N> forWriting() { return m_bytes; }
    unsigned char* uchars() { return reinterpret_cast<unsigned char*>(m_bytes.data()); }

private:
    std::array<std::byte, N> m_bytes{};
};

/// What HKDF-SHA256 can give at most from one key: 255 blocks.
inline constexpr std::size_t hkdfOutputMax = 255 * 32;

/// HMAC-SHA-256 of the concatenation of `parts`.
void hmacSha256To(std::span<std::byte, 32> mac, ByteView key,
                  std::initializer_list<ByteView> parts);
/// RFC 5869 §2.2. An empty salt stands for 32 zero bytes.
void hkdfExtract(std::span<std::byte, 32> pseudorandomKey, ByteView salt,
                 std::initializer_list<ByteView> inputKeyMaterial);
/// RFC 5869 §2.3. Fills `output`, at most hkdfOutputMax bytes.
void hkdfExpand(std::span<std::byte> output, ByteView pseudorandomKey, ByteView info);

} // namespace consentry
