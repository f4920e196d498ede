#pragma once

#include "core/base/ids.h"
#include "core/clinical/observation.h"

#include <span>

namespace consentry::clinical {

/// An observation that may have a place in a trend, and who reported it.
struct TrendSource {
    RecordDigest record;
    Observation observation;
    std::string source; ///< hospital as people know it
    bool isOwn = false; ///< measured or written by the patient
};

/// Where a value lies in the range that its own record prints.
enum class PrintedPlace : std::uint8_t {
    Unknown, ///< no range of this unit, several, or a value like "< 5" that may lie on both sides
    Inside,
    Above,
    Below,
};

/// One value of a trend.
struct TrendValue {
    RecordDigest record; ///< the first that reported it
    Instant at;
    Quantity quantity;
    std::string interpretation; ///< as Record::interpretation
    PrintedPlace printed = PrintedPlace::Unknown;
    std::vector<std::string> sources; ///< more than one: the same value, reported by several
    bool isOwn = false;
    bool isPreliminary = false;
    bool gapBefore = false; ///< too long after the one before to be joined by a line
};

/// All values of one code in one unit, and what was left out of them and why.
struct Trend {
    std::vector<TrendValue> values; ///< oldest first
    std::optional<double> usualLow; ///< of the newest value that names a range in this unit
    std::optional<double> usualHigh;
    bool rangesDiffer = false; ///< other values name another range
    /// Units of the values that are not among these, as displayed, with how many.
    std::vector<std::pair<std::string, std::size_t>> otherUnits;
    std::size_t withoutDay = 0; ///< the date is missing or no more exact than a month
    std::size_t voided = 0;     ///< entered in error
    std::size_t folded = 0;     ///< the same value, reported once more
};

/// The values of `codes` in the unit of `like`. Never converts: what looks like a mere factor
/// between two units (mg/dL and mmol/L) is another one for each substance.
Trend trendOf(std::span<const TrendSource> sources, const std::vector<Code>& codes,
              const Quantity& like);

/// What two units have in common where they are the same unit in UCUM: "{beats}/min" and "/min",
/// "mmHg" and "mm[Hg]", "mmol/l" and "mmol/L".
std::string unitKey(const Quantity& quantity);

/// Whether two concepts are one: they share a code of a named system.
bool shareCode(const std::vector<Code>& a, const std::vector<Code>& b);

} // namespace consentry::clinical
