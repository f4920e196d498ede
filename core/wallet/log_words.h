#pragma once

#include "core/consent/terms.h"
#include "core/wallet/log_entries.h"

#include <string>
#include <string_view>

namespace consentry::wallet {

/// A stable word for programs: "byRule", "emergency", "noRule", "refused", "own", "act".
std::string_view kindName(EntryKind kind);
/// The same for people, as it stands alone in a cell: "by your rule" / "按你的规则".
consent::Term kindWord(EntryKind kind);
/// Why an access was refused, as one sentence; empty where it was not, or where its details are not
/// open.
std::string whyRefused(const LogEntry& entry, Language language);

/// A row as the chain of hashes has it, a line for each field under the name that it has in
/// registry::LogEvent, and its bytes. NotFound; DamagedData where it is none.
Result<std::string> rawEntry(LogStore& logs, const PartyId& patient, LogSequence seq);

} // namespace consentry::wallet
