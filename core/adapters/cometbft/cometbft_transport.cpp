#include "core/adapters/cometbft/cometbft_transport.h"

#include "core/crypto/hash.h"
#include "core/ports/log_query.h"
#include "core/ports/node_query.h"

#include <algorithm>

namespace consentry::cometbft {
namespace {

using light_client::LightBlock;
using light_client::ValidatorSet;

std::string jsonText(std::string_view text) {
    return "\"" + std::string(text) + "\"";
}

std::string upperHex(ByteView bytes) {
    std::string text = toHex(bytes);
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return text;
}

std::string atHeight(BlockHeight height) {
    return R"({"height":)" + jsonText(std::to_string(height.value)) + "}";
}

std::string validatorsAt(BlockHeight height, std::size_t page) {
    return R"({"height":)" + jsonText(std::to_string(height.value)) + R"(,"page":)" +
           jsonText(std::to_string(page)) + R"(,"per_page":)" +
           jsonText(std::to_string(ValidatorsPage::pageMax)) + "}";
}

tl::unexpected<Error> otherAnswer(const char* what) {
    return fail(ErrorCode::Malformed, std::string("node answers about another ") + what);
}

TxHash hashOf(ByteView transaction) {
    return *TxHash::from(sha256(transaction).view());
}

} // namespace

CometBftTransport::CometBftTransport(HttpClient& http, ServerAddress server, std::string chainId,
                                     HttpLimits limits, std::stop_token stop)
    : m_rpc(http, std::move(server), limits, std::move(stop)), m_chainId(std::move(chainId)) {}

Result<SubmitReply> CometBftTransport::submit(ByteView transaction) {
    const TxHash hash = hashOf(transaction);
    ASSIGN_OR_RETURN(
        const RpcReplies replies,
        m_rpc.call({"broadcast_tx_sync", R"({"tx":)" + jsonText(toBase64(transaction)) + "}"}));
    const auto result = replies.result(0);
    if (!result) {
        return result.error().code == ErrorCode::AlreadyExists
                   ? Result<SubmitReply>(SubmitReply{0, hash})
                   : fail(result.error());
    }
    ASSIGN_OR_RETURN(const SubmitReply reply, parseBroadcast(*result));
    return reply.hash == hash ? Result<SubmitReply>(reply) : otherAnswer("transaction");
}

Result<std::optional<TransactionAnswer>> CometBftTransport::transaction(const TxHash& hash) {
    ASSIGN_OR_RETURN(
        const RpcReplies replies,
        m_rpc.call({"tx", R"({"hash":)" + jsonText(toBase64(hash.view())) + R"(,"prove":true})"}));
    const auto result = replies.result(0);
    if (!result && result.error().code == ErrorCode::NotFound) {
        return std::optional<TransactionAnswer>();
    }
    if (!result) {
        return fail(result.error());
    }
    ASSIGN_OR_RETURN(FoundTransaction found, parseTransaction(*result));
    if (found.hash != hash || hashOf(found.answer.transaction) != hash) {
        return otherAnswer("transaction");
    }
    return std::optional(std::move(found.answer));
}

Result<std::vector<light_client::TxResultFields>>
CometBftTransport::blockResults(BlockHeight height) {
    ASSIGN_OR_RETURN(const RpcReplies replies, m_rpc.call({"block_results", atHeight(height)}));
    ASSIGN_OR_RETURN(const auto result, replies.result(0));
    ASSIGN_OR_RETURN(BlockResults block, parseBlockResults(result));
    if (block.height != height) {
        return otherAnswer("height");
    }
    return std::move(block.results);
}

Result<NodeStatus> CometBftTransport::status() {
    ASSIGN_OR_RETURN(const RpcReplies replies, m_rpc.call({"status", "{}"}));
    ASSIGN_OR_RETURN(const auto result, replies.result(0));
    ASSIGN_OR_RETURN(NodeStatus status, parseStatus(result));
    if (status.chainId != m_chainId) {
        return fail(ErrorCode::WrongServer, "a node of another chain");
    }
    return status;
}

Result<BlockHeight> CometBftTransport::newestHeight() {
    ASSIGN_OR_RETURN(const NodeStatus now, status());
    if (now.isCatchingUp) {
        return fail(ErrorCode::Stale,
                    "node is catching up, at " + std::to_string(now.newest.value));
    }
    return now.newest;
}

/// Header and validators come in one batch: one round trip for consortiums of up to 100.
Result<LightBlock> CometBftTransport::lightBlock(BlockHeight height) {
    const RpcCall calls[] = {{"commit", atHeight(height)}, {"validators", validatorsAt(height, 1)}};
    ASSIGN_OR_RETURN(const RpcReplies replies, m_rpc.call(calls));
    ASSIGN_OR_RETURN(const auto commit, replies.result(0));
    ASSIGN_OR_RETURN(const auto validators, replies.result(1));
    ASSIGN_OR_RETURN(SignedHeader signedHeader, parseSignedHeader(commit));
    ASSIGN_OR_RETURN(ValidatorsPage page, parseValidators(validators));
    if (signedHeader.header.height != height || page.height != height) {
        return otherAnswer("height");
    }
    RETURN_IF_ERROR(addValidatorPages(height, page));
    ASSIGN_OR_RETURN(ValidatorSet set, ValidatorSet::from(std::move(page.validators)));
    return LightBlock{std::move(signedHeader.header), std::move(signedHeader.commit),
                      std::move(set)};
}

Result<> CometBftTransport::addValidatorPages(BlockHeight height, ValidatorsPage& first) {
    for (std::size_t number = 2; first.validators.size() < first.total; ++number) {
        ASSIGN_OR_RETURN(const RpcReplies replies,
                         m_rpc.call({"validators", validatorsAt(height, number)}));
        ASSIGN_OR_RETURN(const auto result, replies.result(0));
        ASSIGN_OR_RETURN(const ValidatorsPage page, parseValidators(result));
        if (page.height != height || page.total != first.total ||
            page.validators.size() > first.total - first.validators.size()) {
            return otherAnswer("validator set");
        }
        first.validators.insert(first.validators.end(), page.validators.begin(),
                                page.validators.end());
    }
    return {};
}

Result<QueryReply> CometBftTransport::query(std::string_view path, ByteView data,
                                            std::optional<BlockHeight> height) {
    ASSIGN_OR_RETURN(
        const RpcReplies replies,
        m_rpc.call({"abci_query", R"({"path":)" + jsonText(path) + R"(,"data":)" +
                                      jsonText(upperHex(data)) + R"(,"height":)" +
                                      jsonText(std::to_string(height ? height->value : 0)) +
                                      R"(,"prove":)" + (height ? "true" : "false") + "}"}));
    ASSIGN_OR_RETURN(const auto result, replies.result(0));
    return parseQuery(result);
}

Result<StateAnswer> CometBftTransport::state(const registry::StateKey& key,
                                             std::optional<BlockHeight> height) {
    if (!height) {
        ASSIGN_OR_RETURN(const BlockHeight newest, newestHeight());
        if (newest.value < 2) {
            return fail(ErrorCode::NotFound, "no block has proven a state yet");
        }
        height = BlockHeight(newest.value - 1);
    }
    ASSIGN_OR_RETURN(QueryReply reply, query(stateQueryPath, key.view(), height));
    if (reply.code != 0) {
        return fail(errorOfRefusal(reply.code),
                    "node does not show the state, code " + std::to_string(reply.code));
    }
    if (reply.height != *height) {
        return otherAnswer("height");
    }
    if (reply.proof.size() != 1 || reply.proof.front().type != stateProofType ||
        !equal(reply.proof.front().key, key.view())) {
        return fail(ErrorCode::Malformed, "node gives no proof of the state");
    }
    StateAnswer answer;
    answer.height = reply.height;
    if (!reply.value.empty()) {
        answer.value = std::move(reply.value);
    }
    ASSIGN_OR_RETURN(answer.proof, registry::decodeStateProof(reply.proof.front().data));
    return answer;
}

Result<LogPage> CometBftTransport::logRows(const LogQuery& wanted) {
    ASSIGN_OR_RETURN(const QueryReply reply,
                     query(logQueryPath, encodeLogQuery(wanted), std::nullopt));
    if (reply.code != 0) {
        return fail(errorOfRefusal(reply.code),
                    "node refuses the rows, code " + std::to_string(reply.code));
    }
    ASSIGN_OR_RETURN(LogPage page, decodeLogPage(reply.value));
    if (page.rows.size() > wanted.limit) {
        return fail(ErrorCode::TooLarge, "more rows than were asked for");
    }
    return page;
}

} // namespace consentry::cometbft
