#include "core/consent/wording.h"

#include "core/consent/phrases.h"

#include <algorithm>

namespace consentry::consent {
namespace {

using phrases::Join;

constexpr std::chrono::days relativeWindowMax{366};
constexpr std::size_t shortIdDigits = 8;

/// Somebody whom no list of names knows is shown by the beginning of the id.
std::string nameOr(const DisplayName& display, const PartyId& party, Language language) {
    if (!display.name.empty()) {
        return display.name;
    }
    const std::string shortId = party.hex().substr(0, shortIdDigits);
    return language == Language::English ? "an unknown party (" + shortId + ")"
                                         : "未知方（" + shortId + "）";
}

std::string personText(const Grantee& grantee, const Names& names, Language language) {
    DisplayName display = names.nameOf(*grantee.person, language);
    const std::string name = nameOr(display, *grantee.person, language);
    if (grantee.organization) {
        display.organization =
            nameOr(names.nameOf(*grantee.organization, language), *grantee.organization, language);
    }
    if (language == Language::ChineseSimplified) {
        const std::string role =
            grantee.role ? "（以" + std::string(roleName(*grantee.role).chinese) + "身份）" : "";
        return display.organization + display.department + name + role;
    }
    std::string text = name;
    for (const std::string& part : {display.department, display.organization}) {
        text += part.empty() ? "" : ", " + part;
    }
    return grantee.role ? text + ", as " + std::string(roleName(*grantee.role).english) : text;
}

/// What the data window adds: behind the things in English, before them in Chinese.
std::string windowText(const Grant& grant, const Reader& reader) {
    const DataWindow& window = grant.window;
    const bool isEnglish = reader.language == Language::English;
    if (window.isUnlimited()) {
        return {};
    }
    if (!window.from) {
        const std::string until = phrases::end(*window.until, reader);
        return isEnglish ? " up to " + until : until + "及以前的";
    }
    if (window.until) {
        const std::string from = phrases::start(*window.from, reader);
        const std::string until = phrases::end(*window.until, reader);
        return isEnglish ? " from " + from + " to " + until : from + "至" + until + "的";
    }
    if (reader.now) {
        const Day today = localDay(*reader.now, reader.zone);
        const Day from = localDay(*window.from, reader.zone);
        const auto span = std::chrono::sys_days(today) - std::chrono::sys_days(from);
        const bool isSigning = localDay(grant.notBefore, reader.zone) == today;
        if (isSigning && *window.from == startOfDay(from, reader.zone) && span.count() >= 1 &&
            span <= relativeWindowMax) {
            const std::string days = std::to_string(span.count());
            return isEnglish ? (span.count() == 1 ? std::string(" since yesterday")
                                                  : " of the last " + days + " days")
                             : "最近 " + days + " 天的";
        }
    }
    const std::string from = phrases::start(*window.from, reader);
    return isEnglish ? " since " + from : from + "以来的";
}

/// "glucose and HbA1c values", but "blood pressure and ECG".
std::string thingsText(const Scope& scope, Language language) {
    const std::string text =
        phrases::list(phrases::scopeItems(scope, language), Join::And, language);
    const bool onlyConcepts = scope.categories.empty() && scope.codes.empty() &&
                              scope.records.empty() && scope.resources.empty();
    const auto hasValues = [](const std::string& id) {
        const Concept* item = ConceptCatalogue::standard().find(id);
        return item != nullptr && item->values;
    };
    const bool values =
        onlyConcepts && std::all_of(scope.concepts.begin(), scope.concepts.end(), hasValues);
    return language == Language::English && values ? text + " values" : text;
}

std::vector<SentencePart> englishSentence(const Grant& grant, const Names& names,
                                          const Reader& reader) {
    const std::string window = windowText(grant, reader);
    const bool everything = grant.scope.everything;
    const std::string things =
        everything ? "all my records" : thingsText(grant.scope, Language::English);
    const bool startsLater = reader.now && grant.notBefore > *reader.now;
    return {
        {Slot::Who, phrases::capitalized(granteeText(grant.grantee, names, Language::English))},
        {Slot::Connective, " may "},
        {Slot::MayDo, phrases::actions(grant.actions, Join::And, Language::English)},
        {Slot::Connective, everything ? " " : " my "},
        {Slot::What, things + window},
        {Slot::Connective, " for "},
        {Slot::Why, std::string(grant.purpose.name().english)},
        {Slot::Connective,
         startsLater
             ? " from " + phrases::date(localDay(grant.notBefore, reader.zone), Language::English) +
                   " until "
             : " until "},
        {Slot::Until, untilText(grant.notAfter, reader)},
        {Slot::Connective, "."},
    };
}

std::vector<SentencePart> chineseSentence(const Grant& grant, const Names& names,
                                          const Reader& reader) {
    const std::string window = windowText(grant, reader);
    const std::string things = grant.scope.everything
                                   ? std::string("全部健康记录")
                                   : thingsText(grant.scope, Language::ChineseSimplified);
    const bool startsLater = reader.now && grant.notBefore > *reader.now;
    return {
        {Slot::Who, granteeText(grant.grantee, names, Language::ChineseSimplified)},
        {Slot::Connective, "可以为了"},
        {Slot::Why, std::string(grant.purpose.name().chinese)},
        {Slot::MayDo, phrases::actions(grant.actions, Join::And, Language::ChineseSimplified)},
        {Slot::Connective, window.empty() ? "我的" : "我"},
        {Slot::What, window + things},
        {Slot::Connective, startsLater ? "，从 " +
                                             phrases::date(localDay(grant.notBefore, reader.zone),
                                                           Language::ChineseSimplified) +
                                             "起，到 "
                                       : "，到 "},
        {Slot::Until, untilText(grant.notAfter, reader)},
        {Slot::Connective, "为止。"},
    };
}

// --- The sentences below -----------------------------------------------------------------------

bool isPlain(const InnerDenial& denial) {
    return denial.what.namesRecords() && denial.what.actors.empty() &&
           denial.what.actions.isEmpty() && denial.exceptions.empty();
}

std::string notSeenSentence(const Grant& grant, const Reader& reader) {
    const Language language = reader.language;
    const bool isEnglish = language == Language::English;
    std::vector<std::string> items;
    for (const InnerDenial& denial : grant.denials) {
        if (isPlain(denial)) {
            for (std::string& item : phrases::conditionItems(denial.what, language)) {
                items.push_back(std::move(item));
            }
        }
    }
    for (std::string& label : phrases::labels(grant.excludedLabels, language)) {
        items.push_back(std::move(label));
    }
    if (const std::string above = phrases::aboveCeiling(grant.ceiling, language); !above.empty()) {
        items.push_back(above);
    }
    if (grant.window.from) {
        const std::string from = phrases::start(*grant.window.from, reader);
        items.push_back(isEnglish ? "anything before " + from : from + "以前的内容");
    }
    if (!grant.scope.everything) {
        items.emplace_back(isEnglish ? "anything else" : "其他任何内容");
    }
    if (items.empty()) {
        return {};
    }
    const std::string listed = phrases::list(items, Join::Or, language);
    return isEnglish ? "They will not see " + listed + "." : "对方看不到" + listed + "。";
}

std::string newValuesSentence(const Grant& grant, const Reader& reader) {
    const Scope& scope = grant.scope;
    const bool onlyChosen = !scope.everything && scope.concepts.empty() &&
                            scope.categories.empty() && scope.codes.empty() &&
                            scope.resources.empty();
    const bool isEnglish = reader.language == Language::English;
    if (onlyChosen) {
        return {};
    }
    if (!grant.window.includesNewUntilEnd()) {
        return isEnglish ? "New values are not included." : "不包括之后的新数据。";
    }
    if (grant.notAfter != startOfDay(localDay(grant.notAfter, reader.zone), reader.zone)) {
        const std::string until = untilText(grant.notAfter, reader);
        return isEnglish ? "New values are included until " + until + "."
                         : until + "以前的新数据也包括在内。";
    }
    const std::string day = phrases::shortDate(lastDayBefore(grant.notAfter, reader.zone), reader);
    return isEnglish ? "New values are included until " + day + ", that day included."
                     : "到 " + day + "为止（含当天）的新数据也包括在内。";
}

/// Whom or what an exception spares: "Dr Li Na", "glucose".
std::string exceptionText(const Conditions& exception, const Names& names, Language language) {
    std::vector<std::string> items;
    for (const Grantee& actor : exception.actors) {
        items.push_back(granteeText(actor, names, language));
    }
    for (std::string& item : phrases::conditionItems(exception, language)) {
        items.push_back(std::move(item));
    }
    if (!exception.actions.isEmpty()) {
        items.push_back(phrases::actions(exception.actions, Join::And, language));
    }
    return phrases::list(items, Join::And, language);
}

/// A denial that says more than what is hidden from all: who, which action, or an exception.
std::string denialSentence(const InnerDenial& denial, const Names& names, Language language) {
    const bool isEnglish = language == Language::English;
    std::vector<std::string> actors;
    for (const Grantee& actor : denial.what.actors) {
        actors.push_back(granteeText(actor, names, language));
    }
    const std::string who =
        actors.empty() ? (isEnglish ? "they" : "对方") : phrases::list(actors, Join::And, language);
    const std::string may = denial.what.actions.isEmpty()
                                ? (isEnglish ? "see" : "看到")
                                : phrases::actions(denial.what.actions, Join::Or, language);
    const std::string things =
        denial.what.namesRecords()
            ? phrases::list(phrases::conditionItems(denial.what, language), Join::Or, language)
            : (isEnglish ? "any of it" : "其中任何内容");
    std::vector<std::string> spared;
    for (const Conditions& exception : denial.exceptions) {
        spared.push_back(exceptionText(exception, names, language));
    }
    const std::string except = phrases::list(spared, Join::And, language);
    if (isEnglish) {
        return phrases::capitalized(who) + " may not " + may + " " + things +
               (except.empty() ? "" : ", except for " + except) + ".";
    }
    return who + "不可以" + may + things + (except.empty() ? "" : "（" + except + "除外）") + "。";
}

std::string custodianSentence(const Grant& grant, const Names& names, Language language) {
    std::vector<std::string> holders;
    for (const PartyId& custodian : grant.custodians) {
        if (custodian.isZero()) {
            holders.emplace_back(language == Language::English ? "myself" : "我自己");
        } else {
            holders.push_back(nameOr(names.nameOf(custodian, language), custodian, language));
        }
    }
    if (holders.empty()) {
        return {};
    }
    const std::string listed = phrases::list(holders, Join::And, language);
    return language == Language::English ? "Only records held by " + listed + "."
                                         : "仅限" + listed + "保存的记录。";
}

} // namespace

std::string granteeText(const Grantee& grantee, const Names& names, Language language) {
    const bool isEnglish = language == Language::English;
    if (grantee.person) {
        return personText(grantee, names, language);
    }
    if (!grantee.organization) {
        const Term role = roleName(grantee.role.value_or(Role::Doctor));
        return grantee.role ? (isEnglish ? "any " : "任何") + std::string(role.in(language))
                            : std::string(isEnglish ? "nobody" : "无人");
    }
    const std::string organization =
        nameOr(names.nameOf(*grantee.organization, language), *grantee.organization, language);
    if (!grantee.role) {
        return organization;
    }
    const std::string people(rolePlural(*grantee.role).in(language));
    return isEnglish ? "the " + people + " of " + organization : organization + "的" + people;
}

std::string untilText(Instant notAfter, const Reader& reader) {
    return phrases::end(notAfter, reader);
}

std::vector<SentencePart> grantSentence(const Grant& grant, const Names& names,
                                        const Reader& reader) {
    return reader.language == Language::English ? englishSentence(grant, names, reader)
                                                : chineseSentence(grant, names, reader);
}

std::string plainText(const std::vector<SentencePart>& parts) {
    std::string text;
    for (const SentencePart& part : parts) {
        text += part.text;
    }
    return text;
}

std::vector<std::string> limitSentences(const Grant& grant, const Names& names,
                                        const Reader& reader) {
    std::vector<std::string> sentences;
    const auto add = [&](std::string sentence) {
        if (!sentence.empty()) {
            sentences.push_back(std::move(sentence));
        }
    };
    add(notSeenSentence(grant, reader));
    add(newValuesSentence(grant, reader));
    for (const InnerDenial& denial : grant.denials) {
        if (!isPlain(denial)) {
            add(denialSentence(denial, names, reader.language));
        }
    }
    add(custodianSentence(grant, names, reader.language));
    return sentences;
}

std::string scopeTitle(const Grant& grant, Language language) {
    const bool isEnglish = language == Language::English;
    if (grant.scope.everything) {
        return isEnglish ? "All records" : "全部记录";
    }
    std::string title;
    for (const std::string& item : phrases::scopeItems(grant.scope, language)) {
        title += (title.empty() ? "" : (isEnglish ? ", " : "、")) + item;
    }
    return phrases::capitalized(std::move(title));
}

} // namespace consentry::consent
