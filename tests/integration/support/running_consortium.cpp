#include "tests/integration/support/running_consortium.h"

#include "tests/support/test_paths.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <thread>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace consentry::test {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr milliseconds pollInterval{100};
constexpr std::size_t logTailMax = 4000;
constexpr const char* firstAddress = "127.0.0.2";

std::string name(Part part) {
    switch (part) {
    case Part::Engine:
        return "engine";
    case Part::Node:
        return "node";
    case Part::Both:
        break;
    }
    return "both";
}

std::vector<char*> pointersTo(std::vector<std::string>& words) {
    std::vector<char*> pointers;
    for (std::string& word : words) {
        pointers.push_back(word.data());
    }
    pointers.push_back(nullptr);
    return pointers;
}

std::vector<std::string> environmentWith(const std::map<std::string, std::string>& more) {
    std::vector<std::string> all;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string text = *entry;
        if (!more.contains(text.substr(0, text.find('=')))) {
            all.push_back(text);
        }
    }
    for (const auto& [key, value] : more) {
        all.push_back(key + "=" + value);
    }
    return all;
}

template <class Condition> bool comesTrue(seconds patience, Condition condition) {
    const auto deadline = steady_clock::now() + patience;
    while (!condition()) {
        if (steady_clock::now() >= deadline) {
            return false;
        }
        std::this_thread::sleep_for(pollInterval);
    }
    return true;
}

Result<> writeLine(const fs::path& path, const std::string& text) {
    std::ofstream file(path);
    file << text << '\n';
    file.close();
    return file ? Result<>() : fail(ErrorCode::Io, path.string());
}

/// Sockets lie below it, whose paths are short.
Result<fs::path> newFolder() {
    std::string pattern = "/tmp/consentry.XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) {
        return fail(ErrorCode::Io, "no folder below /tmp");
    }
    return fs::path(pattern);
}

std::vector<std::string> upWords(const Startup& startup) {
    std::vector<std::string> words{std::to_string(startup.members),
                                   "--timeout-commit",
                                   startup.timeoutCommit,
                                   "--app",
                                   startup.app,
                                   "--transactions-per-hour",
                                   std::to_string(startup.transactionsPerHour),
                                   "--snapshot-interval",
                                   std::to_string(startup.snapshotInterval)};
    if (startup.namespaces) {
        words.emplace_back("--namespaces");
    }
    if (startup.clocks) {
        words.emplace_back("--clocks");
    }
    if (!startup.front) {
        words.emplace_back("--no-front");
    }
    return words;
}

Result<std::string> runScript(const fs::path& consortium, const std::string& script,
                              const std::vector<std::string>& words) {
    std::vector<std::string> all{
        (sourceDir() / "packaging" / "consortium" / (script + ".sh")).string()};
    all.insert(all.end(), words.begin(), words.end());
    return runProgram(all, {{"CONSENTRY_CONSORTIUM", consortium.string()},
                            {"CONSENTRY_PROGRAMS", programsFolder().string()}});
}

} // namespace

fs::path programsFolder() {
    if (const char* named = std::getenv("CONSENTRY_PROGRAMS")) {
        return fs::absolute(named);
    }
    return fs::read_symlink("/proc/self/exe").parent_path();
}

Result<std::string> runProgram(const std::vector<std::string>& words,
                               const std::map<std::string, std::string>& environment) {
    std::array<int, 2> ends = {};
    if (::pipe(ends.data()) != 0) {
        return fail(ErrorCode::Io, "no pipe");
    }
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    ::posix_spawn_file_actions_addclose(&actions, ends[0]);
    ::posix_spawn_file_actions_addclose(&actions, ends[1]);
    std::vector<std::string> arguments = words;
    std::vector<std::string> variables = environmentWith(environment);
    pid_t process = -1;
    const int spawned = ::posix_spawnp(&process, words.front().c_str(), &actions, nullptr,
                                       pointersTo(arguments).data(), pointersTo(variables).data());
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    std::string output;
    std::array<char, 4096> part = {};
    while (spawned == 0) {
        const ssize_t count = ::read(ends[0], part.data(), part.size());
        if (count <= 0) {
            break;
        }
        output.append(part.data(), static_cast<std::size_t>(count));
    }
    ::close(ends[0]);
    int status = -1;
    if (spawned != 0 || ::waitpid(process, &status, 0) < 0 || !WIFEXITED(status) ||
        WEXITSTATUS(status) != 0) {
        return fail(ErrorCode::Refused, words.front() + ":\n" + output);
    }
    return output;
}

RunningConsortium::RunningConsortium(fs::path path, ConsortiumFolder folder)
    : m_path(std::move(path)), m_folder(std::move(folder)) {
    for (const Member& member : m_folder.members) {
        m_clients.push_back(std::make_unique<MemberClient>(member, m_folder.chainId));
    }
}

Result<std::unique_ptr<RunningConsortium>> RunningConsortium::start(const Startup& startup) {
    // In network namespaces of their own members meet nobody else's.
    if (!startup.namespaces && MemberClient(Member{1, {}, firstAddress}, {}).height() > 0) {
        return fail(
            ErrorCode::AlreadyOpen,
            "another consortium runs on this machine; packaging/consortium/down.sh ends it");
    }
    ASSIGN_OR_RETURN(const fs::path path, newFolder());
    // What runs below it, such as the load generator, looks there.
    ::setenv("CONSENTRY_CONSORTIUM", path.c_str(), 1);
    const auto up = runScript(path, "up", upWords(startup));
    auto folder = up ? ConsortiumFolder::open() : Result<ConsortiumFolder>(fail(up.error()));
    if (!folder) {
        static_cast<void>(runScript(path, "down", {"--remove"}));
        return fail(folder.error());
    }
    return std::unique_ptr<RunningConsortium>(
        new RunningConsortium(path, std::move(folder).value()));
}

RunningConsortium::~RunningConsortium() {
    if (m_keep) {
        std::fprintf(stderr, "The consortium goes on: CONSENTRY_CONSORTIUM=%s\n", m_path.c_str());
        return;
    }
    const auto down = script("down", {"--remove"});
    if (!down) {
        std::fprintf(stderr, "%s\n", toString(down.error()).c_str());
    }
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
}

Result<std::string> RunningConsortium::script(const std::string& name,
                                              const std::vector<std::string>& words) {
    return runScript(m_path, name, words);
}

Result<> RunningConsortium::findJoined() {
    ASSIGN_OR_RETURN(m_folder, ConsortiumFolder::open());
    for (std::size_t known = m_clients.size(); known < m_folder.members.size(); ++known) {
        m_clients.push_back(
            std::make_unique<MemberClient>(m_folder.members[known], m_folder.chainId));
    }
    return {};
}

Result<> RunningConsortium::kill(int member, Part part, int signal) {
    RETURN_IF_ERROR(script("kill", {std::to_string(member), name(part), std::to_string(signal)}));
    return {};
}

Result<> RunningConsortium::hold(int number, int signal) {
    RETURN_IF_ERROR(writeLine(member(number).folder / "run" / "hold", ""));
    RETURN_IF_ERROR(kill(number, signal == SIGTERM ? Part::Engine : Part::Both, signal));
    if (!comesTrue(seconds(30), [&] { return !isRunning(number, Part::Both); })) {
        return fail(ErrorCode::Unreachable, "a held member still runs");
    }
    return {};
}

Result<> RunningConsortium::release(int number) {
    RETURN_IF_ERROR(script("kill", {std::to_string(number), "release"}));
    return {};
}

Result<> RunningConsortium::nextEngineStart(int number, const std::string& variable,
                                            const std::string& value) {
    return writeLine(member(number).folder / "run" / "once.engine.env", variable + "=" + value);
}

Result<> RunningConsortium::setNodeProgram(int number, const fs::path& program) {
    return writeLine(member(number).folder / "run" / "node_program", program.string());
}

Result<> RunningConsortium::partition(const std::vector<std::string>& groups) {
    RETURN_IF_ERROR(script("partition", groups));
    return {};
}

Result<> RunningConsortium::heal() {
    RETURN_IF_ERROR(script("partition", {"heal"}));
    return {};
}

Result<> RunningConsortium::skew(int number, milliseconds offset) {
    RETURN_IF_ERROR(script("skew", {std::to_string(number), std::to_string(offset.count())}));
    return {};
}

pid_t RunningConsortium::processOf(int number, Part part) const {
    std::ifstream file(member(number).folder / "run" / (name(part) + ".pid"));
    pid_t process = 0;
    return file >> process && ::kill(process, 0) == 0 ? process : 0;
}

bool RunningConsortium::isRunning(int number, Part part) const {
    return part == Part::Both ? isRunning(number, Part::Engine) || isRunning(number, Part::Node)
                              : processOf(number, part) != 0;
}

std::uint64_t RunningConsortium::residentBytes(int number, Part part) const {
    std::ifstream statm("/proc/" + std::to_string(processOf(number, part)) + "/statm");
    std::uint64_t all = 0;
    std::uint64_t resident = 0;
    statm >> all >> resident;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::uint64_t RunningConsortium::diskBytes(int number) const {
    std::uint64_t bytes = 0;
    std::error_code vanished; // files come and go meanwhile
    for (fs::recursive_directory_iterator at(member(number).folder, vanished), end;
         at != end && !vanished; at.increment(vanished)) {
        std::error_code ignored;
        const std::uint64_t size = at->is_regular_file(ignored) ? at->file_size(ignored) : 0;
        bytes += ignored ? 0 : size;
    }
    return bytes;
}

std::string RunningConsortium::log(int number, const std::string& part) const {
    const std::string text = readFile(member(number).folder / "log" / (part + ".log"));
    return text.substr(text.size() - std::min(text.size(), logTailMax));
}

Result<> RunningConsortium::waitForHeight(int member, std::uint64_t height, seconds patience) {
    if (!comesTrue(patience, [&] { return client(member).height() >= height; })) {
        return fail(ErrorCode::Unreachable, "member " + std::to_string(member) + " stands at " +
                                                std::to_string(client(member).height()) +
                                                ", not at " + std::to_string(height));
    }
    return {};
}

std::uint64_t RunningConsortium::highest() {
    std::uint64_t highest = 0;
    for (const auto& client : m_clients) {
        highest = std::max(highest, client->height());
    }
    return highest;
}

Result<> RunningConsortium::waitUntilTogether(seconds patience) {
    const std::uint64_t height = highest();
    for (int number = 1; number <= count(); ++number) {
        RETURN_IF_ERROR(waitForHeight(number, height, patience));
    }
    return {};
}

} // namespace consentry::test
