#include "tests/unit/vault/vault_fixture.h"

#include "core/base/cbor.h"
#include "core/crypto/hash.h"
#include "core/crypto/random.h"

#include <QTest>

#include <csignal>
#include <fstream>

#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace consentry;
using namespace consentry::test;
using vault::LockReason;
using vault::Vault;

namespace {

void write(const std::filesystem::path& path, std::string_view content) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
}

std::string flipped(std::string content, std::size_t at) {
    content[at] = static_cast<char>(content[at] ^ 1);
    return content;
}

clinical::Record recordNumber(std::uint64_t number, std::size_t size = 500) {
    clinical::Record record;
    record.facts.resourceType = "Observation";
    record.original = Bytes(size);
    fillRandom(record.original); // does not compress
    record.facts.digest = *RecordDigest::from(sha256(record.original).view());
    record.title = "record " + std::to_string(number);
    record.searchText = record.title;
    return record;
}

void addRecords(Vault& vault, std::uint64_t count) {
    const auto import = VaultFixture::must(vault.records().beginImport({"f", {}, {}}));
    for (std::uint64_t i = 0; i < count; ++i) {
        VaultFixture::must(import->add(recordNumber(i)));
    }
    VaultFixture::must(import->commit("{}"));
}

/// Runs `body` in a child; true where it returned true.
template <class Body> bool inChild(const Body& body) {
    const pid_t child = fork();
    if (child == 0) {
        bool good = false;
        try {
            good = body();
        } catch (const std::exception& error) {
            fprintf(stderr, "child: %s\n", error.what());
        }
        _exit(good ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

} // namespace

class VaultDamageTest : public QObject {
    Q_OBJECT

private slots:
    void tellsEachDamageApartAndLeavesTheFilesAlone_data();
    void tellsEachDamageApartAndLeavesTheFilesAlone();
    void findsADamagedPageInTheFullCheckAndOnReading();
    void refusesAHeaderSignedWithAnotherKey();
    void refusesASecondProcess();
    void refusesAReadOnlyFolder();
    void reportsAFullDiskAndKeepsWhatWasThere();
    void reportsAFullDiskWhenTheFileLimitIsReached();
    void keepsNothingOfAnImportThatIsKilled();
    void keepsNothingOfAnImportThatIsNotCommitted();
};

void VaultDamageTest::tellsEachDamageApartAndLeavesTheFilesAlone_data() {
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<int>("expected");
    const auto row = [](const char* what, ErrorCode code) {
        QTest::newRow(what) << QByteArray(what) << static_cast<int>(code);
    };
    row("header flipped", ErrorCode::DamagedHeader);
    row("header cut", ErrorCode::DamagedHeader);
    row("header empty", ErrorCode::DamagedHeader);
    row("header missing", ErrorCode::DamagedHeader);
    row("header of a later version", ErrorCode::Unsupported);
    row("database missing", ErrorCode::DamagedData);
    row("database empty", ErrorCode::DamagedData);
    row("first page damaged", ErrorCode::DamagedData);
    row("database cut inside a page", ErrorCode::DamagedData);
    row("database cut at a page", ErrorCode::DamagedData);
    row("database of another vault", ErrorCode::DamagedData);
    row("plain database", ErrorCode::NotEncrypted);
    row("nothing there", ErrorCode::NotFound);
}

void VaultDamageTest::tellsEachDamageApartAndLeavesTheFilesAlone() {
    QFETCH(QByteArray, what);
    QFETCH(int, expected);
    VaultFixture f;
    addRecords(*f.create(), 50);
    const auto header = f.folder / "header";
    const auto database = f.folder / "vault.db";
    const std::string headerBytes = readFile(header);
    const std::string databaseBytes = readFile(database);
    if (what == "header flipped") {
        write(header, flipped(headerBytes, 40));
    } else if (what == "header cut") {
        write(header, headerBytes.substr(0, headerBytes.size() - 1));
    } else if (what == "header empty") {
        write(header, "");
    } else if (what == "header missing") {
        std::filesystem::remove(header);
    } else if (what == "header of a later version") {
        Bytes later = toBytes(bytesOf("consentry vault\n"));
        append(later, CborWriter().array(1).unsignedInt(2).bytes());
        append(later, sha256(later).view());
        write(header, textOf(later));
    } else if (what == "database missing") {
        std::filesystem::remove(database);
    } else if (what == "database empty") {
        write(database, "");
    } else if (what == "first page damaged") {
        write(database, flipped(databaseBytes, 100));
    } else if (what == "database cut inside a page") {
        write(database, databaseBytes.substr(0, databaseBytes.size() - 100));
    } else if (what == "database cut at a page") {
        write(database, databaseBytes.substr(0, databaseBytes.size() - 8192));
    } else if (what == "database of another vault") {
        VaultFixture other;
        other.create();
        write(database, readFile(other.folder / "vault.db"));
    } else if (what == "plain database") {
        write(database, std::string("SQLite format 3\0", 16) + std::string(8176, '\0'));
    } else {
        std::filesystem::remove(header);
        std::filesystem::remove(database);
    }
    const auto before = f.content();
    const auto opened = f.open();
    QVERIFY(!opened);
    QCOMPARE(static_cast<int>(opened.error().code), expected);
    QVERIFY(f.content() == before);
}

namespace {

/// How reading the list of records and every original fails; none where all can be read.
std::optional<ErrorCode> codeOfReadingAll(vault::Vault& vault) {
    const auto page = vault.records().page({}, {}, 1000);
    if (!page) {
        return page.error().code;
    }
    for (const RecordSummary& record : page->records) {
        if (const auto original = vault.records().original(record.digest); !original) {
            return original.error().code;
        }
    }
    return std::nullopt;
}

} // namespace

void VaultDamageTest::findsADamagedPageInTheFullCheckAndOnReading() {
    VaultFixture f;
    addRecords(*f.create(), 300);
    const auto database = f.folder / "vault.db";
    const std::string bytes = readFile(database);
    const std::size_t pages = bytes.size() / 4096;
    // Not every page is read by a list: the next ones are tried until one is.
    std::optional<ErrorCode> code;
    for (std::size_t page = pages / 2; page < pages && !code; ++page) {
        write(database, flipped(bytes, page * 4096 + 1000));
        const auto vault = f.must(f.open());
        const IntegrityReport report = f.must(vault->checkIntegrity({}));
        QVERIFY(!report.isSound());
        QVERIFY(f.must(vault->settings().get("vault/last-full-check")) == std::nullopt);
        code = codeOfReadingAll(*vault);
        QCOMPARE(vault->database().hasMetDamage(), code.has_value());
    }
    QVERIFY(code == ErrorCode::DamagedData);
}

void VaultDamageTest::refusesAHeaderSignedWithAnotherKey() {
    VaultFixture f;
    f.create();
    const auto header = f.folder / "header";
    const std::string original = readFile(header);
    auto received = vault::decodeVaultHeader(bytesOf(original));
    QVERIFY(received.has_value());
    // Somebody who can write the file but lacks the vault key points at another backup.
    received->header.newestBackup = sha256(bytesOf("forged"));
    write(header, textOf(vault::encodeReceivedVaultHeader(*received)));
    QCOMPARE(f.open().error().code, ErrorCode::DamagedHeader);
}

void VaultDamageTest::refusesASecondProcess() {
    VaultFixture f;
    const auto vault = f.create();
    QVERIFY(inChild([&] { return f.open().error().code == ErrorCode::AlreadyOpen; }));
}

void VaultDamageTest::refusesAReadOnlyFolder() {
    VaultFixture f;
    f.create();
    const auto before = f.content();
    std::filesystem::permissions(f.temporary.path(), std::filesystem::perms(0555));
    std::filesystem::permissions(f.folder, std::filesystem::perms(0555));
    for (const auto& entry : std::filesystem::directory_iterator(f.folder)) {
        std::filesystem::permissions(entry.path(), std::filesystem::perms(0444));
    }
    QVERIFY(inChild([&] {
        // To root nothing is read-only.
        constexpr uid_t nobody = 65534;
        if (getuid() == 0 && setuid(nobody) != 0) {
            return false;
        }
        return f.open().error().code == ErrorCode::ReadOnly;
    }));
    QVERIFY(f.content() == before);
    std::filesystem::permissions(f.temporary.path(), std::filesystem::perms(0700));
    std::filesystem::permissions(f.folder, std::filesystem::perms(0700));
}

void VaultDamageTest::reportsAFullDiskAndKeepsWhatWasThere() {
    VaultFixture f;
    const auto disk = f.temporary.path() / "disk";
    std::filesystem::create_directory(disk);
    if (mount("none", disk.c_str(), "tmpfs", 0, "size=3m") != 0) {
        QSKIP("needs the right to mount a small disk; the file limit test covers the rest");
    }
    f.folder = disk / "vault";
    std::optional<ErrorCode> code;
    std::size_t before = 0;
    bool tookItForDamage = true;
    {
        const auto vault = f.create();
        addRecords(*vault, 20);
        before = f.must(vault->records().count({}, 1000));
        auto import = f.must(vault->records().beginImport({"big", {}, {}}));
        for (std::uint64_t i = 0; i < 20'000 && !code; ++i) {
            const auto added = import->add(recordNumber(i, 4000));
            if (!added) {
                code = added.error().code;
            }
            // The cache holds the pages back: the log file grows when it is full, or now.
            if (i % 1000 == 999 && !code) {
                const auto committed = import->commit("");
                code = committed ? code : std::optional(committed.error().code);
                break;
            }
        }
        // A short change fails the same way, and neither is taken for damage.
        import.reset();
        Result<> put;
        for (int i = 0; i < 1'000 && put; ++i) {
            put = vault->settings().put("fill" + std::to_string(i), std::string(60'000, 'x'));
        }
        QVERIFY2(!put && put.error().code == ErrorCode::DiskFull,
                 put ? "took all" : toString(put.error()).c_str());
        tookItForDamage = vault->database().hasMetDamage();
    }
    std::optional<std::size_t> after;
    if (const auto vault = f.open()) {
        after = f.must((*vault)->records().count({}, 1000));
    }
    umount(disk.c_str());
    QVERIFY(code == ErrorCode::DiskFull);
    QVERIFY(!tookItForDamage);
    QVERIFY(after == before);
}

void VaultDamageTest::reportsAFullDiskWhenTheFileLimitIsReached() {
    VaultFixture f;
    f.create();
    QVERIFY(inChild([&] {
        const auto vault = f.must(f.open());
        signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{1024 * 1024, 1024 * 1024};
        setrlimit(RLIMIT_FSIZE, &limit);
        const auto import = f.must(vault->records().beginImport({"big", {}, {}}));
        for (std::uint64_t i = 0; i < 1000; ++i) {
            if (const auto added = import->add(recordNumber(i, 4000)); !added) {
                return added.error().code == ErrorCode::DiskFull;
            }
        }
        const auto committed = import->commit("");
        return !committed && committed.error().code == ErrorCode::DiskFull;
    }));
    const auto vault = f.must(f.open());
    QCOMPARE(f.must(vault->records().count({}, 1000)), std::uint64_t{0});
}

void VaultDamageTest::keepsNothingOfAnImportThatIsKilled() {
    VaultFixture f;
    addRecords(*f.create(), 10);
    int ready[2];
    QVERIFY(pipe(ready) == 0);
    const pid_t child = fork();
    if (child == 0) {
        try {
            const auto vault = f.must(f.open());
            const auto import = f.must(vault->records().beginImport({"killed", {}, {}}));
            // More than the cache holds, so that pages are in the log file when it dies.
            for (std::uint64_t i = 0; i < 16'000; ++i) {
                f.must(import->add(recordNumber(i, 5000)));
                if (i == 15'500) {
                    static_cast<void>(!::write(ready[1], "x", 1));
                }
            }
            pause();
        } catch (const std::exception& error) {
            fprintf(stderr, "child: %s\n", error.what());
        }
        _exit(1);
    }
    close(ready[1]); // so that a child that fails does not leave us waiting
    char byte = 0;
    QVERIFY(read(ready[0], &byte, 1) == 1);
    close(ready[0]);
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);

    QVERIFY(std::filesystem::file_size(f.folder / "vault.db-wal") > 1024 * 1024);
    const auto vault = f.must(f.open());
    QVERIFY(!vault->lastSessionEndedCleanly());
    QCOMPARE(f.must(vault->records().count({}, 100'000)), std::uint64_t{10});
    QCOMPARE(f.must(vault->records().imports(10)).size(), std::size_t{1});
    QVERIFY(f.must(vault->checkIntegrity({})).isSound());
}

void VaultDamageTest::keepsNothingOfAnImportThatIsNotCommitted() {
    VaultFixture f;
    const auto vault = f.create();
    {
        const auto import = f.must(vault->records().beginImport({"dropped", {}, {}}));
        f.must(import->add(recordNumber(1)));
    }
    QCOMPARE(f.must(vault->records().count({}, 10)), std::uint64_t{0});
    QVERIFY(f.must(vault->records().imports(10)).empty());
    f.must(vault->settings().put("writes", "work again"));
}

QTEST_APPLESS_MAIN(VaultDamageTest)
#include "vault_damage_test.moc"
