// The ordered store of nodes and gateways: order, limits, and every unhappy disk that we can make.
#include "core/adapters/state_store/lmdb_store.h"
#include "tests/support/test_paths.h"

#include <QtTest>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <map>
#include <random>
#include <thread>

using namespace consentry;

class LmdbStoreTest : public QObject {
    Q_OBJECT
private slots:
    void keepsWhatWasWritten();
    void batchesAreAllOrNothing();
    void scansInByteOrderWithinOneTable();
    void behavesLikeAnOrderedMap();
    void keysAndValuesHaveLimits();
    void aSecondOpenerIsRefused();
    void readersSeeWholeBatches();
    void aReadOnlyFolderIsNamed();
    void aFullDiskLosesNothingOld_data();
    void aFullDiskLosesNothingOld();
    void aCutFileIsDamagedData();
    void aForeignFileIsDamagedData();
    void aChangedValueIsDamagedData();
};

namespace {

Bytes bytes(std::string_view text) {
    return toBytes(bytesOf(text));
}

std::unique_ptr<LmdbStore> openAt(const std::filesystem::path& folder,
                                  const LmdbOptions& options = {}) {
    auto store = LmdbStore::open(folder, options);
    if (!store) {
        throw std::runtime_error(toString(store.error()));
    }
    return std::move(*store);
}

WriteBatch putting(Table table, std::string_view key, std::string_view value) {
    WriteBatch batch;
    batch.put(table, bytesOf(key), bytesOf(value));
    return batch;
}

ErrorCode codeOfOpening(const std::filesystem::path& folder) {
    const auto store = LmdbStore::open(folder);
    return store ? ErrorCode::Internal : store.error().code;
}

/// Runs `work` in a process of its own, for limits and rights that cannot be taken back. The
/// result is what `work` returned, or -1 if the process did not end by itself.
int inChild(const std::function<int()>& work) {
    const pid_t child = ::fork();
    if (child == 0) {
        ::_exit(work());
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace

void LmdbStoreTest::keepsWhatWasWritten() {
    test::TemporaryFolder folder;
    {
        const auto store = openAt(folder.path() / "a" / "store");
        QVERIFY(store->write(putting(Table::Meta, "height", "17")).has_value());
        QVERIFY(store->write(putting(Table::Bodies, "empty", "")).has_value());
    }
    const auto store = openAt(folder.path() / "a" / "store");
    QVERIFY(**store->get(Table::Meta, bytesOf("height")) == bytes("17"));
    QVERIFY((*store->get(Table::Bodies, bytesOf("empty")))->empty());
    QVERIFY(!store->get(Table::State, bytesOf("height"))->has_value());
    QVERIFY(!store->get(Table::Meta, bytesOf("heigh"))->has_value());
}

void LmdbStoreTest::batchesAreAllOrNothing() {
    test::TemporaryFolder folder;
    const auto store = openAt(folder.path());
    QVERIFY(store->write(putting(Table::State, "a", "1")).has_value());
    WriteBatch batch = putting(Table::State, "b", "2");
    batch.erase(Table::State, bytesOf("a"));
    batch.erase(Table::State, bytesOf("never there"));
    batch.put(Table::State, bytesOf(std::string(LmdbStore::keyBytesMax + 1, 'k')), bytesOf("x"));
    QVERIFY(store->write(batch).error().code == ErrorCode::InvalidArgument);
    QVERIFY(store->get(Table::State, bytesOf("a"))->has_value());
    QVERIFY(!store->get(Table::State, bytesOf("b"))->has_value());
    batch.writes.pop_back();
    QVERIFY(store->write(batch).has_value());
    QVERIFY(!store->get(Table::State, bytesOf("a"))->has_value());
    QVERIFY(store->get(Table::State, bytesOf("b"))->has_value());
}

void LmdbStoreTest::scansInByteOrderWithinOneTable() {
    test::TemporaryFolder folder;
    const auto store = openAt(folder.path());
    WriteBatch batch;
    for (const char* key : {"b", "a", "ba", "\xff", "c"}) {
        batch.put(Table::Mail, bytesOf(key), bytesOf(key));
    }
    batch.put(Table::Bodies, bytesOf("zz"), bytesOf("other table"));
    batch.put(Table::Records, bytesOf("aa"), bytesOf("other table"));
    QVERIFY(store->write(batch).has_value());
    const auto keysFrom = [&](std::string_view from, std::size_t most) {
        std::string keys;
        std::size_t count = 0;
        const auto status =
            store->scan(Table::Mail, bytesOf(from), [&](ByteView key, ByteView value) {
                keys += std::string(textOf(key)) + (equal(key, value) ? " " : "! ");
                return ++count < most;
            });
        return status ? keys : "error";
    };
    QCOMPARE(keysFrom("", 99), std::string("a b ba c \xff "));
    QCOMPARE(keysFrom("b", 99), std::string("b ba c \xff "));
    QCOMPARE(keysFrom("bb", 99), std::string("c \xff "));
    QCOMPARE(keysFrom("", 2), std::string("a b "));
    QCOMPARE(keysFrom("\xff\xff", 2), std::string());
    QVERIFY(store->scan(Table::Anchors, {}, [](ByteView, ByteView) { return true; }).has_value());
}

void LmdbStoreTest::behavesLikeAnOrderedMap() {
    const std::uint64_t seed = 7;
    qInfo() << "seed" << seed;
    std::mt19937_64 random(seed);
    test::TemporaryFolder folder;
    auto store = openAt(folder.path());
    std::map<std::string, std::string> model;
    for (int round = 0; round < 60; ++round) {
        WriteBatch batch;
        for (int change = 0; change < 30; ++change) {
            const std::string key = std::to_string(random() % 400);
            if (random() % 3 == 0) {
                model.erase(key);
                batch.erase(Table::State, bytesOf(key));
            } else {
                model[key] = std::string(random() % 9000, static_cast<char>('a' + random() % 26));
                batch.put(Table::State, bytesOf(key), bytesOf(model[key]));
            }
        }
        QVERIFY(store->write(batch).has_value());
        if (round % 20 == 19) {
            store.reset();
            store = openAt(folder.path());
        }
    }
    auto expected = model.begin();
    std::size_t seen = 0;
    QVERIFY(store
                ->scan(Table::State, {},
                       [&](ByteView key, ByteView value) {
                           const bool same = expected != model.end() &&
                                             textOf(key) == expected->first &&
                                             textOf(value) == expected->second;
                           seen += same ? 1U : 0U;
                           ++expected;
                           return same;
                       })
                .has_value());
    QCOMPARE(seen, model.size());
}

void LmdbStoreTest::keysAndValuesHaveLimits() {
    test::TemporaryFolder folder;
    const auto store = openAt(folder.path());
    const std::string longest(LmdbStore::keyBytesMax, 'k');
    QVERIFY(store->write(putting(Table::Meta, longest, "x")).has_value());
    QVERIFY(store->get(Table::Meta, bytesOf(longest))->has_value());
    QVERIFY(!store->write(putting(Table::Meta, longest + "k", "x")).has_value());
    QVERIFY(!store->write(putting(Table::Meta, "", "x")).has_value());
    QVERIFY(!store->get(Table::Meta, bytesOf(longest + "k"))->has_value());
    WriteBatch big;
    big.writes.push_back({Table::Meta, bytes("big"), Bytes(LmdbStore::valueBytesMax + 1)});
    QVERIFY(store->write(big).error().code == ErrorCode::InvalidArgument);
}

void LmdbStoreTest::aSecondOpenerIsRefused() {
    test::TemporaryFolder folder;
    auto store = openAt(folder.path());
    QVERIFY(codeOfOpening(folder.path()) == ErrorCode::AlreadyOpen);
    const int inOtherProcess =
        inChild([&] { return codeOfOpening(folder.path()) == ErrorCode::AlreadyOpen ? 0 : 1; });
    QCOMPARE(inOtherProcess, 0);
    store.reset();
    QVERIFY(LmdbStore::open(folder.path()).has_value());
}

void LmdbStoreTest::readersSeeWholeBatches() {
    test::TemporaryFolder folder;
    const auto store = openAt(folder.path());
    const auto writeBoth = [&](int number) {
        WriteBatch batch = putting(Table::State, "a", std::to_string(number));
        batch.put(Table::State, bytesOf("z"), bytesOf(std::to_string(number)));
        return store->write(batch).has_value();
    };
    QVERIFY(writeBoth(0));
    std::atomic<bool> stop = false;
    std::atomic<int> torn = 0;
    std::vector<std::thread> readers;
    for (int reader = 0; reader < 3; ++reader) {
        readers.emplace_back([&] {
            while (!stop) {
                std::vector<std::string> values;
                const auto status = store->scan(Table::State, {}, [&](ByteView, ByteView value) {
                    values.emplace_back(textOf(value));
                    return true;
                });
                torn += status && values.size() == 2 && values[0] == values[1] ? 0 : 1;
            }
        });
    }
    bool written = true;
    for (int number = 1; number <= 60; ++number) {
        written = written && writeBoth(number);
    }
    stop = true;
    for (std::thread& reader : readers) {
        reader.join();
    }
    QVERIFY(written);
    QCOMPARE(torn.load(), 0);
}

void LmdbStoreTest::aReadOnlyFolderIsNamed() {
    test::TemporaryFolder folder;
    const auto path = folder.path() / "store";
    openAt(path).reset();
    ::chmod(folder.path().c_str(), 0755);
    for (const char* name : {"data.mdb", "lock.mdb", "owner.lock"}) {
        ::chmod((path / name).c_str(), 0444);
    }
    ::chmod(path.c_str(), 0555);
    const int outcome = inChild([&] {
        // The administrator may write anywhere: take the rights of nobody.
        constexpr uid_t nobody = 65534;
        if (::geteuid() == 0 && ::setuid(nobody) != 0) {
            return 2;
        }
        return codeOfOpening(path) == ErrorCode::ReadOnly ? 0 : 1;
    });
    ::chmod(path.c_str(), 0755);
    QCOMPARE(outcome, 0);
}

void LmdbStoreTest::aFullDiskLosesNothingOld_data() {
    QTest::addColumn<bool>("byMap");
    QTest::newRow("full map") << true;
    QTest::newRow("largest file") << false;
}

void LmdbStoreTest::aFullDiskLosesNothingOld() {
    QFETCH(bool, byMap);
    test::TemporaryFolder folder;
    const std::string big(100'000, 'x');
    const int outcome = inChild([&] {
        LmdbOptions options;
        if (byMap) {
            options.mapBytes = LmdbOptions::mapBytesMin;
        }
        auto store = LmdbStore::open(folder.path(), options);
        if (!byMap) {
            const rlimit limit{1'000'000, 1'000'000};
            ::signal(SIGXFSZ, SIG_IGN);
            ::setrlimit(RLIMIT_FSIZE, &limit);
        }
        for (int number = 0; number < 100; ++number) {
            const auto status =
                (*store)->write(putting(Table::Blocks, std::to_string(number), big));
            if (status) {
                continue;
            }
            const bool named = status.error().code == ErrorCode::DiskFull;
            // What was there is there, and a small change still finds room after a deletion.
            const bool kept = (*store)->get(Table::Blocks, bytesOf("0"))->has_value();
            const bool absent =
                !(*store)->get(Table::Blocks, bytesOf(std::to_string(number)))->has_value();
            return number > 2 && named && kept && absent ? 0 : 1;
        }
        return 2;
    });
    QCOMPARE(outcome, 0);
    const auto store = openAt(folder.path());
    QVERIFY(**store->get(Table::Blocks, bytesOf("0")) == bytes(big));
    QVERIFY(store->write(putting(Table::Blocks, "more", big)).has_value());
}

void LmdbStoreTest::aCutFileIsDamagedData() {
    test::TemporaryFolder folder;
    {
        const auto store = openAt(folder.path());
        QVERIFY(store->write(putting(Table::Blocks, "1", std::string(200'000, 'x'))).has_value());
    }
    const auto data = folder.path() / "data.mdb";
    const auto whole = std::filesystem::file_size(data);
    for (const std::uintmax_t length :
         {whole - 1, whole - 4096, whole / 2, std::uintmax_t{9000}, std::uintmax_t{4096},
          std::uintmax_t{100}, std::uintmax_t{0}}) {
        std::filesystem::resize_file(data, length);
        QVERIFY2(codeOfOpening(folder.path()) == ErrorCode::DamagedData,
                 std::to_string(length).c_str());
    }
    std::filesystem::remove(data);
    QVERIFY(codeOfOpening(folder.path()) == ErrorCode::DamagedData);
}

void LmdbStoreTest::aForeignFileIsDamagedData() {
    test::TemporaryFolder folder;
    std::ofstream(folder.path() / "data.mdb") << std::string(20'000, 'q');
    QVERIFY(codeOfOpening(folder.path()) == ErrorCode::DamagedData);
}

void LmdbStoreTest::aChangedValueIsDamagedData() {
    test::TemporaryFolder folder;
    const std::string value = "a value that is easy to find again";
    {
        const auto store = openAt(folder.path());
        QVERIFY(store->write(putting(Table::State, "key", value)).has_value());
    }
    const auto data = folder.path() / "data.mdb";
    std::string content = test::readFile(data);
    std::size_t changed = 0;
    for (auto place = content.find(value); place != std::string::npos;
         place = content.find(value, place + 1)) {
        content[place + 3] ^= 1;
        ++changed;
    }
    QVERIFY(changed > 0);
    std::ofstream(data, std::ios::binary) << content;
    const auto store = openAt(folder.path());
    QVERIFY(store->get(Table::State, bytesOf("key")).error().code == ErrorCode::DamagedData);
    const auto scanned = store->scan(Table::State, {}, [](ByteView, ByteView) { return true; });
    QVERIFY(scanned.error().code == ErrorCode::DamagedData);
}

QTEST_APPLESS_MAIN(LmdbStoreTest)
#include "lmdb_store_test.moc"
