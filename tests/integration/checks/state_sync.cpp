// A new member takes over a snapshot of the state instead of all blocks, while one of those that
// offer snapshots lies. Its engine asks for the newest first, and those are the forged ones.
#include "tests/integration/checks/check.h"

#include "core/adapters/state_store/level_store.h"
#include "core/crypto/hash.h"
#include "core/node/snapshot_shelf.h"
#include "core/ports/ledger_nodes.h"
#include "core/registry/state_root.h"
#include "tests/integration/support/chain_history.h"
#include "tests/integration/support/proven_writer.h"
#include "tests/support/test_paths.h"

#include <algorithm>
#include <sstream>
#include <thread>

namespace consentry::checks {
namespace {

using node::SnapshotContents;
using node::SnapshotShelf;
using std::chrono::milliseconds;
using std::chrono::seconds;
using test::RunningConsortium;

constexpr int interval = 20; ///< blocks between snapshots
constexpr int liar = 4;
constexpr int joining = 5;
constexpr std::size_t grantsAtLeast = 5;
constexpr milliseconds pollInterval{50};
/// Idle blocks come every five seconds.
constexpr seconds idleMax{240};
constexpr seconds backMax{60};
/// Of an interval: signing ends here, so that the chain is at rest when it is full.
constexpr std::uint64_t signingEnds = 14;
/// The engine's light client wants two blocks above a snapshot before it believes its root.
constexpr std::uint64_t blocksAbove = 2;
constexpr std::uint64_t blocksTogether = 5;
constexpr std::size_t keepAll = 100;

struct Value {
    registry::StateKey key;
    Bytes bytes;
};
struct Row {
    PartyId patient;
    Bytes event;
};
/// What a snapshot holds.
struct Content {
    std::vector<Value> values;
    std::vector<Row> rows;
};

Result<Content> readContent(const std::vector<Bytes>& chunks) {
    Content content;
    const node::ChunkVisitor visitor{
        [&](const registry::StateKey& key, ByteView value) -> Result<> {
            content.values.push_back({key, toBytes(value)});
            return {};
        },
        [&](const PartyId& patient, ByteView event) -> Result<> {
            content.rows.push_back({patient, toBytes(event)});
            return {};
        }};
    for (const Bytes& chunk : chunks) {
        RETURN_IF_ERROR(node::readChunk(chunk, visitor));
    }
    return content;
}

Result<std::vector<Bytes>> cutContent(const Content& content) {
    std::vector<Bytes> chunks;
    node::ChunkWriter writer([&](Bytes chunk) -> Result<> {
        chunks.push_back(std::move(chunk));
        return {};
    });
    for (const Value& value : content.values) {
        RETURN_IF_ERROR(writer.addValue(value.key, value.bytes));
    }
    for (const Row& row : content.rows) {
        RETURN_IF_ERROR(writer.addRow(row.patient, row.event));
    }
    RETURN_IF_ERROR(writer.finish());
    return chunks;
}

std::vector<Digest> hashesOf(const std::vector<Bytes>& chunks) {
    std::vector<Digest> hashes;
    std::transform(chunks.begin(), chunks.end(), std::back_inserter(hashes),
                   [](const Bytes& chunk) { return sha256(chunk); });
    return hashes;
}

Result<Digest> rootOf(const Content& content) {
    registry::StateRoot root;
    for (const Value& value : content.values) {
        RETURN_IF_ERROR(root.add({value.key, sha256(value.bytes)}));
    }
    return root.finish();
}

/// Whether one line of a log holds all of the words.
bool hasLine(const std::string& log, const std::vector<std::string>& words) {
    std::istringstream lines(log);
    std::string line;
    while (std::getline(lines, line)) {
        if (std::all_of(words.begin(), words.end(), [&](const std::string& word) {
                return line.find(word) != std::string::npos;
            })) {
            return true;
        }
    }
    return false;
}

/// Puts snapshots that look newer than the honest one among those that a member offers.
class Forger {
public:
    explicit Forger(SnapshotShelf& shelf) : m_shelf(shelf) {}

    Result<> readHonest(std::uint64_t height) {
        ASSIGN_OR_RETURN(const std::vector<SnapshotOffer> offers, m_shelf.offers());
        RETURN_IF_ERROR(expect(!offers.empty() && offers.back().height.value == height,
                               "no snapshot of block " + std::to_string(height)));
        ASSIGN_OR_RETURN(m_honest, node::contentsOf(offers.back()));
        for (std::uint32_t index = 0; index < offers.back().chunks; ++index) {
            ASSIGN_OR_RETURN(Bytes chunk, m_shelf.chunk(m_honest.height, index));
            m_chunks.push_back(std::move(chunk));
        }
        ASSIGN_OR_RETURN(m_content, readContent(m_chunks));
        return expect(!m_content.values.empty() && !m_content.rows.empty(),
                      "the snapshot holds nothing to forge");
    }
    const SnapshotContents& honest() const { return m_honest; }

    /// Whole in itself, with a root that the chain does not have.
    Result<> otherRoot(std::uint64_t height) {
        const Content content = withAlteredValue();
        ASSIGN_OR_RETURN(const Digest root, rootOf(content));
        ASSIGN_OR_RETURN(const std::vector<Bytes> chunks, cutContent(content));
        return offer(height, root, hashesOf(chunks), chunks);
    }
    /// The chain's root over a value that is not its.
    Result<> otherValue(std::uint64_t height) {
        ASSIGN_OR_RETURN(const std::vector<Bytes> chunks, cutContent(withAlteredValue()));
        return offer(height, m_honest.appHash, hashesOf(chunks), chunks);
    }
    /// The newest row of a patient left out.
    Result<> rowLess(std::uint64_t height) {
        Content content = m_content;
        content.rows.pop_back();
        ASSIGN_OR_RETURN(const std::vector<Bytes> chunks, cutContent(content));
        return offer(height, m_honest.appHash, hashesOf(chunks), chunks);
    }
    /// Promises the honest chunks and has the first without its last byte.
    Result<> chunkCut(std::uint64_t height) {
        std::vector<Bytes> chunks = m_chunks;
        chunks.front().pop_back();
        return offer(height, m_honest.appHash, m_honest.chunkHashes, chunks);
    }

private:
    Content withAlteredValue() const {
        Content content = m_content;
        content.values[content.values.size() / 2].bytes.back() ^= std::byte{1};
        return content;
    }

    Result<> offer(std::uint64_t height, const Digest& root, const std::vector<Digest>& hashes,
                   const std::vector<Bytes>& chunks) {
        for (std::uint32_t index = 0; index < chunks.size(); ++index) {
            RETURN_IF_ERROR(m_shelf.putChunk(BlockHeight(height), index, chunks[index]));
        }
        return m_shelf.publish(node::offerOf({m_honest.chainId, BlockHeight(height), root, hashes}),
                               keepAll);
    }

    SnapshotShelf& m_shelf;
    SnapshotContents m_honest;
    std::vector<Bytes> m_chunks;
    Content m_content;
};

class Syncing {
public:
    Syncing(RunningConsortium& consortium, const CheckOptions& options)
        : m_consortium(consortium), m_options(options) {}

    Result<> run() {
        RETURN_IF_ERROR(write());
        RETURN_IF_ERROR(rest());
        note("member " + std::to_string(liar) + " forges snapshots above block " +
             std::to_string(m_honest));
        RETURN_IF_ERROR(m_consortium.hold(liar));
        RETURN_IF_ERROR(forge());
        RETURN_IF_ERROR(m_consortium.release(liar));
        RETURN_IF_ERROR(m_consortium.waitForHeight(liar, newestForged() + blocksAbove, backMax));
        note("member " + std::to_string(joining) + " joins from a snapshot");
        const auto began = std::chrono::steady_clock::now();
        const auto joined = m_consortium.script("join", {"--state-sync"});
        RETURN_IF_ERROR(m_consortium.findJoined());
        if (!joined) {
            return fail(joined.error());
        }
        figure(m_options, "state sync: from the keys to a validator",
               std::to_string(
                   std::chrono::duration_cast<seconds>(std::chrono::steady_clock::now() - began)
                       .count()) +
                   " s");
        RETURN_IF_ERROR(judgeForged());
        RETURN_IF_ERROR(judgeTaken());
        RETURN_IF_ERROR(judgeOldHistory());
        return compare();
    }

private:
    /// Ends far enough in an interval that its last blocks change nothing.
    Result<> write() {
        ASSIGN_OR_RETURN(const auto writer,
                         test::ProvenWriter::start(m_consortium, "synced", {1, 2, 3}));
        while (writer->provenSoFar() < grantsAtLeast || !isAtPlace()) {
            std::this_thread::sleep_for(pollInterval);
        }
        m_written = writer->stop();
        return expect(m_written.unknown == 0, "a grant was not proven");
    }
    bool isAtPlace() {
        const std::uint64_t height = m_consortium.client(1).height();
        return height > interval && height % interval == signingEnds;
    }

    /// The root stays from the snapshot to the newest block that a forged one may name.
    Result<> rest() {
        const std::uint64_t height = m_consortium.highest();
        m_honest = (height / interval + 1) * interval;
        note("signed until block " + std::to_string(height) + "; idle until the snapshot");
        return m_consortium.waitForHeight(1, newestForged() + blocksAbove, idleMax);
    }
    std::uint64_t newestForged() const { return m_honest + 5; }

    Result<> forge() {
        ASSIGN_OR_RETURN(const auto store,
                         LevelStore::open(m_consortium.member(liar).folder / "node" / "snapshots"));
        SnapshotShelf shelf(*store);
        Forger forger(shelf);
        RETURN_IF_ERROR(forger.readHonest(m_honest));
        ASSIGN_OR_RETURN(const test::StoredBlock block,
                         m_consortium.client(1).block(newestForged() + 1));
        RETURN_IF_ERROR(expect(equal(forger.honest().appHash.view(), block.appHash),
                               "the chain was not at rest"));
        RETURN_IF_ERROR(forger.otherRoot(m_honest + 5));
        RETURN_IF_ERROR(forger.otherValue(m_honest + 4));
        RETURN_IF_ERROR(forger.rowLess(m_honest + 3));
        // The lowest: whoever sends such a chunk is asked for nothing else.
        return forger.chunkCut(m_honest + 1);
    }

    std::string logOf(int member, const std::string& part) const {
        return test::readFile(m_consortium.member(member).folder / "log" / (part + ".log"));
    }

    static std::string nodeHeight(std::uint64_t height) {
        return "\"height\":" + std::to_string(height);
    }

    /// Each was tried, and refused for what is wrong with it.
    Result<> judgeForged() {
        const std::string nodeLog = logOf(joining, "node");
        const std::string engineLog = logOf(joining, "engine");
        const auto above = [&](std::uint64_t blocks) { return nodeHeight(m_honest + blocks); };
        const auto engineAbove = [&](std::uint64_t blocks) {
            return "height=" + std::to_string(m_honest + blocks) + " ";
        };
        RETURN_IF_ERROR(expect(hasLine(nodeLog, {"snapshot turned down", above(5)}),
                               "nothing says that another root was turned down"));
        RETURN_IF_ERROR(expect(hasLine(nodeLog, {"snapshot turned down", above(4), "another root"}),
                               "nothing says that an altered value was turned down"));
        RETURN_IF_ERROR(
            expect(hasLine(nodeLog, {"snapshot turned down", above(3), "head of their log"}),
                   "nothing says that a missing row was turned down"));
        RETURN_IF_ERROR(
            expect(hasLine(nodeLog, {"chunk of a snapshot is not the one that was promised"}),
                   "nothing says that a cut chunk was turned down"));
        RETURN_IF_ERROR(
            expect(hasLine(engineLog, {"Timed out waiting for snapshot chunks", engineAbove(1)}),
                   "the engine did not give up the snapshot of a cut chunk"));
        figure(m_options, "state sync: forged snapshots tried and turned down",
               "another root, an altered value, a row left out, a cut chunk");
        return {};
    }

    /// From a snapshot and not block by block.
    Result<> judgeTaken() {
        ASSIGN_OR_RETURN(const cometbft::NodeStatus now, m_consortium.client(joining).status());
        m_earliest = now.earliest.value;
        RETURN_IF_ERROR(expect(m_earliest > 1, "it took all blocks and no snapshot"));
        const std::uint64_t taken = m_earliest - 1;
        RETURN_IF_ERROR(expect(taken >= m_honest && taken % interval == 0,
                               "its first block is " + std::to_string(m_earliest)));
        return expect(hasLine(logOf(joining, "node"), {"snapshot taken over", nodeHeight(taken)}),
                      "nothing says that the snapshot was taken over");
    }

    /// What it does not hold it must not deny.
    Result<> judgeOldHistory() {
        LedgerTransport& transport = m_consortium.client(joining).transport();
        const test::ProvenWrite& old = m_written.proven.front();
        RETURN_IF_ERROR(expect(old.height < m_earliest, "the grant is not before the snapshot"));
        RETURN_IF_ERROR(requireNotHeld(transport.lightBlock(BlockHeight(old.height)), "a block"));
        RETURN_IF_ERROR(requireNotHeld(transport.blockResults(BlockHeight(old.height)), "results"));
        // The engine has one answer for a transaction that is nowhere and one whose block it does
        // not hold: "not found". A wallet must not take it from one organisation.
        ASSIGN_OR_RETURN(const auto alone, transport.transaction(old.hash));
        RETURN_IF_ERROR(expect(!alone, "it holds a transaction before its first block"));
        RETURN_IF_ERROR(findByOthers(old));
        figure(m_options, "state sync: before the snapshot",
               "a block and its results are not held; a transaction is unknown to the new member, "
               "and a wallet that asks it first has it from another");
        return {};
    }
    /// As wallets ask: several nodes as one, the new member's first.
    Result<> findByOthers(const test::ProvenWrite& old) {
        test::PlainHttp http;
        std::vector<LedgerNode> nodes;
        for (const int member : {joining, 1}) {
            const std::string url = m_consortium.member(member).rpcUrl();
            nodes.push_back({*PartyId::from(sha256(bytesOf(url)).view()), url,
                             std::make_unique<cometbft::CometBftTransport>(
                                 http, ServerAddress{url, {}}, m_consortium.chainId())});
        }
        LedgerNodes asked(std::move(nodes));
        ASSIGN_OR_RETURN(const auto found, asked.transaction(old.hash));
        return expect(found && found->height.value == old.height,
                      "a wallet that asks the new member first loses an old transaction");
    }
    template <class T> static Result<> requireNotHeld(const Result<T>& answer, const char* what) {
        return expect(!answer && answer.error().code == ErrorCode::NotFound &&
                          answer.error().context.find("does not hold") != std::string::npos,
                      std::string(what) + " before the snapshot: " +
                          (answer ? "an answer" : toString(answer.error())));
    }

    Result<> compare() {
        RETURN_IF_ERROR(
            m_consortium.waitForHeight(joining, m_consortium.highest() + blocksTogether, idleMax));
        RETURN_IF_ERROR(m_consortium.waitUntilTogether(backMax));
        ASSIGN_OR_RETURN(const test::ChainHistory history,
                         test::compareHistories(m_consortium, {1, 2, 3, 4, joining},
                                                m_options.records / "state_sync.roots",
                                                m_earliest));
        figure(m_options, "state sync: equal on all five members",
               "blocks " + std::to_string(m_earliest) + " to " + std::to_string(history.height) +
                   ", " + std::to_string(history.transactions) + " transactions");
        return expect(history.transactions > 0, "no transaction after the snapshot");
    }

    RunningConsortium& m_consortium;
    const CheckOptions& m_options;
    test::WriterReport m_written;
    std::uint64_t m_honest = 0; ///< block of the honest snapshot
    std::uint64_t m_earliest = 0;
};

Result<> run(const CheckOptions& options) {
    return onConsortium(
        options, {.front = true, .snapshotInterval = interval},
        [&](RunningConsortium& consortium) { return Syncing(consortium, options).run(); });
}

} // namespace

const Check stateSync{"state_sync", "a new member takes the state from others, one of whom lies",
                      run};

} // namespace consentry::checks
