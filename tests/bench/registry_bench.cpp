// The registry beside the bare algorithms that it cannot do without: following a log, applying
// blocks whose signatures nobody has checked before, inserting into the state tree.

#include "core/crypto/hash.h"
#include "core/crypto/tagged_hash.h"
#include "core/registry/log_chain.h"
#include "core/registry/state_tree.h"
#include "tests/unit/registry/registry_kit.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>

namespace consentry::registry {
namespace {

constexpr std::string_view chainId = "consentry-bench-1";

Digest numbered(std::uint64_t number) {
    return sha256(ByteView(reinterpret_cast<const std::byte*>(&number), sizeof number));
}

template <class Id> Id idNumbered(std::uint64_t number) {
    return *Id::from(numbered(number).view());
}

/// Accesses as a hospital writes them, each two minutes after the last: every field is set that an
/// access has. One block of memory, because a million small ones would measure the allocator.
struct Log {
    PartyId patient = idNumbered<PartyId>(1);
    Bytes bytes;
    std::vector<std::size_t> ends;
    LogHead end;

    explicit Log(std::size_t count) {
        LogEvent event;
        event.epoch = EpochNumber(3);
        event.type = LogEventType::Access;
        event.actor = idNumbered<PartyId>(2);
        event.holder = idNumbered<PartyId>(3);
        ends.reserve(count);
        LogChain chain(chainId, emptyLog(chainId, patient));
        for (std::uint64_t i = 0; i < count; ++i) {
            event.seq = LogSequence(i);
            event.height = BlockHeight(1'000'000 + i * 7);
            event.blockTime = instantFromMillis(1'795'000'000'000 + static_cast<long>(i) * 120'000);
            event.txIndex = static_cast<std::uint32_t>(i % 50);
            event.txHash = idNumbered<TxHash>(i * 4);
            event.objectId = idNumbered<ObjectId>(i * 4 + 1);
            event.bodyDigest = numbered(i * 4 + 2);
            event.bodyCommit = numbered(i * 4 + 3);
            const Bytes encoded = encodeLogEvent(event);
            append(bytes, encoded);
            ends.push_back(bytes.size());
            static_cast<void>(chain.append(encoded));
        }
        end = chain.head();
    }

    std::size_t count() const { return ends.size(); }
    ByteView row(std::size_t i) const {
        const std::size_t start = i == 0 ? 0 : ends[i - 1];
        return ByteView(bytes).subspan(start, ends[i] - start);
    }
};

/// Built once: the log and its anchor run over the same rows.
const Log& logOf(std::size_t count) {
    static std::unique_ptr<Log> log;
    if (!log || log->count() != count) {
        log = std::make_unique<Log>(count);
    }
    return *log;
}

void verifyLogChain(benchmark::State& state) {
    const Log& log = logOf(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        LogChain chain(chainId, emptyLog(chainId, log.patient));
        for (std::size_t i = 0; i < log.count(); ++i) {
            if (!chain.append(log.row(i))) {
                state.SkipWithError("a good row was refused");
                break;
            }
        }
        if (chain.head() != log.end) {
            state.SkipWithError("the log does not end at its head");
        }
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(verifyLogChain)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

/// The same SHA-256 calls on the same lengths, and nothing else: an event with its tag, then the
/// row of head, number and event.
void anchorLogHashes(benchmark::State& state) {
    const Log& log = logOf(static_cast<std::size_t>(state.range(0)));
    const std::size_t eventStart = taggedPreimage("event", chainId, 1).bytes().size();
    const std::size_t rowStart = taggedPreimage("row", chainId, 3).bytes().size();
    const Bytes input(1024, std::byte{0x5a});
    for (auto _ : state) {
        for (std::size_t i = 0; i < log.count(); ++i) {
            const std::size_t number = i < 24 ? 1 : i < 256 ? 2 : i < 65'536 ? 3 : 5;
            benchmark::DoNotOptimize(sha256(ByteView(input).first(eventStart + log.row(i).size())));
            benchmark::DoNotOptimize(sha256(ByteView(input).first(rowStart + 34 + number + 34)));
        }
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(anchorLogHashes)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

std::vector<StateChange> changesFrom(std::uint64_t first, std::size_t count) {
    std::vector<StateChange> changes;
    for (std::uint64_t i = first; i < first + count; ++i) {
        changes.push_back({idNumbered<StateKey>(i), numbered(~i)});
    }
    std::ranges::sort(changes, {}, &StateChange::key);
    return changes;
}

/// 500 new keys in a tree that holds many. `worst` is the slowest block of the run in seconds.
void stateTreeBlock(benchmark::State& state) {
    constexpr std::size_t inserts = 500;
    const auto keys = static_cast<std::size_t>(state.range(0));
    std::vector<StateLeaf> leaves;
    for (const StateChange& change : changesFrom(0, keys)) {
        leaves.push_back({change.key, *change.valueHash});
    }
    auto tree = StateTree::load(leaves);
    if (!tree) {
        state.SkipWithError("the tree does not load");
        return;
    }
    // So that every measured block also lets go of an old version, as in a node that has run.
    std::uint64_t next = keys;
    for (std::size_t i = 0; i < StateTree::versionsMax; ++i, next += inserts) {
        tree->apply(changesFrom(next, inserts));
    }
    double worst = 0;
    for (auto _ : state) {
        const std::vector<StateChange> changes = changesFrom(next, inserts);
        next += inserts;
        const auto start = std::chrono::steady_clock::now();
        tree->apply(changes);
        benchmark::DoNotOptimize(tree->root());
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        state.SetIterationTime(took.count());
        worst = std::max(worst, took.count());
    }
    if (tree->size() != next) {
        state.SkipWithError("keys were lost");
    }
    state.counters["worst"] = worst;
}
BENCHMARK(stateTreeBlock)
    ->Arg(1'000'000)
    ->Iterations(100)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

/// A block of transactions on a state in memory, bytes in, changes and rows out.
class BlockCase {
public:
    test::Kit kit;
    std::vector<Bytes> transactions;
    std::size_t signatures = 0; ///< that the registry must check
    std::size_t events = 0;     ///< log rows that must come out

    void add(Transaction transaction) {
        transactions.push_back(kit.seal(transaction));
        signatures += 1 + transaction.cosigs.size() + transaction.receipts.size();
    }

    void run(benchmark::State& state) {
        const Block block{BlockHeight(kit.height.value + 1), kit.time + std::chrono::seconds(1),
                          transactions};
        for (auto _ : state) {
            const auto outcome = applyBlock(kit.chainId, kit.state, block);
            if (!outcome || outcome->rows.size() != events ||
                !std::ranges::all_of(outcome->results, [](const TxResult& result) {
                    return result.code == Refusal::Accepted;
                })) {
                state.SkipWithError("a good transaction was refused");
                break;
            }
        }
        const auto runs = static_cast<double>(state.iterations());
        state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(signatures));
        state.counters["transactions"] = benchmark::Counter(
            runs * static_cast<double>(transactions.size()), benchmark::Counter::kIsRate);
        state.counters["events"] =
            benchmark::Counter(runs * static_cast<double>(events), benchmark::Counter::kIsRate);
    }
};

constexpr std::size_t people = 100;

std::string personLabel(std::size_t index) {
    return "person " + std::to_string(index);
}

/// Grants of many people: two signatures each, the patient's and the mailbox's receipt. An item is
/// a signature, so that the rate stands beside that of bare checks.
void registryTransactions(benchmark::State& state) {
    BlockCase grants;
    for (std::size_t i = 0; i < people; ++i) {
        const test::Person& person = grants.kit.registered(personLabel(i), true);
        for (const char* nonce : {"first", "second", "third"}) {
            grants.add(grants.kit.grant(person, nonce, std::chrono::days(90)));
            ++grants.events;
        }
    }
    grants.run(state);
}
BENCHMARK(registryTransactions)->Unit(benchmark::kMillisecond);

/// Accesses of one hospital, a hundred patients in each transaction: what batching gains.
void registryAccessBatches(benchmark::State& state) {
    BlockCase accesses;
    test::Kit& kit = accesses.kit;
    std::vector<std::pair<const test::Person*, GrantId>> granted;
    for (std::size_t i = 0; i < people; ++i) {
        const test::Person& person = kit.registered(personLabel(i), true);
        static_cast<void>(kit.run(kit.link(person, kit.org(2), "link")));
        static_cast<void>(kit.run(kit.grant(person, "grant", std::chrono::days(90))));
        granted.emplace_back(&person, kit.grantId(person, "grant"));
    }
    for (std::size_t batch = 0; batch < 10; ++batch) {
        RecordAccess body;
        for (const auto& [person, grant] : granted) {
            body.items.push_back(kit.accessItem(*person, "access " + std::to_string(batch),
                                                AccessBasis::Grant, idCast<ObjectId>(grant)));
            ++accesses.events;
        }
        accesses.add(kit.byGateway(kit.org(2), body));
    }
    accesses.run(state);
}
BENCHMARK(registryAccessBatches)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace consentry::registry
