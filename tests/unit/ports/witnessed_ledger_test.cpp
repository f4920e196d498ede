// What the wallet makes of its witnesses: only another organisation's confirms, a lying node is
// left for an honest one, and two histories that both verify stop everything and are kept as
// evidence.
#include "core/crypto/hash.h"
#include "core/light_client/attack_evidence.h"
#include "tests/support/node_kit.h"

#include <QtTest>

using namespace consentry;
using light_client::LightBlock;
using test::FakeLedger;
using test::FakeNode;
using test::NodeKit;
using test::organizationOf;
using test::TestChain;
using Level = Assurance::Level;

namespace {

/// A header of the attackers' own: their state, their validators, their signatures.
LightBlock lunatic(const LightBlock& honest, const std::vector<std::size_t>& signers) {
    const auto invented = TestChain::setOf(signers);
    light_client::Header header = honest.header;
    header.validatorsHash = invented.hash();
    header.nextValidatorsHash = invented.hash();
    header.appHash = toBytes(sha256(bytesOf("no access happened")).view());
    return TestChain::sign(header, invented, signers);
}

/// The real validators, two blocks.
LightBlock equivocating(const LightBlock& honest, const std::vector<std::size_t>& signers) {
    light_client::Header header = honest.header;
    header.dataHash = sha256(bytesOf("other transactions"));
    return TestChain::sign(header, honest.validators, signers);
}

} // namespace

class WitnessedLedgerTest : public QObject {
    Q_OBJECT
private slots:
    void init() {
        m_ledger = std::make_unique<FakeLedger>();
        m_ledger->grow(30);
        m_kit = std::make_unique<NodeKit>(*m_ledger);
        m_clock = std::make_unique<test::ChainClock>(*m_ledger);
        m_kept.clear();
        m_evidence.reset();
        build({0, 1, 2, 3}, {0, 1, 2, 3});
    }

    void headIsConfirmedByTheOthers() {
        QVERIFY(m_verified->assurance().level == Level::Unconfirmed);
        const auto head = m_verified->advance();
        QVERIFY2(head, head ? "" : toString(head.error()).c_str());
        QVERIFY(head->height() == m_ledger->height());
        QVERIFY(m_verified->assurance().level == Level::Confirmed);
        QVERIFY(m_verified->assurance().confirmed == m_ledger->height());
        const std::vector<PartyId> others{organizationOf(1), organizationOf(2), organizationOf(3)};
        QVERIFY(m_verified->assurance().agreeing == others);
        QCOMPARE(m_kept.size(), 1U);
        QVERIFY(m_kept.back() == m_ledger->height());
    }

    void ownWitnessDoesNotCount() {
        build({0}, {0});
        QVERIFY(m_verified->advance());
        QVERIFY(m_verified->assurance().level == Level::Unconfirmed);
        QVERIFY(m_kept.empty());
    }

    void withoutAWitnessNothingIsKeptAsTrue() {
        for (std::size_t i = 1; i < 4; ++i) {
            kit(i).isDown = true;
        }
        QVERIFY(m_verified->advance());
        QVERIFY(m_verified->assurance().level == Level::Unconfirmed);
        QVERIFY(m_verified->seen() == m_ledger->height());
        QVERIFY(m_kept.empty());
        // The next time somebody is there again.
        kit(2).isDown = false;
        m_kit->time += BackOff::longest;
        QVERIFY(m_verified->advance());
        QVERIFY(m_verified->assurance().level == Level::Confirmed);
        QVERIFY(m_verified->assurance().agreeing == std::vector{organizationOf(2)});
    }

    void witnessALittleBehindConfirmsItsOwnHeight() {
        for (std::size_t i = 1; i < 4; ++i) {
            kit(i).lag = 3 + i;
        }
        kit(3).lag = WitnessPanel::behindMax + 1;
        QVERIFY(m_verified->advance());
        QVERIFY(m_verified->assurance().level == Level::Confirmed);
        QVERIFY(m_verified->assurance().confirmed == BlockHeight(m_ledger->height().value - 4));
        QVERIFY(m_verified->assurance().agreeing == std::vector{organizationOf(1)});
        // Only a confirmed head is kept for the next start.
        QVERIFY(m_kept.empty());
    }

    /// The asked node cannot show how its invented head follows from the blocks that the witnesses
    /// have: that is no fault of theirs, and they are needed when they get there.
    void headThatFollowsFromNothingDoesNotSilenceTheWitnesses() {
        light_client::Header header = newest().header;
        header.lastBlockId->hash = sha256(bytesOf("no block"));
        kit(0).instead.emplace(m_ledger->height().value,
                               TestChain::sign(header, newest().validators, {0, 1, 2}));
        for (std::size_t i = 1; i < 4; ++i) {
            kit(i).lag = 3;
        }
        QVERIFY(m_verified->advance());
        QVERIFY(m_verified->assurance().level == Level::Unconfirmed);
        QVERIFY(m_panel->health()[1].trouble == BackOff::Reason::None);
        for (std::size_t i = 1; i < 4; ++i) {
            kit(i).lag = 0;
        }
        m_kit->time += BackOff::shortest;
        const auto head = m_verified->advance();
        QVERIFY(!head && head.error().code == ErrorCode::LedgerConflict);
        QVERIFY(m_evidence.has_value());
    }

    void witnessThatShowsNonsenseIsIgnored() {
        LightBlock nonsense = m_ledger->chain().at(m_ledger->height().value);
        nonsense.header.appHash[0] ^= std::byte{1};
        kit(1).instead.emplace(m_ledger->height().value, nonsense);
        QVERIFY(m_verified->advance());
        QVERIFY(m_verified->assurance().level == Level::Confirmed);
        const auto& agreeing = m_verified->assurance().agreeing;
        QVERIFY(std::find(agreeing.begin(), agreeing.end(), organizationOf(1)) == agreeing.end());
        QVERIFY(m_panel->health()[1].trouble == BackOff::Reason::Misled);
    }

    /// A diverging witness must never pass for an agreeing one, also not the only one there is.
    void onlyWitnessThatDivergesDoesNotConfirm() {
        build({0}, {1});
        LightBlock other = equivocating(newest(), {0, 1});
        kit(1).instead.emplace(m_ledger->height().value, other);
        QVERIFY(m_verified->advance());
        QVERIFY(m_verified->assurance().level == Level::Unconfirmed);
        QVERIFY(!m_evidence);
    }

    void twoOfFourNeverVerify() {
        for (const bool isLunatic : {true, false}) {
            build({0}, {1, 2, 3});
            kit(0).instead.clear();
            kit(0).instead.emplace(m_ledger->height().value, isLunatic
                                                                 ? lunatic(newest(), {0, 1})
                                                                 : equivocating(newest(), {0, 1}));
            const auto head = m_verified->advance();
            QVERIFY(!head);
            QVERIFY(!m_evidence);
            QVERIFY(m_verified->trusted().height() == BlockHeight(2));
        }
    }

    void threeOfFourAreStoppedByAWitness_data() {
        QTest::addColumn<int>("how");
        QTest::newRow("lunatic") << 0;
        QTest::newRow("equivocation") << 1;
        QTest::newRow("the witness is the liar") << 2;
        QTest::newRow("seen after an unconfirmed time") << 3;
        QTest::newRow("witness a little behind") << 4;
    }
    void threeOfFourAreStoppedByAWitness() {
        QFETCH(int, how);
        const std::uint64_t height = m_ledger->height().value;
        const LightBlock forged =
            how == 1 ? equivocating(newest(), {0, 1, 2}) : lunatic(newest(), {0, 1, 2});
        kit(how == 2 ? 1 : 0).instead.emplace(height, forged);
        if (how == 3) {
            build({0}, {1, 2, 3});
            for (std::size_t i = 1; i < 4; ++i) {
                kit(i).isDown = true;
            }
            QVERIFY(m_verified->advance()); // it verifies, and nobody contradicts
            QVERIFY(m_verified->assurance().level == Level::Unconfirmed);
            kit(3).isDown = false;
            m_kit->time += BackOff::longest;
        }
        if (how == 4) {
            // The forged chain goes on; the witnesses have not seen the last three blocks.
            build({0}, {1, 2, 3});
            kit(0).instead.clear();
            light_client::Header last;
            for (std::uint64_t at = height - 4; at <= height; ++at) {
                LightBlock block = equivocating(m_ledger->chain().at(at), {0, 1, 2});
                if (at > height - 4) {
                    block.header.lastBlockId = kit(0).instead.at(at - 1).commit.blockId;
                    block = TestChain::sign(block.header, block.validators, {0, 1, 2});
                }
                kit(0).instead.emplace(at, block);
            }
            for (std::size_t i = 1; i < 4; ++i) {
                kit(i).lag = 3;
            }
        }
        const auto head = m_verified->advance();
        QCOMPARE(head.error().code, ErrorCode::LedgerConflict);
        QVERIFY(m_verified->assurance().level == Level::Stopped);
        QVERIFY(m_evidence);
        QVERIFY(m_evidence->ours.header.hash() != m_evidence->conflicting.header.hash());
        QVERIFY(m_evidence->ours.header.height == m_evidence->conflicting.header.height);
        QCOMPARE(light_client::signersOfBoth(*m_evidence).size(), 3U);
        QVERIFY(m_shownBy != organizationOf(0));
        QVERIFY(m_kept.empty());
        // Nothing is believed or sent from now on, by anybody.
        m_kit->time += std::chrono::hours(1);
        kit(0).instead.clear();
        kit(1).instead.clear();
        QCOMPARE(m_verified->advance().error().code, ErrorCode::LedgerConflict);
        QCOMPARE(m_verified->header(BlockHeight(3)).error().code, ErrorCode::LedgerConflict);
        QCOMPARE(m_verified->state({}).error().code, ErrorCode::LedgerConflict);
        QCOMPARE(m_verified->submit(bytesOf("act")).error().code, ErrorCode::LedgerConflict);
        QCOMPARE(m_verified->look({}, {}).error().code, ErrorCode::LedgerConflict);
    }

    void lyingNodeIsLeftForAnHonestOne() {
        LightBlock nonsense = newest();
        nonsense.header.appHash[0] ^= std::byte{1};
        kit(0).instead.emplace(m_ledger->height().value, nonsense);
        QVERIFY(m_verified->advance());
        QVERIFY(m_verified->trusted().header().hash() == newest().header.hash());
        QVERIFY(m_nodes->health()[0].trouble == BackOff::Reason::Misled);
    }

    void headThatIsOnlyClaimedIsLeftBehind() {
        struct Boasting : FakeNode {
            using FakeNode::FakeNode;
            Result<BlockHeight> newestHeight() override { return BlockHeight(1'000'000); }
        };
        Boasting liar(*m_ledger);
        auto list = m_kit->list({1, 2});
        list.push_back({organizationOf(8), "liar", std::make_unique<test::BorrowedNode>(liar)});
        LedgerNodes nodes(std::move(list), 0, m_kit->now());
        VerifiedLedger ledger(nodes, *m_clock, m_ledger->chain().options(),
                              m_ledger->chain().trust(2));
        const auto head = ledger.advance();
        QVERIFY2(head, head ? "" : toString(head.error()).c_str());
        QVERIFY(head->height() == m_ledger->height());
    }

    void headNeverGoesBackAlsoNotAfterARestart() {
        QVERIFY(m_verified->advance());
        for (std::size_t i = 0; i < 4; ++i) {
            kit(i).lag = 3;
        }
        QCOMPARE(m_verified->advance().error().code, ErrorCode::Stale);
        // A new session begins at the kept block, and knows how far it had been.
        build({0, 1, 2, 3}, {0, 1, 2, 3});
        m_verified->setSeen(m_ledger->height());
        QCOMPARE(m_verified->advance().error().code, ErrorCode::Stale);
        for (std::size_t i = 0; i < 4; ++i) {
            kit(i).lag = 0;
        }
        m_kit->time += BackOff::misledRest;
        QVERIFY(m_verified->advance());
    }

    void partitionedNodeIsFoundStaleAndLeft() {
        QVERIFY(m_verified->advance());
        kit(0).lag = 0;
        m_ledger->grow(12);
        kit(0).lag = 12; // stands where it was when the others went on
        m_kit->time += LedgerNodes::surveyInterval;
        QVERIFY(m_verified->advance());
        QVERIFY(m_verified->trusted().height() == m_ledger->height());
        QVERIFY(m_nodes->health()[0].trouble == BackOff::Reason::Behind);
        QVERIFY(m_verified->requireFresh(std::chrono::seconds(30)));
    }

    void expiredTrustAsksForANewProfile() {
        m_clock->ahead = std::chrono::days(31);
        QCOMPARE(m_verified->advance().error().code, ErrorCode::TrustExpired);
        m_clock->ahead = std::chrono::days(29);
        QVERIFY(m_verified->advance());
        QCOMPARE(m_verified->requireFresh(std::chrono::seconds(30)).error().code, ErrorCode::Stale);
    }

    void slowClockOfOursIsNotTakenForALie() {
        m_clock->ahead = -std::chrono::hours(1);
        QCOMPARE(m_verified->advance().error().code, ErrorCode::Stale);
    }

    void validatorsMayAllChangeOnTheWay() {
        m_ledger->chain().changeValidators({4, 5, 6, 7});
        m_ledger->grow(10);
        m_ledger->chain().changeValidators({8, 9, 10, 11});
        m_ledger->grow(10);
        QVERIFY(m_verified->advance());
        QVERIFY(m_verified->assurance().level == Level::Confirmed);
        // And a witness that forks only after the change is caught through its own branch.
        build({0}, {1});
        kit(1).instead.emplace(m_ledger->height().value, equivocating(newest(), {8, 9, 10}));
        QCOMPARE(m_verified->advance().error().code, ErrorCode::LedgerConflict);
        QVERIFY(m_evidence);
    }

    /// All nodes have just begun: that is no answer about the state, and passes.
    void stateThatNoNodeHoldsYetIsUnreachable() {
        struct Young : test::BorrowedNode {
            using BorrowedNode::BorrowedNode;
            Result<StateAnswer> state(const registry::StateKey&,
                                      std::optional<BlockHeight>) override {
                return fail(ErrorCode::NotFound, "state of that height");
            }
        };
        Young node(kit(0));
        VerifiedLedger ledger(node, *m_clock, m_ledger->chain().options(),
                              m_ledger->chain().trust(2));
        QCOMPARE(ledger.state(FakeLedger::keyOf(bytesOf("act"))).error().code,
                 ErrorCode::Unreachable);
    }

    void submittedIsProvenWhateverOneNodeDoes() {
        kit(0).forgetsTransactions = true;
        std::vector<SubmitStage> stages;
        const auto proven = m_verified->submit(
            bytesOf("act"), [&](SubmitStage stage) { stages.push_back(stage); },
            std::chrono::seconds(2));
        QVERIFY2(proven, proven ? "" : toString(proven.error()).c_str());
        QVERIFY(
            (stages == std::vector{SubmitStage::Sent, SubmitStage::InBlock, SubmitStage::Proven}));
        QCOMPARE(m_verified->submit(bytesOf("?act")).error().refusal,
                 int(FakeLedger::blockRefusal));
    }

private:
    FakeNode& kit(std::size_t index) { return (*m_kit)[index]; }
    const LightBlock& newest() { return m_ledger->chain().at(m_ledger->height().value); }
    void build(const std::vector<std::size_t>& nodes, const std::vector<std::size_t>& witnesses) {
        m_verified.reset();
        m_nodes = std::make_unique<LedgerNodes>(m_kit->list(nodes), 0, m_kit->now());
        m_panel =
            std::make_unique<WitnessPanel>(m_kit->list(witnesses), milliseconds(0), m_kit->now());
        m_verified = std::make_unique<VerifiedLedger>(
            *m_nodes, *m_clock, m_ledger->chain().options(), m_ledger->chain().trust(2));
        m_verified->compareWith(*m_panel);
        m_verified->onTrusted(
            [this](const LightBlock& block) { m_kept.push_back(block.header.height); });
        m_verified->onConflict([this](const auto& evidence, const PartyId& shownBy) {
            m_evidence = evidence;
            m_shownBy = shownBy;
        });
    }

    std::unique_ptr<FakeLedger> m_ledger;
    std::unique_ptr<NodeKit> m_kit;
    std::unique_ptr<test::ChainClock> m_clock;
    std::unique_ptr<LedgerNodes> m_nodes;
    std::unique_ptr<WitnessPanel> m_panel;
    std::unique_ptr<VerifiedLedger> m_verified;
    std::vector<BlockHeight> m_kept;
    std::optional<light_client::AttackEvidence> m_evidence;
    PartyId m_shownBy;
};

QTEST_APPLESS_MAIN(WitnessedLedgerTest)
#include "witnessed_ledger_test.moc"
