// The state of a node: what was committed is there, what was not is nowhere, the newest versions
// can be proven, and a store that lies is found out before it decides about a block.
#include "core/crypto/hash.h"
#include "core/node/stored_state.h"
#include "tests/support/memory_store.h"

#include <QtTest>

#include <random>

using namespace consentry;
using node::StoredState;
using registry::StateChanges;
using registry::StateKey;

namespace {

StateKey keyOf(std::uint64_t number) {
    return *StateKey::from(sha256(bytesOf("key " + std::to_string(number))).view());
}

Bytes valueOf(std::uint64_t number) {
    return toBytes(bytesOf("value " + std::to_string(number)));
}

std::optional<Digest> hashOf(const std::optional<Bytes>& value) {
    return value ? std::optional(sha256(*value)) : std::nullopt;
}

struct World {
    std::shared_ptr<test::MemoryDisk::File> file = std::make_shared<test::MemoryDisk::File>();
    test::MemoryStore store{file};

    std::unique_ptr<StoredState> begun() {
        auto state = std::move(*StoredState::open(store, BlockHeight(0), Digest()));
        state->stage({{keyOf(1), valueOf(1)}, {keyOf(2), valueOf(2)}});
        if (!state->begin({})) {
            qFatal("cannot begin");
        }
        return state;
    }
};

} // namespace

class StoredStateTest : public QObject {
    Q_OBJECT
private slots:
    void keepsTheNewestVersions() {
        World world;
        const auto state = world.begun();
        std::vector<std::map<StateKey, Bytes>> models(1);
        models[0] = {{keyOf(1), valueOf(1)}, {keyOf(2), valueOf(2)}};
        std::vector<Digest> roots{state->root()};
        const std::uint64_t seed = 11;
        std::mt19937_64 random(seed);
        for (std::uint64_t height = 1; height <= 40; ++height) {
            auto model = models.back();
            StateChanges changes;
            for (int i = 0; i < 6; ++i) {
                const StateKey key = keyOf(random() % 12);
                if (random() % 3 == 0) {
                    changes[key] = std::nullopt;
                    model.erase(key);
                } else {
                    changes[key] = valueOf(random() % 5);
                    model[key] = *changes[key];
                }
            }
            // Staged twice: what was not committed leaves no trace.
            state->stage({{keyOf(99), valueOf(height)}});
            roots.push_back(state->stage(changes));
            QVERIFY(state->root() == roots[height - 1]);
            QVERIFY(state->commit({}, {}));
            QVERIFY(state->root() == roots[height]);
            models.push_back(std::move(model));
            for (std::uint64_t asked = 0; asked <= height + 1; ++asked) {
                const StateKey key = keyOf(random() % 12);
                const auto proven = state->prove(key, BlockHeight(asked));
                const bool isHeld = asked <= height && height - asked < StoredState::versionsMax;
                QVERIFY(proven.has_value() == isHeld);
                if (!isHeld) {
                    QCOMPARE(proven.error().code, ErrorCode::NotFound);
                    continue;
                }
                const auto known = models[asked].find(key);
                QVERIFY(
                    proven->value ==
                    (known == models[asked].end() ? std::nullopt : std::optional(known->second)));
                QVERIFY(registry::verifyStateProof(roots[asked], key, hashOf(proven->value),
                                                   proven->proof));
            }
        }
        // The same again from the disk.
        const auto again = StoredState::open(world.store, BlockHeight(40), roots[40]);
        QVERIFY(again.has_value());
        QVERIFY((*again)->size() == models[40].size());
        for (const auto& [key, value] : models[40]) {
            QVERIFY(*(*again)->get(key) == value);
        }
        QVERIFY((*again)->prove(keyOf(1), BlockHeight(40)));
        QCOMPARE((*again)->prove(keyOf(1), BlockHeight(39)).error().code, ErrorCode::NotFound);
    }

    void aFailedWriteChangesNothing() {
        World world;
        const auto state = world.begun();
        const Digest before = state->root();
        const Digest after = state->stage({{keyOf(1), std::nullopt}, {keyOf(3), valueOf(3)}});
        const auto entries = world.file->entries;
        world.file->writesLeft = 0;
        QCOMPARE(state->commit({}, {}).error().code, ErrorCode::Io);
        QVERIFY(world.file->entries == entries);
        QVERIFY(state->root() == before && state->height() == BlockHeight(0));
        QVERIFY(*state->get(keyOf(1)) == valueOf(1));
        // Once there is room the same block goes in.
        world.file->writesLeft = -1;
        QVERIFY(state->commit({}, {}));
        QVERIFY(state->root() == after && state->height() == BlockHeight(1));
        QVERIFY(!*state->get(keyOf(1)));
        QVERIFY(*state->prove(keyOf(1), BlockHeight(0))->value == valueOf(1));
    }

    void rowsAndExtrasAreInTheSameWrite() {
        World world;
        const auto state = world.begun();
        PartyId patient;
        patient.data()[0] = std::byte{5};
        const Digest before = state->root();
        state->stage({});
        WriteBatch extra;
        extra.put(Table::Meta, bytesOf("mark"), bytesOf("1"));
        world.file->writesLeft = 1;
        QVERIFY(state->commit({{patient, LogSequence(0), valueOf(7)}}, extra));
        QVERIFY(*state->logRow(patient, LogSequence(0)) == valueOf(7));
        QVERIFY(!*state->logRow(patient, LogSequence(1)));
        QVERIFY(world.store.get(Table::Meta, bytesOf("mark"))->has_value());
        // An empty block leaves the root as it was.
        QVERIFY(state->root() == before);
    }

    void aStoreThatLiesIsFoundOut() {
        World world;
        const auto state = world.begun();
        const Bytes key = toBytes(keyOf(1).view());
        const auto whole = world.file->entries;
        const auto codeOf = [&] {
            const auto got = state->get(keyOf(1));
            return got ? ErrorCode::Internal : got.error().code;
        };
        world.file->entries[{Table::State, key}] = valueOf(2);
        QCOMPARE(codeOf(), ErrorCode::DamagedData);
        world.file->entries.erase({Table::State, key});
        QCOMPARE(codeOf(), ErrorCode::DamagedData);
        world.file->entries = whole;
        world.file->entries[{Table::State, toBytes(keyOf(50).view())}] = valueOf(2);
        QCOMPARE(state->get(keyOf(50)).error().code, ErrorCode::DamagedData);

        // A leaf that is gone or changed: the store is not opened.
        world.file->entries = whole;
        const Digest root = state->root();
        QVERIFY(StoredState::open(world.store, BlockHeight(0), root));
        QCOMPARE(StoredState::open(world.store, BlockHeight(0), Digest()).error().code,
                 ErrorCode::DamagedData);
        world.file->entries.erase({Table::TreeNodes, key});
        QCOMPARE(StoredState::open(world.store, BlockHeight(0), root).error().code,
                 ErrorCode::DamagedData);
    }
};

QTEST_APPLESS_MAIN(StoredStateTest)
#include "stored_state_test.moc"
