#pragma once

#include "core/adapters/embedded/embedded_ledger.h"
#include "core/adapters/system/posix_file_system.h"
#include "core/adapters/system/system_clock.h"
#include "core/hospital/organization_card.h"
#include "core/light_client/consortium_profile.h"
#include "tests/support/http_server.h"
#include "tests/support/memory_store.h"
#include "tests/support/rpc_node.h"

#include <filesystem>
#include <mutex>

namespace consentry::test {

/// A consortium of this process that looks from outside like the one of
/// packaging/consortium/up.sh: a folder with the members' keys and cards, a node of each behind
/// TLS 1.3 with a key of its own, and a signed profile. All nodes show one embedded ledger.
class LocalConsortium {
public:
    static constexpr std::string_view chainId = "hospitals-1";

    explicit LocalConsortium(std::filesystem::path folder, std::size_t members = 4);
    ~LocalConsortium();

    const std::filesystem::path& folder() const { return m_folder; }
    std::filesystem::path member(std::size_t number) const; ///< from 1
    std::vector<std::filesystem::path> cards() const;
    std::size_t members() const { return m_servers.size(); }

    /// A file with the engine's reply to `commit` at this height.
    std::filesystem::path commitFile(BlockHeight height);
    /// A profile anchored at this height, signed by so many members.
    std::filesystem::path profileFile(BlockHeight height, std::size_t signers,
                                      std::uint64_t number = 1);

    embedded::EmbeddedLedger& ledger() { return *m_ledger; }
    /// What all nodes answer; `edit` of it reaches every node.
    RpcNode& rpc() { return *m_rpc; }
    /// A member's node answers nothing any more, or again.
    void setSilent(std::size_t number, bool silent);
    /// Replaces what a member's node answers; an empty function: the truth again.
    void setAnswer(std::size_t number, std::function<std::string(const std::string&)> answer);
    /// Another history from here on, by the same validators: what it answers.
    std::function<std::string(const std::string&)> fork();
    /// Transactions that nodes were given, also those that they had already.
    std::size_t submissions() const { return m_submissions; }

private:
    struct Member {
        std::unique_ptr<HttpServer> server;
        std::atomic<bool> isSilent = false;
        std::function<std::string(const std::string&)> answer;
    };
    void serve(Member& member, const HttpServer::Request& request,
               HttpServer::Connection& connection);

    std::filesystem::path m_folder;
    adapters::PosixFileSystem m_files;
    adapters::SystemClock m_clock;
    std::shared_ptr<MemoryDisk::File> m_disk = std::make_shared<MemoryDisk::File>();
    MemoryStore m_store{m_disk};
    std::vector<std::unique_ptr<Member>> m_servers;
    std::unique_ptr<embedded::EmbeddedLedger> m_ledger;
    std::unique_ptr<RpcNode> m_rpc;
    std::mutex m_mutex;
    std::atomic<std::size_t> m_submissions = 0;
    int m_filesMade = 0;
};

} // namespace consentry::test
