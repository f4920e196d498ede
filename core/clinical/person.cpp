#include "core/clinical/person.h"

#include "core/clinical/fhir_elements.h"

#include <algorithm>

namespace consentry::clinical {
namespace {

constexpr std::size_t nameBytesMax = 512;
constexpr std::size_t identifiersMax = 64;

bool isPerson(std::string_view type) {
    static constexpr std::string_view types[] = {"Patient", "Person", "Practitioner",
                                                 "RelatedPerson"};
    return std::find(std::begin(types), std::end(types), type) != std::end(types);
}

} // namespace

Result<Person> personFromJson(ByteView resource) {
    JsonDocument document;
    RETURN_IF_ERROR(document.read(textOf(resource)));
    const JsonValue root = document.root();
    if (!isPerson(root["resourceType"].string())) {
        return fail(ErrorCode::InvalidArgument, "not a person");
    }
    Person person;
    person.resourceType = root["resourceType"].string();
    person.id = root["id"].string();
    person.name = tidyText(humanNameText(root["name"]), nameBytesMax);
    person.gender = root["gender"].string();
    if (auto date = PartialDate::parse(root["birthDate"].string())) {
        person.birthDate = std::move(*date);
    }
    const JsonValue deceased = choice(root, "deceased").second;
    person.isDeceased = deceased.boolean().value_or(deceased.isString());
    for (const JsonValue identifier : root["identifier"].oneOrMany()) {
        const std::string_view value = identifier["value"].string();
        if (!value.empty() && person.identifiers.size() < identifiersMax) {
            person.identifiers.push_back(
                {std::string(identifier["system"].string()), std::string(value)});
        }
    }
    return person;
}

} // namespace consentry::clinical
