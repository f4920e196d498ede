// Creating, opening and choosing vaults in the real window, and what is left when it ends half-way.

#include "tests/support/desktop_fixture.h"
#include "ui/pages/home_page.h"
#include "ui/pages/settings_page.h"
#include "ui/style/appearance.h"
#include "ui/widgets/secure_line_edit.h"
#include "ui/widgets/virtual_list.h"
#include "ui/widgets/words_sheet.h"

#include <QElapsedTimer>
#include <QLineEdit>
#include <QProcess>
#include <QSettings>
#include <QTest>

#include <csignal>
#include <fstream>

using namespace Qt::StringLiterals;
using namespace consentry;
using test::DesktopFixture;
using Place = DesktopFixture::Place;

namespace {

const QString passphrase = u"quiet lantern over maple"_s;
const QString otherPassphrase = u"seven rivers under glass"_s;
/// Asks this program to be the one that gets killed: "<step> <home>".
constexpr auto childSetting = "CONSENTRY_FIRST_RUN_CHILD";

/// Drives the window to a step, says so, and waits there for the end.
int waitAtStep(const QString& step, const std::filesystem::path& home) {
    DesktopFixture desktop(home);
    if (step == u"passphrase"_s || step.startsWith(u"making"_s)) {
        desktop.beginVault();
        desktop.press(u"next"_s);
        desktop.press(u"chooseDemo"_s);
        desktop.type(u"passphrase"_s, passphrase);
        desktop.type(u"passphraseAgain"_s, passphrase);
        if (step.startsWith(u"making"_s)) {
            desktop.press(u"next"_s);
            QTest::qWait(step.section(u'-', 1).toInt());
        }
    } else {
        desktop.createVault(passphrase);
        if (step == u"check"_s) {
            desktop.press(u"next"_s);
            desktop.type(u"word0"_s, u"half"_s);
        } else if (step == u"home"_s) {
            desktop.press(u"later"_s);
        }
    }
    QTextStream(stdout) << "there" << Qt::endl;
    return QCoreApplication::exec();
}

void killAtStep(const QString& step, const std::filesystem::path& home) {
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QLatin1String(childSetting),
                       step + u' ' + QString::fromStdString(home.string()));
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(), QStringList());
    QVERIFY(child.waitForStarted());
    QVERIFY2(child.waitForReadyRead(60'000), child.readAllStandardError().constData());
    QCOMPARE(child.readAllStandardOutput().trimmed(), QByteArray("there"));
    ::kill(pid_t(child.processId()), SIGKILL);
    QVERIFY(child.waitForFinished());
}

bool remindsOfWords(const DesktopFixture& desktop) {
    return desktop.words().contains(u"Check your 24 words"_s);
}

QString shownPerson(DesktopFixture& desktop) {
    auto* person = desktop.window().findChild<QWidget*>(u"person"_s);
    return person != nullptr ? person->accessibleName() : QString();
}

/// The 24 words on the page, as a person writes them down.
QString onPaper(const DesktopFixture& desktop) {
    const SecretBytes& words = desktop.find<ui::WordsSheet>()->words();
    return QString::fromUtf8(reinterpret_cast<const char*>(words.expose().data()),
                             qsizetype(words.size()));
}

/// Types on from a field to wherever the focus goes.
void typeOn(DesktopFixture& desktop, const QString& name, const QString& text) {
    desktop.type(name, QString());
    for (const QChar letter : text) {
        QTest::keyClick(QApplication::focusWidget(), letter.toLatin1());
    }
}

void eraseLast(DesktopFixture& desktop, const QString& name, int letters) {
    desktop.type(name, QString());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_End);
    for (int i = 0; i < letters; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backspace);
    }
}

} // namespace

class FirstRunTest : public QObject {
    Q_OBJECT
private slots:
    void init();

    void createsAVaultAndChecksItsWords();
    void passphraseIsTypedTwiceWithATabBetween();
    void asksForTheNameAndSaysItInside();
    void theNameCanBeLeftOut();
    void anotherNameHoldsAfterGoingBackToIt();
    void saysWhichWordsAreWrong();
    void anEmptyVaultOffersToBringInRecords();
    void aVaultIsCalledAsItsMakerWants();
    void theDemonstrationKeepsItsName();
    void wordsCanBePutOff_data();
    void wordsCanBePutOff();
    void backFromTheWordsLetsOneChooseAnotherPassphrase();
    void saysWhatItDoesForOthersBeforeAnythingIsMade();
    void everyPageGoesBack();
    void killedAtAnyStepNothingIsBroken_data();
    void killedAtAnyStepNothingIsBroken();
    void anotherVaultStandsBesideTheFirst();
    void firstPageTellsNeitherWhoNorWhere();
    void opensAVaultFromAFolder();
    void remembersAFolderOnlyWhenAsked();
    void locksOnRequest();
    void theWordsOpenAVaultWhosePassphraseIsForgotten();
    void wordsOfAnotherVaultOpenNothing();
    void demonstrationNeedsNothing();
    void demonstrationCanBeStopped();
    void languageCanBeChosenFirst();

private:
    void choose(DesktopFixture& desktop, const std::filesystem::path& folder);

    std::unique_ptr<test::TemporaryFolder> m_folder;
    std::filesystem::path m_home;
};

void FirstRunTest::init() {
    m_folder = test::beginDesktopTest();
    m_home = m_folder->path() / "home";
}

void FirstRunTest::createsAVaultAndChecksItsWords() {
    DesktopFixture desktop(m_home);
    QCOMPARE(desktop.window().place(), Place::Welcome);
    desktop.createVault(passphrase);
    desktop.checkWords();
    QVERIFY(desktop.waitFor(Place::Home));
    QTest::qWait(300); // for the first round of the pages
    QVERIFY2(!remindsOfWords(desktop), qPrintable(desktop.words()));
}

void FirstRunTest::passphraseIsTypedTwiceWithATabBetween() {
    DesktopFixture desktop(m_home);
    desktop.beginVault();
    desktop.press(u"next"_s);
    desktop.press(u"chooseDemo"_s);
    desktop.type(u"passphrase"_s, passphrase);
    QTest::keyClick(&desktop.window(), Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), &desktop.widget(u"passphraseAgain"_s));
    QTest::keyClicks(QApplication::focusWidget(), passphrase);
    QVERIFY(desktop.widget(u"next"_s).isEnabled());
    // The eyes come after both, and take no letters for their fields.
    for (const char* field : {"passphrase", "passphraseAgain"}) {
        QTest::keyClick(&desktop.window(), Qt::Key_Tab);
        auto& edit = static_cast<ui::SecureLineEdit&>(desktop.widget(QLatin1String(field)));
        QCOMPARE(QApplication::focusWidget(), &edit.revealButton());
        QTest::keyClicks(QApplication::focusWidget(), u"abc"_s);
        QVERIFY(desktop.widget(u"next"_s).isEnabled());
    }
}

void FirstRunTest::asksForTheNameAndSaysItInside() {
    {
        DesktopFixture desktop(m_home);
        desktop.createVault(passphrase, u"  Nina   Osterwald "_s);
        desktop.press(u"later"_s);
        QVERIFY(desktop.waitFor(Place::Home));
        QTRY_COMPARE(shownPerson(desktop), u"Nina Osterwald, My own data"_s);
    }
    QSettings settings;
    for (const QString& key : settings.allKeys()) {
        QVERIFY2(!settings.value(key).toString().contains(u"Nina"_s), qPrintable(key));
    }
    DesktopFixture desktop(m_home);
    QVERIFY2(!desktop.words().contains(u"Nina"_s), qPrintable(desktop.words()));
    desktop.press(u"otherVault"_s);
    QVERIFY2(!desktop.words().contains(u"Nina"_s), qPrintable(desktop.words()));
    desktop.press(u"open0"_s);
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::Home));
    QTRY_COMPARE(shownPerson(desktop), u"Nina Osterwald, My own data"_s);
    desktop.window().goTo(Place::Settings);
    const auto name = [&desktop] { return desktop.find<QLineEdit>(u"name"_s); };
    QVERIFY(name() != nullptr);
    QCOMPARE(name()->text(), u"Nina Osterwald"_s);
    name()->clear();
    desktop.type(u"name"_s, u"Nina "_s);
    // What comes in meanwhile builds the page anew, and who types notices nothing.
    ui::StorageView storage;
    storage.unused = 1;
    desktop.window().settings().setStorage(storage);
    QVERIFY(name()->hasFocus());
    QTest::keyClicks(name(), u"West"_s);
    QCOMPARE(shownPerson(desktop), u"Nina Osterwald, My own data"_s); // not half of a name
    QTest::keyClick(name(), Qt::Key_Return);
    QTRY_COMPARE(shownPerson(desktop), u"Nina West, My own data"_s);
    // Locked, the window forgets it.
    desktop.controller().session().lock(vault::LockReason::Request);
    QVERIFY(desktop.waitForWidget(u"passphrase"_s));
    QVERIFY(!shownPerson(desktop).contains(u"Nina"_s));
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::Settings));
    QTRY_COMPARE(shownPerson(desktop), u"Nina West, My own data"_s);
}

void FirstRunTest::theNameCanBeLeftOut() {
    DesktopFixture desktop(m_home);
    QVERIFY(desktop.openNewVault(passphrase));
    QTRY_COMPARE(shownPerson(desktop), u"Owner of this vault, My own data"_s);
    desktop.window().goTo(Place::Settings);
    QCOMPARE(desktop.find<QLineEdit>(u"name"_s)->text(), QString());
}

void FirstRunTest::anotherNameHoldsAfterGoingBackToIt() {
    DesktopFixture desktop(m_home);
    desktop.createVault(passphrase, u"Nina"_s);
    desktop.press(u"back"_s);
    desktop.press(u"back"_s);
    auto* name = desktop.find<QLineEdit>(u"name"_s);
    QVERIFY(name != nullptr);
    QCOMPARE(name->text(), u"Nina"_s);
    name->clear();
    desktop.type(u"name"_s, u"Mina"_s);
    desktop.press(u"next"_s);
    desktop.press(u"next"_s);
    QVERIFY(desktop.waitForWidget(u"words"_s));
    desktop.press(u"later"_s);
    QVERIFY(desktop.waitFor(Place::Home));
    QTRY_COMPARE(shownPerson(desktop), u"Mina, My own data"_s);
}

void FirstRunTest::anEmptyVaultOffersToBringInRecords() {
    DesktopFixture desktop(m_home);
    desktop.createVault(passphrase);
    desktop.checkWords();
    QVERIFY(desktop.waitFor(Place::Home));
    QVERIFY2(desktop.waitForWords(u"Bring in your records"_s), qPrintable(desktop.words()));
    QTRY_VERIFY(!remindsOfWords(desktop));
    QVERIFY(!desktop.words().contains(u"Needs you"_s));
    QVERIFY(desktop.waitForWidget(u"task-records"_s));
    desktop.press(u"task-records"_s);
    QCOMPARE(desktop.window().place(), Place::Health);
    const auto file = m_folder->path() / "record.json";
    std::ofstream(file) << R"({"resourceType":"Encounter","id":"e","status":"finished",
        "class":{"code":"IMP"},"period":{"start":"2025-02"}})";
    desktop.takeFile(file);
    QVERIFY(desktop.waitForNotice().contains(u"1 record was added."_s));
    desktop.window().goTo(Place::Home);
    QTRY_VERIFY(!desktop.words().contains(u"Bring in your records"_s));
    // What the record's codes are called, in the language of the moment.
    desktop.window().goTo(Place::Health);
    const auto said = [&desktop] {
        const auto* list = desktop.find<ui::VirtualList>();
        return list != nullptr ? list->model()->index(0, 0).data().toString() : QString();
    };
    QTRY_COMPARE(said(), u"Inpatient stay, February 2025, from a file"_s);
    ui::Appearance::current().setLanguage(ui::Language::ChineseSimplified);
    QTRY_COMPARE(said(), u"住院, 2025年2月, 来自文件"_s);
}

void FirstRunTest::saysWhichWordsAreWrong() {
    DesktopFixture desktop(m_home);
    desktop.createVault(passphrase);
    desktop.press(u"next"_s);
    const QString number = desktop.widget(u"word1"_s).accessibleName().section(u' ', -1);
    for (const QString& name : {u"word0"_s, u"word1"_s, u"word2"_s}) {
        desktop.type(name, u"wrong"_s);
    }
    desktop.press(u"next"_s);
    QCOMPARE(desktop.window().place(), Place::CreateVault);
    QVERIFY(desktop.words().contains(number + u", "_s));
    QVERIFY(desktop.words().contains(u"are not the ones"_s));
    // Back to the words, and another three are asked.
    desktop.press(u"back"_s);
    desktop.checkWords();
    QVERIFY(desktop.waitFor(Place::Home));
}

void FirstRunTest::wordsCanBePutOff_data() {
    QTest::addColumn<bool>("atTheCheck");
    QTest::addRow("where they are shown") << false;
    QTest::addRow("where they are asked") << true;
}

void FirstRunTest::wordsCanBePutOff() {
    QFETCH(bool, atTheCheck);
    {
        DesktopFixture desktop(m_home);
        desktop.createVault(passphrase);
        if (atTheCheck) {
            desktop.press(u"next"_s);
        }
        desktop.press(u"later"_s);
        QVERIFY(desktop.waitFor(Place::Home));
        QTRY_VERIFY2(remindsOfWords(desktop), qPrintable(desktop.words()));
    }
    // The reminder stands until it is done, also after the program ended.
    DesktopFixture desktop(m_home);
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::Home));
    QTRY_VERIFY(remindsOfWords(desktop));
    desktop.press(u"task-words"_s);
    QVERIFY(desktop.waitForWidget(u"words"_s));
    desktop.press(u"back"_s);
    QCOMPARE(desktop.window().place(), Place::Home);
    desktop.press(u"task-words"_s);
    QVERIFY(desktop.waitForWidget(u"words"_s));
    desktop.checkWords();
    QVERIFY(desktop.waitFor(Place::Home));
    QTRY_VERIFY(!remindsOfWords(desktop));
}

void FirstRunTest::backFromTheWordsLetsOneChooseAnotherPassphrase() {
    DesktopFixture desktop(m_home);
    desktop.createVault(passphrase);
    desktop.press(u"back"_s);
    // What was chosen is still there, and going on with it changes nothing.
    QVERIFY(desktop.widget(u"next"_s).isEnabled());
    desktop.press(u"next"_s);
    QVERIFY(desktop.waitForWidget(u"words"_s));
    desktop.press(u"back"_s);
    for (const QString& name : {u"passphrase"_s, u"passphraseAgain"_s}) {
        auto& field = static_cast<ui::SecureLineEdit&>(desktop.widget(name));
        QTest::keyClick(&field, Qt::Key_A, Qt::ControlModifier);
        desktop.type(name, QString());
        QTest::keyClick(&field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(&field, otherPassphrase);
    }
    desktop.press(u"next"_s);
    QVERIFY(desktop.waitForWidget(u"words"_s));
    desktop.press(u"later"_s);
    desktop.controller().session().lock(vault::LockReason::Request);
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitForWidget(u"problem"_s));
    desktop.unlock(otherPassphrase);
    QVERIFY(desktop.waitFor(Place::Home));
}

void FirstRunTest::saysWhatItDoesForOthersBeforeAnythingIsMade() {
    DesktopFixture desktop(m_home);
    desktop.press(u"create"_s);
    QVERIFY(desktop.widget(u"rolePatient"_s).hasFocus());
    desktop.press(u"roleCaregiver"_s);
    QVERIFY(desktop.words().contains(u"does not work yet"_s));
    QVERIFY(desktop.widget(u"back"_s).hasFocus());
    QTest::keyClick(&desktop.widget(u"back"_s), Qt::Key_Escape);
    QVERIFY(desktop.find<QWidget>(u"roleClinician"_s) != nullptr);
    desktop.press(u"roleClinician"_s);
    QVERIFY(desktop.words().contains(u"do not exist yet"_s));
    desktop.press(u"roleCreate"_s);
    QCOMPARE(desktop.window().place(), Place::CreateVault);
    QVERIFY(!std::filesystem::exists(m_home / "vault"));
    desktop.press(u"back"_s);
    desktop.press(u"back"_s);
    desktop.press(u"back"_s);
    QCOMPARE(desktop.window().place(), Place::Welcome);
}

void FirstRunTest::everyPageGoesBack() {
    DesktopFixture desktop(m_home);
    desktop.beginVault();
    desktop.press(u"back"_s);
    QCOMPARE(desktop.window().place(), Place::Role);
    desktop.press(u"back"_s);
    QCOMPARE(desktop.window().place(), Place::Welcome);
    QVERIFY(!std::filesystem::exists(m_home / "vault"));
    desktop.createVault(passphrase);
    desktop.press(u"next"_s);
    desktop.press(u"back"_s);
    QVERIFY(desktop.find<QWidget>(u"words"_s) != nullptr);
    desktop.press(u"back"_s);
    desktop.press(u"back"_s);
    QVERIFY(desktop.find<QWidget>(u"name"_s) != nullptr);
    desktop.press(u"back"_s);
    // The vault that was made by then is locked and can be opened.
    QVERIFY(desktop.waitFor(Place::Unlock));
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::Home));
}

void FirstRunTest::killedAtAnyStepNothingIsBroken_data() {
    QTest::addColumn<QString>("step");
    QTest::addColumn<bool>("hasVault");
    QTest::addRow("passphrase") << u"passphrase"_s << false;
    for (const int after : {0, 60, 150, 300, 500}) {
        // Whether the vault is made by then depends on the machine.
        QTest::addRow("making, %d ms", after) << u"making-%1"_s.arg(after) << false;
    }
    QTest::addRow("words") << u"words"_s << true;
    QTest::addRow("check") << u"check"_s << true;
    QTest::addRow("home") << u"home"_s << true;
}

void FirstRunTest::killedAtAnyStepNothingIsBroken() {
    QFETCH(QString, step);
    QFETCH(bool, hasVault);
    killAtStep(step, m_home);
    DesktopFixture desktop(m_home);
    if (desktop.window().place() == Place::Welcome) {
        QVERIFY(!hasVault);
        desktop.createVault(passphrase);
    } else {
        QCOMPARE(desktop.window().place(), Place::Unlock);
        QVERIFY(step != u"passphrase"_s);
        desktop.unlock(passphrase);
        QVERIFY(desktop.waitFor(Place::Home));
        QTRY_VERIFY(remindsOfWords(desktop));
        desktop.press(u"task-words"_s);
        QVERIFY(desktop.waitForWidget(u"words"_s));
    }
    desktop.checkWords();
    QVERIFY(desktop.waitFor(Place::Home));
}

void FirstRunTest::anotherVaultStandsBesideTheFirst() {
    DesktopFixture desktop(m_home);
    desktop.createVault(passphrase);
    desktop.press(u"later"_s);
    desktop.controller().session().lock(vault::LockReason::Request);
    QVERIFY(desktop.waitForWidget(u"passphrase"_s));
    desktop.press(u"otherVault"_s);
    desktop.createVault(otherPassphrase);
    desktop.press(u"later"_s);
    desktop.controller().session().lock(vault::LockReason::Request);
    desktop.unlock(otherPassphrase);
    QVERIFY(desktop.waitFor(Place::Home));
    desktop.controller().session().lock(vault::LockReason::Request);
    QVERIFY(desktop.waitForWidget(u"passphrase"_s));
    desktop.press(u"otherVault"_s);
    desktop.press(u"open0"_s);
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::Home));
}

void FirstRunTest::firstPageTellsNeitherWhoNorWhere() {
    const auto home = m_folder->path() / "Zhang San psychiatry";
    {
        DesktopFixture desktop(home);
        desktop.createVault(passphrase);
        desktop.press(u"later"_s);
    }
    DesktopFixture desktop(home);
    for (const bool welcome : {false, true}) {
        if (welcome) {
            desktop.press(u"otherVault"_s);
            QVERIFY(desktop.words().contains(u"Last used today"_s));
        }
        QVERIFY2(!desktop.words().contains(u"Zhang"_s), qPrintable(desktop.words()));
        QVERIFY(desktop.words().contains(u"My vault"_s));
    }
}

void FirstRunTest::aVaultIsCalledAsItsMakerWants() {
    {
        DesktopFixture desktop(m_home);
        desktop.beginVault();
        QVERIFY(desktop.words().contains(u"better not a real name"_s));
        desktop.type(u"vaultName"_s, u" Blue  box "_s);
        desktop.press(u"next"_s);
        desktop.press(u"chooseDemo"_s);
        desktop.type(u"passphrase"_s, passphrase);
        desktop.type(u"passphraseAgain"_s, passphrase);
        desktop.press(u"next"_s);
        QVERIFY(desktop.waitForWidget(u"words"_s));
        desktop.press(u"later"_s);
        QVERIFY(desktop.waitFor(Place::Home));
        desktop.lock();
        QVERIFY2(desktop.words().contains(u"Blue box"_s), qPrintable(desktop.words()));
    }
    DesktopFixture desktop(m_home); // the program began anew
    QVERIFY(desktop.words().contains(u"Blue box"_s));
    desktop.press(u"otherVault"_s);
    QVERIFY(desktop.words().contains(u"Blue box"_s));
    desktop.press(u"open0"_s);
    for (const auto& [typed, shown] :
         {std::pair{u"Green box"_s, u"Green box"_s}, std::pair{QString(), u"My vault"_s}}) {
        desktop.unlock(passphrase);
        QVERIFY(desktop.waitFor(Place::Home) || desktop.window().place() == Place::Settings);
        desktop.window().goTo(Place::Settings);
        auto& field = static_cast<QLineEdit&>(desktop.widget(u"vaultName"_s));
        field.setFocus();
        field.selectAll();
        QTest::keyClick(&field, Qt::Key_Delete);
        QTest::keyClicks(&field, typed);
        QTest::keyClick(&field, Qt::Key_Return);
        desktop.window().goTo(Place::Home);
        desktop.lock();
        QVERIFY2(desktop.words().contains(shown), qPrintable(desktop.words()));
        QVERIFY(!desktop.words().contains(u"Blue box"_s));
    }
}

void FirstRunTest::theDemonstrationKeepsItsName() {
    DesktopFixture desktop(m_home);
    desktop.press(u"demo"_s);
    QVERIFY(desktop.waitFor(Place::Home, 120));
    desktop.window().goTo(Place::Settings);
    QVERIFY(desktop.find<QLineEdit>(u"vaultName"_s) == nullptr);
}

void FirstRunTest::choose(DesktopFixture& desktop, const std::filesystem::path& folder) {
    desktop.press(u"openOther"_s);
    desktop.enterPath(u"chooseVault"_s, folder);
}

void FirstRunTest::opensAVaultFromAFolder() {
    const auto stick = m_folder->path() / "stick";
    QVERIFY(makeLocalSessions({argon2Floor})
                ->createEmpty(stick,
                              {[] {
                                   std::string copy = passphrase.toStdString();
                                   return SecretBytes::takeFrom(
                                       std::as_writable_bytes(std::span(copy)));
                               }(),
                               {}},
                              "me")
                .has_value());
    std::filesystem::create_directories(m_folder->path() / "empty");
    DesktopFixture desktop(m_home);
    choose(desktop, m_folder->path() / "empty");
    QVERIFY(desktop.waitForWidget(u"problem"_s));
    QVERIFY(desktop.words().contains(u"There is no vault in that folder"_s));
    for (const auto& folder : {stick, stick / "vault"}) {
        choose(desktop, folder);
        QCOMPARE(desktop.window().place(), Place::Unlock);
        desktop.unlock(passphrase);
        QVERIFY(desktop.waitFor(Place::Home));
        desktop.controller().session().lock(vault::LockReason::Request);
        QVERIFY(desktop.waitForWidget(u"passphrase"_s));
        desktop.press(u"otherVault"_s);
        QVERIFY(desktop.find<QWidget>(u"open0"_s) == nullptr); // not asked to remember it
    }
    QVERIFY(!QSettings().contains(u"rememberedVaults"_s));
}

void FirstRunTest::remembersAFolderOnlyWhenAsked() {
    const auto stick = m_folder->path() / "stick";
    {
        DesktopFixture desktop(stick); // makes stick/vault
        desktop.createVault(passphrase);
    }
    DesktopFixture desktop(m_home);
    choose(desktop, stick / "vault");
    QCOMPARE(desktop.window().place(), Place::Unlock);
    desktop.press(u"remember"_s);
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::Home));
    desktop.controller().session().lock(vault::LockReason::Request);
    QVERIFY(desktop.waitForWidget(u"passphrase"_s));
    desktop.press(u"otherVault"_s);
    QVERIFY(desktop.words().contains(u"Vault in another folder"_s));
    QVERIFY(!desktop.words().contains(u"stick/"_s));
    // The stick is taken out, and put in again.
    std::filesystem::rename(stick, m_folder->path() / "gone");
    desktop.press(u"open0"_s);
    QVERIFY(desktop.words().contains(u"not there any more"_s));
    std::filesystem::rename(m_folder->path() / "gone", stick);
    desktop.beginVault();
    desktop.press(u"back"_s);
    desktop.press(u"back"_s);
    desktop.press(u"forget0"_s);
    QVERIFY(desktop.find<QWidget>(u"open0"_s) == nullptr);
    QVERIFY(std::filesystem::exists(stick / "vault"));
}

void FirstRunTest::locksOnRequest() {
    DesktopFixture desktop(m_home);
    QVERIFY(desktop.openNewVault(passphrase));
    QTest::keyClick(&desktop.window(), Qt::Key_L, Qt::ControlModifier);
    QVERIFY(desktop.waitFor(Place::Unlock));
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::Home));
}

void FirstRunTest::theWordsOpenAVaultWhosePassphraseIsForgotten() {
    DesktopFixture desktop(m_home);
    desktop.createVault(passphrase);
    const QString words = onPaper(desktop);
    desktop.press(u"later"_s);
    QVERIFY(desktop.waitFor(Place::Home));
    desktop.controller().session().lock(vault::LockReason::Request);
    QVERIFY(desktop.waitForWidget(u"passphrase"_s));
    desktop.press(u"recover"_s);
    QCOMPARE(desktop.window().place(), Place::Recover);

    // One letter wrong in the last.
    typeOn(desktop, u"word0"_s, words + u'q');
    QVERIFY(desktop.words().contains(u"24 of 24 words"_s));
    desktop.type(u"passphrase"_s, otherPassphrase);
    desktop.type(u"passphraseAgain"_s, otherPassphrase);
    QVERIFY(desktop.words().contains(u"Word 24 is in no list"_s));
    QVERIFY(!desktop.find<QAbstractButton>(u"openWithWords"_s)->isEnabled());
    eraseLast(desktop, u"word23"_s, 1);
    QVERIFY(desktop.waitForWidget(u"openWithWords"_s));
    desktop.press(u"openWithWords"_s);
    QVERIFY(desktop.waitFor(Place::Home));

    desktop.controller().session().lock(vault::LockReason::Request);
    QVERIFY(desktop.waitForWidget(u"passphrase"_s));
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitForWords(u"The passphrase is not right"_s));
    desktop.unlock(otherPassphrase);
    QVERIFY(desktop.waitFor(Place::Home));
}

void FirstRunTest::wordsOfAnotherVaultOpenNothing() {
    DesktopFixture desktop(m_home);
    QVERIFY(desktop.openNewVault(passphrase));
    desktop.controller().session().lock(vault::LockReason::Request);
    QVERIFY(desktop.waitForWidget(u"passphrase"_s));
    desktop.press(u"recover"_s);
    const auto open = [&desktop](const QString& words) {
        typeOn(desktop, u"word0"_s, words);
        desktop.type(u"passphrase"_s, otherPassphrase);
        desktop.type(u"passphraseAgain"_s, otherPassphrase);
        desktop.press(u"openWithWords"_s);
    };
    // BIP-39's own examples: a vault's words with a wrong last one, and the words of another.
    const QString allZero = u"abandon "_s.repeated(23);
    open(allZero + u"zoo"_s);
    QVERIFY(desktop.waitForWords(u"These are not the 24 words of a vault"_s));
    QVERIFY(desktop.waitForWidget(u"word23"_s));
    eraseLast(desktop, u"word23"_s, 3);
    desktop.type(u"word23"_s, u"art"_s);
    desktop.press(u"openWithWords"_s);
    QVERIFY(desktop.waitForWords(u"These words belong to another vault"_s));
    desktop.press(u"back"_s);
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::Home));
}

void FirstRunTest::demonstrationNeedsNothing() {
    DesktopFixture desktop(m_home);
    QElapsedTimer timer;
    timer.start();
    desktop.press(u"demo"_s);
    QVERIFY(desktop.waitFor(Place::Home, 120));
    QTRY_VERIFY_WITH_TIMEOUT(desktop.words().contains(u"Needs you"_s), 30'000);
    qInfo("first useful page of the demonstration %lld ms after the click",
          static_cast<long long>(timer.elapsed()));
    // Locking it asks for nothing either.
    desktop.controller().session().lock(vault::LockReason::Request);
    QVERIFY(desktop.waitFor(Place::Welcome));
    QTest::qWait(400);
    QCOMPARE(desktop.window().place(), Place::Welcome);
    desktop.press(u"demo"_s);
    QVERIFY(desktop.waitFor(Place::Home));
}

void FirstRunTest::demonstrationCanBeStopped() {
    DesktopFixture desktop(m_home);
    desktop.press(u"demo"_s);
    desktop.press(u"stop"_s);
    QVERIFY(desktop.waitFor(Place::Welcome));
    QVERIFY(desktop.find<QWidget>(u"problem"_s) == nullptr);
    QVERIFY(!std::filesystem::exists(m_home / "demo" / "vault"));
}

void FirstRunTest::languageCanBeChosenFirst() {
    DesktopFixture desktop(m_home);
    desktop.press(u"filter1"_s);
    QTRY_COMPARE(ui::Appearance::current().language(), ui::Language::ChineseSimplified);
    QTRY_VERIFY(desktop.words().contains(u"创建"_s));
    desktop.createVault(passphrase);
    QVERIFY(desktop.words().contains(u"24"_s));
}

int main(int argc, char** argv) {
    if (const QString asked = qEnvironmentVariable(childSetting); !asked.isEmpty()) {
        const QApplication application(argc, argv);
        const test::TemporaryFolder settings;
        test::prepareDesktop(settings.path());
        return waitAtStep(asked.section(u' ', 0, 0), asked.section(u' ', 1).toStdU16String());
    }
    return test::runDesktopTest<FirstRunTest>(argc, argv);
}

#include "first_run_test.moc"
