#include "core/clinical/record_text.h"

#include "core/clinical/fhir_elements.h"
#include "core/clinical/observation.h"

#include <algorithm>
#include <array>
#include <memory_resource>
#include <unordered_set>

namespace consentry::clinical {
namespace {

constexpr std::size_t narrativeTitleMax = 160;        ///< bytes
constexpr std::size_t narrativeSearchMax = 16 * 1024; ///< bytes
constexpr std::size_t componentsShown = 6;
constexpr std::string_view systolic = "8480-6"; ///< LOINC
constexpr std::string_view diastolic = "8462-4";

void addPart(std::string& text, std::string_view separator, std::string_view part) {
    if (!part.empty()) {
        if (!text.empty()) {
            text += separator;
        }
        text += part;
    }
}

bool hasLoinc(JsonValue component, std::string_view wanted) {
    for (const Code& code : codesOf(component["code"])) {
        if (code.system == loincSystem && code.code == wanted) {
            return true;
        }
    }
    return false;
}

/// Members whose strings people search for.
bool isSearched(std::string_view name) {
    static constexpr std::string_view names[] = {
        "alias",         "city",         "clinicalNotes",
        "code",          "comment",      "conclusion",
        "deviceName",    "description",  "detail",
        "disposition",   "display",      "district",
        "family",        "given",        "instruction",
        "lotNumber",     "manufacturer", "modelNumber",
        "name",          "note",         "patientInstruction",
        "prefix",        "serialNumber", "state",
        "summary",       "text",         "title",
        "valueMarkdown", "valueString"};
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

/// Collects each text once, up to searchTextBytesMax.
class SearchText {
public:
    SearchText() { m_text.reserve(usualBytes); }

    void add(std::string_view text) {
        if (text.empty() || m_text.size() >= searchTextBytesMax || !m_seen.insert(text).second) {
            return;
        }
        const std::size_t before = m_text.size();
        if (before > 0) {
            m_text += '\n';
        }
        const std::size_t start = m_text.size();
        appendTidyText(m_text, text, searchTextBytesMax - before);
        if (m_text.size() == start) {
            m_text.resize(before);
        }
    }

    void addBelow(JsonValue value) {
        for (const auto& [name, member] : value.members()) {
            if (member.isString()) {
                if (isSearched(name)) {
                    add(member.string());
                }
                continue;
            }
            for (const JsonValue item : member.oneOrMany()) {
                if (item.isString()) {
                    add(isSearched(name) ? item.string() : std::string_view());
                } else {
                    addBelow(item);
                }
            }
        }
    }

    std::string take() { return std::move(m_text); }

private:
    static constexpr std::size_t usualBytes = 512; ///< of text

    std::string m_text;
    /// Most resources need no more than this for the places of their texts.
    std::array<std::byte, 2048> m_memory;
    std::pmr::monotonic_buffer_resource m_places{m_memory.data(), m_memory.size()};
    std::pmr::unordered_set<std::string_view> m_seen{&m_places}; ///< into the document
};

} // namespace

std::string displayNameOf(JsonValue resource) {
    const JsonValue name = resource["name"];
    if (name.isString()) {
        return tidyText(name.string(), titleBytesMax);
    }
    if (name.exists()) {
        return tidyText(humanNameText(name), titleBytesMax);
    }
    return tidyText(conceptText(resource["code"]), titleBytesMax);
}

std::string RecordTexts::referenceText(JsonValue reference) const {
    if (const auto display = reference["display"].string(); !display.empty()) {
        return std::string(display);
    }
    const std::string_view target = reference["reference"].string();
    if (target.size() > 1 && target.front() == '#') {
        for (const JsonValue contained : m_resource["contained"].oneOrMany()) {
            if (contained["id"].string() == target.substr(1)) {
                return displayNameOf(contained);
            }
        }
        return {};
    }
    if (m_resolver && !target.empty()) {
        if (auto known = m_resolver->resolve(target)) {
            return std::move(known->display);
        }
    }
    return {};
}

std::string RecordTexts::title() const {
    std::string title;
    for (const JsonValue one : firstAlong(m_resource, m_type.concepts).oneOrMany()) {
        addPart(title, ", ", conceptText(one));
    }
    if (const JsonValue medication = m_resource["medicationReference"];
        title.empty() && medication.exists()) {
        title = referenceText(medication);
    }
    if (m_type.isAdministrative) { // a relationship or role says less than a name
        if (std::string name = displayNameOf(m_resource); !name.empty()) {
            title = std::move(name);
        }
    }
    std::string_view paths = m_type.titles;
    while (title.empty() && !paths.empty()) {
        const std::size_t blank = std::min(paths.find(' '), paths.size());
        title = along(m_resource, paths.substr(0, blank)).string();
        paths.remove_prefix(std::min(blank + 1, paths.size()));
    }
    if (title.empty() && m_type.name == "Encounter") {
        title = conceptText(firstAlong(m_resource, "reasonCode"));
    }
    // "additional": the narrative says what the data do not (R4 narrative.html). A generated one
    // only repeats them.
    const JsonValue narrative = m_resource["text"];
    if (title.empty() && narrative["status"].string() == "additional") {
        title = narrativeText(narrative["div"].string(), narrativeTitleMax);
    }
    return tidyText(title, titleBytesMax);
}

std::string RecordTexts::valueText() const {
    // A record that was withdrawn says so before anything else.
    for (const char* member : {"status", "verificationStatus"}) {
        const JsonValue status = m_resource[member];
        const auto codes = codesOf(status);
        if (status.string() == "entered-in-error" ||
            (!codes.empty() && codes.front().code == "entered-in-error")) {
            return "entered-in-error";
        }
    }
    std::string text;
    if (m_type.name == "Observation") {
        text = observationValue();
    } else if (m_type.facet == Facet::Medication) {
        text = dosage();
    } else if (m_type.name == "Patient") {
        addPart(text, ", ", m_resource["gender"].string());
        addPart(text, ", ", m_resource["birthDate"].string());
    } else if (m_type.name == "Encounter") {
        text = conceptText(m_resource["class"]);
    } else if (m_type.name == "ImagingStudy") {
        for (const JsonValue modality : m_resource["modality"].oneOrMany()) {
            addPart(text, ", ", modality["code"].string());
        }
    }
    if (text.empty()) {
        const JsonValue value = firstAlong(m_resource, m_type.values);
        for (const JsonValue one : value.oneOrMany()) {
            const auto codes = codesOf(one);
            addPart(text, ", ", codes.empty() ? conceptText(one) : codes.front().code);
        }
    }
    return tidyText(text, valueTextBytesMax);
}

std::string RecordTexts::observationValue() const {
    std::string text = valueOrReason(m_resource);
    addPart(text, "; ", componentValues());
    return text.empty() ? std::string(m_resource["status"].string()) : text;
}

std::string RecordTexts::componentValues() const {
    JsonValue upper;
    JsonValue lower;
    std::string text;
    std::size_t shown = 0;
    for (const JsonValue component : m_resource["component"].oneOrMany()) {
        if (hasLoinc(component, systolic)) {
            upper = component["valueQuantity"];
        } else if (hasLoinc(component, diastolic)) {
            lower = component["valueQuantity"];
        }
        const std::string value = valueOrReason(component);
        if (shown < componentsShown && !value.empty()) {
            std::string part = conceptText(component["code"]);
            addPart(part, " ", value);
            addPart(text, "; ", part);
            ++shown;
        }
    }
    if (!upper["value"].text().empty() && !lower["value"].text().empty()) {
        return std::string(upper["value"].text()) + "/" + quantityText(lower);
    }
    return text;
}

/// The dose as the prescriber wrote it.
std::string RecordTexts::dosage() const {
    const JsonValue dosages = firstAlong(m_resource, m_type.name == "MedicationRequest" ||
                                                             m_type.name == "MedicationDispense"
                                                         ? "dosageInstruction"
                                                         : "dosage");
    std::string text;
    for (const JsonValue one : dosages.oneOrMany()) {
        std::string part(one["text"].string());
        if (part.empty()) {
            part = quantityText(firstAlong(one, "doseAndRate.doseQuantity dose"));
        }
        addPart(text, "; ", part);
    }
    return text;
}

std::string RecordTexts::interpretation() const {
    return interpretationOf(m_resource["interpretation"]);
}

std::string RecordTexts::performer() const {
    std::string_view paths = m_type.performers;
    while (!paths.empty()) {
        const std::size_t blank = std::min(paths.find(' '), paths.size());
        for (const JsonValue one : along(m_resource, paths.substr(0, blank)).oneOrMany()) {
            if (std::string text = referenceText(one); !text.empty()) {
                return tidyText(text, titleBytesMax);
            }
        }
        paths.remove_prefix(std::min(blank + 1, paths.size()));
    }
    // Many systems name the hospital only once, at the visit.
    const JsonValue visit = firstAlong(m_resource, "encounter context.encounter context");
    const std::string_view target = along(visit, "reference").string();
    if (m_resolver && !target.empty()) {
        if (const auto known = m_resolver->resolve(target)) {
            return tidyText(known->display, titleBytesMax);
        }
    }
    return {};
}

std::string RecordTexts::patientReference() const {
    if (m_type.name == "Patient") {
        const std::string_view id = m_resource["id"].string();
        return id.empty() ? std::string() : "Patient/" + std::string(id);
    }
    const std::string_view written =
        firstAlong(m_resource, "subject.reference patient.reference individual.reference").string();
    if (m_resolver && !written.empty()) {
        if (auto known = m_resolver->resolve(written); known && !known->reference.empty()) {
            return std::move(known->reference);
        }
    }
    return tidyText(written, titleBytesMax);
}

std::string RecordTexts::searchText(std::string_view title) const {
    SearchText search;
    search.add(title);
    search.addBelow(m_resource);
    std::string text = search.take();
    if (text.size() + 1 < searchTextBytesMax) {
        const std::size_t room = searchTextBytesMax - text.size() - 1;
        addPart(
            text, "\n",
            narrativeText(m_resource["text"]["div"].string(), std::min(room, narrativeSearchMax)));
    }
    return text;
}

} // namespace consentry::clinical
