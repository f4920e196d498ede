#include "core/simulation/record_generator.h"

#include "core/base/bytes.h"
#include "core/base/check.h"
#include "core/crypto/hash.h"
#include "core/simulation/drawn_document.h"
#include "core/simulation/drawn_picture.h"
#include "core/simulation/people.h"
#include "core/simulation/seeded_random.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace consentry::simulation {
namespace {

using Json = nlohmann::ordered_json;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr const char* loinc = "http://loinc.org";
constexpr const char* snomed = "http://snomed.info/sct";
constexpr const char* icd10 = "http://hl7.org/fhir/sid/icd-10";
constexpr const char* atc = "http://www.whocc.no/atc";
constexpr const char* cvx = "http://hl7.org/fhir/sid/cvx";
constexpr const char* ucum = "http://unitsofmeasure.org";
constexpr const char* observationCategory =
    "http://terminology.hl7.org/CodeSystem/observation-category";
constexpr const char* interpretationSystem =
    "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";
constexpr const char* actCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
constexpr const char* confidentialitySystem =
    "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";

/// The demonstration's people live eight hours east of UTC.
constexpr hours localOffset{8};

std::string localTime(Instant at) {
    std::string text = toRfc3339(at + localOffset);
    return text.substr(0, 19) + "+08:00";
}

std::string localDate(Instant at) {
    return toRfc3339(at + localOffset).substr(0, 10);
}

/// "6.80" for (680, 2): invented values carry a written precision, like real ones.
std::string decimal(int scaled, int places) {
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", places, scaled / std::pow(10.0, places));
    return text;
}

Json coding(const char* system, const char* code, const char* display) {
    return {{"system", system}, {"code", code}, {"display", display}};
}

Json concept_(const char* system, const char* code, const char* display, const char* text) {
    return {{"coding", Json::array({coding(system, code, display)})}, {"text", text}};
}

Json attachment(const char* type, const Bytes& content, const char* title) {
    return {{"contentType", type},
            {"data", toBase64(content)},
            {"size", content.size()},
            {"hash", toBase64(sha1(content).view())},
            {"title", title}};
}

struct Analyte {
    const char* code;
    const char* display;
    const char* text;
    const char* unit;
    int places;
    int low; ///< reference range, scaled by 10^places; low < 0 means none below
    int high;
};

constexpr Analyte fastingGlucose{"14771-0",
                                 "Fasting glucose [Moles/volume] in Serum or Plasma",
                                 "空腹血糖 Fasting glucose",
                                 "mmol/L",
                                 1,
                                 39,
                                 61};
constexpr Analyte capillaryGlucose{"14743-9",
                                   "Glucose [Moles/volume] in Capillary blood by Glucometer",
                                   "指尖血糖 Capillary glucose",
                                   "mmol/L",
                                   1,
                                   39,
                                   78};
constexpr Analyte hba1c{
    "4548-4", "Hemoglobin A1c/Hemoglobin.total in Blood", "糖化血红蛋白 HbA1c", "%", 1, 40, 60};
constexpr Analyte creatinine{
    "14682-9", "Creatinine [Moles/volume] in Serum or Plasma", "肌酐 Creatinine", "umol/L", 0, 41,
    81};
constexpr Analyte cholesterol{"14647-2",
                              "Cholesterol [Moles/volume] in Serum or Plasma",
                              "总胆固醇 Total cholesterol",
                              "mmol/L",
                              2,
                              -1,
                              518};
constexpr Analyte ldl{"22748-8",
                      "Cholesterol in LDL [Moles/volume] in Serum or Plasma",
                      "低密度脂蛋白胆固醇 LDL cholesterol",
                      "mmol/L",
                      2,
                      -1,
                      337};
constexpr Analyte hemoglobin{
    "718-7", "Hemoglobin [Mass/volume] in Blood", "血红蛋白 Hemoglobin", "g/L", 0, 115, 150};
constexpr Analyte heartRate{"8867-4", "Heart rate", "心率 Heart rate", "/min", 0, 60, 100};
constexpr Analyte weight{"29463-7", "Body weight", "体重 Body weight", "kg", 1, -1, -1};

/// Collects one organisation's resources with stable ids.
class Chart {
public:
    Chart(std::string organizationKey, GeneratedHistory& history, SeededRandom& random)
        : m_key(std::move(organizationKey)), m_history(history), m_random(random) {
        const auto& all = demoOrganizations();
        const auto found =
            std::find_if(all.begin(), all.end(), [&](const auto& o) { return o.key == m_key; });
        CHECK(found != all.end());
        m_name = found->name.zh + " " + found->name.en;
    }

    Json start(const char* type) {
        return {{"resourceType", type}, {"id", m_key + "-" + std::to_string(++m_count)}};
    }
    Json subject() const {
        const auto& patient = demoPatient();
        return {{"reference", "Patient/" + patient.recordNumber},
                {"display", patient.name.zh + " " + patient.name.en}};
    }
    Json organization() const { return {{"display", m_name}}; }
    void add(const Json& resource, Instant recordedAt) {
        m_history.byOrganization[m_key].push_back({resource.dump(), recordedAt});
    }
    SeededRandom& random() { return m_random; }

    void patient(Instant at);
    void laboratory(const Analyte& analyte, int value, Instant at);
    void vital(const Analyte& analyte, int value, Instant at);
    void bloodPressure(int systolic, int diastolic, Instant at);
    void condition(Json code, Instant onset, const char* clinicalStatus, Json security = nullptr);
    void encounter(const char* classCode, const char* classDisplay, const char* reason,
                   Instant from, Instant to);
    void prescription(Json drug, const char* dosage, Instant at);
    void vaccination(Json vaccine, Instant at, bool onlyMonthKnown = false);
    void document(const char* code, const char* display, const char* text, const char* body,
                  Instant at, const char* picture);

private:
    Json observation(const Analyte& analyte, int value, Instant at, const char* category);

    std::string m_key;
    std::string m_name;
    GeneratedHistory& m_history;
    SeededRandom& m_random;
    int m_count = 0;
};

void Chart::patient(Instant at) {
    const auto& person = demoPatient();
    Json resource = {{"resourceType", "Patient"},
                     {"id", person.recordNumber},
                     {"name", Json::array({{{"use", "official"}, {"text", person.name.zh}},
                                           {{"use", "usual"}, {"text", person.name.en}}})},
                     {"gender", "female"},
                     {"birthDate", person.birthDate},
                     {"managingOrganization", organization()}};
    add(resource, at);
}

Json Chart::observation(const Analyte& analyte, int value, Instant at, const char* category) {
    Json resource = start("Observation");
    resource["status"] = "final";
    resource["category"] =
        Json::array({{{"coding", Json::array({coding(observationCategory, category, category)})}}});
    resource["code"] = concept_(loinc, analyte.code, analyte.display, analyte.text);
    resource["subject"] = subject();
    resource["effectiveDateTime"] = localTime(at);
    resource["performer"] = Json::array({organization()});
    // The value is written by hand below so that its precision survives: "6.0" is not "6".
    resource["valueQuantity"] = {{"value", "@" + decimal(value, analyte.places) + "@"},
                                 {"unit", analyte.unit},
                                 {"system", ucum},
                                 {"code", analyte.unit}};
    if (analyte.high >= 0) {
        const bool high = value > analyte.high;
        const bool low = analyte.low >= 0 && value < analyte.low;
        const char* code = high ? "H" : low ? "L" : "N";
        resource["interpretation"] =
            Json::array({{{"coding", Json::array({coding(interpretationSystem, code,
                                                         high  ? "High"
                                                         : low ? "Low"
                                                               : "Normal")})}}});
        Json range;
        if (analyte.low >= 0) {
            range["low"] = {{"value", "@" + decimal(analyte.low, analyte.places) + "@"},
                            {"unit", analyte.unit}};
        }
        range["high"] = {{"value", "@" + decimal(analyte.high, analyte.places) + "@"},
                         {"unit", analyte.unit}};
        resource["referenceRange"] = Json::array({range});
    }
    return resource;
}

/// Turns "@6.0@" into the number token 6.0.
std::string withNumberTokens(std::string json) {
    for (std::size_t open = json.find("\"@"); open != std::string::npos;
         open = json.find("\"@", open)) {
        const std::size_t close = json.find("@\"", open + 2);
        CHECK(close != std::string::npos);
        json.erase(close, 2);
        json.erase(open, 2);
    }
    return json;
}

void Chart::laboratory(const Analyte& analyte, int value, Instant at) {
    add(observation(analyte, value, at, "laboratory"), at + hours(3));
}

void Chart::vital(const Analyte& analyte, int value, Instant at) {
    add(observation(analyte, value, at, "vital-signs"), at);
}

void Chart::bloodPressure(int systolic, int diastolic, Instant at) {
    Json resource = start("Observation");
    resource["status"] = "final";
    resource["category"] = Json::array(
        {{{"coding", Json::array({coding(observationCategory, "vital-signs", "Vital Signs")})}}});
    resource["code"] = concept_(loinc, "85354-9", "Blood pressure panel with all children optional",
                                "血压 Blood pressure");
    resource["subject"] = subject();
    resource["effectiveDateTime"] = localTime(at);
    resource["performer"] = Json::array({organization()});
    const auto component = [](const char* code, const char* display, const char* text, int value) {
        return Json{{"code", concept_(loinc, code, display, text)},
                    {"valueQuantity",
                     {{"value", value}, {"unit", "mmHg"}, {"system", ucum}, {"code", "mm[Hg]"}}}};
    };
    resource["component"] = Json::array(
        {component("8480-6", "Systolic blood pressure", "收缩压 Systolic", systolic),
         component("8462-4", "Diastolic blood pressure", "舒张压 Diastolic", diastolic)});
    add(resource, at);
}

void Chart::condition(Json code, Instant onset, const char* clinicalStatus, Json security) {
    Json resource = start("Condition");
    if (!security.is_null()) {
        resource["meta"] = {{"security", std::move(security)}};
    }
    resource["clinicalStatus"] = {
        {"coding", Json::array({coding("http://terminology.hl7.org/CodeSystem/condition-clinical",
                                       clinicalStatus, clinicalStatus)})}};
    resource["verificationStatus"] = {
        {"coding", Json::array({coding("http://terminology.hl7.org/CodeSystem/condition-ver-status",
                                       "confirmed", "Confirmed")})}};
    resource["category"] = Json::array(
        {{{"coding", Json::array({coding("http://terminology.hl7.org/CodeSystem/condition-category",
                                         "problem-list-item", "Problem List Item")})}}});
    resource["code"] = std::move(code);
    resource["subject"] = subject();
    resource["onsetDateTime"] = localDate(onset);
    resource["recordedDate"] = localTime(onset);
    resource["recorder"] = organization();
    add(resource, onset);
}

void Chart::encounter(const char* classCode, const char* classDisplay, const char* reason,
                      Instant from, Instant to) {
    Json resource = start("Encounter");
    resource["status"] = "finished";
    resource["class"] = coding(actCode, classCode, classDisplay);
    resource["type"] = Json::array({{{"text", reason}}});
    resource["subject"] = subject();
    resource["period"] = {{"start", localTime(from)}, {"end", localTime(to)}};
    resource["serviceProvider"] = organization();
    add(resource, to);
}

void Chart::prescription(Json drug, const char* dosage, Instant at) {
    Json resource = start("MedicationRequest");
    resource["status"] = "active";
    resource["intent"] = "order";
    resource["medicationCodeableConcept"] = std::move(drug);
    resource["subject"] = subject();
    resource["authoredOn"] = localTime(at);
    resource["requester"] = organization();
    resource["dosageInstruction"] = Json::array({{{"text", dosage}}});
    add(resource, at);
}

void Chart::vaccination(Json vaccine, Instant at, bool onlyMonthKnown) {
    Json resource = start("Immunization");
    resource["status"] = "completed";
    resource["vaccineCode"] = std::move(vaccine);
    resource["patient"] = subject();
    resource["occurrenceDateTime"] = onlyMonthKnown ? localDate(at).substr(0, 7) : localDate(at);
    resource["performer"] = Json::array({{{"actor", organization()}}});
    add(resource, at);
}

void Chart::document(const char* code, const char* display, const char* text, const char* body,
                     Instant at, const char* picture) {
    const auto* bytes = body;
    Json resource = start("DocumentReference");
    resource["status"] = "current";
    resource["type"] = concept_(loinc, code, display, text);
    resource["subject"] = subject();
    resource["date"] = localTime(at);
    resource["author"] = Json::array({organization()});
    resource["description"] = bytes;
    resource["content"] = Json::array(
        {{{"attachment",
           {{"contentType", "text/plain; charset=utf-8"}, {"data", toBase64(bytesOf(bytes))}}}},
         {{"attachment", attachment("image/png", drawnWrist(), picture)}}});
    add(resource, at);
}

/// The course of the illness: glucose falls after each change of treatment, with noise.
int glucoseAt(double yearsAgo, SeededRandom& random) {
    const double level = yearsAgo > 2.4 ? 92 : yearsAgo > 1.5 ? 78 : yearsAgo > 0.6 ? 70 : 66;
    return static_cast<int>(level) + random.between(-7, 9);
}

void diabetesCare(Chart& chart, Instant now) {
    for (int month = 36; month >= 0; month -= 3) {
        const Instant at =
            now - days(month * 30 + 6) - hours(1) + minutes(chart.random().between(0, 50));
        const double yearsAgo = month / 12.0;
        chart.encounter("AMB", "ambulatory", "内分泌科门诊 Endocrinology visit", at,
                        at + minutes(25));
        chart.laboratory(fastingGlucose, glucoseAt(yearsAgo, chart.random()), at);
        if (month % 2 == 1 || month == 0) {
            chart.laboratory(
                hba1c, 58 + static_cast<int>(yearsAgo * 8) + chart.random().between(-2, 3), at);
            chart.laboratory(creatinine, chart.random().between(58, 84), at);
        }
        if (month % 12 == 6) {
            chart.laboratory(cholesterol, chart.random().between(430, 610), at);
            chart.laboratory(ldl, chart.random().between(240, 390), at);
            chart.laboratory(hemoglobin, chart.random().between(112, 138), at);
        }
    }
}

void communityCare(Chart& chart, Instant now) {
    for (int week = 150; week >= 0; week -= 3) {
        const Instant at = now - days(week * 7 + 2) + minutes(chart.random().between(0, 300));
        chart.bloodPressure(128 + week / 12 + chart.random().between(-8, 12),
                            78 + week / 20 + chart.random().between(-6, 8), at);
        if (week % 12 == 0) {
            chart.vital(weight, 640 + week / 3 + chart.random().between(-8, 8), at);
            chart.vital(heartRate, chart.random().between(62, 96), at);
        }
    }
    for (int year = 3; year >= 1; --year) {
        chart.vaccination(concept_(cvx, "150",
                                   "Influenza, injectable, quadrivalent, preservative free",
                                   "四价流感疫苗 Influenza vaccine"),
                          now - days(year * 365 - 330), year == 3);
    }
    chart.vaccination(concept_(cvx, "33", "pneumococcal polysaccharide vaccine, 23 valent",
                               "23价肺炎球菌疫苗 Pneumococcal vaccine"),
                      now - days(700));
}

void fracture(Chart& chart, Instant now) {
    const Instant day = now - days(412);
    chart.encounter("IMP", "inpatient encounter", "桡骨远端骨折住院 Admission for wrist fracture",
                    day, day + days(4));
    chart.condition(concept_(icd10, "S52.5", "Fracture of lower end of radius",
                             "桡骨远端骨折 Fracture of lower end of radius"),
                    day, "resolved");
    Json study = chart.start("ImagingStudy");
    study["status"] = "available";
    study["subject"] = chart.subject();
    study["started"] = localTime(day + hours(1));
    study["numberOfSeries"] = 1;
    study["numberOfInstances"] = 2;
    study["description"] = "左腕关节正侧位 X 线 Left wrist X-ray, two views";
    study["series"] =
        Json::array({{{"uid", "2.25.83472398472398472398"},
                      {"modality", coding("http://dicom.nema.org/resources/ontology/DCM", "DX",
                                          "Digital Radiography")},
                      {"numberOfInstances", 2}}});
    chart.add(study, day + hours(2));
    Json report = chart.start("DiagnosticReport");
    report["status"] = "final";
    report["category"] = Json::array(
        {{{"coding", Json::array({coding("http://terminology.hl7.org/CodeSystem/v2-0074", "RAD",
                                         "Radiology")})}}});
    report["code"] = concept_(loinc, "18748-4", "Diagnostic imaging study",
                              "左腕 X 线报告 Left wrist X-ray report");
    report["subject"] = chart.subject();
    report["effectiveDateTime"] = localTime(day + hours(1));
    report["issued"] = localTime(day + hours(2));
    report["performer"] = Json::array({chart.organization()});
    report["conclusion"] =
        "左桡骨远端骨折，轻度移位。 Fracture of the distal left radius, slightly displaced.";
    report["presentedForm"] =
        Json::array({attachment("application/pdf", drawnReport(), "影像检查报告 Imaging report")});
    chart.add(report, day + hours(2));
    Json procedure = chart.start("Procedure");
    procedure["status"] = "completed";
    procedure["code"] = {{"text", "手法复位石膏固定 Closed reduction and plaster cast"}};
    procedure["subject"] = chart.subject();
    procedure["performedDateTime"] = localTime(day + hours(5));
    procedure["performer"] = Json::array({{{"actor", chart.organization()}}});
    chart.add(procedure, day + hours(6));
    chart.document(
        "18842-5", "Discharge summary", "出院小结 Discharge summary",
        "入院诊断：左桡骨远端骨折。行手法复位石膏固定，恢复良好，四周后复查。 "
        "Fracture of the left distal radius, closed reduction and cast; review in four weeks.",
        day + days(4), "左腕示意图 Drawing of the left wrist");
}

/// Two hospitals report the same HbA1c: the community centre sent the blood to the university.
void duplicateResult(Chart& sender, Chart& laboratory, Instant now) {
    const Instant drawn = now - days(47);
    sender.laboratory(hba1c, 64, drawn);
    laboratory.laboratory(hba1c, 64, drawn);
}

std::vector<GeneratedResource> ownDevice(SeededRandom& random, Instant now) {
    GeneratedHistory scratch;
    Chart chart("anning", scratch, random);
    std::vector<GeneratedResource> readings;
    for (int day = 120; day >= 0; day -= 2) {
        const Instant at = now - days(day) - hours(2) + minutes(random.between(0, 90));
        chart.vital(capillaryGlucose, glucoseAt(day / 365.0, random) + random.between(-4, 22), at);
    }
    readings = std::move(scratch.byOrganization["anning"]);
    int count = 0;
    for (auto& reading : readings) {
        Json resource = Json::parse(reading.json);
        resource["id"] = "meter-" + std::to_string(++count);
        resource["performer"] = Json::array({{{"display", "自己测量 Measured at home"}}});
        resource["device"] = {{"display", "家用血糖仪 Home glucose meter"}};
        reading.json = withNumberTokens(resource.dump());
    }
    return readings;
}

} // namespace

GeneratedHistory generateHistory(std::uint64_t seed, Instant until) {
    // Visits happen in the morning, whenever the demonstration is started.
    Instant now = std::chrono::floor<days>(until + localOffset) - localOffset + hours(9);
    if (now > until) {
        now -= days(1);
    }
    SeededRandom random(seed);
    GeneratedHistory history;
    Chart qinghe("qinghe", history, random);
    Chart minghu("minghu", history, random);
    Chart dongling("dongling", history, random);
    Chart anning("anning", history, random);
    Chart yunshan("yunshan", history, random);
    for (Chart* chart : {&qinghe, &minghu, &dongling, &anning, &yunshan}) {
        chart->patient(now - days(1090));
    }

    qinghe.condition(
        {{"coding",
          Json::array({coding(snomed, "44054006", "Diabetes mellitus type 2"),
                       coding(icd10, "E11.9", "Type 2 diabetes mellitus without complications")})},
         {"text", "2 型糖尿病 Type 2 diabetes"}},
        now - days(1080), "active");
    diabetesCare(qinghe, now);
    qinghe.prescription(concept_(atc, "A10BA02", "metformin", "二甲双胍 Metformin 500 mg"),
                        "每日两次，随餐服用 twice a day with meals", now - days(1078));
    Json allergy = qinghe.start("AllergyIntolerance");
    allergy["clinicalStatus"] = {
        {"coding",
         Json::array({coding("http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical",
                             "active", "Active")})}};
    allergy["criticality"] = "high";
    allergy["code"] =
        concept_(snomed, "91936005", "Allergy to penicillin", "青霉素过敏 Penicillin allergy");
    allergy["patient"] = qinghe.subject();
    allergy["recordedDate"] = localTime(now - days(1080));
    allergy["recorder"] = qinghe.organization();
    qinghe.add(allergy, now - days(1080));

    minghu.condition(
        {{"coding", Json::array({coding(snomed, "38341003", "Hypertensive disorder"),
                                 coding(icd10, "I10", "Essential (primary) hypertension")})},
         {"text", "高血压 Hypertension"}},
        now - days(860), "active");
    minghu.prescription(concept_(atc, "C08CA01", "amlodipine", "氨氯地平 Amlodipine 5 mg"),
                        "每日一次 once a day", now - days(860));
    minghu.encounter("AMB", "ambulatory", "心内科门诊 Cardiology visit", now - days(860),
                     now - days(860) + minutes(30));
    minghu.condition(
        concept_(icd10, "F41.1", "Generalized anxiety disorder", "焦虑障碍 Anxiety disorder"),
        now - days(300), "active",
        Json::array({coding(confidentialitySystem, "R", "restricted"),
                     coding(actCode, "PSY", "psychiatry disorder information sensitivity")}));

    fracture(dongling, now);
    communityCare(anning, now);
    duplicateResult(anning, minghu, now);
    yunshan.encounter("AMB", "ambulatory", "体检 Health check", now - days(200),
                      now - days(200) + hours(2));
    yunshan.laboratory(cholesterol, 492, now - days(200));
    yunshan.laboratory(fastingGlucose, 67, now - days(200));

    for (auto& [key, resources] : history.byOrganization) {
        for (auto& resource : resources) {
            resource.json = withNumberTokens(std::move(resource.json));
        }
        std::stable_sort(resources.begin(), resources.end(),
                         [](const auto& a, const auto& b) { return a.recordedAt < b.recordedAt; });
    }
    history.ownDevice = ownDevice(random, now);
    return history;
}

std::string ownDeviceBundle(const GeneratedHistory& history) {
    std::string text = R"({"resourceType":"Bundle","type":"collection","entry":[)";
    bool first = true;
    for (const auto& reading : history.ownDevice) {
        text += (first ? "\n" : ",\n");
        text += R"({"resource":)" + reading.json + "}";
        first = false;
    }
    return text + "\n]}\n";
}

} // namespace consentry::simulation
