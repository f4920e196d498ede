#pragma once

#include "tests/support/engine_client.h"
#include "tests/support/test_paths.h"

#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

namespace consentry::test {

/// The real program `consentry-node` on a folder, with its log in a file. Killed at the end of the
/// scope if it still runs. Throws where it does not start.
class NodeProcess {
public:
    struct Options {
        std::vector<std::string> more; ///< behind `run --home DIR`
        /// In the new process before the program begins: limits and rights.
        std::function<void()> before;
    };

    explicit NodeProcess(std::filesystem::path home) : NodeProcess(std::move(home), Options()) {}
    NodeProcess(std::filesystem::path home, const Options& options);
    ~NodeProcess();
    NodeProcess(const NodeProcess&) = delete;
    NodeProcess& operator=(const NodeProcess&) = delete;

    EngineClient connect() const { return EngineClient(address()); }
    abci::ListenAddress address() const;
    /// All lines so far, of earlier programs on this folder too.
    std::string log() const;
    void signal(int number) const;
    /// Waits for the end. The exit code, or −1 if a signal ended it.
    int wait();
    /// Resident memory in bytes, without pages of files where `anonymous`.
    std::size_t memory(bool anonymous) const;

private:
    bool isListening() const;

    std::filesystem::path m_home;
    pid_t m_process = -1;
};

} // namespace consentry::test
