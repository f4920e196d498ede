#pragma once

#include "app/cli/command_context.h"
#include "core/wallet/log_entries.h"

namespace consentry::cli {

/// "● 2026-11-23 22:40  Dr Han …": one line for one entry, without its number.
std::string entryText(const CommandContext& context, OpenWallet& open,
                      const wallet::LogEntry& entry);
JsonObject entryJson(const CommandContext& context, OpenWallet& open,
                     const wallet::LogEntry& entry);
/// The grant that an entry rests on, as its title; empty where this vault does not know it.
std::string grantTitle(OpenWallet& open, const Digest& id, consent::Language language);

} // namespace consentry::cli
