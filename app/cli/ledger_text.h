#pragma once

#include "app/cli/command_context.h"

namespace consentry::cli {

/// What the newest verified block is worth: the demonstration, confirmed by another organisation up
/// to a block, or by nobody. Only the second may be called "verified".
enum class Worth { Demonstration, Confirmed, Unconfirmed };

/// Of what is proven by the header behind `height`.
Worth worthOf(VerifiedLedger& ledger, BlockHeight height);
/// "demonstration", "verified", "unconfirmed": stable, for --json.
std::string_view worthName(Worth worth);
/// "checked (demonstration)", "verified, Nanwan Hospital shows the same", or "checked, but …".
std::string worthText(const Output& output, VerifiedLedger& ledger, Worth worth,
                      const consent::Names& names);

/// Prints "signed" and "sent" when they are.
wallet::OnActProgress stagePrinter(const Output& output);

/// Lines about a real consortium: chain, newest block and its age, nodes, witnesses.
void sayLedger(const CommandContext& context, simulation::DemoSession& session);
/// Of the same: chain profile block time ageSeconds worth nodes witnesses.
JsonObject ledgerJson(simulation::DemoSession& session);

} // namespace consentry::cli
