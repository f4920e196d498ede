// Making a vault with its consortium is all or nothing, whenever the program ends, and damage to
// the consortium does not close the vault.

#include "app/session/local_sessions.h"
#include "core/adapters/state_store/level_store.h"
#include "core/wallet/party_names.h"
#include "core/wallet/sync_log.h"
#include "tests/support/crashed_store.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <chrono>
#include <fstream>
#include <functional>
#include <map>
#include <random>
#include <thread>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace consentry;
using simulation::DemoSession;
using simulation::DemoSessions;

namespace {

constexpr std::string_view passphrase = "quiet lantern over maple";
constexpr int killsWanted = 12;

vault::Credentials credentials() {
    std::string copy(passphrase);
    vault::Credentials made;
    made.passphrase = SecretBytes::takeFrom(std::as_writable_bytes(std::span(copy)));
    return made;
}

std::unique_ptr<DemoSessions> cheapSessions() {
    return makeLocalSessions({argon2Floor});
}

/// Makes a vault there in a process of its own, that is killed after a time.
bool makeAndKill(const std::filesystem::path& folder, std::chrono::microseconds after) {
    const pid_t child = ::fork();
    if (child == 0) {
        const auto made = cheapSessions()->createEmpty(folder, credentials(), "me");
        // Without destructors: as if killed right after it was told that the vault is there.
        ::_exit(made ? 0 : 1);
    }
    std::this_thread::sleep_for(after);
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status);
}

} // namespace

Q_DECLARE_METATYPE(std::function<void(const std::filesystem::path&)>)

class LocalSessionsTest : public QObject {
    Q_OBJECT
private slots:
    void makesAVaultThatOpensAgain();
    void thePersonsNameIsNowhereOutsideTheVault();
    void makingSurvivesKillsAtAnyMoment();
    void anotherProgramDoesNotTakeAwayWhatIsBeingMade();
    void whatIsThereIsNeverMadeAgain();
    void cancelledDemonstrationLeavesNothing();
    void aDamagedConsortiumDoesNotCloseTheVault_data();
    void aDamagedConsortiumDoesNotCloseTheVault();
    void everyStoreOfASoundConsortiumIsChecked();
};

void LocalSessionsTest::makesAVaultThatOpensAgain() {
    const test::TemporaryFolder temporary;
    const auto folder = temporary.path() / "vault";
    const auto sessions = cheapSessions();
    QVERIFY(!sessions->exists(folder));
    QVERIFY(sessions->createEmpty(folder, credentials(), "me").has_value());
    QVERIFY(sessions->exists(folder));
    QVERIFY(sessions->open(folder, credentials()).has_value());
}

void LocalSessionsTest::thePersonsNameIsNowhereOutsideTheVault() {
    const test::TemporaryFolder temporary;
    const auto folder = temporary.path() / "made";
    const std::string name = "Nina Osterwald";
    const auto sessions = cheapSessions();
    QVERIFY(sessions->createEmpty(folder, credentials(), name).has_value());
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        QVERIFY(entry.path().string().find("Nina") == std::string::npos);
        if (entry.is_regular_file()) {
            std::ifstream file(entry.path(), std::ios::binary);
            const std::string bytes(std::istreambuf_iterator<char>(file), {});
            QVERIFY2(bytes.find("Osterwald") == std::string::npos, entry.path().c_str());
        }
    }
    const auto session = sessions->open(folder, credentials());
    QVERIFY(session.has_value());
    wallet::WalletContext& wallet = (*session)->wallet();
    const auto patient = wallet::patientIdentity(wallet);
    QVERIFY(patient.has_value());
    const auto ownName = [&] {
        const auto names = wallet::PartyNames::load(wallet.vault.contacts());
        return names ? names->ownName(*patient, Language::ChineseSimplified) : "?";
    };
    QCOMPARE(ownName(), name);
    auto& contacts = wallet.vault.contacts();
    const Instant now = wallet.clock.now();
    QVERIFY(wallet::rememberOwnName(contacts, patient->party, "李明", now).has_value());
    QCOMPARE(ownName(), std::string("李明"));
    QVERIFY(wallet::rememberOwnName(contacts, patient->party, "", now).has_value());
    QCOMPARE(ownName(), std::string());
    QVERIFY(wallet::rememberOwnName(contacts, patient->party, "", now).has_value());
    const std::string longest(wallet::ownNameBytesMax, 'n');
    QVERIFY(wallet::rememberOwnName(contacts, patient->party, longest, now).has_value());
    QCOMPARE(ownName(), longest);
    QCOMPARE(wallet::rememberOwnName(contacts, patient->party, longest + 'n', now).error().code,
             ErrorCode::TooLarge);
}

void LocalSessionsTest::makingSurvivesKillsAtAnyMoment() {
    const unsigned seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    const auto sessions = cheapSessions();
    // How long one making takes here tells where the kills must fall.
    const test::TemporaryFolder first;
    const auto began = std::chrono::steady_clock::now();
    QVERIFY(!makeAndKill(first.path() / "vault", std::chrono::seconds(0)) ||
            sessions->exists(first.path() / "vault"));
    QVERIFY(sessions->createEmpty(first.path() / "made", credentials(), "me").has_value());
    const auto whole = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - began);
    const test::TemporaryFolder temporary;
    int killed = 0;
    int finished = 0;
    int folders = 0;
    // The same folder again and again until a vault stands in it, then the next one.
    auto folder = temporary.path() / "0";
    for (int i = 0; i < killsWanted; ++i) {
        const std::chrono::microseconds after(
            std::uniform_int_distribution<std::int64_t>(0, whole.count() * 3 / 2)(random));
        ++(makeAndKill(folder, after) ? finished : killed);
        if (sessions->exists(folder)) {
            const auto opened = sessions->open(folder, credentials());
            QVERIFY2(opened.has_value(), opened ? "" : toString(opened.error()).c_str());
            folder = temporary.path() / std::to_string(++folders);
        } else {
            const auto opened = sessions->open(folder, credentials());
            QVERIFY(!opened);
            QCOMPARE(opened.error().code, ErrorCode::NotFound);
        }
    }
    qInfo("%d killed, %d ended by themselves", killed, finished);
    QVERIFY(killed > 0);
    const auto last = sessions->createEmpty(folder, credentials(), "me");
    QVERIFY2(last.has_value(), last ? "" : toString(last.error()).c_str());
}

void LocalSessionsTest::anotherProgramDoesNotTakeAwayWhatIsBeingMade() {
    const test::TemporaryFolder temporary;
    const auto folder = temporary.path() / "demo";
    const auto sessions = cheapSessions();
    const auto others = cheapSessions();
    bool asked = false;
    JobControl control;
    control.onProgress = [&](const Progress& progress) {
        if (progress.done == 1 && !asked) {
            asked = true;
            const auto second = others->createEmpty(folder, credentials(), "me");
            QVERIFY(!second);
            QCOMPARE(second.error().code, ErrorCode::AlreadyOpen);
        }
    };
    const auto made = sessions->createDemo(folder, credentials(), 3, control);
    QVERIFY(asked);
    QVERIFY2(made.has_value(), made ? "" : toString(made.error()).c_str());
}

void LocalSessionsTest::whatIsThereIsNeverMadeAgain() {
    const test::TemporaryFolder temporary;
    const auto folder = temporary.path() / "vault";
    // Whatever it is: without our own mark nothing there is taken away.
    std::filesystem::create_directories(folder / "vault");
    std::ofstream(folder / "vault" / "notes.txt") << "mine";
    const auto made = cheapSessions()->createEmpty(folder, credentials(), "me");
    QVERIFY(!made);
    QCOMPARE(made.error().code, ErrorCode::AlreadyExists);
    QCOMPARE(test::readFile(folder / "vault" / "notes.txt"), std::string("mine"));
    QVERIFY(!std::filesystem::exists(folder / "unfinished"));
}

void LocalSessionsTest::cancelledDemonstrationLeavesNothing() {
    const test::TemporaryFolder temporary;
    const auto folder = temporary.path() / "demo";
    const auto sessions = cheapSessions();
    std::stop_source stop;
    JobControl control;
    control.stop = stop.get_token();
    control.onProgress = [&](const Progress& progress) {
        if (progress.done == 2) {
            stop.request_stop();
        }
    };
    const auto made = sessions->createDemo(folder, credentials(), 3, control);
    QVERIFY(!made);
    QCOMPARE(made.error().code, ErrorCode::Cancelled);
    QVERIFY(std::filesystem::is_empty(folder));
    QVERIFY(sessions->createEmpty(folder, credentials(), "me").has_value());
}

namespace {

using Damage = std::function<void(const std::filesystem::path& consortium)>;

std::filesystem::path logOf(const std::filesystem::path& store) {
    for (const auto& entry : std::filesystem::directory_iterator(store)) {
        if (entry.path().extension() == ".log") {
            return entry.path();
        }
    }
    return {};
}

std::map<std::string, std::string> filesBelow(const std::filesystem::path& folder) {
    std::map<std::string, std::string> files;
    if (std::filesystem::exists(folder)) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            if (entry.is_regular_file()) {
                files[entry.path().string()] = test::readFile(entry.path());
            }
        }
    }
    return files;
}

/// What the vault holds by itself.
std::string insideOf(DemoSession& session) {
    wallet::WalletContext& wallet = session.wallet();
    const auto patient = wallet::patientIdentity(wallet);
    const auto head = wallet.vault.logs().head(patient->party);
    const auto records = wallet.vault.records().count({}, 1000);
    return patient->label + " " + std::to_string((*head)->count) + " " + (*head)->head.hex() + " " +
           std::to_string(*records);
}

} // namespace

void LocalSessionsTest::aDamagedConsortiumDoesNotCloseTheVault_data() {
    QTest::addColumn<Damage>("damage");
    QTest::addColumn<QString>("store");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("a cut log") << Damage([](const auto& consortium) {
        const auto log = logOf(consortium / "ledger");
        std::filesystem::resize_file(log, std::filesystem::file_size(log) / 2);
    }) << "ledger" << ErrorCode::DamagedLedger;
    QTest::newRow("garbage at a hospital") << Damage([](const auto& consortium) {
        std::ofstream(logOf(consortium / "qinghe"), std::ios::app | std::ios::binary) << "garbage";
    }) << "qinghe" << ErrorCode::DamagedLedger;
    QTest::newRow("logs of two hospitals exchanged") << Damage([](const auto& consortium) {
        const auto one = logOf(consortium / "qinghe");
        const auto other = logOf(consortium / "anning");
        const std::string kept = test::readFile(one);
        std::filesystem::copy_file(other, one, std::filesystem::copy_options::overwrite_existing);
        std::ofstream(other, std::ios::binary) << kept;
    }) << "qinghe" << ErrorCode::DamagedLedger;
    QTest::newRow("no people") << Damage([](const auto& consortium) {
        std::filesystem::remove_all(consortium / "people");
    }) << "people" << ErrorCode::DamagedLedger;
    QTest::newRow("nothing there")
        << Damage([](const auto& consortium) { std::filesystem::remove_all(consortium); })
        << "ledger" << ErrorCode::DamagedLedger;
    QTest::newRow("an older format") << Damage([](const auto& consortium) {
        std::filesystem::remove_all(consortium / "ledger");
        std::filesystem::create_directory(consortium / "ledger");
        std::ofstream(consortium / "ledger" / "data.mdb") << std::string(4096, 'm');
    }) << "ledger" << ErrorCode::OlderFormat;
}

void LocalSessionsTest::aDamagedConsortiumDoesNotCloseTheVault() {
    QFETCH(Damage, damage);
    QFETCH(QString, store);
    QFETCH(ErrorCode, code);
    const test::TemporaryFolder temporary;
    const auto folder = temporary.path() / "vault";
    const auto sessions = cheapSessions();
    auto made = sessions->createEmpty(folder, credentials(), "me");
    QVERIFY(made.has_value());
    wallet::SyncLog sync((*made)->wallet());
    QVERIFY(sync.update(*wallet::patientIdentity((*made)->wallet()))->complete);
    const std::string inside = insideOf(**made);
    made->reset();
    damage(folder / "consortium");
    const auto files = filesBelow(folder / "consortium" / store.toStdString());

    for (int time = 0; time < 2; ++time) {
        const auto opened = sessions->open(folder, credentials());
        QVERIFY2(opened.has_value(), opened ? "" : toString(opened.error()).c_str());
        DemoSession& session = **opened;
        QVERIFY(session.consortiumDamage().has_value());
        QCOMPARE(QString::fromStdString(session.consortiumDamage()->store), store);
        QCOMPARE(session.consortiumDamage()->why.code, code);
        QCOMPARE(insideOf(session), inside);
        const auto head = session.wallet().ledger.advance();
        QVERIFY(!head);
        QCOMPARE(head.error().code, code);
        QCOMPARE(session.checkConsortium().error().code, code);
        QVERIFY(session.consortium().organizations().empty());
        QCOMPARE(session.consortium().readerKeys({}).error().code, code);
        QVERIFY(session.consortium().find(PartyId()) == nullptr);
        QVERIFY(session.saveTrust().has_value());
    }
    QCOMPARE(filesBelow(folder / "consortium" / store.toStdString()), files);
}

/// Whatever opening does not meet: a table is read where somebody asks for what stands in it.
void LocalSessionsTest::everyStoreOfASoundConsortiumIsChecked() {
    const test::TemporaryFolder temporary;
    const auto folder = temporary.path() / "demo";
    const auto sessions = cheapSessions();
    QVERIFY(sessions->createDemo(folder, credentials(), 3, {}).has_value());
    // After a crash the logs become tables, which the next opening does not read whole.
    for (const auto& entry : std::filesystem::directory_iterator(folder / "consortium")) {
        test::crash(entry.path());
    }
    {
        const auto sound = sessions->open(folder, credentials());
        QVERIFY((*sound)->checkConsortium().has_value());
        QVERIFY(!(*sound)->consortiumDamage().has_value());
    }
    std::size_t tables = 0;
    for (const auto& [path, content] : filesBelow(folder / "consortium")) {
        if (!path.ends_with(".ldb")) {
            continue;
        }
        ++tables;
        std::string changed = content;
        changed[content.size() / 3] = static_cast<char>(changed[content.size() / 3] ^ 1);
        std::ofstream(path, std::ios::binary) << changed;
        {
            const auto opened = sessions->open(folder, credentials());
            QVERIFY2(opened.has_value(), opened ? "" : toString(opened.error()).c_str());
            const auto checked = (*opened)->checkConsortium();
            QVERIFY2(!checked, path.c_str());
            QCOMPARE(checked.error().code, ErrorCode::DamagedLedger);
            const std::string store = std::filesystem::path(path).parent_path().filename();
            QCOMPARE((*opened)->consortiumDamage()->store, store);
        }
        std::ofstream(path, std::ios::binary) << content;
    }
    qInfo("%zu tables", tables);
    QVERIFY(tables >= 7);
}

QTEST_APPLESS_MAIN(LocalSessionsTest)
#include "local_sessions_test.moc"
