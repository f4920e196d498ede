#include "core/adapters/poppler/confined_process.h"

#include <sys/prctl.h>
#include <sys/wait.h>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <thread>
#include <utility>

namespace consentry::adapters {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::size_t complaintMax = 4 * 1024;
constexpr std::size_t chunk = std::size_t{64} * 1024;
/// How often a stop is looked for, and the end of a child that closed its pipes.
constexpr milliseconds stopTick{20};
constexpr milliseconds endTick{1};
constexpr int notConfined = 1; ///< what a child reports that got no further
constexpr int notExecuted = 2;

class Pipe {
public:
    Pipe() = default;
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() {
        closeReading();
        closeWriting();
    }
    /// Above the standard descriptors, which the child gets others for.
    bool open() {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) {
            return false;
        }
        for (int& end : ends) {
            if (end <= STDERR_FILENO) {
                const int low =
                    std::exchange(end, ::fcntl(end, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
                ::close(low);
            }
        }
        m_reading = ends[0];
        m_writing = ends[1];
        return m_reading >= 0 && m_writing >= 0;
    }
    int reading() const { return m_reading; }
    int writing() const { return m_writing; }
    void closeReading() { closeEnd(m_reading); }
    void closeWriting() { closeEnd(m_writing); }

private:
    static void closeEnd(int& end) {
        if (end >= 0) {
            ::close(std::exchange(end, -1));
        }
    }
    int m_reading = -1;
    int m_writing = -1;
};

/// A child that ends before it has read everything must not end this process.
class WithoutPipeSignal {
public:
    WithoutPipeSignal() {
        sigemptyset(&m_pipe);
        sigaddset(&m_pipe, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &m_pipe, &m_before);
    }
    ~WithoutPipeSignal() {
        const timespec now{0, 0};
        while (sigtimedwait(&m_pipe, nullptr, &now) < 0 && errno == EINTR) {
        }
        pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }
    WithoutPipeSignal(const WithoutPipeSignal&) = delete;
    WithoutPipeSignal& operator=(const WithoutPipeSignal&) = delete;

private:
    sigset_t m_pipe{};
    sigset_t m_before{};
};

/// One run. Pipes are named after what the child does with them.
class Run {
public:
    Run(const ChildProgram& program, ByteView input, std::size_t outputMax,
        const ChildLimits& limits, const std::stop_token& stop)
        : m_program(program), m_input(input), m_outputMax(outputMax), m_limits(limits),
          m_stop(stop), m_deadline(Clock::now() + limits.wholeTime) {}

    ChildEnd run() {
        if (::access(m_program.path.c_str(), X_OK) != 0) {
            m_end.how = ChildEnd::How::NotFound;
            return std::move(m_end);
        }
        auto confinement = Confinement::prepare(m_program.path);
        if (!confinement) {
            m_end.how = ChildEnd::How::NotConfined;
            return std::move(m_end);
        }
        if (start(*confinement)) {
            serve();
        }
        return std::move(m_end);
    }

private:
    bool start(const Confinement& confinement);
    [[noreturn]] void becomeProgram(const Confinement& confinement, char* const* arguments);
    /// What the child reports before it is another program: 0 where it became one.
    int report();
    void serve();
    bool exchange(milliseconds wait);
    void give();
    void take(Pipe& pipe, Bytes& target, std::size_t most, bool isBounded);
    void await();
    void stopChild(ChildEnd::How how);
    bool isOver();

    const ChildProgram& m_program;
    ByteView m_input;
    std::size_t m_outputMax;
    const ChildLimits& m_limits;
    const std::stop_token& m_stop;
    Clock::time_point m_deadline;
    Pipe m_in;
    Pipe m_out;
    Pipe m_complaints;
    Pipe m_report;
    pid_t m_child = -1;
    Bytes m_complaint;
    bool m_isStopped = false;
    ChildEnd m_end;
};

/// Between fork() and execve(): nothing that allocates or locks.
void Run::becomeProgram(const Confinement& confinement, char* const* arguments) {
    const std::array<char*, 1> noEnvironment{nullptr};
    int problem = notConfined;
    ::setpgid(0, 0);
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 &&
        ::dup2(m_in.reading(), STDIN_FILENO) >= 0 && ::dup2(m_out.writing(), STDOUT_FILENO) >= 0 &&
        ::dup2(m_complaints.writing(), STDERR_FILENO) >= 0 &&
        ::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC) == 0 &&
        confinement.enter(m_limits)) {
        problem = notExecuted;
        sigset_t none;
        sigemptyset(&none);
        ::sigprocmask(SIG_SETMASK, &none, nullptr);
        ::execve(arguments[0], arguments, noEnvironment.data());
    }
    const auto said = static_cast<char>(problem);
    [[maybe_unused]] const ssize_t written = ::write(m_report.writing(), &said, 1);
    ::_exit(problem);
}

bool Run::start(const Confinement& confinement) {
    if (!m_in.open() || !m_out.open() || !m_complaints.open() || !m_report.open()) {
        return false;
    }
    std::string path = m_program.path.string();
    std::vector<std::string> words = m_program.arguments;
    std::vector<char*> arguments{path.data()};
    for (std::string& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before); // no handler of ours runs in the child
    m_child = ::fork();
    if (m_child == 0) {
        becomeProgram(confinement, arguments.data());
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    if (m_child < 0) {
        return false;
    }
    ::setpgid(m_child, m_child); // whichever of us comes first
    m_in.closeReading();
    m_out.closeWriting();
    m_complaints.closeWriting();
    m_report.closeWriting();
    const int problem = report();
    if (problem != 0) {
        await();
        m_end.how = problem == notConfined ? ChildEnd::How::NotConfined : ChildEnd::How::NotStarted;
        return false;
    }
    for (const int end : {m_in.writing(), m_out.reading(), m_complaints.reading()}) {
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    return true;
}

int Run::report() {
    char said = 0;
    ssize_t got = 0;
    do {
        got = ::read(m_report.reading(), &said, 1);
    } while (got < 0 && errno == EINTR);
    return got == 1 ? said : 0;
}

void Run::stopChild(ChildEnd::How how) {
    if (!std::exchange(m_isStopped, true)) {
        m_end.how = how;
        ::kill(-m_child, SIGKILL);
        ::kill(m_child, SIGKILL);
    }
}

/// Looks whether the child has to be stopped.
bool Run::isOver() {
    if (m_stop.stop_requested()) {
        stopChild(ChildEnd::How::Cancelled);
    } else if (Clock::now() >= m_deadline) {
        stopChild(ChildEnd::How::OutOfTime);
    }
    return m_isStopped;
}

void Run::serve() {
    const WithoutPipeSignal noSignal;
    while (!isOver() && exchange(stopTick)) {
    }
    await();
    m_end.complaint = textOf(m_complaint);
}

/// Gives and takes what can be had; false when the child has nothing more to say.
bool Run::exchange(milliseconds wait) {
    std::array<pollfd, 3> ends{pollfd{m_in.writing(), POLLOUT, 0},
                               pollfd{m_out.reading(), POLLIN, 0},
                               pollfd{m_complaints.reading(), POLLIN, 0}};
    if (::poll(ends.data(), ends.size(), static_cast<int>(wait.count())) <= 0) {
        return true;
    }
    if (ends[0].revents != 0) {
        give();
    }
    if (ends[1].revents != 0) {
        take(m_out, m_end.output, m_outputMax, true);
    }
    if (ends[2].revents != 0) {
        take(m_complaints, m_complaint, complaintMax, false);
    }
    return m_out.reading() >= 0 || m_complaints.reading() >= 0;
}

void Run::give() {
    const std::size_t most = std::min(m_input.size(), chunk);
    const ssize_t given = most == 0 ? 0 : ::write(m_in.writing(), m_input.data(), most);
    if (given > 0) {
        m_input = m_input.subspan(static_cast<std::size_t>(given));
    } else if (given < 0 && (errno == EAGAIN || errno == EINTR)) {
        return;
    } else if (given < 0) {
        m_input = {}; // it does not want the rest
    }
    if (m_input.empty()) {
        m_in.closeWriting();
    }
}

/// What is beyond a bound stops the child; what is beyond the length of a complaint is dropped.
void Run::take(Pipe& pipe, Bytes& target, std::size_t most, bool isBounded) {
    std::array<std::byte, chunk> piece;
    const ssize_t got = ::read(pipe.reading(), piece.data(), piece.size());
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
        return;
    }
    if (got <= 0) {
        pipe.closeReading();
        return;
    }
    const auto length = static_cast<std::size_t>(got);
    const std::size_t room = most - target.size();
    append(target, ByteView(piece).first(std::min(length, room)));
    if (isBounded && length > room) {
        stopChild(ChildEnd::How::TooMuchOutput);
    }
}

void Run::await() {
    int status = 0;
    pid_t ended = 0;
    while ((ended = ::waitpid(m_child, &status, WNOHANG)) == 0 || (ended < 0 && errno == EINTR)) {
        isOver(); // a child may close its pipes and go on
        std::this_thread::sleep_for(endTick);
    }
    if (m_isStopped) {
        return;
    }
    if (WIFEXITED(status)) {
        m_end.how = ChildEnd::How::Exited;
        m_end.code = WEXITSTATUS(status);
        return;
    }
    m_end.code = WTERMSIG(status);
    // The kernel's way of saying that the processor's time is used up.
    const bool isTime = m_end.code == SIGXCPU || m_end.code == SIGKILL;
    m_end.how = isTime ? ChildEnd::How::OutOfTime : ChildEnd::How::Crashed;
}

} // namespace

ChildEnd runConfined(const ChildProgram& program, ByteView input, std::size_t outputMax,
                     const ChildLimits& limits, const std::stop_token& stop) {
    return Run(program, input, outputMax, limits, stop).run();
}

} // namespace consentry::adapters
