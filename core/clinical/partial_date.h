#pragma once

#include "core/clinical/record.h"

#include <string_view>

namespace consentry::clinical {

/// A FHIR date, dateTime or instant (R4 datatypes.html#dateTime): as precise as it was written,
/// and its text is kept. A date without time carries no zone, so it stands for every moment that
/// it can mean anywhere on Earth, UTC+14 to UTC-12.
class PartialDate {
public:
    enum class Precision { Year, Month, Day, Instant };

    /// Malformed for anything else, also for 2023-02-29. A time without a zone (which FHIR forbids
    /// but many systems write) is accepted and counts as precise to the day only.
    static Result<PartialDate> parse(std::string_view text);

    const std::string& text() const { return m_text; }
    Precision precision() const { return m_precision; }
    /// Half-open. One millisecond for an instant.
    TimeSpan span() const { return m_span; }

    friend bool operator==(const PartialDate&, const PartialDate&) = default;

private:
    std::string m_text;
    Precision m_precision = Precision::Instant;
    TimeSpan m_span;
};

} // namespace consentry::clinical
