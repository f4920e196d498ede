// A prover that lies: seeded changes to headers, commits, validator sets, and to proofs of
// transactions and state. A false accept is a *statement* that is not true and was believed. Two
// kinds of change leave the statement true and are counted apart: a spoilt signature of one
// validator while enough others signed, and the total or index of a Merkle proof, to which no root
// commits.
#include "core/crypto/hash.h"
#include "core/light_client/ledger_proofs.h"
#include "core/registry/state_tree.h"
#include "tests/support/forging.h"
#include "tests/support/test_chain.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::light_client;
using test::Forger;
using test::TestChain;

class ForgingProverTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void noForgedHeaderIsBelieved();
    void noForgedCommitOrValidatorSetChangesWhatIsBelieved();
    void noForgedTransactionProofIsBelieved();
    void noForgedStateProofIsBelieved();
    void noTrueProofCarriesAFalseClaim();
    void cleanupTestCase();

private:
    static constexpr int rounds = 4000;
    std::uint64_t m_seed = 0;
    std::vector<Bytes> m_transactions;
    std::optional<registry::StateTree> m_tree;
    std::vector<registry::StateKey> m_keys; ///< even ones present, odd ones absent
    TestChain m_chain;
    int m_tried = 0;
    int m_harmless = 0;
};

namespace {

Bytes valueOf(std::size_t index) {
    return toBytes(bytesOf("value " + std::to_string(index)));
}

} // namespace

void ForgingProverTest::initTestCase() {
    m_seed = qEnvironmentVariableIsSet("CONSENTRY_SEED")
                 ? qEnvironmentVariable("CONSENTRY_SEED").toULongLong()
                 : 42;
    qInfo() << "seed" << m_seed << "(CONSENTRY_SEED changes it)";
    m_tree.emplace();
    std::vector<registry::StateChange> changes;
    for (std::size_t index = 0; index < 600; ++index) {
        const Digest digest = sha256(bytesOf("key " + std::to_string(index)));
        m_keys.push_back(*registry::StateKey::from(digest.view()));
        if (index % 2 == 0) {
            changes.push_back({m_keys.back(), sha256(valueOf(index))});
        }
    }
    std::sort(changes.begin(), changes.end(),
              [](const auto& a, const auto& b) { return a.key < b.key; });
    m_tree->apply(changes);
    for (std::size_t index = 0; index < 21; ++index) {
        m_transactions.push_back(toBytes(bytesOf("transaction " + std::to_string(index))));
    }
    m_chain.grow(5);
    m_chain.add(m_transactions, {}, m_tree->root());
    m_chain.grow(5);
}

void ForgingProverTest::noForgedHeaderIsBelieved() {
    Forger forger(m_seed);
    for (int round = 0; round < rounds; ++round) {
        const std::size_t height = 4 + forger.below(7);
        LightBlock block = m_chain.at(height);
        block.header = forger.forge(block.header);
        if (forger.below(2) == 0) {
            // A cleverer liar makes the commit name the forged header.
            block.commit.blockId.hash = block.header.hash();
        }
        const Verification outcome = verify(m_chain.trust(1 + forger.below(height - 1)), block,
                                            m_chain.now(), m_chain.options());
        QVERIFY2(outcome.verdict != Verdict::Verified, forger.deed().c_str());
        ++m_tried;
    }
}

void ForgingProverTest::noForgedCommitOrValidatorSetChangesWhatIsBelieved() {
    Forger forger(m_seed + 1);
    for (int round = 0; round < rounds; ++round) {
        const std::size_t height = 4 + forger.below(7);
        const LightBlock& honest = m_chain.at(height);
        LightBlock block = forger.forge(honest);
        const Verification outcome = verify(m_chain.trust(1 + forger.below(height - 1)), block,
                                            m_chain.now(), m_chain.options());
        ++m_tried;
        if (outcome.verdict == Verdict::Verified) {
            QVERIFY2(outcome.state->header().hash() == honest.header.hash() &&
                         outcome.state->validators() == honest.validators,
                     forger.deed().c_str());
            ++m_harmless;
        }
    }
}

void ForgingProverTest::noForgedTransactionProofIsBelieved() {
    Forger forger(m_seed + 2);
    const VerifiedHeader header = m_chain.trust(6).header();
    for (int round = 0; round < rounds; ++round) {
        const std::size_t index = forger.below(m_transactions.size());
        const MerkleProof honest = transactionProof(m_transactions, index);
        const MerkleProof proof = forger.forge(honest);
        ++m_tried;
        QVERIFY2(!verifyTransaction(header, forger.forge(m_transactions[index]), proof),
                 forger.deed().c_str());
        if (verifyTransaction(header, m_transactions[index], proof)) {
            QVERIFY2(proof.leafHash == honest.leafHash && proof.aunts == honest.aunts,
                     forger.deed().c_str());
            ++m_harmless;
        }
    }
}

void ForgingProverTest::noForgedStateProofIsBelieved() {
    Forger forger(m_seed + 3);
    const VerifiedHeader next = m_chain.trust(7).header();
    for (int round = 0; round < rounds; ++round) {
        const std::size_t index = forger.below(m_keys.size());
        const auto value = index % 2 == 0 ? std::optional(valueOf(index)) : std::nullopt;
        const registry::StateProof honest = m_tree->prove(m_keys[index]);
        QVERIFY(verifyState(next, m_keys[index], value, honest).has_value());
        const registry::StateProof proof = forger.forge(honest);
        ++m_tried;
        QVERIFY2(!verifyState(next, m_keys[index], value, proof), forger.deed().c_str());
        // The opposite claim must not become provable either.
        const auto lie = value ? std::nullopt : std::optional(valueOf(index));
        QVERIFY2(!verifyState(next, m_keys[index], lie, proof), forger.deed().c_str());
        const Bytes bytes = forger.forge(registry::encodeStateProof(honest));
        if (const auto decoded = registry::decodeStateProof(bytes)) {
            QVERIFY(!verifyState(next, m_keys[index], value, *decoded));
            QVERIFY(!verifyState(next, m_keys[index], lie, *decoded));
        }
        ++m_tried;
    }
}

void ForgingProverTest::noTrueProofCarriesAFalseClaim() {
    Forger forger(m_seed + 4);
    const VerifiedHeader next = m_chain.trust(7).header();
    for (int round = 0; round < rounds; ++round) {
        const std::size_t proven = forger.below(m_keys.size());
        const std::size_t claimed = forger.below(m_keys.size());
        const registry::StateProof proof = m_tree->prove(m_keys[proven]);
        const bool present = claimed % 2 == 0;
        // Another key's proof, for the opposite of what is true.
        const auto lie = present ? std::nullopt : std::optional(valueOf(claimed));
        QVERIFY(!verifyState(next, m_keys[claimed], lie, proof));
        QVERIFY(!verifyState(next, m_keys[claimed], forger.forge(valueOf(claimed)), proof));
        m_tried += 2;
    }
}

void ForgingProverTest::cleanupTestCase() {
    qInfo() << "forgeries tried" << m_tried << "false accepts 0, harmless (the true statement)"
            << m_harmless;
    QVERIFY(m_tried >= 10'000);
}

QTEST_APPLESS_MAIN(ForgingProverTest)
#include "forging_prover_test.moc"
