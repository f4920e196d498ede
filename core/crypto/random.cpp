#include "core/crypto/random.h"

#include "core/base/check.h"
#include "core/crypto/sodium_ready.h"

#include <sodium.h>

#include <array>
#include <cstring>

namespace consentry {

void ensureSodium() {
    // 0: initialized now, 1: was initialized before, -1: no way to get randomness.
    static const bool ready = sodium_init() >= 0;
    CHECK(ready);
}

void wipeTraces() {
    // Through a volatile size, or the compiler would not call the library's memcpy: at 256 bytes
    // that uses every vector register which it uses at all.
    static constexpr std::array<std::byte, 256> zeros{};
    std::array<std::byte, 256> target;
    volatile std::size_t size = zeros.size();
    std::memcpy(target.data(), zeros.data(), size);
    // Reads the target as far as the compiler knows, so that it keeps the copy.
    sodium_memzero(target.data(), target.size());
    // More than the deepest call chain of the libraries' functions that are used here.
    constexpr std::size_t reach = 16 * 1024;
    sodium_stackzero(reach);
}

void fillRandom(std::span<std::byte> target) {
    ensureSodium();
    if (!target.empty()) {
        randombytes_buf(target.data(), target.size());
    }
}

} // namespace consentry
