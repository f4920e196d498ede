// The state tree against the definition of its root, written down a second time in its plainest
// form; independence of order; versions; and loading from what is kept on disk.
#include "core/crypto/hash.h"
#include "core/registry/state_root.h"
#include "core/registry/state_tree.h"

#include <QtTest>

#include <algorithm>
#include <map>
#include <random>

using namespace consentry;
using namespace consentry::registry;

class StateTreeTest : public QObject {
    Q_OBJECT
private slots:
    void theEmptyTreeIsZero();
    void oneLeafIsTheRoot();
    void rootsFollowTheDefinition();
    void theOrderOfChangesDoesNotMatter();
    void removingEverythingLeavesTheEmptyTree();
    void changesWithoutEffectKeepTheRoot();
    void olderVersionsStayProvable();
    void aRolledBackBlockLeavesNoTrace();
    void nodesOfForgottenVersionsAreReused();
    void loadsWhatWasKept();
    void refusesLeavesOutOfOrder();
    void theRootAloneNeedsNoTree();
    void keysThatShareALongPrefixGoDeep();
    void timesOfBlocks();
};

namespace {

using Model = std::map<StateKey, Digest>;

StateKey keyOf(std::uint64_t number) {
    return *StateKey::from(sha256(bytesOf("key " + std::to_string(number))).view());
}

Digest valueOf(std::uint64_t number) {
    return sha256(bytesOf("value " + std::to_string(number)));
}

/// The definition (protocol, "Bytes"), without any cleverness.
Digest definedRoot(std::vector<std::pair<StateKey, Digest>> leaves, std::size_t depth = 0) {
    if (leaves.empty()) {
        return {};
    }
    if (leaves.size() == 1) {
        const std::byte zero{0};
        return sha256({ByteView(&zero, 1), leaves[0].first.view(), leaves[0].second.view()});
    }
    std::vector<std::pair<StateKey, Digest>> halves[2];
    for (const auto& leaf : leaves) {
        const auto byte = std::to_integer<unsigned>(leaf.first.view()[depth / 8]);
        halves[byte >> (7 - depth % 8) & 1U].push_back(leaf);
    }
    const std::byte one{1};
    return sha256({ByteView(&one, 1), definedRoot(halves[0], depth + 1).view(),
                   definedRoot(halves[1], depth + 1).view()});
}

Digest definedRoot(const Model& model) {
    return definedRoot(std::vector<std::pair<StateKey, Digest>>(model.begin(), model.end()));
}

/// A block of random changes among `keys` keys, applied to the model too.
std::vector<StateChange> randomBlock(std::mt19937_64& random, Model& model, std::size_t changes,
                                     std::uint64_t keys) {
    std::map<StateKey, std::optional<Digest>> block;
    for (std::size_t index = 0; index < changes; ++index) {
        const StateKey key = keyOf(random() % keys);
        if (random() % 3 == 0) {
            block[key] = std::nullopt;
            model.erase(key);
        } else {
            block[key] = valueOf(random());
            model[key] = *block[key];
        }
    }
    std::vector<StateChange> sorted;
    for (const auto& [key, value] : block) {
        sorted.push_back({key, value});
    }
    return sorted;
}

bool provesTruth(const StateTree& tree, const Model& model, const StateKey& key,
                 std::size_t age = 0) {
    const auto found = model.find(key);
    const auto value = found == model.end() ? std::nullopt : std::optional(found->second);
    return tree.valueHash(key, age) == value &&
           verifyStateProof(tree.root(age), key, value, tree.prove(key, age)).has_value();
}

} // namespace

void StateTreeTest::theEmptyTreeIsZero() {
    const StateTree tree;
    QVERIFY(tree.root().isZero());
    QVERIFY(tree.size() == 0 && tree.versions() == 1);
    QVERIFY(provesTruth(tree, {}, keyOf(1)));
}

void StateTreeTest::oneLeafIsTheRoot() {
    StateTree tree;
    const StateChange change{keyOf(1), valueOf(1)};
    tree.apply({&change, 1});
    QVERIFY(tree.root() == stateLeafHash(keyOf(1), valueOf(1)));
    QVERIFY(tree.prove(keyOf(1)).siblings.empty());
    QVERIFY(tree.prove(keyOf(2)).other == (StateLeaf{keyOf(1), valueOf(1)}));
    QVERIFY(provesTruth(tree, {{keyOf(1), valueOf(1)}}, keyOf(2)));
}

void StateTreeTest::rootsFollowTheDefinition() {
    const std::uint64_t seed = 3;
    qInfo() << "seed" << seed;
    std::mt19937_64 random(seed);
    StateTree tree;
    Model model;
    for (int block = 0; block < 300; ++block) {
        tree.apply(randomBlock(random, model, 1 + random() % 40, 300));
        QVERIFY(tree.root() == definedRoot(model));
        QCOMPARE(tree.size(), model.size());
        for (int probe = 0; probe < 10; ++probe) {
            QVERIFY(provesTruth(tree, model, keyOf(random() % 350)));
        }
    }
}

void StateTreeTest::theOrderOfChangesDoesNotMatter() {
    const std::uint64_t seed = 4;
    qInfo() << "seed" << seed;
    std::mt19937_64 random(seed);
    std::vector<std::uint64_t> numbers(500);
    for (std::uint64_t index = 0; index < numbers.size(); ++index) {
        numbers[index] = index;
    }
    std::optional<Digest> root;
    for (int order = 0; order < 8; ++order) {
        std::shuffle(numbers.begin(), numbers.end(), random);
        StateTree tree;
        // One by one, with detours that are undone.
        for (const std::uint64_t number : numbers) {
            const StateChange wrong{keyOf(number), valueOf(number + 1)};
            const StateChange extra{keyOf(number + 10'000), valueOf(1)};
            const StateChange right{keyOf(number), valueOf(number)};
            const StateChange gone{keyOf(number + 10'000), std::nullopt};
            for (const StateChange& change : {wrong, extra, right, gone}) {
                tree.apply({&change, 1});
            }
        }
        QVERIFY(!root || tree.root() == *root);
        root = tree.root();
        QCOMPARE(tree.size(), numbers.size());
    }
    Model all;
    for (const std::uint64_t number : numbers) {
        all[keyOf(number)] = valueOf(number);
    }
    QVERIFY(*root == definedRoot(all));
}

void StateTreeTest::removingEverythingLeavesTheEmptyTree() {
    std::mt19937_64 random(5);
    StateTree tree;
    Model model;
    tree.apply(randomBlock(random, model, 200, 100));
    std::vector<StateChange> removal;
    for (const auto& [key, value] : model) {
        removal.push_back({key, std::nullopt});
    }
    tree.apply(removal);
    QVERIFY(tree.root().isZero());
    QCOMPARE(tree.size(), std::size_t(0));
}

void StateTreeTest::changesWithoutEffectKeepTheRoot() {
    std::mt19937_64 random(6);
    StateTree tree;
    Model model;
    tree.apply(randomBlock(random, model, 50, 1000));
    const Digest root = tree.root();
    const std::size_t nodes = tree.nodesHeld();
    std::vector<StateChange> same;
    for (const auto& [key, value] : model) {
        same.push_back({key, value});
    }
    tree.apply(same);
    const StateChange absent{keyOf(5000), std::nullopt};
    tree.apply({&absent, 1});
    tree.apply({});
    QVERIFY(tree.root() == root);
    QCOMPARE(tree.nodesHeld(), nodes);
    QCOMPARE(tree.versions(), std::size_t(5));
}

void StateTreeTest::olderVersionsStayProvable() {
    std::mt19937_64 random(7);
    StateTree tree;
    std::vector<Model> history(1);
    for (std::size_t block = 0; block < 3 * StateTree::versionsMax; ++block) {
        Model next = history.back();
        tree.apply(randomBlock(random, next, 25, 200));
        history.push_back(next);
        QCOMPARE(tree.versions(), std::min(history.size(), StateTree::versionsMax));
        for (std::size_t age = 0; age < tree.versions(); ++age) {
            const Model& model = history[history.size() - 1 - age];
            QVERIFY(provesTruth(tree, model, keyOf(random() % 220), age));
        }
    }
    QVERIFY(tree.root(StateTree::versionsMax - 1) ==
            definedRoot(history[history.size() - StateTree::versionsMax]));
}

void StateTreeTest::aRolledBackBlockLeavesNoTrace() {
    std::mt19937_64 random(8);
    StateTree tree;
    Model model;
    tree.apply(randomBlock(random, model, 100, 200));
    for (int round = 0; round < 200; ++round) {
        const Digest root = tree.root();
        const std::size_t size = tree.size();
        const std::size_t nodes = tree.nodesHeld();
        const bool forgets = tree.versions() == StateTree::versionsMax;
        Model dropped = model;
        tree.apply(randomBlock(random, dropped, 30, 200));
        QVERIFY(tree.root() == definedRoot(dropped));
        tree.rollBack();
        QVERIFY(tree.root() == root && tree.size() == size);
        // Once the oldest version has to go, its nodes go with it.
        QVERIFY(forgets ? tree.nodesHeld() <= nodes : tree.nodesHeld() == nodes);
        QVERIFY(provesTruth(tree, model, keyOf(random() % 220)));
        tree.apply(randomBlock(random, model, 5, 200));
        QVERIFY(tree.root() == definedRoot(model));
    }
}

void StateTreeTest::nodesOfForgottenVersionsAreReused() {
    std::mt19937_64 random(9);
    StateTree tree;
    Model model;
    std::size_t most = 0;
    for (int block = 0; block < 400; ++block) {
        tree.apply(randomBlock(random, model, 20, 100));
        if (block == 100) {
            most = tree.nodesHeld();
        }
    }
    QVERIFY2(tree.nodesHeld() < 2 * most, std::to_string(tree.nodesHeld()).c_str());
    for (std::size_t version = 0; version < StateTree::versionsMax; ++version) {
        tree.apply({});
    }
    // Only the newest contents are left: a leaf each, and the nodes above them.
    QVERIFY(tree.nodesHeld() < 4 * tree.size());
}

void StateTreeTest::loadsWhatWasKept() {
    std::mt19937_64 random(10);
    StateTree tree;
    Model model; // stands for the table on disk
    for (int block = 0; block < 20; ++block) {
        tree.apply(randomBlock(random, model, 50, 400));
    }
    std::vector<StateLeaf> kept;
    for (const auto& [key, value] : model) {
        kept.push_back({key, value});
    }
    auto loaded = StateTree::load(kept);
    QVERIFY(loaded.has_value());
    QVERIFY(loaded->root() == tree.root());
    QCOMPARE(loaded->versions(), std::size_t(1));
    const auto block = randomBlock(random, model, 50, 400);
    tree.apply(block);
    loaded->apply(block);
    QVERIFY(loaded->root() == tree.root());
    loaded->rollBack();
    tree.rollBack();
    QVERIFY(loaded->root() == tree.root());
    kept[3].valueHash = valueOf(0);
    QVERIFY(StateTree::load(kept)->root() != tree.root());
}

void StateTreeTest::refusesLeavesOutOfOrder() {
    std::vector<StateLeaf> leaves{{keyOf(1), valueOf(1)}, {keyOf(2), valueOf(2)}};
    std::sort(leaves.begin(), leaves.end(),
              [](const StateLeaf& a, const StateLeaf& b) { return a.key < b.key; });
    QVERIFY(StateTree::load(leaves).has_value());
    std::swap(leaves[0], leaves[1]);
    QVERIFY(StateTree::load(leaves).error().code == ErrorCode::NotCanonical);
    leaves[1] = leaves[0];
    QVERIFY(StateTree::load(leaves).error().code == ErrorCode::NotCanonical);
}

void StateTreeTest::theRootAloneNeedsNoTree() {
    const auto rootOf = [](const std::vector<StateLeaf>& leaves) {
        StateRoot root;
        for (const StateLeaf& leaf : leaves) {
            if (!root.add(leaf)) {
                return valueOf(0);
            }
        }
        return root.finish();
    };
    std::mt19937_64 random(31);
    for (std::size_t size = 0; size < 300; ++size) {
        std::map<StateKey, Digest> model;
        while (model.size() < size) {
            StateKey key = keyOf(random());
            // Some share a long prefix with another, up to the last bit.
            if (!model.empty() && random() % 3 == 0) {
                key = model.begin()->first;
                key.data()[random() % 32] ^= static_cast<std::byte>(1U << random() % 8);
            }
            model.emplace(key, valueOf(random()));
        }
        std::vector<StateLeaf> leaves;
        for (const auto& [key, value] : model) {
            leaves.push_back({key, value});
        }
        QVERIFY(rootOf(leaves) == definedRoot(model));
    }
    StateRoot root;
    QVERIFY(root.add({keyOf(1), valueOf(1)}));
    QCOMPARE(root.add({keyOf(1), valueOf(1)}).error().code, ErrorCode::NotCanonical);
}

void StateTreeTest::keysThatShareALongPrefixGoDeep() {
    StateKey low = keyOf(1);
    low.data()[31] &= std::byte{0xFE};
    StateKey high = low;
    high.data()[31] |= std::byte{1};
    StateTree tree;
    Model model{{low, valueOf(1)}, {high, valueOf(2)}};
    const std::vector<StateChange> both{{low, valueOf(1)}, {high, valueOf(2)}};
    tree.apply(both);
    QVERIFY(tree.root() == definedRoot(model));
    const StateProof proof = tree.prove(low);
    QCOMPARE(proof.siblings.size(), StateProof::depthMax);
    QVERIFY(provesTruth(tree, model, low) && provesTruth(tree, model, high));
    QVERIFY(*decodeStateProof(encodeStateProof(proof)) == proof);
    const StateChange removal{high, std::nullopt};
    tree.apply({&removal, 1});
    QVERIFY(tree.root() == stateLeafHash(low, valueOf(1)));
}

/// Not a test of time: prints figures. CONSENTRY_TREE_KEYS=1000000 measures at full size.
void StateTreeTest::timesOfBlocks() {
    const int keys = qEnvironmentVariableIsSet("CONSENTRY_TREE_KEYS")
                         ? qEnvironmentVariableIntValue("CONSENTRY_TREE_KEYS")
                         : 20'000;
    constexpr std::uint64_t blockKeys = 500;
    StateTree tree;
    std::vector<double> times;
    std::vector<StateLeaf> leaves;
    std::uint64_t next = 0;
    while (tree.size() < static_cast<std::size_t>(keys)) {
        std::vector<StateChange> block;
        for (std::uint64_t index = 0; index < blockKeys; ++index, ++next) {
            block.push_back({keyOf(next), valueOf(next)});
            leaves.push_back({block.back().key, *block.back().valueHash});
        }
        QElapsedTimer timer;
        timer.start();
        std::sort(block.begin(), block.end(),
                  [](const StateChange& a, const StateChange& b) { return a.key < b.key; });
        tree.apply(block);
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    const std::size_t last = std::min<std::size_t>(times.size(), 200);
    std::vector<double> tail(times.end() - static_cast<std::ptrdiff_t>(last), times.end());
    std::sort(tail.begin(), tail.end());
    qInfo() << keys << "keys," << blockKeys << "inserts a block; last" << last
            << "blocks: median ms" << tail[tail.size() / 2] << "p99" << tail[tail.size() * 99 / 100]
            << "worst" << tail.back();

    QElapsedTimer timer;
    timer.start();
    std::size_t bytes = 0;
    for (std::uint64_t index = 0; index < 1000; ++index) {
        bytes += encodeStateProof(tree.prove(keyOf(index * 17))).size();
    }
    qInfo() << "1000 proofs in ms" << static_cast<double>(timer.nsecsElapsed()) / 1e6
            << "mean bytes" << bytes / 1000;
    std::sort(leaves.begin(), leaves.end(),
              [](const StateLeaf& a, const StateLeaf& b) { return a.key < b.key; });
    timer.restart();
    const auto loaded = StateTree::load(leaves);
    qInfo() << "load in ms" << static_cast<double>(timer.nsecsElapsed()) / 1e6;
    QVERIFY(loaded->root() == tree.root());
}

QTEST_APPLESS_MAIN(StateTreeTest)
#include "state_tree_test.moc"
