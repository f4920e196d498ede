// Thousands of small random worlds: the real evaluation against the slow one, the index against
// the obvious loop, and what must never widen a permission.
#include "tests/unit/consent/random_cases.h"
#include "tests/unit/consent/seed.h"
#include "tests/unit/consent/slow_evaluation.h"

#include "core/consent/grant_index.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::consent;
using namespace consentry::consent::test;

namespace {

std::set<Rule> asSet(const std::vector<Rule>& reasons) {
    return {reasons.begin(), reasons.end()};
}

/// One question and everything that the answer may look at.
struct Case {
    PatientPolicy policy;
    Grant grant;
    AccessRequest request;
    clinical::RecordFacts record;
    Instant now;

    explicit Case(RandomCases& random)
        : policy(random.policy()), grant(random.grant()),
          request(random.oneIn(4) ? random.request() : random.requestFor(grant)),
          record(random.record()), now(random.instant()) {}
    bool permits() const { return decide().permitted; }
    Decision decide() const { return evaluate(&policy, &grant, request, record, now); }
};

} // namespace

class EvaluationPropertyTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { m_seed = tellSeed(); }
    void agreesWithTheSlowImplementation();
    void theIndexAgreesWithTheObviousLoop();
    void theRequestIsNeverStricterThanItsRecords();
    void aSmallerScopeNeverPermitsMore();
    void oneMoreDenialNeverPermitsMore();
    void whatARecordMentionsNeverOpensIt();
    void nothingPermitsAfterTheEnd();

private:
    std::uint64_t m_seed = 0;
};

void EvaluationPropertyTest::agreesWithTheSlowImplementation() {
    RandomCases random(m_seed);
    int permitted = 0;
    std::map<Rule, int> seen;
    for (int i = 0; i < 60'000; ++i) {
        const Case sample(random);
        const PatientPolicy* policy = random.oneIn(50) ? nullptr : &sample.policy;
        const Grant* grant = random.oneIn(50) ? nullptr : &sample.grant;
        const Decision decision =
            evaluate(policy, grant, sample.request, sample.record, sample.now);
        const auto expected =
            reasonsToRefuse(policy, grant, sample.request, sample.record, sample.now);
        QCOMPARE(decision.permitted, expected.empty());
        QVERIFY2(asSet(decision.reasons) == expected, qPrintable(QString::number(i)));
        QCOMPARE(isPermit(decision.rule), decision.permitted);
        permitted += decision.permitted ? 1 : 0;
        ++seen[decision.rule];
    }
    // A test that only ever sees refusals would prove nothing.
    QVERIFY2(permitted > 500, qPrintable(QString::number(permitted)));
    QVERIFY2(seen.size() >= 22, qPrintable(QString::number(seen.size())));
}

void EvaluationPropertyTest::theIndexAgreesWithTheObviousLoop() {
    RandomCases random(m_seed + 1);
    int permitted = 0;
    for (int world = 0; world < 300; ++world) {
        std::vector<Grant> grants;
        for (int i = random.below(40); i >= 0; --i) {
            grants.push_back(random.grant());
        }
        const GrantIndex index(grants);
        for (int i = 0; i < 40; ++i) {
            const Case sample(random);
            const PatientPolicy* policy = random.oneIn(50) ? nullptr : &sample.policy;
            const Decision expected =
                evaluateAny(policy, grants, sample.request, sample.record, sample.now);
            const Decision decision =
                index.evaluate(policy, sample.request, sample.record, sample.now);
            QVERIFY2(decision == expected, qPrintable(QString::number(world)));
            permitted += decision.permitted ? 1 : 0;
        }
    }
    QVERIFY2(permitted > 500, qPrintable(QString::number(permitted)));
}

void EvaluationPropertyTest::theRequestIsNeverStricterThanItsRecords() {
    RandomCases random(m_seed + 2);
    int permitted = 0;
    for (int i = 0; i < 30'000; ++i) {
        const Case sample(random);
        if (sample.permits()) {
            ++permitted;
            QVERIFY(evaluateRequest(&sample.policy, &sample.grant, sample.request, sample.now)
                        .permitted);
        }
    }
    QVERIFY(permitted > 200);
}

void EvaluationPropertyTest::aSmallerScopeNeverPermitsMore() {
    RandomCases random(m_seed + 3);
    const auto dropOne = [&](auto& list) {
        if (!list.empty()) {
            list.erase(list.begin() + random.below(static_cast<int>(list.size())));
        }
    };
    int changed = 0;
    for (int i = 0; i < 40'000; ++i) {
        const Case before(random);
        Case after = before;
        switch (random.below(7)) {
        case 0:
            dropOne(after.grant.scope.concepts);
            break;
        case 1:
            dropOne(after.grant.scope.codes);
            break;
        case 2:
            dropOne(after.grant.scope.records);
            break;
        case 3:
            dropOne(after.grant.scope.categories);
            dropOne(after.grant.scope.resources);
            break;
        case 4:
            if (after.grant.ceiling > Confidentiality::Unrestricted) {
                after.grant.ceiling =
                    static_cast<Confidentiality>(static_cast<int>(after.grant.ceiling) - 1);
            }
            break;
        case 5:
            if (after.grant.custodians.size() > 1) { // an empty list would mean all
                dropOne(after.grant.custodians);
            }
            break;
        default:
            after.grant.window.from =
                after.grant.window.from.value_or(random.instant()) + std::chrono::hours(24);
            break;
        }
        QVERIFY2(!after.permits() || before.permits(), qPrintable(QString::number(i)));
        changed += before.permits() && !after.permits() ? 1 : 0;
    }
    QVERIFY2(changed > 20, qPrintable(QString::number(changed)));
}

void EvaluationPropertyTest::oneMoreDenialNeverPermitsMore() {
    RandomCases random(m_seed + 4);
    int changed = 0;
    for (int i = 0; i < 40'000; ++i) {
        const Case before(random);
        Case after = before;
        switch (random.below(4)) {
        case 0:
            after.grant.denials.push_back(random.denial());
            break;
        case 1:
            after.grant.excludedLabels.push_back(random.oneIn(2) ? "BH" : "HIV");
            break;
        case 2:
            after.policy.denials.push_back(
                PolicyDenial::ofParty(random.oneIn(2) ? after.request.reader : PartyId()));
            break;
        default:
            after.policy.tiers.push_back({"glucose", Confidentiality::VeryRestricted});
            break;
        }
        QVERIFY2(!after.permits() || before.permits(), qPrintable(QString::number(i)));
        changed += before.permits() && !after.permits() ? 1 : 0;
    }
    QVERIFY2(changed > 100, qPrintable(QString::number(changed)));
}

void EvaluationPropertyTest::whatARecordMentionsNeverOpensIt() {
    RandomCases random(m_seed + 6);
    int changed = 0;
    for (int i = 0; i < 40'000; ++i) {
        const Case after(random);
        Case before = after;
        before.record.mentionedCodes.clear();
        before.record.mentionsMore = false;
        QVERIFY2(!after.permits() || before.permits(), qPrintable(QString::number(i)));
        changed += before.permits() && !after.permits() ? 1 : 0;
    }
    QVERIFY2(changed > 20, qPrintable(QString::number(changed)));
}

void EvaluationPropertyTest::nothingPermitsAfterTheEnd() {
    RandomCases random(m_seed + 5);
    for (int i = 0; i < 20'000; ++i) {
        Case sample(random);
        sample.request.basis = Basis::Grant;
        sample.now = sample.grant.notAfter + milliseconds(random.below(1000) * random.below(1000));
        QVERIFY(!sample.permits());
        sample.now = sample.grant.notBefore - milliseconds(1);
        QVERIFY(!sample.permits());
    }
}

QTEST_APPLESS_MAIN(EvaluationPropertyTest)
#include "evaluation_property_test.moc"
