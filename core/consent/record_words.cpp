#include "core/consent/record_words.h"

#include "core/consent/code_words.h"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

namespace consentry::consent {
namespace {

using Word = CodeWord;

// Sorted by code.
constexpr Word typeNames[] = {
    {"AllergyIntolerance", {"allergy", "过敏史"}},
    {"Appointment", {"appointment", "预约"}},
    {"CarePlan", {"care plan", "诊疗计划"}},
    {"CareTeam", {"care team", "诊疗团队"}},
    {"Claim", {"insurance claim", "费用申报"}},
    {"ClinicalImpression", {"clinical assessment", "临床评估"}},
    {"Communication", {"message", "沟通记录"}},
    {"Composition", {"document", "病历文书"}},
    {"Condition", {"diagnosis or problem", "诊断"}},
    {"Consent", {"consent form", "知情同意书"}},
    {"Coverage", {"insurance", "保险"}},
    {"Device", {"device", "医疗器械"}},
    {"DeviceRequest", {"device order", "器械申请"}},
    {"DiagnosticReport", {"report", "检查检验报告"}},
    {"DocumentReference", {"document", "病历文书"}},
    {"Encounter", {"visit", "就诊"}},
    {"EpisodeOfCare", {"episode of care", "诊疗阶段"}},
    {"ExplanationOfBenefit", {"insurance statement", "保险结算说明"}},
    {"FamilyMemberHistory", {"family history", "家族史"}},
    {"Flag", {"warning", "警示"}},
    {"Goal", {"goal", "目标"}},
    {"ImagingStudy", {"imaging", "影像检查"}},
    {"Immunization", {"vaccination", "疫苗接种"}},
    {"List", {"list", "清单"}},
    {"Location", {"place", "地点"}},
    {"Media", {"picture or recording", "图像或录音"}},
    {"Medication", {"medicine", "药品"}},
    {"MedicationAdministration", {"medicine given", "给药记录"}},
    {"MedicationDispense", {"medicine handed out", "发药记录"}},
    {"MedicationRequest", {"prescription", "处方"}},
    {"MedicationStatement", {"medicine in use", "用药"}},
    {"MessageHeader", {"covering note of a message", "消息说明"}},
    {"NutritionOrder", {"diet order", "膳食医嘱"}},
    {"Observation", {"measurement or finding", "检查检验结果"}},
    {"Organization", {"organisation", "机构"}},
    {"Patient", {"patient", "患者"}},
    {"Practitioner", {"practitioner", "医务人员"}},
    {"PractitionerRole", {"practitioner", "医务人员"}},
    {"Procedure", {"procedure", "操作或手术"}},
    {"Provenance", {"origin of the records", "记录来源"}},
    {"QuestionnaireResponse", {"questionnaire", "问卷"}},
    {"RelatedPerson", {"relative or contact", "家属或联系人"}},
    {"RiskAssessment", {"risk assessment", "风险评估"}},
    {"ServiceRequest", {"order", "申请单"}},
    {"Specimen", {"specimen", "标本"}},
    {"SupplyDelivery", {"supplies", "用品"}},
    {"Task", {"task", "任务"}},
};

// HL7 v3-ActCode, ActEncounterCode; sources that give the display too have it in lists.
constexpr Word visitKinds[] = {
    {"ACUTE", {"inpatient stay", "住院"}},
    {"AMB", {"outpatient visit", "门诊"}},
    {"EMER", {"emergency", "急诊"}},
    {"FLD", {"treatment on the scene", "院外急救"}},
    {"HH", {"visit at home", "上门医疗"}},
    {"IMP", {"inpatient stay", "住院"}},
    {"NONAC", {"inpatient stay, not acute", "非急性期住院"}},
    {"OBSENC", {"observation", "留观"}},
    {"PRENC", {"before admission", "入院前检查"}},
    {"SS", {"short stay", "日间住院"}},
    {"VR", {"remote visit", "远程诊疗"}},
    {"ambulatory", {"outpatient visit", "门诊"}},
    {"emergency", {"emergency", "急诊"}},
    {"field", {"treatment on the scene", "院外急救"}},
    {"home health", {"visit at home", "上门医疗"}},
    {"inpatient acute", {"inpatient stay", "住院"}},
    {"inpatient encounter", {"inpatient stay", "住院"}},
    {"inpatient non-acute", {"inpatient stay, not acute", "非急性期住院"}},
    {"observation encounter", {"observation", "留观"}},
    {"pre-admission", {"before admission", "入院前检查"}},
    {"short stay", {"short stay", "日间住院"}},
    {"virtual", {"remote visit", "远程诊疗"}},
};

// http://terminology.hl7.org/CodeSystem/claim-type.
constexpr Word claimKinds[] = {
    {"institutional", {"hospital or clinic", "医院诊疗"}},
    {"oral", {"dentist", "口腔诊疗"}},
    {"pharmacy", {"pharmacy", "药房"}},
    {"professional", {"doctor's services", "医师服务"}},
    {"vision", {"eyes and glasses", "眼科与配镜"}},
};

// DICOM PS3.3 C.7.3.1.1.1, those that patients meet.
constexpr Word imagingKinds[] = {
    {"BMD", {"bone density", "骨密度"}},
    {"CR", {"X-ray", "X线摄影"}},
    {"CT", {"CT", "CT"}},
    {"DX", {"X-ray", "X线摄影"}},
    {"ECG", {"ECG", "心电图"}},
    {"ES", {"endoscopy", "内镜"}},
    {"IO", {"dental X-ray", "口腔X线"}},
    {"MG", {"mammography", "乳腺X线"}},
    {"MR", {"MRI", "磁共振"}},
    {"NM", {"nuclear medicine", "核医学"}},
    {"OP", {"eye photography", "眼底照相"}},
    {"OPT", {"eye tomography", "眼科断层扫描"}},
    {"PT", {"PET", "PET"}},
    {"RF", {"fluoroscopy", "X线透视"}},
    {"SM", {"microscopy", "切片显微"}},
    {"US", {"ultrasound", "超声"}},
    {"XA", {"angiography", "血管造影"}},
};

constexpr Word mediaKinds[] = {
    {"audio", {"sound recording", "录音"}},
    {"image", {"picture", "图像"}},
    {"video", {"video", "视频"}},
};

constexpr Word planKinds[] = {
    {"assess-plan", {"assessment and plan", "评估与计划"}},
};

constexpr Word genders[] = {
    {"female", {"female", "女"}},
    {"male", {"male", "男"}},
    {"other", {"other", "其他"}},
    {"unknown", {"unknown", "未知"}},
};

/// Nothing is said of these: everything is as usual.
constexpr Term asUsual{"", ""};

// Status codes of all resource types of R4, as they are meant unless their type says otherwise.
constexpr Word statusWords[] = {
    {"aborted", {"broken off", "已中止"}},
    {"accepted", {"agreed", "已商定"}},
    {"active", {"active", "有效"}},
    {"amended", {"amended", "已修订"}},
    {"appended", {"added to", "已补充"}},
    {"arrived", {"arrived", "已到院"}},
    {"available", asUsual},
    {"booked", {"booked", "已预约"}},
    {"cancelled", {"cancelled", "已取消"}},
    {"complete", asUsual},
    {"completed", {"completed", "已完成"}},
    {"confirmed", {"confirmed", "已确诊"}},
    {"corrected", {"corrected", "已更正"}},
    {"current", asUsual},
    {"declined", {"declined", "已拒绝"}},
    {"differential", {"one of several possible", "鉴别诊断"}},
    {"draft", {"draft", "草稿"}},
    {"ended", {"ended", "已结束"}},
    {"entered-in-error", {"entered in error", "录入错误，已作废"}},
    {"error", {"could not be processed", "处理出错"}},
    {"final", asUsual},
    {"finished", asUsual},
    {"fulfilled", asUsual},
    {"in-progress", {"in progress", "进行中"}},
    {"inactive", {"no longer active", "已失效"}},
    {"intended", {"intended", "拟进行"}},
    {"noshow", {"did not come", "未到诊"}},
    {"not-done", {"not done", "未执行"}},
    {"not-taken", {"not taken", "未服用"}},
    {"on-hold", {"paused", "暂停"}},
    {"onleave", {"on leave", "请假离院"}},
    {"partial", {"partial", "部分结果"}},
    {"pending", {"pending", "待定"}},
    {"planned", {"planned", "计划中"}},
    {"preliminary", {"preliminary", "初步结果"}},
    {"preparation", {"being prepared", "准备中"}},
    {"proposed", {"proposed", "拟定"}},
    {"provisional", {"provisional", "初步诊断"}},
    {"queued", {"waiting to be processed", "等待处理"}},
    {"recurrence", {"came back", "复发"}},
    {"refuted", {"ruled out", "已排除"}},
    {"registered", {"no result yet", "尚无结果"}},
    {"rejected", {"rejected", "已拒绝"}},
    {"relapse", {"came back", "复发"}},
    {"remission", {"in remission", "缓解期"}},
    {"requested", {"requested", "已申请"}},
    {"resolved", {"over", "已痊愈"}},
    {"revoked", {"withdrawn", "已撤回"}},
    {"stopped", {"stopped", "已停止"}},
    {"superseded", {"replaced by a newer one", "已被新版取代"}},
    {"suspended", {"paused", "暂停"}},
    {"triaged", {"triaged", "已分诊"}},
    {"unavailable", {"not available", "不可用"}},
    {"unconfirmed", {"not confirmed", "未确诊"}},
    {"unknown", {"status unknown", "状态不明"}},
    {"unsatisfactory", {"not usable", "不合格"}},
    {"waitlist", {"on the waiting list", "候补"}},
};

/// What is left out of lists, for those who ask: a record's details.
constexpr Word usualWords[] = {
    {"active", {"active", "有效"}},       {"available", {"available", "可查阅"}},
    {"complete", {"complete", "已完成"}}, {"completed", {"done", "已完成"}},
    {"current", {"current", "现行版本"}}, {"final", {"final", "最终结果"}},
    {"finished", {"finished", "已结束"}}, {"fulfilled", {"took place", "已就诊"}},
};

// What the same codes mean in some types.
constexpr Word medicineStatus[] = {
    {"active", {"in use", "在用"}},
    {"completed", {"course finished", "疗程已结束"}},
    {"on-hold", {"paused", "暂停用药"}},
    {"stopped", {"stopped", "已停药"}},
};
constexpr Word conditionStatus[] = {
    {"active", {"active", "现患"}},
    {"inactive", {"not active", "非活动期"}},
};
constexpr Word allergyStatus[] = {
    {"active", {"active", "现有"}},
    {"confirmed", {"confirmed", "已确认"}},
    {"inactive", {"no longer active", "已不再过敏"}},
    {"resolved", {"over", "已消失"}},
    {"unconfirmed", {"not confirmed", "未确认"}},
};
constexpr Word planStatus[] = {
    {"active", {"in progress", "进行中"}},
};
constexpr Word orderStatus[] = {
    {"active", {"ordered", "已申请"}},
    {"completed", asUsual},
};
constexpr Word deedStatus[] = {
    {"completed", asUsual},
};
constexpr Word standingStatus[] = {
    {"active", asUsual},
};
// What stands here is a value as often as a status: words that are likely values stay as written.
constexpr Word observationStatus[] = {
    {"amended", {"amended", "已修订"}},
    {"cancelled", {"cancelled", "已取消"}},
    {"corrected", {"corrected", "已更正"}},
    {"entered-in-error", {"entered in error", "录入错误，已作废"}},
    {"final", asUsual},
    {"preliminary", {"preliminary", "初步结果"}},
    {"registered", {"no result yet", "尚无结果"}},
};

/// Annotations of UCUM (section 2.4.8): words in braces, which are no unit.
constexpr Word annotations[] = {
    {"#", asUsual},
    {"1.73_m2", {"1.73 m²", "1.73 m²"}},
    {"T-score", {"T-score", "T 值"}},
    {"Z-score", {"Z-score", "Z 值"}},
    {"beats", {"beats", "次"}},
    {"breaths", {"breaths", "次"}},
    {"count", asUsual},
    {"nominal", asUsual},
    {"ratio", asUsual},
    {"score", {"score", "分"}},
};

/// Units whose code in UCUM is not how they are written on paper.
constexpr Word units[] = {
    {"Cel", {"°C", "°C"}},      {"[IU]", {"IU", "IU"}},          {"[degF]", {"°F", "°F"}},
    {"[ft_i]", {"ft", "英尺"}}, {"[iU]", {"IU", "IU"}},          {"[in_i]", {"in", "英寸"}},
    {"[lb_av]", {"lb", "磅"}},  {"[oz_av]", {"oz", "盎司"}},     {"[pH]", asUsual},
    {"cm2", {"cm²", "cm²"}},    {"cm[H2O]", {"cmH₂O", "cmH₂O"}}, {"k[IU]", {"kIU", "kIU"}},
    {"m2", {"m²", "m²"}},       {"m[IU]", {"mIU", "mIU"}},       {"m[iU]", {"mIU", "mIU"}},
    {"mm3", {"mm³", "mm³"}},    {"mm[Hg]", {"mmHg", "mmHg"}},    {"uL", {"µL", "µL"}},
    {"u[IU]", {"µIU", "µIU"}},  {"u[iU]", {"µIU", "µIU"}},       {"ug", {"µg", "µg"}},
    {"um", {"µm", "µm"}},       {"umol", {"µmol", "µmol"}},
};

static_assert(isSortedByCode(typeNames));
static_assert(isSortedByCode(visitKinds));
static_assert(isSortedByCode(claimKinds));
static_assert(isSortedByCode(imagingKinds));
static_assert(isSortedByCode(mediaKinds));
static_assert(isSortedByCode(planKinds));
static_assert(isSortedByCode(genders));
static_assert(isSortedByCode(statusWords));
static_assert(isSortedByCode(usualWords));
static_assert(isSortedByCode(medicineStatus));
static_assert(isSortedByCode(conditionStatus));
static_assert(isSortedByCode(allergyStatus));
static_assert(isSortedByCode(planStatus));
static_assert(isSortedByCode(orderStatus));
static_assert(isSortedByCode(deedStatus));
static_assert(isSortedByCode(standingStatus));
static_assert(isSortedByCode(observationStatus));
static_assert(isSortedByCode(annotations));
static_assert(isSortedByCode(units));

struct TypeStatus {
    std::string_view type;
    std::span<const Word> words;
};

constexpr TypeStatus statusOfTypes[] = {
    {"AllergyIntolerance", allergyStatus},
    {"CarePlan", planStatus},
    {"CareTeam", standingStatus},
    {"Claim", standingStatus},
    {"Condition", conditionStatus},
    {"Coverage", standingStatus},
    {"Device", standingStatus},
    {"DeviceRequest", orderStatus},
    {"Endpoint", standingStatus},
    {"Goal", planStatus},
    {"Immunization", deedStatus},
    {"List", standingStatus},
    {"Location", standingStatus},
    {"Media", deedStatus},
    {"Medication", standingStatus},
    {"MedicationAdministration", deedStatus},
    {"MedicationDispense", deedStatus},
    {"MedicationKnowledge", standingStatus},
    {"MedicationRequest", medicineStatus},
    {"MedicationStatement", medicineStatus},
    {"NutritionOrder", orderStatus},
    {"Observation", observationStatus},
    {"Procedure", deedStatus},
    {"QuestionnaireResponse", deedStatus},
    {"ServiceRequest", orderStatus},
    {"SupplyDelivery", deedStatus},
};

const Term* statusWord(std::string_view type, std::string_view code) {
    for (const TypeStatus& one : statusOfTypes) {
        if (one.type == type) {
            if (const Term* own = findWord(one.words, code)) {
                return own;
            }
        }
    }
    return type == "Observation" ? nullptr : findWord(statusWords, code);
}

std::span<const Word> kindsOf(std::string_view type) {
    if (type == "Encounter") {
        return visitKinds;
    }
    if (type == "Claim" || type == "ExplanationOfBenefit") {
        return claimKinds;
    }
    if (type == "ImagingStudy") {
        return imagingKinds;
    }
    if (type == "Media") {
        return mediaKinds;
    }
    return type == "CarePlan" ? std::span<const Word>(planKinds) : std::span<const Word>();
}

std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
    std::vector<std::string_view> parts;
    for (std::size_t end = 0; end != std::string_view::npos;) {
        end = text.find(separator);
        parts.push_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + separator.size());
    }
    return parts;
}

/// Codes joined by commas, each of them known, else nothing.
template <class Find>
std::optional<std::string> codesInWords(std::string_view text, Language language, Find findTerm) {
    std::string words;
    for (const std::string_view code : split(text, ", ")) {
        const Term* term = findTerm(code);
        if (term == nullptr) {
            return std::nullopt;
        }
        // Many codes are one kind for whoever is no specialist: CR and DX are X-rays.
        const std::string_view word = term->in(language);
        if (!word.empty() && words.find(word) == std::string::npos) {
            words += words.empty() ? "" : language == Language::English ? ", " : "、";
            words += word;
        }
    }
    return words;
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// "6.1", "<0.5", "120/80", "1-2", "1.2E+2".
bool isNumber(std::string_view token) {
    return std::any_of(token.begin(), token.end(), isDigit) &&
           token.find_first_not_of("0123456789.,/+-<>=~eE") == std::string_view::npos &&
           token.front() != 'e' && token.front() != 'E';
}

/// FHIR keeps an exponent as written; people read "1.2E+2" as 120.
std::string withoutExponent(std::string_view number) {
    constexpr int shiftMax = 9;
    const std::size_t mark = number.find_first_of("eE");
    if (mark == std::string_view::npos) {
        return std::string(number);
    }
    std::string_view exponent = number.substr(mark + 1);
    exponent.remove_prefix(!exponent.empty() && exponent.front() == '+' ? 1 : 0);
    if (exponent.size() != 1 || !isDigit(exponent.front()) || exponent.front() - '0' > shiftMax) {
        return std::string(number);
    }
    std::string digits(number.substr(0, mark));
    const std::size_t point = std::min(digits.find('.'), digits.size());
    std::size_t behind = digits.size() - std::min(point + 1, digits.size());
    if (point < digits.size()) {
        digits.erase(point, 1);
    }
    const auto shift = static_cast<std::size_t>(exponent.front() - '0');
    for (; behind < shift; ++behind) {
        digits += '0';
    }
    if (behind > shift) {
        digits.insert(digits.size() - (behind - shift), 1, '.');
    }
    return digits;
}

std::string numberInWords(std::string_view token) {
    std::string text;
    for (const std::string_view part : split(token, "/")) {
        text += (text.empty() ? "" : "/") + withoutExponent(part);
    }
    return text;
}

std::string annotationInWords(std::string_view annotation, Language language) {
    if (const Term* known = findWord(annotations, annotation)) {
        return std::string(known->in(language));
    }
    std::string text(annotation);
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

/// One part between the slashes of a unit: "mm[Hg]", "g{creat}", "10*3", "{score}".
std::string unitPartInWords(std::string_view part, Language language) {
    const std::size_t open = part.find('{');
    if (open != std::string_view::npos && part.back() == '}') {
        const std::string said =
            annotationInWords(part.substr(open + 1, part.size() - open - 2), language);
        const std::string unit = unitPartInWords(part.substr(0, open), language);
        return unit + (unit.empty() || said.empty() ? "" : " ") + said;
    }
    if (const Term* known = findWord(units, part)) {
        return std::string(known->in(language));
    }
    if (part.size() > 3 && part.starts_with("10") && (part[2] == '*' || part[2] == '^') &&
        std::all_of(part.begin() + 3, part.end(), isDigit)) {
        static constexpr std::string_view superscript[] = {"⁰", "¹", "²", "³", "⁴",
                                                           "⁵", "⁶", "⁷", "⁸", "⁹"};
        std::string power = "10";
        for (const char digit : part.substr(3)) {
            power += superscript[digit - '0'];
        }
        return power;
    }
    return std::string(part);
}

/// "kg/m2" → "kg/m²". What ends a list's item stays behind it.
std::string unitInWords(std::string_view token, Language language) {
    std::string_view end;
    if (!token.empty() && (token.back() == ';' || token.back() == ',')) {
        end = token.substr(token.size() - 1);
        token.remove_suffix(1);
    }
    std::string text;
    bool isFirst = true;
    for (const std::string_view part : split(token, "/")) {
        text += (isFirst ? "" : "/") + unitPartInWords(part, language);
        isFirst = false;
    }
    return text + std::string(end);
}

/// Numbers and what follows them; every other word as written.
std::string quantitiesInWords(std::string_view value, Language language) {
    std::string text;
    bool followsNumber = false;
    for (const std::string_view token : split(value, " ")) {
        const bool isValue = isNumber(token);
        const std::string said = isValue         ? numberInWords(token)
                                 : followsNumber ? unitInWords(token, language)
                                                 : std::string(token);
        const bool joins = said.empty() || said == ";" || said == ",";
        text += (text.empty() || joins ? "" : " ") + said;
        followsNumber = isValue;
    }
    return text;
}

bool isDosage(std::string_view type) {
    return type.starts_with("Medication");
}

std::string personInWords(std::string_view value, Language language) {
    std::string text;
    for (const std::string_view part : split(value, ", ")) {
        const Term* gender = findWord(genders, part);
        const bool isEnglish = language == Language::English;
        text += text.empty() ? "" : isEnglish ? ", " : "，";
        if (gender != nullptr) {
            text += gender->in(language);
        } else {
            text += isEnglish ? "born " + std::string(part) : std::string(part) + " 出生";
        }
    }
    return text;
}

struct FacetWords {
    clinical::Facet facet;
    std::string_view word;
    Term name;
};

constexpr FacetWords facets[] = {
    {clinical::Facet::Problem, "problem", {"diagnoses", "诊断"}},
    {clinical::Facet::Allergy, "allergy", {"allergies", "过敏史"}},
    {clinical::Facet::Medication, "medication", {"medicines", "用药"}},
    {clinical::Facet::Laboratory, "laboratory", {"laboratory results", "检验结果"}},
    {clinical::Facet::VitalSign, "vital-signs", {"vital signs", "生命体征"}},
    {clinical::Facet::Imaging, "imaging", {"imaging", "影像"}},
    {clinical::Facet::Procedure, "procedure", {"procedures", "操作与手术"}},
    {clinical::Facet::Immunization, "immunization", {"vaccinations", "疫苗接种"}},
    {clinical::Facet::Encounter, "encounter", {"visits", "就诊"}},
    {clinical::Facet::Document, "document", {"documents", "病历文书"}},
    {clinical::Facet::CarePlan, "care-plan", {"care plans", "照护计划"}},
    {clinical::Facet::Device, "device", {"devices", "设备"}},
    {clinical::Facet::Person, "person", {"personal details", "个人信息"}},
    {clinical::Facet::Other, "other", {"other records", "其他记录"}},
};

const FacetWords& wordsOf(clinical::Facet facet) {
    const auto found = std::find_if(std::begin(facets), std::end(facets),
                                    [&](const FacetWords& one) { return one.facet == facet; });
    return found == std::end(facets) ? *std::prev(std::end(facets)) : *found;
}

} // namespace

std::string resourceTypeName(std::string_view resourceType, Language language) {
    const Term* known = findWord(typeNames, resourceType);
    return std::string(known != nullptr ? known->in(language) : resourceType);
}

std::string titleInWords(std::string_view resourceType, std::string_view title, Language language) {
    const auto kinds = kindsOf(resourceType);
    return codesInWords(title, language,
                        [&](std::string_view code) { return findWord(kinds, code); })
        .value_or(std::string(title));
}

std::string statusInWords(std::string_view resourceType, std::string_view code, Language language) {
    const Term* known = statusWord(resourceType, code);
    if (known == nullptr) {
        known = findWord(statusWords, code);
    }
    if (known == nullptr || known->english.empty()) {
        known = findWord(usualWords, code);
    }
    return std::string(known != nullptr ? known->in(language) : code);
}

std::string valueInWords(std::string_view resourceType, std::string_view value, Language language) {
    if (value.empty()) {
        return {};
    }
    const auto meaning = codesInWords(value, language, [&](std::string_view code) {
        const Term* kind = resourceType == "Encounter" || resourceType == "ImagingStudy"
                               ? findWord(kindsOf(resourceType), code)
                               : nullptr;
        return kind != nullptr ? kind : statusWord(resourceType, code);
    });
    if (meaning) {
        return *meaning;
    }
    if (resourceType == "Patient") {
        return personInWords(value, language);
    }
    // A dose of "1" without a unit says nothing.
    if (isDosage(resourceType) && isNumber(value)) {
        return {};
    }
    return quantitiesInWords(value, language);
}

std::string_view facetWord(clinical::Facet facet) {
    return wordsOf(facet).word;
}

Result<clinical::Facet> parseFacet(std::string_view word) {
    for (const FacetWords& one : facets) {
        if (one.word == word) {
            return one.facet;
        }
    }
    return fail(ErrorCode::NotFound, "kind of record");
}

Term facetName(clinical::Facet facet) {
    return wordsOf(facet).name;
}

} // namespace consentry::consent
