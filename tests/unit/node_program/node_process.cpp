#include "tests/unit/node_program/node_process.h"

#include "tests/support/must.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <sstream>
#include <thread>

namespace consentry::test {
namespace {

constexpr auto startPatience = std::chrono::seconds(30);

/// Never returns: the new program's side of a fork.
[[noreturn]] void become(const std::filesystem::path& home, const NodeProcess::Options& options) {
    const int log = ::open((home / "node.log").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(log, STDERR_FILENO);
    if (options.before) {
        options.before();
    }
    std::vector<std::string> words{CONSENTRY_NODE_PROGRAM, "run",       "--home",
                                   home.string(),          "--metrics", "off"};
    words.insert(words.end(), options.more.begin(), options.more.end());
    std::vector<char*> arguments;
    for (std::string& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
}

} // namespace

NodeProcess::NodeProcess(std::filesystem::path home, const Options& options)
    : m_home(std::move(home)) {
    std::filesystem::create_directories(m_home);
    m_process = ::fork();
    if (m_process == 0) {
        become(m_home, options);
    }
    const auto until = std::chrono::steady_clock::now() + startPatience;
    while (!isListening()) {
        if (std::chrono::steady_clock::now() > until) {
            throw std::runtime_error("the node does not listen: " + log());
        }
        siginfo_t ended{};
        ::waitid(P_PID, static_cast<id_t>(m_process), &ended, WEXITED | WNOHANG | WNOWAIT);
        if (ended.si_pid != 0) {
            return; // wait() tells how
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

NodeProcess::~NodeProcess() {
    if (m_process > 0) {
        ::kill(m_process, SIGKILL);
        ::waitpid(m_process, nullptr, 0);
    }
}

abci::ListenAddress NodeProcess::address() const {
    return must(abci::parseListenAddress("unix://" + (m_home / "node.sock").string()));
}

bool NodeProcess::isListening() const {
    return abci::connectTo(address()).has_value();
}

std::string NodeProcess::log() const {
    std::ifstream file(m_home / "node.log");
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

void NodeProcess::signal(int number) const {
    ::kill(m_process, number);
}

int NodeProcess::wait() {
    int status = 0;
    ::waitpid(std::exchange(m_process, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::size_t NodeProcess::memory(bool anonymous) const {
    std::ifstream file("/proc/" + std::to_string(m_process) + "/status");
    const std::string wanted = anonymous ? "RssAnon:" : "VmRSS:";
    for (std::string word; file >> word;) {
        std::size_t kilobytes = 0;
        if (word == wanted && file >> kilobytes) {
            return kilobytes * 1024;
        }
    }
    throw std::runtime_error("no memory figure");
}

} // namespace consentry::test
