#pragma once

#include "core/adapters/cometbft/engine_json.h"
#include "core/adapters/cometbft/json_rpc.h"
#include "core/ports/ledger_transport.h"

namespace consentry::cometbft {

/// LedgerTransport by the RPC of one CometBFT v0.38 node. Nothing that it returns is checked beyond
/// its form, and beyond being an answer to what was asked. One thread at a time.
/// Errors besides those of the port: WrongServer (not pinned, or a node of another chain), Stale
/// (the node is catching up), TooLarge, Unsupported, Cancelled.
class CometBftTransport : public LedgerTransport {
public:
    CometBftTransport(HttpClient& http, ServerAddress server, std::string chainId,
                      HttpLimits limits = {}, std::stop_token stop = {});

    /// A node that has the bytes already answers as if they were new: what counts is that they
    /// are on their way, and only their inclusion says more.
    Result<SubmitReply> submit(ByteView transaction) override;
    Result<std::optional<TransactionAnswer>> transaction(const TxHash& hash) override;
    Result<std::vector<light_client::TxResultFields>> blockResults(BlockHeight height) override;
    Result<BlockHeight> newestHeight() override;
    Result<light_client::LightBlock> lightBlock(BlockHeight height) override;
    Result<StateAnswer> state(const registry::StateKey& key,
                              std::optional<BlockHeight> height) override;
    Result<LogPage> logRows(const LogQuery& query) override;

    Result<NodeStatus> status();

private:
    Result<> addValidatorPages(BlockHeight height, ValidatorsPage& first);
    Result<QueryReply> query(std::string_view path, ByteView data,
                             std::optional<BlockHeight> height);

    JsonRpcClient m_rpc;
    std::string m_chainId;
};

} // namespace consentry::cometbft
