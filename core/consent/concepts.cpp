#include "core/consent/concepts.h"

#include "core/base/check.h"
#include "core/consent/embedded_concepts.h"
#include "core/consent/file_object.h"
#include "core/consent/record_words.h"

#include <algorithm>
#include <optional>

namespace consentry::consent {
namespace {

std::string keyOf(std::string_view system, std::string_view code) {
    std::string key(system);
    key += '|';
    key += code;
    return key;
}

Result<ConceptCode> parseCode(const FileObject& object) {
    ConceptCode code;
    ASSIGN_OR_RETURN(code.code.system, object.text("system"));
    ASSIGN_OR_RETURN(code.code.code, object.text("code"));
    ASSIGN_OR_RETURN(code.display, object.text("display"));
    ASSIGN_OR_RETURN(code.prefix, object.flag("prefix"));
    return code;
}

Result<std::vector<ConceptCode>> codeList(const FileObject& object, const char* name) {
    std::vector<ConceptCode> codes;
    ASSIGN_OR_RETURN(const auto items, object.objects(name));
    for (const FileObject& item : items) {
        ASSIGN_OR_RETURN(ConceptCode code, parseCode(item));
        codes.push_back(std::move(code));
    }
    return codes;
}

Result<Concept> parseConcept(std::string_view text) {
    ASSIGN_OR_RETURN(const FileObject object, FileObject::parse(text));
    Concept result;
    ASSIGN_OR_RETURN(result.id, object.text("id"));
    ASSIGN_OR_RETURN(result.nameEnglish, object.text("name_en"));
    ASSIGN_OR_RETURN(result.nameChinese, object.text("name_zh"));
    ASSIGN_OR_RETURN(const std::string facetWord, object.text("facet"));
    const auto facet = parseFacet(facetWord);
    if (!facet) {
        return fail(ErrorCode::Malformed, result.id + ": unknown facet");
    }
    result.facet = *facet;
    ASSIGN_OR_RETURN(result.values, object.flag("values"));
    ASSIGN_OR_RETURN(result.sensitive, object.flag("sensitive"));
    ASSIGN_OR_RETURN(result.codes, codeList(object, "codes"));
    ASSIGN_OR_RETURN(const auto categories, codeList(object, "categories"));
    for (const ConceptCode& category : categories) {
        result.categories.push_back(category.code);
    }
    ASSIGN_OR_RETURN(result.resourceTypes, object.texts("resourceTypes"));
    ASSIGN_OR_RETURN(result.labels, object.texts("labels"));
    if (result.codes.empty() && result.categories.empty() && result.resourceTypes.empty()) {
        return fail(ErrorCode::Malformed, result.id + ": nothing defines it");
    }
    return result;
}

ConceptBits lookUp(const std::unordered_map<std::string, ConceptBits>& map,
                   const std::string& key) {
    const auto found = map.find(key);
    return found == map.end() ? 0 : found->second;
}

} // namespace

const ConceptCatalogue& ConceptCatalogue::standard() {
    static const ConceptCatalogue catalogue = [] {
        auto parsed = parse(embeddedConceptFiles());
        CHECK(parsed.has_value());
        return std::move(*parsed);
    }();
    return catalogue;
}

Result<ConceptCatalogue> ConceptCatalogue::parse(std::span<const std::string_view> files) {
    if (files.size() > conceptsMax) {
        return fail(ErrorCode::TooLarge, "concepts");
    }
    ConceptCatalogue catalogue;
    for (std::size_t i = 0; i < files.size(); ++i) {
        auto parsed = parseConcept(files[i]);
        if (!parsed) {
            return failWithin("concept file " + std::to_string(i), std::move(parsed).error());
        }
        catalogue.m_concepts.push_back(std::move(*parsed));
    }
    std::sort(catalogue.m_concepts.begin(), catalogue.m_concepts.end(),
              [](const Concept& a, const Concept& b) { return a.id < b.id; });
    const auto twin =
        std::adjacent_find(catalogue.m_concepts.begin(), catalogue.m_concepts.end(),
                           [](const Concept& a, const Concept& b) { return a.id == b.id; });
    if (twin != catalogue.m_concepts.end()) {
        return fail(ErrorCode::Malformed, twin->id + ": defined twice");
    }
    catalogue.index();
    return catalogue;
}

void ConceptCatalogue::index() {
    for (std::size_t i = 0; i < m_concepts.size(); ++i) {
        const Concept& item = m_concepts[i];
        const ConceptBits bit = ConceptBits{1} << i;
        for (const ConceptCode& entry : item.codes) {
            if (entry.prefix) {
                m_prefixes.push_back({entry.code.system, entry.code.code, bit});
            } else {
                m_codes[keyOf(entry.code.system, entry.code.code)] |= bit;
                m_looseCodes[entry.code.code] |= bit;
            }
        }
        for (const std::string& type : item.resourceTypes) {
            m_types[type] |= bit;
        }
        for (const clinical::Code& category : item.categories) {
            m_categories[keyOf(category.system, category.code)] |= bit;
        }
        for (const std::string& label : item.labels) {
            m_labels.emplace_back(label, bit);
        }
    }
}

const Concept* ConceptCatalogue::find(std::string_view id) const {
    const auto found =
        std::lower_bound(m_concepts.begin(), m_concepts.end(), id,
                         [](const Concept& item, std::string_view key) { return item.id < key; });
    return found != m_concepts.end() && found->id == id ? &*found : nullptr;
}

ConceptBits ConceptCatalogue::bitsOf(std::span<const std::string> ids, bool* unknown) const {
    ConceptBits bits = 0;
    for (const std::string& id : ids) {
        if (const Concept* item = find(id)) {
            bits |= ConceptBits{1} << (item - m_concepts.data());
        } else if (unknown != nullptr) {
            *unknown = true;
        }
    }
    return bits;
}

std::vector<std::string> ConceptCatalogue::sensitiveExcept(std::span<const std::string> ids) const {
    std::vector<std::string> result;
    for (const Concept& item : m_concepts) {
        if (item.sensitive && std::find(ids.begin(), ids.end(), item.id) == ids.end()) {
            result.push_back(item.id);
        }
    }
    return result;
}

ConceptBits ConceptCatalogue::codeBits(const clinical::Code& code) const {
    ConceptBits bits = lookUp(m_codes, keyOf(code.system, code.code));
    for (const Prefix& prefix : m_prefixes) {
        if (code.system == prefix.system && code.code.starts_with(prefix.text)) {
            bits |= prefix.bits;
        }
    }
    return bits;
}

ConceptBits ConceptCatalogue::looseCodeBits(std::string_view code) const {
    ConceptBits bits = lookUp(m_looseCodes, std::string(code));
    for (const Prefix& prefix : m_prefixes) {
        if (code.starts_with(prefix.text)) {
            bits |= prefix.bits;
        }
    }
    return bits;
}

ConceptBits ConceptCatalogue::touchedBy(const clinical::Code& code) const {
    return codeBits(code) | (code.system.empty() ? looseCodeBits(code.code) : 0);
}

ConceptBits ConceptCatalogue::labelBits(std::string_view label) const {
    ConceptBits result = 0;
    for (const auto& [code, bits] : m_labels) {
        if (labelFallsUnder(label, code)) {
            result |= bits;
        }
    }
    return result;
}

ConceptMatch ConceptCatalogue::match(const clinical::RecordFacts& record) const {
    ConceptMatch result;
    result.whole = lookUp(m_types, record.resourceType);
    for (const clinical::Code& category : record.categories) {
        result.whole |= lookUp(m_categories, keyOf(category.system, category.code));
    }
    for (const clinical::Code& label : record.securityLabels) {
        result.whole |= labelBits(label.code);
    }
    result.touched = record.mentionsMore ? ~ConceptBits{0} : result.whole;
    for (const auto* codes : {&record.categories, &record.securityLabels, &record.mentionedCodes}) {
        for (const clinical::Code& code : *codes) {
            result.touched |= touchedBy(code);
        }
    }
    for (const clinical::Code& code : record.mentionedCodes) {
        result.touched |= isLabelSystem(code.system) ? labelBits(code.code) : 0;
    }
    result.groups.reserve(record.codeGroups.size());
    for (const auto& group : record.codeGroups) {
        ConceptBits bits = 0;
        for (const clinical::Code& code : group) {
            bits |= codeBits(code);
            result.touched |= touchedBy(code);
        }
        result.groups.push_back(bits);
        result.touched |= bits;
    }
    return result;
}

std::vector<const Concept*>
ConceptCatalogue::conceptsOf(const clinical::RecordFacts& record) const {
    const ConceptMatch found = match(record);
    ConceptBits bits = found.groups.empty() ? 0 : ~ConceptBits{0};
    for (const ConceptBits group : found.groups) {
        bits &= group;
    }
    bits |= found.whole;
    std::vector<const Concept*> concepts;
    for (std::size_t i = 0; i < m_concepts.size(); ++i) {
        if ((bits >> i & 1) != 0) {
            concepts.push_back(&m_concepts[i]);
        }
    }
    return concepts;
}

} // namespace consentry::consent
