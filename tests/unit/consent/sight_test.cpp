// What a person may see under all grants and the policy: rule by rule, and random worlds against
// asking evaluate() about every record and every grant.
#include "tests/unit/consent/fixture.h"
#include "tests/unit/consent/random_cases.h"
#include "tests/unit/consent/seed.h"

#include "core/consent/sight.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::consent;
using namespace consentry::consent::test;

namespace {

const Viewer doctorLi{liNa, union_, Role::Doctor, "U-17"};
const Code hivLab = loinc("7917-8");

clinical::RecordFacts ecg() {
    clinical::RecordFacts record = observation({{loinc("11524-6")}});
    record.id = "ecg";
    record.digest.data()[0] = std::byte{10};
    return record;
}

Grant everything() {
    Grant grant = glucoseGrant();
    grant.scope = {};
    grant.scope.everything = true;
    hideSensitiveParts(grant);
    return grant;
}

Outlook outlook(const Viewer& viewer, const PatientPolicy& policy, const std::vector<Grant>& grants,
                const clinical::RecordFacts& record, Instant now = june) {
    return seeAs(viewer, policy, grants, {&record, 1}, now).records.front();
}

} // namespace

class SightTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { m_seed = tellSeed(); }

    void showsWhatAGrantOpensAndWhichOneDoes() {
        Grant other = glucoseGrant();
        other.grantee.person = wuGang;
        Grant cardiology = glucoseGrant();
        cardiology.scope.concepts = {"ecg"};
        const std::vector<Grant> grants{other, cardiology, glucoseGrant()};
        const Outlook seen = outlook(doctorLi, openPolicy(), grants, glucoseRecord());
        QVERIFY(seen.isVisible);
        QCOMPARE(seen.rule, Rule::GrantPermits);
        QCOMPARE(seen.grant, std::optional<std::size_t>(2));
        const Sight sight = seeAs(doctorLi, openPolicy(), grants, {}, june);
        QVERIFY((sight.grants == std::vector<std::size_t>{1, 2}));
    }

    void namesTheRuleThatHides_data() {
        QTest::addColumn<int>("which");
        QTest::addColumn<Rule>("rule");
        QTest::newRow("no grant names them") << 0 << Rule::NoGrantPermits;
        QTest::newRow("another kind") << 1 << Rule::OutsideScope;
        QTest::newRow("before the window") << 2 << Rule::OutsideDataWindow;
        QTest::newRow("no date") << 3 << Rule::Undated;
        QTest::newRow("not begun") << 4 << Rule::NotYetValid;
        QTest::newRow("ended") << 5 << Rule::Ended;
        QTest::newRow("blocked by the policy") << 6 << Rule::PolicyDeniesReader;
        QTest::newRow("blocked hospital, no grant") << 7 << Rule::PolicyDeniesReader;
        QTest::newRow("sensitive kind") << 8 << Rule::InnerDenial;
        QTest::newRow("raised by a tier") << 9 << Rule::TooConfidential;
        QTest::newRow("only to keep") << 10 << Rule::ActionNotGranted;
        QTest::newRow("another hospital's record") << 11 << Rule::OtherCustodian;
        QTest::newRow("excluded label") << 12 << Rule::ExcludedLabel;
    }
    void namesTheRuleThatHides() {
        QFETCH(int, which);
        QFETCH(Rule, rule);
        Grant grant = glucoseGrant();
        clinical::RecordFacts record = glucoseRecord();
        PatientPolicy policy = openPolicy();
        std::vector<Grant> grants{grant};
        switch (which) {
        case 0:
            grants[0].grantee.person = wuGang;
            break;
        case 1:
            record = ecg();
            break;
        case 2:
            grants[0].window.from = june;
            break;
        case 3:
            grants[0].window.from = signing;
            record.clinicalTime.reset();
            break;
        case 4:
            grants[0].notBefore = june + milliseconds(1);
            break;
        case 5:
            grants[0].notAfter = june;
            break;
        case 6:
            policy.denials = {PolicyDenial::ofStaff(union_, "U-17")};
            break;
        case 7:
            policy.denials = {PolicyDenial::ofParty(union_)};
            grants.clear();
            break;
        case 8:
            grants[0] = everything();
            record.mentionedCodes = {hivLab};
            break;
        case 9:
            policy.tiers = {{"glucose", Confidentiality::Restricted}};
            break;
        case 10:
            grants[0].actions = Action::Keep;
            break;
        case 11:
            grants[0].custodians = {anning};
            break;
        default:
            grants[0] = everything();
            grants[0].denials.clear();
            grants[0].excludedLabels = {"PSY"};
            record.securityLabels = {{"http://terminology.hl7.org/CodeSystem/v3-ActCode", "PSY"}};
        }
        const Outlook seen = outlook(doctorLi, policy, grants, record);
        QVERIFY(!seen.isVisible);
        QCOMPARE(seen.rule, rule);
    }

    void theNearestGrantSaysWhy() {
        Grant recent = glucoseGrant();
        recent.window.from = june;
        Grant heart = recent;
        heart.scope.concepts = {"ecg"};
        // The first one leaves the record out twice, the second once.
        const Outlook seen = outlook(doctorLi, openPolicy(), {heart, recent}, glucoseRecord());
        QCOMPARE(seen.rule, Rule::OutsideDataWindow);
        QCOMPARE(seen.grant, std::optional<std::size_t>(1));
    }

    /// Equal descriptions share one answer: these must not be equal.
    void whatARuleTellsApartIsLookedAtApart_data() {
        QTest::addColumn<int>("which");
        QTest::newRow("it mentions a code") << 0;
        QTest::newRow("it mentions more than is known") << 1;
        QTest::newRow("it has another name") << 2;
        QTest::newRow("it begins after the grant") << 3;
    }
    void whatARuleTellsApartIsLookedAtApart() {
        QFETCH(int, which);
        Grant grant = glucoseGrant();
        clinical::RecordFacts other = glucoseRecord();
        switch (which) {
        case 0:
            grant.denials.emplace_back().what.codes = {hba1cCode};
            other.mentionedCodes = {hba1cCode};
            break;
        case 1:
            grant.denials.emplace_back().what.codes = {hba1cCode};
            other.mentionsMore = true;
            break;
        case 2:
            grant.scope = {};
            grant.scope.resources = {{union_, "Observation", glucoseRecord().id}};
            other.id = "another";
            break;
        default:
            grant.window.from = signing;
            other.clinicalTime =
                clinical::TimeSpan{grant.notAfter, grant.notAfter + milliseconds(1)};
        }
        for (const bool otherFirst : {false, true}) {
            std::vector<clinical::RecordFacts> records{glucoseRecord(), other};
            if (otherFirst) {
                std::swap(records[0], records[1]);
            }
            const Sight sight = seeAs(doctorLi, openPolicy(), {{grant}}, records, june);
            QCOMPARE(sight.records[0].isVisible, !otherFirst);
            QCOMPARE(sight.records[1].isVisible, otherFirst);
        }
    }

    void emergenciesOpenWhatThePresetSays_data() {
        QTest::addColumn<int>("preset");
        QTest::addColumn<bool>("normal");
        QTest::addColumn<bool>("restricted");
        QTest::newRow("off") << 0 << false << false;
        QTest::newRow("normal") << 1 << true << false;
        QTest::newRow("and restricted") << 2 << true << true;
    }
    void emergenciesOpenWhatThePresetSays() {
        QFETCH(int, preset);
        QFETCH(bool, normal);
        QFETCH(bool, restricted);
        PatientPolicy policy = openPolicy();
        policy.emergency = static_cast<EmergencyPreset>(preset);
        std::vector<clinical::RecordFacts> records{glucoseRecord(), ecg(), glucoseRecord()};
        records[1].confidentiality = Confidentiality::Restricted;
        records[2].confidentiality = Confidentiality::VeryRestricted;
        const Sight sight = seeAs(doctorLi, policy, {}, records, june);
        QCOMPARE(sight.records[0].isVisibleInEmergency, normal);
        QCOMPARE(sight.records[1].isVisibleInEmergency, restricted);
        QVERIFY(!sight.records[2].isVisibleInEmergency);
        QCOMPARE(sight.emergency.permitted, preset != 0);
    }

    void emergenciesAreForClinicians() {
        PatientPolicy policy = openPolicy();
        policy.emergency = EmergencyPreset::Normal;
        Viewer clerk = doctorLi;
        clerk.role = Role::Administrator;
        QVERIFY(!outlook(clerk, policy, {}, glucoseRecord()).isVisibleInEmergency);
        QCOMPARE(seeAs(clerk, policy, {}, {}, june).emergency.rule, Rule::EmergencyRole);
        policy.denials = {PolicyDenial::ofParty(liNa)};
        QVERIFY(!outlook(doctorLi, policy, {}, glucoseRecord()).isVisibleInEmergency);
        QCOMPARE(seeAs(doctorLi, policy, {}, {}, june).emergency.rule, Rule::PolicyDeniesReader);
    }

    void aChangeNamesWhatAppearsAndVanishes() {
        const std::vector<clinical::RecordFacts> records{glucoseRecord(), ecg()};
        Grant heart = glucoseGrant();
        heart.scope.concepts = {"ecg"};
        const Sight before = seeAs(doctorLi, openPolicy(), {{glucoseGrant()}}, records, june);
        const Sight after = seeAs(doctorLi, openPolicy(), {{heart}}, records, june);
        const SightChange change = compareSights(before, after);
        QVERIFY((change.appear == std::vector<std::size_t>{1}));
        QVERIFY((change.vanish == std::vector<std::size_t>{0}));
        QVERIFY(compareSights(before, before) == SightChange());
    }

    /// Every record, every grant, one by one.
    void agreesWithAskingAboutEachRecord() {
        RandomCases random(m_seed);
        int visible = 0;
        int shared = 0;
        for (int world = 0; world < 400; ++world) {
            std::vector<Grant> grants(static_cast<std::size_t>(random.below(12)));
            for (Grant& grant : grants) {
                grant = random.grant();
            }
            std::vector<clinical::RecordFacts> records(40);
            for (clinical::RecordFacts& record : records) {
                record = random.record();
            }
            const PatientPolicy policy = random.policy();
            const AccessRequest asked =
                grants.empty() ? random.request() : random.requestFor(grants.front());
            const Viewer viewer{asked.reader, asked.organization, asked.role, asked.staffId};
            const Instant now = random.instant();
            const Sight sight = seeAs(viewer, policy, grants, records, now);
            QCOMPARE(sight.records.size(), records.size());
            for (std::size_t i = 0; i < records.size(); ++i) {
                const auto permitting = firstPermitting(viewer, policy, grants, records[i], now);
                QCOMPARE(sight.records[i].isVisible, permitting.has_value());
                QCOMPARE(isPermit(sight.records[i].rule), permitting.has_value());
                if (permitting) {
                    QCOMPARE(sight.records[i].grant, permitting);
                    ++visible;
                }
                // Alone there is nobody to be taken for.
                const Sight alone = seeAs(viewer, policy, grants, {&records[i], 1}, now);
                QVERIFY2(alone.records.front() == sight.records[i],
                         qPrintable(QString::number(world)));
                shared += i > 0 && sight.records[i] == sight.records[i - 1];
            }
        }
        QVERIFY(visible > 100);
        QVERIFY(shared > 100);
    }

private:
    static std::optional<std::size_t> firstPermitting(const Viewer& viewer,
                                                      const PatientPolicy& policy,
                                                      const std::vector<Grant>& grants,
                                                      const clinical::RecordFacts& record,
                                                      Instant now) {
        for (std::size_t i = 0; i < grants.size(); ++i) {
            AccessRequest request;
            request.basis = Basis::Grant;
            request.patient = policy.patient;
            request.reader = viewer.person;
            request.organization = viewer.organization;
            request.role = viewer.role;
            request.staffId = viewer.staffId;
            request.purpose = grants[i].purpose.code();
            if (evaluate(&policy, &grants[i], request, record, now).permitted) {
                return i;
            }
        }
        return std::nullopt;
    }

    std::uint64_t m_seed = 0;
};

QTEST_APPLESS_MAIN(SightTest)
#include "sight_test.moc"
