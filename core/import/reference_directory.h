#pragma once

#include "core/clinical/record_from_json.h"

#include <string>
#include <unordered_map>

namespace consentry::import {

/// The people, organisations, places, medications and visits of one file, by fullUrl and by
/// "Type/id", so that records can show names instead of references. Bounded: beyond
/// `targetsMax` targets references simply stay as written.
class ReferenceDirectory : public clinical::ReferenceResolver {
public:
    static constexpr std::size_t targetsMax = 50'000;
    static constexpr std::size_t keyBytesMax = 512;

    /// True where an entry may hold a target worth knowing; looks at the raw text only.
    static bool mayTeach(std::string_view resourceText);

    /// Notes a resource of the right type; the first of several with one key stays.
    void learn(std::string_view fullUrl, clinical::JsonValue resource);

    /// A visit resolves to the hospital that it took place in, a role to its person.
    std::optional<clinical::ReferenceTarget> resolve(std::string_view reference) const override;

private:
    struct Target {
        clinical::ReferenceTarget shown;
        std::string elsewhere; ///< whose name is meant where `shown.display` is empty
    };
    const Target* find(std::string_view reference) const;

    std::vector<Target> m_targets;
    std::unordered_map<std::string, std::size_t> m_byKey;
};

} // namespace consentry::import
