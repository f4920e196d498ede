#pragma once

#include "core/clinical/fhir_types.h"
#include "core/clinical/json.h"
#include "core/clinical/record_from_json.h"

namespace consentry::clinical {

/// Internal to core/clinical: what people read of a resource. Every text is as the source wrote
/// it, shortened to its limit; nothing is translated or converted.
class RecordTexts {
public:
    RecordTexts(JsonValue resource, const FhirType& type, const ReferenceResolver* resolver)
        : m_resource(resource), m_type(type), m_resolver(resolver) {}

    std::string title() const;
    std::string valueText() const;
    std::string interpretation() const;
    std::string performer() const;
    std::string patientReference() const;
    /// Every display, text, code and note once, the title first.
    std::string searchText(std::string_view title) const;

private:
    std::string referenceText(JsonValue reference) const;
    std::string observationValue() const;
    std::string componentValues() const;
    std::string dosage() const;

    JsonValue m_resource;
    const FhirType& m_type;
    const ReferenceResolver* m_resolver;
};

/// The name that a resource goes by when others refer to it: a person's name, an organisation's
/// name, the text of a medication. Empty where it has none.
std::string displayNameOf(JsonValue resource);

} // namespace consentry::clinical
