// A node as its engine sees it: how a chain begins, what the mempool lets in, what is proposed and
// voted for, what a commit leaves behind.
#include "core/registry/block_order.h"
#include "tests/unit/node/node_world.h"
#include "tests/unit/registry/random_run.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::test;
using registry::Refusal;
using registry::Transaction;

namespace {

std::uint32_t number(Refusal refusal) {
    return static_cast<std::uint32_t>(refusal);
}

/// Signed by a key that is not the one it names.
Bytes forged(registry::test::Kit& kit, Transaction transaction) {
    kit.seal(transaction);
    transaction.signature.data()[0] ^= std::byte{1};
    return registry::encodeTransaction(transaction);
}

std::size_t sizeOf(const std::vector<Bytes>& transactions) {
    std::size_t bytes = 0;
    for (const Bytes& transaction : transactions) {
        bytes += transaction.size() + 3; // as the engine counts transactions of this size
    }
    return bytes;
}

} // namespace

class RegistryApplicationTest : public QObject {
    Q_OBJECT
private slots:
    void beginsAChainOnce();
    void refusesAGenesisThatItCannotKeep_data();
    void refusesAGenesisThatItCannotKeep();
    void makesTheSameStateAsTheRegistry();
    void aBlockCountsOnceItIsCommitted();
    void anEmptyBlockKeepsTheHash();
    void callsOutOfOrderEndTheNode();
    void theMempoolBuildsOnWhatItLetIn();
    void aRefusedTransactionUsesNothingInTheMempool();
    void everySignatureIsVerifiedOnce();
    void aProposalHoldsWhatIsWorthIt();
    void aRevocationOvertakesAFullMempool();
    void aProposalFits();
    void badProposalsAreRejected_data();
    void badProposalsAreRejected();
    void aVerdictDependsOnStateAndBlockAlone();
    void aFailedCommitLosesNothing();
    void goesOnAfterARestart();
};

void RegistryApplicationTest::beginsAChainOnce() {
    NodeWorld world;
    QVERIFY(!must(world.application->info()).appHash);
    QCOMPARE(must(world.application->info()).height.value, 0U);
    const ChainStart start = chainStartOf(world.kit.genesis);
    const ChainStarted started = must(world.application->startChain(start));
    QVERIFY(started.appHash == world.expectedRoot());
    QCOMPARE(started.protocolVersion, 1U);
    QCOMPARE(started.blockBytesMax, std::int64_t{2} * 1024 * 1024);
    // The engine asks again as long as nothing was committed, also after a restart.
    QVERIFY(must(world.application->startChain(start)).appHash == started.appHash);
    world.application.reset();
    world.application = world.open();
    QVERIFY(must(world.application->startChain(start)).appHash == started.appHash);

    registry::Genesis other = world.kit.genesis;
    other.organizations[0].name = "Other";
    QCOMPARE(world.application->startChain(chainStartOf(other)).error().code,
             ErrorCode::InvalidArgument);
    world.decide(world.next({}));
    // An engine that lost its blocks must not begin on this state.
    QCOMPARE(world.application->startChain(start).error().code, ErrorCode::InvalidArgument);
}

void RegistryApplicationTest::refusesAGenesisThatItCannotKeep_data() {
    QTest::addColumn<int>("what");
    QTest::addColumn<int>("validators");
    const char* names[] = {"another chain", "height 7",    "power 2",      "a validator twice",
                           "before 1970",   "no JSON",     "empty object", "second member",
                           "no base64",     "no encoding", "a byte more"};
    for (int i = 0; i < int(std::size(names)); ++i) {
        QTest::newRow(names[i]) << i << 4;
    }
    QTest::newRow("no validators") << -1 << 0;
    QTest::newRow("too many validators") << -1 << 101;
}

void RegistryApplicationTest::refusesAGenesisThatItCannotKeep() {
    QFETCH(int, what);
    QFETCH(int, validators);
    NodeWorld world;
    ChainStart start = chainStartOf(world.kit.genesis, static_cast<std::size_t>(validators));
    const std::string good(textOf(start.applicationState));
    const auto state = [&](const std::string& text) {
        start.applicationState = toBytes(bytesOf(text));
    };
    Bytes encoded = registry::encodeGenesis(world.kit.genesis);
    switch (what) {
    case 0:
        start.chainId += "x";
        break;
    case 1:
        start.initialHeight = 7;
        break;
    case 2:
        start.validators[1].power = 2;
        break;
    case 3:
        start.validators[1] = start.validators[0];
        break;
    case 4:
        start.time = instantFromMillis(-1);
        break;
    case 5:
        state("{");
        break;
    case 6:
        state("{}");
        break;
    case 7:
        state("{\"more\":1," + good.substr(1));
        break;
    case 8:
        state("{\"registry_genesis\":\"?\"}");
        break;
    case 9:
        state("{\"registry_genesis\":\"AAAA\"}");
        break;
    case 10:
        encoded.push_back(std::byte{0});
        state("{\"registry_genesis\":\"" + toBase64(encoded) + "\"}");
        break;
    default:
        break;
    }
    QVERIFY(!world.application->startChain(start));
    QVERIFY(world.stateFile->entries.empty());
    QVERIFY(world.application->startChain(chainStartOf(world.kit.genesis)));
}

void RegistryApplicationTest::makesTheSameStateAsTheRegistry() {
    NodeWorld world;
    world.begin();
    const std::uint64_t seed = 41;
    qInfo() << "seed" << seed;
    registry::test::RandomRun run(world.kit, seed);
    std::size_t proposed = 0;
    for (int i = 0; i < 120; ++i) {
        const std::vector<Bytes> offered = run.nextBlock();
        const milliseconds step = run.nextStep();
        for (const Bytes& transaction : offered) {
            world.check(transaction);
        }
        // What an honest node proposes every honest node accepts.
        ProposedBlock block = world.next(offered, step);
        block.transactions =
            must(world.application->prepareProposal(block, registry::limits::blockBytesMax));
        QVERIFY(must(world.application->processProposal(block)));
        proposed += block.transactions.size();
        world.decide(block);
        QVERIFY(*must(world.application->info()).appHash == world.expectedRoot());
        QVERIFY(must(world.application->info()).height == world.kit.height);
    }
    QVERIFY(proposed > 150);
}

void RegistryApplicationTest::aBlockCountsOnceItIsCommitted() {
    NodeWorld world;
    world.begin();
    Transaction registration = world.kit.registration(world.kit.person("a"), true);
    const ProposedBlock block = world.next({world.kit.seal(registration)});
    const auto entries = world.stateFile->entries;
    const Digest before = *must(world.application->info()).appHash;
    const FinalizedBlock once = must(world.application->finalizeBlock(block));
    const FinalizedBlock twice = must(world.application->finalizeBlock(block));
    QVERIFY(once.appHash == twice.appHash && once.appHash != before);
    QVERIFY(once.outcomes[0].data == twice.outcomes[0].data && !once.outcomes[0].data.empty());
    QVERIFY(world.stateFile->entries == entries);
    QVERIFY(*must(world.application->info()).appHash == before);
    // The engine was ended here and another block was decided.
    QVERIFY(must(world.application->finalizeBlock(world.next({}))).appHash == before);
    must(world.application->finalizeBlock(block));
    must(world.application->commit());
    QVERIFY(*must(world.application->info()).appHash == once.appHash);
    QCOMPARE(must(world.application->info()).height.value, 1U);
}

void RegistryApplicationTest::anEmptyBlockKeepsTheHash() {
    NodeWorld world;
    world.begin();
    world.registered("a");
    const Digest hash = *must(world.application->info()).appHash;
    for (int i = 0; i < 40; ++i) {
        world.decide(world.next({}));
    }
    QVERIFY(*must(world.application->info()).appHash == hash);
}

void RegistryApplicationTest::callsOutOfOrderEndTheNode() {
    NodeWorld world;
    const ProposedBlock first = world.next({});
    QVERIFY(!world.application->finalizeBlock(first));
    QVERIFY(!world.application->commit());
    QVERIFY(!world.application->checkTransaction({}, CheckKind::New));
    QCOMPARE(world.ask("/state", Bytes(32)).code, 6U);
    world.begin();
    QVERIFY(!world.application->commit());
    ProposedBlock later = first;
    later.height = BlockHeight(2);
    QVERIFY(!world.application->finalizeBlock(later));
    QVERIFY(!world.application->commit());
    QVERIFY(world.application->finalizeBlock(first));
    QVERIFY(world.application->commit());
    QVERIFY(!world.application->commit());
}

void RegistryApplicationTest::theMempoolBuildsOnWhatItLetIn() {
    NodeWorld world;
    world.begin();
    auto& person = world.kit.person("a");
    Transaction registration = world.kit.registration(person, true);
    Transaction grant = world.kit.grant(person, "g", std::chrono::hours(1));
    const Bytes first = world.kit.seal(registration);
    const Bytes second = world.kit.seal(grant);
    QCOMPARE(world.check(second), number(Refusal::UnknownKey));
    QCOMPARE(world.check(first), 0U);
    QCOMPARE(world.check(first), number(Refusal::SequenceUsed));
    QCOMPARE(world.check(second), 0U);
    // A commit starts afresh: the engine asks again for what is still waiting.
    world.decide(world.next({}));
    QCOMPARE(world.check(second), number(Refusal::UnknownKey));
    world.decide(world.next({first}));
    QCOMPARE(world.check(second), 0U);
    QCOMPARE(world.check(first), number(Refusal::SequenceUsed));
    QCOMPARE(world.check(Bytes(10)), number(Refusal::Malformed));
    QCOMPARE(world.check(Bytes(registry::limits::transactionBytesMax + 1)),
             number(Refusal::TooLarge));
}

void RegistryApplicationTest::aRefusedTransactionUsesNothingInTheMempool() {
    NodeWorld world;
    world.begin();
    auto& person = world.registered("a");
    const Bytes bytes = world.refused(person);
    const std::uint32_t code = world.check(bytes);
    QCOMPARE(code, number(Refusal::IdTaken));
    QCOMPARE(world.check(bytes), code);
    // In a block it used its sequence and cannot come again.
    QCOMPARE(world.decide(world.next({bytes, bytes})),
             (std::vector<std::uint32_t>{code, number(Refusal::SequenceUsed)}));
}

void RegistryApplicationTest::everySignatureIsVerifiedOnce() {
    NodeWorld world;
    world.begin();
    Transaction registration = world.kit.registration(world.kit.person("a"), true);
    const Bytes bytes = world.kit.seal(registration);
    QCOMPARE(world.check(bytes), 0U);
    const ProposedBlock block = world.next({bytes});
    must(world.application->prepareProposal(block, registry::limits::blockBytesMax));
    QVERIFY(must(world.application->processProposal(block)));
    world.decide(block);
    // Signature, cosignature, two possessions, a receipt for each of two bodies in one.
    const std::uint64_t verified = world.metrics.signaturesVerified;
    QVERIFY(verified >= 4 && verified <= 6);
    QVERIFY(world.metrics.signaturesRepeated >= 2 * verified);
}

void RegistryApplicationTest::aProposalHoldsWhatIsWorthIt() {
    NodeWorld world;
    world.begin();
    auto& person = world.registered("a");
    auto& other = world.registered("b");
    Transaction grant = world.kit.grant(person, "g", std::chrono::hours(1));
    const Bytes good = world.kit.seal(grant);
    Transaction replay = world.kit.registration(world.kit.person("c"), true);
    const Bytes used = world.kit.seal(replay);
    world.decide(world.next({used}));
    const Bytes refused = world.refused(person);
    Transaction foreign =
        world.kit.byDevice(other, registry::Revoke{{world.kit.grantId(person, "taken")}});
    const Bytes foreignRevocation = world.kit.seal(foreign);
    Transaction own =
        world.kit.byDevice(person, registry::Revoke{{world.kit.grantId(person, "x")}});
    const Bytes revocation = world.kit.seal(own);

    const auto chosen = must(world.application->prepareProposal(
        world.next({used, Bytes(5), good, foreignRevocation,
                    forged(world.kit, world.kit.grant(person, "h", std::chrono::hours(1))), good,
                    refused, revocation, revocation}),
        registry::limits::blockBytesMax));
    QVERIFY(chosen == (std::vector<Bytes>{revocation, good, refused}));
    QVERIFY(must(world.application->processProposal(world.next(chosen))));
}

void RegistryApplicationTest::aRevocationOvertakesAFullMempool() {
    NodeWorld world;
    world.begin();
    auto& person = world.registered("a");
    Transaction grant = world.kit.grant(person, "g", std::chrono::hours(1));
    const Bytes ordinary = world.kit.seal(grant);
    Transaction revoke =
        world.kit.byDevice(person, registry::Revoke{{world.kit.grantId(person, "x")}});
    const Bytes revocation = world.kit.seal(revoke);
    QCOMPARE(world.check(revocation), 0U);
    // The engine hands over the start of its queue, where the revocation does not stand.
    const auto chosen = must(world.application->prepareProposal(world.next({ordinary}), 100'000));
    QVERIFY(chosen == (std::vector<Bytes>{revocation, ordinary}));
    world.decide(world.next(chosen));
    QVERIFY(must(world.application->prepareProposal(world.next({}), 100'000)).empty());
    // One that is refused when the engine asks again is forgotten.
    Transaction late =
        world.kit.byDevice(person, registry::Revoke{{world.kit.grantId(person, "y")}});
    const Bytes lateBytes = world.kit.seal(late);
    QCOMPARE(world.check(lateBytes), 0U);
    Transaction rival =
        world.kit.byDevice(person, registry::Revoke{{world.kit.grantId(person, "y")}});
    rival.expiresAt -= milliseconds(1);
    world.decide(world.next({world.kit.seal(rival)}));
    QCOMPARE(must(world.application->checkTransaction(lateBytes, CheckKind::Recheck)).code,
             number(Refusal::EffectHolds));
    QVERIFY(must(world.application->prepareProposal(world.next({}), 100'000)).empty());
}

void RegistryApplicationTest::aProposalFits() {
    NodeWorld world;
    world.begin();
    std::vector<Bytes> offered;
    for (int i = 0; i < 40; ++i) {
        Transaction transaction =
            world.kit.registration(world.kit.person("p" + std::to_string(i)), true);
        offered.push_back(world.kit.seal(transaction));
        if (world.check(offered.back()) != 0) {
            break;
        }
    }
    const std::size_t bytes = sizeOf(offered);
    for (const std::size_t room : {std::size_t{0}, bytes / 7, bytes / 2, bytes, 2 * bytes}) {
        const auto chosen = must(world.application->prepareProposal(world.next(offered), room));
        // Nine tenths at most: the rest is kept for those who revoke.
        QVERIFY(sizeOf(chosen) <= room / 10 * 9);
        QVERIFY(sizeOf(chosen) + offered.front().size() + 100 >= std::min(room / 10 * 9, bytes));
    }
}

void RegistryApplicationTest::badProposalsAreRejected_data() {
    QTest::addColumn<int>("what");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("empty") << 0 << true;
    QTest::newRow("sound") << 1 << true;
    QTest::newRow("refused but counted") << 2 << true;
    QTest::newRow("protective first") << 3 << true;
    QTest::newRow("protective behind") << 4 << false;
    QTest::newRow("twice") << 5 << false;
    QTest::newRow("forged") << 6 << false;
    QTest::newRow("undecodable") << 7 << false;
    QTest::newRow("a byte more") << 8 << false;
    QTest::newRow("too large") << 9 << false;
    QTest::newRow("protective without effect") << 10 << false;
    QTest::newRow("expired") << 11 << false;
}

void RegistryApplicationTest::badProposalsAreRejected() {
    QFETCH(int, what);
    QFETCH(bool, accepted);
    NodeWorld world;
    world.begin();
    auto& person = world.registered("a");
    auto& kit = world.kit;
    Transaction grant = kit.grant(person, "g", std::chrono::hours(1));
    const Bytes good = kit.seal(grant);
    const Bytes refused = world.refused(person);
    Transaction own = kit.byDevice(person, registry::Revoke{{kit.grantId(person, "x")}});
    const Bytes revocation = kit.seal(own);
    Bytes longer = good;
    longer.push_back(std::byte{0});
    std::vector<Bytes> block;
    switch (what) {
    case 1:
        block = {good};
        break;
    case 2:
        block = {refused};
        break;
    case 3:
        block = {revocation, good};
        break;
    case 4:
        block = {good, revocation};
        break;
    case 5:
        block = {good, good};
        break;
    case 6:
        block = {forged(kit, kit.grant(person, "h", std::chrono::hours(1)))};
        break;
    case 7:
        block = {Bytes(100)};
        break;
    case 8:
        block = {longer};
        break;
    case 9:
        block.assign(registry::limits::blockBytesMax / good.size() + 1, good);
        break;
    case 10:
        block = {revocation, revocation};
        break;
    default:
        break;
    }
    ProposedBlock proposal = world.next(block);
    if (what == 11) {
        proposal = world.next({good}, std::chrono::days(2));
    }
    QCOMPARE(must(world.application->processProposal(proposal)), accepted);
    QCOMPARE(world.metrics.proposalsRejected.load(), accepted ? 0U : 1U);
    // Decided all the same, because others are broken: a code for each, and the chain goes on.
    QCOMPARE(world.decide(proposal).size(), proposal.transactions.size());
    world.decide(world.next({}));
    QVERIFY(*must(world.application->info()).appHash == world.expectedRoot());
}

void RegistryApplicationTest::aVerdictDependsOnStateAndBlockAlone() {
    NodeWorld one;
    NodeWorld two;
    one.begin();
    two.begin();
    registry::test::RandomRun run(one.kit, 43);
    std::size_t accepted = 0;
    std::size_t rejected = 0;
    for (int i = 0; i < 150; ++i) {
        const std::vector<Bytes> offered = run.nextBlock();
        // The second node has other caches, another clock, and saw other proposals before.
        two.clock.pass(std::chrono::hours(i));
        for (auto tx = offered.rbegin(); tx != offered.rend(); ++tx) {
            two.check(*tx);
        }
        const ProposedBlock block = one.next(offered, run.nextStep());
        must(two.application->processProposal(two.next({}, std::chrono::seconds(7))));
        const bool verdict = must(one.application->processProposal(block));
        QCOMPARE(must(two.application->processProposal(block)), verdict);
        ++(verdict ? accepted : rejected);
        one.decide(block);
        two.decide(block);
        QVERIFY(*must(one.application->info()).appHash == *must(two.application->info()).appHash);
    }
    QVERIFY(accepted > 5 && rejected > 20);
}

void RegistryApplicationTest::aFailedCommitLosesNothing() {
    NodeWorld world;
    world.begin();
    world.registered("a");
    const Digest before = *must(world.application->info()).appHash;
    Transaction registration = world.kit.registration(world.kit.person("b"), true);
    const ProposedBlock block = world.next({world.kit.seal(registration)});
    const Digest after = must(world.application->finalizeBlock(block)).appHash;
    world.stateFile->writesLeft = 0;
    QCOMPARE(world.application->commit().error().code, ErrorCode::Io);
    QVERIFY(*must(world.application->info()).appHash == before);
    // The program ends here; started again with room, the engine replays the block.
    world.stateFile->writesLeft = -1;
    world.application.reset();
    world.application = world.open();
    QVERIFY(*must(world.application->info()).appHash == before);
    QCOMPARE(must(world.application->info()).height.value, 1U);
    QVERIFY(must(world.application->finalizeBlock(block)).appHash == after);
    must(world.application->commit());
    QVERIFY(*must(world.application->info()).appHash == after);
}

void RegistryApplicationTest::goesOnAfterARestart() {
    NodeWorld world;
    world.begin();
    registry::test::RandomRun run(world.kit, 47);
    for (int i = 0; i < 60; ++i) {
        const std::vector<Bytes> block = run.nextBlock();
        world.decide(world.next(block, run.nextStep()));
        if (i % 7 == 0) {
            world.application.reset();
            world.application = world.open();
        }
        QVERIFY(*must(world.application->info()).appHash == world.expectedRoot());
    }
    // A store whose record of itself does not fit its state is not gone on with.
    world.application.reset();
    for (auto& [place, value] : world.stateFile->entries) {
        if (place.first == Table::TreeNodes) {
            value[0] ^= std::byte{1};
            break;
        }
    }
    QCOMPARE(node::RegistryApplication::open(world.stateStore, world.snapshotStore, world.clock,
                                             world.log, world.metrics, {})
                 .error()
                 .code,
             ErrorCode::DamagedData);
}

QTEST_APPLESS_MAIN(RegistryApplicationTest)
#include "registry_application_test.moc"
