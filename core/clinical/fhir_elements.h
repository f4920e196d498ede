#pragma once

#include "core/clinical/json.h"
#include "core/clinical/partial_date.h"

#include <optional>
#include <string>
#include <vector>

namespace consentry::clinical {

/// Readers of the FHIR R4 data types (datatypes.html) that many resources share. All take any JSON
/// value and answer with something empty where it is not what they expect.

inline constexpr std::string_view loincSystem = "http://loinc.org";

/// Follows member names separated by dots; of an array on the way it takes the first element.
JsonValue along(JsonValue value, std::string_view path);
/// The first of several paths, separated by blanks, that leads somewhere.
JsonValue firstAlong(JsonValue value, std::string_view paths);

/// The codes of a CodeableConcept, or of a bare Coding.
std::vector<Code> codesOf(JsonValue codeable);
/// CodeableConcept.text; else the display that a user selected; else the first display; else the
/// first code. Also takes a bare Coding or a plain string.
std::string conceptText(JsonValue codeable);

/// "≤ 6.8 mmol/L": comparator, value as written, unit (or else its code).
std::string quantityText(JsonValue quantity);
/// Range, Ratio, Period, Quantity, concept, boolean, date or text: whatever a value[x] holds.
std::string anyValueText(std::string_view typeSuffix, JsonValue value);
/// The member whose name starts with `prefix` and goes on with a capital, e.g. "value": its type
/// suffix ("Quantity") and value. Members that start with "_" do not count.
std::pair<std::string_view, JsonValue> choice(JsonValue resource, std::string_view prefix);

/// The name in use: HumanName.text, else its parts; Chinese, Japanese and Korean names family first
/// and without a blank. Takes one or many.
std::string humanNameText(JsonValue names);

/// When something was, of a dateTime, Period or Timing. A period that lacks an end covers its
/// start only, because its end is not known.
struct When {
    std::string text;             ///< as written; "start / end" of a period
    std::optional<TimeSpan> span; ///< none where the text is no date
};
std::optional<When> whenOf(JsonValue value);

/// The text of an XHTML narrative without its tags, at most `bytesMax` bytes. Nothing in it is
/// ever interpreted: no entity but the five of XML and &nbsp; is resolved, nothing is fetched.
std::string narrativeText(std::string_view xhtml, std::size_t bytesMax);

/// At most `bytesMax` bytes, cut between characters; line breaks and other control characters
/// become blanks, leading and trailing blanks go.
std::string tidyText(std::string_view text, std::size_t bytesMax);
/// The same behind what `target` holds already.
void appendTidyText(std::string& target, std::string_view text, std::size_t bytesMax);

} // namespace consentry::clinical
