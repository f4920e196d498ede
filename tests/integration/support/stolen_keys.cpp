#include "tests/integration/support/stolen_keys.h"

#include "core/crypto/hash.h"
#include "tests/support/rpc_node.h"
#include "tests/support/test_paths.h"

#include <algorithm>

namespace consentry::test {
namespace {

using light_client::BlockId;
using light_client::Commit;
using light_client::CommitSig;
using light_client::LightBlock;
using Json = nlohmann::json;

/// Of a precommit, in the engine's encoding.
constexpr int precommitType = 2;

/// A vote as the engine writes it; block id, address, time and signature stand in a commit's JSON
/// the same way.
Json voteJson(const Commit& commit, std::size_t index) {
    const Json whole = RpcNode::commitJson(commit);
    const Json& entry = whole["signatures"][index];
    return {{"type", precommitType},
            {"height", whole["height"]},
            {"round", whole["round"]},
            {"block_id", whole["block_id"]},
            {"timestamp", entry["timestamp"]},
            {"validator_address", entry["validator_address"]},
            {"validator_index", index},
            {"signature", entry["signature"]},
            {"extension", Json()},
            {"extension_signature", Json()}};
}

/// The commit with this key's precommit alone.
Result<Commit> voteFor(const LightBlock& block, const BlockId& id, const SigningKey& key) {
    Commit commit{block.header.height, block.commit.round, id, {}};
    const CommitSig vote =
        light_client::signCommit(block.header.chainId, commit, key, block.header.time);
    return light_client::assembleCommit(commit, block.validators, std::span(&vote, 1));
}

} // namespace

Result<SigningKey> validatorKeyOf(const Member& member) {
    const Json file = Json::parse(
        readFile(member.folder / "engine" / "config" / "priv_validator_key.json"), nullptr, false);
    if (file.is_discarded()) {
        return fail(ErrorCode::Malformed, "priv_validator_key.json");
    }
    ASSIGN_OR_RETURN(const Bytes both, fromBase64(file["priv_key"].value("value", std::string())));
    if (both.size() != SigningKey::Seed::size + SigningPublicKey::size) {
        return fail(ErrorCode::Malformed, "priv_validator_key.json");
    }
    Bytes seedBytes(both.begin(), both.begin() + SigningKey::Seed::size);
    ASSIGN_OR_RETURN(const auto seed, SigningKey::Seed::from(SecretBytes::takeFrom(seedBytes)));
    return SigningKey::fromSeed(seed);
}

Result<LightBlock> forgeBlock(light_client::Header header, const light_client::ValidatorSet& set,
                              std::span<const SigningKey* const> keys, std::uint32_t round) {
    const Digest hash = header.hash();
    Commit commit{header.height, round, {hash, 1, sha256(hash.view())}, {}};
    std::vector<CommitSig> votes;
    for (const SigningKey* key : keys) {
        if (set.indexOf(light_client::addressOf(key->publicKey()))) {
            votes.push_back(light_client::signCommit(header.chainId, commit, *key, header.time));
        }
    }
    ASSIGN_OR_RETURN(commit, light_client::assembleCommit(commit, set, votes));
    return LightBlock{std::move(header), std::move(commit), set};
}

Result<std::string> doubleVoteEvidence(const LightBlock& real, const SigningKey& key) {
    const auto index = real.validators.indexOf(light_client::addressOf(key.publicKey()));
    if (!index) {
        return fail(ErrorCode::InvalidArgument, "no validator of this block");
    }
    BlockId other = real.commit.blockId;
    other.hash = sha256(other.hash.view());
    ASSIGN_OR_RETURN(Commit first, voteFor(real, real.commit.blockId, key));
    ASSIGN_OR_RETURN(Commit second, voteFor(real, other, key));
    if (second.blockId.hash < first.blockId.hash) { // the engine wants one order
        std::swap(first, second);
    }
    const auto power = real.validators.validators()[*index].power;
    const Json evidence = {{"evidence",
                            {{"type", "tendermint/DuplicateVoteEvidence"},
                             {"value",
                              {{"vote_a", voteJson(first, *index)},
                               {"vote_b", voteJson(second, *index)},
                               {"TotalVotingPower", std::to_string(real.validators.totalPower())},
                               {"ValidatorPower", std::to_string(power)},
                               {"Timestamp", real.header.time.text()}}}}}};
    return evidence.dump();
}

} // namespace consentry::test
