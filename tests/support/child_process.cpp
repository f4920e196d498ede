#include "tests/support/child_process.h"

#include <sys/wait.h>
#include <unistd.h>

#include <poll.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <exception>
#include <stdexcept>

namespace consentry::test {
namespace {

constexpr int exitOfException = 99;

[[noreturn]] void runChild(const std::function<int(std::string& said)>& work, int out) {
    std::string said;
    int result = exitOfException;
    try {
        result = work(said);
    } catch (const std::exception& error) {
        said = error.what();
    }
    for (std::size_t done = 0; done < said.size();) {
        const ssize_t put = ::write(out, said.data() + done, said.size() - done);
        if (put <= 0) {
            break;
        }
        done += static_cast<std::size_t>(put);
    }
    ::_exit(result);
}

/// Everything until the child closes its end; false where that takes too long.
bool readAll(int from, std::string& text, std::chrono::seconds limit) {
    const auto until = std::chrono::steady_clock::now() + limit;
    std::array<char, 4096> piece{};
    while (true) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            until - std::chrono::steady_clock::now());
        pollfd waiting{from, POLLIN, 0};
        if (left.count() <= 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) == 0) {
            return false;
        }
        const ssize_t got = ::read(from, piece.data(), piece.size());
        if (got <= 0) {
            return true;
        }
        text.append(piece.data(), static_cast<std::size_t>(got));
    }
}

} // namespace

ChildOutcome inChild(const std::function<int(std::string& said)>& work,
                     std::chrono::seconds limit) {
    int ends[2];
    if (::pipe(ends) != 0) {
        throw std::runtime_error("pipe");
    }
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        runChild(work, ends[1]);
    }
    ::close(ends[1]);
    ChildOutcome outcome;
    const bool ended = readAll(ends[0], outcome.said, limit);
    ::close(ends[0]);
    if (!ended) {
        ::kill(child, SIGKILL);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (!ended) {
        outcome.end = ChildOutcome::End::TimedOut;
    } else if (WIFSIGNALED(status)) {
        outcome.end = ChildOutcome::End::Killed;
        outcome.number = WTERMSIG(status);
    } else {
        outcome.number = WEXITSTATUS(status);
    }
    return outcome;
}

} // namespace consentry::test
