// Settings' part about the vault: its passphrase, its room, whether it is whole, and a report that
// says nothing of the patient.
#include "tests/support/desktop_fixture.h"
#include "ui/models/debug_report.h"
#include "ui/pages/settings_page.h"
#include "ui/style/appearance.h"
#include "ui/widgets/secure_line_edit.h"
#include "ui/widgets/side_panel.h"

#include <QFile>
#include <QRegularExpression>
#include <QSettings>
#include <QSysInfo>
#include <QTest>

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
    void theVaultIsCheckedAndCompacted();
    void theReportSaysNothingOfThePatient();
    void theReportRoundsCounts();

private:
    std::unique_ptr<test::TemporaryFolder> m_folder;
};

void VaultCareTest::init() {
    m_folder = std::make_unique<test::TemporaryFolder>();
    QSettings().clear();
    ui::Appearance::current().setLanguage(ui::Language::English);
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
    desktop.controller().session().lock(vault::LockReason::Request);
    QVERIFY(desktop.waitFor(Place::Unlock));
    QTRY_VERIFY(desktop.find<QWidget>(u"unlock"_s)->isEnabled());
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

void VaultCareTest::theReportSaysNothingOfThePatient() {
    DesktopFixture desktop(m_folder->path() / "home");
    desktop.createVault(passphrase, person);
    desktop.checkWords();
    QVERIFY(desktop.waitFor(Place::Home));
    desktop.window().goTo(Place::Health);
    desktop.press(u"import"_s);
    desktop.enterPath(u"chooseRecords"_s, writeRecord(m_folder->path()));
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

void VaultCareTest::theReportRoundsCounts() {
    ui::VaultFacts facts;
    facts.records = 214;
    facts.logRows = 10;
    const QString report = ui::debugReport({}, facts);
    QVERIFY(report.contains(u"Records: 100 to 999\n"_s));
    QVERIFY(report.contains(u"Log rows: 10 to 99\n"_s));
    QVERIFY(report.contains(u"Grants: none\n"_s));
    QVERIFY(!report.contains(u"214"_s));
    QVERIFY(ui::debugReport({}, std::nullopt).contains(u"No vault is open."_s));
}

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    test::TemporaryFolder settings;
    test::prepareDesktop(settings.path());
    VaultCareTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "vault_care_test.moc"
