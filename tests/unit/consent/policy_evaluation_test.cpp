// Each rule of the decision and each trap of FHIR Consent, one case at a time.
#include "core/consent/grant_index.h"
#include "tests/unit/consent/fixture.h"

#include <QtTest>

#include <functional>

using namespace consentry;
using namespace consentry::consent;
using namespace consentry::consent::test;
using clinical::RecordFacts;

namespace {

const std::string actCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

const Code hiv = {"http://hl7.org/fhir/sid/icd-10", "B20.9"};

/// What a row of the table may change about "Dr Li Na looks at glucose for treatment in June".
struct World {
    PatientPolicy policy = openPolicy();
    Grant grant = glucoseGrant();
    AccessRequest request = lookForTreatment();
    RecordFacts record = glucoseRecord();
    Instant now = june;

    Decision decide() const { return evaluate(&policy, &grant, request, record, now); }
};

using Twist = std::function<void(World&)>;

InnerDenial hide(std::vector<std::string> concepts) {
    InnerDenial denial;
    denial.what.concepts = std::move(concepts);
    return denial;
}

} // namespace

Q_DECLARE_METATYPE(Twist)

class PolicyEvaluationTest : public QObject {
    Q_OBJECT
private slots:
    void decides_data();
    void decides();
    void deniesWithoutAPolicy();
    void deniesWithoutAGrant();
    void saysWhichDenialDecided();
    void saysEverythingThatSpeaksAgainst();
    void aDenialInsideOneGrantLeavesTheOther();
    void releasesOnlyWhatMayGoOut();
    void theOwnRequestNeedsNeitherGrantNorPolicy();
    void everyRuleHasANameAndASentence();
    void aPreviewAsksWhatTheGrantNames();
};

void PolicyEvaluationTest::decides_data() {
    QTest::addColumn<Twist>("twist");
    QTest::addColumn<int>("rule");
    const auto row = [](const char* name, Rule rule, Twist twist) {
        QTest::newRow(name) << twist << static_cast<int>(rule);
    };
    const auto& permit = Rule::GrantPermits;
    row("as granted", permit, [](World&) {});

    // Time
    row("the first moment", permit, [](World& w) { w.now = w.grant.notBefore; });
    row("before it", Rule::NotYetValid,
        [](World& w) { w.now = w.grant.notBefore - milliseconds(1); });
    row("the last moment of 30 June", permit,
        [](World& w) { w.now = at("2026-06-30T15:59:59.999Z"); });
    row("the end itself", Rule::Ended, [](World& w) { w.now = w.grant.notAfter; });

    // Who
    row("another doctor", Rule::OtherGrantee, [](World& w) { w.request.reader = wuGang; });
    row("the named organisation too", permit,
        [](World& w) { w.grant.grantee = {liNa, union_, Role::Doctor}; });
    row("named organisation left", Rule::OtherGrantee, [](World& w) {
        w.grant.grantee = {liNa, union_, {}};
        w.request.organization = anning;
    });
    row("no attestation", Rule::OtherGrantee, [](World& w) {
        w.grant.grantee = {{}, union_, {}};
        w.request.organization.reset();
    });
    row("the role has ended", Rule::OtherGrantee, [](World& w) {
        w.grant.grantee = {{}, union_, Role::Doctor};
        w.request.role.reset();
    });
    row("another patient's grant", Rule::OtherPatient,
        [](World& w) { w.grant.patient = party(99); });
    row("another patient's policy", Rule::OtherPatient,
        [](World& w) { w.policy.patient = party(99); });

    // Why (traps 2, 7 and 10)
    row("no purpose", Rule::PurposeMissing, [](World& w) { w.request.purpose.clear(); });
    row("an unknown purpose", Rule::PurposeUnknown, [](World& w) { w.request.purpose = "FUN"; });
    row("below the purpose", permit, [](World& w) { w.request.purpose = "ERTREAT"; });
    row("above the purpose", Rule::OtherPurpose, [](World& w) {
        w.grant.purpose = *Purpose::fromCode("ETREAT");
        w.request.purpose = "TREAT";
    });
    row("research", Rule::OtherPurpose, [](World& w) { w.request.purpose = "HRESCH"; });
    row("break-glass is not treatment", Rule::OtherPurpose,
        [](World& w) { w.request.purpose = "BTG"; });
    row("model training is not operations", Rule::OtherPurpose, [](World& w) {
        w.grant.purpose = *Purpose::fromCode("HOPERAT");
        w.request.purpose = "MLTRAINING";
    });
    row("model training where granted", permit, [](World& w) {
        w.grant.purpose = *Purpose::fromCode("MLTRAINING");
        w.request.purpose = "MLTRAINING";
    });

    // May do
    row("keep", Rule::ActionNotGranted, [](World& w) { w.request.actions = Action::Keep; });
    row("look and keep", Rule::ActionNotGranted,
        [](World& w) { w.request.actions = Action::Look | Action::Keep; });
    row("keep where granted", permit, [](World& w) {
        w.grant.actions = Action::Look | Action::Keep;
        w.request.actions = Action::Look | Action::Keep;
    });
    row("nothing asked", Rule::NothingAsked, [](World& w) { w.request.actions = ActionSet(); });

    // What
    row("HbA1c", Rule::OutsideScope, [](World& w) { w.record.codeGroups = {{hba1cCode}}; });
    row("a translation of glucose", permit,
        [](World& w) { w.record.codeGroups = {{{"urn:hospital", "GLU"}, glucoseCode}}; });
    row("a second, uncovered group", Rule::OutsideScope,
        [](World& w) { w.record.codeGroups = {{glucoseCode}, {hba1cCode}}; });
    row("both groups covered by two concepts", permit, [](World& w) {
        w.grant.scope.concepts = {"glucose", "hba1c"};
        w.record.codeGroups = {{glucoseCode}, {hba1cCode}};
    });
    row("group covered by a code of the scope", permit, [](World& w) {
        w.grant.scope.codes = {{"urn:hospital", "X"}};
        w.record.codeGroups = {{glucoseCode}, {{"urn:hospital", "X"}}};
    });
    row("the same code of another system", Rule::OutsideScope,
        [](World& w) { w.record.codeGroups = {{{"urn:hospital", "14749-6"}}}; });
    row("a code without a system", Rule::OutsideScope,
        [](World& w) { w.record.codeGroups = {{{"", "14749-6"}}}; });
    row("no codes at all", Rule::OutsideScope, [](World& w) { w.record.codeGroups.clear(); });
    row("an empty group", Rule::OutsideScope,
        [](World& w) { w.record.codeGroups = {{glucoseCode}, {}}; });
    row("everything", permit, [](World& w) {
        w.grant.scope = {};
        w.grant.scope.everything = true;
        w.record.codeGroups.clear();
    });
    row("an empty scope", Rule::OutsideScope, [](World& w) { w.grant.scope = {}; });
    row("this very record", permit, [](World& w) {
        w.grant.scope = {};
        w.grant.scope.records = {w.record.digest};
        w.record.codeGroups.clear();
    });
    row("another version of it", Rule::OutsideScope, [](World& w) {
        w.grant.scope = {};
        w.grant.scope.records = {w.record.digest};
        w.record.digest.data()[5] = std::byte{1};
    });
    row("this resource", permit, [](World& w) {
        w.grant.scope = {};
        w.grant.scope.resources = {{union_, "Observation", "o1"}};
    });
    row("the same id elsewhere", Rule::OutsideScope, [](World& w) {
        w.grant.scope = {};
        w.grant.scope.resources = {{anning, "Observation", "o1"}};
    });
    row("a category", permit, [](World& w) {
        w.grant.scope = {};
        w.grant.scope.categories = {{"urn:c", "lab"}};
        w.record.categories = {{"urn:c", "lab"}};
    });
    row("a concept by resource type", permit, [](World& w) {
        w.grant.scope.concepts = {"medications"};
        w.record.resourceType = "MedicationRequest";
        w.record.codeGroups = {{{"urn:atc", "A10BA02"}}};
    });
    row("an unknown concept", Rule::GrantNotUnderstood,
        [](World& w) { w.grant.scope.concepts = {"glucose", "mood-ring"}; });
    row("a newer catalogue", Rule::GrantNotUnderstood,
        [](World& w) { w.grant.catalogueVersion = ConceptCatalogue::version + 1; });

    // Whose
    row("another custodian", Rule::OtherCustodian, [](World& w) { w.grant.custodians = {anning}; });
    row("this custodian", permit, [](World& w) { w.grant.custodians = {anning, union_}; });

    // When it was measured
    row("new value", permit, [](World& w) {
        w.grant.window.from = signing;
        w.record.clinicalTime = clinical::TimeSpan{june, june + milliseconds(1)};
    });
    row("old value", Rule::OutsideDataWindow, [](World& w) { w.grant.window.from = june; });
    row("exactly the first moment", permit,
        [](World& w) { w.grant.window.from = w.record.clinicalTime->begin; });
    row("a month that begins before the window", Rule::OutsideDataWindow, [](World& w) {
        w.grant.window.from = at("2026-06-04T00:00:00Z");
        w.record.clinicalTime =
            clinical::TimeSpan{at("2026-05-31T10:00:00Z"), at("2026-07-01T12:00:00Z")};
    });
    row("the last day, known by day only", permit, [](World& w) {
        w.grant.window.from = signing;
        w.now = at("2026-06-30T10:00:00Z");
        w.record.clinicalTime =
            clinical::TimeSpan{at("2026-06-29T10:00:00Z"), at("2026-07-01T12:00:00Z")};
    });
    row("an appointment after the end", Rule::OutsideDataWindow, [](World& w) {
        w.grant.window.from = signing;
        w.record.clinicalTime = clinical::TimeSpan{july, july + milliseconds(1)};
    });
    row("after a fixed end", Rule::OutsideDataWindow,
        [](World& w) { w.grant.window.until = w.record.clinicalTime->begin; });
    row("undated, no window", permit, [](World& w) { w.record.clinicalTime.reset(); });
    row("undated, a window", Rule::Undated, [](World& w) {
        w.grant.window.from = signing;
        w.record.clinicalTime.reset();
    });

    // How protected
    row("restricted", Rule::TooConfidential,
        [](World& w) { w.record.confidentiality = Confidentiality::Restricted; });
    row("restricted where granted", permit, [](World& w) {
        w.record.confidentiality = Confidentiality::Restricted;
        w.grant.ceiling = Confidentiality::Restricted;
    });
    row("raised by the policy", Rule::TooConfidential,
        [](World& w) { w.policy.tiers = {{"glucose", Confidentiality::Restricted}}; });
    row("never lowered by the policy", Rule::TooConfidential, [](World& w) {
        w.record.confidentiality = Confidentiality::Restricted;
        w.policy.tiers = {{"glucose", Confidentiality::Low}};
    });
    row("an excluded label", Rule::ExcludedLabel, [](World& w) {
        w.grant.excludedLabels = {"HIV"};
        w.record.securityLabels = {{actCode, "HIV"}};
    });
    row("a label below an excluded one", Rule::ExcludedLabel, [](World& w) {
        w.grant.excludedLabels = {"BH"};
        w.record.securityLabels = {{actCode, "OPIOIDUD"}};
    });
    row("a label above an excluded one", permit, [](World& w) {
        w.grant.excludedLabels = {"PSY"};
        w.record.securityLabels = {{actCode, "BH"}};
    });
    row("the retired system of a label (trap 8)", Rule::ExcludedLabel, [](World& w) {
        w.grant.excludedLabels = {"PSY"};
        w.record.securityLabels = {
            {"http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "PSY"}};
    });

    // Denials inside (traps 1 and 5)
    row("all but glucose", Rule::InnerDenial, [](World& w) {
        w.grant.scope = {};
        w.grant.scope.everything = true;
        w.grant.denials = {hide({"glucose"})};
    });
    row("hidden by one of its groups", Rule::InnerDenial, [](World& w) {
        w.grant.scope.concepts = {"glucose", "hba1c"};
        w.record.codeGroups = {{glucoseCode}, {hba1cCode}};
        w.grant.denials = {hide({"hba1c"})};
    });
    row("mental health by ICD-10 chapter", Rule::InnerDenial, [](World& w) {
        w.grant.scope = {};
        w.grant.scope.everything = true;
        w.record.codeGroups = {{{"http://hl7.org/fhir/sid/icd-10", "F41.1"}}};
        w.grant.denials = {hide({"mental-health"})};
    });
    row("mental health without a system", Rule::InnerDenial, [](World& w) {
        w.grant.scope = {};
        w.grant.scope.everything = true;
        w.record.codeGroups = {{{"", "F41.1"}}};
        w.grant.denials = {hide({"mental-health"})};
    });
    row("mental health by label", Rule::InnerDenial, [](World& w) {
        w.record.securityLabels = {{actCode, "PSYTHPN"}};
        w.grant.denials = {hide({"mental-health"})};
    });
    row("all but one doctor", Rule::InnerDenial, [](World& w) {
        w.grant.grantee = {{}, union_, {}};
        w.grant.denials.emplace_back().what.actors = {{liNa, {}, {}}};
    });
    row("all but another doctor", permit, [](World& w) {
        w.grant.grantee = {{}, union_, {}};
        w.grant.denials.emplace_back().what.actors = {{wuGang, {}, {}}};
    });
    row("actor and concept are both needed", permit, [](World& w) {
        w.grant.denials = {hide({"glucose"})};
        w.grant.denials[0].what.actors = {{wuGang, {}, {}}};
    });
    row("no download", Rule::InnerDenial, [](World& w) {
        w.grant.actions = Action::Look | Action::Keep;
        w.request.actions = Action::Look | Action::Keep;
        w.grant.denials = {hide({"glucose"})};
        w.grant.denials[0].what.actions = Action::Keep;
    });
    row("no download, but to look", permit, [](World& w) {
        w.grant.actions = Action::Look | Action::Keep;
        w.grant.denials = {hide({"glucose"})};
        w.grant.denials[0].what.actions = Action::Keep;
    });
    row("an exception is deeper and wins", permit, [](World& w) {
        w.grant.denials = {hide({"laboratory", "glucose"})};
        w.grant.denials[0].exceptions.emplace_back().concepts = {"glucose"};
    });
    row("an exception that covers a part", Rule::InnerDenial, [](World& w) {
        w.grant.scope.concepts = {"glucose", "hba1c"};
        w.record.codeGroups = {{glucoseCode}, {hba1cCode}};
        w.grant.denials = {hide({"hba1c"})};
        w.grant.denials[0].exceptions.emplace_back().concepts = {"glucose"};
    });
    row("an exception for somebody else", Rule::InnerDenial, [](World& w) {
        w.grant.denials = {hide({"glucose"})};
        w.grant.denials[0].exceptions.emplace_back().actors = {{wuGang, {}, {}}};
    });
    row("an exception of one denial leaves the other", Rule::InnerDenial, [](World& w) {
        w.grant.denials = {hide({"glucose"}), hide({"glucose"})};
        w.grant.denials[0].exceptions.emplace_back().concepts = {"glucose"};
    });

    // What a record mentions besides its own concept speaks against its release, never for it
    const auto visitForHiv = [](World& w) {
        w.record.resourceType = "Encounter";
        w.record.codeGroups = {{{"http://snomed.info/sct", "185349003"}}};
        w.record.mentionedCodes = {hiv};
        w.grant.scope.concepts = {"encounters"};
    };
    row("a visit whose reason was HIV, nothing denied", permit, visitForHiv);
    row("a visit whose reason was HIV, all but HIV", Rule::InnerDenial, [=](World& w) {
        visitForHiv(w);
        w.grant.denials = {hide({"sexual-health"})};
    });
    row("a visit whose reason was HIV, everything but HIV", Rule::InnerDenial, [=](World& w) {
        visitForHiv(w);
        w.grant.scope = {};
        w.grant.scope.everything = true;
        w.grant.denials = {hide({"sexual-health"})};
    });
    row("a visit for another reason, all but HIV", permit, [=](World& w) {
        visitForHiv(w);
        w.record.mentionedCodes = {{"http://hl7.org/fhir/sid/icd-10", "J06.9"}};
        w.grant.denials = {hide({"sexual-health"})};
    });
    row("the denied code among the mentioned", Rule::InnerDenial, [=](World& w) {
        visitForHiv(w);
        w.grant.denials.emplace_back().what.codes = {hiv};
    });
    row("the denied code mentioned without a system", Rule::InnerDenial, [=](World& w) {
        visitForHiv(w);
        w.record.mentionedCodes = {{"", hiv.code}};
        w.grant.denials.emplace_back().what.codes = {hiv};
    });
    row("a tier by what is mentioned", Rule::TooConfidential, [=](World& w) {
        visitForHiv(w);
        w.policy.tiers = {{"sexual-health", Confidentiality::Restricted}};
    });
    row("a category that is a denied code", Rule::InnerDenial, [](World& w) {
        w.record.categories = {hiv};
        w.grant.denials = {hide({"sexual-health"})};
    });
    row("a part with an excluded label", Rule::ExcludedLabel, [](World& w) {
        w.grant.excludedLabels = {"HIV"};
        w.record.mentionedCodes = {{actCode, "HIV"}};
    });
    row("a part with a label of a hidden concept", Rule::InnerDenial, [](World& w) {
        w.grant.denials = {hide({"sexual-health"})};
        w.record.mentionedCodes = {{actCode, "HIV"}};
    });
    row("the letters of a label in another system", permit, [](World& w) {
        w.grant.excludedLabels = {"SEX"};
        w.record.mentionedCodes = {{"urn:hospital", "SEX"}};
    });
    row("mentions the concept of the grant", Rule::OutsideScope, [](World& w) {
        w.record.codeGroups = {{hba1cCode}};
        w.record.mentionedCodes = {glucoseCode};
    });
    row("mentions a code of the grant", Rule::OutsideScope, [](World& w) {
        w.grant.scope = {};
        w.grant.scope.codes = {glucoseCode};
        w.record.codeGroups = {{hba1cCode}};
        w.record.mentionedCodes = {glucoseCode};
    });
    row("a label of a part opens nothing", Rule::OutsideScope, [](World& w) {
        w.grant.scope.concepts = {"sexual-health"};
        w.record.mentionedCodes = {{actCode, "HIV"}};
    });
    row("an exception that is only mentioned", Rule::InnerDenial, [](World& w) {
        w.grant.denials = {hide({"glucose"})};
        w.grant.denials[0].exceptions.emplace_back().concepts = {"hba1c"};
        w.record.mentionedCodes = {hba1cCode};
    });
    row("mentions more than is known, nothing denied", permit,
        [](World& w) { w.record.mentionsMore = true; });
    row("mentions more than is known, a concept denied", Rule::InnerDenial, [](World& w) {
        w.record.mentionsMore = true;
        w.grant.denials = {hide({"sexual-health"})};
    });
    row("mentions more than is known, a code denied", Rule::InnerDenial, [](World& w) {
        w.record.mentionsMore = true;
        w.grant.denials.emplace_back().what.codes = {hiv};
    });
    row("mentions more than is known, a label excluded", Rule::ExcludedLabel, [](World& w) {
        w.record.mentionsMore = true;
        w.grant.excludedLabels = {"HIV"};
    });
    row("mentions more than is known, a chosen record denied", permit, [](World& w) {
        w.record.mentionsMore = true;
        w.grant.denials.emplace_back().what.records.resize(1);
    });

    // The patient's policy limits all
    row("a blocked person", Rule::PolicyDeniesReader,
        [](World& w) { w.policy.denials = {PolicyDenial::ofParty(liNa)}; });
    row("a blocked organisation", Rule::PolicyDeniesReader,
        [](World& w) { w.policy.denials = {PolicyDenial::ofParty(union_)}; });
    row("a blocked staff id", Rule::PolicyDeniesReader,
        [](World& w) { w.policy.denials = {PolicyDenial::ofStaff(union_, "U-17")}; });
    row("the same staff id elsewhere", permit,
        [](World& w) { w.policy.denials = {PolicyDenial::ofStaff(anning, "U-17")}; });
    row("no basis", Rule::NoBasis, [](World& w) { w.request.basis = Basis::None; });

    // Emergencies
    const auto emergency = [](World& w) {
        w.policy.emergency = EmergencyPreset::Normal;
        w.request.basis = Basis::Emergency;
        w.request.purpose = "BTG";
        w.request.emergency = clinical::TimeSpan{june, june + std::chrono::hours(24)};
        w.grant = {};
    };
    const auto row2 = [&](const char* name, Rule rule, Twist twist) {
        row(name, rule, [emergency, twist](World& w) {
            emergency(w);
            twist(w);
        });
    };
    row2("emergency", Rule::EmergencyPermits, [](World&) {});
    row2("emergency switched off", Rule::EmergencyOff,
         [](World& w) { w.policy.emergency = EmergencyPreset::Off; });
    row2("emergency not open", Rule::EmergencyNotOpen,
         [](World& w) { w.request.emergency.reset(); });
    row2("emergency over", Rule::EmergencyNotOpen,
         [](World& w) { w.now = w.request.emergency->end; });
    row2("emergency for treatment", Rule::EmergencyPurpose,
         [](World& w) { w.request.purpose = "TREAT"; });
    row2("emergency by an insurer", Rule::EmergencyRole,
         [](World& w) { w.request.role = Role::Insurer; });
    row2("emergency copy", Rule::EmergencyActions,
         [](World& w) { w.request.actions = Action::Look | Action::Keep; });
    row2("emergency and a blocked person", Rule::PolicyDeniesReader,
         [](World& w) { w.policy.denials = {PolicyDenial::ofParty(liNa)}; });
    row2("emergency, restricted record", Rule::TooConfidential,
         [](World& w) { w.record.confidentiality = Confidentiality::Restricted; });
    row2("emergency, restricted preset", Rule::EmergencyPermits, [](World& w) {
        w.policy.emergency = EmergencyPreset::NormalAndRestricted;
        w.record.confidentiality = Confidentiality::Restricted;
    });
    row2("very restricted never opens", Rule::TooConfidential, [](World& w) {
        w.policy.emergency = EmergencyPreset::NormalAndRestricted;
        w.record.confidentiality = Confidentiality::VeryRestricted;
    });
    row2("emergency without a purpose", Rule::PurposeMissing,
         [](World& w) { w.request.purpose.clear(); });

    // Oneself
    const auto self = [](World& w) {
        w.request = {};
        w.request.basis = Basis::Self;
        w.request.patient = patient;
        w.request.reader = patient;
        w.request.purpose = "PATRQT";
        w.record.confidentiality = Confidentiality::VeryRestricted;
    };
    row("oneself", Rule::OwnRequest, self);
    row("somebody else as oneself", Rule::NotSelf, [self](World& w) {
        self(w);
        w.request.reader = liNa;
    });
    row("oneself without a purpose", Rule::PurposeMissing, [self](World& w) {
        self(w);
        w.request.purpose.clear();
    });
}

void PolicyEvaluationTest::decides() {
    QFETCH(Twist, twist);
    QFETCH(int, rule);
    World world;
    twist(world);

    const Decision decision = world.decide();

    QCOMPARE(ruleName(decision.rule), ruleName(static_cast<Rule>(rule)));
    QCOMPARE(decision.permitted, isPermit(static_cast<Rule>(rule)));
    QCOMPARE(decision.reasons.empty(), decision.permitted);
}

void PolicyEvaluationTest::deniesWithoutAPolicy() {
    World w;
    QVERIFY(evaluate(nullptr, &w.grant, w.request, w.record, w.now).rule ==
            Rule::PolicyUnavailable);
}

void PolicyEvaluationTest::deniesWithoutAGrant() {
    World w;
    QVERIFY(evaluate(&w.policy, nullptr, w.request, w.record, w.now).rule == Rule::GrantMissing);
}

void PolicyEvaluationTest::saysWhichDenialDecided() {
    World w;
    w.grant.denials = {hide({"hba1c"}), hide({"glucose"})};
    QCOMPARE(w.decide().index, std::size_t{1});
    w.policy.denials = {PolicyDenial::ofParty(wuGang), PolicyDenial::ofParty(anning),
                        PolicyDenial::ofParty(liNa)};
    const Decision decision = w.decide();
    QVERIFY(decision.rule == Rule::PolicyDeniesReader);
    QCOMPARE(decision.index, std::size_t{2});
}

void PolicyEvaluationTest::saysEverythingThatSpeaksAgainst() {
    World w;
    w.request.reader = wuGang;
    w.request.purpose = "HRESCH";
    w.now = w.grant.notAfter;
    w.record.codeGroups = {{hba1cCode}};
    const std::vector<Rule> expected = {Rule::Ended, Rule::OtherGrantee, Rule::OtherPurpose,
                                        Rule::OutsideScope};
    QVERIFY(w.decide().reasons == expected);
}

void PolicyEvaluationTest::aDenialInsideOneGrantLeavesTheOther() {
    World w;
    std::vector<Grant> grants = {w.grant, w.grant};
    grants[0].denials = {hide({"glucose"})};
    const Decision decision = evaluateAny(&w.policy, grants, w.request, w.record, w.now);
    QVERIFY(decision.permitted);
    QCOMPARE(decision.index, std::size_t{1});
    grants[1].denials = grants[0].denials;
    QVERIFY(evaluateAny(&w.policy, grants, w.request, w.record, w.now).rule ==
            Rule::NoGrantPermits);
    QVERIFY(GrantIndex(grants).evaluate(&w.policy, w.request, w.record, w.now).rule ==
            Rule::NoGrantPermits);
}

void PolicyEvaluationTest::releasesOnlyWhatMayGoOut() {
    World w;
    const std::vector<RecordFacts> records = {observation({{hba1cCode}}), glucoseRecord(),
                                              observation({}), glucoseRecord()};
    Release release = evaluate(&w.policy, &w.grant, w.request, records, w.now);
    QVERIFY(release.request.permitted);
    QVERIFY(release.permitted == (std::vector<std::size_t>{1, 3}));
    release = evaluate(&w.policy, &w.grant, w.request, records, july);
    QVERIFY(release.request.rule == Rule::Ended);
    QVERIFY(release.permitted.empty());
}

void PolicyEvaluationTest::theOwnRequestNeedsNeitherGrantNorPolicy() {
    AccessRequest request;
    request.basis = Basis::Self;
    request.patient = patient;
    request.reader = patient;
    request.purpose = "PATRQT";
    QVERIFY(evaluate(nullptr, nullptr, request, glucoseRecord(), june).permitted);
}

void PolicyEvaluationTest::everyRuleHasANameAndASentence() {
    int named = 0;
    for (int number = 0; number < 100; ++number) {
        const auto rule = static_cast<Rule>(number);
        const bool known = ruleName(rule) != "Unknown";
        named += known ? 1 : 0;
        const bool hasSentence =
            ruleSentence(rule, Language::English) != "An unknown rule decided.";
        QCOMPARE(hasSentence, known);
        QVERIFY(!ruleSentence(rule, Language::ChineseSimplified).empty());
    }
    QCOMPARE(named, 31);
}

void PolicyEvaluationTest::aPreviewAsksWhatTheGrantNames() {
    World w;
    w.grant.grantee = {liNa, union_, Role::Doctor};
    w.grant.actions = Action::Look | Action::Keep;
    QVERIFY(evaluate(&w.policy, &w.grant, requestFor(w.grant), w.record, w.now).permitted);
}

QTEST_APPLESS_MAIN(PolicyEvaluationTest)
#include "policy_evaluation_test.moc"
