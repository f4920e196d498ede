#pragma once

#include "core/base/result.h"

#include <cstdint>

namespace consentry::adapters {

/// First step of every main that handles secrets: no core dumps (RLIMIT_CORE 0), and no other
/// process of the same user may attach or read this memory (PR_SET_DUMPABLE 0). Child processes
/// that do not exec inherit it. Io where the system refuses.
Result<> hardenProcess();

/// What the system says now, for the "about" page and tests.
struct HardeningState {
    bool coreDumpsOff = false;
    bool ptraceOff = false;
};
HardeningState hardeningState();

/// How many bytes may be locked against swapping; UINT64_MAX where there is no limit.
std::uint64_t lockableMemory();
/// Locks and releases one page: false means that secrets could reach the swap file, and the caller
/// should say so.
bool canLockMemory();

} // namespace consentry::adapters
