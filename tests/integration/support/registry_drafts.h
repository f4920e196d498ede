#pragma once

#include "tests/integration/support/member_client.h"
#include "tests/unit/registry/registry_kit.h"

namespace consentry::test {

/// The kit for a running consortium: its organisations' keys, its chain id, the time of this
/// moment.
Result<std::unique_ptr<registry::test::Kit>> kitFor(const ConsortiumFolder& consortium);
/// Continues the sequences of the organisations' keys where the chain has them.
Result<> continueSequences(registry::test::Kit& kit, MemberClient& client);

} // namespace consentry::test
