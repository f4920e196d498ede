#pragma once

#include "core/base/ids.h"
#include "core/base/instant.h"

#include <optional>
#include <string>
#include <vector>

namespace consentry::clinical {

/// A code in a code system: FHIR Coding without its display.
struct Code {
    std::string system; ///< canonical URL, e.g. "http://loinc.org"; may be empty
    std::string code;

    friend auto operator<=>(const Code&, const Code&) = default;
};

/// HL7 v3-Confidentiality, from least to most protected.
enum class Confidentiality { Unrestricted, Low, Moderate, Normal, Restricted, VeryRestricted };

/// Half-open [begin, end). A partial date "2024-05" spans the whole month in every zone that it
/// may have been written in, because FHIR dates carry none.
struct TimeSpan {
    Instant begin;
    Instant end;

    friend bool operator==(const TimeSpan&, const TimeSpan&) = default;
};

/// Where a record stands in "My health": one lane of the timeline.
enum class Facet {
    Problem,
    Allergy,
    Medication,
    Laboratory,
    VitalSign,
    Imaging,
    Procedure,
    Immunization,
    Encounter,
    Document,
    CarePlan,
    Device,
    Person,
    Other
};

/// At most so many codes are kept in RecordFacts::mentionedCodes.
inline constexpr std::size_t mentionedCodesMax = 1000;

/// What a consent decision may look at, and nothing else.
struct RecordFacts {
    std::string resourceType; ///< "Observation"
    std::string id;           ///< Resource.id as written, without type; may be empty
    RecordDigest digest;
    /// One group for the main concept, one more for each component and each contained resource.
    /// Inside a group the codings are translations of each other (any may match a scope); a
    /// resource is released whole, so every group must match.
    std::vector<std::vector<Code>> codeGroups;
    std::vector<Code> categories;
    std::vector<Code> securityLabels; ///< meta.security, also of contained resources
    Confidentiality confidentiality = Confidentiality::Normal;
    std::optional<TimeSpan> clinicalTime; ///< none where the resource carries no usable date
    PartyId custodian; ///< the organisation that holds it; zero for "my own file"
    /// Every further code that the resource mentions anywhere, contained resources and extensions
    /// too: reasonCode, diagnosis, conclusionCode, valueCodeableConcept, bodySite and so on.
    /// Sorted, without repeats. Used only against a release, never for it: "everything except HIV"
    /// must also hide the visit whose reason was HIV.
    std::vector<Code> mentionedCodes;
    /// More were mentioned than mentionedCodesMax, or it is not known what was. Fails closed: such
    /// a record is touched by every denial, excluded label and tier that names codes, concepts or
    /// labels, whichever it names.
    bool mentionsMore = false;

    friend bool operator==(const RecordFacts&, const RecordFacts&) = default;
};

/// A FHIR resource as this program keeps it: the original bytes, and what lists, search, consent
/// and the timeline need of it. Immutable once made.
struct Record {
    RecordFacts facts;
    Facet facet = Facet::Other;
    std::string title;     ///< the best display of the main concept, as written in the source
    std::string valueText; ///< "6.8 mmol/L", "120/80 mmHg", "active"; precision as written
    std::string
        interpretation; ///< "H", "L", "HH", "LL", "A", "N" or empty (v3-ObservationInterpretation)
    std::string whenText;         ///< the clinical date as written: "2024-05"
    std::string performer;        ///< organisation or practitioner as displayed in the source
    std::string patientReference; ///< subject/patient reference as written, resolved where possible
    std::string searchText;       ///< every display, text, code and note, for the full-text index
    Bytes original;               ///< exactly the bytes read, one resource
};

} // namespace consentry::clinical
