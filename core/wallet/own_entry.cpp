#include "core/wallet/own_entry.h"

#include "core/clinical/fhir_elements.h"
#include "core/clinical/partial_date.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace consentry::wallet {
namespace {

using namespace std::chrono;
using clinical::JsonValue;

constexpr std::size_t digitsMax = 10;     ///< of a number
constexpr std::size_t thousandDigits = 3; ///< behind a mark that may separate thousands
constexpr int earliestYear = 1900;
constexpr std::string_view ucumSystem = "http://unitsofmeasure.org";
constexpr std::string_view systolic = "8480-6"; ///< LOINC
constexpr std::string_view diastolic = "8462-4";
constexpr std::string_view pulseOximetry = "59408-5";
constexpr double diastolicLow = 40; ///< mmHg
constexpr double diastolicHigh = 130;
constexpr double percentMax = 100;

constexpr OwnUnit pressureUnits[] = {{"mm[Hg]", "mmHg", 70, 220, "85354-9"}};
constexpr OwnUnit pulseUnits[] = {{"/min", "/min", 35, 200, "8867-4"}};
constexpr OwnUnit weightUnits[] = {{"kg", "kg", 2, 250, "29463-7"},
                                   {"[lb_av]", "lb", 5, 550, "29463-7"}};
constexpr OwnUnit heightUnits[] = {{"cm", "cm", 40, 220, "8302-2"},
                                   {"[in_i]", "in", 16, 87, "8302-2"}};
constexpr OwnUnit temperatureUnits[] = {{"Cel", "°C", 34, 42, "8310-5"},
                                        {"[degF]", "°F", 93, 108, "8310-5"}};
constexpr OwnUnit oxygenUnits[] = {{"%", "%", 70, 100, "2708-6"}};
constexpr OwnUnit glucoseUnits[] = {{"mmol/L", "mmol/L", 2, 30, "14743-9"},
                                    {"mg/dL", "mg/dL", 36, 540, "41653-7"}};

constexpr OwnKindWords kinds[] = {
    {OwnKind::BloodPressure,
     "blood-pressure",
     {"blood pressure", "血压"},
     {"Upper value", "收缩压（高压）"},
     {"Lower value", "舒张压（低压）"},
     pressureUnits},
    {OwnKind::Pulse, "pulse", {"pulse", "脉搏"}, {}, {}, pulseUnits},
    {OwnKind::Weight, "weight", {"weight", "体重"}, {}, {}, weightUnits},
    {OwnKind::Height, "height", {"height", "身高"}, {}, {}, heightUnits},
    {OwnKind::Temperature, "temperature", {"temperature", "体温"}, {}, {}, temperatureUnits},
    {OwnKind::OxygenSaturation, "oxygen", {"oxygen saturation", "血氧饱和度"}, {}, {}, oxygenUnits},
    {OwnKind::Glucose, "glucose", {"blood glucose", "血糖"}, {}, {}, glucoseUnits},
    {OwnKind::Note, "note", {"note", "备注"}, {}, {}, {}},
};
constexpr std::string_view noteCode = "51855-5"; ///< LOINC "Patient Note"

/// As a record names the kind, so that it stands beside the same thing from a hospital.
consent::Term titleOf(OwnKind kind) {
    switch (kind) {
    case OwnKind::BloodPressure:
        return {"Blood pressure", "血压"};
    case OwnKind::Pulse:
        return {"Pulse", "脉搏"};
    case OwnKind::Weight:
        return {"Body weight", "体重"};
    case OwnKind::Height:
        return {"Body height", "身高"};
    case OwnKind::Temperature:
        return {"Body temperature", "体温"};
    case OwnKind::OxygenSaturation:
        return {"Oxygen saturation", "血氧饱和度"};
    case OwnKind::Glucose:
        return {"Blood glucose", "血糖"};
    case OwnKind::Note:
        break;
    }
    return {"My note", "我的备注"};
}

const OwnUnit* unitOf(const OwnEntry& entry) {
    const auto units = wordsOf(entry.kind).units;
    if (entry.unit.empty()) {
        return units.empty() ? nullptr : &units.front();
    }
    const auto found = std::find_if(units.begin(), units.end(), [&](const OwnUnit& one) {
        return one.ucum == entry.unit || one.shown == entry.unit;
    });
    return found == units.end() ? nullptr : &*found;
}

/// Digits and marks of full width, as Chinese input methods write them, become plain.
std::string plainDigits(std::string_view typed) {
    constexpr std::string_view fullWidth = "\xEF\xBC"; // U+FF0C to U+FF19 share these two bytes
    std::string plain;
    for (std::size_t i = 0; i < typed.size(); ++i) {
        if (typed.substr(i, 2) == fullWidth && i + 2 < typed.size()) {
            const int offset = static_cast<unsigned char>(typed[i + 2]) - 0x8C; // from ','
            if (offset >= 0 && offset <= '9' - ',') {
                plain += static_cast<char>(',' + offset);
                i += 2;
                continue;
            }
        }
        plain += typed[i];
    }
    const std::size_t first = plain.find_first_not_of(' ');
    const std::size_t last = plain.find_last_not_of(' ');
    return first == std::string::npos ? std::string() : plain.substr(first, last - first + 1);
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

enum class NumberFault : std::uint8_t { None, Missing, NoNumber, TwoWays, TooLong, Zero };

struct TypedNumber {
    NumberFault fault = NumberFault::None;
    std::string token;
};

TypedNumber readNumber(std::string_view typed, DecimalMark mark) {
    const std::string plain = plainDigits(typed);
    if (plain.empty()) {
        return {NumberFault::Missing, {}};
    }
    const char own = mark == DecimalMark::Point ? '.' : ',';
    const auto digits = std::count_if(plain.begin(), plain.end(), isDigit);
    const std::size_t at = plain.find_first_of(".,");
    const bool hasMark = at != std::string::npos;
    const bool isWhole = static_cast<std::size_t>(digits) + (hasMark ? 1 : 0) == plain.size();
    if (!isWhole || digits == 0 || (hasMark && at + 1 == plain.size())) {
        return {NumberFault::NoNumber, {}};
    }
    if (static_cast<std::size_t>(digits) > digitsMax) {
        return {NumberFault::TooLong, {}};
    }
    if (hasMark && plain[at] != own && plain.size() - at - 1 == thousandDigits && at > 0) {
        return {NumberFault::TwoWays, {}};
    }
    std::string whole = plain.substr(0, at);
    whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size()));
    std::string token = whole.empty() ? "0" : whole;
    if (hasMark) {
        token += '.' + plain.substr(at + 1);
    }
    if (token.find_first_of("123456789") == std::string::npos) {
        return {NumberFault::Zero, {}};
    }
    return {NumberFault::None, std::move(token)};
}

double valueOf(const std::string& token) {
    double value = 0;
    std::from_chars(token.data(), token.data() + token.size(), value);
    return value;
}

Bilingual numberWords(NumberFault fault, const std::string& typed) {
    switch (fault) {
    case NumberFault::Missing:
        return {"Write a number.", "请填写数值。"};
    case NumberFault::TwoWays:
        return {"“" + typed +
                    "” can be read in two ways. Write 1500 or 1.5, without a mark "
                    "between thousands.",
                "“" + typed + "”有两种读法。请不要写千位分隔符，例如写 1500 或 1.5。"};
    case NumberFault::TooLong:
        return {"This number has too many digits. Write at most 10.",
                "这个数的位数太多，最多 10 位。"};
    case NumberFault::Zero:
        return {"Write a number above 0.", "请填写大于 0 的数。"};
    case NumberFault::NoNumber:
    case NumberFault::None:
        break;
    }
    return {"“" + typed + "” is no number. Write digits only, such as 65.4.",
            "“" + typed + "”不是数字。请只写数字，例如 65.4。"};
}

/// One remark or none about a number of an entry.
std::optional<OwnRemark> numberRemark(const std::string& typed, OwnField field,
                                      const OwnEntryRules& rules, const OwnUnit& unit, double low,
                                      double high) {
    const TypedNumber number = readNumber(typed, rules.mark);
    if (number.fault != NumberFault::None) {
        return OwnRemark{field, false, numberWords(number.fault, typed)};
    }
    const double value = valueOf(number.token);
    const std::string shown = number.token + " " + std::string(unit.shown);
    if (unit.ucum == "%" && value > percentMax) {
        return OwnRemark{field,
                         false,
                         {"There is no more than 100 %. Look at the device again.",
                          "不会超过 100 %。请再看一眼仪器。"}};
    }
    if (value < low || value > high) {
        return OwnRemark{field,
                         true,
                         {shown + " is unusual. Look again; if it is right, save it all the same.",
                          shown + " 不常见。请再看一眼；如果没错，可以照样保存。"}};
    }
    return std::nullopt;
}

void checkNumbers(const OwnEntry& entry, const OwnEntryRules& rules,
                  std::vector<OwnRemark>& remarks) {
    const OwnUnit* unit = unitOf(entry);
    if (unit == nullptr) {
        remarks.push_back({OwnField::Unit,
                           false,
                           {"This unit does not fit. Choose one from the list.",
                            "这个单位不适用。请从列表里选择。"}});
        return;
    }
    if (auto remark = numberRemark(entry.first, OwnField::First, rules, *unit, unit->usualLow,
                                   unit->usualHigh)) {
        remarks.push_back(std::move(*remark));
    }
    if (wordsOf(entry.kind).second.english.empty()) {
        return;
    }
    auto remark =
        numberRemark(entry.second, OwnField::Second, rules, *unit, diastolicLow, diastolicHigh);
    const TypedNumber upper = readNumber(entry.first, rules.mark);
    const TypedNumber lower = readNumber(entry.second, rules.mark);
    if ((!remark || remark->asks) && upper.fault == NumberFault::None &&
        lower.fault == NumberFault::None && valueOf(lower.token) >= valueOf(upper.token)) {
        remark = OwnRemark{OwnField::Second,
                           true,
                           {"The lower value is usually below the upper one. Look again; if it is "
                            "right, save it all the same.",
                            "低压通常低于高压。请再看一眼；如果没错，可以照样保存。"}};
    }
    if (remark) {
        remarks.push_back(std::move(*remark));
    }
}

/// Hours and minutes of "8:10" or "08:10".
std::optional<minutes> timeOf(std::string_view typed) {
    const std::size_t colon = typed.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon > 2 || typed.size() - colon != 3) {
        return std::nullopt;
    }
    int hour = -1;
    int minute = -1;
    const auto read = [](std::string_view text, int& value) {
        return std::all_of(text.begin(), text.end(), isDigit) &&
               std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc();
    };
    if (!read(typed.substr(0, colon), hour) || !read(typed.substr(colon + 1), minute) ||
        hour > 23 || minute > 59) {
        return std::nullopt;
    }
    return hours(hour) + minutes(minute);
}

std::string twoDigits(int value) {
    return (value < 10 ? "0" : "") + std::to_string(value);
}

/// The moment of a local day and time.
Instant momentOf(const consent::Day& day, minutes time, const consent::ZoneOffset& zone) {
    const Instant asUtc = Instant(sys_days(day)) + time;
    // The offset of the moment itself; near a change of the clocks the first guess may be off.
    const minutes guess = zone(asUtc);
    return asUtc - zone(asUtc - guess);
}

/// "2026-11-29T08:10:00+08:00", or the day as it is. The entry's date was checked.
std::string whenText(const OwnEntry& entry, const consent::ZoneOffset& zone) {
    const auto time = timeOf(entry.time);
    const auto day = consent::parseDay(entry.day);
    if (!time || !day) {
        return entry.day;
    }
    const minutes offset = zone(momentOf(*day, *time, zone));
    const int ahead = static_cast<int>(std::abs(offset.count()));
    const int of = static_cast<int>(time->count());
    return entry.day + 'T' + twoDigits(of / 60) + ':' + twoDigits(of % 60) + ":00" +
           (offset.count() < 0 ? '-' : '+') + twoDigits(ahead / 60) + ':' + twoDigits(ahead % 60);
}

std::string dayText(const consent::Day& day) {
    return std::to_string(static_cast<int>(day.year())) + '-' +
           twoDigits(static_cast<int>(static_cast<unsigned>(day.month()))) + '-' +
           twoDigits(static_cast<int>(static_cast<unsigned>(day.day())));
}

/// As exact as it was written, the day has not begun yet where the person is.
bool isFuture(const OwnEntry& entry, const OwnEntryRules& rules) {
    const std::string today = dayText(consent::localDay(rules.now, rules.zone));
    if (entry.day > today.substr(0, entry.day.size())) {
        return true;
    }
    const auto time = timeOf(entry.time);
    const auto day = consent::parseDay(entry.day);
    return time && day && momentOf(*day, *time, rules.zone) > rules.now;
}

void checkWhen(const OwnEntry& entry, const OwnEntryRules& rules, std::vector<OwnRemark>& remarks) {
    const auto date = clinical::PartialDate::parse(entry.day);
    if (!date || date->precision() == clinical::PartialDate::Precision::Instant ||
        entry.day.size() > std::string_view("2026-11-29").size()) {
        remarks.push_back({OwnField::Day,
                           false,
                           {"This is no date. Write a day such as 2026-11-29, or only 2026-11 or "
                            "2026.",
                            "这不是日期。请写 2026-11-29 这样的日期，也可以只写 2026-11 或 "
                            "2026。"}});
        return;
    }
    if (!entry.time.empty() && !timeOf(entry.time)) {
        remarks.push_back({OwnField::Time,
                           false,
                           {"This is no time. Write it like 08:10, or leave it empty.",
                            "这不是时间。请写成 08:10，或留空。"}});
    } else if (!entry.time.empty() && date->precision() != clinical::PartialDate::Precision::Day) {
        remarks.push_back({OwnField::Time,
                           false,
                           {"A time needs a whole day. Add the day, or leave the time empty.",
                            "有时间就要有完整的日期。请补上日期，或把时间留空。"}});
    } else if (isFuture(entry, rules)) {
        remarks.push_back(
            {entry.time.empty() || entry.day > dayText(consent::localDay(rules.now, rules.zone))
                 ? OwnField::Day
                 : OwnField::Time,
             false,
             {"This lies in the future. Write when it was measured.",
              "这是将来的时间。请写测量时的时间。"}});
    } else if (std::stoi(entry.day.substr(0, 4)) < earliestYear) {
        remarks.push_back({OwnField::Day,
                           false,
                           {"This is before 1900. Check the year.", "早于 1900 年。请检查年份。"}});
    }
}

void checkText(const OwnEntry& entry, std::vector<OwnRemark>& remarks) {
    const bool isBlank = entry.text.find_first_not_of(" \t\r\n") == std::string::npos;
    if (entry.kind == OwnKind::Note && isBlank) {
        remarks.push_back({OwnField::Text, false, {"Write your note first.", "请先写下内容。"}});
    } else if (entry.text.size() > OwnEntry::textMax) {
        remarks.push_back({OwnField::Text,
                           false,
                           {"This is too long: at most 10,000 letters. Write two notes.",
                            "太长了，大约最多 3000 个汉字。请分成两条。"}});
    }
}

/// A JSON string; what FHIR forbids in a string becomes a blank.
std::string jsonText(std::string_view text) {
    std::string json = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            json += '\\';
            json += c;
        } else if (c == '\n') {
            json += "\\n";
        } else if (c == '\t') {
            json += "\\t";
        } else {
            json += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
    return json + '"';
}

std::string coding(std::string_view loinc) {
    return "{\"system\":" + jsonText(clinical::loincSystem) + ",\"code\":" + jsonText(loinc) + "}";
}

std::string quantity(const std::string& token, const OwnUnit& unit) {
    return "{\"value\":" + token + ",\"unit\":" + jsonText(unit.shown) +
           ",\"system\":" + jsonText(ucumSystem) + ",\"code\":" + jsonText(unit.ucum) + "}";
}

std::string component(std::string_view loinc, std::string_view name, const std::string& token,
                      const OwnUnit& unit) {
    return "{\"code\":{\"coding\":[" + coding(loinc) + "],\"text\":" + jsonText(name) +
           "},\"valueQuantity\":" + quantity(token, unit) + "}";
}

std::string reference(const OwnAuthor& author) {
    std::string json = R"({"type":"Patient")";
    if (!author.reference.empty()) {
        json += ",\"reference\":" + jsonText(author.reference);
    }
    if (!author.name.empty()) {
        json += ",\"display\":" + jsonText(author.name);
    }
    return json + "}";
}

std::string_view statusCode(OwnStatus status) {
    return status == OwnStatus::Final       ? "final"
           : status == OwnStatus::Corrected ? "corrected"
                                            : "entered-in-error";
}

std::string codeOf(const OwnEntry& entry, const OwnUnit* unit, Language language) {
    std::string codings = coding(unit == nullptr ? noteCode : unit->loinc);
    if (entry.kind == OwnKind::OxygenSaturation) {
        codings += ',' + coding(pulseOximetry);
    }
    return "{\"coding\":[" + codings + "],\"text\":" + jsonText(titleOf(entry.kind).in(language)) +
           "}";
}

/// Of the vital signs profile (R4 observation-vitalsigns.html); glucose is none of them.
bool isVitalSign(OwnKind kind) {
    return kind != OwnKind::Glucose && kind != OwnKind::Note;
}

std::string valueMembers(const OwnEntry& entry, const OwnUnit* unit, DecimalMark mark,
                         Language language) {
    if (unit == nullptr) {
        return ",\"valueString\":" + jsonText(entry.text);
    }
    const std::string first = readNumber(entry.first, mark).token;
    std::string json;
    if (entry.kind == OwnKind::BloodPressure) {
        const OwnKindWords& words = wordsOf(entry.kind);
        json = ",\"component\":[" + component(systolic, words.first.in(language), first, *unit) +
               ',' +
               component(diastolic, words.second.in(language), readNumber(entry.second, mark).token,
                         *unit) +
               "]";
    } else {
        json = ",\"valueQuantity\":" + quantity(first, *unit);
    }
    return entry.text.empty() ? json : json + ",\"note\":[{\"text\":" + jsonText(entry.text) + "}]";
}

std::string tokenOf(JsonValue holder) {
    return std::string(holder["valueQuantity"]["value"].text());
}

std::string partOf(JsonValue observation, std::string_view loinc) {
    for (const JsonValue part : observation["component"].items()) {
        for (const clinical::Code& code : clinical::codesOf(part["code"])) {
            if (code.code == loinc) {
                return tokenOf(part);
            }
        }
    }
    return {};
}

} // namespace

std::span<const OwnKindWords> ownKinds() {
    return kinds;
}

const OwnKindWords& wordsOf(OwnKind kind) {
    return kinds[static_cast<std::size_t>(kind)];
}

Result<OwnKind> parseOwnKind(std::string_view word) {
    for (const OwnKindWords& one : kinds) {
        if (one.word == word) {
            return one.kind;
        }
    }
    return fail(ErrorCode::NotFound, "kind of own record");
}

std::vector<OwnRemark> checkOwnEntry(const OwnEntry& entry, const OwnEntryRules& rules) {
    std::vector<OwnRemark> remarks;
    if (entry.kind != OwnKind::Note) {
        checkNumbers(entry, rules, remarks);
    }
    checkWhen(entry, rules, remarks);
    checkText(entry, remarks);
    return remarks;
}

bool isRefused(const std::vector<OwnRemark>& remarks) {
    return std::any_of(remarks.begin(), remarks.end(),
                       [](const OwnRemark& remark) { return !remark.asks; });
}

std::optional<std::string> numberToken(std::string_view typed, DecimalMark mark) {
    TypedNumber number = readNumber(typed, mark);
    return number.fault == NumberFault::None ? std::optional(std::move(number.token))
                                             : std::nullopt;
}

Result<std::string> ownObservation(const OwnEntry& entry, const OwnEntryRules& rules,
                                   const OwnAuthor& author, const OwnVersionMark& mark,
                                   Language language) {
    if (isRefused(checkOwnEntry(entry, rules))) {
        return fail(ErrorCode::InvalidArgument, "own entry");
    }
    const OwnUnit* unit = entry.kind == OwnKind::Note ? nullptr : unitOf(entry);
    std::string json = "{\"resourceType\":\"Observation\",\"id\":" + jsonText(mark.id) +
                       ",\"meta\":{\"versionId\":\"" + std::to_string(mark.number) +
                       "\"},\"status\":" + jsonText(statusCode(mark.status));
    if (isVitalSign(entry.kind)) {
        json += R"(,"category":[{"coding":[{"system":)"
                R"("http://terminology.hl7.org/CodeSystem/observation-category",)"
                R"("code":"vital-signs"}]}])";
    }
    json += ",\"code\":" + codeOf(entry, unit, language) + ",\"subject\":" + reference(author) +
            ",\"effectiveDateTime\":" + jsonText(whenText(entry, rules.zone)) +
            ",\"issued\":" + jsonText(toRfc3339(mark.writtenAt)) + ",\"performer\":[" +
            reference(author) + "]" + valueMembers(entry, unit, rules.mark, language) + "}";
    return json;
}

Result<OwnEntry> ownEntryOf(JsonValue observation) {
    OwnEntry entry;
    const auto codes = clinical::codesOf(observation["code"]);
    bool isKnown = false;
    for (const clinical::Code& code : codes) {
        for (const OwnKindWords& kind : kinds) {
            for (const OwnUnit& unit : kind.units) {
                if (unit.loinc == code.code && !isKnown) {
                    entry.kind = kind.kind;
                    isKnown = true;
                }
            }
        }
        if (code.code == noteCode) {
            entry.kind = OwnKind::Note;
            isKnown = true;
        }
    }
    if (!isKnown || observation["resourceType"].string() != "Observation") {
        return fail(ErrorCode::Malformed, "own record");
    }
    if (entry.kind == OwnKind::BloodPressure) {
        entry.first = partOf(observation, systolic);
        entry.second = partOf(observation, diastolic);
        entry.unit = pressureUnits[0].ucum;
    } else if (entry.kind != OwnKind::Note) {
        entry.first = tokenOf(observation);
        entry.unit = observation["valueQuantity"]["code"].string();
    }
    entry.text = entry.kind == OwnKind::Note ? observation["valueString"].string()
                                             : clinical::along(observation, "note.text").string();
    const std::string_view when = observation["effectiveDateTime"].string();
    entry.day = when.substr(0, std::min(when.find('T'), when.size()));
    if (when.size() > entry.day.size()) {
        entry.time = when.substr(entry.day.size() + 1, 5);
    }
    return entry;
}

} // namespace consentry::wallet
