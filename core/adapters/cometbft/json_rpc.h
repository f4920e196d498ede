#pragma once

#include "core/clinical/json.h"
#include "core/ports/http_client.h"

#include <span>

namespace consentry::cometbft {

/// One call. `parameters` is a JSON object that the caller wrote.
struct RpcCall {
    std::string_view method;
    std::string parameters;
};

/// What an error reply of the engine means. It has one code for almost everything; the rest stands
/// in words.
enum class RpcRefusal {
    TransactionUnknown, ///< no block that the node indexed holds it
    AboveTip,           ///< a height that the node has not reached
    Pruned,             ///< a height that the node no longer holds, or never had
    InCache,            ///< the node has seen these bytes already: sent, and no more is known
    MempoolFull,
    TransactionTooLarge,
    NoSuchMethod, ///< the node, or what stands before it, does not offer this call
    BadCall,      ///< the node does not understand the call
    Other,
};

/// By code and text of an error object. Pure.
RpcRefusal refusalOf(int code, std::string_view data);
/// The Error of the port: NotFound, AlreadyExists, TooLarge, Unsupported, or Unreachable for what
/// another node may answer.
Error errorOf(RpcRefusal refusal);

/// The replies to one request: one call, or a batch.
class RpcReplies {
public:
    /// Malformed unless `body` holds exactly one reply for each id from `firstId` on, in any order.
    static Result<RpcReplies> parse(std::string body, std::uint64_t firstId, std::size_t count);

    /// What the call at `index` returned, never null; its error, or NotFound for null. Valid as
    /// long as this object.
    Result<clinical::JsonValue> result(std::size_t index) const;

private:
    struct Text {
        std::string body;
        clinical::JsonDocument document;
    };
    std::unique_ptr<Text> m_text; ///< stays where it is: values point into it
    std::vector<clinical::JsonValue> m_replies;
};

/// Speaks JSON-RPC 2.0 with one node. One thread at a time. Errors: those of HttpClient and
/// RpcReplies; NotPermitted where the node (or a gate before it) refuses us.
class JsonRpcClient {
public:
    static constexpr std::size_t batchMax = 10; ///< the engine's own limit

    JsonRpcClient(HttpClient& http, ServerAddress server, HttpLimits limits, std::stop_token stop)
        : m_http(http), m_server(std::move(server)), m_limits(limits), m_stop(std::move(stop)) {}

    /// All calls in one request. 1 to batchMax.
    Result<RpcReplies> call(std::span<const RpcCall> calls);
    Result<RpcReplies> call(const RpcCall& one) { return call(std::span(&one, 1)); }

    const ServerAddress& server() const { return m_server; }

private:
    HttpClient& m_http;
    ServerAddress m_server;
    HttpLimits m_limits;
    std::stop_token m_stop;
    std::uint64_t m_nextId = 1;
};

} // namespace consentry::cometbft
