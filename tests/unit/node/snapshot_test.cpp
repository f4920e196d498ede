// A new node starts from what strangers send: from nothing but the truth.
#include "core/adapters/state_store/level_store.h"
#include "core/registry/object_ids.h"
#include "tests/support/test_paths.h"
#include "tests/unit/node/node_world.h"
#include "tests/unit/registry/random_run.h"

#include <QtTest>

#include <random>

using namespace consentry;
using namespace consentry::test;

namespace {

/// A snapshot taken apart, to be put together otherwise.
struct Contents {
    std::vector<std::pair<registry::StateKey, Bytes>> values;
    std::vector<std::pair<PartyId, Bytes>> rows;
};

struct Whole {
    SnapshotOffer offer;
    std::vector<Bytes> chunks;
    friend bool operator==(const Whole&, const Whole&) = default;
};

Contents takeApart(const Whole& snapshot) {
    Contents contents;
    for (const Bytes& chunk : snapshot.chunks) {
        must(
            node::readChunk(chunk, {[&](const registry::StateKey& key, ByteView value) -> Result<> {
                                        contents.values.emplace_back(key, toBytes(value));
                                        return {};
                                    },
                                    [&](const PartyId& patient, ByteView row) -> Result<> {
                                        contents.rows.emplace_back(patient, toBytes(row));
                                        return {};
                                    }}));
    }
    return contents;
}

Whole sealed(node::SnapshotContents names, std::vector<Bytes> chunks) {
    names.chunkHashes.clear();
    for (const Bytes& chunk : chunks) {
        names.chunkHashes.push_back(sha256(chunk));
    }
    return {node::offerOf(names), std::move(chunks)};
}

Whole putTogether(const node::SnapshotContents& names, const Contents& contents,
                  std::size_t chunkBytes = node::chunkBytesMax) {
    std::vector<Bytes> chunks;
    node::ChunkWriter writer(
        [&](Bytes chunk) -> Result<> {
            chunks.push_back(std::move(chunk));
            return {};
        },
        chunkBytes);
    for (const auto& [key, value] : contents.values) {
        must(writer.addValue(key, value));
    }
    for (const auto& [patient, row] : contents.rows) {
        must(writer.addRow(patient, row));
    }
    must(writer.finish());
    return sealed(names, std::move(chunks));
}

/// A node on a real disk, whose readers see one moment while it goes on.
struct DiskNode {
    explicit DiskNode(const registry::test::Kit& kit, std::uint64_t interval = 0)
        : clock(kit.time), options{"test", interval, 2} {
        reopen();
    }
    void reopen() {
        application.reset();
        snapshots.reset();
        state.reset();
        state = must(LevelStore::openOrCreate(folder.path() / "state"));
        snapshots = must(LevelStore::openOrCreate(folder.path() / "snapshots"));
        application =
            must(node::RegistryApplication::open(*state, *snapshots, clock, log, metrics, options));
    }
    void decide(const ProposedBlock& block) {
        must(application->finalizeBlock(block));
        must(application->commit());
    }
    /// Waits until the snapshot of this height is on the shelf.
    Whole snapshotOf(BlockHeight height) {
        for (int tries = 0; tries < 20'000; ++tries) {
            for (const SnapshotOffer& offer : must(application->snapshots())) {
                if (offer.height == height) {
                    Whole whole{offer, {}};
                    for (std::uint32_t i = 0; i < offer.chunks; ++i) {
                        whole.chunks.push_back(
                            must(application->snapshotChunk(height, offer.format, i)));
                    }
                    return whole;
                }
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        throw std::runtime_error("no snapshot: " + log.all());
    }
    ChunkAnswer give(const Whole& snapshot) {
        ChunkAnswer last;
        for (std::uint32_t i = 0; i < snapshot.chunks.size(); ++i) {
            last = must(application->applySnapshotChunk(i, snapshot.chunks[i], "peer"));
            if (last.verdict != ChunkVerdict::Accept) {
                break;
            }
        }
        return last;
    }

    TemporaryFolder folder;
    simulation::ScriptedClock clock;
    RecordingLog log;
    node::NodeMetrics metrics;
    node::ApplicationOptions options;
    std::unique_ptr<LevelStore> state;
    std::unique_ptr<LevelStore> snapshots;
    std::unique_ptr<node::RegistryApplication> application;
};

} // namespace

class SnapshotTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void nodesMakeTheSameBytes();
    void aNewNodeGoesOnFromASnapshot();
    void offersAreJudged();
    void aChangedChunkIsAskedForAgain();
    void liesAreTurnedDown_data();
    void liesAreTurnedDown();
    void aRestoreThatWasCutBeginsAfresh();
    void chunksHaveOneEncoding();
    void aNodeWithAStateTakesNone();

private:
    static constexpr std::uint64_t height = 40;
    registry::test::Kit m_kit;
    std::vector<ProposedBlock> m_blocks; ///< the block of height i + 1
    std::vector<Digest> m_hashes;
    Whole m_snapshot;
    node::SnapshotContents m_names;
    Bytes m_appHash;
};

void SnapshotTest::initTestCase() {
    registry::test::RandomRun run(m_kit, 53);
    DiskNode node(m_kit, height);
    must(node.application->startChain(chainStartOf(m_kit.genesis)));
    for (std::uint64_t i = 0; i < height + 20; ++i) {
        const auto transactions = run.nextBlock();
        const auto step = run.nextStep();
        m_kit.apply(transactions, step);
        m_blocks.push_back({m_kit.height, m_kit.time, transactions, 0});
        node.decide(m_blocks.back());
        m_hashes.push_back(*must(node.application->info()).appHash);
    }
    m_snapshot = node.snapshotOf(BlockHeight(height));
    m_names = must(node::contentsOf(m_snapshot.offer));
    m_appHash = toBytes(m_hashes[height - 1].view());
    const Contents contents = takeApart(m_snapshot);
    QVERIFY(contents.values.size() > 100 && contents.rows.size() > 20);
    QVERIFY(equal(m_names.appHash.view(), m_appHash));
}

void SnapshotTest::nodesMakeTheSameBytes() {
    // Another node, started again now and then, whose snapshot is taken while blocks go on.
    DiskNode node(m_kit, height / 2);
    must(node.application->startChain(chainStartOf(m_kit.genesis)));
    for (std::uint64_t i = 0; i < m_blocks.size(); ++i) {
        node.decide(m_blocks[i]);
        // Two blocks went on beside it. A node that stops drops the one under way, and two at the
        // same time are not made: each must be there before either comes.
        if (const std::uint64_t due = i - 1; i > 2 && due % (height / 2) == 0) {
            node.snapshotOf(BlockHeight(due));
        }
        if (i % 11 == 0) {
            node.reopen();
        }
    }
    QVERIFY(node.snapshotOf(BlockHeight(height)) == m_snapshot);
    QVERIFY(must(node.application->snapshotChunk(BlockHeight(height), 1, 99)).empty());
    QVERIFY(must(node.application->snapshotChunk(BlockHeight(height), 2, 0)).empty());
    QVERIFY(must(node.application->snapshotChunk(BlockHeight(3), 1, 0)).empty());
    // The two newest are kept.
    node.snapshotOf(BlockHeight(height + height / 2));
    QCOMPARE(must(node.application->snapshots()).size(), std::size_t{2});
    QVERIFY(must(node.application->snapshotChunk(BlockHeight(height / 2), 1, 0)).empty());
}

void SnapshotTest::aNewNodeGoesOnFromASnapshot() {
    for (const std::size_t chunkBytes : {node::chunkBytesMax, std::size_t{4096}}) {
        const Whole snapshot = putTogether(m_names, takeApart(m_snapshot), chunkBytes);
        QVERIFY(chunkBytes != node::chunkBytesMax || snapshot == m_snapshot);
        DiskNode node(m_kit);
        QVERIFY(must(node.application->offerSnapshot(snapshot.offer, m_appHash)) ==
                OfferVerdict::Accept);
        QCOMPARE(must(node.application->info()).height.value, 0U);
        QVERIFY(node.give(snapshot).verdict == ChunkVerdict::Accept);
        QCOMPARE(must(node.application->info()).height.value, height);
        QVERIFY(equal(must(node.application->info()).appHash->view(), m_appHash));
        for (std::uint64_t i = height; i < m_blocks.size(); ++i) {
            node.decide(m_blocks[i]);
            QVERIFY(*must(node.application->info()).appHash == m_hashes[i]);
            if (i % 5 == 0) {
                node.reopen();
            }
        }
        // Every row of every log, from before the snapshot and from after it.
        for (const auto& [patient, rows] : m_kit.state.logs()) {
            for (std::uint64_t seq = 0; seq < rows.size(); ++seq) {
                QVERIFY(**node.state->get(Table::LogRows,
                                          node::logRowKey(patient, LogSequence(seq))) == rows[seq]);
            }
        }
    }
}

void SnapshotTest::offersAreJudged() {
    DiskNode node(m_kit);
    const auto judge = [&](const SnapshotOffer& offer) {
        return must(node.application->offerSnapshot(offer, m_appHash));
    };
    SnapshotOffer offer = m_snapshot.offer;
    offer.format = 2;
    QVERIFY(judge(offer) == OfferVerdict::RejectFormat);
    QVERIFY(must(node.application->offerSnapshot(m_snapshot.offer, Bytes(32))) ==
            OfferVerdict::Reject);
    offer = m_snapshot.offer;
    offer.chunks += 1;
    QVERIFY(judge(offer) == OfferVerdict::Reject);
    offer = m_snapshot.offer;
    ++offer.height.value;
    QVERIFY(judge(offer) == OfferVerdict::Reject);
    std::mt19937_64 random(3);
    for (int i = 0; i < 500; ++i) {
        offer = m_snapshot.offer;
        Bytes& field = i % 2 == 0 ? offer.metadata : offer.hash;
        field[random() % field.size()] ^= static_cast<std::byte>(1 + random() % 255);
        QVERIFY(judge(offer) == OfferVerdict::Reject);
    }
    // A chunk without an offer ends the attempt.
    QVERIFY(must(node.application->applySnapshotChunk(0, m_snapshot.chunks[0], "peer")).verdict ==
            ChunkVerdict::Abort);
    QVERIFY(judge(m_snapshot.offer) == OfferVerdict::Accept);
    QVERIFY(must(node.application->applySnapshotChunk(99, m_snapshot.chunks[0], "peer")).verdict ==
            ChunkVerdict::Abort);
}

void SnapshotTest::aChangedChunkIsAskedForAgain() {
    DiskNode node(m_kit);
    must(node.application->offerSnapshot(m_snapshot.offer, m_appHash));
    std::mt19937_64 random(7);
    for (int i = 0; i < 200; ++i) {
        const auto index = static_cast<std::uint32_t>(random() % m_snapshot.chunks.size());
        Bytes chunk = m_snapshot.chunks[index];
        switch (i % 4) {
        case 0:
            chunk[random() % chunk.size()] ^= static_cast<std::byte>(1 + random() % 255);
            break;
        case 1:
            chunk.resize(random() % chunk.size());
            break;
        case 2:
            chunk.push_back(std::byte{0});
            break;
        default:
            chunk = m_snapshot.chunks[(index + 1) % m_snapshot.chunks.size()];
        }
        const auto answer = must(node.application->applySnapshotChunk(index, chunk, "liar"));
        QVERIFY(answer.verdict == ChunkVerdict::Retry);
        QVERIFY(answer.refetch == std::vector<std::uint32_t>{index});
        QVERIFY(answer.rejectSenders == std::vector<std::string>{"liar"});
    }
    QVERIFY(node.give(m_snapshot).verdict == ChunkVerdict::Accept);
    QVERIFY(equal(must(node.application->info()).appHash->view(), m_appHash));
}

void SnapshotTest::liesAreTurnedDown_data() {
    QTest::addColumn<int>("what");
    const char* names[] = {"value changed",
                           "value left out",
                           "value invented",
                           "values swapped",
                           "row changed",
                           "last row left out",
                           "first row left out",
                           "a whole log left out",
                           "all logs left out",
                           "row twice",
                           "log invented",
                           "logs swapped",
                           "rows before values",
                           "value behind rows",
                           "no rows chunk of its own",
                           "another chain",
                           "garbage",
                           "empty chunk"};
    for (int i = 0; i < int(std::size(names)); ++i) {
        QTest::newRow(names[i]) << i;
    }
}

void SnapshotTest::liesAreTurnedDown() {
    QFETCH(int, what);
    Contents contents = takeApart(m_snapshot);
    auto& values = contents.values;
    auto& rows = contents.rows;
    node::SnapshotContents names = m_names;
    std::optional<Whole> whole;
    const PartyId victim = rows[rows.size() / 2].first;
    switch (what) {
    case 0:
        values[values.size() / 2].second.back() ^= std::byte{1};
        break;
    case 1:
        values.erase(values.begin() + 5);
        break;
    case 2:
        values.insert(values.begin(), {registry::StateKey(), Bytes(1)});
        break;
    case 3:
        std::swap(values[3], values[4]);
        break;
    case 4:
        rows[rows.size() / 2].second.back() ^= std::byte{1};
        break;
    case 5:
        rows.pop_back();
        break;
    case 6:
        rows.erase(rows.begin());
        break;
    case 7:
        std::erase_if(rows, [&](const auto& row) { return row.first == victim; });
        break;
    case 8:
        rows.clear();
        break;
    case 9:
        rows.insert(rows.begin(), rows.front());
        break;
    case 10:
        rows.insert(rows.begin(), {PartyId(), rows.front().second});
        break;
    case 11:
        std::ranges::reverse(rows);
        break;
    case 12: {
        const Whole honest = putTogether(names, contents, 4096);
        std::vector<Bytes> chunks = honest.chunks;
        std::ranges::rotate(chunks, chunks.end() - 1);
        whole = sealed(names, chunks);
        break;
    }
    case 13: {
        const Whole honest = putTogether(names, contents, 4096);
        std::vector<Bytes> chunks = honest.chunks;
        chunks.push_back(chunks.front());
        whole = sealed(names, chunks);
        break;
    }
    case 14: {
        // A chunk that says that rows are values.
        std::vector<Bytes> chunks = putTogether(names, contents).chunks;
        chunks.back()[1] = std::byte{0};
        whole = sealed(names, chunks);
        break;
    }
    case 15:
        names.chainId = "another-chain";
        break;
    case 16:
        whole = sealed(names, {Bytes(1000, std::byte{0x9F})});
        break;
    case 17:
        whole = sealed(names, {m_snapshot.chunks[0], Bytes()});
        break;
    }
    if (!whole) {
        whole = putTogether(names, contents);
    }
    DiskNode node(m_kit);
    QVERIFY(must(node.application->offerSnapshot(whole->offer, m_appHash)) == OfferVerdict::Accept);
    QVERIFY(node.give(*whole).verdict == ChunkVerdict::RejectSnapshot);
    QCOMPARE(node.log.count("warning: snapshot turned down"), std::size_t{1});
    QVERIFY(!must(node.application->info()).appHash);
    for (const Table table : {Table::State, Table::TreeNodes, Table::LogRows, Table::Meta}) {
        bool isEmpty = true;
        must(node.state->scan(table, {}, [&](ByteView, ByteView) { return isEmpty = false; }));
        QVERIFY(isEmpty);
    }
    // The next offer may be an honest one.
    QVERIFY(must(node.application->offerSnapshot(m_snapshot.offer, m_appHash)) ==
            OfferVerdict::Accept);
    QVERIFY(node.give(m_snapshot).verdict == ChunkVerdict::Accept);
    QVERIFY(equal(must(node.application->info()).appHash->view(), m_appHash));
}

void SnapshotTest::aRestoreThatWasCutBeginsAfresh() {
    const Whole snapshot = putTogether(m_names, takeApart(m_snapshot), 4096);
    int cuts = 0;
    for (int writes = 0;; ++writes) {
        NodeWorld world;
        world.stateFile->writesLeft = writes;
        must(world.application->offerSnapshot(snapshot.offer, m_appHash));
        bool isDone = true;
        for (std::uint32_t i = 0; isDone && i < snapshot.chunks.size(); ++i) {
            isDone =
                world.application->applySnapshotChunk(i, snapshot.chunks[i], "peer").has_value();
        }
        world.stateFile->writesLeft = -1;
        world.application.reset();
        world.application = world.open();
        QCOMPARE(must(world.application->info()).height.value, isDone ? height : 0U);
        if (isDone) {
            break;
        }
        ++cuts;
        QVERIFY(world.stateFile->entries.empty());
        must(world.application->offerSnapshot(snapshot.offer, m_appHash));
        for (std::uint32_t i = 0; i < snapshot.chunks.size(); ++i) {
            must(world.application->applySnapshotChunk(i, snapshot.chunks[i], "peer"));
        }
        QCOMPARE(must(world.application->info()).height.value, height);
    }
    QVERIFY(cuts >= 3);
}

void SnapshotTest::chunksHaveOneEncoding() {
    const Bytes& chunk = m_snapshot.chunks.back();
    const node::ChunkVisitor nothing{[](const registry::StateKey&, ByteView) { return Result<>(); },
                                     [](const PartyId&, ByteView) { return Result<>(); }};
    QVERIFY(node::readChunk(chunk, nothing));
    for (std::size_t size = 0; size < std::min<std::size_t>(chunk.size(), 500); ++size) {
        QVERIFY(!node::readChunk(ByteView(chunk).first(size), nothing));
    }
    Bytes longer = chunk;
    longer.push_back(std::byte{0});
    QVERIFY(!node::readChunk(longer, nothing));
    QCOMPARE(node::readChunk(Bytes(node::chunkBytesMax + 1), nothing).error().code,
             ErrorCode::TooLarge);
}

void SnapshotTest::aNodeWithAStateTakesNone() {
    DiskNode node(m_kit);
    must(node.application->startChain(chainStartOf(m_kit.genesis)));
    QVERIFY(must(node.application->offerSnapshot(m_snapshot.offer, m_appHash)) ==
            OfferVerdict::Abort);
    QVERIFY(must(node.application->applySnapshotChunk(0, m_snapshot.chunks[0], "peer")).verdict ==
            ChunkVerdict::Abort);
    QCOMPARE(must(node.application->info()).height.value, 0U);
}

QTEST_APPLESS_MAIN(SnapshotTest)
#include "snapshot_test.moc"
