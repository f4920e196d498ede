#pragma once

#include "core/base/language.h"
#include "core/clinical/json.h"

#include <string>

namespace consentry::consent {

/// A structured Dosage (R4 dosage.html) or MedicationAdministration.dosage in words: "500 mg, twice
/// a day, with meals, by mouth". Its own text is left out; empty where nothing else is coded.
std::string dosageInWords(clinical::JsonValue dosage, Language language);

/// A Timing (R4 datatypes.html#Timing) without its bounds: "3 times a day, before meals".
std::string timingInWords(clinical::JsonValue timing, Language language);

/// A Quantity as people write it: "≤ 6.8 mmol/L", "130/80 mmHg".
std::string quantityInWords(clinical::JsonValue quantity, Language language);

} // namespace consentry::consent
