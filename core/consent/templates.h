#pragma once

#include "core/consent/grant.h"

namespace consentry::consent {

/// Where people often begin a grant: start values of an editor, one file of resources/templates.
/// What is signed names no template.
struct GrantTemplate {
    std::string id; ///< "family-doctor"
    std::string nameEnglish;
    std::string nameChinese;
    std::string detailEnglish; ///< one sentence
    std::string detailChinese;
    bool everything = false;
    std::vector<std::string> concepts;
    std::string window; ///< "3y" as for parseWindowStart(), or "all"
    Purpose purpose;
    ActionSet actions;
    std::chrono::days validity{};

    std::string_view name(Language language) const {
        return language == Language::English ? nameEnglish : nameChinese;
    }
    std::string_view detail(Language language) const {
        return language == Language::English ? detailEnglish : detailChinese;
    }
};

/// The embedded ones, in the order in which they are shown.
std::span<const GrantTemplate> grantTemplates();
/// Null for an unknown id.
const GrantTemplate* findGrantTemplate(std::string_view id);

/// From one file's text. Malformed says what is wrong.
Result<GrantTemplate> parseGrantTemplate(std::string_view json);

} // namespace consentry::consent
