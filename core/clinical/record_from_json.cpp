#include "core/clinical/record_from_json.h"

#include "core/clinical/fhir_elements.h"
#include "core/clinical/fhir_types.h"
#include "core/clinical/json_canonical.h"
#include "core/clinical/record_text.h"

#include <algorithm>

namespace consentry::clinical {
namespace {

constexpr std::string_view confidentialitySystem =
    "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
constexpr std::size_t groupsMax = 4096; ///< far above any real panel; beyond it nothing is dropped
                                        ///< silently: the resource is refused

Confidentiality confidentialityOf(std::string_view code) {
    static constexpr std::string_view letters[] = {"U", "L", "M", "N", "R", "V"};
    const auto found = std::find(std::begin(letters), std::end(letters), code);
    return found == std::end(letters) ? Confidentiality::Restricted
                                      : static_cast<Confidentiality>(found - std::begin(letters));
}

bool hasCode(const std::vector<Code>& codes, std::initializer_list<std::string_view> wanted) {
    return std::any_of(codes.begin(), codes.end(), [&](const Code& code) {
        return std::find(wanted.begin(), wanted.end(), code.code) != wanted.end();
    });
}

const Code* loincIn(const std::vector<std::vector<Code>>& groups) {
    for (const auto& group : groups) {
        for (const Code& code : group) {
            if (code.system == loincSystem) {
                return &code;
            }
        }
    }
    return nullptr;
}

/// The vital signs of FHIR R4 (observation-vitalsigns.html), by LOINC code.
bool isVitalSign(std::string_view loinc) {
    static constexpr std::string_view codes[] = {
        "85353-1", "9279-1",  "8867-4",  "2708-6",  "59408-5", "8310-5", "8302-2", "9843-4",
        "8287-5",  "29463-7", "39156-5", "85354-9", "8480-6",  "8462-4", "8478-0", "3141-9"};
    return std::find(std::begin(codes), std::end(codes), loinc) != std::end(codes);
}

/// A code by its place in the text or in the facts: system, then code.
using CodeView = std::pair<std::string_view, std::string_view>;

/// What is measured and not named: the code of a Quantity is its unit.
bool isUnit(JsonValue value) {
    const std::string_view system = value["system"].string();
    return system == "http://unitsofmeasure.org" || (system.empty() && value["value"].exists());
}

/// Every Coding at or below a value, wherever it stands: an object with a code that is a string.
/// Also what only looks like one (a concept inside a ValueSet), because it serves denials only.
/// No deeper than JsonLimits::depth.
void collectCodes(JsonValue value, std::vector<CodeView>& found) {
    if (const std::string_view code = value["code"].string(); !code.empty() && !isUnit(value)) {
        found.emplace_back(value["system"].string(), code);
    }
    for (const auto& [name, member] : value.members()) {
        collectCodes(member, found);
    }
    for (const JsonValue item : value.items()) {
        collectCodes(item, found);
    }
}

void sortAndDropRepeats(std::vector<CodeView>& codes) {
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
}

class RecordBuilder {
public:
    RecordBuilder(JsonValue resource, const FhirType& type, const RecordContext& context)
        : m_resource(resource), m_type(type), m_context(context) {}

    Result<Record> build() {
        m_record.facts.resourceType = m_type.name;
        m_record.facts.id = m_resource["id"].string();
        if (m_record.facts.id.size() > resourceIdBytesMax) {
            return fail(ErrorCode::TooLarge, "resource id");
        }
        m_record.facts.custodian = m_context.custodian;
        m_record.facts.digest = recordDigest(m_resource);
        readGroups(m_resource, m_type);
        for (const JsonValue contained : m_resource["contained"].oneOrMany()) {
            const FhirType* type = findFhirType(contained["resourceType"].string());
            // An unknown contained type gets a group that matches nothing.
            if (!type || !type->isAdministrative) {
                readGroups(contained, type ? *type : FhirType());
            }
            readLabels(contained);
        }
        if (m_record.facts.codeGroups.size() > groupsMax) {
            return fail(ErrorCode::TooLarge, "more code groups than " + std::to_string(groupsMax));
        }
        readLabels(m_resource);
        m_record.facts.confidentiality = m_confidentiality.value_or(Confidentiality::Normal);
        readCategories();
        readMentions();
        readTime();
        m_record.facet = facet();
        readTexts();
        m_record.original = toBytes(bytesOf(m_resource.raw()));
        return std::move(m_record);
    }

private:
    void readGroups(JsonValue resource, const FhirType& type) {
        auto& groups = m_record.facts.codeGroups;
        const std::size_t before = groups.size();
        const JsonValue medication = resource["medicationReference"];
        const JsonValue main =
            medication.exists() && resource["medicationCodeableConcept"].exists() == false
                ? containedTarget(medication)["code"]
                : firstAlong(resource, type.concepts);
        for (const JsonValue one : main.oneOrMany()) {
            groups.push_back(codesOf(one));
        }
        for (const JsonValue component : resource["component"].oneOrMany()) {
            groups.push_back(codesOf(component["code"]));
        }
        if (groups.size() == before && !type.isAdministrative) {
            groups.emplace_back();
        }
    }

    JsonValue containedTarget(JsonValue reference) const {
        const std::string_view target = reference["reference"].string();
        if (target.size() < 2 || target.front() != '#') {
            return {};
        }
        for (const JsonValue contained : m_resource["contained"].oneOrMany()) {
            if (contained["id"].string() == target.substr(1)) {
                return contained;
            }
        }
        return {};
    }

    void addLabel(const Code& label) {
        m_record.facts.securityLabels.push_back(label);
        if (label.system == confidentialitySystem) {
            const Confidentiality level = confidentialityOf(label.code);
            m_confidentiality = std::max(m_confidentiality.value_or(level), level);
        }
    }

    /// meta.security of everything; DocumentReference.securityLabel; Composition.confidentiality.
    void readLabels(JsonValue resource) {
        for (const JsonValue label : resource["meta"]["security"].oneOrMany()) {
            for (const Code& code : codesOf(label)) {
                addLabel(code);
            }
        }
        for (const JsonValue label : resource["securityLabel"].oneOrMany()) {
            for (const Code& code : codesOf(label)) {
                addLabel(code);
            }
        }
        if (const auto level = resource["confidentiality"].string(); !level.empty()) {
            addLabel({std::string(confidentialitySystem), std::string(level)});
        }
    }

    void readCategories() {
        auto& categories = m_record.facts.categories;
        for (const JsonValue category : m_resource["category"].oneOrMany()) {
            if (category.isString()) { // AllergyIntolerance.category is a code
                categories.push_back({"http://hl7.org/fhir/allergy-intolerance-category",
                                      std::string(category.string())});
            }
            for (Code& code : codesOf(category)) {
                categories.push_back(std::move(code));
            }
        }
        for (const JsonValue one :
             m_resource[m_type.name == "Encounter" ? "class" : "modality"].oneOrMany()) {
            for (Code& code : codesOf(one)) {
                categories.push_back(std::move(code));
            }
        }
    }

    /// What the lists read before do not have; call after them.
    void readMentions() {
        RecordFacts& facts = m_record.facts;
        std::vector<CodeView> known;
        const auto know = [&](const std::vector<Code>& codes) {
            for (const Code& code : codes) {
                known.emplace_back(code.system, code.code);
            }
        };
        std::for_each(facts.codeGroups.begin(), facts.codeGroups.end(), know);
        know(facts.categories);
        know(facts.securityLabels);
        sortAndDropRepeats(known);
        std::vector<CodeView> found;
        collectCodes(m_resource, found);
        sortAndDropRepeats(found);
        for (const CodeView& code : found) {
            if (std::binary_search(known.begin(), known.end(), code)) {
                continue;
            }
            if (facts.mentionedCodes.size() == mentionedCodesMax) {
                facts.mentionsMore = true;
                return;
            }
            facts.mentionedCodes.push_back({std::string(code.first), std::string(code.second)});
        }
    }

    void readTime() {
        std::string_view paths = m_type.times;
        while (!paths.empty()) {
            const std::size_t blank = std::min(paths.find(' '), paths.size());
            if (const auto when = whenOf(along(m_resource, paths.substr(0, blank)))) {
                m_record.whenText = tidyText(when->text, titleBytesMax);
                m_record.facts.clinicalTime = when->span;
                return;
            }
            paths.remove_prefix(std::min(blank + 1, paths.size()));
        }
    }

    Facet facet() const {
        if (m_type.name == "Observation") {
            return observationFacet();
        }
        if (m_type.name == "DiagnosticReport") {
            return reportFacet();
        }
        return m_type.facet;
    }

    /// By category; without a known one a vital sign is recognised by its code, and what has a
    /// specimen, or a LOINC code and a quantity, counts as laboratory.
    Facet observationFacet() const {
        const auto& categories = m_record.facts.categories;
        if (hasCode(categories, {"vital-signs"})) {
            return Facet::VitalSign;
        }
        if (hasCode(categories, {"laboratory"})) {
            return Facet::Laboratory;
        }
        if (hasCode(categories, {"imaging"})) {
            return Facet::Imaging;
        }
        if (hasCode(categories, {"procedure"})) {
            return Facet::Procedure;
        }
        const Code* loinc = loincIn(m_record.facts.codeGroups);
        if (loinc && isVitalSign(loinc->code)) {
            return Facet::VitalSign;
        }
        const bool measured = loinc && m_resource["valueQuantity"].exists();
        return m_resource["specimen"].exists() || (categories.empty() && measured)
                   ? Facet::Laboratory
                   : Facet::Other;
    }

    /// Codes of HL7 v2 table 0074 (diagnostic service sections).
    Facet reportFacet() const {
        const auto& categories = m_record.facts.categories;
        if (hasCode(categories,
                    {"LAB", "HM", "CH", "MB", "IMM", "SR", "BLB", "TX", "VR", "MYC", "PAR", "PHY",
                     "GE", "CG", "CP", "SP", "CTH", "LP29693-6", "laboratory"})) {
            return Facet::Laboratory;
        }
        if (hasCode(categories, {"RAD", "RX", "CT", "NMR", "RUS", "OUS", "CUS", "VUS", "NMS", "XRC",
                                 "IMG", "CTH", "LP29684-5", "imaging"})) {
            return Facet::Imaging;
        }
        return categories.empty() && m_resource["result"].exists() ? Facet::Laboratory
                                                                   : Facet::Document;
    }

    void readTexts() {
        const RecordTexts texts(m_resource, m_type, m_context.resolver);
        m_record.title = texts.title();
        m_record.valueText = texts.valueText();
        m_record.interpretation = texts.interpretation();
        m_record.performer = texts.performer();
        m_record.patientReference = texts.patientReference();
        m_record.searchText = texts.searchText(m_record.title);
    }

    JsonValue m_resource;
    const FhirType& m_type;
    const RecordContext& m_context;
    Record m_record;
    std::optional<Confidentiality> m_confidentiality;
};

} // namespace

Result<Record> recordFromJson(ByteView resource, const RecordContext& context) {
    JsonDocument document;
    RETURN_IF_ERROR(document.read(textOf(resource)));
    return recordFromValue(document.root(), context);
}

Result<Record> recordFromValue(JsonValue resource, const RecordContext& context) {
    const JsonValue name = resource["resourceType"];
    if (!name.isString()) {
        return fail(ErrorCode::Malformed, "no resourceType");
    }
    const FhirType* type = findFhirType(name.string());
    if (!type) {
        return fail(ErrorCode::Unsupported, "resourceType that FHIR does not know");
    }
    return RecordBuilder(resource, *type, context).build();
}

bool hasOwnReader(std::string_view resourceType) {
    const FhirType* type = findFhirType(resourceType);
    return type && type->hasReader;
}

bool isKnownType(std::string_view resourceType) {
    return findFhirType(resourceType) != nullptr;
}

} // namespace consentry::clinical
