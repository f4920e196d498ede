#pragma once

#include "core/consent/terms.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace consentry::consent {

/// A code of a concept's value set.
struct ConceptCode {
    clinical::Code code;
    std::string display;
    /// The code stands for all that begin with it: "F" for chapter V of ICD-10.
    bool prefix = false;
};

/// Something that people have a word for ("glucose", "mental health") and the codes that stand for
/// it: one file of resources/concepts.
struct Concept {
    std::string id;          ///< "glucose", stable, signed inside grants
    std::string nameEnglish; ///< as in the middle of a sentence
    std::string nameChinese;
    clinical::Facet facet = clinical::Facet::Other;
    bool values = false;    ///< English speaks of its "values": "glucose values"
    bool sensitive = false; ///< hidden unless asked for; listed under "they will not see"
    std::vector<ConceptCode> codes;
    /// A record of this type, category or label belongs to the concept whatever its codes.
    std::vector<std::string> resourceTypes;
    std::vector<clinical::Code> categories;
    std::vector<std::string> labels;

    std::string_view name(Language language) const {
        return language == Language::English ? nameEnglish : nameChinese;
    }
};

/// Concepts as bits, in the order of ConceptCatalogue::all().
using ConceptBits = std::uint64_t;

/// What of the concepts is found in one record.
struct ConceptMatch {
    /// The record as a whole belongs to these by its type, category or label.
    ConceptBits whole = 0;
    /// For each code group, the concepts that one of its codings belongs to.
    std::vector<ConceptBits> groups;
    /// Any of it belongs to these: for denials, which need less than a permission does. Whatever
    /// the record mentions counts here, also a code without a system; all concepts where the record
    /// mentions more than is known.
    ConceptBits touched = 0;
};

/// All concepts that this build knows, read from the files that the build embedded. Immutable, any
/// thread.
class ConceptCatalogue {
public:
    static constexpr std::size_t conceptsMax = 64;
    /// Raised whenever a concept gains a code; see resources/concepts/README.md.
    static constexpr std::uint32_t version = 1;

    /// The embedded catalogue.
    static const ConceptCatalogue& standard();
    /// From file texts. Malformed names the file's position and what is wrong.
    static Result<ConceptCatalogue> parse(std::span<const std::string_view> files);

    /// Sorted by id.
    std::span<const Concept> all() const { return m_concepts; }
    /// Null for an unknown id.
    const Concept* find(std::string_view id) const;
    /// The bits of the known ids among these; unknown ones set `unknown`.
    ConceptBits bitsOf(std::span<const std::string> ids, bool* unknown = nullptr) const;

    /// Ids of the sensitive concepts that are not among these: what an editor hides by an inner
    /// denial unless the patient asks for it.
    std::vector<std::string> sensitiveExcept(std::span<const std::string> ids) const;

    ConceptMatch match(const clinical::RecordFacts& record) const;
    /// "Which concepts does this record belong to": as a whole, or by every code group.
    std::vector<const Concept*> conceptsOf(const clinical::RecordFacts& record) const;

private:
    ConceptBits codeBits(const clinical::Code& code) const;
    ConceptBits looseCodeBits(std::string_view code) const;
    ConceptBits touchedBy(const clinical::Code& code) const;
    ConceptBits labelBits(std::string_view label) const;
    void index();

    struct Prefix {
        std::string system;
        std::string text;
        ConceptBits bits = 0;
    };
    std::vector<Concept> m_concepts;
    std::unordered_map<std::string, ConceptBits> m_codes;      ///< system + '|' + code
    std::unordered_map<std::string, ConceptBits> m_looseCodes; ///< code alone
    std::unordered_map<std::string, ConceptBits> m_types;
    std::unordered_map<std::string, ConceptBits> m_categories;
    std::vector<std::pair<std::string, ConceptBits>> m_labels;
    std::vector<Prefix> m_prefixes;
};

} // namespace consentry::consent
