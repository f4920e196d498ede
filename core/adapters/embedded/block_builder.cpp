#include "core/adapters/embedded/block_builder.h"

#include "core/crypto/hash.h"
#include "core/light_client/merkle.h"

namespace consentry::embedded {
namespace {

/// Block parameters of the demonstration: 2 MiB (protocol §10), gas unlimited.
constexpr std::int64_t blockBytesMax = 2 * 1024 * 1024;
constexpr std::int64_t blockGasMax = -1;

} // namespace

Result<light_client::LightBlock> buildLightBlock(std::string_view chainId, const ChainTip& tip,
                                                 std::span<const Bytes> transactions,
                                                 light_client::Timestamp time,
                                                 const light_client::ValidatorSet& validators,
                                                 std::span<const SigningKey> validatorKeys) {
    light_client::Header header;
    header.versionApp = 1;
    header.chainId = chainId;
    header.height = BlockHeight(tip.height.value + 1);
    header.time = time;
    if (!tip.isStart()) {
        header.lastBlockId = tip.blockId;
    }
    header.lastCommitHash = tip.isStart() ? light_client::merkleRoot({}) : tip.lastCommitHash;
    header.dataHash = light_client::transactionsHash(transactions);
    header.validatorsHash = validators.hash();
    header.nextValidatorsHash = validators.hash();
    header.consensusHash = light_client::consensusParametersHash(blockBytesMax, blockGasMax);
    header.appHash = toBytes(tip.appHash.view());
    header.lastResultsHash = tip.isStart() ? light_client::resultsHash({}) : tip.resultsHash;
    header.evidenceHash = light_client::merkleRoot({});
    // Proposers take turns, as they do in the engine.
    header.proposer = validators.address(header.height.value % validators.size());

    light_client::Commit commit;
    commit.height = header.height;
    commit.blockId.hash = header.hash();
    // One process needs no parts; the engine's headers always name at least one.
    commit.blockId.partsTotal = 1;
    commit.blockId.partsHash = sha256(commit.blockId.hash.view());
    std::vector<light_client::CommitSig> precommits;
    for (const SigningKey& key : validatorKeys) {
        precommits.push_back(light_client::signCommit(chainId, commit, key, time));
    }
    ASSIGN_OR_RETURN(commit, light_client::assembleCommit(commit, validators, precommits));
    return light_client::LightBlock{std::move(header), std::move(commit), validators};
}

ChainTip tipAfter(const light_client::LightBlock& block, const Digest& appHash,
                  const Digest& resultsHash) {
    return {block.header.height, block.header.time, block.commit.blockId,
            block.commit.hash(), appHash,           resultsHash};
}

} // namespace consentry::embedded
