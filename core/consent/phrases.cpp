#include "core/consent/phrases.h"

#include <array>
#include <cstdio>

namespace consentry::consent::phrases {
namespace {

constexpr std::array<const char*, 12> monthNames = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

/// More codes than this are counted, not named.
constexpr std::size_t codesNamedMax = 3;

std::string number(std::size_t value) {
    return std::to_string(value);
}

std::string yearText(const Day& day) {
    return std::to_string(static_cast<int>(day.year()));
}

std::string withTime(const std::string& date, Instant moment, const Reader& reader) {
    const Instant local = moment + reader.zone(moment);
    const auto sinceMidnight = local - std::chrono::floor<std::chrono::days>(local);
    const auto minutes = std::chrono::floor<std::chrono::minutes>(sinceMidnight).count();
    std::array<char, 24> text{};
    std::snprintf(text.data(), text.size(), "%02lld:%02lld", static_cast<long long>(minutes / 60),
                  static_cast<long long>(minutes % 60));
    return date + (reader.language == Language::English ? ", " : " ") + text.data();
}

/// What a list of codes is called.
struct CodeNoun {
    const char* singular;
    const char* plural;
    const char* chinese;
};
constexpr CodeNoun codeNoun{"code", "codes", "编码"};
constexpr CodeNoun categoryNoun{"category", "categories", "类别"};

std::string countedCodes(const std::vector<Code>& codes, const CodeNoun& noun, Language language) {
    const bool isEnglish = language == Language::English;
    if (codes.size() > codesNamedMax) {
        return isEnglish ? "records with one of " + number(codes.size()) + " " + noun.plural
                         : "属于 " + number(codes.size()) + " 个" + noun.chinese + "之一的记录";
    }
    std::vector<std::string> names;
    for (const Code& code : codes) {
        names.push_back(code.code);
    }
    const std::string listed = list(names, Join::Or, language);
    return isEnglish ? std::string("records with the ") + noun.singular + " " + listed
                     : std::string(noun.chinese) + "为 " + listed + " 的记录";
}

std::string chosenRecords(std::size_t count, Language language) {
    if (language == Language::ChineseSimplified) {
        return "选定的 " + number(count) + " 份记录";
    }
    return count == 1 ? "1 chosen record" : number(count) + " chosen records";
}

} // namespace

std::string list(const std::vector<std::string>& items, Join join, Language language) {
    const bool isEnglish = language == Language::English;
    const std::string last =
        isEnglish ? (join == Join::And ? " and " : " or ") : (join == Join::And ? "和" : "或");
    std::string text;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) {
            text += i + 1 == items.size() ? last : (isEnglish ? ", " : "、");
        }
        text += items[i];
    }
    return text;
}

std::string date(const Day& day, Language language) {
    const auto month = static_cast<unsigned>(day.month());
    const std::string dayNumber = std::to_string(static_cast<unsigned>(day.day()));
    if (language == Language::English) {
        return dayNumber + " " + monthNames[month - 1] + " " + yearText(day);
    }
    return yearText(day) + "年" + std::to_string(month) + "月" + dayNumber + "日";
}

std::string shortDate(const Day& day, const Reader& reader) {
    if (!reader.now || localDay(*reader.now, reader.zone).year() != day.year()) {
        return date(day, reader.language);
    }
    const auto month = static_cast<unsigned>(day.month());
    const std::string dayNumber = std::to_string(static_cast<unsigned>(day.day()));
    return reader.language == Language::English ? dayNumber + " " + monthNames[month - 1]
                                                : std::to_string(month) + "月" + dayNumber + "日";
}

std::string start(Instant moment, const Reader& reader) {
    const Day day = localDay(moment, reader.zone);
    const bool isEnglish = reader.language == Language::English;
    if (moment != startOfDay(day, reader.zone)) {
        return withTime(date(day, reader.language), moment, reader);
    }
    if (day.day() != std::chrono::day(1)) {
        return date(day, reader.language);
    }
    if (day.month() == std::chrono::January) {
        return isEnglish ? yearText(day) : yearText(day) + "年";
    }
    const auto month = static_cast<unsigned>(day.month());
    return isEnglish ? std::string(monthNames[month - 1]) + " " + yearText(day)
                     : yearText(day) + "年" + std::to_string(month) + "月";
}

std::string end(Instant moment, const Reader& reader) {
    const Day day = localDay(moment, reader.zone);
    if (moment != startOfDay(day, reader.zone)) {
        return withTime(date(day, reader.language), moment, reader);
    }
    return date(lastDayBefore(moment, reader.zone), reader.language);
}

std::string capitalized(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    }
    return text;
}

std::string actions(ActionSet set, Join join, Language language) {
    std::vector<std::string> names;
    for (const Action action : allActions()) {
        if (set.has(action)) {
            names.emplace_back(actionName(action).in(language));
        }
    }
    return list(names, join, language);
}

std::vector<std::string> concepts(const std::vector<std::string>& ids, Language language) {
    std::vector<std::string> names;
    for (const std::string& id : ids) {
        const Concept* item = ConceptCatalogue::standard().find(id);
        names.emplace_back(item == nullptr ? std::string_view(id) : item->name(language));
    }
    return names;
}

std::vector<std::string> labels(const std::vector<std::string>& codes, Language language) {
    std::vector<std::string> names;
    for (const std::string& code : codes) {
        const SensitivityLabel* label = findSensitivityLabel(code);
        names.emplace_back(label == nullptr ? std::string_view(code) : label->name.in(language));
    }
    return names;
}

std::string aboveCeiling(Confidentiality ceiling, Language language) {
    if (ceiling == Confidentiality::VeryRestricted) {
        return {};
    }
    const auto next = static_cast<Confidentiality>(static_cast<int>(ceiling) + 1);
    const std::string name(confidentialityName(next).in(language));
    // Below the two protected tiers, "or higher" would be needed to tell the truth.
    if (next == Confidentiality::VeryRestricted) {
        return language == Language::English ? "records marked " + name : "标为" + name + "的记录";
    }
    return language == Language::English ? "records marked " + name + " or above"
                                         : "标为" + name + "及以上的记录";
}

std::string upTo(Confidentiality ceiling, Language language) {
    const std::string name(confidentialityName(ceiling).in(language));
    return language == Language::English ? "records marked up to " + name
                                         : "级别不高于" + name + "的记录";
}

std::vector<std::string> scopeItems(const Scope& scope, Language language) {
    std::vector<std::string> items = concepts(scope.concepts, language);
    if (!scope.categories.empty()) {
        items.push_back(countedCodes(scope.categories, categoryNoun, language));
    }
    if (!scope.codes.empty()) {
        items.push_back(countedCodes(scope.codes, codeNoun, language));
    }
    const std::size_t chosen = scope.records.size() + scope.resources.size();
    if (chosen > 0) {
        items.push_back(chosenRecords(chosen, language));
    }
    return items;
}

std::vector<std::string> conditionItems(const Conditions& what, Language language) {
    std::vector<std::string> items = concepts(what.concepts, language);
    for (std::string& label : labels(what.labels, language)) {
        items.push_back(std::move(label));
    }
    if (!what.codes.empty()) {
        items.push_back(countedCodes(what.codes, codeNoun, language));
    }
    if (!what.records.empty()) {
        items.push_back(chosenRecords(what.records.size(), language));
    }
    return items;
}

} // namespace consentry::consent::phrases
