#pragma once

#include "core/registry/governance.h"

#include <string>

namespace consentry::hospital {

/// An action of governance as organisations hand it to each other before one of them proposes it: a
/// line that says what the file is, and the action's one encoding in base64 (RFC 4648 section 4).
std::string encodeActionFile(const registry::GovernanceAction& action);
/// Errors: TooLarge, Unsupported (another file, or of a later version), Malformed, NotCanonical.
Result<registry::GovernanceAction> decodeActionFile(ByteView text);

/// More than the longest action needs.
constexpr std::size_t actionFileBytesMax = 96 * 1024;

} // namespace consentry::hospital
