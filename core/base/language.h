#pragma once

#include <string>

namespace consentry {

/// The languages of the program's own sentences.
enum class Language { English, ChineseSimplified };

/// One text in both.
struct Bilingual {
    std::string en;
    std::string zh;

    const std::string& in(Language language) const {
        return language == Language::English ? en : zh;
    }
    friend bool operator==(const Bilingual&, const Bilingual&) = default;
};

} // namespace consentry
