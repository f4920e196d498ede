// A file into a real vault: whole or not at all, byte for byte, and found again.
#include "core/clinical/record_from_json.h"
#include "core/wallet/import_records.h"
#include "tests/unit/vault/vault_fixture.h"

#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

using namespace consentry;
using namespace consentry::test;

namespace {

std::string line(std::uint64_t number) {
    static constexpr const char* names[] = {"血糖", "高血压", "Glucose in blood"};
    return R"({"resourceType":"Observation","id":")" + std::to_string(number) +
           R"(","code":{"coding":[{"system":"http://loinc.org","code":"2339-0"}],"text":")" +
           names[number % std::size(names)] + R"("},"effectiveDateTime":"2024-05-01",)" +
           R"("valueQuantity":{"value":6.80,"unit":"mmol/L"},"note":[{"text":")" +
           std::string(number % 2 == 0 ? 400 : 4000, 'n') + "\"}]}";
}

std::filesystem::path writeLines(const VaultFixture& f, std::uint64_t count) {
    const std::filesystem::path path = f.temporary.path() / "lines.ndjson";
    std::ofstream file(path, std::ios::binary);
    for (std::uint64_t i = 0; i < count; ++i) {
        file << line(i) << '\n';
    }
    return path;
}

std::uint64_t found(vault::Vault& vault, const char* words) {
    RecordFilter filter;
    filter.search = words;
    return VaultFixture::must(vault.records().count(filter, 1'000'000));
}

} // namespace

class ImportRecordsTest : public QObject {
    Q_OBJECT

private slots:
    void keepsEveryByteAndFindsItAgain();
    void leavesNothingWhenCancelled();
    void leavesNothingWhenKilled();
};

void ImportRecordsTest::keepsEveryByteAndFindsItAgain() {
    constexpr std::uint64_t count = 3'000;
    VaultFixture f;
    const auto vault = f.create();
    const auto path = writeLines(f, count);
    wallet::ImportRecords importer(*vault, f.clock);
    const auto first = f.must(importer.importFile(path));
    QCOMPARE(first.added, count);
    QCOMPARE(found(*vault, "血糖"), count / 3);
    QCOMPARE(found(*vault, "高血压"), count / 3);
    QCOMPARE(found(*vault, "glucose"), count / 3);
    // In the order of the file, which decides among records of one day.
    std::uint64_t number = count;
    std::uint64_t wrong = 0;
    f.must(vault->records().visit({}, [&](const RecordSummary& summary) {
        wrong += summary.id == std::to_string(--number) ? 0U : 1U;
        return true;
    }));
    QCOMPARE(number, std::uint64_t{0});
    QCOMPARE(wrong, std::uint64_t{0});
    for (const std::uint64_t i : {std::uint64_t{0}, std::uint64_t{1}, count - 1}) {
        const std::string text = line(i);
        const auto record = f.must(clinical::recordFromJson(bytesOf(text)));
        const Bytes original = f.must(vault->records().original(record.facts.digest));
        QVERIFY(original == toBytes(bytesOf(text)));
    }

    const auto again = f.must(importer.importFile(path));
    QCOMPARE(again.added, std::uint64_t{0});
    QCOMPARE(again.duplicates, count);
}

void ImportRecordsTest::leavesNothingWhenCancelled() {
    VaultFixture f;
    const auto vault = f.create();
    const auto path = writeLines(f, 3'000); // several chunks
    std::stop_source stop;
    JobControl control;
    control.stop = stop.get_token();
    control.onProgress = [&](const Progress& progress) {
        if (progress.done > 3 * 1024 * 1024) {
            stop.request_stop();
        }
    };
    wallet::ImportRecords importer(*vault, f.clock);
    const auto report = importer.importFile(path, control);
    QVERIFY(!report.has_value());
    QCOMPARE(report.error().code, ErrorCode::Cancelled);
    QCOMPARE(f.must(vault->records().count({}, 10)), std::uint64_t{0});
    QVERIFY(f.must(vault->records().imports(10)).empty());
    QCOMPARE(f.must(importer.importFile(path)).added, std::uint64_t{3'000});
}

void ImportRecordsTest::leavesNothingWhenKilled() {
    VaultFixture f;
    f.create();
    const auto path = writeLines(f, 12'000);
    int ready[2];
    QVERIFY(pipe(ready) == 0);
    const pid_t child = fork();
    if (child == 0) {
        try {
            const auto vault = f.must(f.open());
            JobControl control;
            control.onProgress = [&](const Progress& progress) {
                if (progress.done > 20 * 1024 * 1024) {
                    static_cast<void>(!::write(ready[1], "x", 1));
                    pause(); // the other thread goes on reading
                }
            };
            f.must(wallet::ImportRecords(*vault, f.clock).importFile(path, control));
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

    const auto vault = f.must(f.open());
    QVERIFY(!vault->lastSessionEndedCleanly());
    QCOMPARE(f.must(vault->records().count({}, 100'000)), std::uint64_t{0});
    QVERIFY(f.must(vault->records().imports(10)).empty());
    QVERIFY(f.must(vault->checkIntegrity({})).isSound());
}

QTEST_APPLESS_MAIN(ImportRecordsTest)
#include "import_records_test.moc"
