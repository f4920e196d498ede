// A program is killed in the middle of its writing, again and again. Everything that it announced
// as written is there afterwards, and every batch is there wholly or not at all.
// CONSENTRY_KILL_ROUNDS sets the number of rounds (20 where it is not set).
#include "core/adapters/state_store/level_store.h"
#include "tests/support/test_paths.h"

#include <QtTest>

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <map>
#include <random>
#include <thread>

using namespace consentry;

class LevelStoreKillTest : public QObject {
    Q_OBJECT
private slots:
    void whatWasAnnouncedSurvivesAKill();
};

namespace {

/// So that tables are written and merged while the kill comes.
constexpr LevelOptions smallFiles{LevelOptions::gatheredBytesMin, std::size_t{1} << 20U};
constexpr std::uint64_t keysInBatch = 40;
constexpr std::uint64_t keysInAll = 400;

Bytes number(std::uint64_t value) {
    return toBytes(bytesOf(std::to_string(value)));
}

/// The batch `count` writes its number under keys that change from batch to batch, removes others,
/// and says so in Meta.
WriteBatch batchOf(std::uint64_t count) {
    WriteBatch batch;
    batch.put(Table::Meta, bytesOf("count"), number(count));
    for (std::uint64_t index = 0; index < keysInBatch; ++index) {
        batch.put(Table::State, number((count * 7 + index) % keysInAll), number(count));
        batch.put(Table::TreeNodes, number((count * 7 + index) % keysInAll), number(count));
    }
    batch.erase(Table::State, number((count * 13) % keysInAll));
    batch.erase(Table::TreeNodes, number((count * 13) % keysInAll));
    return batch;
}

[[noreturn]] void writeUntilKilled(const std::filesystem::path& folder, int announce) {
    auto store = LevelStore::open(folder, smallFiles);
    if (!store) {
        ::_exit(2);
    }
    const auto found = (*store)->get(Table::Meta, bytesOf("count"));
    std::uint64_t count = found && *found ? std::stoull(std::string(textOf(**found))) : 0;
    while (true) {
        ++count;
        if (!(*store)->write(batchOf(count)) ||
            ::write(announce, &count, sizeof count) != ssize_t{sizeof count}) {
            ::_exit(3);
        }
    }
}

/// The state that all batches up to `count` leave, compared with what is stored.
bool isExactly(const LevelStore& store, std::uint64_t count) {
    std::map<Bytes, Bytes> expected;
    const std::uint64_t first = count > 2 * keysInAll ? count - 2 * keysInAll : 1;
    for (std::uint64_t batch = first; batch <= count; ++batch) {
        for (const auto& write : batchOf(batch).writes) {
            if (write.table == Table::State) {
                write.value ? expected.insert_or_assign(write.key, *write.value),
                    0       : static_cast<int>(expected.erase(write.key));
            }
        }
    }
    for (const Table table : {Table::State, Table::TreeNodes}) {
        std::map<Bytes, Bytes> found;
        const auto status = store.scan(table, {}, [&](ByteView key, ByteView value) {
            found.emplace(toBytes(key), toBytes(value));
            return true;
        });
        if (!status || found != expected) {
            return false;
        }
    }
    return true;
}

} // namespace

void LevelStoreKillTest::whatWasAnnouncedSurvivesAKill() {
    const int rounds = qEnvironmentVariableIsSet("CONSENTRY_KILL_ROUNDS")
                           ? qEnvironmentVariableIntValue("CONSENTRY_KILL_ROUNDS")
                           : 20;
    const std::uint64_t seed = 11;
    qInfo() << "seed" << seed << "rounds" << rounds;
    std::mt19937_64 random(seed);
    test::TemporaryFolder folder;
    QVERIFY(LevelStore::create(folder.path(), smallFiles));
    std::uint64_t announcedBefore = 0;
    int afterAnnouncement = 0;
    for (int round = 0; round < rounds; ++round) {
        int ends[2];
        QCOMPARE(::pipe(ends), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            ::close(ends[0]);
            writeUntilKilled(folder.path(), ends[1]);
        }
        ::close(ends[1]);
        // Wait until it is under way, then strike at a random moment.
        std::uint64_t announced = 0;
        QCOMPARE(::read(ends[0], &announced, sizeof announced), ssize_t{sizeof announced});
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 20'000));
        ::kill(child, SIGKILL);
        while (::read(ends[0], &announced, sizeof announced) == ssize_t{sizeof announced}) {
        }
        ::close(ends[0]);
        int status = 0;
        ::waitpid(child, &status, 0);
        QVERIFY(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);

        const auto store = LevelStore::open(folder.path(), smallFiles);
        QVERIFY2(store.has_value(), store ? "" : toString(store.error()).c_str());
        const auto stored = (*store)->get(Table::Meta, bytesOf("count"));
        const std::uint64_t count = std::stoull(std::string(textOf(**stored)));
        QVERIFY(announced > announcedBefore);
        // The batch after the last announced one may have become durable just before the kill.
        QVERIFY(count == announced || count == announced + 1);
        afterAnnouncement += count == announced ? 0 : 1;
        QVERIFY(isExactly(**store, count));
        announcedBefore = announced;
    }
    qInfo() << announcedBefore << "batches over" << rounds << "kills; in" << afterAnnouncement
            << "rounds one more than announced";
}

QTEST_APPLESS_MAIN(LevelStoreKillTest)
#include "level_store_kill_test.moc"
