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
    void tellsWhoMayBeOnePerson_data();
    void tellsWhoMayBeOnePerson();
    void tellsWhoseFileItIs();
    void previewStoresNothingAndTellsTheSame();
    void previewCountsWhatIsThere();
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
    const Digest digest = sha256(bytesOf(test::readFile(path)));
    QCOMPARE(f.must(vault->records().findImport(digest)).counts.added, count);
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

void ImportRecordsTest::tellsWhoMayBeOnePerson_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("born");
    QTest::addColumn<bool>("maybe");
    QTest::addRow("the same") << "Nina Osterwald" << "1961-04-12" << true;
    QTest::addRow("other order, marks and digits") << "OSTERWALD12, Nina" << "1961-04-12" << true;
    QTest::addRow("other script") << "沈若兰" << "1961-04-12" << true;
    QTest::addRow("only the year") << "Nina Osterwald" << "1961" << true;
    QTest::addRow("no date") << "Nina West" << "" << true;
    QTest::addRow("no name") << "" << "1961-04-12" << true;
    QTest::addRow("other date") << "Nina Osterwald" << "1961-04-13" << false;
    QTest::addRow("other name") << "Trenton Turner" << "1961-04-12" << false;
    QTest::addRow("other script and date") << "沈若兰" << "1972-01-01" << false;
}

std::string patientLine(const QString& name, const QString& born) {
    std::string text = R"({"resourceType":"Patient","id":"p")";
    if (!name.isEmpty()) {
        text += R"(,"name":[{"text":")" + name.toStdString() + "\"}]";
    }
    if (!born.isEmpty()) {
        text += R"(,"birthDate":")" + born.toStdString() + '"';
    }
    return text + "}";
}

void ImportRecordsTest::tellsWhoMayBeOnePerson() {
    QFETCH(QString, name);
    QFETCH(QString, born);
    QFETCH(bool, maybe);
    const auto person = [](const QString& of, const QString& date) {
        return VaultFixture::must(clinical::personFromJson(bytesOf(patientLine(of, date))));
    };
    const auto one = person("Nina Osterwald", "1961-04-12");
    QCOMPARE(wallet::maybeSamePerson(one, person(name, born)), maybe);
    QCOMPARE(wallet::maybeSamePerson(person(name, born), one), maybe);
}

std::filesystem::path writeFile(const VaultFixture& f, const char* name, const std::string& text) {
    const std::filesystem::path path = f.temporary.path() / name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
}

void ImportRecordsTest::tellsWhoseFileItIs() {
    VaultFixture f;
    const auto vault = f.create();
    wallet::ImportRecords importer(*vault, f.clock);
    const auto own = writeFile(f, "own.ndjson", line(1) + '\n' + patientLine("Nina", "1961-04-12"));
    const auto other =
        writeFile(f, "other.ndjson", line(2) + '\n' + patientLine("Otto", "1950-01-01"));
    const auto nobody = writeFile(f, "nobody.ndjson", line(3) + '\n' + line(4));
    // The first person of a vault is nobody else.
    QVERIFY(!f.must(importer.preview(own)).other);
    QCOMPARE(f.must(importer.preview(own)).person->name, std::string("Nina"));
    f.must(importer.importFile(own));
    QVERIFY(!f.must(importer.preview(own)).other);
    QVERIFY(!f.must(importer.preview(nobody)).person);
    QVERIFY(!f.must(importer.preview(nobody)).other);
    const auto strange = f.must(importer.preview(other));
    QCOMPARE(strange.person->name, std::string("Otto"));
    QVERIFY(strange.other.has_value());
    QCOMPARE(strange.other->name, std::string("Nina"));
    QCOMPARE(f.must(vault->records().count({}, 10)), std::uint64_t{2});
}

void ImportRecordsTest::previewStoresNothingAndTellsTheSame() {
    VaultFixture f;
    const auto vault = f.create();
    wallet::ImportRecords importer(*vault, f.clock);
    const auto path =
        writeFile(f, "mixed.ndjson",
                  line(1) + '\n' + "{\"resourceType\":\n" + line(2) + '\n' + line(1) + '\n' +
                      R"({"resourceType":"Condition","id":"c","code":{"text":"Asthma"},)" +
                      R"("subject":{"reference":"Patient/p"},"recordedDate":"2019-03"})" + '\n');
    const auto preview = f.must(importer.preview(path));
    QCOMPARE(f.must(vault->records().count({}, 10)), std::uint64_t{0});
    QVERIFY(f.must(vault->records().imports(10)).empty());
    const auto report = f.must(importer.importFile(path));
    QCOMPARE(import::reportJson(preview.report), import::reportJson(report));
    QCOMPARE(report.added, std::uint64_t{3});
    QCOMPARE(report.duplicates, std::uint64_t{1});
    QCOMPARE(report.refused, std::uint64_t{1});
    using Facets = std::map<clinical::Facet, std::uint64_t>;
    QCOMPARE(preview.addedByFacet,
             (Facets{{clinical::Facet::Problem, 1}, {clinical::Facet::Laboratory, 2}}));
    QVERIFY(preview.span.has_value());
    // March 2019 and the first of May 2024, somewhere on earth.
    QVERIFY(millisOf(preview.span->begin) / 86'400'000 - 17'956 <= 1);
    QVERIFY(millisOf(preview.span->end) / 86'400'000 - 19'844 <= 1);
}

void ImportRecordsTest::previewCountsWhatIsThere() {
    VaultFixture f;
    const auto vault = f.create();
    wallet::ImportRecords importer(*vault, f.clock);
    f.must(importer.importFile(writeFile(f, "one.ndjson", line(1) + '\n')));
    const auto preview =
        f.must(importer.preview(writeFile(f, "two.ndjson", line(1) + '\n' + line(2) + '\n')));
    QCOMPARE(preview.report.added, std::uint64_t{1});
    QCOMPARE(preview.report.duplicates, std::uint64_t{1});
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(importer.preview(writeLines(f, 10), {{}, stop.get_token()}).error().code,
             ErrorCode::Cancelled);
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
