// The check-up of standing grants: rule by rule, and random worlds for what it must never say.
#include "tests/unit/consent/fixture.h"
#include "tests/unit/consent/random_cases.h"
#include "tests/unit/consent/seed.h"

#include "core/consent/check_up.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::consent;
using namespace consentry::consent::test;

namespace {

using Kind = Finding::Kind;

const Code ecgCode = loinc("11524-6");
const Code heartRateCode = loinc("8867-4");

clinical::RecordFacts recordOf(const Code& code, int number) {
    clinical::RecordFacts record = observation({{code}});
    record.id = "r" + std::to_string(number);
    record.digest.data()[1] = std::byte(number);
    return record;
}

/// Two glucose values, an ECG and a heart rate.
const std::vector<clinical::RecordFacts> records{recordOf(glucoseCode, 1), recordOf(glucoseCode, 2),
                                                 recordOf(ecgCode, 3), recordOf(heartRateCode, 4)};

Grant grantOf(std::vector<std::string> concepts) {
    Grant grant = glucoseGrant();
    grant.scope.concepts = std::move(concepts);
    grant.notAfter = at("2026-09-01T00:00:00Z");
    return grant;
}

/// Used once for treatment, for these records.
StandingCase used(Grant grant, std::vector<std::size_t> read) {
    GrantHistory history;
    history.times = 1;
    history.last = june;
    history.purposes = {grant.purpose};
    history.read = std::move(read);
    return {std::move(grant), std::move(history)};
}

/// Two weeks after the signing of every grant here.
const Instant later = signing + limits::quietAfter;

std::vector<Finding> check(const std::vector<StandingCase>& cases, Instant now = later) {
    return checkUp(openPolicy(), cases, records, now);
}

/// Two glucose values and another one, all from a laboratory; an ECG.
std::vector<Finding> checkLaboratory(const std::vector<StandingCase>& cases) {
    std::vector<clinical::RecordFacts> all{recordOf(glucoseCode, 1), recordOf(glucoseCode, 2),
                                           recordOf(hba1cCode, 3), recordOf(ecgCode, 4)};
    for (std::size_t i = 0; i < 3; ++i) {
        all[i].categories = {
            {"http://terminology.hl7.org/CodeSystem/observation-category", "laboratory"}};
    }
    return checkUp(openPolicy(), cases, all, later);
}

std::vector<Kind> kinds(const std::vector<Finding>& findings) {
    std::vector<Kind> kinds;
    for (const Finding& finding : findings) {
        kinds.push_back(finding.kind);
    }
    return kinds;
}

} // namespace

class CheckUpTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { m_seed = tellSeed(); }

    void aGrantThatIsUsedWhollyIsFine() {
        QVERIFY(check({used(grantOf({"glucose", "ecg"}), {0, 2})}).empty());
    }

    void kindsThatWereNeverReadAreTooBroad() {
        const auto findings = check({used(grantOf({"glucose", "ecg", "heart-rate"}), {0, 3})});
        QVERIFY((kinds(findings) == std::vector{Kind::TooBroad}));
        const Finding& finding = findings.front();
        QVERIFY((finding.unused == std::vector<std::string>{"ecg"}));
        QCOMPARE(finding.opens, std::size_t(4));
        QCOMPARE(finding.proposalOpens, std::size_t(3));
        QVERIFY((finding.proposal->scope.concepts ==
                 std::vector<std::string>{"glucose", "heart-rate"}));
    }

    void everythingIsNarrowedToWhatWasRead() {
        Grant all = grantOf({});
        all.scope.everything = true;
        const auto findings = check({used(all, {1})});
        QVERIFY((kinds(findings) == std::vector{Kind::TooBroad}));
        QVERIFY(!findings.front().proposal->scope.everything);
        QVERIFY((findings.front().proposal->scope.concepts == std::vector<std::string>{"glucose"}));
        QCOMPARE(findings.front().proposalOpens, std::size_t(2));
    }

    void nothingIsProposedThatChangesNothing() {
        QVERIFY(check({used(grantOf({"glucose", "temperature"}), {0})}).empty());
    }

    void ofKindsInsideEachOtherTheSmallerWasUsed() {
        const auto findings = checkLaboratory({used(grantOf({"glucose", "laboratory"}), {0})});
        QVERIFY((kinds(findings) == std::vector{Kind::TooBroad}));
        QVERIFY((findings.front().unused == std::vector<std::string>{"laboratory"}));
        QVERIFY((findings.front().proposal->scope.concepts == std::vector<std::string>{"glucose"}));
    }

    void aKindInsideAUsedOneIsNotUnused() {
        const auto findings =
            checkLaboratory({used(grantOf({"ecg", "glucose", "laboratory"}), {2})});
        QVERIFY((kinds(findings) == std::vector{Kind::TooBroad}));
        QVERIFY((findings.front().unused == std::vector<std::string>{"ecg"}));
        QCOMPARE(findings.front().proposalOpens, std::size_t(3));
    }

    void sensitiveKindsAreNotNamed() {
        Grant all = grantOf({});
        all.scope.everything = true;
        const std::vector<clinical::RecordFacts> some{
            recordOf(glucoseCode, 1), recordOf(ecgCode, 2), recordOf(loinc("7917-8"), 3)};
        QVERIFY(ConceptCatalogue::standard().find("sexual-health")->sensitive);
        const std::vector<StandingCase> cases{used(all, {0})};
        const auto findings = checkUp(openPolicy(), cases, some, later);
        QVERIFY((kinds(findings) == std::vector{Kind::TooBroad}));
        QCOMPARE(findings.front().opens, std::size_t(3)); // so it could have been
        QVERIFY((findings.front().unused == std::vector<std::string>{"ecg"}));
    }

    void aNarrowerPurposeThatAloneWasUsedIsProposed() {
        StandingCase one = used(grantOf({"glucose"}), {0});
        one.history.purposes = {*Purpose::fromCode("COC")};
        const auto findings = check({one});
        QVERIFY((kinds(findings) == std::vector{Kind::TooBroad}));
        QCOMPARE(findings.front().usedPurpose->code(), std::string_view("COC"));
        QCOMPARE(findings.front().proposal->purpose.code(), std::string_view("COC"));
        one.history.purposes.push_back(Purpose());
        QVERIFY(check({one}).empty());
        one.history.purposes = {Purpose()};
        one.grant.purpose = *Purpose::fromCode("COC");
        QVERIFY(check({one}).empty()); // a broader one is nothing to propose
    }

    void nothingIsSaidOfUseWhereTheLogDoesNotTellAll_data() {
        QTest::addColumn<int>("which");
        QTest::newRow("details are missing") << 0;
        QTest::newRow("it began lately") << 1;
        QTest::newRow("single records are named") << 2;
        QTest::newRow("no kind names what was read") << 3;
    }
    void nothingIsSaidOfUseWhereTheLogDoesNotTellAll() {
        QFETCH(int, which);
        StandingCase one = used(grantOf({"glucose", "ecg"}), {0});
        QVERIFY(!check({one}).empty());
        Instant now = later;
        switch (which) {
        case 0:
            one.history.isComplete = false;
            break;
        case 1:
            now = later - milliseconds(1);
            break;
        case 2:
            one.grant.scope.records = {records[3].digest};
            break;
        default:
            one.history.read = {0, 3};
        }
        QVERIFY(check({one}, now).empty());
    }

    void unusedComesAfterTwoWeeks() {
        const std::vector<StandingCase> cases{{grantOf({"glucose"}), {}}};
        QVERIFY(check(cases, later - milliseconds(1)).empty());
        std::vector<StandingCase> unsure = cases;
        unsure.front().history.isComplete = false;
        QVERIFY(check(unsure).empty());
        const auto findings = check(cases);
        QVERIFY((kinds(findings) == std::vector{Kind::Unused}));
        QVERIFY(!findings.front().proposal);
        QCOMPARE(findings.front().opens, std::size_t(2));
    }

    void aGrantInsideAnotherIsSpare() {
        const StandingCase wide = used(grantOf({"glucose", "ecg"}), {0, 2});
        const StandingCase narrow = used(grantOf({"glucose"}), {0});
        const auto findings = check({narrow, wide});
        QVERIFY((kinds(findings) == std::vector{Kind::Duplicate}));
        QCOMPARE(findings.front().grant, std::size_t(0));
        QCOMPARE(findings.front().other, std::optional<std::size_t>(1));
    }

    void ofTwoEqualGrantsOneIsSpare() {
        const StandingCase one = used(grantOf({"glucose"}), {0});
        const auto findings = check({one, one});
        QVERIFY((kinds(findings) == std::vector{Kind::Duplicate}));
        QCOMPARE(findings.front().grant, std::size_t(1));
    }

    void endsAreLookedAt() {
        StandingCase soon = used(grantOf({"glucose"}), {0});
        soon.grant.notAfter = later + limits::soon;
        QVERIFY((kinds(check({soon})) == std::vector{Kind::EndsSoon}));
        soon.grant.notAfter += milliseconds(1);
        QVERIFY(check({soon}).empty());
        StandingCase quiet{soon.grant, {}};
        quiet.grant.notAfter = later + limits::soon;
        QVERIFY((kinds(check({quiet})) == std::vector{Kind::Unused}));

        StandingCase endless = used(grantOf({"glucose"}), {0});
        endless.grant.notAfter = later + limits::yearsAhead;
        QVERIFY(check({endless}).empty());
        endless.grant.notAfter += milliseconds(1);
        const auto findings = check({endless});
        QVERIFY((kinds(findings) == std::vector{Kind::NeverEnds}));
        QCOMPARE(findings.front().proposal->notAfter, later + usualValidity);
    }

    void isInsideLooksAtEveryLimit_data() {
        QTest::addColumn<int>("which");
        QTest::addColumn<bool>("inside");
        QTest::newRow("the same") << 0 << true;
        QTest::newRow("ends later") << 1 << false;
        QTest::newRow("for somebody else") << 2 << false;
        QTest::newRow("for one person of the organisation") << 3 << true;
        QTest::newRow("may keep as well") << 4 << false;
        QTest::newRow("for a broader purpose") << 5 << false;
        QTest::newRow("for a narrower purpose") << 6 << true;
        QTest::newRow("reaches further back") << 7 << false;
        QTest::newRow("of one hospital alone") << 8 << true;
        QTest::newRow("more confidential records") << 9 << false;
        QTest::newRow("hides less") << 10 << false;
        QTest::newRow("hides more") << 11 << true;
        QTest::newRow("leaves out no label") << 12 << false;
        QTest::newRow("another patient's") << 13 << false;
        QTest::newRow("of another hospital") << 14 << false;
        QTest::newRow("of every hospital") << 15 << false;
        QTest::newRow("one record more") << 16 << false;
        QTest::newRow("one code more") << 17 << false;
        QTest::newRow("one category more") << 18 << false;
        QTest::newRow("one name more") << 19 << false;
        QTest::newRow("reaches further ahead") << 20 << false;
        QTest::newRow("hides with an exception") << 21 << false;
        QTest::newRow("for every role") << 22 << false;
        QTest::newRow("begins before") << 23 << false;
    }
    void isInsideLooksAtEveryLimit() {
        QFETCH(int, which);
        QFETCH(bool, inside);
        Grant outer = grantOf({"glucose", "ecg"});
        outer.window.from = signing;
        outer.grantee = {{}, union_, {}};
        outer.purpose = *Purpose::fromCode("HPAYMT");
        outer.excludedLabels = {"PSY"};
        outer.denials.emplace_back().what.concepts = {"genetics"};
        Grant inner = outer;
        switch (which) {
        case 1:
            inner.notAfter += milliseconds(1);
            break;
        case 2:
            inner.grantee.organization = anning;
            break;
        case 3:
            inner.grantee.person = liNa;
            break;
        case 4:
            inner.actions = Action::Look | Action::Keep;
            break;
        case 5:
            inner.purpose = Purpose();
            break;
        case 6:
            inner.purpose = *Purpose::fromCode("COVAUTH");
            break;
        case 7:
            inner.window.from = signing - milliseconds(1);
            break;
        case 8:
            inner.custodians = {union_};
            break;
        case 9:
            inner.ceiling = Confidentiality::Restricted;
            break;
        case 10:
            inner.denials.clear();
            break;
        case 11:
            inner.denials.front().what.concepts.push_back("mental-health");
            break;
        case 12:
            inner.excludedLabels.clear();
            break;
        case 13:
            inner.patient = liNa;
            break;
        case 14:
            outer.custodians = {union_};
            inner.custodians = {anning};
            break;
        case 15:
            outer.custodians = {union_};
            break;
        case 16:
            inner.scope.records = {records.front().digest};
            break;
        case 17:
            inner.scope.codes = {heartRateCode};
            break;
        case 18:
            inner.scope.categories = {heartRateCode};
            break;
        case 19:
            inner.scope.resources = {{union_, "Observation", "r4"}};
            break;
        case 20:
            outer.window.until = june;
            break;
        case 21:
            inner.denials.front().exceptions.emplace_back().concepts = {"glucose"};
            break;
        case 22:
            outer.grantee.role = Role::Doctor;
            break;
        case 23:
            outer.notBefore = june + milliseconds(1);
            break;
        default:
            break;
        }
        QCOMPARE(isInside(inner, outer, june), inside);
    }

    /// Whatever the inner grant permits, the outer one does.
    void insideNeverPermitsMore() {
        RandomCases random(m_seed);
        int pairs = 0;
        int permitted = 0;
        for (int i = 0; i < 20'000; ++i) {
            const Grant outer = random.grant();
            Grant inner = random.oneIn(3) ? random.grant() : outer;
            if (random.oneIn(2)) {
                inner.denials.push_back(random.denial());
            }
            if (random.oneIn(2)) {
                inner.window = random.grant().window;
            }
            if (random.oneIn(3)) {
                inner.notAfter = random.grant().notAfter;
            }
            const Instant now = random.instant();
            if (!isInside(inner, outer, now)) {
                continue;
            }
            ++pairs;
            const PatientPolicy policy = random.policy();
            const AccessRequest request = random.requestFor(inner);
            for (int k = 0; k < 20; ++k) {
                const clinical::RecordFacts record = random.record();
                const Instant then = std::max(now, random.instant());
                if (evaluate(&policy, &inner, request, record, then).permitted) {
                    ++permitted;
                    QVERIFY2(evaluate(&policy, &outer, request, record, then).permitted,
                             qPrintable(QString::number(i)));
                }
            }
        }
        QVERIFY(pairs > 300);
        QVERIFY(permitted > 300);
    }

    void sentencesSayWhy() {
        const CastNames names;
        Reader reader{Language::English, china, later};
        const auto why = [&](const std::vector<StandingCase>& cases) {
            return QString::fromStdString(describe(check(cases).front(), cases, names, reader).why);
        };
        const std::vector<StandingCase> broad{used(grantOf({"glucose", "ecg"}), {0})};
        QCOMPARE(why(broad), QStringLiteral("In 14 days they looked once, never at ECG. Narrowed "
                                            "to that it opens 2 records instead of 3."));
        const std::vector<StandingCase> quiet{{grantOf({"glucose"}), {}}};
        QCOMPARE(why(quiet), QStringLiteral("It has stood for 14 days, and nobody has looked with "
                                            "it."));
        const std::vector<StandingCase> twice{broad[0], broad[0]};
        const auto findings = check(twice);
        QCOMPARE(QString::fromStdString(describe(findings.back(), twice, names, reader).why),
                 QStringLiteral("All that it opens, your grant to Dr Li Na, Endocrinology, Union "
                                "Hospital until 1 September 2026, 08:00 opens too."));
        reader.language = Language::ChineseSimplified;
        QCOMPARE(why(broad),
                 QStringLiteral(
                     "14 天里对方查看了 1 次，从未看过心电图。收窄后打开 2 条记录，现在是 3 条。"));
    }

private:
    std::uint64_t m_seed = 0;
};

QTEST_APPLESS_MAIN(CheckUpTest)
#include "check_up_test.moc"
