#pragma once

#include "core/ports/log_query.h"
#include "core/registry/state_reader.h"

namespace consentry::node {

/// How old a signed question about a log may be, and how far ahead of this node's clock.
constexpr milliseconds logQueryAgeMax = std::chrono::minutes(2);
/// A page ends where its rows have this many bytes.
constexpr std::size_t logPageBytesMax = std::size_t{4} << 20U;

/// The rows that a query asks for: those of the epochs whose fetch key signed it. A row that is
/// damaged is handed out as it is: the reader's chain of hashes names it. Errors: Stale (signed at
/// another time), NotPermitted (signature, or the first row belongs to another epoch), TooLarge
/// (limit), and the store's.
Result<LogPage> readLogPage(std::string_view chainId, const registry::StateReader& state,
                            Instant now, const LogQuery& query);

} // namespace consentry::node
