#include "tests/support/rpc_node.h"

#include "core/crypto/hash.h"
#include "core/ports/log_query.h"
#include "core/ports/node_query.h"

#include <algorithm>

namespace consentry::test {
namespace {

using Json = nlohmann::json;

/// What the engine says where it refuses a call.
struct Refused {
    int code;
    std::string message;
    std::string data;
};

std::string upperHex(ByteView bytes) {
    std::string text = toHex(bytes);
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

std::string orEmpty(const std::optional<Digest>& digest) {
    return digest ? upperHex(digest->view()) : std::string();
}

Json bytesOrNull(ByteView bytes) {
    return bytes.empty() ? Json() : Json(toBase64(bytes));
}

Json blockIdJson(const light_client::BlockId& id) {
    return {{"hash", upperHex(id.hash.view())},
            {"parts", {{"total", id.partsTotal}, {"hash", upperHex(id.partsHash.view())}}}};
}

Json keyJson(const SigningPublicKey& key) {
    return {{"type", "tendermint/PubKeyEd25519"}, {"value", toBase64(key.view())}};
}

std::string longText(std::uint64_t number) {
    return std::to_string(number);
}

std::uint64_t longParameter(const Json& parameters, const char* name) {
    return std::stoull(parameters.at(name).get<std::string>());
}

} // namespace

Json RpcNode::headerJson(const light_client::Header& header) {
    Json json = {
        {"version", {{"block", longText(header.versionBlock)}}},
        {"chain_id", header.chainId},
        {"height", longText(header.height.value)},
        {"time", header.time.text()},
        {"last_block_id", header.lastBlockId
                              ? blockIdJson(*header.lastBlockId)
                              : Json{{"hash", ""}, {"parts", {{"total", 0}, {"hash", ""}}}}},
        {"last_commit_hash", orEmpty(header.lastCommitHash)},
        {"data_hash", orEmpty(header.dataHash)},
        {"validators_hash", upperHex(header.validatorsHash.view())},
        {"next_validators_hash", upperHex(header.nextValidatorsHash.view())},
        {"consensus_hash", orEmpty(header.consensusHash)},
        {"app_hash", upperHex(header.appHash)},
        {"last_results_hash", orEmpty(header.lastResultsHash)},
        {"evidence_hash", orEmpty(header.evidenceHash)},
        {"proposer_address", upperHex(header.proposer.view())},
    };
    if (header.versionApp != 0) {
        json["version"]["app"] = longText(header.versionApp);
    }
    return json;
}

Json RpcNode::commitJson(const light_client::Commit& commit) {
    Json signatures = Json::array();
    for (const light_client::CommitSig& entry : commit.signatures) {
        const bool isAbsent = entry.flag == light_client::BlockIdFlag::Absent;
        signatures.push_back(
            {{"block_id_flag", static_cast<int>(entry.flag)},
             {"validator_address", isAbsent ? std::string() : upperHex(entry.validator.view())},
             {"timestamp", entry.timestamp.text()},
             {"signature", isAbsent ? Json() : Json(toBase64(entry.signature.view()))}});
    }
    return {{"height", longText(commit.height.value)},
            {"round", commit.round},
            {"block_id", blockIdJson(commit.blockId)},
            {"signatures", signatures}};
}

Json RpcNode::proofJson(const light_client::MerkleProof& proof) {
    Json aunts = Json::array();
    for (const Digest& aunt : proof.aunts) {
        aunts.push_back(toBase64(aunt.view()));
    }
    return {{"total", longText(proof.total)},
            {"index", longText(proof.index)},
            {"leaf_hash", toBase64(proof.leafHash.view())},
            {"aunts", aunts}};
}

std::string RpcNode::answer(const std::string& request) {
    const std::scoped_lock lock(m_mutex);
    const Json asked = Json::parse(request);
    if (!asked.is_array()) {
        return reply(asked).dump();
    }
    Json replies = Json::array();
    for (const Json& one : asked) {
        replies.push_back(reply(one));
    }
    return replies.dump();
}

Json RpcNode::reply(const Json& request) {
    const std::string method = request.at("method");
    Json out = {{"jsonrpc", "2.0"}, {"id", request.at("id")}};
    try {
        out["result"] = result(method, request.at("params"));
    } catch (const Refused& refused) {
        out["error"] = {{"code", refused.code}, {"message", refused.message}};
        if (!refused.data.empty()) {
            out["error"]["data"] = refused.data;
        }
    }
    if (edit) {
        edit(method, out);
    }
    return out;
}

Json RpcNode::result(const std::string& method, const Json& parameters) {
    using Call = Json (RpcNode::*)(const Json&);
    static const std::map<std::string, Call> calls{
        {"broadcast_tx_sync", &RpcNode::broadcast}, {"tx", &RpcNode::transaction},
        {"block_results", &RpcNode::blockResults},  {"commit", &RpcNode::commit},
        {"validators", &RpcNode::validators},       {"abci_query", &RpcNode::query}};
    if (method == "status") {
        return status();
    }
    const auto call = calls.find(method);
    if (call == calls.end()) {
        throw Refused{-32601, "Method not found", ""};
    }
    return (this->*call->second)(parameters);
}

Json RpcNode::status() {
    const auto newest = m_ledger.newestHeight();
    if (!newest) {
        throw Refused{-32603, "Internal error", toString(newest.error())};
    }
    const auto block = m_ledger.lightBlock(*newest);
    return {{"node_info", {{"network", m_chainId}, {"version", "0.38.25"}}},
            {"sync_info",
             {{"latest_block_height", longText(newest->value)},
              {"latest_block_time", block ? block->header.time.text() : "0001-01-01T00:00:00Z"},
              {"earliest_block_height", "1"},
              {"catching_up", isCatchingUp}}}};
}

Json RpcNode::broadcast(const Json& parameters) {
    const Bytes bytes = *fromBase64(parameters.at("tx").get<std::string>());
    if (remembersTransactions) {
        if (std::find(m_seen.begin(), m_seen.end(), bytes) != m_seen.end()) {
            throw Refused{-32603, "Internal error", "tx already exists in cache"};
        }
        m_seen.push_back(bytes);
    }
    const auto submitted = m_ledger.submit(bytes);
    if (!submitted) {
        throw Refused{-32603, "Internal error", toString(submitted.error())};
    }
    return {{"code", submitted->code},
            {"data", ""},
            {"log", ""},
            {"codespace", ""},
            {"hash", upperHex(submitted->hash.view())}};
}

Json RpcNode::transaction(const Json& parameters) {
    const Bytes hash = *fromBase64(parameters.at("hash").get<std::string>());
    const auto found = m_ledger.transaction(*TxHash::from(hash));
    if (!found || !*found) {
        throw Refused{-32603, "Internal error", "tx (" + upperHex(hash) + ") not found"};
    }
    const TransactionAnswer& answer = **found;
    const std::string bytes = toBase64(answer.transaction);
    // What the engine adds of the result is not committed to, and nobody may read it.
    return {
        {"hash", upperHex(hash)},
        {"height", longText(answer.height.value)},
        {"index", answer.index},
        {"tx_result", {{"code", 0}, {"data", nullptr}, {"events", Json::array()}}},
        {"tx", bytes},
        {"proof", {{"root_hash", ""}, {"data", bytes}, {"proof", proofJson(answer.inclusion)}}}};
}

Json RpcNode::blockResults(const Json& parameters) {
    const BlockHeight height = lightBlock(parameters).header.height;
    const auto results = m_ledger.blockResults(height);
    if (!results) {
        throw Refused{-32603, "Internal error",
                      "could not find results for height #" + longText(height.value)};
    }
    Json list = Json::array();
    for (const light_client::TxResultFields& fields : *results) {
        list.push_back({{"code", fields.code},
                        {"data", bytesOrNull(fields.data)},
                        {"log", ""},
                        {"info", ""},
                        {"gas_wanted", std::to_string(fields.gasWanted)},
                        {"gas_used", std::to_string(fields.gasUsed)},
                        {"events", Json::array()},
                        {"codespace", ""}});
    }
    return {{"height", longText(height.value)},   {"txs_results", list.empty() ? Json() : list},
            {"finalize_block_events", nullptr},   {"validator_updates", nullptr},
            {"consensus_param_updates", nullptr}, {"app_hash", ""}};
}

light_client::LightBlock RpcNode::lightBlock(const Json& parameters) {
    const std::uint64_t height = longParameter(parameters, "height");
    auto block = m_ledger.lightBlock(BlockHeight(height));
    if (block) {
        return std::move(*block);
    }
    const auto newest = m_ledger.newestHeight();
    const std::string wanted = "height " + longText(height);
    throw Refused{-32603, "Internal error",
                  newest && height <= newest->value
                      ? wanted + " is not available, lowest height is " + longText(newest->value)
                      : wanted + " must be less than or equal to the current blockchain height " +
                            longText(newest ? newest->value : 0)};
}

Json RpcNode::commit(const Json& parameters) {
    const light_client::LightBlock block = lightBlock(parameters);
    return {{"signed_header",
             {{"header", headerJson(block.header)}, {"commit", commitJson(block.commit)}}},
            {"canonical", true}};
}

Json RpcNode::validators(const Json& parameters) {
    const light_client::LightBlock block = lightBlock(parameters);
    const std::size_t page = longParameter(parameters, "page");
    const auto all = block.validators.validators();
    const std::size_t begin = (page - 1) * validatorsPerPage;
    if (page == 0 || begin >= all.size()) {
        throw Refused{-32603, "Internal error", "page should be within range"};
    }
    Json list = Json::array();
    const std::size_t end = std::min(all.size(), begin + validatorsPerPage);
    for (std::size_t i = begin; i < end; ++i) {
        list.push_back({{"address", upperHex(block.validators.address(i).view())},
                        {"pub_key", keyJson(all[i].publicKey)},
                        {"voting_power", std::to_string(all[i].power)},
                        {"proposer_priority", "-2"}});
    }
    return {{"block_height", longText(block.header.height.value)},
            {"validators", list},
            {"count", longText(list.size())},
            {"total", longText(all.size())}};
}

Json RpcNode::query(const Json& parameters) {
    const std::string path = parameters.at("path");
    const Bytes data = *fromHex(parameters.at("data").get<std::string>());
    Json response = {{"code", 0},     {"log", ""},           {"info", ""},
                     {"index", "0"},  {"key", nullptr},      {"value", nullptr},
                     {"height", "0"}, {"proofOps", nullptr}, {"codespace", ""}};
    if (path == logQueryPath) {
        const auto page = m_ledger.logRows(*decodeLogQuery(data));
        if (!page) {
            const bool isStale = page.error().code == ErrorCode::Stale;
            response["code"] = isStale ? QueryRefusal::Stale : QueryRefusal::NotPermitted;
            return {{"response", response}};
        }
        response["value"] = toBase64(encodeLogPage(*page));
        return {{"response", response}};
    }
    const auto key = *registry::StateKey::from(data);
    const auto answer = m_ledger.state(key, BlockHeight(longParameter(parameters, "height")));
    if (!answer) {
        response["code"] = QueryRefusal::NotHeld;
        return {{"response", response}};
    }
    response["key"] = toBase64(data);
    response["value"] = answer->value ? bytesOrNull(*answer->value) : Json();
    response["height"] = longText(answer->height.value);
    response["proofOps"] = {{"ops",
                             {{{"type", stateProofType},
                               {"key", toBase64(data)},
                               {"data", toBase64(registry::encodeStateProof(answer->proof))}}}}};
    return {{"response", response}};
}

Result<HttpReply> DirectHttp::post(const ServerAddress& server, const HttpRequest& request) {
    ++m_requests;
    const auto found = m_servers.find(server.url);
    if (found == m_servers.end()) {
        return fail(ErrorCode::Unreachable, server.url);
    }
    return found->second(std::string(request.body));
}

} // namespace consentry::test
