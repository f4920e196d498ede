// A node that lies in ten thousand ways is found out: whatever the verified ledger or the wallet
// accepts is what an honest node would have shown.
#include "core/wallet/sync_log.h"
#include "tests/unit/embedded/small_consortium.h"

#include <QtTest>

using namespace consentry;
using embedded::EmbeddedLedger;
using test::LyingTransport;
using test::must;
using test::SmallConsortium;

class LyingNodeTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void headersStateAndTransactionsAreBelievedOnlyWhereTrue();
    void submittedIsProvenOnlyWhereItIs();
    void logIsCompleteOnlyWhereItIs();

private:
    void tryOnce(LyingTransport& liar, std::size_t what);

    simulation::ScriptedClock m_clock{instantFromMillis(1'795'000'000'000)};
    SmallConsortium m_people;
    std::shared_ptr<test::MemoryDisk::File> m_file = std::make_shared<test::MemoryDisk::File>();
    test::MemoryStore m_store{m_file};
    std::unique_ptr<EmbeddedLedger> m_ledger;
    struct Known {
        Bytes bytes;
        ProvenTransaction proven;
    };
    std::vector<Known> m_known;
    std::map<registry::StateKey, std::optional<Bytes>> m_states;
    std::map<BlockHeight, Digest> m_hashes;
    std::size_t m_accepted = 0;
    std::size_t m_refused = 0;
};

void LyingNodeTest::initTestCase() {
    m_ledger =
        must(EmbeddedLedger::create(m_store, m_clock, m_people.genesis(), m_people.validators));
    std::vector<Bytes> sent;
    for (std::size_t block = 0; block < 6; ++block) {
        std::vector<Bytes> transactions;
        for (std::size_t i = 0; i <= block; ++i) {
            transactions.push_back(m_people.registration(m_clock.now(), i % 3 != 2));
            sent.push_back(transactions.back());
        }
        must(m_ledger->makeBlockWith(transactions));
        m_clock.pass(std::chrono::seconds(1));
    }
    VerifiedLedger honest(*m_ledger, m_clock, SmallConsortium::options(),
                          SmallConsortium::trust(must(m_ledger->lightBlock(BlockHeight(1)))));
    for (const Bytes& bytes : sent) {
        m_known.push_back(
            {bytes, must(honest.transaction(registry::transactionHash(bytes), bytes))});
        const auto key = registry::partyKey(SmallConsortium::chainId,
                                            must(registry::decodeTransaction(bytes)).party);
        m_states[key] = must(honest.state(key)).value;
    }
    const auto newest = must(m_ledger->newestHeight());
    for (std::uint64_t height = 1; height <= newest.value; ++height) {
        m_hashes[BlockHeight(height)] =
            must(m_ledger->lightBlock(BlockHeight(height))).header.hash();
    }
}

void LyingNodeTest::tryOnce(LyingTransport& liar, std::size_t what) {
    // Sometimes from the start, sometimes with most of it known.
    const BlockHeight start(what % 3 == 0 ? 1 : 2 + what % 5);
    VerifiedLedger ledger(liar, m_clock, SmallConsortium::options(),
                          SmallConsortium::trust(must(m_ledger->lightBlock(start))));
    bool accepted = false;
    switch (what % 4) {
    case 0:
        if (const auto head = ledger.advance()) {
            accepted = true;
            QVERIFY(m_hashes.contains(head->height()) && m_hashes[head->height()] == head->hash());
        }
        break;
    case 1: {
        const BlockHeight height(1 + what / 4 % m_hashes.size());
        if (const auto header = ledger.header(height)) {
            accepted = true;
            QVERIFY(header->height() == height && m_hashes[height] == header->hash());
        }
        break;
    }
    case 2: {
        auto at = m_states.begin();
        std::advance(at, what / 4 % m_states.size());
        if (const auto state = ledger.state(at->first)) {
            accepted = true;
            QVERIFY(state->value == at->second);
        }
        break;
    }
    default: {
        const Known& known = m_known[what / 4 % m_known.size()];
        if (const auto proven =
                ledger.transaction(registry::transactionHash(known.bytes), known.bytes)) {
            accepted = true;
            QVERIFY(proven->height == known.proven.height);
            QCOMPARE(proven->index, known.proven.index);
            QVERIFY(proven->blockTime == known.proven.blockTime);
            QCOMPARE(proven->code, known.proven.code);
            QVERIFY(proven->data == known.proven.data);
        }
    }
    }
    // What it goes on trusting is the chain, whatever it was told.
    QVERIFY(m_hashes[ledger.trusted().height()] == ledger.trusted().header().hash());
    ++(accepted ? m_accepted : m_refused);
}

void LyingNodeTest::headersStateAndTransactionsAreBelievedOnlyWhereTrue() {
    const std::uint64_t seed = 2026;
    LyingTransport liar(*m_ledger, seed);
    for (std::size_t what = 0; liar.lies() < 12'000; ++what) {
        liar.oneIn = 1 + what % 7 % 4;
        tryOnce(liar, what);
        if (QTest::currentTestFailed()) {
            qInfo() << "case" << what;
            return;
        }
    }
    qInfo() << "seed" << seed << "lies" << liar.lies() << "accepted, and true" << m_accepted
            << "refused" << m_refused;
    QVERIFY(m_accepted > 0 && m_refused > 1000);
    for (const auto& [kind, count] : liar.kinds()) {
        qInfo() << int(count) << kind.c_str();
    }
}

void LyingNodeTest::submittedIsProvenOnlyWhereItIs() {
    const std::uint64_t seed = 2027;
    LyingTransport liar(*m_ledger, seed);
    liar.oneIn = 4;
    std::size_t believed = 0;
    for (int round = 0; round < 300; ++round) {
        const bool sound = round % 2 == 0;
        VerifiedLedger ledger(
            liar, m_clock, SmallConsortium::options(),
            SmallConsortium::trust(must(m_ledger->lightBlock(must(m_ledger->newestHeight())))));
        const Bytes bytes = m_people.registration(m_clock.now(), sound);
        if (ledger.submit(bytes, {}, milliseconds(0))) {
            ++believed;
            QVERIFY(sound);
            QVERIFY(must(m_ledger->transaction(registry::transactionHash(bytes))).has_value());
        }
    }
    qInfo() << "seed" << seed << "lies" << liar.lies() << "believed, and true" << believed;
    QVERIFY(believed > 0);
}

void LyingNodeTest::logIsCompleteOnlyWhereItIs() {
    const std::uint64_t seed = 2028;
    test::DemoWorld world;
    for (int i = 0; i < 6; ++i) {
        const GrantId grant = world.give(world.draft("han", {"glucose"}));
        static_cast<void>(must(world.gateway("qinghe").read(
            world.signWithOpening("han", world.request("han", "qinghe", grant), grant))));
    }
    must(wallet::SyncLog(world.wallet()).update(world.patient()));
    const auto stored = must(world.wallet().vault.logs().head(world.patient().party));
    const std::uint64_t rows = world.rowCount();
    LyingTransport liar(world.ledger(), seed);
    std::size_t complete = 0;
    std::size_t named = 0;
    std::size_t attempts = 0;
    for (; liar.lies() < 1'000; ++attempts) {
        liar.oneIn = 0;
        VerifiedLedger view = world.verifiedLedger(liar);
        must(view.advance());
        // Half of the time only the rows are false, as from a node that keeps its blocks right.
        liar.oneIn = 1 + attempts % 3;
        wallet::WalletContext context = world.walletOver(view);
        const std::size_t before = liar.lies();
        const auto check = wallet::SyncLog(context).verifyAll(world.patient());
        if (check && check->complete) {
            ++complete;
            QCOMPARE(check->count, rows);
        } else if (check && check->badRow) {
            ++named;
            QVERIFY(*check->badRow >= 1 && *check->badRow <= rows + 1);
        }
        QVERIFY(liar.lies() > before || (check && check->complete));
        QVERIFY(must(world.wallet().vault.logs().head(world.patient().party)) == stored);
    }
    qInfo() << "seed" << seed << "lies" << liar.lies() << "in" << attempts
            << "checks; complete, and true" << complete << "row named" << named;
}

QTEST_APPLESS_MAIN(LyingNodeTest)
#include "lying_node_test.moc"
