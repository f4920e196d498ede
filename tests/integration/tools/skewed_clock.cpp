// Runs a program under a wall clock of its own:
//
//     skewed_clock <file> <program> [arguments…]
//
// The file holds milliseconds, possibly negative, that are added to the system's clock whenever the
// program asks for it; writing another number is a step of the clock while the program runs. Time
// that only measures (CLOCK_MONOTONIC) stays as it is, as after a real step.
//
// Preloaded libraries cannot do this for the consensus engine: it is linked statically and reads
// the clock from memory that the kernel maps (vDSO). Here the program does not find that memory,
// falls back to system calls, and those for the wall clock are answered by a helper (seccomp user
// notification). The program itself is unmodified and keeps this process' id; what it starts in
// turn finds that memory again. Linux on x86-64; for a program that hides its memory
// (PR_SET_DUMPABLE) the helper needs root.

#include <array>
#include <cerrno>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <linux/auxvec.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

namespace {

constexpr std::int64_t nanosPerMilli = 1'000'000;
constexpr std::int64_t nanosPerSecond = 1'000'000'000;

[[noreturn]] void stop(const char* what) {
    std::fprintf(stderr, "skewed_clock: %s: %s\n", what, std::strerror(errno));
    std::_Exit(125);
}

/// The number in the file; 0 while it cannot be read.
std::int64_t offsetMillis(const char* path) {
    const int file = ::open(path, O_RDONLY | O_CLOEXEC);
    std::array<char, 32> text = {};
    const ssize_t size = file < 0 ? 0 : ::read(file, text.data(), text.size());
    if (file >= 0) {
        ::close(file);
    }
    std::int64_t millis = 0;
    std::from_chars(text.data(), text.data() + (size > 0 ? size : 0), millis);
    return millis;
}

timespec skewedNow(clockid_t clock, const char* path) {
    timespec now = {};
    ::clock_gettime(clock, &now);
    const std::int64_t millis = offsetMillis(path);
    std::int64_t nanos = now.tv_nsec + millis % 1000 * nanosPerMilli;
    now.tv_sec += millis / 1000;
    if (nanos < 0) {
        nanos += nanosPerSecond;
        --now.tv_sec;
    } else if (nanos >= nanosPerSecond) {
        nanos -= nanosPerSecond;
        ++now.tv_sec;
    }
    now.tv_nsec = nanos;
    return now;
}

// ---- the program's side ----------------------------------------------------------------------

/// Everything passes but questions for the wall clock, which wait for the helper's answer.
int listenToClockCalls() {
    constexpr auto load = [](std::size_t offset) {
        return sock_filter{BPF_LD | BPF_W | BPF_ABS, 0, 0, static_cast<std::uint32_t>(offset)};
    };
    constexpr auto jumpIfEqual = [](std::uint32_t value, std::uint8_t yes, std::uint8_t no) {
        return sock_filter{BPF_JMP | BPF_JEQ | BPF_K, yes, no, value};
    };
    std::array program = {
        load(offsetof(seccomp_data, nr)),
        jumpIfEqual(SYS_gettimeofday, 5, 0),
        jumpIfEqual(SYS_time, 4, 0),
        jumpIfEqual(SYS_clock_gettime, 0, 4),
        load(offsetof(seccomp_data, args)),
        jumpIfEqual(CLOCK_REALTIME, 1, 0),
        jumpIfEqual(CLOCK_REALTIME_COARSE, 0, 1),
        sock_filter{BPF_RET | BPF_K, 0, 0, SECCOMP_RET_USER_NOTIF},
        sock_filter{BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW},
    };
    const sock_fprog filter = {static_cast<unsigned short>(program.size()), program.data()};
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        stop("no new privileges");
    }
    const long listener =
        ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &filter);
    if (listener < 0) {
        stop("seccomp");
    }
    return static_cast<int>(listener);
}

void sendDescriptor(int channel, int descriptor) {
    char byte = 0;
    iovec data = {&byte, 1};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control = {};
    msghdr message = {};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
    if (::sendmsg(channel, &message, 0) != 1) {
        stop("send the listener");
    }
}

int receiveDescriptor(int channel) {
    char byte = 0;
    iovec data = {&byte, 1};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control = {};
    msghdr message = {};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const cmsghdr* header =
        ::recvmsg(channel, &message, MSG_CMSG_CLOEXEC) == 1 ? CMSG_FIRSTHDR(&message) : nullptr;
    if (header == nullptr || header->cmsg_type != SCM_RIGHTS) {
        stop("receive the listener");
    }
    int descriptor = -1;
    std::memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
    return descriptor;
}

// ---- the helper's side -----------------------------------------------------------------------

long peek(pid_t program, std::uint64_t address) {
    return ::ptrace(PTRACE_PEEKDATA, program, address, nullptr);
}

/// On the stack of a program that starts: argc, argv…, 0, environment…, 0, pairs of type and value.
/// The pair that tells where the kernel's clock memory is becomes one to ignore.
void hideClockMemory(pid_t program) {
    user_regs_struct registers = {};
    if (::ptrace(PTRACE_GETREGS, program, nullptr, &registers) != 0) {
        stop("registers");
    }
    constexpr std::uint64_t word = sizeof(long);
    std::uint64_t at = registers.rsp;
    at += word * (static_cast<std::uint64_t>(peek(program, at)) + 2);
    while (peek(program, at) != 0) {
        at += word;
    }
    for (at += word; peek(program, at) != AT_NULL; at += 2 * word) {
        if (peek(program, at) == AT_SYSINFO_EHDR) {
            ::ptrace(PTRACE_POKEDATA, program, at, AT_IGNORE);
        }
    }
}

void watchStart(pid_t program) {
    int status = 0;
    while (::waitpid(program, &status, 0) == program) {
        if (status >> 8 == (SIGTRAP | (PTRACE_EVENT_EXEC << 8))) {
            hideClockMemory(program);
            ::ptrace(PTRACE_DETACH, program, nullptr, nullptr);
            return;
        }
        if (WIFEXITED(status) || WIFSIGNALED(status)) {
            std::_Exit(0); // it could not be started, and said why
        }
        ::ptrace(PTRACE_CONT, program, nullptr, nullptr);
    }
}

/// Writes the answer where the program wants it. False where its memory is closed to us.
bool answer(const seccomp_notif& question, const char* path, seccomp_notif_resp& reply) {
    const seccomp_data& call = question.data;
    const auto write = [&](std::uint64_t address, const void* value, std::size_t size) {
        const iovec local = {const_cast<void*>(value), size};
        const iovec remote = {reinterpret_cast<void*>(address), size}; // NOLINT: another's address
        return address == 0 || ::process_vm_writev(static_cast<pid_t>(question.pid), &local, 1,
                                                   &remote, 1, 0) == static_cast<ssize_t>(size);
    };
    const bool isClock = call.nr == SYS_clock_gettime;
    const timespec now =
        skewedNow(isClock ? static_cast<clockid_t>(call.args[0]) : CLOCK_REALTIME, path);
    if (isClock) {
        return write(call.args[1], &now, sizeof now);
    }
    if (call.nr == SYS_gettimeofday) {
        const timeval value = {now.tv_sec, now.tv_nsec / 1000};
        return write(call.args[0], &value, sizeof value);
    }
    reply.val = now.tv_sec;
    return write(call.args[0], &now.tv_sec, sizeof now.tv_sec);
}

/// Until the program, and all that it started, have ended.
void answerClockCalls(int listener, const char* path) {
    for (;;) {
        pollfd wait = {listener, POLLIN, 0};
        if (::poll(&wait, 1, -1) < 0 && errno != EINTR) {
            stop("poll");
        }
        if ((wait.revents & POLLHUP) != 0) {
            return;
        }
        seccomp_notif question = {};
        if (::ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &question) != 0) {
            continue; // the one who asked is gone
        }
        seccomp_notif_resp reply = {};
        reply.id = question.id;
        if (!answer(question, path, reply)) {
            reply.error = -EFAULT;
        }
        ::ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &reply);
    }
}

[[noreturn]] void help(pid_t program, int channel, const char* path) {
    ::signal(SIGINT, SIG_IGN);
    const int listener = receiveDescriptor(channel);
    // From here on the program stops at every signal until watchStart looks.
    if (::ptrace(PTRACE_SEIZE, program, nullptr, PTRACE_O_TRACEEXEC) != 0) {
        stop("attach");
    }
    const char ready = 1;
    if (::write(channel, &ready, 1) != 1) {
        stop("channel");
    }
    ::close(channel);
    watchStart(program);
    answerClockCalls(listener, path);
    std::_Exit(0);
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::fprintf(stderr,
                     "Usage: skewed_clock <file with milliseconds> <program> [arguments…]\n");
        return 2;
    }
    std::array<int, 2> channel = {};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, channel.data()) != 0) {
        stop("channel");
    }
    const pid_t program = ::getpid();
    ::prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);
    // Twice, so that the helper is no child of the program, which might wait for its own.
    const pid_t between = ::fork();
    if (between == 0) {
        if (::fork() == 0) {
            ::close(channel[0]);
            help(program, channel[1], argv[1]);
        }
        std::_Exit(0);
    }
    ::close(channel[1]);
    ::waitpid(between, nullptr, 0);
    const int listener = listenToClockCalls();
    sendDescriptor(channel[0], listener);
    ::close(listener);
    char ready = 0;
    if (::read(channel[0], &ready, 1) != 1) {
        stop("the helper did not start");
    }
    ::close(channel[0]);
    ::execvp(argv[2], argv + 2);
    stop(argv[2]);
}
