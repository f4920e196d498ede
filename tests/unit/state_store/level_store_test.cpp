// The ordered store of nodes and gateways: order, limits, and every unhappy disk that we can make.
#include "core/adapters/state_store/commit_mark.h"
#include "core/adapters/state_store/level_store.h"
#include "core/crypto/hash.h"
#include "tests/support/child_process.h"
#include "tests/support/crashed_store.h"
#include "tests/support/file_damage.h"
#include "tests/support/test_paths.h"

#include <QtTest>

#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <map>
#include <random>
#include <thread>

using namespace consentry;

class LevelStoreTest : public QObject {
    Q_OBJECT
private slots:
    void keepsWhatWasWritten();
    void batchesAreAllOrNothing();
    void scansInByteOrderWithinOneTable();
    void behavesLikeAnOrderedMap();
    void keysAndValuesHaveLimits();
    void aSecondOpenerIsRefused();
    void readersSeeWholeBatches();
    void creatingAndOpeningAreTwoThings();
    void aReadOnlyFolderIsNamed();
    void theLargestFileLosesNothingOld();
    void aFullDiskLosesNothingOldAndIsUsableOnceThereIsRoom();
    void aFolderThatIsAwayIsNoDamageAndIsUsableOnceItIsBack();
    void whatIsCutOffIsMissed();
    void anOldCopyIsMissed();
    void anExchangedFileIsNamed();
    void garbageBehindALogIsNamedAndNothingIsWrittenBehindIt();
    void whatACrashTornOffIsCutAway();
    void anEntryThatIsWholeBehindATornOneIsDamage();
    void aStoreBeforeSealsIsOfAnOlderFormat();
    void aDamagedStoreLosesNoFileByBeingOpened();
    void aFooterIsNotBelieved();
    void everyDamageIsNamedOrHarmless();
};

namespace {

Bytes bytes(std::string_view text) {
    return toBytes(bytesOf(text));
}

/// Small, so that a little data makes several table files.
constexpr LevelOptions smallFiles{LevelOptions::gatheredBytesMin, std::size_t{1} << 20U};

std::unique_ptr<LevelStore> must(Result<std::unique_ptr<LevelStore>> store) {
    if (!store) {
        throw std::runtime_error(toString(store.error()));
    }
    return std::move(*store);
}

std::unique_ptr<LevelStore> createAt(const std::filesystem::path& folder) {
    return must(LevelStore::create(folder, smallFiles));
}

std::unique_ptr<LevelStore> openAt(const std::filesystem::path& folder) {
    return must(LevelStore::open(folder, smallFiles));
}

WriteBatch putting(Table table, std::string_view key, std::string_view value) {
    WriteBatch batch;
    batch.put(table, bytesOf(key), bytesOf(value));
    return batch;
}

ErrorCode codeOfOpening(const std::filesystem::path& folder) {
    const auto store = LevelStore::open(folder);
    return store ? ErrorCode::Internal : store.error().code;
}

std::optional<ErrorCode> codeInChild(const std::function<ErrorCode()>& work) {
    const auto outcome = test::inChild([&](std::string&) { return static_cast<int>(work()); });
    return outcome.end == test::ChildOutcome::End::Exited
               ? std::optional(static_cast<ErrorCode>(outcome.number))
               : std::nullopt;
}

} // namespace

void LevelStoreTest::keepsWhatWasWritten() {
    test::TemporaryFolder folder;
    {
        const auto store = createAt(folder.path() / "a" / "store");
        QVERIFY(store->write(putting(Table::Meta, "height", "17")).has_value());
        QVERIFY(store->write(putting(Table::Bodies, "empty", "")).has_value());
    }
    const auto store = openAt(folder.path() / "a" / "store");
    QVERIFY(**store->get(Table::Meta, bytesOf("height")) == bytes("17"));
    QVERIFY((*store->get(Table::Bodies, bytesOf("empty")))->empty());
    QVERIFY(!store->get(Table::State, bytesOf("height"))->has_value());
    QVERIFY(!store->get(Table::Meta, bytesOf("heigh"))->has_value());
}

void LevelStoreTest::batchesAreAllOrNothing() {
    test::TemporaryFolder folder;
    const auto store = createAt(folder.path());
    QVERIFY(store->write(putting(Table::State, "a", "1")).has_value());
    WriteBatch batch = putting(Table::State, "b", "2");
    batch.erase(Table::State, bytesOf("a"));
    batch.erase(Table::State, bytesOf("never there"));
    batch.put(Table::State, bytesOf(std::string(LevelStore::keyBytesMax + 1, 'k')), bytesOf("x"));
    QVERIFY(store->write(batch).error().code == ErrorCode::InvalidArgument);
    QVERIFY(store->get(Table::State, bytesOf("a"))->has_value());
    QVERIFY(!store->get(Table::State, bytesOf("b"))->has_value());
    batch.writes.pop_back();
    QVERIFY(store->write(batch).has_value());
    QVERIFY(!store->get(Table::State, bytesOf("a"))->has_value());
    QVERIFY(store->get(Table::State, bytesOf("b"))->has_value());
}

void LevelStoreTest::scansInByteOrderWithinOneTable() {
    test::TemporaryFolder folder;
    const auto store = createAt(folder.path());
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

void LevelStoreTest::behavesLikeAnOrderedMap() {
    const std::uint64_t seed = 7;
    qInfo() << "seed" << seed;
    std::mt19937_64 random(seed);
    test::TemporaryFolder folder;
    auto store = createAt(folder.path());
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

void LevelStoreTest::keysAndValuesHaveLimits() {
    test::TemporaryFolder folder;
    const auto store = createAt(folder.path());
    const std::string longest(LevelStore::keyBytesMax, 'k');
    QVERIFY(store->write(putting(Table::Meta, longest, "x")).has_value());
    QVERIFY(store->get(Table::Meta, bytesOf(longest))->has_value());
    QVERIFY(!store->write(putting(Table::Meta, longest + "k", "x")).has_value());
    QVERIFY(!store->write(putting(Table::Meta, "", "x")).has_value());
    QVERIFY(!store->get(Table::Meta, bytesOf(longest + "k"))->has_value());
    WriteBatch big;
    big.writes.push_back({Table::Meta, bytes("big"), Bytes(LevelStore::valueBytesMax + 1)});
    QVERIFY(store->write(big).error().code == ErrorCode::InvalidArgument);
}

void LevelStoreTest::aSecondOpenerIsRefused() {
    test::TemporaryFolder folder;
    auto store = createAt(folder.path());
    QVERIFY(codeOfOpening(folder.path()) == ErrorCode::AlreadyOpen);
    const auto inOtherProcess = codeInChild([&] { return codeOfOpening(folder.path()); });
    QVERIFY(inOtherProcess == ErrorCode::AlreadyOpen);
    store.reset();
    QVERIFY(LevelStore::open(folder.path()).has_value());
}

void LevelStoreTest::readersSeeWholeBatches() {
    test::TemporaryFolder folder;
    const auto store = createAt(folder.path());
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

void LevelStoreTest::aReadOnlyFolderIsNamed() {
    test::TemporaryFolder folder;
    const auto path = folder.path() / "store";
    createAt(path).reset();
    ::chmod(folder.path().c_str(), 0755);
    for (const auto& entry : std::filesystem::directory_iterator(path)) {
        ::chmod(entry.path().c_str(), 0444);
    }
    ::chmod(path.c_str(), 0555);
    const auto found = codeInChild([&] {
        // The administrator may write anywhere: take the rights of nobody.
        constexpr uid_t nobody = 65534;
        if (::geteuid() == 0 && ::setuid(nobody) != 0) {
            return ErrorCode::Internal;
        }
        return codeOfOpening(path);
    });
    ::chmod(path.c_str(), 0755);
    QVERIFY(found == ErrorCode::ReadOnly);
}

void LevelStoreTest::creatingAndOpeningAreTwoThings() {
    test::TemporaryFolder folder;
    const auto path = folder.path() / "store";
    QVERIFY(codeOfOpening(path) == ErrorCode::NotFound);
    QVERIFY(!std::filesystem::exists(path));
    createAt(path).reset();
    QVERIFY(LevelStore::create(path).error().code == ErrorCode::AlreadyExists);
    QVERIFY(LevelStore::open(path).has_value());

    const auto empty = folder.path() / "empty";
    std::filesystem::create_directory(empty);
    QVERIFY(codeOfOpening(empty) == ErrorCode::NotFound);

    const auto old = folder.path() / "old";
    std::filesystem::create_directory(old);
    std::ofstream(old / "data.mdb") << std::string(8192, 'm');
    QVERIFY(codeOfOpening(old) == ErrorCode::OlderFormat);
    QVERIFY(LevelStore::create(old).error().code == ErrorCode::AlreadyExists);
}

/// Writes until the disk is full: that is named, nothing of the refused batch stays, and what was
/// there is there, now and after another opening.
ErrorCode fillUntilRefused(LevelStore& store) {
    const std::string big(100'000, 'x');
    for (int number = 0; number < 1000; ++number) {
        const std::string key = std::to_string(number);
        const auto status = store.write(putting(Table::Blocks, key, big));
        if (status) {
            continue;
        }
        const auto first = store.get(Table::Blocks, bytesOf("0"));
        const auto refused = store.get(Table::Blocks, bytesOf(key));
        const bool kept = first && *first && **first == bytes(big) && refused && !*refused;
        // A later try may find room: what is merged takes less. It is not half there either.
        const auto again = store.write(putting(Table::Blocks, key, big));
        const auto later = store.get(Table::Blocks, bytesOf(key));
        const bool whole = !later || later->has_value() == again.has_value();
        return kept && whole && number > 2 ? status.error().code : ErrorCode::Internal;
    }
    return ErrorCode::Internal;
}

void LevelStoreTest::theLargestFileLosesNothingOld() {
    test::TemporaryFolder folder;
    must(LevelStore::create(folder.path())).reset();
    const auto found = codeInChild([&] {
        const auto store = must(LevelStore::open(folder.path()));
        const rlimit limit{1'000'000, 1'000'000};
        ::signal(SIGXFSZ, SIG_IGN);
        ::setrlimit(RLIMIT_FSIZE, &limit);
        return fillUntilRefused(*store);
    });
    QVERIFY(found == ErrorCode::DiskFull);
    const auto store = must(LevelStore::open(folder.path()));
    QVERIFY((*store->get(Table::Blocks, bytesOf("0")))->size() == 100'000);
    QVERIFY(store->check().has_value());
    QVERIFY(store->write(putting(Table::Blocks, "more", std::string(100'000, 'y'))).has_value());
}

void LevelStoreTest::aFullDiskLosesNothingOldAndIsUsableOnceThereIsRoom() {
    test::TemporaryFolder folder;
    const auto disk = folder.path() / "disk";
    std::filesystem::create_directory(disk);
    if (::mount("none", disk.c_str(), "tmpfs", 0, "size=12m") != 0) {
        QSKIP("needs the right to mount a small disk; the file limit test covers the rest");
    }
    std::ofstream(disk / "ballast") << std::string(8 << 20U, 'b');
    std::optional<ErrorCode> found;
    int refusals = 0;
    Result<std::optional<Bytes>> readFirst = std::optional<Bytes>();
    Result<> written;
    Result<> checked;
    {
        const auto store = createAt(disk / "store");
        found = fillUntilRefused(*store);
        // Once there is no room for the table of the log either, it cannot be opened again.
        std::ofstream(disk / "rest") << std::string(12 << 20U, 'b');
        for (int i = 0; i < 50; ++i) {
            refusals += !store->write(putting(Table::Blocks, "again", std::string(9'000, 'z')));
        }
        std::filesystem::remove(disk / "ballast");
        // Whoever reads first finds it usable.
        readFirst = store->get(Table::Blocks, bytesOf("0"));
        written = store->write(putting(Table::Blocks, "more", "y"));
        checked = store->check();
    }
    std::optional<Bytes> kept;
    const auto reopened = LevelStore::open(disk / "store", smallFiles);
    if (reopened) {
        kept = (*reopened)->get(Table::Blocks, bytesOf("more")).value_or(std::nullopt);
    }
    ::umount(disk.c_str());
    QVERIFY(found == ErrorCode::DiskFull);
    QVERIFY(refusals > 0);
    QVERIFY2(readFirst.has_value(), readFirst ? "" : toString(readFirst.error()).c_str());
    QVERIFY(readFirst->has_value());
    QVERIFY2(written.has_value(), written ? "" : toString(written.error()).c_str());
    QVERIFY(checked.has_value());
    QVERIFY2(reopened.has_value(), reopened ? "" : toString(reopened.error()).c_str());
    QVERIFY(kept == bytes("y"));
}

namespace {

using Content = std::map<Bytes, Bytes>;

constexpr std::uint64_t batchesMade = 60;
constexpr std::uint64_t keysInBatch = 50;

/// The value of a key in the batch that wrote it last.
std::string valueOf(std::uint64_t key, std::uint64_t batch) {
    return std::string(60 + key % 90, static_cast<char>('a' + batch % 26)) + std::to_string(batch);
}

/// A store of several table files and a log, made of two sessions. `midway` becomes a copy of it
/// from between the two.
void makeStore(const std::filesystem::path& folder, std::uint64_t batches = batchesMade,
               const std::filesystem::path& midway = {}) {
    auto store = createAt(folder);
    for (std::uint64_t batch = 0; batch < batches; ++batch) {
        WriteBatch writes;
        for (std::uint64_t i = 0; i < keysInBatch; ++i) {
            const std::uint64_t key = (batch * 31 + i * 7) % 1000;
            writes.put(Table::State, bytesOf(std::to_string(key)), bytesOf(valueOf(key, batch)));
        }
        if (!store->write(writes)) {
            throw std::runtime_error("write");
        }
        if (batch == batches / 2) {
            store.reset();
            if (!midway.empty()) {
                std::filesystem::copy(folder, midway);
            }
            store = openAt(folder);
        }
    }
}

Result<Content> contentOf(const LevelStore& store) {
    Content content;
    RETURN_IF_ERROR(store.scan(Table::State, {}, [&](ByteView key, ByteView value) {
        content.emplace(toBytes(key), toBytes(value));
        return true;
    }));
    return content;
}

/// What somebody who opens, reads and writes the store meets: an error, or everything as it was.
enum Meeting { AllThere = 0, Named = 1, Wrong = 2 };

Meeting meet(const std::filesystem::path& folder, const Content& expected, std::string& said) {
    const auto named = [&said](const Error& error) {
        said = toString(error);
        return error.code == ErrorCode::DamagedData ? Named : Wrong;
    };
    const auto opened = LevelStore::open(folder, smallFiles);
    if (!opened) {
        return named(opened.error());
    }
    if (const auto checked = (*opened)->check(); !checked) {
        return named(checked.error());
    }
    const auto content = contentOf(**opened);
    if (!content) {
        return named(content.error());
    }
    for (const auto& [key, value] : expected) {
        const auto found = (*opened)->get(Table::State, key);
        if (!found) {
            return named(found.error());
        }
        if (*found != value) {
            said = "key " + std::string(textOf(key)) + " reads as another value";
            return Wrong;
        }
    }
    if (const auto written = (*opened)->write(putting(Table::Meta, "new", "value")); !written) {
        return named(written.error());
    }
    said = *content == expected ? "" : "content differs";
    return *content == expected ? AllThere : Wrong;
}

} // namespace

namespace {

std::filesystem::path onlyFile(const std::filesystem::path& folder, std::string_view ending) {
    std::filesystem::path found;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ending) {
            found = entry.path();
        }
    }
    return found;
}

void appendTo(const std::filesystem::path& file, std::string_view bytes) {
    std::ofstream(file, std::ios::binary | std::ios::app) << bytes;
}

/// A store as a crash leaves it: its program ends without closing it.
void makeCrashedStore(const std::filesystem::path& folder, const std::filesystem::path& sound) {
    std::filesystem::copy(sound, folder);
    test::writeAndCrash(folder, putting(Table::Meta, "last", "acknowledged"), smallFiles);
}

std::string contextOfOpening(const std::filesystem::path& folder) {
    const auto store = LevelStore::open(folder, smallFiles);
    return store ? "opened"
           : store.error().code == ErrorCode::DamagedData
               ? store.error().context
               : "not damage: " + toString(store.error());
}

} // namespace

void LevelStoreTest::aFolderThatIsAwayIsNoDamageAndIsUsableOnceItIsBack() {
    test::TemporaryFolder folder;
    const auto home = folder.path() / "home";
    const auto away = folder.path() / "away";
    const auto store = createAt(home / "store");
    const std::string big(100'000, 'x');
    QVERIFY(store->write(putting(Table::Blocks, "first", big)).has_value());
    std::filesystem::rename(home, away);
    int refusals = 0;
    const auto isOfTheFolder = [](const Error& error) { return error.code == ErrorCode::Io; };
    for (int number = 0; number < 50; ++number) {
        const auto written = store->write(putting(Table::Blocks, std::to_string(number), big));
        QVERIFY2(written || isOfTheFolder(written.error()),
                 written ? "" : toString(written.error()).c_str());
        refusals += !written;
        const auto read = store->get(Table::Blocks, bytesOf("first"));
        QVERIFY2(read || isOfTheFolder(read.error()), read ? "" : toString(read.error()).c_str());
    }
    QVERIFY(refusals > 1); // the first, and trying to open again
    std::filesystem::rename(away, home);
    const auto read = store->get(Table::Blocks, bytesOf("first"));
    QVERIFY2(read.has_value(), read ? "" : toString(read.error()).c_str());
    QVERIFY(read->has_value());
    QVERIFY(store->write(putting(Table::Blocks, "more", "y")).has_value());
    QVERIFY(store->check().has_value());
}

void LevelStoreTest::whatIsCutOffIsMissed() {
    test::TemporaryFolder folder;
    const auto closed = folder.path() / "closed";
    const auto crashed = folder.path() / "crashed";
    makeStore(closed);
    makeCrashedStore(crashed, closed);
    for (const auto& whole : {closed, crashed}) {
        const auto log = onlyFile(whole, ".log");
        const auto length = std::filesystem::file_size(log);
        QVERIFY(length > 5000);
        for (const std::uintmax_t left :
             {length - 1, length - 100, length / 2, std::uintmax_t{7}, std::uintmax_t{0}}) {
            const auto copy = whole.string() + std::to_string(left);
            std::filesystem::copy(whole, copy);
            std::filesystem::resize_file(copy / log.filename(), left);
            const std::string said = contextOfOpening(copy);
            // After a crash a torn entry may stand at the end, but not one that was announced.
            QVERIFY2(said.find(whole == closed && left > 0 ? "was changed or exchanged"
                                                           : "are missing") != std::string::npos,
                     said.c_str());
        }
    }
}

namespace {

/// Whether the store does without this file: a table that was merged away and would be removed at
/// the next opening. Leaves the copy as it was.
bool isLeftOver(const std::filesystem::path& table) {
    test::TemporaryFolder folder;
    const auto copy = folder.path() / "without";
    std::filesystem::copy(table.parent_path(), copy);
    std::filesystem::remove(copy / table.filename());
    const auto store = LevelStore::open(copy, smallFiles);
    return store && (*store)->check().has_value();
}

} // namespace

void LevelStoreTest::anExchangedFileIsNamed() {
    test::TemporaryFolder folder;
    const auto sound = folder.path() / "sound";
    const auto other = folder.path() / "other";
    makeStore(sound);
    makeStore(other); // the same batches: mostly files of the same names and lengths
    const auto fellowOf = [&other](const std::filesystem::path& file) {
        return std::filesystem::exists(other / file.filename())
                   ? other / file.filename()
                   : onlyFile(other, file.extension().string());
    };
    int exchanged = 0;
    for (const auto& entry : std::filesystem::directory_iterator(sound)) {
        const std::string name = entry.path().filename();
        if (name == "owner.lock" || name == "LOCK") {
            continue;
        }
        QVERIFY2(std::filesystem::is_regular_file(fellowOf(name)), name.c_str());
        const auto copy = folder.path() / "copy";
        std::filesystem::remove_all(copy);
        std::filesystem::copy(sound, copy);
        if (name.ends_with(".ldb") && isLeftOver(copy / name)) {
            continue;
        }
        std::filesystem::copy_file(fellowOf(name), copy / name,
                                   std::filesystem::copy_options::overwrite_existing);
        const auto store = LevelStore::open(copy, smallFiles);
        const auto checked = store ? (*store)->check() : Result<>(fail(store.error()));
        QVERIFY2(!checked && checked.error().code == ErrorCode::DamagedData, name.c_str());
        ++exchanged;
    }
    QVERIFY(exchanged > 4);
}

void LevelStoreTest::garbageBehindALogIsNamedAndNothingIsWrittenBehindIt() {
    test::TemporaryFolder folder;
    const auto closed = folder.path() / "closed";
    const auto crashed = folder.path() / "crashed";
    makeStore(closed);
    makeCrashedStore(crashed, closed);
    const std::string ownBeginning = test::readFile(onlyFile(crashed, ".log")).substr(0, 2000);
    for (const std::string& garbage : {std::string(1, 'g'), std::string(5000, '\0'),
                                       std::string(70'000, '\x01'), ownBeginning}) {
        const auto closedCopy = closed.string() + "-copy";
        std::filesystem::remove_all(closedCopy);
        std::filesystem::copy(closed, closedCopy);
        appendTo(onlyFile(closedCopy, ".log"), garbage);
        for (int time = 0; time < 2; ++time) {
            const std::string said = contextOfOpening(closedCopy);
            QVERIFY2(said.find(".log: was changed or exchanged, from byte") != std::string::npos,
                     said.c_str());
        }

        const auto crashedCopy = crashed.string() + "-copy";
        std::filesystem::remove_all(crashedCopy);
        std::filesystem::copy(crashed, crashedCopy);
        appendTo(onlyFile(crashedCopy, ".log"), garbage);
        for (const char* key : {"one", "two", "three"}) {
            const auto store = openAt(crashedCopy);
            QVERIFY(**store->get(Table::Meta, bytesOf("last")) == bytes("acknowledged"));
            QVERIFY(store->write(putting(Table::Meta, key, "new")).has_value());
        }
        const auto store = openAt(crashedCopy);
        QVERIFY(**store->get(Table::Meta, bytesOf("one")) == bytes("new"));
        QVERIFY(**store->get(Table::Meta, bytesOf("three")) == bytes("new"));
        QVERIFY(store->check().has_value());
    }
}

void LevelStoreTest::whatACrashTornOffIsCutAway() {
    test::TemporaryFolder folder;
    const auto crashed = folder.path() / "crashed";
    makeStore(crashed);
    const auto outcome = test::inChild([&](std::string& said) {
        LevelStore* store = openAt(crashed).release(); // never closed
        const bool last = store->write(putting(Table::Meta, "last", "acknowledged")).has_value();
        const auto wholeBytes = std::filesystem::file_size(onlyFile(crashed, ".log"));
        said = std::to_string(wholeBytes) + " " + test::readFile(crashed / CommitMark::fileName);
        return last && store->write(putting(Table::Meta, "torn", std::string(3000, 't'))) ? 0 : 1;
    });
    QVERIFY2(outcome.returned(0), outcome.said.c_str());
    const std::size_t numberEnd = outcome.said.find(' ');
    const std::uintmax_t wholeBytes = std::stoull(outcome.said.substr(0, numberEnd));
    const std::string commits = outcome.said.substr(numberEnd + 1);
    const auto log = onlyFile(crashed, ".log").filename();
    const auto tornBytes = std::filesystem::file_size(crashed / log);
    for (const std::uintmax_t left :
         {tornBytes - 1, wholeBytes + 1500, wholeBytes + 20, wholeBytes + 1, wholeBytes}) {
        const auto copy = folder.path() / std::to_string(left);
        std::filesystem::copy(crashed, copy);
        std::filesystem::resize_file(copy / log, left);
        // The mark of a moment before: the torn batch was never announced.
        std::ofstream(copy / CommitMark::fileName, std::ios::binary) << commits;
        for (int time = 0; time < 2; ++time) {
            const auto after = LevelStore::open(copy, smallFiles);
            QVERIFY2(after.has_value(), after ? "" : toString(after.error()).c_str());
            QVERIFY(**(*after)->get(Table::Meta, bytesOf("last")) == bytes("acknowledged"));
            QVERIFY(!(*after)->get(Table::Meta, bytesOf("torn"))->has_value());
            QVERIFY((*after)->check().has_value());
            QVERIFY((*after)->write(putting(Table::Meta, "more", "x")).has_value());
        }
    }
}

void LevelStoreTest::anEntryThatIsWholeBehindATornOneIsDamage() {
    test::TemporaryFolder folder;
    const auto path = folder.path() / "store";
    makeStore(folder.path() / "sound");
    makeCrashedStore(path, folder.path() / "sound");
    // A mark that a power cut set back cannot tell that anything is missing.
    const auto mark = CommitMark::open(path);
    QVERIFY(mark.has_value());
    (*mark)->advance(0);
    const auto log = onlyFile(path, ".log");
    std::fstream file(log, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(log) / 2));
    file.put('\xA5');
    file.close();
    const std::string said = contextOfOpening(path);
    QVERIFY2(said.find(".log: was changed or exchanged") != std::string::npos, said.c_str());
}

void LevelStoreTest::aStoreBeforeSealsIsOfAnOlderFormat() {
    test::TemporaryFolder folder;
    const auto path = folder.path() / "store";
    makeStore(path, 3);
    // Its mark had no id: [count, state, beginning of their SHA-256].
    Bytes mark(9, std::byte{0});
    append(mark, sha256(mark).view().first(7));
    std::ofstream(path / CommitMark::fileName, std::ios::binary) << textOf(mark);
    QVERIFY(codeOfOpening(path) == ErrorCode::OlderFormat);
    mark[0] = std::byte{1};
    std::ofstream(path / CommitMark::fileName, std::ios::binary) << textOf(mark);
    QVERIFY(codeOfOpening(path) == ErrorCode::DamagedData);
}

void LevelStoreTest::anOldCopyIsMissed() {
    test::TemporaryFolder folder;
    const auto path = folder.path() / "store";
    const auto older = folder.path() / "older";
    makeStore(path);
    std::filesystem::copy(path, older);
    QVERIFY(openAt(path)->write(putting(Table::State, "a", "b")).has_value());
    std::filesystem::copy(path / "commits", older / "commits",
                          std::filesystem::copy_options::overwrite_existing);
    const auto opened = LevelStore::open(older, smallFiles);
    QVERIFY(!opened);
    QVERIFY(opened.error().context == "the newest 1 of 61 batches are missing");
}

void LevelStoreTest::aDamagedStoreLosesNoFileByBeingOpened() {
    test::TemporaryFolder folder;
    makeStore(folder.path());
    std::map<std::string, std::string> before;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        if (entry.path().extension() == ".log") {
            std::filesystem::resize_file(entry.path(), 0);
        }
        before[entry.path().filename()] = test::readFile(entry.path());
    }
    for (int time = 0; time < 3; ++time) {
        QVERIFY(codeOfOpening(folder.path()) == ErrorCode::DamagedData);
    }
    for (const auto& [name, content] : before) {
        // The pointer to the newest list of files may move on, and the mark may say that the store
        // was not closed since; every list stays.
        QVERIFY2(name == "CURRENT" || name == CommitMark::fileName ||
                     test::readFile(folder.path() / name) == content,
                 name.c_str());
    }
}

void LevelStoreTest::aFooterIsNotBelieved() {
    test::TemporaryFolder folder;
    makeStore(folder.path());
    const auto sound = folder.path().string() + "-sound";
    std::filesystem::rename(folder.path(), sound);
    constexpr std::size_t footer = 48;
    int refused = 0;
    for (std::size_t fromEnd = footer; fromEnd > 0; --fromEnd) {
        // A fresh copy each time: merging in the background makes other files of it.
        std::filesystem::remove_all(folder.path());
        std::filesystem::copy(sound, folder.path());
        for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
            if (entry.path().extension() == ".ldb") {
                std::fstream table(entry.path(), std::ios::binary | std::ios::in | std::ios::out);
                table.seekp(-static_cast<std::streamoff>(fromEnd), std::ios::end);
                table.put(static_cast<char>(0xFF));
            }
        }
        const auto store = LevelStore::open(folder.path(), smallFiles);
        const auto checked = store ? (*store)->check() : Result<>(fail(store.error()));
        refused += !checked && checked.error().code == ErrorCode::DamagedData ? 1 : 0;
    }
    // All but the padding behind the two handles.
    QVERIFY(refused >= 12 && refused < 48);
    std::filesystem::remove_all(folder.path());
    std::filesystem::rename(sound, folder.path());
    QVERIFY(openAt(folder.path())->check().has_value());
}

void LevelStoreTest::everyDamageIsNamedOrHarmless() {
    const int rounds = qEnvironmentVariableIsSet("CONSENTRY_DAMAGE_ROUNDS")
                           ? qEnvironmentVariableIntValue("CONSENTRY_DAMAGE_ROUNDS")
                           : 200;
    const auto seed =
        static_cast<std::uint64_t>(qEnvironmentVariableIntValue("CONSENTRY_SEED")) + 17;
    qInfo() << "seed" << seed << "rounds" << rounds;
    std::mt19937_64 random(seed);
    test::TemporaryFolder folder;
    const auto closed = folder.path() / "closed";
    const auto crashed = folder.path() / "crashed";
    const auto older = folder.path() / "older";
    const auto stranger = folder.path() / "stranger";
    makeStore(closed, batchesMade, older);
    makeCrashedStore(crashed, closed);
    makeStore(stranger);
    const Content expected = *contentOf(*openAt(closed));
    QCOMPARE(expected.size(), std::size_t{1000});

    int named = 0;
    int harmless = 0;
    for (int round = 0; named + harmless < rounds; ++round) {
        const auto copy = folder.path() / "copy";
        std::filesystem::remove_all(copy);
        std::filesystem::copy(round % 2 == 0 ? closed : crashed, copy);
        const std::string done =
            test::damageSomeFile(copy, random() % 2 == 0 ? older : stranger, random);
        if (done.empty()) {
            continue;
        }
        const auto outcome = test::inChild(
            [&](std::string& said) { return static_cast<int>(meet(copy, expected, said)); },
            std::chrono::seconds(60));
        const std::string story = done + ": " + outcome.said;
        QVERIFY2(outcome.end == test::ChildOutcome::End::Exited, story.c_str());
        QVERIFY2(outcome.returned(AllThere) || outcome.returned(Named), story.c_str());
        named += outcome.returned(Named) ? 1 : 0;
        harmless += outcome.returned(AllThere) ? 1 : 0;
    }
    qInfo() << named << "named," << harmless << "harmless";
    QVERIFY(named > rounds / 2);
}

QTEST_APPLESS_MAIN(LevelStoreTest)
#include "level_store_test.moc"
