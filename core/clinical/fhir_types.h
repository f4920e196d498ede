#pragma once

#include "core/clinical/record.h"

#include <string_view>

namespace consentry::clinical {

/// How a resource type of FHIR R4 maps to a Record. Paths are member names separated by dots; a
/// blank separates alternatives, best first.
struct FhirType {
    std::string_view name;
    Facet facet = Facet::Other;
    std::string_view concepts;   ///< the main concept
    std::string_view times;      ///< clinical time before recorded time
    std::string_view performers; ///< references, best first
    std::string_view titles;     ///< plain strings, where the concept has no text
    std::string_view values;     ///< what a list shows beside the title
    bool hasReader = false;      ///< read for its own meaning; others are kept whole and searchable
    /// Carries no clinical concept of its own (people, organisations, places).
    bool isAdministrative = false;
};

/// None for a name that neither R4 nor R5 knows.
const FhirType* findFhirType(std::string_view name);

} // namespace consentry::clinical
