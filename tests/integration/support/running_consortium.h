#pragma once

#include "tests/integration/support/consortium_folder.h"
#include "tests/integration/support/member_client.h"

#include <chrono>
#include <csignal>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <sys/types.h>

namespace consentry::test {

/// What up.sh is told.
struct Startup {
    int members = 4;
    bool namespaces = false; ///< partition() works; needs root
    bool clocks = false;     ///< skew() works; x86-64 alone
    bool front = false;      ///< nginx with TLS before each engine, and a profile for wallets
    std::string timeoutCommit = "300ms";
    std::string app = "node";
    int transactionsPerHour = 1'000'000;
    int snapshotInterval = 1000; ///< blocks
};

enum class Part { Engine, Node, Both };

/// A consortium of the scripts in packaging/consortium, in a folder of its own, stopped and removed
/// at the end of the scope. Every member is the real engine with the real registry behind it.
/// One at a time on a machine: members have fixed addresses. One thread at a time.
class RunningConsortium {
public:
    /// Errors: what up.sh could not do; its output is in the text.
    static Result<std::unique_ptr<RunningConsortium>> start(const Startup& startup);
    ~RunningConsortium();
    RunningConsortium(const RunningConsortium&) = delete;
    RunningConsortium& operator=(const RunningConsortium&) = delete;
    /// Leaves it running, for people who want to see why a check failed.
    void keep() { m_keep = true; }

    const ConsortiumFolder& folder() const { return m_folder; }
    const std::string& chainId() const { return m_folder.chainId; }
    int count() const { return static_cast<int>(m_folder.members.size()); }
    const Member& member(int number) const { return m_folder.member(number); }
    MemberClient& client(int number) { return *m_clients.at(static_cast<std::size_t>(number) - 1); }

    /// Takes in the members that join.sh added.
    Result<> findJoined();

    Result<> kill(int member, Part part, int signal);
    /// Stops a member by the signal and keeps it down until release().
    Result<> hold(int member, int signal = SIGTERM);
    Result<> release(int member);
    /// Environment of the engine for its next start alone, such as FAIL_TEST_INDEX.
    Result<> nextEngineStart(int member, const std::string& variable, const std::string& value);
    /// Another program in place of consentry-node from its next start on.
    Result<> setNodeProgram(int member, const std::filesystem::path& program);
    /// Each text is a group such as "1,2".
    Result<> partition(const std::vector<std::string>& groups);
    Result<> heal();
    Result<> skew(int member, std::chrono::milliseconds offset);
    bool isRunning(int member, Part part) const;
    /// The process of the engine or of the node; 0 where there is none.
    pid_t processOf(int member, Part part) const;
    /// Memory of its engine or node in RAM, in bytes; 0 where it does not run.
    std::uint64_t residentBytes(int member, Part part) const;
    /// What lies in a member's folder, in bytes.
    std::uint64_t diskBytes(int member) const;
    /// A script of packaging/consortium. Its output where it succeeds.
    Result<std::string> script(const std::string& name, const std::vector<std::string>& words);
    /// The end of a member's log: "node", "engine", "supervisor".
    std::string log(int member, const std::string& part) const;

    /// Unreachable where it takes longer.
    Result<> waitForHeight(int member, std::uint64_t height, std::chrono::seconds patience);
    /// All members have the newest block of the one that is furthest.
    Result<> waitUntilTogether(std::chrono::seconds patience);
    std::uint64_t highest();

private:
    RunningConsortium(std::filesystem::path path, ConsortiumFolder folder);

    std::filesystem::path m_path;
    ConsortiumFolder m_folder;
    std::vector<std::unique_ptr<MemberClient>> m_clients;
    bool m_keep = false;
};

/// Where the programs of this build lie; up.sh uses the same.
std::filesystem::path programsFolder();

/// Runs a program to its end and returns what it wrote. Refused with that text where its exit
/// code is not 0.
Result<std::string> runProgram(const std::vector<std::string>& words,
                               const std::map<std::string, std::string>& environment = {});

} // namespace consentry::test
