#include "core/consent/record_words.h"

#include "core/clinical/record_from_json.h"

#include <QRegularExpression>
#include <QtTest>

using namespace consentry;
using namespace consentry::consent;

class RecordWordsTest : public QObject {
    Q_OBJECT
private slots:
    void saysValues_data();
    void saysValues();
    void saysTitles_data();
    void saysTitles();
    void leavesWhatItDoesNotKnow();
    void noCodeOfARecordReachesTheReader_data();
    void noCodeOfARecordReachesTheReader();
};

void RecordWordsTest::saysValues_data() {
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("english");
    QTest::addColumn<QByteArray>("chinese");
    const auto row = [](const char* type, const char* written, const char* english,
                        const char* chinese) {
        QTest::addRow("%s %s", type, written) << QByteArray(type) << QByteArray(written)
                                              << QByteArray(english) << QByteArray(chinese);
    };
    row("Encounter", "IMP", "inpatient stay", "住院");
    row("Encounter", "AMB", "outpatient visit", "门诊");
    row("Encounter", "EMER", "emergency", "急诊");
    row("Encounter", "ambulatory", "outpatient visit", "门诊");
    row("Encounter", "inpatient encounter", "inpatient stay", "住院");
    row("Encounter", "finished", "", "");
    row("Encounter", "in-progress", "in progress", "进行中");
    row("DiagnosticReport", "final", "", "");
    row("DiagnosticReport", "preliminary", "preliminary", "初步结果");
    row("Claim", "active", "", "");
    row("ExplanationOfBenefit", "complete", "", "");
    row("Procedure", "completed", "", "");
    row("Procedure", "not-done", "not done", "未执行");
    row("CarePlan", "completed", "completed", "已完成");
    row("Condition", "active", "active", "现患");
    row("Condition", "resolved", "over", "已痊愈");
    row("Condition", "entered-in-error", "entered in error", "录入错误，已作废");
    row("AllergyIntolerance", "active", "active", "现有");
    row("MedicationRequest", "stopped", "stopped", "已停药");
    row("MedicationRequest", "1.0", "", "");
    row("MedicationRequest", "Take as needed.", "Take as needed.", "Take as needed.");
    row("ImagingStudy", "CR, DX, CT", "X-ray, CT", "X线摄影、CT");
    row("Patient", "female, 1990-02-03", "female, born 1990-02-03", "女，1990-02-03 出生");
    row("Observation", "final", "", "");
    row("Observation", "corrected", "corrected", "已更正");
    row("Observation", "amended", "amended", "已修订");
    row("Observation", "unknown", "unknown", "unknown"); // a value, not a status
    row("Observation", "5.97 {score}", "5.97 score", "5.97 分");
    row("Observation", "4 {nominal}", "4", "4");
    row("Observation", "90.5 mL/min/{1.73_m2}", "90.5 mL/min/1.73 m²", "90.5 mL/min/1.73 m²");
    row("Observation", "72 {beats}/min", "72 beats/min", "72 次/min");
    row("Observation", "3.1 mg/g{creat}", "3.1 mg/g creat", "3.1 mg/g creat");
    row("Observation", "120/80 mm[Hg]", "120/80 mmHg", "120/80 mmHg");
    row("Observation", "1.2E+2/8.05E+1 mm[Hg]", "120/80.5 mmHg", "120/80.5 mmHg");
    row("Observation", "6.1 10*3/uL", "6.1 10³/µL", "6.1 10³/µL");
    row("Observation", "22.0 kg/m2", "22.0 kg/m²", "22.0 kg/m²");
    row("Observation", "36.6 Cel", "36.6 °C", "36.6 °C");
    row("Observation", "7.4 [pH]", "7.4", "7.4");
    row("Observation", "≥ 4 {score}; 2 {score}", "≥ 4 score; 2 score", "≥ 4 分; 2 分");
    row("Observation", "2HR + E", "2HR + E", "2HR + E");
    row("Observation", "", "", "");
}

void RecordWordsTest::saysValues() {
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, english);
    QFETCH(QByteArray, chinese);
    QCOMPARE(QByteArray::fromStdString(
                 valueInWords(type.toStdString(), written.toStdString(), Language::English)),
             english);
    QCOMPARE(QByteArray::fromStdString(valueInWords(type.toStdString(), written.toStdString(),
                                                    Language::ChineseSimplified)),
             chinese);
}

void RecordWordsTest::saysTitles_data() {
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("english");
    QTest::addRow("claim") << QByteArray("Claim") << QByteArray("institutional")
                           << QByteArray("hospital or clinic");
    QTest::addRow("visit") << QByteArray("Encounter") << QByteArray("AMB")
                           << QByteArray("outpatient visit");
    QTest::addRow("imaging") << QByteArray("ImagingStudy") << QByteArray("PT") << QByteArray("PET");
    QTest::addRow("a title") << QByteArray("Observation") << QByteArray("CT of the head")
                             << QByteArray("CT of the head");
}

void RecordWordsTest::saysTitles() {
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, english);
    QCOMPARE(QByteArray::fromStdString(
                 titleInWords(type.toStdString(), written.toStdString(), Language::English)),
             english);
}

void RecordWordsTest::leavesWhatItDoesNotKnow() {
    QCOMPARE(titleInWords("Encounter", "", Language::English), std::string());
    QCOMPARE(valueInWords("Encounter", "XYZ", Language::English), std::string("XYZ"));
    QCOMPARE(resourceTypeName("Lens", Language::ChineseSimplified), std::string("Lens"));
    QCOMPARE(resourceTypeName("Encounter", Language::ChineseSimplified), std::string("就诊"));
}

void RecordWordsTest::noCodeOfARecordReachesTheReader_data() {
    QTest::addColumn<QByteArray>("resource");
    const auto rows = [](const char* type, const char* member,
                         std::initializer_list<const char*> codes, const char* rest = "") {
        for (const char* code : codes) {
            QByteArray json = QByteArray(R"({"resourceType":")") + type + '"' + rest + ",";
            json += QByteArray(member).replace("?", code) + '}';
            QTest::addRow("%s %s", type, code) << json;
        }
    };
    // The value sets of R4, as far as a value is made of them.
    rows("Encounter", R"("class":{"code":"?"})",
         {"AMB", "EMER", "FLD", "HH", "IMP", "ACUTE", "NONAC", "OBSENC", "PRENC", "SS", "VR"});
    rows("Encounter", R"("status":"?")",
         {"planned", "arrived", "triaged", "in-progress", "onleave", "finished", "cancelled",
          "entered-in-error", "unknown"});
    rows("DiagnosticReport", R"("status":"?")",
         {"registered", "partial", "preliminary", "final", "amended", "corrected", "appended",
          "cancelled", "entered-in-error", "unknown"});
    rows("MedicationRequest", R"("status":"?")",
         {"active", "on-hold", "cancelled", "completed", "entered-in-error", "stopped", "draft",
          "unknown"});
    rows("MedicationStatement", R"("status":"?")",
         {"active", "completed", "entered-in-error", "intended", "stopped", "on-hold", "unknown",
          "not-taken"});
    rows("Procedure", R"("status":"?")",
         {"preparation", "in-progress", "not-done", "on-hold", "stopped", "completed",
          "entered-in-error", "unknown"});
    rows("Condition", R"("clinicalStatus":{"coding":[{"code":"?"}]})",
         {"active", "recurrence", "relapse", "inactive", "remission", "resolved"});
    rows(
        "Condition", R"("verificationStatus":{"coding":[{"code":"?"}]})",
        {"unconfirmed", "provisional", "differential", "confirmed", "refuted", "entered-in-error"});
    rows("Goal", R"("lifecycleStatus":"?")",
         {"proposed", "planned", "accepted", "active", "on-hold", "completed", "cancelled",
          "entered-in-error", "rejected"});
    rows("Immunization", R"("status":"?")", {"completed", "entered-in-error", "not-done"});
    rows("CareTeam", R"("status":"?")",
         {"proposed", "active", "suspended", "inactive", "entered-in-error"});
    rows("Appointment", R"("status":"?")",
         {"proposed", "pending", "booked", "arrived", "fulfilled", "cancelled", "noshow",
          "waitlist"});
    rows("DocumentReference", R"("status":"?")", {"current", "superseded", "entered-in-error"});
    rows("ExplanationOfBenefit", R"("outcome":"?")", {"queued", "complete", "error", "partial"},
         R"(,"type":{"coding":[{"code":"institutional"}]})");
    rows("Claim", R"("status":"?")", {"active", "cancelled", "draft", "entered-in-error"},
         R"(,"type":{"coding":[{"code":"pharmacy"}]})");
    rows("ImagingStudy", R"("modality":[{"code":"?"}])",
         {"CR", "DX", "MG", "MR", "NM", "RF", "SM", "US", "XA"});
    rows("Patient", R"("gender":"?","birthDate":"1990-02-03")",
         {"male", "female", "other", "unknown"});
    rows("Observation", R"("status":"?")",
         {"registered", "preliminary", "final", "amended", "corrected", "cancelled",
          "entered-in-error"});
    rows("Observation", R"("valueQuantity":{"value":2,"unit":"?"})",
         {"{score}", "{nominal}", "mm[Hg]", "{1.73_m2}", "m[IU]", "[degF]"});
}

/// In Chinese a code would stand out by its Latin letters; units and CT are written with them there
/// too.
void RecordWordsTest::noCodeOfARecordReachesTheReader() {
    QFETCH(QByteArray, resource);
    const auto record = clinical::recordFromJson(bytesOf(resource.toStdString()), {});
    QVERIFY(record.has_value());
    const std::string& type = record->facts.resourceType;
    static const QRegularExpression codeLike(
        QStringLiteral("[\\[\\]{}_]|[A-Za-z]-[a-z]|\\b(?!mmHg|mIU|X|PET|CT)[A-Za-z]{2,}"));
    for (const std::string& text :
         {titleInWords(type, record->title, Language::ChineseSimplified),
          valueInWords(type, record->valueText, Language::ChineseSimplified),
          resourceTypeName(type, Language::ChineseSimplified)}) {
        QVERIFY2(!QString::fromStdString(text).contains(codeLike), text.c_str());
    }
    for (const std::string& text : {titleInWords(type, record->title, Language::English),
                                    valueInWords(type, record->valueText, Language::English)}) {
        static const QRegularExpression capitals(
            QStringLiteral("[\\[\\]{}_]|^(?!MRI|PET|CT|ECG)[A-Z]{2,}$|[a-z]-[a-z]{4,}"));
        QVERIFY2(!QString::fromStdString(text).contains(capitals), text.c_str());
    }
}

QTEST_APPLESS_MAIN(RecordWordsTest)

#include "record_words_test.moc"
