#pragma once

#include "core/registry/state_objects.h"
#include "core/registry/state_reader.h"

#include <string>
#include <vector>

namespace consentry::registry {

/// An organisation as the consortium begins with it. Its party id comes from the governance key.
struct GenesisOrganization {
    std::string name; ///< 1 to limits::organizationNameBytesMax bytes
    SigningPublicKey governanceKey;
    std::vector<SigningPublicKey> attestorKeys; ///< 1 to limits::keysMax
    std::vector<SigningPublicKey> gatewayKeys;  ///< 1 to limits::keysMax; sign receipts too
    SealingPublicKey inboxKey;
    bool mailbox = true; ///< keeps sealed bodies and mail for patients
    /// Its validator in the engine's genesis, power 1. Either all organisations name one or none;
    /// with them the consortium can decide about itself (protocol §9).
    std::optional<SigningPublicKey> validatorKey{};
    friend bool operator==(const GenesisOrganization&, const GenesisOrganization&) = default;
};

/// What all nodes must agree on before the first block.
struct Genesis {
    std::string chainId; ///< 1 to limits::chainIdBytesMax bytes
    ParamsState params;
    std::vector<GenesisOrganization> organizations; ///< 1 to organizationsMax

    static constexpr std::size_t organizationsMax = 1000;
    friend bool operator==(const Genesis&, const Genesis&) = default;
};

/// The one valid encoding, for profiles and for the engine's app_state.
Bytes encodeGenesis(const Genesis& genesis);
Result<Genesis> decodeGenesis(ByteView bytes);

/// The state at height 0. InvalidArgument: a limit broken, a key used twice.
Result<StateChanges> genesisState(const Genesis& genesis);

} // namespace consentry::registry
