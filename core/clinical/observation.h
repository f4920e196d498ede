#pragma once

#include "core/clinical/fhir_elements.h"

namespace consentry::clinical {

/// A FHIR Quantity (R4 datatypes.html#Quantity), its digits as written.
struct Quantity {
    std::string value;            ///< "6.80"
    std::optional<double> number; ///< for drawing only; none beyond the range of a double
    std::string comparator;       ///< "<", "<=", ">=", ">" or empty
    std::string unit;             ///< as displayed
    std::string unitCode;         ///< UCUM code where unitSystem says so
    std::string unitSystem;

    friend bool operator==(const Quantity&, const Quantity&) = default;
};

/// What a laboratory calls normal. Either bound may be missing.
struct ReferenceRange {
    std::optional<Quantity> low;
    std::optional<Quantity> high;
    std::string text;
    std::string type = {}; ///< code of its meaning: "normal", "therapeutic"; empty is normal

    friend bool operator==(const ReferenceRange&, const ReferenceRange&) = default;
};

/// One thing that was measured or observed.
struct Measurement {
    std::vector<Code> codes; ///< translations of each other
    std::string title;
    std::optional<Quantity> quantity; ///< none where the value is of another kind
    std::string valueText;            ///< any value[x], or why there is none
    std::string interpretation;       ///< as Record::interpretation
    std::vector<ReferenceRange> ranges;
};

/// An Observation as trends and details need it (R4 observation.html).
struct Observation {
    std::string id;
    std::string status;
    std::optional<When> when; ///< effective[x], else issued
    Measurement main;
    std::vector<Measurement> components;
};

/// Malformed or TooLarge as recordFromJson, InvalidArgument for another resource type.
Result<Observation> observationFromJson(ByteView resource);

/// A Quantity; none where it has no value.
std::optional<Quantity> quantityOf(JsonValue quantity);

/// The v3-ObservationInterpretation code among the given concepts ("H", "LL"), or empty.
std::string interpretationOf(JsonValue concepts);

/// The value of a Measurement's or Observation's holder as text: value[x], or dataAbsentReason.
std::string valueOrReason(JsonValue holder);

} // namespace consentry::clinical
