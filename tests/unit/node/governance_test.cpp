// What the consortium decides reaches the engine by its rules, and a program that is too old stops
// in time (protocol §9).
#include "core/node/consensus_updates.h"
#include "tests/unit/node/node_world.h"
#include "tests/unit/registry/governance_run.h"

#include <QtTest>

using namespace consentry;
using namespace consentry::test;
using namespace consentry::registry;
using consentry::registry::test::Governance;
using consentry::registry::test::GovernanceRun;
using consentry::registry::test::Organization;

namespace {

struct Decided {
    std::vector<std::uint32_t> codes;
    ConsensusUpdates updates;
};

/// A governed node. Hospitals 0, 1 and 2 decide.
struct World : NodeWorld {
    World() : NodeWorld(Governance::KOfN) { begin(); }

    Decided decideBlock(std::vector<Bytes> transactions) {
        const ProposedBlock block = next(std::move(transactions));
        Decided decided;
        decided.updates = must(application->finalizeBlock(block)).updates;
        decided.codes = decide(block);
        return decided;
    }
    /// One block with the proposal and what it takes.
    ConsensusUpdates agree(const std::string& nonce, GovernanceAction action) {
        std::vector<Bytes> block;
        Transaction proposal = kit.proposal(kit.org(0), nonce, std::move(action));
        block.push_back(kit.seal(proposal));
        const auto members = *kit.load<MembersState>(membersKey(kit.chainId));
        const std::size_t needed = approvalsNeeded(members.countAt(kit.time));
        for (std::size_t i = 1; i < needed; ++i) {
            Transaction approval = kit.approval(kit.org(i), kit.proposalId(kit.org(0), nonce));
            block.push_back(kit.seal(approval));
        }
        Decided decided = decideBlock(std::move(block));
        for (const std::uint32_t code : decided.codes) {
            if (code != 0) {
                throw std::runtime_error(std::string(refusalName(static_cast<Refusal>(code))));
            }
        }
        return decided.updates;
    }
    bool isQuiet(const ConsensusUpdates& updates) const {
        return updates.validators.empty() && !updates.blockBytesMax && !updates.protocolVersion;
    }
    node::ApplicationOptions knowing(std::uint64_t version) const {
        node::ApplicationOptions options;
        options.rulesNewest = version;
        return options;
    }
    void reopen(const node::ApplicationOptions& options = {}) {
        application.reset();
        application = open(options);
    }
};

} // namespace

class NodeGovernanceTest : public QObject {
    Q_OBJECT
private slots:
    void theEnginesValidatorsAreThoseOfTheRegistry();
    void aJoiningValidatorReachesTheEngineOnce();
    void aReplacedValidatorEndsAndBegins();
    void theSizeOfBlocksReachesTheEngine();
    void anUndecidedBlockChangesNothing();
    void theEngineFollowsEveryDecision();
    void aProgramThatIsTooOldStopsBeforeTheBlock();
    void aNewerProgramGoesOnWhereTheOldOneStopped();
    void anUpgradeThatWasTakenBackStopsNobody();
};

void NodeGovernanceTest::theEnginesValidatorsAreThoseOfTheRegistry() {
    NodeWorld world(Governance::KOfN);
    ChainStart other = chainStartOf(world.kit.genesis);
    other.validators[2].key = SigningKey::generate().publicKey();
    QCOMPARE(world.application->startChain(other).error().code, ErrorCode::InvalidArgument);
    ChainStart fewer = chainStartOf(world.kit.genesis);
    fewer.validators.pop_back();
    QCOMPARE(world.application->startChain(fewer).error().code, ErrorCode::InvalidArgument);
    QVERIFY(world.stateFile->entries.empty());
    world.begin();
    QVERIFY(*must(world.application->info()).appHash == world.expectedRoot());
}

void NodeGovernanceTest::aJoiningValidatorReachesTheEngineOnce() {
    World world;
    Organization& clinic = world.kit.newcomer("clinic");
    QVERIFY(world.isQuiet(world.agree("join", world.kit.joining(clinic))));
    const NewValidator validator = world.kit.newValidator(clinic.id, "clinic validator");
    const ConsensusUpdates updates =
        world.agree("begin", UpdateValidators{clinic.id, std::nullopt, validator});
    QCOMPARE(updates.validators.size(), 1U);
    QVERIFY(updates.validators[0].key == validator.key);
    QCOMPARE(updates.validators[0].power, 1);
    QVERIFY(!updates.blockBytesMax && !updates.protocolVersion);
    QCOMPARE(world.log.count("validators change from_block=4 begin=1 end=0"), 2U);
    QVERIFY(world.isQuiet(world.decideBlock({}).updates));
    QVERIFY(*must(world.application->info()).appHash == world.expectedRoot());
}

void NodeGovernanceTest::aReplacedValidatorEndsAndBegins() {
    World world;
    const Organization& org = world.kit.org(1);
    const SigningPublicKey old = world.kit.key(org.validator).publicKey();
    const NewValidator next = world.kit.newValidator(org.id, "next");
    const ConsensusUpdates updates = world.agree("p", UpdateValidators{org.id, old, next});
    std::map<SigningPublicKey, std::int64_t> powers;
    for (const ChainValidator& one : updates.validators) {
        powers[one.key] = one.power;
    }
    QCOMPARE(updates.validators.size(), 2U);
    QCOMPARE(powers.at(old), 0);
    QCOMPARE(powers.at(next.key), 1);
}

void NodeGovernanceTest::theSizeOfBlocksReachesTheEngine() {
    World world;
    SetParameters set;
    set.blockBytesMax = 1'000'000;
    QCOMPARE(*world.agree("p", set).blockBytesMax, 1'000'000);
    set.transactionsPerHour = 9;
    QVERIFY(!world.agree("q", set).blockBytesMax); // stays as it is
    set.blockBytesMax = static_cast<std::uint32_t>(limits::blockBytesMax);
    QCOMPARE(*world.agree("r", set).blockBytesMax, std::int64_t{2} * 1024 * 1024);
}

void NodeGovernanceTest::anUndecidedBlockChangesNothing() {
    World world;
    const Organization& org = world.kit.org(1);
    std::vector<Bytes> block;
    Transaction proposal =
        world.kit.proposal(world.kit.org(0), "p",
                           UpdateValidators{org.id, world.kit.key(org.validator).publicKey(),
                                            world.kit.newValidator(org.id, "next")});
    block.push_back(world.kit.seal(proposal));
    for (std::size_t i = 1; i < 3; ++i) {
        Transaction approval =
            world.kit.approval(world.kit.org(i), world.kit.proposalId(world.kit.org(0), "p"));
        block.push_back(world.kit.seal(approval));
    }
    const ProposedBlock decided = world.next(block);
    QCOMPARE(must(world.application->finalizeBlock(decided)).updates.validators.size(), 2U);
    // The engine was ended here, and asks again.
    QVERIFY(must(world.application->finalizeBlock(world.next({}))).updates.validators.empty());
    QCOMPARE(must(world.application->finalizeBlock(decided)).updates.validators.size(), 2U);
}

void NodeGovernanceTest::theEngineFollowsEveryDecision() {
    World world;
    std::map<SigningPublicKey, std::int64_t> engine; // as the engine applies what it is told
    for (const ChainValidator& one : chainStartOf(world.kit.genesis).validators) {
        engine[one.key] = one.power;
    }
    GovernanceRun run(world.kit, 20261130);
    std::uint64_t changes = 0;
    std::uint64_t lastChange = 0;
    world.reopen(world.knowing(limits::parameterMax));
    for (int i = 0; i < 1500; ++i) {
        const std::vector<Bytes> offered = run.nextBlock();
        ProposedBlock block = world.next(offered, run.nextStep());
        block.transactions = must(world.application->prepareProposal(block, limits::blockBytesMax));
        QVERIFY(must(world.application->processProposal(block)));
        const ConsensusUpdates updates = must(world.application->finalizeBlock(block)).updates;
        world.decide(block);
        std::size_t ended = 0;
        const std::size_t before = engine.size();
        for (const ChainValidator& one : updates.validators) {
            // The engine halts every node on an end of somebody it does not know.
            QVERIFY(one.power == 1 ? !engine.contains(one.key) : engine.contains(one.key));
            if (one.power == 0) {
                engine.erase(one.key);
                ++ended;
            } else {
                engine[one.key] = one.power;
            }
        }
        QVERIFY(ended * 3 < before); // who trusts the old set follows the new
        QVERIFY(engine.size() >= limits::validatorsMin);
        if (!updates.validators.empty()) {
            QVERIFY(lastChange == 0 || block.height.value >= lastChange + 3);
            lastChange = block.height.value;
            ++changes;
        }
        QVERIFY(*must(world.application->info()).appHash == world.expectedRoot());
    }
    QVERIFY2(changes > 10, std::to_string(changes).c_str());
    const auto state = *world.kit.load<ValidatorsState>(validatorsKey(world.kit.chainId));
    QCOMPARE(state.validators.size(), engine.size());
    for (const ValidatorEntry& entry : state.validators) {
        QVERIFY(engine.contains(entry.key));
    }
}

void NodeGovernanceTest::aProgramThatIsTooOldStopsBeforeTheBlock() {
    World world;
    const std::uint64_t height = world.kit.height.value + 1 + limits::upgradeNoticeBlocks;
    // Said when it is agreed on and at every start, not with every block.
    const std::string warning = "warning: an upgrade was agreed on that this program does not know";
    world.agree("p", Upgrade{BlockHeight(height), 2});
    QCOMPARE(world.log.count(warning), 1U);
    SetParameters other;
    other.requestDays = 3;
    world.agree("q", other);
    QCOMPARE(world.log.count(warning), 1U);
    world.reopen();
    QCOMPARE(world.log.count(warning), 2U);
    QCOMPARE(must(world.application->info()).protocolVersion, 1U);
    while (world.kit.height.value + 2 < height) {
        QVERIFY(world.isQuiet(world.decideBlock({}).updates));
    }
    // In the headers from the agreed block on; the old program still tells the engine.
    QCOMPARE(*world.decideBlock({}).updates.protocolVersion, 2U);
    QCOMPARE(world.kit.height.value + 1, height);
    const Digest hash = *must(world.application->info()).appHash;
    QCOMPARE(must(world.application->info()).protocolVersion, 2U);
    const ProposedBlock block = world.next({});
    for (const Error& error :
         {world.application->prepareProposal(block, limits::blockBytesMax).error(),
          world.application->processProposal(block).error(),
          world.application->finalizeBlock(block).error()}) {
        QCOMPARE(error.code, ErrorCode::Unsupported);
        QVERIFY(error.context.find("version 2") != std::string::npos);
        QVERIFY(error.context.find(std::to_string(height)) != std::string::npos);
    }
    // Nothing was changed, and it does not start again.
    QVERIFY(*must(world.application->info()).appHash == hash);
    world.application.reset();
    const auto again = node::RegistryApplication::open(world.stateStore, world.snapshotStore,
                                                       world.clock, world.log, world.metrics, {});
    QCOMPARE(again.error().code, ErrorCode::Unsupported);
}

void NodeGovernanceTest::aNewerProgramGoesOnWhereTheOldOneStopped() {
    World late; // installs the new program late
    World ready;
    ready.reopen(ready.knowing(2));
    const std::uint64_t height = late.kit.height.value + 1 + limits::upgradeNoticeBlocks;
    for (World* world : {&late, &ready}) {
        world->agree("p", Upgrade{BlockHeight(height), 2});
        while (world->kit.height.value + 1 < height) {
            world->decideBlock({});
        }
    }
    QVERIFY(*must(late.application->info()).appHash == *must(ready.application->info()).appHash);
    for (int i = 0; i < 3; ++i) {
        ready.decideBlock({});
    }
    QCOMPARE(late.application->finalizeBlock(late.next({})).error().code, ErrorCode::Unsupported);
    // With the new program it takes the blocks that it missed.
    late.reopen(late.knowing(2));
    for (int i = 0; i < 3; ++i) {
        QVERIFY(late.isQuiet(late.decideBlock({}).updates));
    }
    QVERIFY(*must(late.application->info()).appHash == *must(ready.application->info()).appHash);
    QCOMPARE(must(late.application->info()).height.value, height + 2);
}

void NodeGovernanceTest::anUpgradeThatWasTakenBackStopsNobody() {
    World world;
    const std::uint64_t height = world.kit.height.value + 1 + limits::upgradeNoticeBlocks;
    world.agree("p", Upgrade{BlockHeight(height), 2});
    while (world.kit.height.value + 2 < height) {
        world.decideBlock({});
    }
    // In the last block in which it can be.
    QVERIFY(world.isQuiet(world.agree("back", Upgrade{BlockHeight(1), 1})));
    for (int i = 0; i < 3; ++i) {
        QVERIFY(world.isQuiet(world.decideBlock({}).updates));
    }
    QCOMPARE(must(world.application->info()).protocolVersion, 1U);
}

QTEST_APPLESS_MAIN(NodeGovernanceTest)
#include "governance_test.moc"
