// The whole main job in the real window, by mouse: an own vault, a file, a grant, a simulated
// doctor who looks and is refused, revoking, the log, locking.
#include "core/simulation/people.h"
#include "tests/support/desktop_fixture.h"
#include "tests/support/vault_secrets.h"
#include "ui/bridge/convert.h"
#include "ui/widgets/text.h"
#include "ui/widgets/toast.h"
#include "ui/widgets/virtual_list.h"
#include "ui/widgets/words_sheet.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <fstream>

using namespace Qt::StringLiterals;
using namespace consentry;
using test::DesktopFixture;
using Place = DesktopFixture::Place;

namespace {

const QString passphrase = u"quiet lantern over maple"_s;
const QString doctor = u"Dr Han Zhiyuan"_s;
/// Stands in one record only: found in memory it gives the record away.
constexpr std::string_view unusualNote = "noted-by-the-quartz-heron";

QJsonObject observation(int number, const QString& code, const QString& title, const QString& unit,
                        int daysAgo) {
    const QString day = QDate::currentDate().addDays(-daysAgo).toString(Qt::ISODate);
    const QString note = number == 1 ? QString::fromUtf8(unusualNote) : u"none"_s;
    const QJsonObject coding{{u"system"_s, u"http://loinc.org"_s}, {u"code"_s, code}};
    return {{u"resourceType"_s, u"Observation"_s},
            {u"id"_s, u"lab-%1"_s.arg(number)},
            {u"status"_s, u"final"_s},
            {u"code"_s, QJsonObject{{u"coding"_s, QJsonArray{coding}}, {u"text"_s, title}}},
            {u"effectiveDateTime"_s, day},
            {u"note"_s, QJsonArray{QJsonObject{{u"text"_s, note}}}},
            {u"valueQuantity"_s, QJsonObject{{u"value"_s, 6.1}, {u"unit"_s, unit}}}};
}

/// A bundle as a laboratory hands it out: two glucose values, an old one, and a blood pressure.
std::filesystem::path writeRecords(const std::filesystem::path& folder) {
    QJsonArray entries;
    for (const QJsonObject& resource :
         {observation(1, u"14771-0"_s, u"Fasting glucose"_s, u"mmol/L"_s, 2),
          observation(2, u"14743-9"_s, u"Capillary glucose"_s, u"mmol/L"_s, 9),
          observation(3, u"14771-0"_s, u"Fasting glucose"_s, u"mmol/L"_s, 200),
          observation(4, u"8480-6"_s, u"Systolic blood pressure"_s, u"mmHg"_s, 3)}) {
        entries << QJsonObject{{u"resource"_s, resource}};
    }
    const QJsonObject bundle{
        {u"resourceType"_s, u"Bundle"_s}, {u"type"_s, u"collection"_s}, {u"entry"_s, entries}};
    const auto file = folder / "laboratory.json";
    std::ofstream(file) << QJsonDocument(bundle).toJson().toStdString();
    return file;
}

void goBySidebar(DesktopFixture& desktop, Place place) {
    auto* entry =
        desktop.window().findChild<QAbstractButton*>(u"nav%1"_s.arg(static_cast<int>(place)));
    QVERIFY(entry != nullptr);
    QTest::mouseClick(entry, Qt::LeftButton);
    QVERIFY(desktop.waitFor(place));
}

void importRecords(DesktopFixture& desktop, const std::filesystem::path& file) {
    goBySidebar(desktop, Place::Health);
    desktop.importFile(file);
    const QString told = desktop.waitForNotice();
    QVERIFY2(told.contains(u"4 records were added."_s), qPrintable(told));
    desktop.dismissNotice();
}

void choosePart(DesktopFixture& desktop, ui::SentencePart part, const QStringList& choices) {
    desktop.press(u"chip%1"_s.arg(static_cast<int>(part)));
    for (const QString& choice : choices) {
        desktop.choose(choice);
        QTest::qWait(50); // the sentence is worded anew by a job
    }
    QVERIFY(desktop.waitForWidget(u"closePart"_s));
    desktop.press(u"closePart"_s);
}

/// There are so many that one types a part of the name.
void choosePerson(DesktopFixture& desktop, const QString& name) {
    desktop.press(u"chip%1"_s.arg(static_cast<int>(ui::SentencePart::Who)));
    desktop.type(u"whoFilter"_s, name.section(u' ', 1));
    QTest::keyClick(&desktop.widget(u"whoFilter"_s), Qt::Key_Return);
    QVERIFY2(desktop.waitForWords(name), qPrintable(desktop.words()));
    desktop.press(u"closePart"_s);
}

/// "Dr Han may see my glucose of the last 30 days, for treatment, look only, until …"
void grantGlucose(DesktopFixture& desktop) {
    goBySidebar(desktop, Place::WhoMaySee);
    desktop.press(u"newGrant"_s);
    QVERIFY(desktop.waitFor(Place::Editor));
    choosePerson(desktop, doctor);
    choosePart(desktop, ui::SentencePart::What, {u"Glucose"_s, u"The last 30 days"_s});
    QVERIFY(desktop.waitForWidget(u"continue"_s));
    QVERIFY2(desktop.waitForWords(u"It opens 2 records today"_s), qPrintable(desktop.words()));
    desktop.press(u"continue"_s);
    QVERIFY(desktop.waitFor(Place::Signing));
    desktop.press(u"sign"_s);
    // Ten seconds in which it can be undone, then it is sent and proven.
    QVERIFY2(desktop.waitForWidget(u"done"_s, 60), qPrintable(desktop.words()));
    desktop.press(u"done"_s);
    QVERIFY(desktop.waitFor(Place::WhoMaySee));
}

/// Lets the doctor act, and waits for what came of it.
void visit(DesktopFixture& desktop, const QString& action, const QString& answer) {
    QVERIFY(desktop.waitForWidget(action));
    desktop.press(action);
    QVERIFY2(desktop.waitForWords(answer), qPrintable(desktop.words()));
}

void revoke(DesktopFixture& desktop) {
    desktop.press(u"revoke"_s);
    QVERIFY(desktop.waitFor(Place::Revoke));
    desktop.press(u"revokeNow"_s);
    QVERIFY2(desktop.waitForWidget(u"done"_s, 60), qPrintable(desktop.words()));
    desktop.press(u"done"_s);
    QVERIFY(desktop.waitFor(Place::WhoMaySee));
}

void lock(DesktopFixture& desktop) {
    bool isLocked = false;
    const auto watch =
        QObject::connect(&desktop.controller().session(), &desktop::SessionController::locked,
                         &desktop.window(), [&isLocked] { isLocked = true; });
    // A dialog was open since: without a window manager nobody gives the focus back.
    desktop.window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&desktop.window()));
    QTest::keyClick(&desktop.window(), Qt::Key_L, Qt::ControlModifier);
    QVERIFY(desktop.waitFor(Place::Unlock));
    QTRY_VERIFY(isLocked);
    QObject::disconnect(watch);
}

/// Key by key, so that no string holds it.
void typeSecret(DesktopFixture& desktop, const QString& field, const SecretBytes& secret) {
    QTest::mouseClick(&desktop.widget(field), Qt::LeftButton);
    for (const std::byte byte : secret.expose()) {
        QTest::keyClick(&desktop.widget(field), std::to_integer<char>(byte));
    }
}

} // namespace

class MainJobTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void fromAnEmptyVaultToACheckedLog();
    void anotherPersonsFileIsTakenOnlyAfterAQuestion();
    void theLockedWindowKeepsNoSecret();

private:
    std::unique_ptr<test::TemporaryFolder> m_folder;
};

void MainJobTest::init() {
    m_folder = test::beginDesktopTest();
}

void MainJobTest::fromAnEmptyVaultToACheckedLog() {
    DesktopFixture desktop(m_folder->path() / "home");
    desktop.createVault(passphrase);
    desktop.checkWords();
    QVERIFY(desktop.waitFor(Place::Home));
    importRecords(desktop, writeRecords(m_folder->path()));
    grantGlucose(desktop);

    visit(desktop, u"visitLook"_s, u"holds no record of you yet"_s);
    visit(desktop, u"visitHandIn"_s, u"holds copies of 4 records"_s);
    visit(desktop, u"visitLook"_s, doctor + u" looked at 2 records"_s);
    const auto* toasts = &desktop.window().toasts();
    QTRY_VERIFY(toasts->count() > 0);
    QCOMPARE(toasts->findChild<QWidget*>(u"toast"_s)->accessibleName(),
             doctor + u" looked at your records."_s);
    visit(desktop, u"visitOther"_s, doctor + u" was refused"_s);
    revoke(desktop);
    visit(desktop, u"visitLook"_s, u"The grant had been revoked."_s);

    desktop.press(u"visitLog"_s);
    QVERIFY(desktop.waitFor(Place::WhoLooked));
    QVERIFY2(desktop.waitForWords(u"All 4"_s), qPrintable(desktop.words()));
    QVERIFY2(desktop.waitForWords(u"By your rule 2"_s), qPrintable(desktop.words()));
    QVERIFY2(desktop.waitForWords(u"Refused 2"_s), qPrintable(desktop.words()));
    QVERIFY2(desktop.waitForWords(u"Nothing missing as of today"_s), qPrintable(desktop.words()));

    lock(desktop);
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::WhoLooked)); // where it was left
    QVERIFY2(desktop.waitForWords(u"All 4"_s), qPrintable(desktop.words()));
}

void MainJobTest::anotherPersonsFileIsTakenOnlyAfterAQuestion() {
    DesktopFixture desktop(m_folder->path() / "home");
    QVERIFY(desktop.openNewVault(passphrase));
    const auto file = [this](const char* name, const char* person, const char* born) {
        const auto path = m_folder->path() / name;
        std::ofstream(path) << R"({"resourceType":"Patient","name":[{"text":")" << person
                            << R"("}],"birthDate":")" << born << "\"}";
        return path;
    };
    goBySidebar(desktop, Place::Health);
    desktop.importFile(file("own.json", "Nina Osterwald", "1961-04-12"));
    QVERIFY(desktop.waitForNotice().contains(u"1 record was"_s));
    desktop.dismissNotice();
    desktop.press(u"import"_s);
    desktop.enterPath(u"chooseRecords"_s, file("other.json", "Trenton Turner", "1999-12-31"));
    QVERIFY(desktop.waitFor(Place::Import));
    QVERIFY2(desktop.waitForWords(
                 u"This file is about Trenton Turner, born 31 December 1999. Your records "
                 u"are about Nina Osterwald, born 12 April 1961."_s),
             qPrintable(desktop.words()));
    QVERIFY(!desktop.widget(u"takeFiles"_s).isEnabled());
    desktop.press(u"take0"_s);
    desktop.press(u"takeFiles"_s);
    QVERIFY(desktop.waitForNotice().contains(u"1 record was"_s));
    const auto* list = desktop.find<ui::VirtualList>();
    QTRY_COMPARE(list->model()->rowCount(), 2);
}

void MainJobTest::theLockedWindowKeepsNoSecret() {
    SKIP_MEMORY_SCAN_UNDER_SANITIZERS();
    SecretBytes secret = SecretBytes::random(24);
    for (std::byte& byte : secret.exposeForWriting()) {
        byte = static_cast<std::byte>('a' + std::to_integer<unsigned>(byte) % 26);
    }
    DesktopFixture desktop(m_folder->path() / "home");
    desktop.beginVault();
    desktop.press(u"next"_s);
    desktop.press(u"chooseDemo"_s);
    typeSecret(desktop, u"passphrase"_s, secret);
    typeSecret(desktop, u"passphraseAgain"_s, secret);
    desktop.press(u"next"_s);
    QVERIFY(desktop.waitForWidget(u"words"_s));
    test::MemoryScan scan;
    scan.addText("passphrase", textOf(secret.expose()));
    test::addWords(scan, static_cast<ui::WordsSheet&>(desktop.widget(u"words"_s)).words());
    desktop.checkWords();
    QVERIFY(desktop.waitFor(Place::Home));
    importRecords(desktop, writeRecords(m_folder->path()));
    goBySidebar(desktop, Place::Home);
    // The scan sees what is there: the copy here.
    QCOMPARE(scan.run().countOf("passphrase"), std::size_t{1});
    secret.clear();
    lock(desktop);
    const auto report = scan.run();
    QVERIFY2(report.hits.empty(), report.text().c_str());
}

int main(int argc, char** argv) {
    return test::runDesktopTest<MainJobTest>(argc, argv);
}

#include "main_job_test.moc"
