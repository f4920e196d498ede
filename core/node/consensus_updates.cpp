#include "core/node/consensus_updates.h"

#include "core/registry/types.h"

#include <map>

namespace consentry::node {
namespace {

using registry::ParamsState;
using registry::StateChanges;
using registry::StateKey;
using registry::StateReader;
using registry::UpgradeState;
using registry::ValidatorsState;

template <class T> Result<std::optional<T>> decodeIfAny(const std::optional<Bytes>& bytes) {
    if (!bytes) {
        return std::optional<T>();
    }
    ASSIGN_OR_RETURN(T object, registry::decodeState<T>(*bytes));
    return std::optional<T>(std::move(object));
}

template <class T> Result<std::optional<T>> load(const StateReader& state, const StateKey& key) {
    ASSIGN_OR_RETURN(const std::optional<Bytes> bytes, state.get(key));
    return decodeIfAny<T>(bytes);
}

/// Keys that are in one set and not in the other, with the power that they have from then on.
std::vector<ChainValidator> difference(const ValidatorsState& before,
                                       const ValidatorsState& after) {
    std::map<SigningPublicKey, int> presence;
    for (const registry::ValidatorEntry& entry : before.validators) {
        --presence[entry.key];
    }
    for (const registry::ValidatorEntry& entry : after.validators) {
        ++presence[entry.key];
    }
    std::vector<ChainValidator> updates;
    for (const auto& [key, change] : presence) {
        if (change != 0) {
            updates.push_back({key, change > 0 ? 1 : 0});
        }
    }
    return updates;
}

std::int64_t blockBytesOf(const ParamsState& params) {
    return params.blockBytesMax ? std::int64_t{*params.blockBytesMax}
                                : static_cast<std::int64_t>(registry::limits::blockBytesMax);
}

} // namespace

Result<UpgradeState> agreedUpgrade(std::string_view chainId, const StateReader& state) {
    ASSIGN_OR_RETURN(const auto agreed, load<UpgradeState>(state, registry::upgradeKey(chainId)));
    return agreed.value_or(UpgradeState());
}

Result<ConsensusUpdates> consensusUpdates(std::string_view chainId, const StateReader& before,
                                          const StateChanges& changes, BlockHeight height) {
    ConsensusUpdates updates;
    const StateKey validatorsAt = registry::validatorsKey(chainId);
    if (const auto changed = changes.find(validatorsAt); changed != changes.end()) {
        ASSIGN_OR_RETURN(const auto old, load<ValidatorsState>(before, validatorsAt));
        ASSIGN_OR_RETURN(const auto next, decodeIfAny<ValidatorsState>(changed->second));
        updates.validators =
            difference(old.value_or(ValidatorsState()), next.value_or(ValidatorsState()));
    }
    const StateKey paramsAt = registry::paramsKey(chainId);
    if (const auto changed = changes.find(paramsAt); changed != changes.end()) {
        ASSIGN_OR_RETURN(const auto old, load<ParamsState>(before, paramsAt));
        ASSIGN_OR_RETURN(const auto next, decodeIfAny<ParamsState>(changed->second));
        const std::int64_t bytes = blockBytesOf(next.value_or(ParamsState()));
        if (bytes != blockBytesOf(old.value_or(ParamsState()))) {
            updates.blockBytesMax = bytes;
        }
    }
    ASSIGN_OR_RETURN(UpgradeState agreed, agreedUpgrade(chainId, before));
    if (const auto changed = changes.find(registry::upgradeKey(chainId));
        changed != changes.end()) {
        ASSIGN_OR_RETURN(const auto next, decodeIfAny<UpgradeState>(changed->second));
        agreed = next.value_or(UpgradeState());
    }
    const std::uint64_t next = agreed.versionAt(BlockHeight(height.value + 1));
    if (next != agreed.versionAt(height)) {
        updates.protocolVersion = next;
    }
    return updates;
}

Result<> requireKnownRules(const UpgradeState& agreed, BlockHeight height, std::uint64_t newest) {
    const std::uint64_t needed = agreed.versionAt(height);
    if (needed <= newest) {
        return {};
    }
    return fail(ErrorCode::Unsupported, "from block " + std::to_string(agreed.height.value) +
                                            " on the rules of version " + std::to_string(needed) +
                                            " hold; this program knows them up to version " +
                                            std::to_string(newest) + ": install a newer one");
}

} // namespace consentry::node
