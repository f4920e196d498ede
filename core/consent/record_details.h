#pragma once

#include "core/base/language.h"
#include "core/clinical/json.h"

#include <string>
#include <string_view>
#include <vector>

namespace consentry::consent {

/// One coding behind a line of a record: what a specialist looks up.
struct DetailCode {
    std::string label;      ///< of the line that it stands behind
    std::string systemName; ///< "LOINC"; the system as written where this program has no name
    std::string code;
    std::string display; ///< as the record carries it, may be empty

    friend bool operator==(const DetailCode&, const DetailCode&) = default;
};

/// A resource by its name. The type is empty where the source names an identifier only (urn:uuid:).
struct TargetName {
    std::string type;
    std::string id;

    friend bool operator==(const TargetName&, const TargetName&) = default;
};

/// "Usual range: 3.9–6.1 mmol/L". A value that is empty stands in the record that `target` names.
struct DetailLine {
    std::string label;
    std::string value;
    std::string note; ///< smaller, below
    TargetName target;

    friend bool operator==(const DetailLine&, const DetailLine&) = default;
};

struct DetailSection {
    std::string title; ///< empty for the first
    std::vector<DetailLine> lines;
};

/// What a person reads of one record, in words of one language; names, values and units as the
/// record carries them. Plain text: nothing of it is markup, whatever it holds.
struct RecordDetails {
    /// Whole sentences that must be read before the rest: entered in error, preliminary, must not
    /// be taken. The first says the most.
    std::vector<std::string> warnings;
    bool isVoid = false; ///< entered in error: what follows does not hold
    std::vector<DetailSection> sections;
    std::vector<DetailCode> codes;
};

/// Reads a FHIR R4 resource for a reader, of a type with words of its own or of any other. Takes at
/// most `linesMax` lines of each section; a last line says what was left out.
inline constexpr std::size_t detailLinesMax = 200;
RecordDetails describeRecord(clinical::JsonValue resource, Language language);

/// "2024-05" → "May 2024"; with a time the source's own clock: "3 May 2024, 08:10 (UTC+8)". What is
/// no date stays as written.
std::string dateInWords(std::string_view written, Language language);
/// "LOINC" for http://loinc.org; unknown ones as written.
std::string codeSystemName(std::string_view system, Language language);
/// Of "Observation/17", an address that ends so, or "urn:uuid:…". Empty for "#contained" and what
/// is no reference.
TargetName targetNameOf(std::string_view reference);

} // namespace consentry::consent
