#pragma once

#include "core/consent/code_words.h"

namespace consentry::consent {

/// How the values are read that a path of a record leads to.
enum class DetailReading {
    Concept, ///< CodeableConcept or Coding, in the words given where a code is known
    Code,    ///< a code of FHIR, in the words given, else as a status
    Text,    ///< plain, a line each
    When,    ///< dateTime, Period or Timing
    Quantity,
    Flag,      ///< yes or no
    Reference, ///< a line each, that may lead to another record
    Choice,    ///< value[x]: `member` is its name without the type
};

/// One line of a record's details. A path is made of member names with dots between, through all
/// elements of lists; for Choice it leads to the holder.
struct DetailRow {
    std::string_view path;
    DetailReading reading;
    Term label;
    std::span<const CodeWord> words = {};
    std::string_view member = {};
};

/// A list inside a record, as a section of its own.
struct DetailPart {
    enum class Kind { Measured, Dosage, Linked, Rows };
    std::string_view path;
    Kind kind;
    Term title;
    std::span<const DetailRow> rows = {};
};

/// Internal to core/consent: what is said of a type, in this order. Empty for a type that has no
/// words of its own.
std::span<const DetailRow> detailRows(std::string_view resourceType);
std::span<const DetailPart> detailParts(std::string_view resourceType);

/// v3-ObservationInterpretation.
std::span<const CodeWord> interpretationWords();
/// http://terminology.hl7.org/CodeSystem/data-absent-reason.
std::span<const CodeWord> absenceWords();
/// Names of code systems by their address.
std::span<const CodeWord> codeSystems();

} // namespace consentry::consent
