#include "core/crypto/secret.h"

#include "core/base/check.h"
#include "core/crypto/random.h"
#include "core/crypto/sodium_ready.h"

#include <sodium.h>

#include <cstring>

namespace consentry {
namespace {

/// Byte by byte: memcpy leaves what it copied in vector registers, which the dynamic loader saves
/// on the stack when it next binds a function. A scan of a locked process found such copies.
void copySecret(std::byte* target, ByteView source) {
    volatile std::byte* next = target;
    for (const std::byte value : source) {
        *next++ = value;
    }
}

} // namespace

SecretBytes::SecretBytes(std::size_t size) : m_size(size) {
    if (size == 0) {
        return;
    }
    ensureSodium();
    m_data = static_cast<std::byte*>(sodium_malloc(size));
    CHECK(m_data != nullptr);
    // libsodium fills with a pattern of its own.
    std::memset(m_data, 0, size);
}

SecretBytes::~SecretBytes() {
    clear();
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0)) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
    if (this != &other) {
        clear();
        m_data = std::exchange(other.m_data, nullptr);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

SecretBytes SecretBytes::takeFrom(std::span<std::byte> source) {
    SecretBytes taken(source.size());
    if (!source.empty()) {
        copySecret(taken.m_data, source);
        wipe(source);
    }
    return taken;
}

SecretBytes SecretBytes::random(std::size_t size) {
    SecretBytes fresh(size);
    fillRandom(fresh.exposeForWriting());
    return fresh;
}

SecretBytes SecretBytes::clone() const {
    SecretBytes copy(m_size);
    copySecret(copy.m_data, expose());
    return copy;
}

void SecretBytes::clear() {
    if (m_data != nullptr) {
        // Wipes the bytes, checks that nothing wrote around them (aborts if so), unmaps the pages.
        sodium_free(m_data);
        // Cheap beside the system calls above, and there is no better moment.
        wipeTraces();
    }
    m_data = nullptr;
    m_size = 0;
}

bool equalInConstantTime(ByteView a, ByteView b) {
    return a.size() == b.size() && (a.empty() || sodium_memcmp(a.data(), b.data(), a.size()) == 0);
}

void wipe(std::span<std::byte> memory) {
    if (!memory.empty()) {
        sodium_memzero(memory.data(), memory.size());
    }
}

} // namespace consentry
