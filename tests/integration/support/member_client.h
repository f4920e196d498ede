#pragma once

#include "core/adapters/cometbft/cometbft_transport.h"
#include "tests/integration/support/consortium_folder.h"
#include "tests/integration/support/plain_http.h"

#include <memory>
#include <optional>

namespace consentry::test {

/// A block as one engine stores it. Nothing is verified.
struct StoredBlock {
    BlockHeight height;
    light_client::Timestamp time; ///< of the header
    Bytes appHash;                ///< after the block before
    Bytes lastCommitHash;
    std::vector<Bytes> transactions;
    std::size_t evidence = 0;
};

/// Talks to the engine of one member, past its nginx. One thread at a time.
class MemberClient {
public:
    explicit MemberClient(const Member& member, std::string chainId,
                          HttpLimits limits = {std::chrono::seconds(2), std::chrono::seconds(10),
                                               64 * 1024 * 1024});

    const Member& member() const { return m_member; }
    LedgerTransport& transport() { return m_transport; }
    /// A call of the engine's RPC that LedgerTransport does not need.
    Result<cometbft::RpcReplies> call(const cometbft::RpcCall& call) { return m_rpc.call(call); }

    Result<cometbft::NodeStatus> status() { return m_transport.status(); }
    /// 0 where the engine does not answer.
    std::uint64_t height();
    Result<StoredBlock> block(std::uint64_t height);
    /// The codes of a block's transactions.
    Result<std::vector<std::uint32_t>> codes(std::uint64_t height);
    /// How many transactions wait in the mempool.
    Result<std::uint64_t> waiting();

private:
    Member m_member;
    PlainHttp m_http;
    cometbft::CometBftTransport m_transport;
    cometbft::JsonRpcClient m_rpc;
};

} // namespace consentry::test
