// Random worlds whose grants all name one reader: the sieve must let every grant pass that permits,
// and, so that a thousand grants stay cheap, no other.
#include "tests/unit/consent/random_cases.h"
#include "tests/unit/consent/seed.h"

#include "core/consent/grant_bucket.h"

#include <QtTest>

#include <cstdlib>

using namespace consentry;
using namespace consentry::consent;
using namespace consentry::consent::test;

class GrantBucketTest : public QObject {
    Q_OBJECT
private slots:
    void passesExactlyWhatPermits();
    void stopsBeforeTheEnd();
};

void GrantBucketTest::passesExactlyWhatPermits() {
    RandomCases random(tellSeed());
    std::size_t permitted = 0;
    for (int world = 0; world < 300; ++world) {
        std::vector<Grant> grants(static_cast<std::size_t>(1 + random.below(80)));
        GrantBucket bucket;
        for (std::size_t i = 0; i < grants.size(); ++i) {
            grants[i] = random.grant();
            grants[i].grantee = {PartyId(), {}, {}};
            bucket.add(grants[i], static_cast<std::uint32_t>(i));
        }
        for (int i = 0; i < 20; ++i) {
            const PatientPolicy policy = random.policy();
            const clinical::RecordFacts record = random.record();
            const Instant now = random.instant();
            AccessRequest request = random.requestFor(grants[0]);
            request.reader = PartyId();
            if (!evaluateReader(&policy, request).permitted) {
                continue; // GrantIndex asks no bucket then
            }
            const GrantQuestion question(policy, request, record, now);
            std::vector<std::size_t> passed;
            const std::size_t end = bucket.search(question, grants.size(), [&](std::size_t at) {
                passed.push_back(at);
                return false;
            });
            QCOMPARE(end, grants.size());
            std::vector<std::size_t> expected;
            for (std::size_t at = 0; at < grants.size(); ++at) {
                if (evaluate(&policy, &grants[at], request, record, now).permitted) {
                    expected.push_back(at);
                }
            }
            QVERIFY2(passed == expected, qPrintable(QString::number(world)));
            permitted += expected.size();
        }
    }
    QVERIFY2(permitted > 500, qPrintable(QString::number(permitted)));
}

void GrantBucketTest::stopsBeforeTheEnd() {
    RandomCases random(1);
    const Grant grant = [&] {
        Grant one = random.grant();
        one.scope = {};
        one.scope.everything = true;
        one.window = {};
        one.custodians.clear();
        one.denials.clear();
        one.excludedLabels.clear();
        one.ceiling = Confidentiality::VeryRestricted;
        return one;
    }();
    GrantBucket bucket;
    for (const std::uint32_t position : {3U, 5U, 9U}) {
        bucket.add(grant, position);
    }
    const AccessRequest request = requestFor(grant);
    const clinical::RecordFacts record = random.record();
    const GrantQuestion question({}, request, record, grant.notBefore);
    const auto yes = [](std::size_t) { return true; };
    QCOMPARE(bucket.search(question, 10, yes), std::size_t{3});
    QCOMPARE(bucket.search(question, 3, yes), std::size_t{3});
    QCOMPARE(bucket.search(question, 10, [](std::size_t at) { return at > 3; }), std::size_t{5});
    QCOMPARE(bucket.search(question, 9, [](std::size_t at) { return at > 5; }), std::size_t{9});
}

QTEST_APPLESS_MAIN(GrantBucketTest)
#include "grant_bucket_test.moc"
