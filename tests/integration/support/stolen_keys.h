#pragma once

#include "core/light_client/header.h"
#include "tests/integration/support/consortium_folder.h"

#include <span>

namespace consentry::test {

/// The key by which a member's engine signs blocks, taken from its folder.
Result<SigningKey> validatorKeyOf(const Member& member);

/// A header of one's own, signed by these keys as validators of `set`, in the same round as
/// `honest`. Keys that are not in the set sign nothing.
Result<light_client::LightBlock> forgeBlock(light_client::Header header,
                                            const light_client::ValidatorSet& set,
                                            std::span<const SigningKey* const> keys,
                                            std::uint32_t round = 0);

/// What the engine's broadcast_evidence takes: two precommits of one validator in one round, for
/// the real block and for another one. `real` must be the block of the chain.
Result<std::string> doubleVoteEvidence(const light_client::LightBlock& real, const SigningKey& key);

} // namespace consentry::test
