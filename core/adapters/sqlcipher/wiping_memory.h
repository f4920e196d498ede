#pragma once

#include "core/base/result.h"

namespace consentry::adapters {

/// Makes the database library overwrite everything that it frees: pages, results, sort buffers.
/// Its own switch for that (cipher_memory_security) also locks each block, two system calls an
/// allocation, and imports become eight times slower; secrets never lie in its memory in the clear
/// (vault::KeyRing seals them), so wiping is what is needed. Once for the process, before the first
/// connection; thread-safe. Internal where the library was in use already.
Result<> installWipingMemory();

} // namespace consentry::adapters
