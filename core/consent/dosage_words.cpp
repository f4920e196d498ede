#include "core/consent/dosage_words.h"

#include "core/clinical/fhir_elements.h"
#include "core/consent/code_words.h"
#include "core/consent/record_details.h"
#include "core/consent/record_words.h"

namespace consentry::consent {
namespace {

using clinical::JsonValue;

constexpr std::size_t textMax = 4096; ///< bytes

// Sorted by code. Units of time of UCUM, as FHIR uses them: one, many.
struct TimeUnit {
    std::string_view code;
    std::string_view one;
    std::string_view many;
    std::string_view chinese;     ///< "每日"
    std::string_view chineseMany; ///< "每3天"
};
constexpr TimeUnit timeUnits[] = {
    {"a", "year", "years", "年", "年"},      {"d", "day", "days", "日", "天"},
    {"h", "hour", "hours", "小时", "小时"},  {"min", "minute", "minutes", "分钟", "分钟"},
    {"mo", "month", "months", "月", "个月"}, {"s", "second", "seconds", "秒", "秒"},
    {"wk", "week", "weeks", "周", "周"},
};

// http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation. Sorted by code.
constexpr CodeWord timingCodes[] = {
    {"AM", {"every morning", "每日早晨"}},    {"BED", {"at bedtime", "睡前"}},
    {"BID", {"twice a day", "每日2次"}},      {"MO", {"once a month", "每月1次"}},
    {"PM", {"every afternoon", "每日下午"}},  {"Q1H", {"every hour", "每小时1次"}},
    {"Q2H", {"every 2 hours", "每2小时1次"}}, {"Q3H", {"every 3 hours", "每3小时1次"}},
    {"Q4H", {"every 4 hours", "每4小时1次"}}, {"Q6H", {"every 6 hours", "每6小时1次"}},
    {"Q8H", {"every 8 hours", "每8小时1次"}}, {"QD", {"once a day", "每日1次"}},
    {"QID", {"4 times a day", "每日4次"}},    {"QOD", {"every other day", "隔日1次"}},
    {"TID", {"3 times a day", "每日3次"}},    {"WK", {"once a week", "每周1次"}},
};

// http://hl7.org/fhir/event-timing and v3-TimingEvent. Sorted by code.
constexpr CodeWord eventCodes[] = {
    {"AC", {"before meals", "餐前"}},
    {"ACD", {"before lunch", "午餐前"}},
    {"ACM", {"before breakfast", "早餐前"}},
    {"ACV", {"before dinner", "晚餐前"}},
    {"AFT", {"in the afternoon", "下午"}},
    {"C", {"with meals", "随餐"}},
    {"CD", {"with lunch", "随午餐"}},
    {"CM", {"with breakfast", "随早餐"}},
    {"CV", {"with dinner", "随晚餐"}},
    {"EVE", {"in the evening", "傍晚"}},
    {"HS", {"before sleep", "睡前"}},
    {"MORN", {"in the morning", "早晨"}},
    {"NIGHT", {"at night", "夜间"}},
    {"NOON", {"at noon", "中午"}},
    {"PC", {"after meals", "餐后"}},
    {"PCD", {"after lunch", "午餐后"}},
    {"PCM", {"after breakfast", "早餐后"}},
    {"PCV", {"after dinner", "晚餐后"}},
    {"PHS", {"after falling asleep", "入睡后"}},
    {"WAKE", {"after waking up", "起床后"}},
};

constexpr CodeWord weekDays[] = {
    {"fri", {"Friday", "周五"}},    {"mon", {"Monday", "周一"}},   {"sat", {"Saturday", "周六"}},
    {"sun", {"Sunday", "周日"}},    {"thu", {"Thursday", "周四"}}, {"tue", {"Tuesday", "周二"}},
    {"wed", {"Wednesday", "周三"}},
};

static_assert(isSortedByCode(timingCodes));
static_assert(isSortedByCode(eventCodes));
static_assert(isSortedByCode(weekDays));

/// Puts the parts of a sentence together in one language.
class Sentence {
public:
    explicit Sentence(Language language) : m_language(language) {}

    bool isEnglish() const { return m_language == Language::English; }
    std::string_view say(const Term& term) const { return term.in(m_language); }
    void add(std::string_view part) {
        if (!part.empty()) {
            m_text += m_text.empty() ? "" : isEnglish() ? ", " : "，";
            m_text += part;
        }
    }
    /// "for 7 days" / "共7天": words around a value, which may be missing.
    void add(const Term& before, std::string_view value, const Term& after = {"", ""}) {
        if (!value.empty()) {
            add(std::string(say(before)) + std::string(value) + std::string(say(after)));
        }
    }
    std::string take() { return std::move(m_text); }

private:
    Language m_language;
    std::string m_text;
};

const TimeUnit* timeUnit(std::string_view code) {
    for (const TimeUnit& unit : timeUnits) {
        if (unit.code == code) {
            return &unit;
        }
    }
    return nullptr;
}

std::string range(JsonValue holder, std::string_view least, std::string_view most) {
    const std::string_view low = holder[least].text();
    const std::string_view high = holder[most].text();
    return std::string(low) + (low.empty() || high.empty() ? "" : "–") + std::string(high);
}

std::string timesEnglish(const std::string& count) {
    return count == "1" || count.empty() ? "once" : count == "2" ? "twice" : count + " times";
}

/// "3 times a day", "once every 8 hours" / "每日3次", "每8小时1次". Empty without a period.
std::string frequencyInWords(JsonValue repeat, Language language) {
    const TimeUnit* unit = timeUnit(repeat["periodUnit"].string());
    const std::string period = range(repeat, "period", "periodMax");
    if (unit == nullptr || period.empty()) {
        return {};
    }
    const std::string count = range(repeat, "frequency", "frequencyMax");
    const bool isOne = period == "1" || period == "1.0";
    if (language == Language::English) {
        const std::string every =
            isOne ? (unit->code == "h" ? " an " : " a ") + std::string(unit->one)
                  : " every " + period + " " + std::string(unit->many);
        return timesEnglish(count) + every;
    }
    return "每" + (isOne ? std::string(unit->chinese) : period + std::string(unit->chineseMany)) +
           (count.empty() ? "1" : count) + "次";
}

/// "7 days" / "7天" of a Duration, or of a value with a unit of time.
std::string durationInWords(std::string_view value, std::string_view unitCode, Language language) {
    const TimeUnit* unit = timeUnit(unitCode);
    if (value.empty() || unit == nullptr) {
        return {};
    }
    return language == Language::English
               ? std::string(value) + " " + std::string(value == "1" ? unit->one : unit->many)
               : std::string(value) + std::string(unit->chineseMany);
}

std::string boundsInWords(JsonValue repeat, Language language) {
    if (const JsonValue span = repeat["boundsDuration"]; span.exists()) {
        std::string words = durationInWords(span["value"].text(), span["code"].string(), language);
        return words.empty() ? quantityInWords(span, language) : words;
    }
    const JsonValue bounds = repeat["boundsRange"];
    return bounds.exists() ? clinical::anyValueText("Range", bounds) : std::string();
}

void addCodes(Sentence& sentence, std::span<const CodeWord> words, JsonValue codes) {
    for (const JsonValue code : codes.oneOrMany()) {
        const Term* known = findWord(words, code.string());
        sentence.add(known != nullptr ? sentence.say(*known) : code.string());
    }
}

void addTiming(Sentence& sentence, JsonValue timing, Language language) {
    const JsonValue repeat = timing["repeat"];
    const std::string frequency = frequencyInWords(repeat, language);
    sentence.add(frequency);
    if (const JsonValue code = timing["code"]; code.exists() && frequency.empty()) {
        const Term* known = nullptr;
        for (const clinical::Code& coding : clinical::codesOf(code)) {
            known = known != nullptr ? known : findWord(timingCodes, coding.code);
        }
        sentence.add(known != nullptr ? std::string(sentence.say(*known))
                                      : clinical::conceptText(code));
    }
    for (const JsonValue time : repeat["timeOfDay"].oneOrMany()) {
        sentence.add({"at ", ""}, time.string().substr(0, 5));
    }
    const std::string_view offset = repeat["offset"].text();
    if (offset.empty()) {
        addCodes(sentence, eventCodes, repeat["when"]);
    } else { // "30 minutes before meals"
        Sentence events(language);
        addCodes(events, eventCodes, repeat["when"]);
        const std::string minutes = durationInWords(offset, "min", language);
        const std::string event = events.take();
        sentence.add(sentence.isEnglish() ? minutes + " " + event : event + minutes);
    }
    addCodes(sentence, weekDays, repeat["dayOfWeek"]);
    sentence.add({"over ", "持续"}, durationInWords(repeat["duration"].text(),
                                                    repeat["durationUnit"].string(), language));
    sentence.add({"", "共"}, repeat["count"].text(), {" times in all", "次"});
    sentence.add({"for ", "共"}, boundsInWords(repeat, language));
}

/// A number without a unit says nothing, and must not look as if it did.
std::string doseInWords(JsonValue quantity, Language language) {
    const std::string words = quantityInWords(quantity, language);
    const bool isBare = quantity["value"].exists() && quantity["unit"].string().empty() &&
                        quantity["code"].string().empty();
    if (!isBare) {
        return words;
    }
    return words + (language == Language::English ? " (no unit given)" : "（未注明单位）");
}

std::string rangeInWords(JsonValue range, Language language) {
    return valueInWords("Observation", clinical::anyValueText("Range", range), language);
}

std::string ratioInWords(JsonValue ratio, Language language) {
    const std::string above = quantityInWords(ratio["numerator"], language);
    const std::string below = quantityInWords(ratio["denominator"], language);
    return above + (above.empty() || below.empty() ? "" : " / ") + below;
}

void addDose(Sentence& sentence, JsonValue holder, Language language) {
    for (const std::string_view name : {"doseQuantity", "dose"}) {
        if (holder[name].exists()) {
            sentence.add(doseInWords(holder[name], language));
        }
    }
    sentence.add(rangeInWords(holder["doseRange"], language));
    sentence.add({"at ", "速度 "}, quantityInWords(holder["rateQuantity"], language));
    sentence.add({"at ", "速度 "}, ratioInWords(holder["rateRatio"], language));
    sentence.add({"at ", "速度 "}, rangeInWords(holder["rateRange"], language));
}

} // namespace

std::string quantityInWords(JsonValue quantity, Language language) {
    return valueInWords("Observation",
                        clinical::tidyText(clinical::quantityText(quantity), textMax), language);
}

std::string timingInWords(JsonValue timing, Language language) {
    Sentence sentence(language);
    addTiming(sentence, timing, language);
    for (const JsonValue event : timing["event"].oneOrMany()) {
        sentence.add(dateInWords(event.string(), language));
    }
    return clinical::tidyText(sentence.take(), textMax);
}

std::string dosageInWords(JsonValue dosage, Language language) {
    Sentence sentence(language);
    for (const JsonValue dose : dosage["doseAndRate"].oneOrMany()) {
        addDose(sentence, dose, language);
    }
    addDose(sentence, dosage, language);
    addTiming(sentence, dosage["timing"], language);
    const JsonValue bounds = dosage["timing"]["repeat"]["boundsPeriod"];
    sentence.add({"from ", "自 "}, dateInWords(bounds["start"].string(), language));
    sentence.add({"until ", "至 "}, dateInWords(bounds["end"].string(), language));
    if (dosage["asNeededBoolean"].boolean().value_or(false)) {
        sentence.add(sentence.say({"as needed", "必要时"}));
    }
    sentence.add({"as needed: ", "必要时："},
                 clinical::conceptText(dosage["asNeededCodeableConcept"]));
    for (const std::string_view name : {"route", "method", "site"}) {
        sentence.add(clinical::conceptText(dosage[name]));
    }
    for (const JsonValue more : dosage["additionalInstruction"].oneOrMany()) {
        sentence.add(clinical::conceptText(more));
    }
    sentence.add({"at most ", "最大剂量 "}, ratioInWords(dosage["maxDosePerPeriod"], language));
    sentence.add({"at most ", "每次最大剂量 "},
                 quantityInWords(dosage["maxDosePerAdministration"], language), {" at a time", ""});
    return clinical::tidyText(sentence.take(), textMax);
}

} // namespace consentry::consent
