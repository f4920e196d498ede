#pragma once

#include "core/consent/period.h"
#include "core/consent/policy_evaluation.h"

#include <string>
#include <vector>

namespace consentry::consent {

/// How a party is called in one language.
struct DisplayName {
    std::string name;         ///< "Dr Li Na"; empty where nobody knows it
    std::string department;   ///< "Endocrinology", may be empty
    std::string organization; ///< "Union Hospital", may be empty
};

/// Where sentences take the names of parties from.
class Names {
public:
    virtual ~Names() = default;
    virtual DisplayName nameOf(const PartyId& party, Language language) const = 0;
};

/// For whom, where and when a sentence is written.
struct Reader {
    Language language = Language::English;
    ZoneOffset zone;
    /// Today. On the day of signing, windows read "of the last 30 days"; later, or without it,
    /// "since 24 October 2026".
    std::optional<Instant> now;
};

/// Which part of the grant a piece of its sentence speaks of. Connectives cannot be edited.
enum class Slot { Who, What, Why, MayDo, Until, Connective };

struct SentencePart {
    Slot slot = Slot::Connective;
    std::string text;

    friend bool operator==(const SentencePart&, const SentencePart&) = default;
};

/// "Dr Li Na, Endocrinology, Union Hospital may look at my glucose and HbA1c values of the last 30
/// days for treatment until 30 June 2026."
/// 「协和医院内分泌科李娜医生可以为了治疗查看我最近 30 天的血糖，到 2026年6月30日为止。」
/// The parts put together are the sentence; the day named last is the last one on which it holds.
std::vector<SentencePart> grantSentence(const Grant& grant, const Names& names,
                                        const Reader& reader);

std::string plainText(const std::vector<SentencePart>& parts);

/// The sentences below it, each complete: what they will not see, whether new values are included
/// ("New values are included until 30 June, that day included."), who is left out, whose records.
std::vector<std::string> limitSentences(const Grant& grant, const Names& names,
                                        const Reader& reader);

/// One line for lists: "Glucose, HbA1c" / "血糖、糖化血红蛋白".
std::string scopeTitle(const Grant& grant, Language language);
/// "Dr Li Na, Endocrinology, Union Hospital".
std::string granteeText(const Grantee& grantee, const Names& names, Language language);
/// "30 June 2026" / "2026年6月30日"; an end within a day has its time behind it.
std::string untilText(Instant notAfter, const Reader& reader);

/// What a new version of a grant changes, in words, most important first.
struct Change {
    enum class Kind { SeesMore, SeesLess, MayDoMore, MayDoLess, EndsLater, EndsEarlier, Other };
    Kind kind = Kind::Other;
    std::string text;   ///< "Now also sees HbA1c", "Ends 16 days later"
    std::string detail; ///< "30 June 2026 instead of 14 June 2026", may be empty

    friend bool operator==(const Change&, const Change&) = default;
};
std::vector<Change> describeChanges(const Grant& before, const Grant& after, const Names& names,
                                    const Reader& reader);

/// The same words for a grant that changes none: all that it adds for somebody who had nothing.
std::vector<Change> describeFirst(const Grant& grant, const Names& names, const Reader& reader);

/// Why a request was permitted or denied, for the patient: "The grant had ended." / "授权已结束。"
std::string_view ruleSentence(Rule rule, Language language);
/// The same of now, for what somebody cannot see: "The grant has not begun yet."
std::string_view hiddenSentence(Rule rule, Language language);

} // namespace consentry::consent
