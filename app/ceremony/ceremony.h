#pragma once

#include "app/ceremony/engine_files.h"
#include "core/ports/file_system.h"

#include <filesystem>

namespace consentry::ceremony {

// The steps by which organisations that do not trust each other begin a consortium: each makes its
// own keys and hands out its card; somebody joins the cards to a genesis; each checks that genesis
// against its own card and reads its digest to the others.

/// What an organisation says about itself.
struct OrganizationPlan {
    std::string chainId;
    std::string nameZh;
    std::string nameEn;
    bool mailbox = true;
    std::string peerAddress;
    std::string nodeUrl;
    std::vector<Digest> nodePins;
};

/// Makes all keys of an organisation in `folder`:
///
///     keys/{governance,attestor,gateway,inbox}.key
///     engine/config/{priv_validator_key,node_key}.json, engine/data/priv_validator_state.json
///     card.json
///
/// The governance key is sealed under the passphrase where one is given. AlreadyExists where the
/// folder has a card: keys are never written over.
Result<hospital::OrganizationCard> makeKeys(FileSystem& files, const std::filesystem::path& folder,
                                            const OrganizationPlan& plan,
                                            const SecretBytes* governancePassphrase);

/// Reads cards and writes genesis.json. Returns the file's digest.
Result<Digest> joinGenesis(FileSystem& files, const std::filesystem::path& target,
                           const std::vector<std::filesystem::path>& cards,
                           const registry::ParamsState& params, Instant time);

/// A card that an organisation handed out, checked.
Result<hospital::OrganizationCard> readCard(FileSystem& files, const std::filesystem::path& path);

Result<GenesisCheck> checkGenesis(FileSystem& files, const std::filesystem::path& genesis,
                                  const std::filesystem::path& card);

} // namespace consentry::ceremony
