// Settings' part about the vault: its passphrase, its room, whether it is whole, and a report that
// says nothing of the patient.
#include "tests/support/desktop_fixture.h"
#include "ui/models/debug_report.h"
#include "ui/pages/settings_page.h"
#include "ui/widgets/secure_line_edit.h"
#include "ui/widgets/side_panel.h"

#include <QFile>
#include <QFileDialog>
#include <QRegularExpression>
#include <QSysInfo>
#include <QTest>
#include <QThread>

#include <fstream>

using namespace Qt::StringLiterals;
using namespace consentry;
using test::DesktopFixture;
using Place = DesktopFixture::Place;

namespace {

const QString passphrase = u"quiet lantern over maple"_s;
const QString newPassphrase = u"copper orchard under winter"_s;
const QString person = u"Nina Osterwald"_s;

void goToSettings(DesktopFixture& desktop) {
    desktop.window().goTo(Place::Settings);
    QVERIFY(desktop.waitForWidget(u"saveReport"_s));
}

void askForChange(DesktopFixture& desktop, const QString& current, const QString& next) {
    desktop.type(u"currentPassphrase"_s, current);
    desktop.type(u"passphrase"_s, next);
    desktop.type(u"passphraseAgain"_s, next);
    QVERIFY(desktop.waitForWidget(u"changePassphrase"_s));
    desktop.press(u"changePassphrase"_s);
}

std::filesystem::path writeRecord(const std::filesystem::path& folder) {
    const auto file = folder / "osterwald-laboratory.json";
    std::ofstream(file) << R"({"resourceType":"Observation","id":"heron-17","status":"final",)"
                        << R"("code":{"text":"Fasting glucose"},"valueQuantity":{"value":6.127,)"
                        << R"("unit":"mmol/L"},"performer":[{"display":"Quartz Clinic"}],)"
                        << R"("effectiveDateTime":"2026-03-01"})";
    return file;
}

QString savedReport(DesktopFixture& desktop, const std::filesystem::path& file) {
    desktop.press(u"saveReport"_s);
    desktop.enterPath(u"saveReportFile"_s, file);
    if (desktop.waitForNotice() != u"The report was saved."_s) {
        return {};
    }
    desktop.dismissNotice();
    QFile saved(QString::fromStdString(file.string()));
    return saved.open(QIODevice::ReadOnly) ? QString::fromUtf8(saved.readAll()) : QString();
}

} // namespace

class VaultCareTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void theNewPassphraseOpensTheVault();
    void aWrongOldOneChangesNothing();
    void aPageThatIsLeftKeepsNothing();
    void tabGoesDownThePage();
    void anAnswerAfterLockingIsDropped();
    void theVaultIsCheckedAndCompacted();
    void damageIsTold();
    void theReportSaysNothingOfThePatient();
    void aReportThatCanNotBeWrittenIsTold();
    void theReportRoundsCounts();

private:
    std::unique_ptr<test::TemporaryFolder> m_folder;
};

void VaultCareTest::init() {
    m_folder = test::beginDesktopTest();
}

void VaultCareTest::theNewPassphraseOpensTheVault() {
    DesktopFixture desktop(m_folder->path() / "home");
    QVERIFY(desktop.openNewVault(passphrase));
    goToSettings(desktop);
    desktop.press(u"passphraseChange"_s);
    QVERIFY(desktop.waitFor(Place::ChangePassphrase));
    askForChange(desktop, passphrase, newPassphrase);
    QVERIFY2(desktop.waitFor(Place::Settings), qPrintable(desktop.words()));
    QVERIFY(desktop.waitForNotice().contains(u"The passphrase was changed."_s));
    desktop.dismissNotice();
    desktop.lock();
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitForWords(u"The passphrase is not right."_s));
    desktop.unlock(newPassphrase);
    QVERIFY(desktop.waitFor(Place::Settings));
}

void VaultCareTest::aWrongOldOneChangesNothing() {
    DesktopFixture desktop(m_folder->path() / "home");
    QVERIFY(desktop.openNewVault(passphrase));
    goToSettings(desktop);
    desktop.press(u"passphraseChange"_s);
    QVERIFY(desktop.waitFor(Place::ChangePassphrase));
    askForChange(desktop, u"quiet lantern over marble"_s, newPassphrase);
    QVERIFY2(desktop.waitForWords(u"The old passphrase is not right. Nothing was changed."_s),
             qPrintable(desktop.words()));
    // The new one is still there: only the old one is typed again.
    QVERIFY(!desktop.find<ui::SecureLineEdit>(u"passphrase"_s)->isEmpty());
    QVERIFY(desktop.find<ui::SecureLineEdit>(u"currentPassphrase"_s)->isEmpty());
    desktop.type(u"currentPassphrase"_s, passphrase);
    desktop.press(u"changePassphrase"_s);
    QVERIFY(desktop.waitFor(Place::Settings));
}

void VaultCareTest::aPageThatIsLeftKeepsNothing() {
    DesktopFixture desktop(m_folder->path() / "home");
    QVERIFY(desktop.openNewVault(passphrase));
    desktop.controller().care().askForPassphrase();
    QVERIFY(desktop.waitFor(Place::ChangePassphrase));
    desktop.type(u"currentPassphrase"_s, passphrase);
    desktop.type(u"passphrase"_s, newPassphrase);
    desktop.press(u"back"_s);
    QVERIFY(desktop.waitFor(Place::Settings));
    desktop.controller().care().askForPassphrase();
    QVERIFY(desktop.find<ui::SecureLineEdit>(u"currentPassphrase"_s)->isEmpty());
    QVERIFY(desktop.find<ui::SecureLineEdit>(u"passphrase"_s)->isEmpty());
}

void VaultCareTest::tabGoesDownThePage() {
    DesktopFixture desktop(m_folder->path() / "home");
    QVERIFY(desktop.openNewVault(passphrase));
    desktop.controller().care().askForPassphrase();
    QVERIFY(desktop.waitFor(Place::ChangePassphrase));
    desktop.type(u"passphrase"_s, newPassphrase);
    desktop.type(u"passphraseAgain"_s, newPassphrase);
    desktop.type(u"currentPassphrase"_s, passphrase);
    QVERIFY(desktop.waitForWidget(u"changePassphrase"_s));
    QStringList met;
    for (int i = 0; i < 8; ++i) {
        QWidget* focus = desktop.window().focusWidget();
        // The eye belongs to its field.
        met << (focus->objectName().isEmpty() ? focus->parentWidget()->objectName() + u" eye"_s
                                              : focus->objectName());
        QTest::keyClick(focus, Qt::Key_Tab);
    }
    QCOMPARE(met, (QStringList{u"currentPassphrase"_s, u"currentPassphrase eye"_s, u"passphrase"_s,
                               u"passphraseAgain"_s, u"passphrase eye"_s, u"passphraseAgain eye"_s,
                               u"back"_s, u"changePassphrase"_s}));
    QCOMPARE(desktop.window().focusWidget()->objectName(), u"currentPassphrase"_s);
}

void VaultCareTest::anAnswerAfterLockingIsDropped() {
    DesktopFixture desktop(m_folder->path() / "home");
    QVERIFY(desktop.openNewVault(passphrase));
    desktop.controller().care().askForPassphrase();
    QVERIFY(desktop.waitFor(Place::ChangePassphrase));
    desktop.type(u"currentPassphrase"_s, passphrase);
    desktop.type(u"passphrase"_s, newPassphrase);
    desktop.type(u"passphraseAgain"_s, newPassphrase);
    QVERIFY(desktop.waitForWidget(u"changePassphrase"_s));
    QTest::mouseClick(&desktop.widget(u"changePassphrase"_s), Qt::LeftButton);
    // Done meanwhile, but nobody has heard of it when the vault is locked.
    QThread::sleep(2);
    desktop.lock();
    QTest::qWait(100);
    QCOMPARE(desktop.window().place(), Place::Unlock);
    QVERIFY(desktop.window().findChild<QWidget*>(u"notice"_s) == nullptr);
    desktop.unlock(newPassphrase);
    QVERIFY(desktop.waitFor(Place::Home));
}

void VaultCareTest::theVaultIsCheckedAndCompacted() {
    DesktopFixture desktop(m_folder->path() / "home");
    QVERIFY(desktop.openNewVault(passphrase));
    goToSettings(desktop);
    QVERIFY(desktop.waitForWords(u"All of it is encrypted."_s));
    desktop.press(u"checkEverything"_s);
    QCOMPARE(desktop.waitForNotice(), u"Everything was read and checked. The vault is whole."_s);
    desktop.dismissNotice();
    desktop.press(u"compact"_s);
    QCOMPARE(desktop.waitForNotice(), u"The vault takes no more room than it needs."_s);
}

void VaultCareTest::damageIsTold() {
    const auto home = m_folder->path() / "home";
    DesktopFixture desktop(home);
    QVERIFY(desktop.openNewVault(passphrase));
    goToSettings(desktop);
    desktop.press(u"compact"_s); // all of it lies in one file
    QVERIFY(!desktop.waitForNotice().isEmpty());
    desktop.dismissNotice();
    for (const auto& entry : std::filesystem::recursive_directory_iterator(home)) {
        if (entry.path().filename() == "vault.db") {
            std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
            file.seekp(static_cast<std::streamoff>(entry.file_size()) - 100);
            file.write("not as it was", 13);
        }
    }
    desktop.press(u"checkEverything"_s);
    const QString told = desktop.waitForNotice();
    QVERIFY2(told.contains(u"damaged"_s), qPrintable(told));
}

void VaultCareTest::theReportSaysNothingOfThePatient() {
    DesktopFixture desktop(m_folder->path() / "home");
    desktop.createVault(passphrase, person);
    desktop.checkWords();
    QVERIFY(desktop.waitFor(Place::Home));
    desktop.window().goTo(Place::Health);
    desktop.importFile(writeRecord(m_folder->path()));
    QVERIFY(desktop.waitForNotice().contains(u"1 record was added."_s));
    desktop.dismissNotice();
    goToSettings(desktop);
    const QString report = savedReport(desktop, m_folder->path() / "report.txt");
    QVERIFY2(report.startsWith(u"Consentry 1.2.3\n"_s), qPrintable(report));
    QVERIFY2(report.contains(u"\nRecords: 1 to 9\n"_s), qPrintable(report));
    // What is shown is what is saved.
    QVERIFY(desktop.find<QWidget>(u"saveReport"_s) != nullptr);
    const auto* shown = desktop.window().settings().findChild<ui::CodeBlock*>(u"report"_s);
    QVERIFY(shown != nullptr);
    QStringList telling{u"Nina"_s,
                        u"Osterwald"_s,
                        u"glucose"_s,
                        u"6.127"_s,
                        u"heron"_s,
                        u"Quartz"_s,
                        u"2026-03-01"_s,
                        u"laboratory"_s,
                        u"Qinghe"_s,
                        passphrase,
                        QString::fromStdString(m_folder->path().string()),
                        QSysInfo::machineHostName(),
                        u"/home"_s,
                        u"/tmp"_s};
    for (const QString& word : telling) {
        QVERIFY2(word.isEmpty() || !report.contains(word, Qt::CaseInsensitive),
                 qPrintable(word + u" in "_s + report));
    }
    // Neither ids nor digests: no long run of hexadecimal digits.
    QVERIFY(!report.contains(QRegularExpression(u"[0-9a-f]{8,}"_s)));
}

void VaultCareTest::aReportThatCanNotBeWrittenIsTold() {
    DesktopFixture desktop(m_folder->path() / "home");
    QVERIFY(desktop.openNewVault(passphrase));
    goToSettings(desktop);
    desktop.press(u"saveReport"_s);
    auto* dialog = desktop.window().findChild<QFileDialog*>(u"saveReportFile"_s);
    QVERIFY(dialog != nullptr);
    emit dialog->fileSelected(QString::fromStdString((m_folder->path() / "gone" / "r").string()));
    dialog->reject();
    QCOMPARE(desktop.waitForNotice(), u"The file could not be written. Choose another folder."_s);
}

void VaultCareTest::theReportRoundsCounts() {
    ui::VaultFacts facts;
    facts.records = 214;
    facts.logRows = 10;
    const QString report = ui::debugReport({}, facts);
    QVERIFY(report.contains(u"Records: 100 to 999\n"_s));
    QVERIFY(report.contains(u"Log rows: 10 to 99\n"_s));
    QVERIFY(report.contains(u"Grants: none\n"_s));
    QVERIFY(report.contains(u"Unused: none\n"_s));
    QVERIFY(!report.contains(u"214"_s));
}

int main(int argc, char** argv) {
    return test::runDesktopTest<VaultCareTest>(argc, argv);
}

#include "vault_care_test.moc"
