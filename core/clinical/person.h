#pragma once

#include "core/clinical/partial_date.h"

#include <optional>
#include <string>
#include <vector>

namespace consentry::clinical {

/// A business identifier, e.g. a medical record number.
struct PersonIdentifier {
    std::string system;
    std::string value;

    friend bool operator==(const PersonIdentifier&, const PersonIdentifier&) = default;
};

/// Whom a Patient, RelatedPerson, Person or Practitioner describes: enough to ask "are these your
/// records?" before an import.
struct Person {
    std::string resourceType;
    std::string id;
    std::string name; ///< the one in use
    std::string gender;
    std::optional<PartialDate> birthDate; ///< none where it is missing or no date
    bool isDeceased = false;
    std::vector<PersonIdentifier> identifiers;
};

/// Malformed or TooLarge as recordFromJson, InvalidArgument for another resource type.
Result<Person> personFromJson(ByteView resource);

} // namespace consentry::clinical
