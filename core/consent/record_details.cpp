#include "core/consent/record_details.h"

#include "core/clinical/fhir_elements.h"
#include "core/clinical/record_from_json.h"
#include "core/consent/code_words.h"
#include "core/consent/detail_rows.h"
#include "core/consent/dosage_words.h"
#include "core/consent/record_words.h"

#include <charconv>
#include <cstdio>
#include <optional>

namespace consentry::consent {
namespace {

using clinical::Confidentiality;
using clinical::JsonValue;

constexpr std::size_t textMax = 16 * 1024; ///< bytes of one line
constexpr std::size_t codesMax = 200;
constexpr std::size_t leavesMax = 1000; ///< that one path may lead to

/// Every value that a path leads to, through all elements of all arrays on the way.
template <class Visit>
void eachAlong(JsonValue value, std::string_view path, std::size_t& left, const Visit& visit) {
    for (const JsonValue one : value.oneOrMany()) {
        if (left == 0) {
            return;
        }
        if (path.empty()) {
            --left;
            visit(one);
            continue;
        }
        const std::size_t dot = std::min(path.find('.'), path.size());
        eachAlong(one[path.substr(0, dot)], path.substr(std::min(dot + 1, path.size())), left,
                  visit);
    }
}

/// A line of running text keeps no control characters, but for the breaks between its lines.
std::string paragraph(std::string_view text) {
    std::string whole;
    while (!text.empty() && whole.size() < textMax) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string line = clinical::tidyText(text.substr(0, end), textMax - whole.size());
        whole += whole.empty() || line.empty() ? "" : "\n";
        whole += line;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return whole;
}

class Describer {
public:
    Describer(JsonValue resource, Language language)
        : m_resource(resource), m_type(resource["resourceType"].string()), m_language(language) {}

    RecordDetails describe() {
        addWarnings();
        beginSection({});
        addRows(m_resource, detailRows(m_type));
        if (m_type == "Observation") {
            addRanges(m_resource);
        }
        addLabels();
        addNames();
        addNotes(m_resource);
        addParts();
        addText();
        std::erase_if(m_details.sections, [](const DetailSection& s) { return s.lines.empty(); });
        return std::move(m_details);
    }

private:
    bool isEnglish() const { return m_language == Language::English; }
    std::string say(const Term& term) const { return std::string(term.in(m_language)); }
    std::string_view separator() const { return isEnglish() ? "; " : "；"; }

    void beginSection(const Term& title) { m_details.sections.push_back({say(title), {}}); }

    void add(std::string label, std::string value, std::string note = {}, TargetName target = {}) {
        if (value.empty() && target.id.empty()) {
            return;
        }
        auto& lines = m_details.sections.back().lines;
        if (lines.size() < detailLinesMax) {
            lines.push_back({std::move(label), paragraph(value), clinical::tidyText(note, textMax),
                             std::move(target)});
        } else if (lines.size() == detailLinesMax) {
            lines.push_back({say({"More", "更多"}),
                             say({"There is more, which only the original shows.",
                                  "还有更多内容，请查看原始数据。"}),
                             {},
                             {}});
        }
    }

    void addCodes(const std::string& label, JsonValue codeable) {
        const auto keep = [&](JsonValue coding) {
            const std::string_view code = coding["code"].string();
            if (code.empty() || m_details.codes.size() == codesMax) {
                return;
            }
            DetailCode one{label, codeSystemName(coding["system"].string(), m_language),
                           clinical::tidyText(code, textMax),
                           clinical::tidyText(coding["display"].string(), textMax)};
            if (std::find(m_details.codes.begin(), m_details.codes.end(), one) ==
                m_details.codes.end()) {
                m_details.codes.push_back(std::move(one));
            }
        };
        if (codeable["coding"].exists()) {
            for (const JsonValue coding : codeable["coding"].oneOrMany()) {
                keep(coding);
            }
        } else if (codeable["code"].isString()) {
            keep(codeable);
        }
    }

    /// Words that this program has for one of the codes, else as the record carries it.
    std::string conceptWords(JsonValue codeable, std::span<const CodeWord> words) const {
        if (!codeable["text"].isString()) {
            for (const clinical::Code& code : clinical::codesOf(codeable)) {
                if (const Term* known = findWord(words, code.code)) {
                    return say(*known);
                }
            }
        }
        if (codeable.isString()) {
            const Term* known = findWord(words, codeable.string());
            return known != nullptr ? say(*known) : std::string(codeable.string());
        }
        return titleInWords(m_type, clinical::conceptText(codeable), m_language);
    }

    std::string codeWords(std::string_view code, std::span<const CodeWord> words) const {
        if (const Term* known = findWord(words, code)) {
            return say(*known);
        }
        return statusInWords(m_type, code, m_language);
    }

    std::string whenWords(JsonValue value) const {
        if (value.isString()) {
            return dateInWords(value.string(), m_language);
        }
        const std::string start = dateInWords(value["start"].string(), m_language);
        const std::string end = dateInWords(value["end"].string(), m_language);
        if (start.empty() && end.empty()) {
            return timingInWords(value, m_language);
        }
        if (end.empty()) {
            return isEnglish() ? "since " + start : start + "起";
        }
        if (start.empty()) {
            return isEnglish() ? "until " + end : "至 " + end;
        }
        return start + (isEnglish() ? " to " : " 至 ") + end;
    }

    JsonValue contained(std::string_view reference) const {
        if (reference.size() < 2 || reference.front() != '#') {
            return {};
        }
        for (const JsonValue one : m_resource["contained"].oneOrMany()) {
            if (one["id"].string() == reference.substr(1)) {
                return one;
            }
        }
        return {};
    }

    /// What a contained resource says of itself: its name, and what it found.
    std::string containedWords(JsonValue inner) const {
        if (!inner.exists()) {
            return {};
        }
        const auto record = clinical::recordFromValue(inner);
        if (!record) {
            return {};
        }
        const std::string& type = record->facts.resourceType;
        const std::string name = titleInWords(type, record->title, m_language);
        const std::string value = valueInWords(type, record->valueText, m_language);
        const bool saysMore = !value.empty() && value != name;
        return name + (saysMore ? (isEnglish() ? ": " : "：") + value : std::string());
    }

    void addReference(const std::string& label, JsonValue reference) {
        const std::string_view written = reference["reference"].string();
        std::string words(reference["display"].string());
        if (const std::string inner = containedWords(contained(written)); !inner.empty()) {
            words = inner;
        }
        if (words.empty()) {
            words = reference["identifier"]["value"].string();
        }
        add(label, std::move(words), {}, targetNameOf(written));
    }

    std::string choiceWords(std::string_view suffix, JsonValue value) const {
        if (const auto flag = value.boolean()) {
            return say(*flag ? Term{"yes", "是"} : Term{"no", "否"});
        }
        if (suffix == "DateTime" || suffix == "Date" || suffix == "Instant" || suffix == "Period" ||
            suffix == "Timing") {
            return whenWords(value);
        }
        if (suffix == "SampledData") {
            return say({"a recorded curve", "连续曲线数据"});
        }
        const std::string text = clinical::anyValueText(suffix, value);
        const bool isMeasured = suffix == "Quantity" || suffix == "Age" || suffix == "Duration" ||
                                suffix == "Range" || suffix == "Ratio";
        return isMeasured ? valueInWords("Observation", text, m_language) : text;
    }

    void addRow(JsonValue holder, const DetailRow& row) {
        const std::string label = say(row.label);
        std::size_t left = leavesMax;
        std::string joined;
        const auto join = [&](const std::string& words) {
            if (!words.empty() && joined.find(words) == std::string::npos) {
                joined += joined.empty() ? "" : separator();
                joined += words;
            }
        };
        const auto read = [&](JsonValue value) {
            switch (row.reading) {
            case DetailReading::Concept:
                addCodes(label, value);
                return join(conceptWords(value, row.words));
            case DetailReading::Code:
                return join(codeWords(value.string(), row.words));
            case DetailReading::Text:
                return add(label, std::string(value.text()));
            case DetailReading::When:
                return join(whenWords(value));
            case DetailReading::Quantity:
                return join(quantityInWords(value, m_language));
            case DetailReading::Flag:
                return join(choiceWords({}, value));
            case DetailReading::Reference:
                return addReference(label, value);
            case DetailReading::Choice:
                break;
            }
            const auto [suffix, chosen] = clinical::choice(value, row.member);
            if (suffix == "CodeableConcept") {
                addCodes(label, chosen);
            }
            if (suffix == "Reference") {
                return addReference(label, chosen);
            }
            join(choiceWords(suffix, chosen));
        };
        eachAlong(holder, row.path, left, read);
        add(label, joined);
    }

    void addRows(JsonValue holder, std::span<const DetailRow> rows) {
        for (const DetailRow& row : rows) {
            addRow(holder, row);
        }
    }

    std::string rangeWords(JsonValue range) const {
        const std::string low = quantityInWords(range["low"], m_language);
        const std::string high = quantityInWords(range["high"], m_language);
        if (low.empty() && high.empty()) {
            return std::string(range["text"].string());
        }
        if (low.empty()) {
            return isEnglish() ? "up to " + high : "不高于 " + high;
        }
        if (high.empty()) {
            return isEnglish() ? "from " + low : "不低于 " + low;
        }
        const std::string both = clinical::anyValueText("Range", range);
        const bool isOneUnit = range["low"]["unit"].string() == range["high"]["unit"].string() &&
                               range["low"]["comparator"].string().empty();
        return isOneUnit ? valueInWords("Observation", both, m_language)
                         : low + (isEnglish() ? " to " : " 至 ") + high;
    }

    /// For whom a range was made: "adults, female, 18 a–60 a".
    std::string rangeNote(JsonValue range) const {
        std::string note = clinical::conceptText(range["type"]);
        const auto join = [&](const std::string& words) {
            if (!words.empty()) {
                note += (note.empty() ? "" : ", ") + words;
            }
        };
        for (const JsonValue to : range["appliesTo"].oneOrMany()) {
            join(clinical::conceptText(to));
        }
        if (range["age"].exists()) {
            join(valueInWords("Observation", clinical::anyValueText("Range", range["age"]),
                              m_language));
        }
        if (range["low"].exists() || range["high"].exists()) {
            join(std::string(range["text"].string()));
        }
        return note;
    }

    void addRanges(JsonValue holder) {
        for (const JsonValue range : holder["referenceRange"].oneOrMany()) {
            add(say({"Usual range", "参考范围"}), rangeWords(range), rangeNote(range));
        }
    }

    /// How sensitive its source calls it: "restricted; psychiatry". Normal says nothing.
    void addLabels() {
        const std::string label = say({"Marked as", "标记为"});
        std::string joined;
        for (const JsonValue one : m_resource["meta"]["security"].oneOrMany()) {
            for (const clinical::Code& code : clinical::codesOf(one)) {
                const std::string words = labelWords(code, one);
                if (!words.empty()) {
                    joined += joined.empty() ? std::string_view() : separator();
                    joined += words;
                }
            }
            addCodes(label, one);
        }
        add(label, joined);
    }

    std::string labelWords(const clinical::Code& code, JsonValue written) const {
        if (code.system == "http://terminology.hl7.org/CodeSystem/v3-Confidentiality") {
            for (int level = 0; level <= static_cast<int>(Confidentiality::VeryRestricted);
                 ++level) {
                const auto confidentiality = static_cast<Confidentiality>(level);
                if (confidentialityCode(confidentiality) == code.code) {
                    return confidentiality == Confidentiality::Normal
                               ? std::string()
                               : say(confidentialityName(confidentiality));
                }
            }
        }
        const SensitivityLabel* known = findSensitivityLabel(code.code);
        return known != nullptr ? say(known->name) : clinical::conceptText(written);
    }

    /// The codes of what the record is about; its words stand above the details.
    void addNames() {
        for (const std::string_view member :
             {"code", "vaccineCode", "medicationCodeableConcept", "type", "procedureCode"}) {
            for (const JsonValue one : m_resource[member].oneOrMany()) {
                addCodes(say({"Name", "名称"}), one);
            }
        }
        if (const JsonValue quantity = m_resource["valueQuantity"]; quantity.exists()) {
            addUnit(say({"Unit", "单位"}), quantity);
        }
        addCodes(say({"Value", "结果"}), m_resource["valueCodeableConcept"]);
    }

    void addUnit(const std::string& label, JsonValue quantity) {
        const std::string_view code = quantity["code"].string();
        if (!code.empty() && m_details.codes.size() < codesMax) {
            m_details.codes.push_back({label,
                                       codeSystemName(quantity["system"].string(), m_language),
                                       clinical::tidyText(code, textMax),
                                       clinical::tidyText(quantity["unit"].string(), textMax)});
        }
    }

    void addNotes(JsonValue holder) {
        for (const JsonValue note : holder["note"].oneOrMany()) {
            std::string by(note["authorString"].string());
            if (by.empty()) {
                by = note["authorReference"]["display"].string();
            }
            const std::string at = dateInWords(note["time"].string(), m_language);
            add(say({"Remark", "备注"}),
                std::string(note.isString() ? note.string() : note["text"].string()),
                by + (by.empty() || at.empty() ? "" : ", ") + at);
        }
    }

    void addParts() {
        for (const DetailPart& part : detailParts(m_type)) {
            beginSection(part.title);
            std::size_t left = leavesMax;
            eachAlong(m_resource, part.path, left, [&](JsonValue one) { addPart(part, one); });
        }
    }

    void addPart(const DetailPart& part, JsonValue one) {
        switch (part.kind) {
        case DetailPart::Kind::Measured:
            return addComponent(one);
        case DetailPart::Kind::Dosage:
            return addDosage(one);
        case DetailPart::Kind::Linked:
            return addReference({}, one);
        case DetailPart::Kind::Rows:
            return addRows(one, part.rows);
        }
    }

    void addComponent(JsonValue component) {
        const std::string name = clinical::conceptText(component["code"]);
        addCodes(name, component["code"]);
        const auto [suffix, value] = clinical::choice(component, "value");
        std::string words = value.exists()
                                ? choiceWords(suffix, value)
                                : conceptWords(component["dataAbsentReason"], absenceWords());
        if (suffix == "Quantity") {
            addUnit(name, value);
        }
        if (suffix == "CodeableConcept") {
            addCodes(name, value);
        }
        std::string note;
        for (const JsonValue judged : component["interpretation"].oneOrMany()) {
            note = conceptWords(judged, interpretationWords());
        }
        for (const JsonValue range : component["referenceRange"].oneOrMany()) {
            const std::string usual = rangeWords(range);
            if (!usual.empty()) {
                note += note.empty() ? std::string_view() : separator();
                note += say({"usual range: ", "参考范围："}) + usual;
            }
        }
        add(name, std::move(words), std::move(note));
    }

    void addDosage(JsonValue dosage) {
        const std::string written(dosage["text"].string());
        const std::string coded = dosageInWords(dosage, m_language);
        const std::string label = say({"Dosage", "用法用量"});
        if (written.empty()) {
            add(label, coded);
        } else {
            add(label, written, coded == written ? std::string() : coded);
        }
        add(say({"For the patient", "给患者的说明"}),
            std::string(dosage["patientInstruction"].string()));
        for (const std::string_view member : {"route", "method", "site"}) {
            addCodes(label, dosage[member]);
        }
    }

    /// The narrative, where nothing better is known: of types without words of their own.
    void addText() {
        const bool hasWords = !detailRows(m_type).empty();
        const std::string_view status = m_resource["text"]["status"].string();
        if (hasWords && status != "additional") {
            return;
        }
        beginSection({"As the source wrote it", "来源中的文字"});
        add({}, clinical::narrativeText(m_resource["text"]["div"].string(), textMax));
    }

    bool hasCode(std::string_view member, std::string_view code) const {
        if (m_resource[member].isString()) {
            return m_resource[member].string() == code;
        }
        for (const clinical::Code& one : clinical::codesOf(m_resource[member])) {
            if (one.code == code) {
                return true;
            }
        }
        return false;
    }

    void warn(const Term& sentence) { m_details.warnings.push_back(say(sentence)); }

    /// What changes the meaning of all the rest (R4 conformance-rules.html#isModifier).
    void addWarnings() {
        const std::string_view status = m_resource["status"].string();
        if (status == "entered-in-error" || hasCode("verificationStatus", "entered-in-error") ||
            hasCode("docStatus", "entered-in-error")) {
            m_details.isVoid = true;
            warn({"Entered in error. The hospital withdrew this record: do not rely on it.",
                  "录入错误，医院已将此记录作废，请勿以它为依据。"});
        }
        if (m_resource["doNotPerform"].boolean().value_or(false)) {
            warn({"This says that it must NOT be done or given.", "此记录表示“不得”执行或使用。"});
        }
        if (hasCode("verificationStatus", "refuted")) {
            warn({"Ruled out: it turned out not to be so.", "已排除：后来证实并非如此。"});
        }
        if (status == "not-done" || status == "not-taken") {
            warn(status == "not-done" ? Term{"This was not done.", "此项未执行。"}
                                      : Term{"This was not taken.", "此药未服用。"});
        }
        if (status == "cancelled" || status == "aborted" || status == "revoked") {
            warn({"This was cancelled.", "此项已取消。"});
        }
        const bool isReported = m_type == "Observation" || m_type == "DiagnosticReport";
        if (status == "preliminary" || (isReported && status == "partial") ||
            hasCode("docStatus", "preliminary")) {
            warn({"Preliminary: the result can still change.", "初步结果，之后可能有变动。"});
        }
        if (status == "registered" && isReported) {
            warn({"No result yet.", "尚无结果。"});
        }
        if (status == "superseded") {
            warn({"A newer version has replaced this document.", "此文书已被新版本取代。"});
        }
        if (m_resource["modifierExtension"].exists()) {
            warn({"It carries a mark that changes its meaning and that this program does not know."
                  " Read the original, or ask the hospital.",
                  "其中有一个会改变含义、而本程序不认识的标记。请查看原始数据，或询问医院。"});
        }
    }

    JsonValue m_resource;
    std::string m_type;
    Language m_language;
    RecordDetails m_details;
};

constexpr std::string_view months[] = {"January",   "February", "March",    "April",
                                       "May",       "June",     "July",     "August",
                                       "September", "October",  "November", "December"};

int digits(std::string_view text) {
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// "UTC+8", "UTC+5:30" of "+08:00", "+05:30", "Z".
std::string zoneInWords(std::string_view zone) {
    if (zone.size() != 6) {
        return zone == "Z" ? "UTC" : std::string();
    }
    const int hours = digits(zone.substr(1, 2));
    const std::string minutes(zone.substr(4, 2));
    if (hours == 0 && minutes == "00") {
        return "UTC";
    }
    return "UTC" + std::string(zone.substr(0, 1)) + std::to_string(hours) +
           (minutes == "00" ? "" : ":" + minutes);
}

/// ", 08:10 (UTC+8)" of "T08:10:00+08:00"; seconds only where they say something.
std::string timeInWords(std::string_view time, Language language) {
    if (time.size() < 6) {
        return {};
    }
    std::string words = language == Language::English ? ", " : " ";
    words += time.substr(1, 5);
    if (time.size() >= 9 && time[6] == ':' && time.substr(7, 2) != "00") {
        words += time.substr(6, 3);
    }
    const std::size_t zone = time.find_first_of("Z+-");
    const std::string where =
        zone == std::string_view::npos ? std::string() : zoneInWords(time.substr(zone));
    if (where.empty()) {
        return words;
    }
    return words + (language == Language::English ? " (" + where + ")" : "（" + where + "）");
}

} // namespace

RecordDetails describeRecord(JsonValue resource, Language language) {
    return Describer(resource, language).describe();
}

std::string dateInWords(std::string_view written, Language language) {
    const auto date = clinical::PartialDate::parse(written);
    if (!date) {
        return clinical::tidyText(written, textMax);
    }
    const bool isEnglish = language == Language::English;
    const std::string year(written.substr(0, 4));
    if (written.size() < 7) {
        return isEnglish ? year : year + "年";
    }
    const int month = digits(written.substr(5, 2));
    const std::string monthYear = isEnglish ? std::string(months[month - 1]) + " " + year
                                            : year + "年" + std::to_string(month) + "月";
    if (written.size() < 10) {
        return monthYear;
    }
    const std::string day = std::to_string(digits(written.substr(8, 2)));
    const std::string whole = isEnglish ? day + " " + monthYear : monthYear + day + "日";
    return whole + timeInWords(written.substr(10), language);
}

std::string codeSystemName(std::string_view system, Language language) {
    if (system.empty()) {
        return language == Language::English ? "no code system named" : "未注明编码系统";
    }
    const Term* known = findWord(codeSystems(), system);
    return known != nullptr ? std::string(known->in(language))
                            : clinical::tidyText(system, textMax);
}

TargetName targetNameOf(std::string_view reference) {
    static constexpr std::string_view uuid = "urn:uuid:";
    if (reference.starts_with(uuid)) {
        return {{}, std::string(reference.substr(uuid.size()))};
    }
    if (const std::size_t history = reference.find("/_history/");
        history != std::string_view::npos) {
        reference = reference.substr(0, history);
    }
    const std::size_t slash = reference.rfind('/');
    if (slash == std::string_view::npos || slash + 1 == reference.size()) {
        return {};
    }
    const std::string_view before = reference.substr(0, slash);
    const std::size_t start = before.rfind('/');
    const std::string_view type =
        start == std::string_view::npos ? before : before.substr(start + 1);
    if (!clinical::isKnownType(type)) {
        return {};
    }
    return {std::string(type), std::string(reference.substr(slash + 1))};
}

} // namespace consentry::consent
