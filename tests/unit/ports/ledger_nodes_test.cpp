// Several nodes as one: a node that fails, lags, lies or hides something is left for another,
// rests, and is asked again later.
#include "core/crypto/hash.h"
#include "tests/support/node_kit.h"

#include <QtTest>

using namespace consentry;
using test::FakeLedger;
using test::FakeNode;
using test::NodeKit;
using test::organizationOf;

namespace {

TxHash hashOf(ByteView bytes) {
    return *TxHash::from(sha256(bytes).view());
}

} // namespace

class LedgerNodesTest : public QObject {
    Q_OBJECT
private slots:
    void init() {
        m_ledger = std::make_unique<FakeLedger>();
        m_ledger->grow(20);
        m_kit = std::make_unique<NodeKit>(*m_ledger);
        m_nodes = std::make_unique<LedgerNodes>(m_kit->all(), 0, m_kit->now());
    }

    void questionsStayAtOneNode() {
        QVERIFY(m_nodes->newestHeight());
        const std::size_t before = kit(1).calls;
        for (int i = 0; i < 10; ++i) {
            QVERIFY(m_nodes->lightBlock(BlockHeight(5)));
        }
        QVERIFY(kit(0).calls >= 10);
        QCOMPARE(kit(1).calls, before);
        QVERIFY(m_nodes->answeredBy() == organizationOf(0));
        // Wallets do not all begin at the same one.
        LedgerNodes other(m_kit->all(), 6, m_kit->now());
        QVERIFY(other.lightBlock(BlockHeight(5)));
        QVERIFY(other.answeredBy() == organizationOf(2));
    }

    void silentNodeIsLeftAndRestsLongerEachTime() {
        kit(0).isDown = true;
        QVERIFY(m_nodes->lightBlock(BlockHeight(5)));
        QVERIFY(m_nodes->answeredBy() == organizationOf(1));
        QVERIFY(m_nodes->health()[0].trouble == BackOff::Reason::Silent);
        QVERIFY(!m_nodes->health()[0].lastError.empty());
        // Everybody silent: each is tried once, then the wallet waits.
        for (std::size_t i = 0; i < 4; ++i) {
            kit(i).isDown = true;
        }
        QCOMPARE(m_nodes->lightBlock(BlockHeight(5)).error().code, ErrorCode::Unreachable);
        std::size_t calls = allCalls();
        QCOMPARE(m_nodes->lightBlock(BlockHeight(5)).error().code, ErrorCode::Unreachable);
        QCOMPARE(allCalls(), calls);
        // After a second again, then after two, four, and so on up to a minute.
        std::chrono::seconds waited{0};
        std::vector<long> attempts;
        for (; waited < std::chrono::minutes(10); ++waited) {
            m_kit->time += std::chrono::seconds(1);
            const std::size_t before = kit(1).calls;
            static_cast<void>(m_nodes->lightBlock(BlockHeight(5)));
            if (kit(1).calls != before) {
                attempts.push_back(waited.count());
            }
        }
        QVERIFY(attempts.size() >= 12 && attempts.size() <= 18);
        // And it comes back.
        kit(1).isDown = false;
        m_kit->time += BackOff::longest;
        QVERIFY(m_nodes->lightBlock(BlockHeight(5)));
        QVERIFY(m_nodes->health()[1].trouble == BackOff::Reason::None);
    }

    void everyErrorOfANodeLeadsToAnother_data() {
        QTest::addColumn<int>("code");
        for (const ErrorCode code :
             {ErrorCode::Unreachable, ErrorCode::WrongServer, ErrorCode::Malformed,
              ErrorCode::NotCanonical, ErrorCode::TooLarge, ErrorCode::Unsupported,
              ErrorCode::NotPermitted, ErrorCode::Stale, ErrorCode::NotFound}) {
            QTest::newRow(std::string(errorName(code)).c_str()) << int(code);
        }
    }
    void everyErrorOfANodeLeadsToAnother() {
        QFETCH(int, code);
        kit(0).failure = Error{ErrorCode(code), "", 0};
        QVERIFY(m_nodes->lightBlock(BlockHeight(5)));
        QVERIFY(m_nodes->blockResults(BlockHeight(5)));
        QVERIFY(m_nodes->state(registry::StateKey(), BlockHeight(18)));
        if (ErrorCode(code) != ErrorCode::NotFound) {
            QVERIFY(m_nodes->newestHeight());
        }
    }

    void stoppedByThePersonAsksNobodyElse() {
        kit(0).failure = Error{ErrorCode::Cancelled, "", 0};
        QCOMPARE(m_nodes->lightBlock(BlockHeight(5)).error().code, ErrorCode::Cancelled);
        QCOMPARE(kit(1).calls, 0U);
    }

    void heightThatNobodyHasIsNotFound() {
        QCOMPARE(m_nodes->lightBlock(BlockHeight(500)).error().code, ErrorCode::NotFound);
        // That is no fault of theirs.
        for (const NodeHealth& health : m_nodes->health()) {
            QVERIFY(health.trouble == BackOff::Reason::None);
        }
    }

    void nodeBehindTheOthersIsNoticed() {
        kit(0).lag = LedgerNodes::lagMax;
        QVERIFY(*m_nodes->newestHeight() == BlockHeight(m_ledger->height().value - 5));
        m_kit->time += LedgerNodes::surveyInterval;
        kit(0).lag = LedgerNodes::lagMax + 1;
        QVERIFY(*m_nodes->newestHeight() == m_ledger->height());
        QVERIFY(m_nodes->answeredBy() != organizationOf(0));
        QVERIFY(m_nodes->health()[0].trouble == BackOff::Reason::Behind);
    }

    void headsAreComparedNotTooOften() {
        QVERIFY(m_nodes->newestHeight());
        QCOMPARE(kit(3).calls, 1U);
        for (int i = 0; i < 9; ++i) {
            m_kit->time += std::chrono::seconds(1);
            QVERIFY(m_nodes->newestHeight());
        }
        QCOMPARE(kit(3).calls, 1U);
        m_kit->time += std::chrono::seconds(1);
        QVERIFY(m_nodes->newestHeight());
        QCOMPARE(kit(3).calls, 2U);
    }

    void whoeverMisledIsLeftForLong() {
        QVERIFY(m_nodes->lightBlock(BlockHeight(5)));
        QVERIFY(m_nodes->tryAnother({ErrorCode::VerificationFailed, "", 0}));
        QVERIFY(m_nodes->lightBlock(BlockHeight(5)));
        QVERIFY(m_nodes->answeredBy() == organizationOf(1));
        // The others fail meanwhile, and still it is not asked.
        m_kit->time += BackOff::misledRest - std::chrono::seconds(1);
        const std::size_t calls = kit(0).calls;
        for (std::size_t i = 1; i < 4; ++i) {
            kit(i).isDown = true;
        }
        QCOMPARE(m_nodes->lightBlock(BlockHeight(5)).error().code, ErrorCode::Unreachable);
        QCOMPARE(kit(0).calls, calls);
        m_kit->time += std::chrono::seconds(1);
        QVERIFY(m_nodes->lightBlock(BlockHeight(5)));
        QVERIFY(m_nodes->answeredBy() == organizationOf(0));
    }

    void nobodyLeftIsSaid() {
        for (int i = 0; i < 4; ++i) {
            QVERIFY(m_nodes->lightBlock(BlockHeight(5)));
            QCOMPARE(m_nodes->tryAnother({ErrorCode::Malformed, "", 0}), i < 3);
        }
        QCOMPARE(m_nodes->lightBlock(BlockHeight(5)).error().code, ErrorCode::Unreachable);
    }

    void transactionGoesToTwoOrganisations() {
        const Bytes bytes = toBytes(bytesOf("act"));
        const auto reply = m_nodes->submit(bytes);
        QVERIFY(reply && reply->code == 0);
        QCOMPARE(reply->organizations, 2U);
        QCOMPARE(kit(0).submissions + kit(1).submissions, 2U);
        QCOMPARE(kit(2).submissions + kit(3).submissions, 0U);
    }

    void twoNodesOfOneOrganisationAreNotTwo() {
        std::vector<LedgerNode> list = m_kit->all();
        list[1].organization = list[0].organization;
        LedgerNodes nodes(std::move(list), 0, m_kit->now());
        QCOMPARE(nodes.submit(toBytes(bytesOf("act")))->organizations, 2U);
        QCOMPARE(kit(1).submissions, 0U);
        QCOMPARE(kit(2).submissions, 1U);
    }

    void oneLyingMempoolCannotRefuse() {
        struct Refusing : FakeNode {
            using FakeNode::FakeNode;
            Result<SubmitReply> submit(ByteView transaction) override {
                return SubmitReply{100, hashOf(transaction)};
            }
        };
        Refusing liar(*m_ledger);
        std::vector<LedgerNode> list;
        list.push_back({organizationOf(8), "liar", std::make_unique<test::BorrowedNode>(liar)});
        list.push_back(std::move(m_kit->all()[1]));
        LedgerNodes nodes(std::move(list), 0, m_kit->now());
        const Bytes bytes = toBytes(bytesOf("act"));
        QCOMPARE(nodes.submit(bytes)->code, 0U);
        // Alone it is heard, and counted as one.
        kit(1).isDown = true;
        const auto refused = nodes.submit(bytes);
        QCOMPARE(refused->code, 100U);
        QCOMPARE(refused->organizations, 1U);
    }

    void whatAllRefuseIsRefused() {
        const auto refused = m_nodes->submit(toBytes(bytesOf("!act")));
        QCOMPARE(refused->code, FakeLedger::mempoolRefusal);
        QCOMPARE(refused->organizations, 2U);
    }

    void personsActIsSentAlsoToNodesThatRest() {
        for (std::size_t i = 0; i < 4; ++i) {
            kit(i).isDown = true;
        }
        QCOMPARE(m_nodes->lightBlock(BlockHeight(5)).error().code, ErrorCode::Unreachable);
        kit(3).isDown = false; // but its rest is not over
        const auto reply = m_nodes->submit(toBytes(bytesOf("act")));
        QVERIFY(reply && reply->code == 0);
        QCOMPARE(reply->organizations, 1U);
        kit(3).isDown = true;
        QCOMPARE(m_nodes->submit(toBytes(bytesOf("act"))).error().code, ErrorCode::Unreachable);
    }

    void oneNodeCannotHideATransaction() {
        const Bytes bytes = toBytes(bytesOf("act"));
        QVERIFY(m_nodes->submit(bytes));
        struct Hiding : FakeNode {
            using FakeNode::FakeNode;
            Result<std::optional<TransactionAnswer>> transaction(const TxHash&) override {
                return std::optional<TransactionAnswer>();
            }
        };
        Hiding liar(*m_ledger);
        std::vector<LedgerNode> list;
        list.push_back({organizationOf(8), "liar", std::make_unique<test::BorrowedNode>(liar)});
        list.push_back(std::move(m_kit->all()[1]));
        LedgerNodes nodes(std::move(list), 0, m_kit->now());
        const auto found = nodes.transaction(hashOf(bytes));
        QVERIFY(found && *found);
        QVERIFY(nodes.answeredBy() == organizationOf(1));
        QVERIFY(!*nodes.transaction(TxHash()));
    }

    void refusedLogQuestionIsNoFaultOfTheNode() {
        LogQuery query;
        QCOMPARE(m_nodes->logRows(query).error().code, ErrorCode::NotPermitted);
        QVERIFY(m_nodes->health()[0].trouble == BackOff::Reason::None);
        QCOMPARE(kit(1).calls, 0U);
    }

private:
    FakeNode& kit(std::size_t index) { return (*m_kit)[index]; }
    std::size_t allCalls() {
        std::size_t calls = 0;
        for (const auto& node : m_kit->nodes) {
            calls += node->calls;
        }
        return calls;
    }

    std::unique_ptr<FakeLedger> m_ledger;
    std::unique_ptr<NodeKit> m_kit;
    std::unique_ptr<LedgerNodes> m_nodes;
};

QTEST_APPLESS_MAIN(LedgerNodesTest)
#include "ledger_nodes_test.moc"
