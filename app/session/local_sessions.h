#pragma once

#include "core/simulation/demo_session.h"

#include <memory>

namespace consentry {

/// Sessions on this computer: vault by SQLCipher, the embedded consortium on LevelDB, one folder
/// with `vault` and `consortium` in it. The only place where these adapters meet.
std::unique_ptr<simulation::DemoSessions> makeLocalSessions();

} // namespace consentry
