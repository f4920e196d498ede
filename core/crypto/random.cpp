#include "core/crypto/random.h"

#include "core/base/check.h"
#include "core/crypto/sodium_ready.h"

#include <sodium.h>

namespace consentry {

void ensureSodium() {
    // 0: initialized now, 1: was initialized before, -1: no way to get randomness.
    static const bool ready = sodium_init() >= 0;
    CHECK(ready);
}

void fillRandom(std::span<std::byte> target) {
    ensureSodium();
    randombytes_buf(target.data(), target.size());
}

} // namespace consentry
