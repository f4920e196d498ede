// A program that does what its input says, line by line, and answers each line with one: to find
// out what a confined child can do. Also stands in for the programs of Poppler that misbehave.

#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>

extern char** environ; // NOLINT: the system's own name

namespace {

void answer(const std::string& verb, bool isDone) {
    const int error = errno;
    std::cout << verb << (isDone ? " done" : " refused " + std::to_string(error)) << std::endl;
}

bool opens(const std::string& path, int flags) {
    const int file = ::open(path.c_str(), flags | O_CLOEXEC, 0600);
    if (file >= 0) {
        ::close(file);
    }
    return file >= 0;
}

bool forks() {
    const pid_t child = ::fork();
    if (child == 0) {
        ::_exit(0);
    }
    return child > 0 && ::waitpid(child, nullptr, 0) == child;
}

int openDescriptors() {
    int count = 0;
    for (int number = STDERR_FILENO + 1; number < 1024; ++number) {
        count += ::fcntl(number, F_GETFD) >= 0 ? 1 : 0;
    }
    return count;
}

void obey(const std::string& verb, const std::string& more) {
    if (verb == "read") {
        answer(verb, opens(more, O_RDONLY));
    } else if (verb == "list") {
        answer(verb, opens(more, O_RDONLY | O_DIRECTORY));
    } else if (verb == "write") {
        answer(verb, opens(more, O_WRONLY | O_CREAT));
    } else if (verb == "truncate") {
        answer(verb, ::truncate(more.c_str(), 0) == 0);
    } else if (verb == "remove") {
        answer(verb, ::unlink(more.c_str()) == 0);
    } else if (verb == "folder") {
        answer(verb, ::mkdir(more.c_str(), 0700) == 0);
    } else if (verb == "internet") {
        answer(verb, ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) >= 0);
    } else if (verb == "local") {
        answer(verb, ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0) >= 0);
    } else if (verb == "fork") {
        answer(verb, forks());
    } else if (verb == "signal") {
        answer(verb, ::kill(::getppid(), 0) == 0);
    } else if (verb == "own") {
        answer(verb, ::fcntl(STDOUT_FILENO, F_SETOWN, ::getpid()) == 0);
    } else if (verb == "execute") {
        char* const arguments[] = {const_cast<char*>(more.c_str()), nullptr};
        ::execve(more.c_str(), arguments, environ);
        answer(verb, false);
    } else if (verb == "memory") {
        answer(verb, ::mmap(nullptr, std::stoull(more), PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED);
    } else if (verb == "environment") {
        answer(verb, environ != nullptr && *environ != nullptr);
    } else if (verb == "descriptors") {
        std::cout << verb << ' ' << openDescriptors() << std::endl;
    } else if (verb == "say") {
        std::cout << more << std::endl;
    } else if (verb == "complain") {
        std::cerr << more << std::endl;
    } else if (verb == "bytes") {
        std::cout << std::string(std::stoull(more), 'x') << std::flush;
    } else if (verb == "close") {
        ::close(STDOUT_FILENO);
        ::close(STDERR_FILENO);
    } else if (verb == "exit") {
        ::_exit(std::stoi(more));
    } else if (verb == "crash") {
        __builtin_trap();
    } else if (verb == "sleep") {
        ::sleep(1000);
    } else if (verb == "spin") {
        for (;;) {
            asm volatile(""); // without it, a loop that does nothing may be left out
        }
    } else if (verb == "flood") {
        const std::string wave(1024 * 1024, 'x');
        while (std::cout << wave) {
        }
    }
}

} // namespace

int main(int count, char** words) {
    // What a program does that never reads its input.
    if (count > 1 && std::string(words[1]) == "deaf") {
        return 0;
    }
    std::string all{std::istreambuf_iterator<char>(std::cin), {}};
    std::istringstream lines(all);
    std::string line;
    while (std::getline(lines, line)) {
        const std::size_t blank = std::min(line.find(' '), line.size());
        obey(line.substr(0, blank), line.substr(std::min(blank + 1, line.size())));
    }
    return 0;
}
