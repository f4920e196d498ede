#pragma once

#include "core/consent/wording.h"

namespace consentry::consent {

/// The smaller pieces that sentences are made of; shared by wording.cpp and grant_changes.cpp.
namespace phrases {

/// "a, b and c" / "a、b和c"; with Or "a, b or c" / "a、b或c".
enum class Join { And, Or };
std::string list(const std::vector<std::string>& items, Join join, Language language);

/// "30 June 2026" / "2026年6月30日".
std::string date(const Day& day, Language language);
/// Without the year where it is this year.
std::string shortDate(const Day& day, const Reader& reader);
/// The first moment of something: a day, or a day with its time where it is not midnight.
std::string start(Instant moment, const Reader& reader);
/// The last day of something that ends there, exclusive, or a day with its time.
std::string end(Instant moment, const Reader& reader);

/// "HIV/AIDS", "Blood pressure": the first letter made a capital.
std::string capitalized(std::string text);
/// "look at and keep" / "查看和保存".
std::string actions(ActionSet actions, Join join, Language language);
/// Names of concepts; an unknown one as its id.
std::vector<std::string> concepts(const std::vector<std::string>& ids, Language language);
std::vector<std::string> labels(const std::vector<std::string>& codes, Language language);
/// "records marked restricted" for the first tier above the ceiling; empty at the top.
std::string aboveCeiling(Confidentiality ceiling, Language language);
/// "records marked up to restricted".
std::string upTo(Confidentiality ceiling, Language language);
/// What a scope lists, without its window.
std::vector<std::string> scopeItems(const Scope& scope, Language language);
/// What a denial's record conditions name.
std::vector<std::string> conditionItems(const Conditions& what, Language language);

} // namespace phrases
} // namespace consentry::consent
