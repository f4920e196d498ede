// The embedded consortium keeps the promises of a ledger: what is submitted is proven, what was
// proven stays, and a store that fails changes nothing.
#include "tests/unit/embedded/small_consortium.h"

#include <QtTest>

using namespace consentry;
using embedded::EmbeddedLedger;
using test::must;
using test::SmallConsortium;

class EmbeddedLedgerTest : public QObject {
    Q_OBJECT
private slots:
    void init() {
        m_file = std::make_shared<test::MemoryDisk::File>();
        m_store = std::make_unique<test::MemoryStore>(m_file);
        m_ledger = must(
            EmbeddedLedger::create(*m_store, m_clock, m_people.genesis(), m_people.validators));
        m_start.emplace(SmallConsortium::trust(must(m_ledger->lightBlock(BlockHeight(1)))));
    }

    void createDoesNotWriteOverAChain() {
        const auto before = m_file->entries;
        const auto again =
            EmbeddedLedger::create(*m_store, m_clock, m_people.genesis(), m_people.validators);
        QCOMPARE(again.error().code, ErrorCode::AlreadyExists);
        QVERIFY(m_file->entries == before);
    }

    /// Every write of the making may be the last one of that program.
    void interruptedCreationIsFinishedWhenReopened() {
        for (int writes = 1; writes <= 2; ++writes) {
            const auto file = std::make_shared<test::MemoryDisk::File>();
            test::MemoryStore store(file);
            file->writesLeft = writes;
            QVERIFY(
                !EmbeddedLedger::create(store, m_clock, m_people.genesis(), m_people.validators));
            file->writesLeft = -1;
            const auto ledger = must(EmbeddedLedger::open(store, m_clock));
            VerifiedLedger verified(
                *ledger, m_clock, SmallConsortium::options(),
                SmallConsortium::trust(must(ledger->lightBlock(BlockHeight(1)))));
            QVERIFY(verified.submit(m_people.registration(m_clock.now())));
        }
    }

    void openFindsNoChainInAnEmptyStore() {
        test::MemoryStore empty(std::make_shared<test::MemoryDisk::File>());
        QCOMPARE(EmbeddedLedger::open(empty, m_clock).error().code, ErrorCode::NotFound);
    }

    void submittedIsProvenInStages() {
        VerifiedLedger verified = view();
        const Bytes bytes = m_people.registration(m_clock.now());
        std::vector<SubmitStage> stages;
        const auto proven =
            must(verified.submit(bytes, [&](SubmitStage stage) { stages.push_back(stage); }));
        QVERIFY(
            (stages == std::vector{SubmitStage::Sent, SubmitStage::InBlock, SubmitStage::Proven}));
        QCOMPARE(proven.code, 0U);
        const auto again = must(verified.transaction(registry::transactionHash(bytes), bytes));
        QVERIFY(again.height == proven.height);
        const auto party = must(registry::decodeTransaction(bytes)).party;
        QVERIFY(must(verified.object<registry::PartyState>(
            registry::partyKey(SmallConsortium::chainId, party))));
        // And the absence of somebody else.
        QVERIFY(!must(verified.object<registry::PartyState>(
            registry::partyKey(SmallConsortium::chainId, PartyId()))));
    }

    void refusedLeavesNoTrace() {
        VerifiedLedger verified = view();
        const auto before = m_file->entries;
        const Bytes bytes = m_people.registration(m_clock.now(), false);
        const auto refused = verified.submit(bytes);
        QCOMPARE(refused.error().code, ErrorCode::Refused);
        QCOMPARE(refused.error().refusal, int(registry::Refusal::BadCosignature));
        QVERIFY(m_file->entries == before);
        QCOMPARE(verified.transaction(registry::transactionHash(bytes), bytes).error().code,
                 ErrorCode::NotFound);
        QCOMPARE(verified.submit(bytesOf("no transaction")).error().code, ErrorCode::Refused);
    }

    void sameTransactionTwiceIsRefused() {
        VerifiedLedger verified = view();
        const Bytes bytes = m_people.registration(m_clock.now());
        QVERIFY(verified.submit(bytes));
        QCOMPARE(verified.submit(bytes).error().code, ErrorCode::Refused);
    }

    void reopeningContinuesTheChain() {
        light_client::TrustedState trusted = *m_start;
        std::vector<Bytes> sent;
        for (int round = 0; round < 5; ++round) {
            sent.push_back(m_people.registration(m_clock.now()));
            VerifiedLedger verified(*m_ledger, m_clock, SmallConsortium::options(), trusted);
            QVERIFY(verified.submit(sent.back()));
            trusted = verified.trusted();
            const BlockHeight height = must(m_ledger->newestHeight());
            m_ledger.reset();
            m_ledger = must(EmbeddedLedger::open(*m_store, m_clock));
            QVERIFY(must(m_ledger->newestHeight()) == height);
            // The wallet goes on with what it trusted, over a new connection.
            VerifiedLedger next(*m_ledger, m_clock, SmallConsortium::options(), trusted);
            QVERIFY(next.advance());
            for (const Bytes& bytes : sent) {
                QVERIFY(next.transaction(registry::transactionHash(bytes), bytes));
            }
        }
    }

    /// All or nothing, also for the tree in memory: after the failure the same work succeeds.
    void failingStoreChangesNothing() {
        for (int writes = 0; writes < 2; ++writes) {
            const Bytes bytes = m_people.registration(m_clock.now());
            m_file->writesLeft = writes;
            const auto failed = m_ledger->submit(bytes);
            m_file->writesLeft = -1;
            QCOMPARE(failed.error().code, ErrorCode::Io);
            VerifiedLedger verified = view();
            QVERIFY(verified.submit(m_people.registration(m_clock.now())));
            const auto party = must(registry::decodeTransaction(bytes)).party;
            QCOMPARE(must(verified.object<registry::PartyState>(
                              registry::partyKey(SmallConsortium::chainId, party)))
                         .has_value(),
                     writes == 1);
        }
    }

    /// A program may end between a block and the empty one that proves it.
    void interruptedProofIsMadeUpForWhenReopened() {
        const Bytes bytes = m_people.registration(m_clock.now());
        m_file->writesLeft = 1;
        QVERIFY(!m_ledger->submit(bytes));
        m_file->writesLeft = -1;
        m_ledger.reset();
        m_ledger = must(EmbeddedLedger::open(*m_store, m_clock));
        VerifiedLedger verified = view();
        QVERIFY(verified.transaction(registry::transactionHash(bytes), bytes));
        QVERIFY(must(verified.object<registry::PartyState>(registry::partyKey(
            SmallConsortium::chainId, must(registry::decodeTransaction(bytes)).party))));
    }

    void headIsRenewedWhenItIsOld() {
        const BlockHeight before = must(m_ledger->newestHeight());
        m_clock.pass(EmbeddedLedger::heartbeatInterval - milliseconds(1000));
        QVERIFY(must(m_ledger->newestHeight()) == before);
        // Blocks run a little ahead of a clock that stands still.
        m_clock.pass(milliseconds(1500));
        QVERIFY(must(m_ledger->newestHeight()) > before);
        VerifiedLedger verified = view();
        QVERIFY(verified.requireFresh(std::chrono::seconds(1)));
    }

    /// A node may say in which place a transaction stands. In a block of several the place decides
    /// whose result is believed, so a proof of the same shape for a smaller tree must not pass.
    void resultOfAnotherTransactionIsNotBelieved() {
        struct Misplacing : test::PassingTransport {
            using PassingTransport::PassingTransport;
            Result<std::optional<TransactionAnswer>> transaction(const TxHash& hash) override {
                auto answer = m_honest.transaction(hash);
                if (answer && *answer && (*answer)->index == 2) {
                    (*answer)->inclusion.total = 2;
                    (*answer)->inclusion.index = 1;
                    (*answer)->index = 1;
                }
                return answer;
            }
        };
        const std::vector<Bytes> block{m_people.registration(m_clock.now()),
                                       m_people.registration(m_clock.now()),
                                       m_people.registration(m_clock.now(), false)};
        const auto results = must(m_ledger->makeBlockWith(block));
        QVERIFY(results[1].code == registry::Refusal::Accepted);
        QVERIFY(results[2].code == registry::Refusal::BadCosignature);
        const TxHash bad = registry::transactionHash(block[2]);
        VerifiedLedger honest = view();
        QCOMPARE(must(honest.transaction(bad, block[2])).code,
                 std::uint32_t(registry::Refusal::BadCosignature));
        Misplacing transport(*m_ledger);
        VerifiedLedger deceived(transport, m_clock, SmallConsortium::options(), *m_start);
        QCOMPARE(deceived.transaction(bad, block[2]).error().code, ErrorCode::VerificationFailed);
        QCOMPARE(must(deceived.transaction(registry::transactionHash(block[1]), block[1])).code,
                 0U);
    }

    /// Whatever a byte of the store becomes, opening and reading end with an answer.
    void damagedStoreDoesNotCrash() {
        for (int i = 0; i < 3; ++i) {
            must(m_ledger->submit(m_people.registration(m_clock.now())));
        }
        const auto whole = m_file->entries;
        const std::uint64_t seed = 3;
        std::mt19937_64 random(seed);
        int opened = 0;
        for (int round = 0; round < 1'000; ++round) {
            m_file->entries = whole;
            auto at = m_file->entries.begin();
            std::advance(at, random() % m_file->entries.size());
            if (at->second.empty()) {
                continue;
            }
            at->second[random() % at->second.size()] ^= static_cast<std::byte>(1U << random() % 8);
            const auto ledger = EmbeddedLedger::open(*m_store, m_clock);
            if (!ledger) {
                continue;
            }
            ++opened;
            VerifiedLedger verified(**ledger, m_clock, SmallConsortium::options(), *m_start);
            static_cast<void>(verified.advance());
            const auto org = verified.object<registry::OrgState>(registry::orgKey(
                SmallConsortium::chainId,
                registry::partyIdOf(SmallConsortium::chainId, m_people.governance.publicKey())));
            // Believed only where it is true.
            QVERIFY(!org || (*org && (*org)->name == "Only"));
        }
        QVERIFY(opened > 100);
    }

private:
    VerifiedLedger view() {
        return VerifiedLedger(*m_ledger, m_clock, SmallConsortium::options(), *m_start);
    }

    simulation::ScriptedClock m_clock{instantFromMillis(1'795'000'000'000)};
    SmallConsortium m_people;
    std::shared_ptr<test::MemoryDisk::File> m_file;
    std::unique_ptr<test::MemoryStore> m_store;
    std::unique_ptr<EmbeddedLedger> m_ledger;
    std::optional<light_client::TrustedState> m_start;
};

QTEST_APPLESS_MAIN(EmbeddedLedgerTest)
#include "embedded_ledger_test.moc"
