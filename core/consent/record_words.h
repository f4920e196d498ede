#pragma once

#include "core/consent/terms.h"

#include <string>

namespace consentry::consent {

/// The codes of FHIR R4 and HL7 v3 in a record's texts, said as a hospital says them. What is no
/// known code stays as the source wrote it.

/// "laboratory", "vital-signs": the stable word of a lane of "My health", for command lines.
std::string_view facetWord(clinical::Facet facet);
/// NotFound for any other word.
Result<clinical::Facet> parseFacet(std::string_view word);
/// "laboratory results" / "检验结果".
Term facetName(clinical::Facet facet);

/// "Observation" → "measurement or finding" / "检查检验". The type's own name where this program
/// knows no word.
std::string resourceTypeName(std::string_view resourceType, Language language);

/// The title of a list's row. Empty where the source gives none.
std::string titleInWords(std::string_view resourceType, std::string_view title, Language language);

/// The value beside it: "AMB" → "outpatient visit", "6.1 mm[Hg]" → "6.1 mmHg". Empty where the code
/// only says that everything is as usual: a final report, a procedure that was completed.
std::string valueInWords(std::string_view resourceType, std::string_view value, Language language);

/// A status of a record, also one that says that everything is as usual: "final", "done".
std::string statusInWords(std::string_view resourceType, std::string_view code, Language language);

} // namespace consentry::consent
