#pragma once

#include "core/registry/genesis.h"

namespace consentry::node {

/// The app_state of an engine's genesis file: {"registry_genesis": "<base64>"}, where the base64
/// (RFC 4648 §4) holds encodeGenesis.
std::string toApplicationState(const registry::Genesis& genesis);
/// Malformed, NotCanonical, TooLarge for anything else. Space between tokens does not matter, other
/// members do.
Result<registry::Genesis> fromApplicationState(ByteView json);

} // namespace consentry::node
