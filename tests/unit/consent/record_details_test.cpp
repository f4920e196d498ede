#include "core/consent/record_details.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::consent;

class RecordDetailsTest : public QObject {
    Q_OBJECT
private slots:
    void saysLines_data();
    void saysLines();
    void leavesOutWhatIsNotThere();
    void warns_data();
    void warns();
    void saysWhatIsEnteredInErrorFirst();
    void namesCodesAndTheirSystems();
    void partsKeepTheirRangeAndJudgement();
    void resultsLeadToTheirRecords();
    void namesContainedResultsInPlace();
    void saysDates_data();
    void saysDates();
    void namesResources_data();
    void namesResources();
    void keepsHostileNarrativeAsText();
    void keepsNarrativeOutWhereItHasWordsOfItsOwn();
    void endsLongLists();
    void survivesAnyShape_data();
    void survivesAnyShape();
};

namespace {

RecordDetails describe(const QByteArray& json, Language language = Language::English) {
    const std::string text = json.toStdString();
    clinical::JsonDocument document;
    if (!document.read(text)) {
        qFatal("bad test data");
    }
    return describeRecord(document.root(), language);
}

QStringList lines(const RecordDetails& details) {
    QStringList said;
    for (const DetailSection& section : details.sections) {
        for (const DetailLine& line : section.lines) {
            said << QString::fromStdString(line.label + ": " + line.value +
                                           (line.note.empty() ? "" : " | " + line.note));
        }
    }
    return said;
}

} // namespace

void RecordDetailsTest::saysLines_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("chinese");
    const auto row = [](const char* name, const char* type, const char* members,
                        const QString& english, const QString& chinese) {
        QTest::newRow(name) << QByteArray(R"({"resourceType":")") + type + "\"," + members + "}"
                            << english << chinese;
    };
    row("range with both ends", "Observation",
        R"("referenceRange":[{"low":{"value":3.90,"unit":"mmol/L"},"high":{"value":6.10,"unit":"mmol/L"}}])",
        "Usual range: 3.90–6.10 mmol/L", "参考范围: 3.90–6.10 mmol/L");
    row("range with one end", "Observation",
        R"("referenceRange":[{"high":{"value":5.18,"unit":"mmol/L"},"appliesTo":[{"text":"adults"}]}])",
        "Usual range: up to 5.18 mmol/L | adults", "参考范围: 不高于 5.18 mmol/L | adults");
    row("range in words", "Observation", R"("referenceRange":[{"text":"negative"}])",
        "Usual range: negative", "参考范围: negative");
    row("range of two units", "Observation",
        R"("referenceRange":[{"low":{"value":900,"unit":"mg"},"high":{"value":2,"unit":"g"}}])",
        "Usual range: 900 mg to 2 g", "参考范围: 900 mg 至 2 g");
    row("interpretation", "Observation", R"("interpretation":[{"coding":[{"code":"HH"}]}])",
        "Judged as: critically high", "判定: 危急偏高");
    row("interpretation in the hospital's words", "Observation",
        R"("interpretation":[{"text":"borderline","coding":[{"code":"H"}]}])",
        "Judged as: borderline", "判定: borderline");
    row("final", "Observation", R"("status":"final")", "Status: final", "状态: 最终结果");
    row("no value", "Observation", R"("dataAbsentReason":{"coding":[{"code":"not-performed"}]})",
        "No value because: not performed", "无结果原因: 未检测");
    row("specimen", "Observation", R"("specimen":{"display":"serum"})", "Specimen: serum",
        "标本: serum");
    row("month of onset", "Condition", R"("onsetDateTime":"2019-03")", "Began: March 2019",
        "起病: 2019年3月");
    row("age at onset", "Condition", R"("onsetAge":{"value":42,"unit":"a"})", "Began: 42 a",
        "起病: 42 a");
    row("onset in words", "Condition", R"("onsetString":"as a child")", "Began: as a child",
        "起病: as a child");
    row("certainty", "Condition", R"("verificationStatus":{"coding":[{"code":"provisional"}]})",
        "Certainty: provisional", "确认程度: 初步诊断");
    row("abatement that is only known to be", "Condition", R"("abatementBoolean":true)",
        "Ended: yes", "痊愈或缓解: 是");
    row("dosage as written", "MedicationRequest",
        R"("dosageInstruction":[{"text":"1 tablet daily"}])", "Dosage: 1 tablet daily",
        "用法用量: 1 tablet daily");
    row("dosage as coded", "MedicationRequest",
        R"("dosageInstruction":[{"doseAndRate":[{"doseQuantity":{"value":500,"unit":"mg"}}],"timing":{"repeat":{"frequency":2,"period":1,"periodUnit":"d","when":["C"]}},"route":{"text":"oral"}}])",
        "Dosage: 500 mg, twice a day, with meals, oral", "用法用量: 500 mg，每日2次，随餐，oral");
    row("dosage in hours", "MedicationRequest",
        R"("dosageInstruction":[{"timing":{"repeat":{"frequency":1,"period":8,"periodUnit":"h","boundsDuration":{"value":7,"code":"d"}}},"asNeededBoolean":true}])",
        "Dosage: once every 8 hours, for 7 days, as needed", "用法用量: 每8小时1次，共7天，必要时");
    row("both dosages", "MedicationRequest",
        R"("dosageInstruction":[{"text":"with food","timing":{"code":{"coding":[{"code":"BID"}]}}}])",
        "Dosage: with food | twice a day", "用法用量: with food | 每日2次");
    row("dose without a unit", "MedicationRequest",
        R"("dosageInstruction":[{"doseAndRate":[{"doseQuantity":{"value":1}}]}])",
        "Dosage: 1 (no unit given)", "用法用量: 1（未注明单位）");
    row("minutes before meals", "MedicationStatement",
        R"("dosage":[{"timing":{"repeat":{"offset":30,"when":["AC"]}}}])",
        "Dosage: 30 minutes before meals", "用法用量: 餐前30分钟");
    row("limit", "MedicationRequest",
        R"("dosageInstruction":[{"maxDosePerPeriod":{"numerator":{"value":4,"unit":"g"},"denominator":{"value":1,"unit":"d"}}}])",
        "Dosage: at most 4 g / 1 d", "用法用量: 最大剂量 4 g / 1 d");
    row("criticality", "AllergyIntolerance", R"("criticality":"high")",
        "Danger: high: a reaction could be life-threatening", "危险程度: 高：可能危及生命");
    row("reactions", "AllergyIntolerance",
        R"("reaction":[{"manifestation":[{"text":"hives"},{"text":"wheezing"}],"severity":"severe"}])",
        "Reaction: hives; wheezing\nSeverity: severe", "反应: hives；wheezing\n严重程度: 重度");
    row("lot and site", "Immunization",
        R"("lotNumber":"AAJN11K","site":{"text":"left arm"},"doseQuantity":{"value":5,"unit":"mg"},"protocolApplied":[{"doseNumberPositiveInt":2}])",
        "Dose number: 2\nDose: 5 mg\nLot number: AAJN11K\nBody site: left arm",
        "剂次: 2\n剂量: 5 mg\n批号: AAJN11K\n接种部位: left arm");
    row("period of a visit", "Encounter",
        R"("class":{"code":"IMP"},"period":{"start":"2024-05-03T08:10:00+08:00","end":"2024-05-05"})",
        "Kind: inpatient stay\nWhen: 3 May 2024, 08:10 (UTC+8) to 5 May 2024",
        "类别: 住院\n时间: 2024年5月3日 08:10（UTC+8） 至 2024年5月5日");
    row("open period", "Encounter", R"("period":{"start":"2024-05"})", "When: since May 2024",
        "时间: 2024年5月起");
    row("conclusion", "DiagnosticReport", R"("conclusion":"No fracture.\nReview in a week.")",
        "Conclusion: No fracture.\nReview in a week.", "结论: No fracture.\nReview in a week.");
    row("pictures", "ImagingStudy",
        R"("series":[{"modality":{"code":"MR"},"bodySite":{"display":"knee"},"numberOfInstances":12}])",
        "Kind of picture: MRI\nBody site: knee\nPictures: 12",
        "成像方式: 磁共振\n部位: knee\n图像数: 12");
    row("activity", "CarePlan",
        R"("activity":[{"detail":{"code":{"text":"walk"},"status":"not-started","scheduledString":"daily"}}])",
        "Activity: walk\nStatus: not begun\nWhen: daily", "活动: walk\n状态: 未开始\n时间: daily");
    row("device", "Device", R"("serialNumber":"SN 1","expirationDate":"2027-01-01")",
        "Serial number: SN 1\nUse by: 1 January 2027", "序列号: SN 1\n有效期至: 2027年1月1日");
    row("sensitivity", "Condition",
        R"("meta":{"security":[{"system":"http:)"
        R"(//terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"R"},{"code":"PSY"}]})",
        "Marked as: restricted; psychiatry", "标记为: 限制级；精神科");
    row("usual sensitivity", "Condition",
        R"("onsetString":"x","meta":{"security":[{"system":"http:)"
        R"(//terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"N"}]})",
        "Began: x", "起病: x");
    row("remark", "Procedure",
        R"("note":[{"text":"went well","authorString":"Dr Wu","time":"2024-05-03"}])",
        "Remark: went well | Dr Wu, 3 May 2024", "备注: went well | Dr Wu, 2024年5月3日");
}

void RecordDetailsTest::saysLines() {
    QFETCH(QByteArray, json);
    QFETCH(QString, english);
    QFETCH(QString, chinese);
    QCOMPARE(lines(describe(json)).join(u'\n'), english);
    QCOMPARE(lines(describe(json, Language::ChineseSimplified)).join(u'\n'), chinese);
}

void RecordDetailsTest::leavesOutWhatIsNotThere() {
    for (const char* type : {"Observation", "MedicationRequest", "Encounter", "Lens", "Goal"}) {
        const RecordDetails details = describe(QByteArray(R"({"resourceType":")") + type + "\"}");
        QVERIFY(details.sections.empty());
        QVERIFY(details.codes.empty());
        QVERIFY(details.warnings.empty());
    }
}

void RecordDetailsTest::warns_data() {
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QString>("part");
    QTest::newRow("not final") << QByteArray(
                                      R"("resourceType":"Observation","status":"preliminary")")
                               << "can still change";
    QTest::newRow("ruled out")
        << QByteArray(
               R"("resourceType":"Condition","verificationStatus":{"coding":[{"code":"refuted"}]})")
        << "Ruled out";
    QTest::newRow("forbidden") << QByteArray(
                                      R"("resourceType":"MedicationRequest","doNotPerform":true)")
                               << "NOT";
    QTest::newRow("not given") << QByteArray(R"("resourceType":"Immunization","status":"not-done")")
                               << "not done";
    QTest::newRow("unknown mark")
        << QByteArray(R"("resourceType":"Observation","modifierExtension":[{"url":"x"}])")
        << "changes its meaning";
    QTest::newRow("replaced") << QByteArray(
                                     R"("resourceType":"DocumentReference","status":"superseded")")
                              << "newer version";
}

void RecordDetailsTest::warns() {
    QFETCH(QByteArray, members);
    QFETCH(QString, part);
    const RecordDetails details = describe("{" + members + "}");
    QCOMPARE(details.warnings.size(), std::size_t(1));
    QVERIFY2(QString::fromStdString(details.warnings.front()).contains(part),
             details.warnings.front().c_str());
    QVERIFY(!details.isVoid);
}

void RecordDetailsTest::saysWhatIsEnteredInErrorFirst() {
    for (
        const char* json :
        {R"({"resourceType":"Observation","status":"entered-in-error","modifierExtension":[{}]})",
         R"({"resourceType":"Condition","verificationStatus":{"coding":[{"code":"entered-in-error"}]}})"}) {
        const RecordDetails details = describe(json);
        QVERIFY(details.isVoid);
        QVERIFY(details.warnings.front().starts_with("Entered in error"));
    }
}

void RecordDetailsTest::namesCodesAndTheirSystems() {
    const RecordDetails details = describe(R"({"resourceType":"Observation",
        "code":{"coding":[{"system":"http://loinc.org","code":"2345-7","display":"Glucose"},
                          {"system":"http://acme.org/lab","code":"GLU"}]},
        "valueQuantity":{"value":6.1,"unit":"mmol/L","system":"http://unitsofmeasure.org","code":"mmol/L"}})");
    QCOMPARE(details.codes.size(), std::size_t(3));
    QCOMPARE(details.codes[0], (DetailCode{"Name", "LOINC", "2345-7", "Glucose"}));
    QCOMPARE(details.codes[1], (DetailCode{"Name", "http://acme.org/lab", "GLU", ""}));
    QCOMPARE(details.codes[2], (DetailCode{"Unit", "UCUM", "mmol/L", "mmol/L"}));
    QCOMPARE(codeSystemName("http://snomed.info/sct", Language::English), std::string("SNOMED CT"));
    QCOMPARE(codeSystemName("http://hl7.org/fhir/sid/icd-10", Language::English),
             std::string("ICD-10"));
    QCOMPARE(codeSystemName("http://www.whocc.no/atc", Language::ChineseSimplified),
             std::string("ATC"));
}

void RecordDetailsTest::partsKeepTheirRangeAndJudgement() {
    const RecordDetails details = describe(R"({"resourceType":"Observation","component":[
        {"code":{"text":"Systolic"},"valueQuantity":{"value":142,"unit":"mm[Hg]"},
         "interpretation":[{"coding":[{"code":"H"}]}],
         "referenceRange":[{"high":{"value":140,"unit":"mm[Hg]"}}]},
        {"code":{"text":"Diastolic"},"dataAbsentReason":{"coding":[{"code":"error"}]}}]})");
    QCOMPARE(lines(details), (QStringList{"Systolic: 142 mmHg | high; usual range: up to 140 mmHg",
                                          "Diastolic: could not be measured"}));
}

void RecordDetailsTest::resultsLeadToTheirRecords() {
    const RecordDetails details = describe(R"({"resourceType":"DiagnosticReport","result":[
        {"reference":"Observation/17","display":"Glucose"},{"reference":"urn:uuid:ab-1"}]})");
    QCOMPARE(details.sections.size(), std::size_t(1));
    QCOMPARE(details.sections[0].title, std::string("Results"));
    const auto& results = details.sections[0].lines;
    QCOMPARE(results.size(), std::size_t(2));
    QCOMPARE(results[0].value, std::string("Glucose"));
    QCOMPARE(results[0].target, (TargetName{"Observation", "17"}));
    QCOMPARE(results[1].target, (TargetName{"", "ab-1"}));
}

void RecordDetailsTest::namesContainedResultsInPlace() {
    const RecordDetails details = describe(R"({"resourceType":"DiagnosticReport",
        "contained":[{"resourceType":"Observation","id":"r1","code":{"text":"Potassium"},
                      "valueQuantity":{"value":3.30,"unit":"mmol/L"}}],
        "result":[{"reference":"#r1"}]})");
    QCOMPARE(lines(details), QStringList{": Potassium: 3.30 mmol/L"});
    QCOMPARE(details.sections[0].lines[0].target, TargetName());
}

void RecordDetailsTest::saysDates_data() {
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("english");
    QTest::addColumn<QByteArray>("chinese");
    const auto row = [](const char* written, const char* english, const char* chinese) {
        QTest::newRow(written) << QByteArray(written) << QByteArray(english) << QByteArray(chinese);
    };
    row("2019", "2019", "2019年");
    row("2019-12", "December 2019", "2019年12月");
    row("2019-02-03", "3 February 2019", "2019年2月3日");
    row("2019-02-03T23:05:00-05:00", "3 February 2019, 23:05 (UTC-5)",
        "2019年2月3日 23:05（UTC-5）");
    row("2019-02-03T23:05:07Z", "3 February 2019, 23:05:07 (UTC)", "2019年2月3日 23:05:07（UTC）");
    row("2019-02-03T23:05:07.250+05:30", "3 February 2019, 23:05:07 (UTC+5:30)",
        "2019年2月3日 23:05:07（UTC+5:30）");
    row("last spring", "last spring", "last spring");
    row("2019-13", "2019-13", "2019-13");
    row("", "", "");
}

void RecordDetailsTest::saysDates() {
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, english);
    QFETCH(QByteArray, chinese);
    QCOMPARE(QByteArray::fromStdString(dateInWords(written.toStdString(), Language::English)),
             english);
    QCOMPARE(
        QByteArray::fromStdString(dateInWords(written.toStdString(), Language::ChineseSimplified)),
        chinese);
}

void RecordDetailsTest::namesResources_data() {
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("id");
    QTest::newRow("relative") << QByteArray("Observation/17") << QByteArray("Observation")
                              << QByteArray("17");
    QTest::newRow("absolute") << QByteArray("https://h.example/fhir/Observation/17")
                              << QByteArray("Observation") << QByteArray("17");
    QTest::newRow("version") << QByteArray("Observation/17/_history/2") << QByteArray("Observation")
                             << QByteArray("17");
    QTest::newRow("uuid") << QByteArray("urn:uuid:a1") << QByteArray() << QByteArray("a1");
    QTest::newRow("contained") << QByteArray("#x") << QByteArray() << QByteArray();
    QTest::newRow("unknown type") << QByteArray("Lens/17") << QByteArray() << QByteArray();
    QTest::newRow("without id") << QByteArray("Observation/") << QByteArray() << QByteArray();
    QTest::newRow("nothing") << QByteArray() << QByteArray() << QByteArray();
}

void RecordDetailsTest::namesResources() {
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, id);
    QCOMPARE(targetNameOf(written.toStdString()),
             (TargetName{type.toStdString(), id.toStdString()}));
}

void RecordDetailsTest::keepsHostileNarrativeAsText() {
    const RecordDetails details = describe(R"({"resourceType":"Goal","text":{"status":"generated",
        "div":"<div>Lose <b>5 kg</b><script>alert(1)</script><img src=x onerror=y> &amp; rest</div>"}})");
    QCOMPARE(details.sections.size(), std::size_t(1));
    const std::string& text = details.sections[0].lines[0].value;
    QVERIFY(text.find('<') == std::string::npos);
    QVERIFY(text.find("onerror") == std::string::npos);
    QVERIFY(text.starts_with("Lose 5 kg"));
    QVERIFY(text.ends_with("& rest"));
}

void RecordDetailsTest::keepsNarrativeOutWhereItHasWordsOfItsOwn() {
    const auto details = describe(
        R"({"resourceType":"Observation","text":{"status":"generated","div":"<div>x</div>"}})");
    QVERIFY(details.sections.empty());
    const auto more = describe(
        R"({"resourceType":"Observation","text":{"status":"additional","div":"<div>x</div>"}})");
    QCOMPARE(more.sections.size(), std::size_t(1));
}

void RecordDetailsTest::endsLongLists() {
    QByteArray results;
    for (std::size_t i = 0; i <= detailLinesMax; ++i) {
        results += (i > 0 ? "," : "") + QByteArray(R"({"display":"r"})");
    }
    const auto details =
        describe(R"({"resourceType":"DiagnosticReport","result":[)" + results + "]}");
    const auto& lines = details.sections[0].lines;
    QCOMPARE(lines.size(), detailLinesMax + 1);
    QCOMPARE(lines[detailLinesMax - 1].value, std::string("r"));
    QVERIFY(lines.back().value.starts_with("There is more"));
}

void RecordDetailsTest::survivesAnyShape_data() {
    QTest::addColumn<QByteArray>("value");
    for (const char* value :
         {"null", "true", "1", "\"x\"", "[]", "{}", "[[]]", "[null,1,{\"a\":[]}]", "{\"coding\":1}",
          "{\"coding\":[1,{\"code\":2}]}", "{\"reference\":[\"Observation/1\"]}", "{\"start\":5}",
          "{\"repeat\":{\"periodUnit\":\"d\",\"period\":\"x\"}}"}) {
        QTest::newRow(value) << QByteArray(value);
    }
}

/// Each member that is read anywhere, of a shape that it must not have.
void RecordDetailsTest::survivesAnyShape() {
    QFETCH(QByteArray, value);
    const QList<QByteArray> members{
        "status",        "code",   "component",         "referenceRange", "interpretation",
        "note",          "dosage", "dosageInstruction", "reaction",       "series",
        "activity",      "result", "contained",         "performer",      "effectivePeriod",
        "onsetAge",      "text",   "valueQuantity",     "specimen",       "doNotPerform",
        "clinicalStatus"};
    for (const char* type :
         {"Observation", "MedicationRequest", "MedicationStatement", "Condition",
          "AllergyIntolerance", "DiagnosticReport", "ImagingStudy", "CarePlan", "Goal"}) {
        QByteArray json = QByteArray(R"({"resourceType":")") + type + '"';
        for (const QByteArray& member : members) {
            json += ",\"" + member + "\":" + value;
        }
        for (const Language language : {Language::English, Language::ChineseSimplified}) {
            const RecordDetails details = describe(json + "}", language);
            for (const DetailSection& section : details.sections) {
                QVERIFY(section.lines.size() <= detailLinesMax + 1);
            }
        }
    }
}

QTEST_APPLESS_MAIN(RecordDetailsTest)

#include "record_details_test.moc"
