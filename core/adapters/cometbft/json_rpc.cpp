#include "core/adapters/cometbft/json_rpc.h"

#include "core/base/check.h"

#include <charconv>

namespace consentry::cometbft {
namespace {

using clinical::JsonValue;

/// Replies are wide and flat.
constexpr clinical::JsonLimits replyLimits{16 * 1024 * 1024, 32, 2'000'000};

constexpr int noSuchMethod = -32601;
constexpr int internalError = -32603;

tl::unexpected<Error> bad(const char* what) {
    return fail(ErrorCode::Malformed, std::string("JSON-RPC: ") + what);
}

template <class Integer> std::optional<Integer> number(JsonValue value) {
    Integer out = 0;
    const std::string_view text = value.isNumber() ? value.text() : std::string_view();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc() && !text.empty() && end == text.data() + text.size()
               ? std::optional(out)
               : std::nullopt;
}

std::string requestText(std::span<const RpcCall> calls, std::uint64_t firstId) {
    std::string text;
    for (std::size_t i = 0; i < calls.size(); ++i) {
        text += i == 0 ? "" : ",";
        text += R"({"jsonrpc":"2.0","id":)" + std::to_string(firstId + i) + R"(,"method":")" +
                std::string(calls[i].method) + R"(","params":)" + calls[i].parameters + "}";
    }
    return calls.size() == 1 ? text : "[" + text + "]";
}

Result<> checkStatus(int status, std::string_view host) {
    const std::string what = std::string(host) + ": HTTP " + std::to_string(status);
    // The engine answers malformed requests, and failed ones of the other style, by 500 with an
    // error object: the body decides.
    if (status == 200 || status == 500) {
        return {};
    }
    if (status == 401 || status == 403) {
        return fail(ErrorCode::NotPermitted, what);
    }
    if (status == 429 || status > 500) {
        return fail(ErrorCode::Unreachable, what);
    }
    return fail(ErrorCode::Malformed, what);
}

} // namespace

RpcRefusal refusalOf(int code, std::string_view data) {
    const auto says = [&](std::string_view words) {
        return data.find(words) != std::string_view::npos;
    };
    if (code == noSuchMethod) {
        return RpcRefusal::NoSuchMethod;
    }
    if (code != internalError) {
        return RpcRefusal::BadCall;
    }
    if (data.starts_with("tx (") && data.ends_with(") not found")) {
        return RpcRefusal::TransactionUnknown;
    }
    if (says("must be less than or equal to the current blockchain height")) {
        return RpcRefusal::AboveTip;
    }
    if (says("is not available, lowest height is") || says("could not find results for height") ||
        says("could not find validator set for height")) {
        return RpcRefusal::Pruned;
    }
    if (says("tx already exists in cache")) {
        return RpcRefusal::InCache;
    }
    if (says("mempool is full")) {
        return RpcRefusal::MempoolFull;
    }
    return says("Tx too large") ? RpcRefusal::TransactionTooLarge : RpcRefusal::Other;
}

Error errorOf(RpcRefusal refusal) {
    switch (refusal) {
    case RpcRefusal::TransactionUnknown:
        return {ErrorCode::NotFound, "node: no such transaction", 0};
    case RpcRefusal::AboveTip:
        return {ErrorCode::NotFound, "node: height above its newest", 0};
    case RpcRefusal::Pruned:
        return {ErrorCode::NotFound, "node: height that it does not hold", 0};
    case RpcRefusal::InCache:
        return {ErrorCode::AlreadyExists, "node: it has the transaction already", 0};
    case RpcRefusal::MempoolFull:
        return {ErrorCode::Unreachable, "node: mempool is full", 0};
    case RpcRefusal::TransactionTooLarge:
        return {ErrorCode::TooLarge, "node: transaction is too large", 0};
    case RpcRefusal::NoSuchMethod:
        return {ErrorCode::Unsupported, "node: no such method", 0};
    case RpcRefusal::BadCall:
        return {ErrorCode::Unsupported, "node: it does not understand the call", 0};
    case RpcRefusal::Other:
        break;
    }
    return {ErrorCode::Unreachable, "node: internal error", 0};
}

Result<RpcReplies> RpcReplies::parse(std::string body, std::uint64_t firstId, std::size_t count) {
    RpcReplies replies;
    replies.m_text = std::make_unique<Text>();
    replies.m_text->body = std::move(body);
    RETURN_IF_ERROR(replies.m_text->document.read(replies.m_text->body, replyLimits));
    const JsonValue root = replies.m_text->document.root();
    if (root.isArray() != (count != 1)) {
        return bad("a batch where none was, or none where one was");
    }
    replies.m_replies.resize(count);
    std::size_t found = 0;
    for (const JsonValue reply : root.oneOrMany()) {
        if (reply["jsonrpc"].string() != "2.0") {
            return bad("version");
        }
        const auto id = number<std::uint64_t>(reply["id"]);
        if (!id || *id < firstId || *id - firstId >= count ||
            replies.m_replies[*id - firstId].exists()) {
            return bad("id");
        }
        replies.m_replies[*id - firstId] = reply;
        ++found;
    }
    return found == count ? Result<RpcReplies>(std::move(replies)) : bad("a reply is missing");
}

Result<JsonValue> RpcReplies::result(std::size_t index) const {
    const JsonValue reply = m_replies.at(index);
    const JsonValue error = reply["error"];
    if (error.exists() && error.kind() != clinical::JsonKind::Null) {
        const auto code = number<int>(error["code"]);
        if (!code || !error["message"].isString()) {
            return bad("error object");
        }
        return fail(errorOf(refusalOf(*code, error["data"].string())));
    }
    const JsonValue result = reply["result"];
    if (result.kind() == clinical::JsonKind::Null) {
        return fail(ErrorCode::NotFound, "node: it holds nothing of that");
    }
    return result.isObject() ? Result<JsonValue>(result) : bad("result");
}

Result<RpcReplies> JsonRpcClient::call(std::span<const RpcCall> calls) {
    CHECK(!calls.empty() && calls.size() <= batchMax);
    const std::uint64_t firstId = m_nextId;
    m_nextId += calls.size();
    const std::string text = requestText(calls, firstId);
    ASSIGN_OR_RETURN(HttpReply reply,
                     m_http.post(m_server, {"application/json", text, m_limits, m_stop}));
    RETURN_IF_ERROR(checkStatus(reply.status, hostOf(m_server)));
    return RpcReplies::parse(std::move(reply.body), firstId, calls.size());
}

} // namespace consentry::cometbft
