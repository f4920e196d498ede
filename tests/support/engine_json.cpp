#include "tests/support/engine_json.h"

namespace consentry::test {
namespace {

using namespace light_client;
using Json = nlohmann::json;

std::uint64_t number(const Json& json) {
    return json.is_string() ? std::stoull(json.get<std::string>()) : json.get<std::uint64_t>();
}

std::string textOrEmpty(const Json& json) {
    return json.is_null() ? std::string() : json.get<std::string>();
}

Result<std::optional<Digest>> optionalDigest(const Json& json) {
    const std::string text = textOrEmpty(json);
    if (text.empty()) {
        return std::optional<Digest>();
    }
    ASSIGN_OR_RETURN(const Digest digest, Digest::fromHexText(text));
    return std::optional(digest);
}

Result<Digest> requiredDigest(const Json& json) {
    return Digest::fromHexText(textOrEmpty(json));
}

template <class Fixed> Result<Fixed> fromBase64Text(const Json& json) {
    ASSIGN_OR_RETURN(const Bytes bytes, fromBase64(json.get<std::string>()));
    return Fixed::from(bytes);
}

/// None for the engine's empty id, which is what the first block has.
Result<std::optional<BlockId>> parseBlockId(const Json& json) {
    if (json.is_null() || textOrEmpty(json["hash"]).empty()) {
        return std::optional<BlockId>();
    }
    // "parts" on RPC, "part_set_header" in the model-based vectors.
    const Json& parts = json.contains("parts") ? json["parts"] : json["part_set_header"];
    BlockId id;
    ASSIGN_OR_RETURN(id.hash, requiredDigest(json["hash"]));
    id.partsTotal = static_cast<std::uint32_t>(number(parts["total"]));
    ASSIGN_OR_RETURN(id.partsHash, requiredDigest(parts["hash"]));
    return std::optional(id);
}

Result<CommitSig> parseCommitSig(const Json& json) {
    const std::uint64_t flag = number(json["block_id_flag"]);
    if (flag == 1) {
        return CommitSig();
    }
    if (flag != 2 && flag != 3) {
        return fail(ErrorCode::Malformed, "block_id_flag");
    }
    CommitSig entry;
    entry.flag = static_cast<BlockIdFlag>(flag);
    ASSIGN_OR_RETURN(entry.validator,
                     ValidatorAddress::fromHexText(json["validator_address"].get<std::string>()));
    ASSIGN_OR_RETURN(entry.timestamp, Timestamp::parse(json["timestamp"].get<std::string>()));
    ASSIGN_OR_RETURN(entry.signature, fromBase64Text<Signature>(json["signature"]));
    return entry;
}

} // namespace

Result<Header> parseHeader(const Json& json) {
    Header header;
    header.versionBlock = number(json["version"]["block"]);
    header.versionApp = json["version"].contains("app") ? number(json["version"]["app"]) : 0;
    header.chainId = json["chain_id"].get<std::string>();
    header.height = BlockHeight(number(json["height"]));
    ASSIGN_OR_RETURN(header.time, Timestamp::parse(json["time"].get<std::string>()));
    ASSIGN_OR_RETURN(header.lastBlockId, parseBlockId(json["last_block_id"]));
    ASSIGN_OR_RETURN(header.lastCommitHash, optionalDigest(json["last_commit_hash"]));
    ASSIGN_OR_RETURN(header.dataHash, optionalDigest(json["data_hash"]));
    ASSIGN_OR_RETURN(header.validatorsHash, requiredDigest(json["validators_hash"]));
    ASSIGN_OR_RETURN(header.nextValidatorsHash, requiredDigest(json["next_validators_hash"]));
    ASSIGN_OR_RETURN(header.consensusHash, optionalDigest(json["consensus_hash"]));
    ASSIGN_OR_RETURN(header.appHash, fromHex(textOrEmpty(json["app_hash"])));
    ASSIGN_OR_RETURN(header.lastResultsHash, optionalDigest(json["last_results_hash"]));
    ASSIGN_OR_RETURN(header.evidenceHash, optionalDigest(json["evidence_hash"]));
    ASSIGN_OR_RETURN(header.proposer,
                     ValidatorAddress::fromHexText(json["proposer_address"].get<std::string>()));
    return header;
}

Result<Commit> parseCommit(const Json& json) {
    Commit commit;
    commit.height = BlockHeight(number(json["height"]));
    commit.round = static_cast<std::uint32_t>(number(json["round"]));
    ASSIGN_OR_RETURN(const std::optional<BlockId> id, parseBlockId(json["block_id"]));
    if (!id) {
        return fail(ErrorCode::Malformed, "commit for no block");
    }
    commit.blockId = *id;
    if (!json["signatures"].is_array()) {
        return commit;
    }
    for (const Json& entry : json["signatures"]) {
        ASSIGN_OR_RETURN(const CommitSig signature, parseCommitSig(entry));
        commit.signatures.push_back(signature);
    }
    return commit;
}

Result<ValidatorSet> parseValidators(const Json& json) {
    std::vector<Validator> validators;
    if (json.is_array()) {
        for (const Json& entry : json) {
            Validator validator;
            ASSIGN_OR_RETURN(validator.publicKey,
                             fromBase64Text<SigningPublicKey>(entry["pub_key"]["value"]));
            const Json& power =
                entry.contains("voting_power") ? entry["voting_power"] : entry["power"];
            validator.power = static_cast<std::int64_t>(number(power));
            validators.push_back(validator);
        }
    }
    return ValidatorSet::from(std::move(validators));
}

Result<LightBlock> parseLightBlock(const Json& signedHeader, const Json& validators) {
    ASSIGN_OR_RETURN(Header header, parseHeader(signedHeader["header"]));
    ASSIGN_OR_RETURN(Commit commit, parseCommit(signedHeader["commit"]));
    ASSIGN_OR_RETURN(ValidatorSet set, parseValidators(validators));
    return LightBlock{std::move(header), std::move(commit), std::move(set)};
}

Result<MerkleProof> parseMerkleProof(const Json& json) {
    MerkleProof proof;
    proof.total = number(json["total"]);
    proof.index = number(json["index"]);
    ASSIGN_OR_RETURN(proof.leafHash, fromBase64Text<Digest>(json["leaf_hash"]));
    if (json.contains("aunts") && json["aunts"].is_array()) {
        for (const Json& aunt : json["aunts"]) {
            ASSIGN_OR_RETURN(const Digest digest, fromBase64Text<Digest>(aunt));
            proof.aunts.push_back(digest);
        }
    }
    return proof;
}

} // namespace consentry::test
