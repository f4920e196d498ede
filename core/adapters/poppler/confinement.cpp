#include "core/adapters/poppler/confinement.h"

#include <linux/audit.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <utility>

namespace consentry::adapters {
namespace {

constexpr rlim_t filesMax = 64; ///< open at the same time: fonts and libraries

#if defined(__x86_64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t architecture = 0; ///< the list below is not written for it
#endif

/// What a program needs that reads its input, libraries and fonts, computes, and writes its output.
/// Whatever is not here answers "no such call", as an old kernel would, and libraries know how to
/// go on then. Two more calls are allowed by their arguments: see callFilter().
constexpr std::array allowedCalls{
    SYS_read,
    SYS_write,
    SYS_readv,
    SYS_writev,
    SYS_pread64,
    SYS_lseek,
    SYS_close,
    SYS_fstat,
    SYS_newfstatat,
    SYS_statx,
    SYS_fstatfs,
    SYS_statfs,
    SYS_faccessat,
    SYS_readlinkat,
    SYS_getdents64,
    SYS_fadvise64,
    SYS_getcwd,
    SYS_mmap,
    SYS_munmap,
    SYS_mprotect,
    SYS_mremap,
    SYS_madvise,
    SYS_brk,
    SYS_futex,
    SYS_getrandom,
    SYS_exit,
    SYS_exit_group,
    SYS_execve,
    SYS_rt_sigaction,
    SYS_rt_sigprocmask,
    SYS_rt_sigreturn,
    SYS_sigaltstack,
    SYS_set_tid_address,
    SYS_set_robust_list,
    SYS_sched_yield,
    SYS_sched_getaffinity,
    SYS_clock_gettime,
    SYS_clock_getres,
    SYS_clock_nanosleep,
    SYS_nanosleep,
    SYS_gettimeofday,
    SYS_getrusage,
    SYS_times,
    SYS_uname,
    SYS_sysinfo,
    SYS_getpid,
    SYS_gettid,
    SYS_getuid,
    SYS_geteuid,
    SYS_getgid,
    SYS_getegid,
    SYS_restart_syscall,
#ifdef SYS_rseq
    SYS_rseq,
#endif
#ifdef SYS_faccessat2
    SYS_faccessat2,
#endif
#ifdef SYS_arch_prctl // of x86-64, which also has older names of what is above
    SYS_arch_prctl,
    SYS_stat,
    SYS_lstat,
    SYS_access,
    SYS_readlink,
    SYS_time,
    SYS_poll,
#endif
};

constexpr std::uint32_t refusal(int error) {
    return SECCOMP_RET_ERRNO | static_cast<std::uint32_t>(error);
}

sock_filter statement(int code, std::uint32_t value) {
    return {static_cast<std::uint16_t>(code), 0, 0, value};
}
sock_filter jump(int code, std::uint32_t value, std::uint8_t whenTrue, std::uint8_t whenFalse) {
    return {static_cast<std::uint16_t>(code), whenTrue, whenFalse, value};
}

/// The low half of an argument; all that is compared are of 32 bits.
sock_filter loadArgument(std::size_t index) {
    return statement(
        BPF_LD | BPF_W | BPF_ABS,
        static_cast<std::uint32_t>(offsetof(seccomp_data, args) + index * sizeof(std::uint64_t)));
}

/// Allows a call where `test` of its argument is false.
void allowUnless(std::vector<sock_filter>& filter, long call, std::size_t argument, int test,
                 std::uint32_t value) {
    filter.push_back(jump(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(call), 0, 4));
    filter.push_back(loadArgument(argument));
    filter.push_back(jump(BPF_JMP | test | BPF_K, value, 1, 0));
    filter.push_back(statement(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    filter.push_back(statement(BPF_RET | BPF_K, refusal(EPERM)));
}

std::vector<sock_filter> callFilter() {
    constexpr std::uint32_t changing =
        O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY);
    std::vector<sock_filter> filter;
    filter.push_back(statement(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)));
    filter.push_back(jump(BPF_JMP | BPF_JEQ | BPF_K, architecture, 1, 0));
    filter.push_back(statement(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
    filter.push_back(statement(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)));
    for (const long call : allowedCalls) {
        filter.push_back(jump(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(call), 0, 1));
        filter.push_back(statement(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    }
    allowUnless(filter, SYS_openat, 2, BPF_JSET, changing);
#ifdef SYS_open
    allowUnless(filter, SYS_open, 1, BPF_JSET, changing);
#endif
    // Flags of descriptors, but not F_SETOWN, which names a process to be signalled.
    allowUnless(filter, SYS_fcntl, 1, BPF_JGT, F_SETFL);
    // Its own limits, no other process's.
    allowUnless(filter, SYS_prlimit64, 0, BPF_JGT, 0);
    filter.push_back(statement(BPF_RET | BPF_K, refusal(ENOSYS)));
    return filter;
}

/// Whether the kernel takes filters at all: a null one is refused as a bad address.
bool canFilterCalls() {
    return architecture != 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, nullptr, 0, 0) == -1 &&
           errno == EFAULT;
}

/// Everything that the kernel's Landlock can refuse.
std::uint64_t handledAccess(long version) {
    constexpr std::uint64_t first = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1U) - 1;
    constexpr std::uint64_t refer = first + 1;     ///< since version 2
    constexpr std::uint64_t truncate = refer << 1; ///< since version 3
    return first | (version >= 2 ? refer : 0) | (version >= 3 ? truncate : 0);
}

bool allowBelow(int rules, const std::filesystem::path& path, std::uint64_t access) {
    const int place = ::open(path.c_str(), O_PATH | O_CLOEXEC);
    if (place < 0) {
        return errno == ENOENT; // then there is nothing to allow
    }
    landlock_path_beneath_attr rule{};
    rule.allowed_access = access;
    rule.parent_fd = place;
    const bool isAdded =
        ::syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
    ::close(place);
    return isAdded;
}

bool limit(int resource, rlim_t value) {
    const rlimit both{value, value};
    return setrlimit(static_cast<__rlimit_resource>(resource), &both) == 0;
}

} // namespace

Result<Confinement> Confinement::prepare(const std::filesystem::path& program) {
    if (!canFilterCalls()) {
        return fail(ErrorCode::NotPermitted, "no filter of system calls");
    }
    Confinement confinement;
    confinement.m_calls = callFilter();
    const long version =
        ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version >= 1) {
        landlock_ruleset_attr handled{};
        handled.handled_access_fs = handledAccess(version);
        confinement.m_fileRules =
            static_cast<int>(::syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0));
        if (confinement.m_fileRules < 0 || !confinement.makeFileRules(program)) {
            return fail(ErrorCode::NotPermitted, "rules for files: " + std::to_string(errno));
        }
    }
    return confinement;
}

bool Confinement::makeFileRules(const std::filesystem::path& program) {
    constexpr std::uint64_t readFile = LANDLOCK_ACCESS_FS_READ_FILE;
    constexpr std::uint64_t readAll = readFile | LANDLOCK_ACCESS_FS_READ_DIR;
    constexpr std::uint64_t execute = LANDLOCK_ACCESS_FS_EXECUTE;
    // The dynamic linker is executed too. It lies below one of these, whatever its name points to.
    return allowBelow(m_fileRules, program, readFile | execute) &&
           allowBelow(m_fileRules, "/usr", readAll) &&
           allowBelow(m_fileRules, "/lib", readAll | execute) &&
           allowBelow(m_fileRules, "/lib64", readAll | execute) &&
           allowBelow(m_fileRules, "/etc/ld.so.cache", readFile) &&
           allowBelow(m_fileRules, "/etc/fonts", readAll) &&
           allowBelow(m_fileRules, "/var/cache/fontconfig", readAll);
}

bool Confinement::enter(const ChildLimits& limits) const noexcept {
    const auto seconds = static_cast<rlim_t>(limits.processorTime.count());
    const sock_fprog filter{static_cast<std::uint16_t>(m_calls.size()),
                            const_cast<sock_filter*>(m_calls.data())};
    return limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NOFILE, filesMax) &&
           limit(RLIMIT_CPU, seconds) && limit(RLIMIT_AS, limits.addressSpace) &&
           prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           (m_fileRules < 0 || ::syscall(SYS_landlock_restrict_self, m_fileRules, 0) == 0) &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) == 0;
}

Confinement::Confinement(Confinement&& other) noexcept
    : m_calls(std::move(other.m_calls)), m_fileRules(std::exchange(other.m_fileRules, -1)) {}

Confinement& Confinement::operator=(Confinement&& other) noexcept {
    m_calls = std::move(other.m_calls);
    std::swap(m_fileRules, other.m_fileRules);
    return *this;
}

Confinement::~Confinement() {
    if (m_fileRules >= 0) {
        ::close(m_fileRules);
    }
}

} // namespace consentry::adapters
