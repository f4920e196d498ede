#include "core/adapters/system/process_hardening.h"

#include <cerrno>
#include <cstddef>
#include <limits>
#include <new>
#include <string>

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace consentry::adapters {

Result<> hardenProcess() {
    const rlimit none{0, 0};
    if (setrlimit(RLIMIT_CORE, &none) != 0) {
        return fail(ErrorCode::Io, "setrlimit: " + std::to_string(errno));
    }
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
        return fail(ErrorCode::Io, "prctl: " + std::to_string(errno));
    }
    return {};
}

HardeningState hardeningState() {
    HardeningState state;
    rlimit core{};
    state.coreDumpsOff = getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_cur == 0;
    state.ptraceOff = prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0;
    return state;
}

std::uint64_t lockableMemory() {
    rlimit limit{};
    if (getrlimit(RLIMIT_MEMLOCK, &limit) != 0) {
        return 0;
    }
    return limit.rlim_cur == RLIM_INFINITY ? std::numeric_limits<std::uint64_t>::max()
                                           : limit.rlim_cur;
}

bool canLockMemory() {
    const auto size = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    void* page = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) {
        return false;
    }
    const bool locked = mlock(page, size) == 0;
    munmap(page, size);
    return locked;
}

} // namespace consentry::adapters
