#pragma once

#include "core/ports/http_client.h"
#include "core/ports/ledger_transport.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <map>
#include <mutex>

namespace consentry::test {

/// A node of the consensus engine as its RPC shows it, over any ledger: the calls that a wallet
/// makes, the engine's own encoding of every value, and its words where it refuses. Thread-safe as
/// far as the ledger below is used through it alone.
class RpcNode {
public:
    RpcNode(LedgerTransport& ledger, std::string chainId)
        : m_ledger(ledger), m_chainId(std::move(chainId)) {}

    /// The body of the HTTP answer to one request or a batch.
    std::string answer(const std::string& request);

    /// Called with every reply before it goes out: "result" or "error" inside.
    std::function<void(const std::string& method, nlohmann::json& reply)> edit;
    bool isCatchingUp = false;
    std::size_t validatorsPerPage = 100;
    /// Transactions answered with "tx already exists in cache" from the second time on.
    bool remembersTransactions = false;

    static nlohmann::json headerJson(const light_client::Header& header);
    static nlohmann::json commitJson(const light_client::Commit& commit);
    static nlohmann::json proofJson(const light_client::MerkleProof& proof);

private:
    nlohmann::json reply(const nlohmann::json& request);
    nlohmann::json result(const std::string& method, const nlohmann::json& parameters);
    nlohmann::json status();
    nlohmann::json broadcast(const nlohmann::json& parameters);
    nlohmann::json transaction(const nlohmann::json& parameters);
    nlohmann::json blockResults(const nlohmann::json& parameters);
    nlohmann::json commit(const nlohmann::json& parameters);
    nlohmann::json validators(const nlohmann::json& parameters);
    nlohmann::json query(const nlohmann::json& parameters);
    light_client::LightBlock lightBlock(const nlohmann::json& parameters);

    LedgerTransport& m_ledger;
    std::string m_chainId;
    std::vector<Bytes> m_seen;
    std::mutex m_mutex;
};

/// HttpClient without a network: each address is answered by a function.
class DirectHttp : public HttpClient {
public:
    using Answer = std::function<Result<HttpReply>(const std::string& body)>;

    void serve(std::string url, Answer answer) { m_servers[std::move(url)] = std::move(answer); }
    void serve(std::string url, RpcNode& node) {
        serve(std::move(url), [&node](const std::string& body) {
            return Result<HttpReply>(HttpReply{200, node.answer(body)});
        });
    }
    Result<HttpReply> post(const ServerAddress& server, const HttpRequest& request) override;
    std::size_t requests() const { return m_requests; }

private:
    std::map<std::string, Answer, std::less<>> m_servers;
    std::size_t m_requests = 0;
};

} // namespace consentry::test
