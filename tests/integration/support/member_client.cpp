#include "tests/integration/support/member_client.h"

#include "core/adapters/cometbft/json_fields.h"

#include <algorithm>

namespace consentry::test {

using clinical::JsonValue;

MemberClient::MemberClient(const Member& member, std::string chainId, HttpLimits limits)
    : m_member(member), m_transport(m_http, {member.rpcUrl(), {}}, std::move(chainId), limits),
      m_rpc(m_http, {member.rpcUrl(), {}}, limits, {}) {}

std::uint64_t MemberClient::height() {
    const auto now = status();
    return now ? now->newest.value : 0;
}

Result<StoredBlock> MemberClient::block(std::uint64_t height) {
    ASSIGN_OR_RETURN(const cometbft::RpcReplies replies,
                     call({"block", R"({"height":")" + std::to_string(height) + R"("})"}));
    ASSIGN_OR_RETURN(const JsonValue result, replies.result(0));
    ASSIGN_OR_RETURN(const JsonValue block, cometbft::objectField(result, "block"));
    ASSIGN_OR_RETURN(const JsonValue header, cometbft::objectField(block, "header"));
    ASSIGN_OR_RETURN(const JsonValue data, cometbft::objectField(block, "data"));
    StoredBlock stored;
    stored.height = BlockHeight(height);
    ASSIGN_OR_RETURN(stored.time, cometbft::timeField(header, "time"));
    ASSIGN_OR_RETURN(stored.appHash, cometbft::hexField(header, "app_hash"));
    ASSIGN_OR_RETURN(stored.lastCommitHash, cometbft::hexField(header, "last_commit_hash"));
    for (const JsonValue item : data["txs"].items()) {
        ASSIGN_OR_RETURN(Bytes transaction, fromBase64(item.string()));
        stored.transactions.push_back(std::move(transaction));
    }
    for ([[maybe_unused]] const JsonValue item : block["evidence"]["evidence"].items()) {
        ++stored.evidence;
    }
    return stored;
}

Result<std::vector<std::uint32_t>> MemberClient::codes(std::uint64_t height) {
    ASSIGN_OR_RETURN(const auto results, m_transport.blockResults(BlockHeight(height)));
    std::vector<std::uint32_t> codes(results.size());
    std::transform(results.begin(), results.end(), codes.begin(),
                   [](const auto& one) { return one.code; });
    return codes;
}

Result<std::uint64_t> MemberClient::waiting() {
    ASSIGN_OR_RETURN(const cometbft::RpcReplies replies, call({"num_unconfirmed_txs", "{}"}));
    ASSIGN_OR_RETURN(const JsonValue result, replies.result(0));
    return cometbft::longField(result, "total");
}

} // namespace consentry::test
