#pragma once

#include "core/base/bytes.h"

#include <cstddef>
#include <span>
#include <utility>

namespace consentry {

/// Secret bytes in libsodium's guarded memory: locked against swapping, left out of core dumps,
/// surrounded by guard pages, wiped when freed. Move-only and unprintable; the content is reached
/// only through the named `expose`. Not for many small values: each takes whole pages.
class SecretBytes {
public:
    SecretBytes() = default;
    /// Zero-filled. Aborts where the system has no memory left, as allocation elsewhere does.
    explicit SecretBytes(std::size_t size);
    ~SecretBytes();
    SecretBytes(SecretBytes&& other) noexcept;
    SecretBytes& operator=(SecretBytes&& other) noexcept;
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;

    /// Copies, then wipes the source.
    static SecretBytes takeFrom(std::span<std::byte> source);
    /// Fresh from the system's generator.
    static SecretBytes random(std::size_t size);
    SecretBytes clone() const;

    std::size_t size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }
    ByteView expose() const { return {m_data, m_size}; }
    std::span<std::byte> exposeForWriting() { return {m_data, m_size}; }
    const unsigned char* exposeUchars() const {
        return reinterpret_cast<const unsigned char*>(m_data);
    }
    unsigned char* exposeUchars() { return reinterpret_cast<unsigned char*>(m_data); }
    /// Wipes and frees now. A few of a body's size stay reserved, wiped and out of reach.
    void clear();

private:
    std::byte* m_data = nullptr;
    std::size_t m_size = 0;
};

/// A secret of a fixed size and meaning. An empty one (moved from, default) is no key.
template <std::size_t N, class Tag> class SecretKey {
public:
    static constexpr std::size_t size = N;

    SecretKey() = default;
    static SecretKey random() { return SecretKey(SecretBytes::random(N)); }
    static Result<SecretKey> from(SecretBytes bytes) {
        if (bytes.size() != N) {
            return fail(ErrorCode::BadKey, "secret of the wrong length");
        }
        return SecretKey(std::move(bytes));
    }
    SecretKey clone() const { return SecretKey(m_bytes.clone()); }

    bool isEmpty() const { return m_bytes.isEmpty(); }
    ByteView expose() const { return m_bytes.expose(); }
    std::span<std::byte> exposeForWriting() { return m_bytes.exposeForWriting(); }
    const unsigned char* exposeUchars() const { return m_bytes.exposeUchars(); }
    unsigned char* exposeUchars() { return m_bytes.exposeUchars(); }

private:
    explicit SecretKey(SecretBytes bytes) : m_bytes(std::move(bytes)) {}
    SecretBytes m_bytes;
};

/// Compares in constant time; false when the lengths differ.
bool equalInConstantTime(ByteView a, ByteView b);
/// To the start of `target`, which must be large enough. Byte by byte: memcpy leaves what it copied
/// in vector registers, which the dynamic loader saves on the stack when it next binds a function.
/// A scan of a locked process found such copies.
void copySecret(std::span<std::byte> target, ByteView source);
/// Overwrites so that the compiler cannot drop it.
void wipe(std::span<std::byte> memory);

} // namespace consentry
