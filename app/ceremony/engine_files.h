#pragma once

#include "core/hospital/organization_card.h"

#include <string>

namespace consentry::ceremony {

// The files of CometBFT v0.38 that exist before it starts. Their form is the engine's (its Go types
// with JSON tags): 64-bit integers are strings, addresses upper-case hex, keys base64.

/// priv_validator_key.json. Secret: the caller wipes it.
std::string validatorKeyFile(const SigningKey& key);
/// node_key.json. Secret: the caller wipes it.
std::string nodeKeyFile(const SigningKey& key);
/// priv_validator_state.json of a validator that has signed nothing. Never write it over another
/// one: it is what keeps a validator from signing two blocks at one height.
std::string freshValidatorState();

/// What all engines of a consortium must agree on before the first block.
struct EngineGenesis {
    Instant time;
    registry::Genesis registry;
    std::vector<hospital::OrganizationCard> cards; ///< each one validator of power 1

    static constexpr std::size_t validatorsMin = 4; ///< protocol §9
    static constexpr std::size_t fileBytesMax = 4 * 1024 * 1024;
};

/// genesis.json with the registry's genesis in app_state. The same for the same cards, in whatever
/// order they come.
std::string encodeEngineGenesis(const EngineGenesis& genesis);

/// What an organisation finds of itself in a genesis.json that somebody else made.
struct GenesisCheck {
    Digest digest; ///< SHA-256 of the file, which all read to each other
    std::string chainId;
    std::vector<std::string> organizations; ///< by their names in the registry
};
/// InvalidArgument where the card's organisation or validator is not in it as the card says, or
/// the engine's list of validators is another than the registry's organisations allow.
Result<GenesisCheck> checkEngineGenesis(ByteView genesisJson,
                                        const hospital::OrganizationCard& own);

} // namespace consentry::ceremony
