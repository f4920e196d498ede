// Evidence that was written down is the same evidence when it is read again by somebody else.
#include "core/crypto/hash.h"
#include "core/light_client/attack_evidence.h"
#include "tests/support/test_chain.h"

#include <QtTest>

#include <random>

using namespace consentry;
using namespace consentry::light_client;
using test::TestChain;

class AttackEvidenceTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        m_chain.grow(10);
        Header header = m_chain.at(8).header;
        header.appHash = toBytes(sha256(bytesOf("no access happened")).view());
        m_evidence = conflictBetween(m_chain.trust(3), m_chain.at(8),
                                     TestChain::sign(header, m_chain.at(8).validators, {0, 1, 2}));
        QVERIFY(m_evidence);
    }

    void comesBackAsItWas() {
        const Bytes bytes = encodeAttackEvidence(*m_evidence);
        const auto back = decodeAttackEvidence(bytes);
        QVERIFY2(back, back ? "" : toString(back.error()).c_str());
        QVERIFY(back->kind == m_evidence->kind);
        QVERIFY(back->commonHeight == m_evidence->commonHeight);
        QVERIFY(back->commonTime == m_evidence->commonTime);
        QCOMPARE(back->totalPower, m_evidence->totalPower);
        QVERIFY(back->ours == m_evidence->ours);
        QVERIFY(back->conflicting == m_evidence->conflicting);
        QVERIFY(back->byzantine == m_evidence->byzantine);
        QVERIFY(equal(encodeAttackEvidence(*back), bytes));
    }

    /// Whichever block is the forged one, these three put their names under both.
    void whoSignedBothIsNamedFromEitherSide() {
        const std::vector<ValidatorAddress> both = signersOfBoth(*m_evidence);
        QCOMPARE(both.size(), 3U);
        AttackEvidence turned = *m_evidence;
        std::swap(turned.ours, turned.conflicting);
        QCOMPARE(signersOfBoth(turned).size(), 3U);
        for (std::size_t member = 0; member < 4; ++member) {
            const auto address = addressOf(TestChain::member(member).publicKey());
            QCOMPARE(std::find(both.begin(), both.end(), address) != both.end(), member < 3);
        }
    }

    void damagedFileIsRefusedOrAnotherEvidence() {
        const Bytes bytes = encodeAttackEvidence(*m_evidence);
        const std::uint64_t seed = 12;
        std::mt19937_64 random(seed);
        for (int round = 0; round < 5'000; ++round) {
            Bytes changed = bytes;
            changed[random() % changed.size()] ^= static_cast<std::byte>(1 + random() % 255);
            const auto back = decodeAttackEvidence(changed);
            QVERIFY(!back || equal(encodeAttackEvidence(*back), changed));
        }
        for (std::size_t length = 0; length < bytes.size(); length += 7) {
            QVERIFY(!decodeAttackEvidence(ByteView(bytes).first(length)));
        }
    }

private:
    TestChain m_chain;
    std::optional<AttackEvidence> m_evidence;
};

QTEST_APPLESS_MAIN(AttackEvidenceTest)
#include "attack_evidence_test.moc"
