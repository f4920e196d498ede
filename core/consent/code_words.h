#pragma once

#include "core/consent/terms.h"

#include <algorithm>
#include <span>
#include <string_view>

namespace consentry::consent {

/// A code of a code system and what people call it.
struct CodeWord {
    std::string_view code;
    Term term;
};

constexpr bool isSortedByCode(std::span<const CodeWord> words) {
    return std::is_sorted(words.begin(), words.end(),
                          [](const CodeWord& a, const CodeWord& b) { return a.code < b.code; });
}

/// Of a table that is sorted by code; null for an unknown one.
constexpr const Term* findWord(std::span<const CodeWord> words, std::string_view code) {
    const auto found = std::lower_bound(
        words.begin(), words.end(), code,
        [](const CodeWord& word, std::string_view key) { return word.code < key; });
    return found != words.end() && found->code == code ? &found->term : nullptr;
}

} // namespace consentry::consent
