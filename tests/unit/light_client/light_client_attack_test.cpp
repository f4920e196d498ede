// What colluding validators can do to one wallet, and what stops them: the trust level of 2/3
// against two of four, the witnesses against three of four.
#include "core/crypto/hash.h"
#include "core/light_client/witness.h"
#include "tests/support/test_chain.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::light_client;
using test::TestChain;

class LightClientAttackTest : public QObject {
    Q_OBJECT
private slots:
    void twoOfFourNeverInventAHeader();
    void theUsualTrustLevelWouldLetTwoOfFourIn();
    void threeOfFourAreCaughtByAWitness();
    void tellsEquivocationFromAmnesia();
    void aWitnessWithAnInvalidHeaderIsDropped();
    void aWitnessFarAwayIsBisectedBeforeItIsJudged();
    void withoutAWitnessNothingIsConfirmed();
};

namespace {

/// A header with an invented state and validator set of the attackers' own choice.
LightBlock lunatic(const TestChain& chain, std::size_t height,
                   const std::vector<std::size_t>& signers) {
    const ValidatorSet invented = TestChain::setOf(signers);
    Header header = chain.at(height).header;
    header.validatorsHash = invented.hash();
    header.nextValidatorsHash = invented.hash();
    header.appHash = toBytes(sha256(bytesOf("no access happened")).view());
    return TestChain::sign(header, invented, signers);
}

} // namespace

void LightClientAttackTest::twoOfFourNeverInventAHeader() {
    TestChain chain;
    chain.grow(30);
    for (std::size_t height = 2; height <= 30; ++height) {
        for (const auto& colluders : std::vector<std::vector<std::size_t>>{
                 {0, 1}, {2, 3}, {0, 1, 8, 9}, {0, 1, 7}, {1, 2, 10, 11, 12}}) {
            const Verification outcome = verify(chain.trust(1), lunatic(chain, height, colluders),
                                                chain.now(), chain.options());
            QVERIFY(outcome.verdict != Verdict::Verified);
        }
    }
}

/// Why our trust level differs from the engine's default.
void LightClientAttackTest::theUsualTrustLevelWouldLetTwoOfFourIn() {
    TestChain chain;
    chain.grow(10);
    Options usual = chain.options();
    usual.trustLevel = {1, 3};
    const LightBlock forged = lunatic(chain, 10, {0, 1});
    QVERIFY(verify(chain.trust(1), forged, chain.now(), usual).verdict == Verdict::Verified);
    QVERIFY(verify(chain.trust(1), forged, chain.now(), chain.options()).verdict ==
            Verdict::NotEnoughTrust);
}

void LightClientAttackTest::threeOfFourAreCaughtByAWitness() {
    TestChain chain;
    chain.grow(10);
    const LightBlock forged = lunatic(chain, 10, {0, 1, 2});
    QVERIFY(verify(chain.trust(1), forged, chain.now(), chain.options()).verdict ==
            Verdict::Verified);
    const WitnessComparison comparison =
        compareWitness(chain.trust(1), forged, chain.at(10), chain.now(), chain.options());
    QVERIFY(comparison.finding == WitnessFinding::Attack);
    QVERIFY(comparison.evidence->kind == AttackKind::Lunatic);
    QVERIFY(comparison.evidence->commonHeight == BlockHeight(1));
    QVERIFY(comparison.evidence->totalPower == 4);

    // Seen from the honest side the three who signed the invention are named, and nobody else.
    const auto evidence = conflictBetween(chain.trust(1), chain.at(10), forged);
    QCOMPARE(evidence->byzantine.size(), std::size_t(3));
    QVERIFY(std::find(evidence->byzantine.begin(), evidence->byzantine.end(),
                      addressOf(TestChain::member(3).publicKey())) == evidence->byzantine.end());
}

void LightClientAttackTest::tellsEquivocationFromAmnesia() {
    TestChain chain;
    chain.grow(10);
    Header header = chain.at(10).header;
    header.dataHash = sha256(bytesOf("other transactions"));
    const auto forged = [&](std::uint32_t round) {
        return TestChain::sign(header, chain.at(10).validators, {0, 1, 2}, round);
    };
    const auto sameRound =
        compareWitness(chain.trust(9), chain.at(10), forged(0), chain.now(), chain.options());
    QVERIFY(sameRound.finding == WitnessFinding::Attack);
    QVERIFY(sameRound.evidence->kind == AttackKind::Equivocation);
    QCOMPARE(sameRound.evidence->byzantine.size(), std::size_t(3));
    const auto laterRound =
        compareWitness(chain.trust(9), chain.at(10), forged(3), chain.now(), chain.options());
    QVERIFY(laterRound.finding == WitnessFinding::Attack);
    QVERIFY(laterRound.evidence->kind == AttackKind::Amnesia);
}

void LightClientAttackTest::aWitnessWithAnInvalidHeaderIsDropped() {
    TestChain chain;
    chain.grow(10);
    LightBlock wrong = chain.at(10);
    wrong.header.appHash[0] ^= std::byte{1};
    const auto comparison =
        compareWitness(chain.trust(1), chain.at(10), wrong, chain.now(), chain.options());
    QVERIFY(comparison.finding == WitnessFinding::Faulty);
    QVERIFY(comparison.flaw == Flaw::HeaderHash && !comparison.evidence);
    QVERIFY(compareWitness(chain.trust(1), chain.at(10), chain.at(9), chain.now(), chain.options())
                .flaw == Flaw::NotOffered);
}

void LightClientAttackTest::aWitnessFarAwayIsBisectedBeforeItIsJudged() {
    TestChain chain;
    chain.grow(5);
    chain.changeValidators({4, 5, 6, 7});
    chain.grow(10);
    Header header = chain.at(15).header;
    header.appHash = toBytes(sha256(bytesOf("another state")).view());
    const LightBlock other = TestChain::sign(header, chain.at(15).validators, {4, 5, 6});
    QVERIFY(
        compareWitness(chain.trust(1), chain.at(15), other, chain.now(), chain.options()).finding ==
        WitnessFinding::NeedsBisection);
    QVERIFY(conflictBetween(chain.trust(1), chain.at(15), other).has_value());
    QVERIFY(!conflictBetween(chain.trust(1), chain.at(15), chain.at(15)).has_value());
}

void LightClientAttackTest::withoutAWitnessNothingIsConfirmed() {
    using enum WitnessFinding;
    const auto judge = [](std::vector<WitnessFinding> findings) { return crossCheck(findings); };
    QVERIFY(judge({}) == CrossCheck::NoWitness);
    QVERIFY(judge({Faulty, NeedsBisection}) == CrossCheck::NoWitness);
    QVERIFY(judge({Faulty, Agrees}) == CrossCheck::Confirmed);
    QVERIFY(judge({Agrees, Attack}) == CrossCheck::Attack);
}

QTEST_APPLESS_MAIN(LightClientAttackTest)
#include "light_client_attack_test.moc"
