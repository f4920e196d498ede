#include "core/consent/detail_rows.h"

namespace consentry::consent {
namespace {

using R = DetailReading;
using Kind = DetailPart::Kind;

// http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation
constexpr CodeWord interpretations[] = {
    {"<", {"below what can be measured", "低于检测下限"}},
    {">", {"above what can be measured", "高于检测上限"}},
    {"A", {"abnormal", "异常"}},
    {"AA", {"critically abnormal", "危急异常"}},
    {"B", {"better", "好转"}},
    {"D", {"clearly lower than before", "较前明显下降"}},
    {"DET", {"detected", "检出"}},
    {"E", {"equivocal", "可疑"}},
    {"EXP", {"exposed", "有接触"}},
    {"H", {"high", "偏高"}},
    {"HH", {"critically high", "危急偏高"}},
    {"HU", {"very high", "显著偏高"}},
    {"HX", {"above the high limit", "超过上限"}},
    {"I", {"intermediate", "中介"}},
    {"IND", {"not clear", "结果不确定"}},
    {"L", {"low", "偏低"}},
    {"LL", {"critically low", "危急偏低"}},
    {"LU", {"very low", "显著偏低"}},
    {"LX", {"below the low limit", "低于下限"}},
    {"MS", {"moderately susceptible", "中度敏感"}},
    {"N", {"in the usual range", "正常"}},
    {"ND", {"not detected", "未检出"}},
    {"NEG", {"negative", "阴性"}},
    {"NR", {"not reactive", "无反应"}},
    {"NS", {"not susceptible", "不敏感"}},
    {"POS", {"positive", "阳性"}},
    {"R", {"resistant", "耐药"}},
    {"RR", {"reactive", "有反应"}},
    {"S", {"susceptible", "敏感"}},
    {"SDD", {"susceptible, depending on the dose", "剂量依赖性敏感"}},
    {"SYN-R", {"synergy: resistant", "协同耐药"}},
    {"SYN-S", {"synergy: susceptible", "协同敏感"}},
    {"U", {"clearly higher than before", "较前明显上升"}},
    {"VS", {"very susceptible", "高度敏感"}},
    {"W", {"worse", "恶化"}},
    {"WR", {"weakly reactive", "弱反应"}},
};
static_assert(isSortedByCode(interpretations));

// http://terminology.hl7.org/CodeSystem/data-absent-reason
constexpr CodeWord absences[] = {
    {"as-text", {"only as text", "仅有文字"}},
    {"asked-declined", {"asked, not answered", "已询问，未作答"}},
    {"asked-unknown", {"asked, not known", "已询问，不清楚"}},
    {"error", {"could not be measured", "测量出错"}},
    {"masked", {"hidden", "已隐去"}},
    {"negative-infinity", {"below everything measurable", "负无穷大"}},
    {"not-a-number", {"no number", "非数值"}},
    {"not-applicable", {"does not apply", "不适用"}},
    {"not-asked", {"not asked", "未询问"}},
    {"not-performed", {"not performed", "未检测"}},
    {"not-permitted", {"not permitted", "不允许"}},
    {"positive-infinity", {"above everything measurable", "正无穷大"}},
    {"temp-unknown", {"not known yet", "暂不清楚"}},
    {"unknown", {"not known", "不清楚"}},
    {"unsupported", {"not supported by the source", "来源不支持"}},
};
static_assert(isSortedByCode(absences));

// http://hl7.org/fhir/allergy-intolerance-criticality
constexpr CodeWord criticalities[] = {
    {"high", {"high: a reaction could be life-threatening", "高：可能危及生命"}},
    {"low", {"low", "低"}},
    {"unable-to-assess", {"cannot be assessed", "无法评估"}},
};
static_assert(isSortedByCode(criticalities));

// http://hl7.org/fhir/allergy-intolerance-category
constexpr CodeWord allergyCategories[] = {
    {"biologic", {"biological substance", "生物制剂"}},
    {"environment", {"environment", "环境"}},
    {"food", {"food", "食物"}},
    {"medication", {"medicine", "药物"}},
};
static_assert(isSortedByCode(allergyCategories));

// http://hl7.org/fhir/allergy-intolerance-type
constexpr CodeWord allergyKinds[] = {
    {"allergy", {"allergy", "过敏"}},
    {"intolerance", {"intolerance", "不耐受"}},
};
static_assert(isSortedByCode(allergyKinds));

// http://hl7.org/fhir/reaction-event-severity, and the SNOMED CT codes of condition-severity
constexpr CodeWord severities[] = {
    {"24484000", {"severe", "重度"}},   {"255604002", {"mild", "轻度"}},
    {"6736007", {"moderate", "中度"}},  {"mild", {"mild", "轻度"}},
    {"moderate", {"moderate", "中度"}}, {"severe", {"severe", "重度"}},
};
static_assert(isSortedByCode(severities));

// http://hl7.org/fhir/CodeSystem/medicationrequest-intent and request-intent
constexpr CodeWord intents[] = {
    {"directive", {"directive", "指令"}},
    {"filler-order", {"order as it is carried out", "执行中的医嘱"}},
    {"instance-order", {"single dose of an order", "医嘱的单次执行"}},
    {"option", {"one of several options", "备选方案"}},
    {"order", {"order", "医嘱"}},
    {"original-order", {"first order", "原始医嘱"}},
    {"plan", {"plan", "计划"}},
    {"proposal", {"proposal", "建议"}},
    {"reflex-order", {"follow-up order", "后续医嘱"}},
};
static_assert(isSortedByCode(intents));

// http://hl7.org/fhir/request-priority
constexpr CodeWord priorities[] = {
    {"asap", {"as soon as possible", "尽快"}},
    {"routine", {"routine", "常规"}},
    {"stat", {"at once", "立即"}},
    {"urgent", {"urgent", "紧急"}},
};
static_assert(isSortedByCode(priorities));

// http://terminology.hl7.org/CodeSystem/observation-category, v2-0074
constexpr CodeWord categories[] = {
    {"CH", {"chemistry", "生化"}},
    {"CP", {"cytopathology", "细胞病理"}},
    {"HM", {"haematology", "血液学"}},
    {"LAB", {"laboratory", "检验"}},
    {"MB", {"microbiology", "微生物"}},
    {"PAT", {"pathology", "病理"}},
    {"RAD", {"radiology", "放射"}},
    {"SP", {"surgical pathology", "外科病理"}},
    {"activity", {"activity", "活动"}},
    {"exam", {"examination", "体格检查"}},
    {"imaging", {"imaging", "影像"}},
    {"laboratory", {"laboratory", "检验"}},
    {"procedure", {"procedure", "操作"}},
    {"social-history", {"social history", "个人史"}},
    {"survey", {"questionnaire", "问卷"}},
    {"therapy", {"therapy", "治疗"}},
    {"vital-signs", {"vital signs", "生命体征"}},
};
static_assert(isSortedByCode(categories));

// http://terminology.hl7.org/CodeSystem/condition-category
constexpr CodeWord conditionCategories[] = {
    {"encounter-diagnosis", {"diagnosis at a visit", "就诊诊断"}},
    {"health-concern", {"health concern", "健康关注"}},
    {"problem-list-item", {"on the problem list", "问题列表"}},
};
static_assert(isSortedByCode(conditionCategories));

// Code systems that patients' records use (R4 terminologies-systems.html)
constexpr CodeWord systems[] = {
    {"http://dicom.nema.org/resources/ontology/DCM", {"DICOM", "DICOM"}},
    {"http://fdasis.nlm.nih.gov", {"UNII (FDA)", "UNII (FDA)"}},
    {"http://hl7.org/fhir/sid/cvx", {"CVX (CDC vaccines)", "CVX（美国疫苗编码）"}},
    {"http://hl7.org/fhir/sid/icd-10", {"ICD-10", "ICD-10"}},
    {"http://hl7.org/fhir/sid/icd-10-cm", {"ICD-10-CM", "ICD-10-CM"}},
    {"http://hl7.org/fhir/sid/icd-10-de", {"ICD-10-GM", "ICD-10-GM"}},
    {"http://hl7.org/fhir/sid/icd-9-cm", {"ICD-9-CM", "ICD-9-CM"}},
    {"http://hl7.org/fhir/sid/ndc", {"NDC (FDA)", "NDC (FDA)"}},
    {"http://id.who.int/icd/release/11/mms", {"ICD-11", "ICD-11"}},
    {"http://loinc.org", {"LOINC", "LOINC"}},
    {"http://snomed.info/sct", {"SNOMED CT", "SNOMED CT"}},
    {"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical",
     {"HL7 allergyintolerance-clinical", "HL7 allergyintolerance-clinical"}},
    {"http://terminology.hl7.org/CodeSystem/allergyintolerance-verification",
     {"HL7 allergyintolerance-verification", "HL7 allergyintolerance-verification"}},
    {"http://terminology.hl7.org/CodeSystem/condition-category",
     {"HL7 condition-category", "HL7 condition-category"}},
    {"http://terminology.hl7.org/CodeSystem/condition-clinical",
     {"HL7 condition-clinical", "HL7 condition-clinical"}},
    {"http://terminology.hl7.org/CodeSystem/condition-ver-status",
     {"HL7 condition-ver-status", "HL7 condition-ver-status"}},
    {"http://terminology.hl7.org/CodeSystem/data-absent-reason",
     {"HL7 data-absent-reason", "HL7 data-absent-reason"}},
    {"http://terminology.hl7.org/CodeSystem/observation-category",
     {"HL7 observation-category", "HL7 observation-category"}},
    {"http://terminology.hl7.org/CodeSystem/v2-0074", {"HL7 v2-0074", "HL7 v2-0074"}},
    {"http://terminology.hl7.org/CodeSystem/v3-ActCode", {"HL7 v3-ActCode", "HL7 v3-ActCode"}},
    {"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation",
     {"HL7 v3-ObservationInterpretation", "HL7 v3-ObservationInterpretation"}},
    {"http://unitsofmeasure.org", {"UCUM", "UCUM"}},
    {"http://www.ama-assn.org/go/cpt", {"CPT", "CPT"}},
    {"http://www.genenames.org", {"HGNC", "HGNC"}},
    {"http://www.nlm.nih.gov/research/umls/rxnorm", {"RxNorm", "RxNorm"}},
    {"http://www.whocc.no/atc", {"ATC", "ATC"}},
    {"https://fhir.nhs.uk/Id/dmd", {"dm+d", "dm+d"}},
    {"urn:iso:std:iso:11073:10101", {"ISO/IEEE 11073", "ISO/IEEE 11073"}},
    {"urn:oid:2.16.840.1.113883.6.1", {"LOINC", "LOINC"}},
    {"urn:oid:2.16.840.1.113883.6.3", {"ICD-10", "ICD-10"}},
    {"urn:oid:2.16.840.1.113883.6.73", {"ATC", "ATC"}},
    {"urn:oid:2.16.840.1.113883.6.8", {"UCUM", "UCUM"}},
    {"urn:oid:2.16.840.1.113883.6.88", {"RxNorm", "RxNorm"}},
    {"urn:oid:2.16.840.1.113883.6.90", {"ICD-10-CM", "ICD-10-CM"}},
    {"urn:oid:2.16.840.1.113883.6.96", {"SNOMED CT", "SNOMED CT"}},
};
static_assert(isSortedByCode(systems));

// http://terminology.hl7.org/CodeSystem/condition-clinical
constexpr CodeWord clinicalStatuses[] = {
    {"active", {"active", "现患"}},
    {"inactive", {"not active", "非活动期"}},
    {"recurrence", {"came back", "复发"}},
    {"relapse", {"came back", "复发"}},
    {"remission", {"in remission", "缓解期"}},
    {"resolved", {"over", "已痊愈"}},
};
static_assert(isSortedByCode(clinicalStatuses));

// http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical
constexpr CodeWord allergyStatuses[] = {
    {"active", {"active", "现有"}},
    {"inactive", {"no longer active", "已不再过敏"}},
    {"resolved", {"over", "已消失"}},
};
static_assert(isSortedByCode(allergyStatuses));

// condition-ver-status and allergyintolerance-verification
constexpr CodeWord verificationStatuses[] = {
    {"confirmed", {"confirmed", "已确认"}},
    {"differential", {"one of several possible", "鉴别诊断"}},
    {"entered-in-error", {"entered in error", "录入错误，已作废"}},
    {"presumed", {"presumed", "推定"}},
    {"provisional", {"provisional", "初步诊断"}},
    {"refuted", {"ruled out", "已排除"}},
    {"unconfirmed", {"not confirmed", "未确认"}},
};
static_assert(isSortedByCode(verificationStatuses));

// http://hl7.org/fhir/care-plan-activity-status, where it has codes of its own
constexpr CodeWord activityStatuses[] = {
    {"not-started", {"not begun", "未开始"}},
    {"scheduled", {"scheduled", "已安排"}},
};
static_assert(isSortedByCode(activityStatuses));

constexpr DetailRow observationRows[] = {
    {"status", R::Code, {"Status", "状态"}},
    {"category", R::Concept, {"Category", "类别"}, categories},
    {"", R::Choice, {"When", "时间"}, {}, "effective"},
    {"issued", R::When, {"Reported", "报告时间"}},
    {"interpretation", R::Concept, {"Judged as", "判定"}, interpretations},
    {"dataAbsentReason", R::Concept, {"No value because", "无结果原因"}, absences},
    {"bodySite", R::Concept, {"Body site", "部位"}},
    {"method", R::Concept, {"Method", "方法"}},
    {"specimen", R::Reference, {"Specimen", "标本"}},
    {"device", R::Reference, {"Device", "设备"}},
    {"performer", R::Reference, {"Reported by", "报告者"}},
    {"encounter", R::Reference, {"Visit", "就诊"}},
};

constexpr DetailRow conditionRows[] = {
    {"clinicalStatus", R::Concept, {"Status", "状态"}, clinicalStatuses},
    {"verificationStatus", R::Concept, {"Certainty", "确认程度"}, verificationStatuses},
    {"category", R::Concept, {"Category", "类别"}, conditionCategories},
    {"severity", R::Concept, {"Severity", "严重程度"}, severities},
    {"", R::Choice, {"Began", "起病"}, {}, "onset"},
    {"", R::Choice, {"Ended", "痊愈或缓解"}, {}, "abatement"},
    {"bodySite", R::Concept, {"Body site", "部位"}},
    {"stage.summary", R::Concept, {"Stage", "分期"}},
    {"recordedDate", R::When, {"Recorded", "记录时间"}},
    {"recorder", R::Reference, {"Recorded by", "记录者"}},
    {"asserter", R::Reference, {"Stated by", "陈述者"}},
    {"encounter", R::Reference, {"Visit", "就诊"}},
};

constexpr DetailRow prescriptionRows[] = {
    {"status", R::Code, {"Status", "状态"}},
    {"statusReason", R::Concept, {"Because", "原因"}},
    {"intent", R::Code, {"Kind of order", "医嘱类型"}, intents},
    {"priority", R::Code, {"Priority", "优先级"}, priorities},
    {"medicationReference", R::Reference, {"Medicine", "药品"}},
    {"reasonCode", R::Concept, {"Reason", "用药原因"}},
    {"reasonReference", R::Reference, {"Reason", "用药原因"}},
    {"authoredOn", R::When, {"Prescribed", "开具时间"}},
    {"requester", R::Reference, {"Prescribed by", "开具者"}},
    {"dispenseRequest.validityPeriod", R::When, {"Valid", "有效期"}},
    {"dispenseRequest.quantity", R::Quantity, {"Amount", "数量"}},
    {"dispenseRequest.expectedSupplyDuration", R::Quantity, {"Lasts for", "可用时长"}},
    {"dispenseRequest.numberOfRepeatsAllowed", R::Text, {"Repeats allowed", "可续次数"}},
    {"encounter", R::Reference, {"Visit", "就诊"}},
};

constexpr DetailRow statementRows[] = {
    {"status", R::Code, {"Status", "状态"}},
    {"statusReason", R::Concept, {"Because", "原因"}},
    {"category", R::Concept, {"Category", "类别"}},
    {"medicationReference", R::Reference, {"Medicine", "药品"}},
    {"", R::Choice, {"When", "时间"}, {}, "effective"},
    {"reasonCode", R::Concept, {"Reason", "用药原因"}},
    {"reasonReference", R::Reference, {"Reason", "用药原因"}},
    {"dateAsserted", R::When, {"Stated", "陈述时间"}},
    {"informationSource", R::Reference, {"Stated by", "陈述者"}},
};

constexpr DetailRow administrationRows[] = {
    {"status", R::Code, {"Status", "状态"}},
    {"medicationReference", R::Reference, {"Medicine", "药品"}},
    {"", R::Choice, {"When", "时间"}, {}, "effective"},
    {"reasonCode", R::Concept, {"Reason", "用药原因"}},
    {"performer.actor", R::Reference, {"Given by", "给药者"}},
};

constexpr DetailRow dispenseRows[] = {
    {"status", R::Code, {"Status", "状态"}},
    {"medicationReference", R::Reference, {"Medicine", "药品"}},
    {"quantity", R::Quantity, {"Amount", "数量"}},
    {"daysSupply", R::Quantity, {"Lasts for", "可用时长"}},
    {"whenPrepared", R::When, {"Prepared", "调配时间"}},
    {"whenHandedOver", R::When, {"Handed out", "发药时间"}},
    {"performer.actor", R::Reference, {"Handed out by", "发药者"}},
    {"authorizingPrescription", R::Reference, {"Prescription", "处方"}},
};

constexpr DetailRow allergyRows[] = {
    {"clinicalStatus", R::Concept, {"Status", "状态"}, allergyStatuses},
    {"verificationStatus", R::Concept, {"Certainty", "确认程度"}, verificationStatuses},
    {"type", R::Code, {"Kind", "类型"}, allergyKinds},
    {"category", R::Code, {"Caused by", "致敏原类别"}, allergyCategories},
    {"criticality", R::Code, {"Danger", "危险程度"}, criticalities},
    {"", R::Choice, {"Began", "首次出现"}, {}, "onset"},
    {"lastOccurrence", R::When, {"Last time", "最近一次"}},
    {"recordedDate", R::When, {"Recorded", "记录时间"}},
    {"recorder", R::Reference, {"Recorded by", "记录者"}},
    {"asserter", R::Reference, {"Stated by", "陈述者"}},
};

constexpr DetailRow reactionRows[] = {
    {"substance", R::Concept, {"Substance", "物质"}},
    {"manifestation", R::Concept, {"Reaction", "反应"}},
    {"severity", R::Code, {"Severity", "严重程度"}, severities},
    {"description", R::Text, {"Description", "描述"}},
    {"onset", R::When, {"When", "时间"}},
    {"exposureRoute", R::Concept, {"Contact through", "接触途径"}},
};

constexpr DetailRow immunizationRows[] = {
    {"status", R::Code, {"Status", "状态"}},
    {"statusReason", R::Concept, {"Because", "原因"}},
    {"", R::Choice, {"When", "时间"}, {}, "occurrence"},
    {"protocolApplied.targetDisease", R::Concept, {"Against", "预防疾病"}},
    {"protocolApplied", R::Choice, {"Dose number", "剂次"}, {}, "doseNumber"},
    {"protocolApplied", R::Choice, {"Doses in all", "总剂次"}, {}, "seriesDoses"},
    {"doseQuantity", R::Quantity, {"Dose", "剂量"}},
    {"lotNumber", R::Text, {"Lot number", "批号"}},
    {"expirationDate", R::When, {"Use by", "有效期至"}},
    {"manufacturer", R::Reference, {"Made by", "生产企业"}},
    {"site", R::Concept, {"Body site", "接种部位"}},
    {"route", R::Concept, {"Route", "接种途径"}},
    {"performer.actor", R::Reference, {"Given by", "接种者"}},
    {"location", R::Reference, {"Place", "地点"}},
    {"isSubpotent", R::Flag, {"Weaker than it should be", "效力不足"}},
    {"reasonCode", R::Concept, {"Reason", "原因"}},
    {"primarySource", R::Flag, {"From whoever gave it", "由接种方提供"}},
    {"encounter", R::Reference, {"Visit", "就诊"}},
};

constexpr DetailRow procedureRows[] = {
    {"status", R::Code, {"Status", "状态"}},
    {"statusReason", R::Concept, {"Because", "原因"}},
    {"category", R::Concept, {"Category", "类别"}},
    {"", R::Choice, {"When", "时间"}, {}, "performed"},
    {"bodySite", R::Concept, {"Body site", "部位"}},
    {"reasonCode", R::Concept, {"Reason", "原因"}},
    {"reasonReference", R::Reference, {"Reason", "原因"}},
    {"outcome", R::Concept, {"Outcome", "结果"}},
    {"complication", R::Concept, {"Complication", "并发症"}},
    {"followUp", R::Concept, {"Afterwards", "后续"}},
    {"performer.actor", R::Reference, {"Done by", "执行者"}},
    {"location", R::Reference, {"Place", "地点"}},
    {"usedCode", R::Concept, {"Used", "使用物品"}},
    {"report", R::Reference, {"Report", "报告"}},
    {"encounter", R::Reference, {"Visit", "就诊"}},
};

constexpr DetailRow encounterRows[] = {
    {"status", R::Code, {"Status", "状态"}},
    {"class", R::Concept, {"Kind", "类别"}},
    {"type", R::Concept, {"Type", "类型"}},
    {"serviceType", R::Concept, {"Department", "科室"}},
    {"period", R::When, {"When", "时间"}},
    {"length", R::Quantity, {"Length", "时长"}},
    {"reasonCode", R::Concept, {"Reason", "原因"}},
    {"reasonReference", R::Reference, {"Reason", "原因"}},
    {"diagnosis.condition", R::Reference, {"Diagnosis", "诊断"}},
    {"participant.individual", R::Reference, {"With", "接诊者"}},
    {"location.location", R::Reference, {"Place", "地点"}},
    {"serviceProvider", R::Reference, {"Hospital", "医院"}},
    {"hospitalization.admitSource", R::Concept, {"Came from", "入院来源"}},
    {"hospitalization.dischargeDisposition", R::Concept, {"Left to", "出院去向"}},
};

constexpr DetailRow reportRows[] = {
    {"status", R::Code, {"Status", "状态"}},
    {"category", R::Concept, {"Category", "类别"}, categories},
    {"", R::Choice, {"When", "时间"}, {}, "effective"},
    {"issued", R::When, {"Reported", "报告时间"}},
    {"conclusion", R::Text, {"Conclusion", "结论"}},
    {"conclusionCode", R::Concept, {"Coded conclusion", "结论编码"}},
    {"specimen", R::Reference, {"Specimen", "标本"}},
    {"performer", R::Reference, {"Reported by", "报告者"}},
    {"resultsInterpreter", R::Reference, {"Read by", "审核者"}},
    {"encounter", R::Reference, {"Visit", "就诊"}},
};

constexpr DetailRow imagingRows[] = {
    {"status", R::Code, {"Status", "状态"}},
    {"started", R::When, {"When", "时间"}},
    {"description", R::Text, {"Description", "描述"}},
    {"modality", R::Concept, {"Kind of picture", "成像方式"}},
    {"procedureCode", R::Concept, {"Examination", "检查项目"}},
    {"procedureReference", R::Reference, {"Examination", "检查项目"}},
    {"reasonCode", R::Concept, {"Reason", "原因"}},
    {"numberOfSeries", R::Text, {"Series", "序列数"}},
    {"numberOfInstances", R::Text, {"Pictures", "图像数"}},
    {"referrer", R::Reference, {"Asked for by", "申请者"}},
    {"interpreter", R::Reference, {"Read by", "阅片者"}},
    {"location", R::Reference, {"Place", "地点"}},
    {"encounter", R::Reference, {"Visit", "就诊"}},
};

constexpr DetailRow seriesRows[] = {
    {"description", R::Text, {"Series", "序列"}},
    {"modality", R::Concept, {"Kind of picture", "成像方式"}},
    {"bodySite", R::Concept, {"Body site", "部位"}},
    {"laterality", R::Concept, {"Side", "侧别"}},
    {"numberOfInstances", R::Text, {"Pictures", "图像数"}},
    {"started", R::When, {"When", "时间"}},
};

constexpr DetailRow documentRows[] = {
    {"status", R::Code, {"Status", "状态"}},
    {"docStatus", R::Code, {"State of the text", "文书状态"}},
    {"category", R::Concept, {"Category", "类别"}},
    {"date", R::When, {"Written", "撰写时间"}},
    {"description", R::Text, {"Description", "描述"}},
    {"author", R::Reference, {"Author", "作者"}},
    {"authenticator", R::Reference, {"Signed by", "签署者"}},
    {"custodian", R::Reference, {"Kept by", "保管机构"}},
    {"context.period", R::When, {"About the time", "涉及时间"}},
    {"context.facilityType", R::Concept, {"Place", "机构类型"}},
    {"context.practiceSetting", R::Concept, {"Department", "科室"}},
    {"context.event", R::Concept, {"About", "涉及事项"}},
    {"context.encounter", R::Reference, {"Visit", "就诊"}},
    {"securityLabel", R::Concept, {"Confidentiality", "保密级别"}},
    {"relatesTo.target", R::Reference, {"Belongs to", "关联文书"}},
};

constexpr DetailRow planRows[] = {
    {"status", R::Code, {"Status", "状态"}},
    {"intent", R::Code, {"Kind", "类型"}, intents},
    {"category", R::Concept, {"Category", "类别"}},
    {"period", R::When, {"When", "时间"}},
    {"description", R::Text, {"Description", "描述"}},
    {"author", R::Reference, {"Author", "制定者"}},
    {"addresses", R::Reference, {"Made for", "针对"}},
    {"goal", R::Reference, {"Goal", "目标"}},
    {"careTeam", R::Reference, {"Team", "团队"}},
    {"encounter", R::Reference, {"Visit", "就诊"}},
};

constexpr DetailRow activityRows[] = {
    {"detail.code", R::Concept, {"Activity", "活动"}},
    {"detail.description", R::Text, {"Description", "描述"}},
    {"detail.status", R::Code, {"Status", "状态"}, activityStatuses},
    {"detail", R::Choice, {"When", "时间"}, {}, "scheduled"},
    {"detail.location", R::Reference, {"Place", "地点"}},
    {"reference", R::Reference, {"Activity", "活动"}},
    {"progress.text", R::Text, {"Progress", "进展"}},
};

constexpr DetailRow deviceRows[] = {
    {"status", R::Code, {"Status", "状态"}},
    {"deviceName.name", R::Text, {"Name", "名称"}},
    {"manufacturer", R::Text, {"Made by", "生产企业"}},
    {"modelNumber", R::Text, {"Model", "型号"}},
    {"serialNumber", R::Text, {"Serial number", "序列号"}},
    {"lotNumber", R::Text, {"Lot number", "批号"}},
    {"manufactureDate", R::When, {"Made", "生产日期"}},
    {"expirationDate", R::When, {"Use by", "有效期至"}},
    {"distinctIdentifier", R::Text, {"Identifier", "标识"}},
    {"udiCarrier.carrierHRF", R::Text, {"UDI", "UDI"}},
    {"udiCarrier.deviceIdentifier", R::Text, {"UDI", "UDI"}},
    {"owner", R::Reference, {"Owner", "所有者"}},
};

constexpr DetailRow mediaRows[] = {
    {"status", R::Code, {"Status", "状态"}},
    {"modality", R::Concept, {"Kind of picture", "成像方式"}},
    {"", R::Choice, {"When", "时间"}, {}, "created"},
    {"bodySite", R::Concept, {"Body site", "部位"}},
    {"view", R::Concept, {"View", "视图"}},
    {"deviceName", R::Text, {"Device", "设备"}},
    {"operator", R::Reference, {"Taken by", "采集者"}},
    {"reasonCode", R::Concept, {"Reason", "原因"}},
};

constexpr DetailPart observationParts[] = {
    {"component", Kind::Measured, {"Parts", "组成"}},
    {"hasMember", Kind::Linked, {"Belongs to it", "所含项目"}},
    {"derivedFrom", Kind::Linked, {"Derived from", "来源记录"}},
};

constexpr DetailPart dosageInstructionParts[] = {
    {"dosageInstruction", Kind::Dosage, {"Dosage", "用法用量"}},
};

constexpr DetailPart dosageParts[] = {
    {"dosage", Kind::Dosage, {"Dosage", "用法用量"}},
};

constexpr DetailPart allergyParts[] = {
    {"reaction", Kind::Rows, {"Reactions", "过敏反应"}, reactionRows},
};

constexpr DetailPart reportParts[] = {
    {"result", Kind::Linked, {"Results", "检验结果"}},
    {"imagingStudy", Kind::Linked, {"Pictures", "影像"}},
    {"media.link", Kind::Linked, {"Pictures", "图像"}},
};

constexpr DetailPart imagingParts[] = {
    {"series", Kind::Rows, {"Series", "序列"}, seriesRows},
};

constexpr DetailPart planParts[] = {
    {"activity", Kind::Rows, {"Activities", "活动"}, activityRows},
};

struct TypeRows {
    std::string_view type;
    std::span<const DetailRow> rows;
    std::span<const DetailPart> parts;
};

constexpr TypeRows types[] = {
    {"AllergyIntolerance", allergyRows, allergyParts},
    {"CarePlan", planRows, planParts},
    {"Condition", conditionRows, {}},
    {"Device", deviceRows, {}},
    {"DiagnosticReport", reportRows, reportParts},
    {"DocumentReference", documentRows, {}},
    {"Encounter", encounterRows, {}},
    {"ImagingStudy", imagingRows, imagingParts},
    {"Immunization", immunizationRows, {}},
    {"Media", mediaRows, {}},
    {"MedicationAdministration", administrationRows, dosageParts},
    {"MedicationDispense", dispenseRows, dosageInstructionParts},
    {"MedicationRequest", prescriptionRows, dosageInstructionParts},
    {"MedicationStatement", statementRows, dosageParts},
    {"Observation", observationRows, observationParts},
    {"Procedure", procedureRows, {}},
};

const TypeRows* find(std::string_view resourceType) {
    const auto found = std::find_if(std::begin(types), std::end(types),
                                    [&](const TypeRows& one) { return one.type == resourceType; });
    return found == std::end(types) ? nullptr : found;
}

} // namespace

std::span<const DetailRow> detailRows(std::string_view resourceType) {
    const TypeRows* known = find(resourceType);
    return known != nullptr ? known->rows : std::span<const DetailRow>();
}

std::span<const DetailPart> detailParts(std::string_view resourceType) {
    const TypeRows* known = find(resourceType);
    return known != nullptr ? known->parts : std::span<const DetailPart>();
}

std::span<const CodeWord> interpretationWords() {
    return interpretations;
}

std::span<const CodeWord> absenceWords() {
    return absences;
}

std::span<const CodeWord> codeSystems() {
    return systems;
}

} // namespace consentry::consent
