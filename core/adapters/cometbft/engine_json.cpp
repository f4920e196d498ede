#include "core/adapters/cometbft/engine_json.h"

#include "core/adapters/cometbft/json_fields.h"

namespace consentry::cometbft {
namespace {

using clinical::JsonValue;
using light_client::BlockId;
using light_client::BlockIdFlag;
using light_client::Commit;
using light_client::CommitSig;
using light_client::Header;
using light_client::MerkleProof;
using light_client::Validator;
using light_client::ValidatorSet;

constexpr std::uint64_t blockProtocol = 11;
constexpr std::string_view keyType = "tendermint/PubKeyEd25519";
/// More transactions than fit into a block of the engine's largest size.
constexpr std::size_t resultsMax = 1'000'000;

Result<BlockHeight> heightField(JsonValue object, std::string_view name) {
    ASSIGN_OR_RETURN(const std::uint64_t height, longField(object, name));
    return BlockHeight(height);
}

Result<std::optional<Digest>> digestOrEmpty(JsonValue object, std::string_view name) {
    ASSIGN_OR_RETURN(const Bytes bytes, hexField(object, name));
    if (bytes.empty()) {
        return std::optional<Digest>();
    }
    ASSIGN_OR_RETURN(const Digest digest, Digest::from(bytes));
    return std::optional(digest);
}

/// None for the engine's empty id, which only the first block has.
Result<std::optional<BlockId>> parseBlockId(JsonValue object, std::string_view name) {
    ASSIGN_OR_RETURN(const JsonValue id, objectField(object, name));
    ASSIGN_OR_RETURN(const JsonValue parts, objectField(id, "parts"));
    BlockId out;
    ASSIGN_OR_RETURN(out.partsTotal, intField(parts, "total"));
    ASSIGN_OR_RETURN(const auto hash, digestOrEmpty(id, "hash"));
    ASSIGN_OR_RETURN(const auto partsHash, digestOrEmpty(parts, "hash"));
    if (!hash && !partsHash && out.partsTotal == 0) {
        return std::optional<BlockId>();
    }
    if (!hash || !partsHash) {
        return fail(ErrorCode::Malformed, "reply: block id");
    }
    out.hash = *hash;
    out.partsHash = *partsHash;
    return std::optional(out);
}

Result<Header> parseHeader(JsonValue json) {
    Header header;
    ASSIGN_OR_RETURN(const JsonValue version, objectField(json, "version"));
    ASSIGN_OR_RETURN(header.versionBlock, longField(version, "block"));
    if (header.versionBlock != blockProtocol) {
        return fail(ErrorCode::Unsupported,
                    "block protocol " + std::to_string(header.versionBlock));
    }
    // The engine leaves a zero out.
    if (version["app"].exists()) {
        ASSIGN_OR_RETURN(header.versionApp, longField(version, "app"));
    }
    ASSIGN_OR_RETURN(header.chainId, textField(json, "chain_id"));
    ASSIGN_OR_RETURN(header.height, heightField(json, "height"));
    ASSIGN_OR_RETURN(header.time, timeField(json, "time"));
    ASSIGN_OR_RETURN(header.lastBlockId, parseBlockId(json, "last_block_id"));
    ASSIGN_OR_RETURN(header.lastCommitHash, digestOrEmpty(json, "last_commit_hash"));
    ASSIGN_OR_RETURN(header.dataHash, digestOrEmpty(json, "data_hash"));
    ASSIGN_OR_RETURN(header.validatorsHash, fixedHexField<Digest>(json, "validators_hash"));
    ASSIGN_OR_RETURN(header.nextValidatorsHash,
                     fixedHexField<Digest>(json, "next_validators_hash"));
    ASSIGN_OR_RETURN(header.consensusHash, digestOrEmpty(json, "consensus_hash"));
    ASSIGN_OR_RETURN(header.appHash, hexField(json, "app_hash"));
    ASSIGN_OR_RETURN(header.lastResultsHash, digestOrEmpty(json, "last_results_hash"));
    ASSIGN_OR_RETURN(header.evidenceHash, digestOrEmpty(json, "evidence_hash"));
    ASSIGN_OR_RETURN(header.proposer,
                     fixedHexField<light_client::ValidatorAddress>(json, "proposer_address"));
    return header;
}

Result<CommitSig> parseCommitSig(JsonValue json) {
    CommitSig entry;
    ASSIGN_OR_RETURN(const std::uint32_t flag, intField(json, "block_id_flag"));
    ASSIGN_OR_RETURN(entry.timestamp, timeField(json, "timestamp"));
    ASSIGN_OR_RETURN(const Bytes address, hexField(json, "validator_address"));
    ASSIGN_OR_RETURN(const Bytes signature, base64Field(json, "signature"));
    switch (flag) {
    case static_cast<std::uint32_t>(BlockIdFlag::Absent):
        if (!address.empty() || !signature.empty() || entry != CommitSig()) {
            return fail(ErrorCode::Malformed, "reply: absent signature with content");
        }
        return entry;
    case static_cast<std::uint32_t>(BlockIdFlag::Commit):
        entry.flag = BlockIdFlag::Commit;
        break;
    case static_cast<std::uint32_t>(BlockIdFlag::Nil):
        entry.flag = BlockIdFlag::Nil;
        break;
    default:
        return fail(ErrorCode::Malformed, "reply: block_id_flag");
    }
    ASSIGN_OR_RETURN(entry.validator, light_client::ValidatorAddress::from(address));
    ASSIGN_OR_RETURN(entry.signature, Signature::from(signature));
    return entry;
}

Result<Commit> parseCommit(JsonValue json) {
    Commit commit;
    ASSIGN_OR_RETURN(commit.height, heightField(json, "height"));
    ASSIGN_OR_RETURN(commit.round, intField(json, "round"));
    if (commit.round > Commit::roundMax) {
        return fail(ErrorCode::Malformed, "reply: round");
    }
    ASSIGN_OR_RETURN(const auto id, parseBlockId(json, "block_id"));
    if (!id) {
        return fail(ErrorCode::Malformed, "reply: commit for no block");
    }
    commit.blockId = *id;
    ASSIGN_OR_RETURN(const auto signatures,
                     listField(json, "signatures", ValidatorSet::validatorsMax));
    commit.signatures.reserve(signatures.size());
    for (const JsonValue item : signatures) {
        ASSIGN_OR_RETURN(const CommitSig signature, parseCommitSig(item));
        commit.signatures.push_back(signature);
    }
    return commit;
}

Result<MerkleProof> parseMerkleProof(JsonValue json) {
    MerkleProof proof;
    ASSIGN_OR_RETURN(proof.total, longField(json, "total"));
    ASSIGN_OR_RETURN(proof.index, longField(json, "index"));
    ASSIGN_OR_RETURN(proof.leafHash, fixedBase64Field<Digest>(json, "leaf_hash"));
    // A lone leaf has no aunts, and the engine then leaves the member out or null.
    if (!json["aunts"].exists()) {
        return proof;
    }
    ASSIGN_OR_RETURN(const auto aunts, listField(json, "aunts", MerkleProof::auntsMax));
    for (const JsonValue aunt : aunts) {
        if (!aunt.isString()) {
            return fail(ErrorCode::Malformed, "reply: aunts");
        }
        ASSIGN_OR_RETURN(const Bytes bytes, fromBase64(aunt.text()));
        ASSIGN_OR_RETURN(const Digest digest, Digest::from(bytes));
        proof.aunts.push_back(digest);
    }
    return proof;
}

Result<Validator> parseValidator(JsonValue json) {
    ASSIGN_OR_RETURN(const JsonValue key, objectField(json, "pub_key"));
    ASSIGN_OR_RETURN(const std::string_view type, textField(key, "type"));
    if (type != keyType) {
        return fail(ErrorCode::Unsupported, "validator with another kind of key");
    }
    Validator validator;
    ASSIGN_OR_RETURN(validator.publicKey, fixedBase64Field<SigningPublicKey>(key, "value"));
    ASSIGN_OR_RETURN(validator.power, signedLongField(json, "voting_power"));
    return validator;
}

Result<light_client::TxResultFields> parseTxResult(JsonValue json) {
    light_client::TxResultFields fields;
    ASSIGN_OR_RETURN(fields.code, intField(json, "code"));
    ASSIGN_OR_RETURN(fields.data, base64Field(json, "data"));
    ASSIGN_OR_RETURN(fields.gasWanted, signedLongField(json, "gas_wanted"));
    ASSIGN_OR_RETURN(fields.gasUsed, signedLongField(json, "gas_used"));
    return fields;
}

Result<std::vector<ProofOperation>> parseProofOperations(JsonValue response) {
    std::vector<ProofOperation> operations;
    const JsonValue proof = response["proofOps"];
    if (!proof.isObject()) {
        return operations; // null: none was asked for
    }
    ASSIGN_OR_RETURN(const auto list, listField(proof, "ops", QueryReply::proofOperationsMax));
    for (const JsonValue item : list) {
        ProofOperation operation;
        ASSIGN_OR_RETURN(operation.type, textField(item, "type"));
        ASSIGN_OR_RETURN(operation.key, base64Field(item, "key"));
        ASSIGN_OR_RETURN(operation.data, base64Field(item, "data"));
        operations.push_back(std::move(operation));
    }
    return operations;
}

} // namespace

Result<NodeStatus> parseStatus(JsonValue result) {
    NodeStatus status;
    ASSIGN_OR_RETURN(const JsonValue node, objectField(result, "node_info"));
    ASSIGN_OR_RETURN(status.chainId, textField(node, "network"));
    ASSIGN_OR_RETURN(const JsonValue sync, objectField(result, "sync_info"));
    ASSIGN_OR_RETURN(status.newest, heightField(sync, "latest_block_height"));
    ASSIGN_OR_RETURN(status.newestTime, timeField(sync, "latest_block_time"));
    ASSIGN_OR_RETURN(status.earliest, heightField(sync, "earliest_block_height"));
    ASSIGN_OR_RETURN(status.isCatchingUp, boolField(sync, "catching_up"));
    return status;
}

Result<SubmitReply> parseBroadcast(JsonValue result) {
    SubmitReply reply;
    ASSIGN_OR_RETURN(reply.code, intField(result, "code"));
    ASSIGN_OR_RETURN(reply.hash, fixedHexField<TxHash>(result, "hash"));
    return reply;
}

Result<FoundTransaction> parseTransaction(JsonValue result) {
    FoundTransaction found;
    ASSIGN_OR_RETURN(found.hash, fixedHexField<TxHash>(result, "hash"));
    ASSIGN_OR_RETURN(found.answer.height, heightField(result, "height"));
    ASSIGN_OR_RETURN(found.answer.index, intField(result, "index"));
    ASSIGN_OR_RETURN(found.answer.transaction, base64Field(result, "tx"));
    ASSIGN_OR_RETURN(const JsonValue proof, objectField(result, "proof"));
    ASSIGN_OR_RETURN(const JsonValue inclusion, objectField(proof, "proof"));
    ASSIGN_OR_RETURN(found.answer.inclusion, parseMerkleProof(inclusion));
    return found;
}

Result<BlockResults> parseBlockResults(JsonValue result) {
    BlockResults block;
    ASSIGN_OR_RETURN(block.height, heightField(result, "height"));
    ASSIGN_OR_RETURN(const auto list, listField(result, "txs_results", resultsMax));
    block.results.reserve(list.size());
    for (const JsonValue item : list) {
        ASSIGN_OR_RETURN(light_client::TxResultFields fields, parseTxResult(item));
        block.results.push_back(std::move(fields));
    }
    return block;
}

Result<SignedHeader> parseSignedHeader(JsonValue result) {
    ASSIGN_OR_RETURN(const JsonValue both, objectField(result, "signed_header"));
    ASSIGN_OR_RETURN(const JsonValue header, objectField(both, "header"));
    ASSIGN_OR_RETURN(const JsonValue commit, objectField(both, "commit"));
    SignedHeader out;
    ASSIGN_OR_RETURN(out.header, parseHeader(header));
    ASSIGN_OR_RETURN(out.commit, parseCommit(commit));
    return out;
}

Result<ValidatorsPage> parseValidators(JsonValue result) {
    ValidatorsPage page;
    ASSIGN_OR_RETURN(page.height, heightField(result, "block_height"));
    ASSIGN_OR_RETURN(const std::uint64_t count, longField(result, "count"));
    ASSIGN_OR_RETURN(page.total, longField(result, "total"));
    ASSIGN_OR_RETURN(const auto list, listField(result, "validators", ValidatorsPage::pageMax));
    if (page.total > ValidatorSet::validatorsMax) {
        return fail(ErrorCode::TooLarge, "validators: " + std::to_string(page.total));
    }
    if (list.empty() || list.size() != count || count > page.total) {
        return fail(ErrorCode::Malformed, "reply: number of validators");
    }
    for (const JsonValue item : list) {
        ASSIGN_OR_RETURN(const Validator validator, parseValidator(item));
        page.validators.push_back(validator);
    }
    return page;
}

Result<QueryReply> parseQuery(JsonValue result) {
    ASSIGN_OR_RETURN(const JsonValue response, objectField(result, "response"));
    QueryReply reply;
    ASSIGN_OR_RETURN(reply.code, intField(response, "code"));
    ASSIGN_OR_RETURN(reply.height, heightField(response, "height"));
    ASSIGN_OR_RETURN(reply.key, base64Field(response, "key"));
    ASSIGN_OR_RETURN(reply.value, base64Field(response, "value"));
    ASSIGN_OR_RETURN(reply.proof, parseProofOperations(response));
    return reply;
}

} // namespace consentry::cometbft
