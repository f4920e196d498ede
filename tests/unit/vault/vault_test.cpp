#include "tests/unit/vault/vault_fixture.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace consentry;
using namespace consentry::test;
using vault::LockReason;
using vault::Vault;

class VaultTest : public QObject {
    Q_OBJECT

private slots:
    void keepsSettingsFromOneSessionToTheNext();
    void refusesAWrongPassphrase();
    void opensWithItsWordsAndNotWithOthers();
    void changesThePassphraseWithoutTouchingTheDatabase();
    void replacesThePassphraseOnlyAfterOpeningWithWords();
    void needsTheKeyFileWhenOneWasGiven();
    void answersLockedToEverythingAfterTheLock();
    void locksFromAnotherThreadWhileItWorks();
    void refusesASecondInstanceInThisProcess();
    void holdsTwoVaultsInOneProcess();
    void remindsUntilTheWordsAreConfirmed();
    void restoresARootSecretIntoANewVault();
    void refusesToCreateInAFolderThatIsNotEmpty();
    void removesWhatItMadeWhenCreationFails();
    void seesAnUncleanEnd();
    void readsBesideTheWriter();
    void calibratesToTheTargetButNeverBelowTheFloor();
};

void VaultTest::keepsSettingsFromOneSessionToTheNext() {
    VaultFixture f;
    {
        const auto vault = f.create();
        f.must(vault->settings().put("language", "简体中文"));
    }
    const auto vault = f.must(f.open());
    QCOMPARE(f.must(vault->settings().get("language")), std::optional<std::string>("简体中文"));
    QVERIFY(vault->lastSessionEndedCleanly());
}

void VaultTest::refusesAWrongPassphrase() {
    VaultFixture f;
    f.create();
    const auto before = f.content();
    const auto opened = f.open("wrong horse");
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::WrongPassphrase);
    QVERIFY(f.content() == before);
}

void VaultTest::opensWithItsWordsAndNotWithOthers() {
    VaultFixture f;
    SecretBytes words;
    {
        const auto vault = f.create();
        words = f.must(vault->words(WordList::English));
    }
    {
        const auto vault = f.must(Vault::openWithWords(f.services, f.folder, words));
        QVERIFY(!vault->isLocked());
    }
    const SecretBytes others = mnemonicFromRoot(RootSecret::random(), WordList::English);
    const auto opened = Vault::openWithWords(f.services, f.folder, others);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::WrongPassphrase);
}

void VaultTest::changesThePassphraseWithoutTouchingTheDatabase() {
    VaultFixture f;
    f.create();
    const std::string database = readFile(f.folder / "vault.db");
    {
        const auto vault = f.must(f.open());
        const auto wrong = vault->changePassphrase(credentials("no"), credentials("new one"));
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().code, ErrorCode::WrongPassphrase);
        f.must(vault->changePassphrase(credentials("correct horse"), credentials("new one"),
                                       argon2Floor));
    }
    QVERIFY(readFile(f.folder / "vault.db") == database);
    QCOMPARE(f.open().error().code, ErrorCode::WrongPassphrase);
    f.must(f.open("new one"));
}

void VaultTest::replacesThePassphraseOnlyAfterOpeningWithWords() {
    VaultFixture f;
    SecretBytes words;
    {
        const auto vault = f.create();
        words = f.must(vault->words(WordList::ChineseSimplified));
        QCOMPARE(vault->replacePassphrase(credentials("x")).error().code, ErrorCode::NotPermitted);
    }
    {
        const auto vault = f.must(Vault::openWithWords(f.services, f.folder, words));
        f.must(vault->replacePassphrase(credentials("found again"), argon2Floor));
    }
    f.must(f.open("found again"));
}

void VaultTest::needsTheKeyFileWhenOneWasGiven() {
    VaultFixture f;
    f.must(Vault::create(f.services, f.folder, credentials("p", "any file"), cheapOptions()));
    QVERIFY(f.must(Vault::look(f.services, f.folder)).needsKeyFile);
    QCOMPARE(f.open("p").error().code, ErrorCode::WrongPassphrase);
    const auto other = Vault::open(f.services, f.folder, credentials("p", "another file"));
    QCOMPARE(other.error().code, ErrorCode::WrongPassphrase);
    f.must(Vault::open(f.services, f.folder, credentials("p", "any file")));
}

void VaultTest::answersLockedToEverythingAfterTheLock() {
    VaultFixture f;
    const auto vault = f.create();
    const Identity identity = f.must(vault->keys().addIdentity({"chain-1", {}, "me", {}}));
    const auto reader = f.must(vault->openReader());
    auto import = f.must(vault->records().beginImport({"file.json", {}, {}}));

    vault->lock(LockReason::Idle);
    vault->lock(LockReason::Quit);

    QVERIFY(vault->isLocked());
    QVERIFY(vault->lockReason() == LockReason::Idle);
    QCOMPARE(vault->settings().get("a").error().code, ErrorCode::Locked);
    QCOMPARE(vault->settings().put("a", "b").error().code, ErrorCode::Locked);
    QCOMPARE(vault->records().page({}, {}, 10).error().code, ErrorCode::Locked);
    QCOMPARE(vault->logs().patients().error().code, ErrorCode::Locked);
    QCOMPARE(vault->grants().page({}, {}, 10).error().code, ErrorCode::Locked);
    QCOMPARE(vault->identities().list().error().code, ErrorCode::Locked);
    QCOMPARE(vault->keys().root().error().code, ErrorCode::Locked);
    QCOMPARE(vault->keys().deviceSigningKey(identity).error().code, ErrorCode::Locked);
    QCOMPARE(vault->words(WordList::English).error().code, ErrorCode::Locked);
    QCOMPARE(vault->openReader().error().code, ErrorCode::Locked);
    QCOMPARE(reader->settings().get("a").error().code, ErrorCode::Locked);
    QCOMPARE(import->add({}).error().code, ErrorCode::Locked);
    QCOMPARE(import->commit("").error().code, ErrorCode::Locked);
    import.reset();
    f.must(f.open());
}

void VaultTest::locksFromAnotherThreadWhileItWorks() {
    VaultFixture f;
    const auto vault = f.create();
    std::optional<ErrorCode> ended;
    std::atomic<int> written = 0;
    std::thread worker([&] {
        while (!ended) {
            const auto put = vault->settings().put("counter", std::to_string(written.load()));
            if (put) {
                ++written;
            } else {
                ended = put.error().code;
            }
        }
    });
    while (written < 3) {
        std::this_thread::yield();
    }
    vault->lock(LockReason::ScreenLock);
    worker.join();
    QVERIFY(ended == ErrorCode::Locked);
    const auto next = f.must(f.open());
    QCOMPARE(f.must(next->settings().get("counter")),
             std::optional(std::to_string(written.load() - 1)));
}

void VaultTest::refusesASecondInstanceInThisProcess() {
    VaultFixture f;
    const auto first = f.create();
    const auto second = f.open();
    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::AlreadyOpen);
}

void VaultTest::holdsTwoVaultsInOneProcess() {
    VaultFixture f;
    VaultFixture g;
    const auto one = f.create();
    const auto two = g.create("another");
    f.must(one->settings().put("who", "one"));
    f.must(two->settings().put("who", "two"));
    one->lock(LockReason::Request);
    QCOMPARE(f.must(two->settings().get("who")), std::optional<std::string>("two"));
    QVERIFY(one->id() != two->id());
}

void VaultTest::remindsUntilTheWordsAreConfirmed() {
    VaultFixture f;
    const auto vault = f.create();
    QVERIFY(!f.must(vault->wordsConfirmed()));
    const SecretBytes others = mnemonicFromRoot(RootSecret::random(), WordList::English);
    QVERIFY(!f.must(vault->confirmWords(others)));
    QVERIFY(!f.must(vault->wordsConfirmed()));
    QVERIFY(f.must(vault->confirmWords(f.must(vault->words(WordList::English)))));
    QVERIFY(f.must(vault->wordsConfirmed()));
}

void VaultTest::restoresARootSecretIntoANewVault() {
    VaultFixture f;
    const RootSecret root = RootSecret::random();
    vault::CreateOptions options = cheapOptions();
    options.root = root.clone();
    const auto vault = f.must(Vault::create(f.services, f.folder, credentials("p"), options));
    QVERIFY(equal(f.must(vault->keys().root()).expose(), root.expose()));
    QVERIFY(f.must(vault->wordsConfirmed()));
}

void VaultTest::refusesToCreateInAFolderThatIsNotEmpty() {
    VaultFixture f;
    f.create();
    const auto before = f.content();
    const auto again = Vault::create(f.services, f.folder, credentials("p"), cheapOptions());
    QCOMPARE(again.error().code, ErrorCode::AlreadyExists);
    QVERIFY(f.content() == before);
}

void VaultTest::removesWhatItMadeWhenCreationFails() {
    VaultFixture f;
    vault::CreateOptions options;
    options.kdf = Argon2Parameters{1024, 1};
    QVERIFY(!Vault::create(f.services, f.folder, credentials("p"), options));
    QVERIFY(f.content().empty());
    f.create();
}

void VaultTest::seesAnUncleanEnd() {
    VaultFixture f;
    f.create();
    f.must(f.files.replaceFile(f.folder / "open", {}));
    const auto vault = f.must(f.open());
    QVERIFY(!vault->lastSessionEndedCleanly());
    QVERIFY(f.must(vault->fullCheckIsDue()));
    QVERIFY(f.must(vault->checkIntegrity({})).isSound());
    vault->lock(LockReason::Quit);

    const auto next = f.must(f.open());
    QVERIFY(next->lastSessionEndedCleanly());
    QVERIFY(!f.must(next->fullCheckIsDue()));
    f.clock.current += std::chrono::hours(24 * 7);
    QVERIFY(f.must(next->fullCheckIsDue()));
}

void VaultTest::readsBesideTheWriter() {
    VaultFixture f;
    const auto vault = f.create();
    const auto reader = f.must(vault->openReader());
    f.must(vault->settings().put("a", "1"));
    const auto import = f.must(vault->records().beginImport({"file.json", {}, {}}));
    QCOMPARE(f.must(reader->settings().get("a")), std::optional<std::string>("1"));
    QCOMPARE(reader->settings().put("a", "2").error().code, ErrorCode::ReadOnly);
    QCOMPARE(vault->settings().put("a", "2").error().code, ErrorCode::InvalidArgument);
}

void VaultTest::calibratesToTheTargetButNeverBelowTheFloor() {
    const Argon2Parameters least = calibrateArgon2(std::chrono::milliseconds(0));
    QVERIFY(least == argon2Floor);
}

QTEST_APPLESS_MAIN(VaultTest)
#include "vault_test.moc"
