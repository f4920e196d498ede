#pragma once

#include "core/crypto/kdf.h"
#include "core/simulation/demo_session.h"

#include <memory>
#include <optional>

namespace consentry {

struct LocalSessionOptions {
    /// How new vaults stretch their passphrase. None: calibrated to this machine. For tests.
    std::optional<Argon2Parameters> kdf;
};

/// Sessions on this computer: vault by SQLCipher, and the embedded consortium on LevelDB or, where
/// the vault has adopted a profile, a real one by the RPC of its nodes. One folder with `vault`
/// and, for the demonstration, `consortium` in it. The only place where these adapters meet.
std::unique_ptr<simulation::DemoSessions>
makeLocalSessions(const LocalSessionOptions& options = {});

} // namespace consentry
