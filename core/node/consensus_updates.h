#pragma once

#include "core/ports/replicated_application.h"
#include "core/registry/state_objects.h"
#include "core/registry/state_reader.h"

namespace consentry::node {

// What decisions of the consortium mean for the engine under it (protocol §9). Pure functions of
// state and block; any thread.

/// What the engine has to change after block `height`, which changes `before` by `changes`:
/// validators that begin (power 1) or end (power 0), ascending by key; the size of blocks; the
/// version in the headers where other rules hold from the next block on. The registry has refused
/// before what the engine could not do. Errors: the store's (Io, DamagedData).
Result<ConsensusUpdates> consensusUpdates(std::string_view chainId,
                                          const registry::StateReader& before,
                                          const registry::StateChanges& changes,
                                          BlockHeight height);

/// What was agreed about upgrades; version 1 for ever where nothing was. Errors: the store's.
Result<registry::UpgradeState> agreedUpgrade(std::string_view chainId,
                                             const registry::StateReader& state);

/// Unsupported, in words for operators, where the rules of this block are newer than `newest`, the
/// newest version that the program knows: it must not guess what they are.
Result<> requireKnownRules(const registry::UpgradeState& agreed, BlockHeight height,
                           std::uint64_t newest);

} // namespace consentry::node
