// What a failing disk or a careless copy may do to a vault's folder, again and again: each time the
// damage is named and the files stay as they are, or everything is there. After a crash the journal
// ends where its checksums end: what was written since the vault was opened last may then be gone,
// and nothing else. CONSENTRY_DAMAGE_ROUNDS sets the number of rounds, CONSENTRY_SEED another
// series.
#include "tests/support/child_process.h"
#include "tests/support/file_damage.h"
#include "tests/unit/vault/vault_fixture.h"

#include "core/crypto/hash.h"

#include <QTest>

#include <random>

using namespace consentry;
using namespace consentry::test;
using vault::Vault;

namespace {

constexpr int roundsUsual = 40;
constexpr std::uint64_t recordsBefore = 200;
constexpr std::uint64_t recordsAfter = 20; ///< of the session that crashed
constexpr std::size_t recordBytes = 700;

/// Does not compress, and is the same in every run.
Bytes contentOf(std::uint64_t number) {
    std::mt19937_64 random(number);
    Bytes content(recordBytes);
    std::generate(content.begin(), content.end(),
                  [&] { return static_cast<std::byte>(random() & 0xFFU); });
    return content;
}

void addRecords(Vault& vault, std::uint64_t from, std::uint64_t to) {
    const auto import = VaultFixture::must(vault.records().beginImport({"f", {}, {}}));
    for (std::uint64_t number = from; number < to; ++number) {
        clinical::Record record;
        record.facts.resourceType = "Observation";
        record.original = contentOf(number);
        record.facts.digest = *RecordDigest::from(sha256(record.original).view());
        record.title = "record " + std::to_string(number);
        record.searchText = record.title;
        VaultFixture::must(import->add(record));
    }
    VaultFixture::must(import->commit("{}"));
}

std::map<std::string, std::string> filesOf(const std::filesystem::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        files[entry.path().filename().string()] = readFile(entry.path());
    }
    return files;
}

enum Meeting { AllThere = 0, Named = 1, NewestGone = 2, Wrong = 3 };

bool isDamage(ErrorCode code) {
    return code == ErrorCode::DamagedHeader || code == ErrorCode::DamagedData ||
           code == ErrorCode::NotEncrypted || code == ErrorCode::Unsupported;
}

Meeting named(const Error& error, std::string& said) {
    said = toString(error);
    return isDamage(error.code) ? Named : Wrong;
}

/// Opens, checks everything, and reads every record.
Meeting readAll(const VaultFixture& fixture, const std::filesystem::path& folder,
                std::string& said) {
    auto opened = Vault::open(fixture.services, folder, credentials("correct horse"));
    if (!opened) {
        return named(opened.error(), said);
    }
    const auto report = (*opened)->checkIntegrity({});
    if (!report) {
        return named(report.error(), said);
    }
    if (!report->isSound()) {
        said = "the full check";
        return Named;
    }
    std::uint64_t found = 0;
    for (; found < recordsBefore + recordsAfter; ++found) {
        const Bytes content = contentOf(found);
        const auto original =
            (*opened)->records().original(*RecordDigest::from(sha256(content).view()));
        if (!original && original.error().code == ErrorCode::NotFound) {
            break;
        }
        if (!original) {
            return named(original.error(), said);
        }
        if (*original != content) {
            said = "record " + std::to_string(found) + " reads as another one";
            return Wrong;
        }
    }
    said = std::to_string(found) + " records";
    return found == recordsBefore + recordsAfter ? AllThere
           : found == recordsBefore              ? NewestGone
                                                 : Wrong;
}

Meeting meet(const VaultFixture& fixture, const std::filesystem::path& folder, std::string& said) {
    const auto before = filesOf(folder);
    const Meeting met = readAll(fixture, folder, said);
    if (met != Named) {
        return met;
    }
    // What is damaged is left for somebody who can mend it. A journal that is whole may go into its
    // database, as it does each time.
    auto after = filesOf(folder);
    const bool hadJournal = before.contains("vault.db-wal");
    for (const auto& [name, content] : before) {
        const bool mayChange = name == "open" || name == "lock" || name == "vault.db-shm" ||
                               (hadJournal && name.starts_with("vault.db"));
        if (!mayChange && after[name] != content) {
            said += "; changed " + name;
            return Wrong;
        }
    }
    return Named;
}

} // namespace

class VaultCampaignTest : public QObject {
    Q_OBJECT
private slots:
    void everyDamageIsNamedOrHarmless_data();
    void everyDamageIsNamedOrHarmless();
};

void VaultCampaignTest::everyDamageIsNamedOrHarmless_data() {
    QTest::addColumn<bool>("crashed");
    QTest::newRow("closed") << false;
    QTest::newRow("after a crash") << true;
}

void VaultCampaignTest::everyDamageIsNamedOrHarmless() {
    QFETCH(bool, crashed);
    const int rounds = qEnvironmentVariableIsSet("CONSENTRY_DAMAGE_ROUNDS")
                           ? qEnvironmentVariableIntValue("CONSENTRY_DAMAGE_ROUNDS")
                           : roundsUsual;
    const auto seed =
        static_cast<std::uint64_t>(qEnvironmentVariableIntValue("CONSENTRY_SEED")) + 29;
    qInfo() << "seed" << seed << "rounds" << rounds;
    std::mt19937_64 random(seed);
    VaultFixture fixture;
    VaultFixture stranger;
    stranger.create();
    addRecords(*fixture.create(), 0, recordsBefore);
    const auto sound = fixture.temporary.path() / "sound";
    {
        const auto vault = VaultFixture::must(fixture.open());
        addRecords(*vault, recordsBefore, recordsBefore + recordsAfter);
        if (crashed) {
            std::filesystem::copy(fixture.folder, sound);
        }
    }
    if (!crashed) {
        std::filesystem::copy(fixture.folder, sound);
    }
    QCOMPARE(std::filesystem::exists(sound / "vault.db-wal"), crashed);
    const auto copy = fixture.temporary.path() / "copy";
    std::filesystem::copy(sound, copy);
    std::string said;
    const Meeting whole = meet(fixture, copy, said);
    QVERIFY2(whole == AllThere, said.c_str());

    std::map<Meeting, int> counts;
    for (int round = 0; round < rounds;) {
        std::filesystem::remove_all(copy);
        std::filesystem::copy(sound, copy);
        const std::string done = damageSomeFile(copy, stranger.folder, random);
        if (done.empty()) {
            continue;
        }
        ++round;
        const auto outcome =
            inChild([&](std::string& what) { return static_cast<int>(meet(fixture, copy, what)); },
                    std::chrono::seconds(60));
        const std::string story = done + ": " + outcome.said;
        QVERIFY2(outcome.end == ChildOutcome::End::Exited, story.c_str());
        const auto met = static_cast<Meeting>(outcome.number);
        const bool isOfJournal = crashed && done.find("vault.db-") != std::string::npos;
        QVERIFY2(met == AllThere || met == Named || (met == NewestGone && isOfJournal),
                 story.c_str());
        ++counts[met];
    }
    qInfo() << rounds << "damages:" << counts[Named] << "named," << counts[AllThere] << "harmless,"
            << counts[NewestGone] << "to the journal, which lost the newest changes";
    QVERIFY(counts[Named] > rounds / 3);
    QVERIFY(crashed || counts[NewestGone] == 0);
}

int main(int argc, char** argv) {
    // A long campaign is one slot, which Qt would end after five minutes.
    qputenv("QTEST_FUNCTION_TIMEOUT", "7200000");
    VaultCampaignTest tests;
    return QTest::qExec(&tests, argc, argv);
}
#include "vault_campaign_test.moc"
