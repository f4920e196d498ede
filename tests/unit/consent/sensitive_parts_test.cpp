// What a grant of a whole kind of records hides unless somebody asks for it.
#include "tests/unit/consent/fixture.h"

#include "core/consent/wording.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::consent;
using namespace consentry::consent::test;

namespace {

using Ids = std::vector<std::string>;

const std::string icd10 = "http://hl7.org/fhir/sid/icd-10";
const std::string actCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
const Ids allSensitive = {"genetics", "mental-health", "sexual-health", "substance-use",
                          "violence"};

clinical::RecordFacts condition(const Code& code) {
    clinical::RecordFacts record = observation({{code}});
    record.resourceType = "Condition";
    return record;
}

/// The patient's anxiety disorder, as the demonstration's hospital holds it.
clinical::RecordFacts anxiety() {
    clinical::RecordFacts record = condition({icd10, "F41.1"});
    record.securityLabels = {{actCode, "PSY"}};
    record.confidentiality = Confidentiality::Restricted;
    return record;
}

/// Dr Li Na's grant with another scope, open for every tier so that only its denials hide.
Grant draftOf(const Scope& scope) {
    Grant grant = glucoseGrant();
    grant.ceiling = Confidentiality::VeryRestricted;
    grant.scope = scope;
    return grant;
}

Scope everything() {
    Scope scope;
    scope.everything = true;
    return scope;
}

Scope conceptsOf(Ids ids) {
    Scope scope;
    scope.concepts = std::move(ids);
    return scope;
}

Grant prepared(Grant draft) {
    hideSensitiveParts(draft);
    normalize(draft);
    return draft;
}

bool opens(const Grant& grant, const clinical::RecordFacts& record) {
    const PatientPolicy policy = openPolicy();
    return evaluate(&policy, &grant, lookForTreatment(), record, june).permitted;
}

} // namespace

class SensitivePartsTest : public QObject {
    Q_OBJECT
private slots:
    void anAnxietyDisorderIsNotOpenedByProblemsOrEverything();
    void aVisitForAnxietyIsNotOpenedByEncounters();
    void whatIsAskedForIsOpened();
    void narrowScopesStayAsTheyAre();
    void aDenialThatSpeaksOfAConceptDecidesAboutIt();
    void theSecondTimeChangesNothing();
    void thePreparedGrantIsValidAndSaysIt();
};

void SensitivePartsTest::anAnxietyDisorderIsNotOpenedByProblemsOrEverything() {
    for (const Scope& scope : {conceptsOf({"problems"}), everything()}) {
        // As drafted it would be open: the hiding is what closes it.
        QVERIFY(opens(draftOf(scope), anxiety()));
        QVERIFY(!opens(prepared(draftOf(scope)), anxiety()));
        QVERIFY(opens(prepared(draftOf(scope)), condition({icd10, "E11.9"})));
        // Neither the label nor the code alone is needed.
        clinical::RecordFacts unlabelled = anxiety();
        unlabelled.securityLabels.clear();
        unlabelled.confidentiality = Confidentiality::Normal;
        QVERIFY(!opens(prepared(draftOf(scope)), unlabelled));
        clinical::RecordFacts uncoded = anxiety();
        uncoded.codeGroups = {{}};
        QVERIFY(!opens(prepared(draftOf(scope)), uncoded));
    }
}

void SensitivePartsTest::aVisitForAnxietyIsNotOpenedByEncounters() {
    clinical::RecordFacts visit = observation({{{"http://snomed.info/sct", "185349003"}}});
    visit.resourceType = "Encounter";
    QVERIFY(opens(prepared(draftOf(conceptsOf({"encounters"}))), visit));
    visit.mentionedCodes = {{icd10, "F41.1"}};
    QVERIFY(!opens(prepared(draftOf(conceptsOf({"encounters"}))), visit));
}

void SensitivePartsTest::whatIsAskedForIsOpened() {
    const Grant named = prepared(draftOf(conceptsOf({"problems", "mental-health"})));
    QVERIFY(opens(named, anxiety()));
    QVERIFY(!opens(named, condition({icd10, "B20.9"})));
    Scope byCode = conceptsOf({"problems"});
    byCode.codes = {{icd10, "F41.1"}};
    QVERIFY(opens(prepared(draftOf(byCode)), anxiety()));
}

void SensitivePartsTest::narrowScopesStayAsTheyAre() {
    QVERIFY(prepared(draftOf(conceptsOf({"glucose", "hba1c"}))).denials.empty());
    Scope chosen;
    chosen.records = {anxiety().digest};
    QVERIFY(prepared(draftOf(chosen)).denials.empty());
    QVERIFY(opens(prepared(draftOf(chosen)), anxiety()));
    Scope code;
    code.codes = {{icd10, "F41.1"}};
    QVERIFY(prepared(draftOf(code)).denials.empty());
    Scope category;
    category.categories = {{"urn:c", "survey"}};
    QVERIFY(prepared(draftOf(category)).denials.front().what.concepts == allSensitive);
}

void SensitivePartsTest::aDenialThatSpeaksOfAConceptDecidesAboutIt() {
    Grant draft = draftOf(everything());
    draft.denials.emplace_back().what.concepts = {"mental-health"};
    draft.denials[0].exceptions.emplace_back().actors = {{liNa, {}, {}}};
    const Grant grant = prepared(draft);
    QCOMPARE(grant.denials.size(), std::size_t{2});
    QVERIFY(grant.denials[1].what.concepts ==
            (Ids{"genetics", "sexual-health", "substance-use", "violence"}));
    QVERIFY(opens(grant, anxiety()));
}

void SensitivePartsTest::theSecondTimeChangesNothing() {
    const Grant once = prepared(draftOf(everything()));
    QCOMPARE(once.denials.size(), std::size_t{1});
    QVERIFY(once.denials[0].what.concepts == allSensitive);
    QVERIFY(prepared(once) == once);
}

void SensitivePartsTest::thePreparedGrantIsValidAndSaysIt() {
    const Grant grant = prepared(draftOf(everything()));
    QVERIFY(validate(grant));
    QVERIFY(*decodeGrant(*encodeGrant(grant)) == grant);
    const CastNames names;
    const auto said = [&](Language language) {
        return QString::fromStdString(limitSentences(grant, names, {language, china, signing})[0]);
    };
    QCOMPARE(said(Language::English),
             QString("They will not see genetic tests, mental health, sexual health and HIV, "
                     "alcohol and drug use or violence and abuse."));
    QCOMPARE(said(Language::ChineseSimplified),
             QString("对方看不到基因检测、精神心理、性健康与艾滋病、饮酒与药物使用或暴力与虐待。"));
}

QTEST_APPLESS_MAIN(SensitivePartsTest)
#include "sensitive_parts_test.moc"
