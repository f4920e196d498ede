#pragma once

#include "core/base/instant.h"

#include <functional>
#include <string_view>

namespace consentry::consent {

/// Minutes that local time is ahead of UTC at a moment: where the signer sits. Given by the edge,
/// because the core knows no time zones.
using ZoneOffset = std::function<std::chrono::minutes(Instant)>;

using Day = std::chrono::year_month_day;

/// The local day that a moment lies in.
Day localDay(Instant moment, const ZoneOffset& zone);
/// The first moment of a local day.
Instant startOfDay(const Day& day, const ZoneOffset& zone);
/// The day that "until" names for an exclusive end: the last one that has a moment before it.
Day lastDayBefore(Instant end, const ZoneOffset& zone);
/// "2026-06-30". Malformed for anything else, also for days that do not exist.
Result<Day> parseDay(std::string_view text);

/// Where a data window begins: "30d", "4w", "6m", "1y" back from today, or a day. Always the start
/// of a local day, so that it can be said in words. InvalidArgument beyond 200 years.
Result<Instant> parseWindowStart(std::string_view text, Instant now, const ZoneOffset& zone);

/// The exclusive end of a grant: a period from today or a day, that day included, so "2026-06-30"
/// is the start of 1 July. InvalidArgument if that is not after now.
Result<Instant> parseValidityEnd(std::string_view text, Instant now, const ZoneOffset& zone);

/// A grant lasts this long unless the patient says otherwise.
constexpr std::chrono::days usualValidity{90};

} // namespace consentry::consent
