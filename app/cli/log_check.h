#pragma once

#include "app/cli/command_context.h"
#include "core/wallet/sync_log.h"

namespace consentry::cli {

/// "Complete up to block 96, 2026-11-23 22:40: 42 entries, checked (demonstration)."
std::string completeText(const CommandContext& context, OpenWallet& open,
                         const wallet::LogCheck& check);
JsonObject checkJson(OpenWallet& open, const wallet::LogCheck& check);
/// What to say of a check that is not complete: "Entry 17 of 42 was changed."
Output::Problem brokenLog(const Output& output, const wallet::LogCheck& check);

} // namespace consentry::cli
