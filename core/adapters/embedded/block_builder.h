#pragma once

#include "core/light_client/header.h"

#include <span>
#include <vector>

namespace consentry::embedded {

/// What a new header continues from: the block before it. All empty for the first block.
struct ChainTip {
    BlockHeight height;
    light_client::Timestamp time;
    light_client::BlockId blockId;
    Digest lastCommitHash; ///< of the commit that signed the tip
    Digest appHash;        ///< after the tip's transactions
    Digest resultsHash;    ///< of the tip's results

    bool isStart() const { return height.value == 0; }
};

/// Header and commit in the format of the consensus engine, signed by all validators of the
/// demonstration: what the light client verifies, made by one process instead of a consensus.
/// `time` must be later than the tip's.
Result<light_client::LightBlock> buildLightBlock(std::string_view chainId, const ChainTip& tip,
                                                 std::span<const Bytes> transactions,
                                                 light_client::Timestamp time,
                                                 const light_client::ValidatorSet& validators,
                                                 std::span<const SigningKey> validatorKeys);

/// The tip that follows once this block was executed.
ChainTip tipAfter(const light_client::LightBlock& block, const Digest& appHash,
                  const Digest& resultsHash);

} // namespace consentry::embedded
