#include "core/clinical/record_from_json.h"

#include "core/clinical/json_canonical.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::clinical;

namespace {

Record recordOf(std::string_view json, const RecordContext& context = {}) {
    auto record = recordFromJson(bytesOf(json), context);
    if (!record) {
        qWarning("%s", toString(record.error()).c_str());
        return {};
    }
    return *record;
}

std::string resource(std::string_view type, std::string_view members) {
    return "{\"resourceType\":\"" + std::string(type) + "\"" + (members.empty() ? "" : ",") +
           std::string(members) + "}";
}

using Groups = std::vector<std::vector<Code>>;
constexpr const char* loinc = "http://loinc.org";

/// Knows one reference.
class OneTarget : public ReferenceResolver {
public:
    OneTarget(std::string written, ReferenceTarget target)
        : m_written(std::move(written)), m_target(std::move(target)) {}
    std::optional<ReferenceTarget> resolve(std::string_view reference) const override {
        return reference == m_written ? std::optional(m_target) : std::nullopt;
    }

private:
    std::string m_written;
    ReferenceTarget m_target;
};

} // namespace

class RecordFromJsonTest : public QObject {
    Q_OBJECT
private slots:
    void readsALaboratoryValue();
    void readsBloodPressureAsOneValue();
    void writesEveryKindOfValue_data();
    void writesEveryKindOfValue();
    void choosesTitlesAsPeopleWouldReadThem_data();
    void choosesTitlesAsPeopleWouldReadThem();
    void choosesFacets_data();
    void choosesFacets();
    void takesClinicalTimeBeforeRecordedTime();
    void keepsWhatIsNoDateUndated();
    void groupsCodesSoThatNothingEscapesAScope();
    void keepsWhatElseAResourceMentions_data();
    void keepsWhatElseAResourceMentions();
    void mentionsNothingTwiceAndNoUnits();
    void saysWhenMoreIsMentionedThanItKeeps();
    void takesTheStrictestLabel();
    void namesPerformersFromTheResourceOrTheResolver();
    void resolvesThePatientWherePossible();
    void saysFirstThatARecordWasWithdrawn();
    void findsEveryWordInTheSearchText();
    void keepsTheOriginalBytes();
    void refusesWhatIsNoResource();
    void boundsEveryText();
};

// The meta-object compiler of Qt 6.4 stumbles over raw strings inside of macros.
#ifndef Q_MOC_RUN

void RecordFromJsonTest::readsALaboratoryValue() {
    const Record record = recordOf(R"({
        "resourceType":"Observation","id":"glu-1","status":"final",
        "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category",
                                "code":"laboratory"}]}],
        "code":{"coding":[{"system":"http://loinc.org","code":"14749-6","display":"Glucose"},
                          {"system":"urn:oid:1.2.3","code":"GLU"}],"text":"空腹血糖"},
        "subject":{"reference":"Patient/p1"},"effectiveDateTime":"2024-05-01T07:30:00+08:00",
        "performer":[{"display":"第一医院检验科"}],
        "valueQuantity":{"value":6.80,"unit":"mmol/L","code":"mmol/L"},
        "interpretation":[{"coding":[
            {"system":"http://snomed.info/sct","code":"166698001"},
            {"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation",
             "code":"H"}]}]})");
    QCOMPARE(record.facts.resourceType, std::string("Observation"));
    QCOMPARE(record.facts.id, std::string("glu-1"));
    QCOMPARE(record.facet, Facet::Laboratory);
    QCOMPARE(record.title, std::string("空腹血糖"));
    QCOMPARE(record.valueText, std::string("6.80 mmol/L"));
    QCOMPARE(record.interpretation, std::string("H"));
    QCOMPARE(record.whenText, std::string("2024-05-01T07:30:00+08:00"));
    QCOMPARE(toRfc3339(record.facts.clinicalTime->begin), std::string("2024-04-30T23:30:00.000Z"));
    QCOMPARE(record.performer, std::string("第一医院检验科"));
    QCOMPARE(record.patientReference, std::string("Patient/p1"));
    const Groups groups = {{{loinc, "14749-6"}, {"urn:oid:1.2.3", "GLU"}}};
    QVERIFY(record.facts.codeGroups == groups);
    QCOMPARE(record.facts.categories.size(), std::size_t(1));
    QCOMPARE(record.facts.confidentiality, Confidentiality::Normal);
    QVERIFY(!record.facts.digest.isZero());
}

void RecordFromJsonTest::readsBloodPressureAsOneValue() {
    const Record record = recordOf(R"({"resourceType":"Observation",
        "code":{"coding":[{"system":"http://loinc.org","code":"85354-9"}]},
        "component":[
          {"code":{"coding":[{"system":"http://loinc.org","code":"8462-4"}]},
           "valueQuantity":{"value":80.0,"unit":"mmHg"}},
          {"code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]},
           "valueQuantity":{"value":120,"unit":"mmHg"}}]})");
    QCOMPARE(record.valueText, std::string("120/80.0 mmHg"));
    QCOMPARE(record.facet, Facet::VitalSign);
    QCOMPARE(record.facts.codeGroups.size(), std::size_t(3));
}

void RecordFromJsonTest::writesEveryKindOfValue_data() {
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const char* members, const char* text) {
        QTest::newRow(name) << QByteArray(members) << QByteArray(text);
    };
    row("precision", R"("valueQuantity":{"value":1.00,"unit":"g"})", "1.00 g");
    row("exponent", R"("valueQuantity":{"value":1E-22,"unit":"g"})", "1E-22 g");
    row("beyond a double", R"("valueQuantity":{"value":1e400})", "1e400");
    row("comparator", R"("valueQuantity":{"value":5,"comparator":"<","unit":"U/L"})", "< 5 U/L");
    row("code for unit", R"("valueQuantity":{"value":5,"code":"mg/dL"})", "5 mg/dL");
    row("concept", R"("valueCodeableConcept":{"coding":[{"code":"x","display":"阳性"}]})", "阳性");
    row("string", R"("valueString":"trace")", "trace");
    row("false", R"("valueBoolean":false)", "false");
    row("integer", R"("valueInteger":0)", "0");
    row("range", R"("valueRange":{"low":{"value":1.0},"high":{"value":2.50,"unit":"mg"}})",
        "1.0–2.50 mg");
    row("ratio", R"("valueRatio":{"numerator":{"value":1},"denominator":{"value":128}})",
        "1 : 128");
    row("absent", R"("dataAbsentReason":{"text":"haemolysed"})", "haemolysed");
    row("primitive extension only", R"("_valueString":{"id":"x"},"status":"final")", "final");
    row("components", R"("component":[{"code":{"text":"A"},"valueInteger":1},
                                      {"code":{"text":"B"},"valueInteger":2}])",
        "A 1; B 2");
    row("wrong type", R"("valueQuantity":[1,2],"status":"final")", "final");
}

void RecordFromJsonTest::writesEveryKindOfValue() {
    QFETCH(QByteArray, members);
    QFETCH(QByteArray, text);
    const Record record = recordOf(resource("Observation", members.toStdString()));
    QCOMPARE(QByteArray::fromStdString(record.valueText), text);
}

void RecordFromJsonTest::choosesTitlesAsPeopleWouldReadThem_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("title");
    const auto row = [](const char* name, const std::string& json, const char* title) {
        QTest::newRow(name) << QByteArray::fromStdString(json) << QByteArray(title);
    };
    row("text before display",
        resource("Condition",
                 R"("code":{"coding":[{"code":"E11","display":"T2DM"}],"text":"糖尿病"})"),
        "糖尿病");
    row("display a user chose", resource("Condition", R"("code":{"coding":[{"display":"A"},
                                 {"display":"B","userSelected":true}]})"),
        "B");
    row("code alone", resource("Condition", R"("code":{"coding":[{"code":"E11.9"}]})"), "E11.9");
    row("chinese name", resource("Patient", R"("name":[{"family":"王","given":["小明"]}])"),
        "王小明");
    row("western name", resource("Patient", R"("name":[{"use":"old","family":"X"},
        {"use":"official","family":"Müller","given":["Anna","Maria"]}])"),
        "Anna Maria Müller");
    row("medication by reference",
        resource("MedicationRequest", R"("medicationReference":{"reference":"#m"},
            "contained":[{"resourceType":"Medication","id":"m","code":{"text":"阿司匹林"}}])"),
        "阿司匹林");
    row("vaccine", resource("Immunization", R"("vaccineCode":{"text":"MMR"})"), "MMR");
    row("document",
        resource("DocumentReference", R"("content":[{"attachment":{"title":"出院小结"}}])"),
        "出院小结");
    row("plan", resource("CarePlan", R"("title":"Weight plan")"), "Weight plan");
    row("device", resource("Device", R"("deviceName":[{"name":"Meter 3"}])"), "Meter 3");
    row("organisation", resource("Organization", R"("name":"第一医院")"), "第一医院");
    row("narrative that adds something", resource("CarePlan", R"("text":{"status":"additional",
            "div":"<div><p>Drink   more</p>\n<b>water &amp; tea</b></div>"})"),
        "Drink more water & tea");
    row("generated narrative", resource("CarePlan", R"("text":{"status":"generated",
            "div":"<div>Generated</div>"})"),
        "");
    row("line breaks", resource("Condition", R"("code":{"text":" a\nb\u0007c "})"), "a b c");
}

void RecordFromJsonTest::choosesTitlesAsPeopleWouldReadThem() {
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, title);
    QCOMPARE(QByteArray::fromStdString(recordOf(json.toStdString()).title), title);
}

void RecordFromJsonTest::choosesFacets_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("facet");
    const auto row = [](const char* name, const std::string& json, Facet facet) {
        QTest::newRow(name) << QByteArray::fromStdString(json) << int(facet);
    };
    const auto observation = [](const char* category) {
        return resource("Observation",
                        std::string(R"("category":[{"coding":[{"code":")") + category + R"("}]}])");
    };
    row("vital signs", observation("vital-signs"), Facet::VitalSign);
    row("laboratory", observation("laboratory"), Facet::Laboratory);
    row("imaging", observation("imaging"), Facet::Imaging);
    row("social history", observation("social-history"), Facet::Other);
    row("vital sign by code",
        resource("Observation",
                 R"("code":{"coding":[{"system":"http://loinc.org","code":"8867-4"}]})"),
        Facet::VitalSign);
    row("measured without category",
        resource("Observation",
                 R"("code":{"coding":[{"system":"http://loinc.org","code":"2345-7"}]},
           "valueQuantity":{"value":1})"),
        Facet::Laboratory);
    row("nothing known", resource("Observation", ""), Facet::Other);
    row("radiology", resource("DiagnosticReport", R"("category":[{"coding":[{"code":"RAD"}]}])"),
        Facet::Imaging);
    row("laboratory report",
        resource("DiagnosticReport", R"("category":[{"coding":[{"code":"LAB"}]}])"),
        Facet::Laboratory);
    row("letter", resource("DiagnosticReport", ""), Facet::Document);
    row("condition", resource("Condition", ""), Facet::Problem);
    row("allergy", resource("AllergyIntolerance", ""), Facet::Allergy);
    row("administration", resource("MedicationAdministration", ""), Facet::Medication);
    row("immunization", resource("Immunization", ""), Facet::Immunization);
    row("procedure", resource("Procedure", ""), Facet::Procedure);
    row("encounter", resource("Encounter", ""), Facet::Encounter);
    row("imaging study", resource("ImagingStudy", ""), Facet::Imaging);
    row("care plan", resource("CarePlan", ""), Facet::CarePlan);
    row("device", resource("Device", ""), Facet::Device);
    row("patient", resource("Patient", ""), Facet::Person);
    row("claim", resource("Claim", ""), Facet::Other);
}

void RecordFromJsonTest::choosesFacets() {
    QFETCH(QByteArray, json);
    QFETCH(int, facet);
    QCOMPARE(int(recordOf(json.toStdString()).facet), facet);
}

void RecordFromJsonTest::takesClinicalTimeBeforeRecordedTime() {
    const Record condition =
        recordOf(resource("Condition", R"("recordedDate":"2024-06-01","onsetDateTime":"2019-03")"));
    QCOMPARE(condition.whenText, std::string("2019-03"));
    const Record period = recordOf(resource(
        "Encounter", R"("period":{"start":"2024-05-01T08:00:00Z","end":"2024-05-03T09:00:00Z"})"));
    QCOMPARE(period.whenText, std::string("2024-05-01T08:00:00Z / 2024-05-03T09:00:00Z"));
    QCOMPARE(toRfc3339(period.facts.clinicalTime->end), std::string("2024-05-03T09:00:00.001Z"));
    const Record open =
        recordOf(resource("CarePlan", R"("period":{"start":"2024-05-01T08:00:00Z"})"));
    QCOMPARE(toRfc3339(open.facts.clinicalTime->end), std::string("2024-05-01T08:00:00.001Z"));
    const Record timing =
        recordOf(resource("Observation", R"("effectiveTiming":{"event":["2020-01-02"]})"));
    QCOMPARE(timing.whenText, std::string("2020-01-02"));
    // A person is not an event.
    QVERIFY(!recordOf(resource("Patient", R"("birthDate":"1985-03-02")")).facts.clinicalTime);
}

void RecordFromJsonTest::keepsWhatIsNoDateUndated() {
    const Record record = recordOf(resource("Observation", R"("effectiveDateTime":"2024-02-30")"));
    QCOMPARE(record.whenText, std::string("2024-02-30"));
    QVERIFY(!record.facts.clinicalTime);
    const Record reversed =
        recordOf(resource("Encounter", R"("period":{"start":"2024-05-03","end":"2020-05-01"})"));
    QCOMPARE(toRfc3339(reversed.facts.clinicalTime->begin),
             std::string("2024-05-02T10:00:00.000Z"));
    QVERIFY(reversed.facts.clinicalTime->begin < reversed.facts.clinicalTime->end);
}

void RecordFromJsonTest::groupsCodesSoThatNothingEscapesAScope() {
    const Record panel = recordOf(R"({"resourceType":"Observation",
        "code":{"coding":[{"system":"http://loinc.org","code":"A"}]},
        "component":[{"code":{"coding":[{"system":"http://loinc.org","code":"B"}]}},
                     {"code":{"text":"only words"}}],
        "contained":[
          {"resourceType":"Condition","code":{"coding":[{"system":"s","code":"HIV"}]}},
          {"resourceType":"Practitioner","name":[{"family":"X"}]},
          {"resourceType":"Observation","component":[{"code":{"coding":[{"code":"C"}]}}]},
          {"resourceType":"Nonsense"}]})");
    const Groups groups = {{{loinc, "A"}}, {{loinc, "B"}}, {}, {{"s", "HIV"}}, {{"", "C"}}, {}};
    QVERIFY(panel.facts.codeGroups == groups);
    // Words alone, nothing at all, and a medication that lies elsewhere match no list of codes.
    const Groups closed = {{}};
    for (const char* members :
         {R"("code":{"text":"x"})", "", R"("code":5)", R"("code":{"coding":[{}]})"}) {
        QVERIFY(recordOf(resource("Condition", members)).facts.codeGroups == closed);
    }
    QVERIFY(recordOf(resource("MedicationRequest",
                              R"("medicationReference":{"reference":"Medication/1"})"))
                .facts.codeGroups == closed);
    QVERIFY(recordOf(resource("Patient", "")).facts.codeGroups.empty());
}

void RecordFromJsonTest::keepsWhatElseAResourceMentions_data() {
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("members");
    const auto row = [](const char* name, const char* type, const char* members) {
        QTest::newRow(name) << QByteArray(type) << QByteArray(members);
    };
    row("reason of a visit", "Encounter", R"("reasonCode":[{"coding":[CODE]}])");
    row("role of a diagnosis", "Encounter", R"("diagnosis":[{"use":{"coding":[CODE]}}])");
    row("diagnosis of a claim", "Claim",
        R"("diagnosis":[{"sequence":1,"diagnosisCodeableConcept":{"coding":[CODE]}}])");
    row("conclusion of a report", "DiagnosticReport", R"("conclusionCode":[{"coding":[CODE]}])");
    row("evidence of a condition", "Condition", R"("evidence":[{"code":[{"coding":[CODE]}]}])");
    row("value that is a concept", "Observation", R"("valueCodeableConcept":{"coding":[CODE]})");
    row("value of a component", "Observation",
        R"("component":[{"code":{"coding":[{"system":"s","code":"x"}]},
            "valueCodeableConcept":{"coding":[CODE]}}])");
    row("body site", "Procedure", R"("bodySite":[{"coding":[CODE]}])");
    row("answer of a questionnaire", "QuestionnaireResponse",
        R"("item":[{"linkId":"1","item":[{"linkId":"2","answer":[{"valueCoding":CODE}]}]}])");
    row("extension", "Patient", R"("extension":[{"url":"u","valueCoding":CODE}])");
    row("extension of a primitive", "Patient",
        R"("_gender":{"extension":[{"url":"u","valueCodeableConcept":{"coding":CODE}}]})");
    row("tag", "Observation", R"("meta":{"tag":[CODE]})");
    row("deep inside of what is contained", "Encounter",
        R"("contained":[{"resourceType":"Procedure","code":{"coding":[{"code":"y"}]},
            "reasonCode":[{"coding":[CODE]}]}])");
    row("contained and administrative", "Encounter",
        R"("contained":[{"resourceType":"Practitioner","qualification":[{"code":
            {"coding":[CODE]}}]}])");
    row("inside of a bundle", "Bundle",
        R"("entry":[{"resource":{"resourceType":"Condition","code":{"coding":[CODE]}}}])");
}

void RecordFromJsonTest::keepsWhatElseAResourceMentions() {
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, members);
    const Code hiv = {"http://hl7.org/fhir/sid/icd-10", "B20"};
    members.replace("CODE", R"({"system":"http://hl7.org/fhir/sid/icd-10","code":"B20"})");
    const RecordFacts facts = recordOf(resource(type.toStdString(), members.toStdString())).facts;
    QVERIFY(facts.mentionedCodes == std::vector<Code>{hiv});
    QVERIFY(!facts.mentionsMore);
    for (const auto& group : facts.codeGroups) {
        QVERIFY(std::find(group.begin(), group.end(), hiv) == group.end());
    }
}

void RecordFromJsonTest::mentionsNothingTwiceAndNoUnits() {
    const Record record = recordOf(R"({"resourceType":"Observation",
        "meta":{"security":[{"system":"l","code":"R"}]},
        "category":[{"coding":[{"system":"c","code":"laboratory"}]}],
        "code":{"coding":[{"system":"http://loinc.org","code":"A"}]},
        "interpretation":[{"coding":[{"system":"i","code":"H"}]},{"coding":[{"code":"H"}]},
                          {"coding":[{"system":"i","code":"H"},{"system":"i","code":"A"}]}],
        "bodySite":{"coding":[{"system":"http://loinc.org","code":"A"},{"system":"l","code":"R"},
                              {"system":"c","code":"laboratory"},{"system":"s"}]},
        "valueQuantity":{"value":1,"system":"http://unitsofmeasure.org","code":"mmol/L"},
        "referenceRange":[{"low":{"value":1,"code":"mmol/L"}}]})");
    const std::vector<Code> mentioned = {{"", "H"}, {"i", "A"}, {"i", "H"}};
    QVERIFY(record.facts.mentionedCodes == mentioned);
    QVERIFY(recordOf(resource("Patient", "")).facts.mentionedCodes.empty());
}

void RecordFromJsonTest::saysWhenMoreIsMentionedThanItKeeps() {
    const auto mentioning = [](std::size_t count) {
        std::string codes;
        for (std::size_t i = 0; i < count; ++i) {
            codes += (i == 0 ? "" : ",") + std::string(R"({"system":"s","code":"c)") +
                     std::to_string(i) + "\"}";
        }
        return recordOf(resource("Encounter", R"("reasonCode":[{"coding":[)" + codes + "]}]"));
    };
    const RecordFacts most = mentioning(mentionedCodesMax).facts;
    QCOMPARE(most.mentionedCodes.size(), mentionedCodesMax);
    QVERIFY(!most.mentionsMore);
    const RecordFacts more = mentioning(mentionedCodesMax + 1).facts;
    QCOMPARE(more.mentionedCodes.size(), mentionedCodesMax);
    QVERIFY(more.mentionsMore);
}

void RecordFromJsonTest::takesTheStrictestLabel() {
    const auto labelled = [](const char* code) {
        return std::string(R"("meta":{"security":[{"system":
            "http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":")") +
               code + "\"}]}";
    };
    const auto level = [&](const std::string& members) {
        return recordOf(resource("DocumentReference", members)).facts.confidentiality;
    };
    QCOMPARE(level(""), Confidentiality::Normal);
    QCOMPARE(level(labelled("U")), Confidentiality::Unrestricted);
    QCOMPARE(level(labelled("V")), Confidentiality::VeryRestricted);
    QCOMPARE(level(labelled("ETH")), Confidentiality::Restricted); // a retired code
    QCOMPARE(level(labelled("L") + R"(,"securityLabel":[{"coding":[{"system":
        "http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"R"}]}])"),
             Confidentiality::Restricted);
    QCOMPARE(level(labelled("L") + ",\"contained\":[{\"resourceType\":\"Basic\"," + labelled("V") +
                   "}]"),
             Confidentiality::VeryRestricted);
    QCOMPARE(recordOf(resource("Composition", R"("confidentiality":"R")")).facts.confidentiality,
             Confidentiality::Restricted);
    // Labels of other systems are kept and do not change the level.
    const Record psychiatry = recordOf(resource(
        "Condition",
        R"("meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"PSY"}]})"));
    QCOMPARE(psychiatry.facts.confidentiality, Confidentiality::Normal);
    QCOMPARE(psychiatry.facts.securityLabels.front().code, std::string("PSY"));
}

void RecordFromJsonTest::namesPerformersFromTheResourceOrTheResolver() {
    const OneTarget target("urn:uuid:1", {"Organization/9", "北京医院"});
    const RecordContext context{{}, &target};
    const auto performer = [&](const char* members) {
        return recordOf(resource("Observation", members), context).performer;
    };
    QCOMPARE(performer(R"("performer":[{"display":"Dr A","reference":"urn:uuid:1"}])"),
             std::string("Dr A"));
    QCOMPARE(performer(R"("performer":[{"reference":"urn:uuid:1"}])"), std::string("北京医院"));
    QCOMPARE(performer(R"("performer":[{"reference":"#p"}],"contained":[
        {"resourceType":"Practitioner","id":"p","name":[{"text":"Dr B"}]}])"),
             std::string("Dr B"));
    QCOMPARE(performer(R"("encounter":{"reference":"urn:uuid:1"})"), std::string("北京医院"));
    QCOMPARE(performer(R"("performer":[{"reference":"urn:uuid:2"}])"), std::string());
}

void RecordFromJsonTest::resolvesThePatientWherePossible() {
    const OneTarget target("urn:uuid:7", {"Patient/7", "王小明"});
    const RecordContext context{{}, &target};
    const auto patient = [&](const char* type, const char* members) {
        return recordOf(resource(type, members), context).patientReference;
    };
    QCOMPARE(patient("Observation", R"("subject":{"reference":"urn:uuid:7"})"),
             std::string("Patient/7"));
    QCOMPARE(patient("Immunization", R"("patient":{"reference":"Patient?identifier=x|1"})"),
             std::string("Patient?identifier=x|1"));
    QCOMPARE(patient("Patient", R"("id":"7")"), std::string("Patient/7"));
    QCOMPARE(patient("Organization", ""), std::string());
}

void RecordFromJsonTest::saysFirstThatARecordWasWithdrawn() {
    QCOMPARE(recordOf(resource("Observation", R"("status":"entered-in-error","valueInteger":5)"))
                 .valueText,
             std::string("entered-in-error"));
    QCOMPARE(recordOf(resource("Condition", R"("verificationStatus":{"coding":[
        {"code":"entered-in-error"}]},"clinicalStatus":{"coding":[{"code":"active"}]})"))
                 .valueText,
             std::string("entered-in-error"));
}

void RecordFromJsonTest::findsEveryWordInTheSearchText() {
    const Record record = recordOf(R"({"resourceType":"SupplyDelivery","id":"x",
        "type":{"coding":[{"system":"s","code":"K-17","display":"Needles"}],"text":"针头"},
        "note":[{"text":"urgent"}],"contained":[{"resourceType":"Location","name":"仓库"}],
        "extension":[{"url":"http://hidden.example","valueString":"weekly"}],
        "text":{"status":"generated","div":"<div>narrated<script>alert(1)</script></div>"}})");
    for (const char* word : {"K-17", "Needles", "针头", "urgent", "仓库", "weekly", "narrated"}) {
        QVERIFY2(record.searchText.find(word) != std::string::npos, word);
    }
    for (const char* word : {"hidden.example", "<script>", "generated"}) {
        QVERIFY2(record.searchText.find(word) == std::string::npos, word);
    }
    QCOMPARE(record.searchText.find("针头"), record.searchText.rfind("针头"));
}

void RecordFromJsonTest::keepsTheOriginalBytes() {
    const std::string json = "{ \"resourceType\" : \"Basic\",\n\"x\": 1.00 }";
    QVERIFY(recordOf(json).original == toBytes(bytesOf(json)));
    QCOMPARE(recordOf("  " + json + "\n").original.size(), json.size());
    QVERIFY(recordOf(json).facts.digest == *recordDigest(bytesOf(json)));
}

void RecordFromJsonTest::refusesWhatIsNoResource() {
    const auto code = [](std::string_view json) {
        const auto record = recordFromJson(bytesOf(json));
        return record ? ErrorCode::Internal : record.error().code;
    };
    QCOMPARE(code("{}"), ErrorCode::Malformed);
    QCOMPARE(code("[]"), ErrorCode::Malformed);
    QCOMPARE(code("\"Patient\""), ErrorCode::Malformed);
    QCOMPARE(code(R"({"resourceType":5})"), ErrorCode::Malformed);
    QCOMPARE(code(R"({"resourceType":"Money"})"), ErrorCode::Unsupported);
    QCOMPARE(code(R"({"resourceType":"patient"})"), ErrorCode::Unsupported);
    QCOMPARE(code(resource("Basic", "\"id\":\"" + std::string(257, 'x') + "\"")),
             ErrorCode::TooLarge);
    QVERIFY(recordFromJson(bytesOf(resource("Basic", "\"id\":\"" + std::string(256, 'x') + "\""))));
}

void RecordFromJsonTest::boundsEveryText() {
    std::string chinese;
    for (int i = 0; i < 50'000; ++i) {
        chinese += "糖";
    }
    const Record record = recordOf(
        resource("Observation", "\"code\":{\"text\":\"" + chinese + "\"},\"valueString\":\"" +
                                    chinese + "\",\"note\":[{\"text\":\"" + chinese +
                                    "x\"}],\"effectiveDateTime\":\"" + chinese + "\""));
    QVERIFY(record.title.size() <= titleBytesMax && record.title.size() > titleBytesMax - 3);
    QVERIFY(record.valueText.size() <= valueTextBytesMax);
    QVERIFY(record.searchText.size() <= searchTextBytesMax);
    QVERIFY(record.whenText.size() <= titleBytesMax);
    for (const std::string& text : {record.title, record.valueText, record.searchText}) {
        QVERIFY(QString::fromStdString(text).toStdString() == text); // no cut character
    }
}

#endif

QTEST_APPLESS_MAIN(RecordFromJsonTest)
#include "record_from_json_test.moc"
