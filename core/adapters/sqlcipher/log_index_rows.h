#pragma once

#include "core/ports/log_store.h"

#include <span>

namespace consentry::adapters {

/// Rows of a LogIndex as the table log_index keeps them, some four to eight bytes each: the time
/// since the row before (the first one: since 1970) in milliseconds; a byte with verdict, refusal
/// and what is as in the row before; type, actor, grant and set of terms where they are not.
/// Numbers are LEB128, times zigzag.
inline constexpr std::size_t logIndexBlockRows = 2048;

Bytes encodeIndexRows(std::span<const LogIndex::Row> rows);
/// Appends to `rows`. DamagedData, also beyond logIndexBlockRows.
Result<> decodeIndexRows(ByteView bytes, std::vector<LogIndex::Row>& rows);

/// A set of terms: LEB128 differences of ascending numbers.
Bytes encodeTermSet(std::span<const std::uint32_t> terms);
Result<std::vector<std::uint32_t>> decodeTermSet(ByteView bytes);

} // namespace consentry::adapters
