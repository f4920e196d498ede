// What goes wrong with a vault, as the window tells it: a sentence and what to do next, nothing
// said of what could not be read, nothing changed.
#include "app/desktop/page_refresher.h"
#include "tests/support/demo_facts.h"
#include "tests/support/desktop_fixture.h"
#include "tests/support/full_disk.h"
#include "tests/support/moved_clock.h"
#include "ui/pages/revoke_page.h"
#include "ui/pages/signing_page.h"
#include "ui/style/appearance.h"
#include "ui/widgets/secure_line_edit.h"
#include "ui/widgets/virtual_list.h"

#include <QEventLoop>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

#include <fstream>
#include <sys/mount.h>

using namespace Qt::StringLiterals;
using namespace consentry;
using test::DesktopFixture;
using Place = DesktopFixture::Place;

namespace {

const QString passphrase = u"quiet lantern over maple"_s;
const QString person = u"Han Zhiyuan"_s;
constexpr std::chrono::seconds aYear = std::chrono::days(365);
const QString vanished = u"A folder is no longer where it was"_s;
constexpr std::size_t pageSize = 4096; // of SQLCipher

std::string readAll(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void writeAll(const std::filesystem::path& file, const std::string& content) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << content;
}

std::filesystem::path writeRecord(const std::filesystem::path& folder) {
    const auto file = folder / "observation.json";
    writeAll(file, "{\"resourceType\":\"Observation\",\"id\":\"1\",\"status\":\"final\","
                   "\"code\":{\"text\":\"Glucose\"},\"effectiveDateTime\":\"2026-10-01\"}");
    return file;
}

void lock(DesktopFixture& desktop) {
    desktop.controller().session().lock(vault::LockReason::Request);
    QVERIFY(desktop.waitForWidget(u"passphrase"_s));
}

/// Which pages say what, without the time of day.
QStringList saying(DesktopFixture& desktop) {
    QStringList all;
    for (const Place place : {Place::Home, Place::WhoMaySee, Place::Health}) {
        desktop.window().goTo(place);
        QTest::qWait(150); // for the jobs that fill it
        all << desktop.words().replace(QRegularExpression(u"today [0-9:]+"_s), {});
    }
    desktop.window().goTo(Place::Home); // where the next unlocking leads
    return all;
}

/// Sign, without the ten seconds in which it can be undone: main_job_test counts those.
void signNow(DesktopFixture& desktop) {
    desktop.press(u"sign"_s);
    QCOMPARE(desktop.window().signing().stage(), ui::SendStage::Waiting);
    emit desktop.window().signing().sendAsked();
}

/// Calls back in the moment in which the page shows another stage.
class SigningWatch : public QObject {
public:
    SigningWatch(ui::SigningPage& page, std::function<void(ui::SendStage)> onStage)
        : m_page(page), m_onStage(std::move(onStage)) {
        page.installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        // While it goes it is a page no more.
        if (qobject_cast<ui::SigningPage*>(watched) != nullptr) {
            m_onStage(m_page.stage());
        }
        return QObject::eventFilter(watched, event);
    }

private:
    ui::SigningPage& m_page;
    std::function<void(ui::SendStage)> m_onStage;
};

/// Until the ledger was asked once more from now on, and has answered.
bool waitForBlock(DesktopFixture& desktop) {
    QSignalSpy followed(desktop.controller().findChild<desktop::PageRefresher*>(),
                        &desktop::PageRefresher::followed);
    // The first answer may be to an earlier question.
    return QTest::qWaitFor([&] { return followed.size() >= 2; }, 60'000);
}

/// One grant came to those before, signed once.
void expectOneMore(const test::DemoFacts& before, const test::DemoFacts& after) {
    QCOMPARE(after.active, before.active + 1);
    QCOMPARE(after.signedOnes.size(), before.signedOnes.size() + 1);
    QCOMPARE(after.unfinished, std::size_t(0));
    QVERIFY(after.areAllProven());
}

/// What the list says of each grant.
QStringList grants(DesktopFixture& desktop) {
    desktop.window().goTo(Place::WhoMaySee);
    QTest::qVerify(desktop.waitForWidget(u"grantList"_s), "grantList", "", __FILE__, __LINE__);
    QStringList all;
    const auto* list = desktop.find<ui::VirtualList>(u"grantList"_s);
    for (int row = 0; list != nullptr && row < list->model()->rowCount(); ++row) {
        all << list->model()->index(row, 0).data().toString();
    }
    return all;
}

} // namespace

class BadInputTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void wrongPassphraseIsSaid();
    void damagedHeaderIsSaidAndLeftAlone();
    void damagedPagesAreSaidOrHarmless();
    void aFullDiskIsSaidAndPasses();
    void aFullDiskKeepsAGrantFromBeingSent();
    void aVaultThatVanishedIsSaidAndLosesNothing();
    void aVaultThatVanishesUnderwaySignsOnce();
    void aVanishedVaultIsSaidWhereItIsUnlocked();
    void aClockSetBackChangesNothingThatBlocksDecided_data();
    void aClockSetBackChangesNothingThatBlocksDecided();
    void aClockSetAheadEndsForGood();

private:
    /// The demonstration, open on Home; made once and copied.
    std::unique_ptr<DesktopFixture> openDemo();
    std::filesystem::path vaultFile(const char* name) const {
        return m_home / "vault" / "vault" / name;
    }

    std::unique_ptr<test::TemporaryFolder> m_folder;
    std::unique_ptr<test::TemporaryFolder> m_made;
    std::filesystem::path m_home;
};

void BadInputTest::init() {
    m_folder = std::make_unique<test::TemporaryFolder>();
    m_home = m_folder->path() / "home";
    QSettings().clear();
    ui::Appearance::current().setLanguage(ui::Language::English);
}

void BadInputTest::wrongPassphraseIsSaid() {
    DesktopFixture desktop(m_home);
    QVERIFY(desktop.openNewVault(passphrase));
    lock(desktop);
    desktop.unlock(u"quiet lantern over marble"_s);
    QVERIFY(desktop.waitForWords(u"The passphrase is not right."_s));
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::Home));
}

void BadInputTest::damagedHeaderIsSaidAndLeftAlone() {
    DesktopFixture desktop(m_home);
    QVERIFY(desktop.openNewVault(passphrase));
    lock(desktop);
    const std::string whole = readAll(vaultFile("header"));
    std::string damaged = whole;
    damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 1);
    writeAll(vaultFile("header"), damaged);
    desktop.unlock(passphrase);
    QVERIFY2(desktop.waitForWords(u"damaged"_s), qPrintable(desktop.words()));
    QVERIFY(desktop.words().contains(u"open that copy"_s));
    QCOMPARE(readAll(vaultFile("header")), damaged);
    writeAll(vaultFile("header"), whole);
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::Home));
}

/// A byte in one page after the other: either the unlocking says it, or a line over all pages does,
/// or every page says what it said before.
void BadInputTest::damagedPagesAreSaidOrHarmless() {
    DesktopFixture desktop(m_home);
    QVERIFY(desktop.openNewVault(passphrase));
    desktop.window().goTo(Place::Health);
    desktop.importFile(writeRecord(m_folder->path()));
    QVERIFY(desktop.waitForNotice().contains(u"1 record was added."_s));
    desktop.dismissNotice();
    QVERIFY(desktop.waitForWords(u"All 1"_s));
    desktop.window().goTo(Place::Home);
    lock(desktop);
    const std::string whole = readAll(vaultFile("vault.db"));
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::Home));
    QStringList before;
    QVERIFY(QTest::qWaitFor([&] {
        const QStringList once = std::exchange(before, saying(desktop));
        return before == once && before.join(u' ').contains(u"All 1"_s);
    }));
    lock(desktop);
    const std::size_t pages = whole.size() / pageSize;
    QVERIFY(pages > 20);
    int said = 0;
    int harmless = 0;
    for (std::size_t page = 0; page < pages; page += 3) {
        std::string damaged = whole;
        damaged[page * pageSize + 1000] = static_cast<char>(damaged[page * pageSize + 1000] ^ 1);
        writeAll(vaultFile("vault.db"), damaged);
        desktop.unlock(passphrase);
        QVERIFY(QTest::qWaitFor([&] {
            return desktop.window().place() == Place::Home ||
                   desktop.find<QWidget>(u"problem"_s) != nullptr;
        }));
        if (desktop.window().place() != Place::Home) {
            QVERIFY2(desktop.words().contains(u"damaged"_s), qPrintable(desktop.words()));
            ++said;
            continue;
        }
        QStringList now;
        const auto isAlarmed = [&] {
            return desktop.window().findChild<QWidget*>(u"alarm"_s) != nullptr;
        };
        QVERIFY2(QTest::qWaitFor(
                     [&] {
                         now = saying(desktop);
                         return isAlarmed() || now == before;
                     },
                     20'000),
                 qPrintable(u"page %1: "_s.arg(page) + now.join(u"\n---\n"_s)));
        ++(isAlarmed() ? said : harmless);
        lock(desktop);
        std::filesystem::remove(vaultFile("vault.db-wal"));
    }
    qInfo("%d damaged pages were said, %d were not needed", said, harmless);
    QVERIFY(said > 3);
    writeAll(vaultFile("vault.db"), whole);
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::Home));
    QTRY_COMPARE(saying(desktop), before);
    QVERIFY(desktop.window().findChild<QWidget*>(u"alarm"_s) == nullptr);
}

/// A new block has to be stored and cannot: that is no missing entry and no damage.
void BadInputTest::aFullDiskIsSaidAndPasses() {
    const auto disk = m_folder->path() / "disk";
    std::filesystem::create_directory(disk);
    // A small disk where one may be made; else what a full one says, at every write.
    const bool isSmall = ::mount("none", disk.c_str(), "tmpfs", 0, "size=24m") == 0;
    const auto away = qScopeGuard([&] { ::umount2(disk.c_str(), MNT_DETACH); });
    DesktopFixture desktop(disk / "home");
    QVERIFY(desktop.openNewVault(passphrase));
    QVERIFY(desktop.waitForWords(u"Nothing missing as of"_s));
    std::optional<test::FullDisk> full;
    if (isSmall) {
        std::ofstream(disk / "fill") << std::string(24 << 20U, 'x');
    } else {
        full.emplace();
    }
    QVERIFY2(desktop.waitForWords(u"The disk is full"_s, 60), qPrintable(desktop.words()));
    QVERIFY(!desktop.words().contains(u"Something is missing"_s));
    QVERIFY(desktop.window().findChild<QWidget*>(u"alarm"_s) == nullptr);
    full.reset();
    std::filesystem::remove(disk / "fill");
    QVERIFY2(desktop.waitForWords(u"Nothing missing as of"_s, 60), qPrintable(desktop.words()));
}

std::unique_ptr<DesktopFixture> BadInputTest::openDemo() {
    if (!m_made) {
        m_made = std::make_unique<test::TemporaryFolder>();
        DesktopFixture desktop(m_made->path() / "home");
        QTest::qVerify(desktop.openDemo(), "openDemo", "", __FILE__, __LINE__);
    }
    if (!std::filesystem::exists(m_home)) {
        std::filesystem::copy(m_made->path() / "home", m_home,
                              std::filesystem::copy_options::recursive);
    }
    auto desktop = std::make_unique<DesktopFixture>(m_home);
    QTest::qVerify(desktop->openDemo(), "openDemo", "", __FILE__, __LINE__);
    return desktop;
}

void BadInputTest::aFullDiskKeepsAGrantFromBeingSent() {
    openDemo();
    const auto before = test::DemoFacts::in(m_home);
    auto desktop = openDemo();
    QVERIFY(desktop->reviewGrant(person));
    {
        const test::FullDisk full;
        signNow(*desktop);
        QVERIFY2(desktop->waitForWords(u"The disk is full"_s), qPrintable(desktop->words()));
        QVERIFY(desktop->words().contains(u"The grant was not sent"_s));
        desktop->press(u"retry"_s);
        QVERIFY(desktop->waitForWidget(u"retry"_s));
    }
    desktop->press(u"retry"_s);
    QVERIFY2(desktop->waitForWords(u"The grant holds"_s), qPrintable(desktop->words()));
    desktop.reset();
    expectOneMore(before, test::DemoFacts::in(m_home));
}

/// As a stick that is pulled out: the open files are still there, their folder is not.
void BadInputTest::aVaultThatVanishedIsSaidAndLosesNothing() {
    openDemo();
    const auto before = test::DemoFacts::in(m_home);
    auto desktop = openDemo();
    QVERIFY(desktop->reviewGrant(person));
    const auto away = m_folder->path() / "away";
    std::filesystem::rename(m_home / "demo", away);
    signNow(*desktop);
    QVERIFY2(desktop->waitForWords(vanished), qPrintable(desktop->words()));
    QVERIFY(desktop->words().contains(u"The grant was not sent"_s));
    desktop->press(u"retry"_s);
    QVERIFY(desktop->waitForWidget(u"retry"_s));
    std::filesystem::rename(away, m_home / "demo");
    desktop->press(u"retry"_s);
    QVERIFY2(desktop->waitForWords(u"The grant holds"_s), qPrintable(desktop->words()));
    // Home says it too, and that it passed.
    desktop->window().goTo(Place::Home);
    std::filesystem::rename(m_home / "demo", away);
    QVERIFY2(desktop->waitForWords(vanished), qPrintable(desktop->words()));
    std::filesystem::rename(away, m_home / "demo");
    QVERIFY2(desktop->waitForWords(u"Nothing missing as of"_s), qPrintable(desktop->words()));
    desktop.reset();
    expectOneMore(before, test::DemoFacts::in(m_home));
}

/// In the moment in which the page says "signed". Whether it was kept by then is up to the machine;
/// what the page says of it is true, and what was kept is not offered a second time.
void BadInputTest::aVaultThatVanishesUnderwaySignsOnce() {
    openDemo();
    const auto before = test::DemoFacts::in(m_home);
    auto desktop = openDemo();
    QVERIFY(desktop->reviewGrant(person));
    const auto away = m_folder->path() / "away";
    const SigningWatch watch(desktop->window().signing(), [&](ui::SendStage stage) {
        if (stage == ui::SendStage::Signed && !std::filesystem::exists(away)) {
            std::filesystem::rename(m_home / "demo", away);
        }
    });
    signNow(*desktop);
    QVERIFY(QTest::qWaitFor([&] {
        const auto stage = desktop->window().signing().stage();
        return stage == ui::SendStage::Failed || stage == ui::SendStage::Proven;
    }));
    QVERIFY(std::filesystem::exists(away));
    const bool isProven = desktop->window().signing().stage() == ui::SendStage::Proven;
    const bool isKept = desktop->words().contains(u"kept on this computer"_s);
    const bool isNothing = desktop->words().contains(u"Nothing has changed"_s);
    QCOMPARE(int(isProven) + int(isKept) + int(isNothing), 1);
    QCOMPARE(desktop->find<QWidget>(u"retry"_s) != nullptr, isNothing);
    std::filesystem::rename(away, m_home / "demo");
    desktop.reset();
    desktop = openDemo();
    desktop->window().goTo(Place::Home);
    QVERIFY2(desktop->waitForWords(u"Nothing missing as of"_s), qPrintable(desktop->words()));
    desktop.reset();
    const auto after = test::DemoFacts::in(m_home);
    if (isNothing) {
        QCOMPARE(after.signedOnes.size(), before.signedOnes.size());
        QCOMPARE(after.active, before.active);
    } else {
        expectOneMore(before, after);
    }
}

void BadInputTest::aVanishedVaultIsSaidWhereItIsUnlocked() {
    DesktopFixture desktop(m_home);
    QVERIFY(desktop.openNewVault(passphrase));
    lock(desktop);
    std::filesystem::rename(m_home / "vault", m_folder->path() / "away");
    desktop.unlock(passphrase);
    QVERIFY2(desktop.waitForWords(u"not there any more"_s), qPrintable(desktop.words()));
    std::filesystem::rename(m_folder->path() / "away", m_home / "vault");
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::Home));
}

/// Back: the blocks are ahead of this computer. It says so; what they ended stays ended, what they
/// hold stays in force, and nothing is signed. A revocation goes out all the same.
void BadInputTest::aClockSetBackChangesNothingThatBlocksDecided_data() {
    QTest::addColumn<bool>("isWhileOpen");
    QTest::addRow("between two openings") << false;
    QTest::addRow("while it is open") << true;
}

void BadInputTest::aClockSetBackChangesNothingThatBlocksDecided() {
    QFETCH(bool, isWhileOpen);
    auto desktop = openDemo();
    const QStringList grantsBefore = grants(*desktop);
    if (isWhileOpen) {
        // From here on no question is under way that is asked in one time and answered in the
        // other.
        QVERIFY(waitForBlock(*desktop));
    } else {
        desktop.reset();
    }
    const auto before = isWhileOpen ? test::DemoFacts() : test::DemoFacts::in(m_home);
    {
        const test::MovedClock moved(-aYear);
        if (!isWhileOpen) {
            desktop = openDemo();
        }
        desktop->window().goTo(Place::Home);
        QVERIFY2(desktop->waitForWords(u"clock and the network's differ by 36"_s),
                 qPrintable(desktop->words()));
        QCOMPARE(grants(*desktop), grantsBefore);
        QVERIFY(desktop->reviewGrant(person));
        QVERIFY2(desktop->words().contains(QString::number(QDate::currentDate().year() + 1)),
                 qPrintable(desktop->words())); // until when, in the time of the blocks
        signNow(*desktop);
        QVERIFY2(desktop->waitForWords(u"Check this computer's clock"_s),
                 qPrintable(desktop->words()));
        QVERIFY(desktop->words().contains(u"The grant was not sent"_s));
        QCOMPARE(grants(*desktop), grantsBefore);
        desktop->press(u"revoke"_s);
        QVERIFY(desktop->waitFor(Place::Revoke));
        desktop->press(u"revokeNow"_s);
        QTRY_VERIFY(desktop->window().revoke().stage() != ui::SendStage::Review);
        QTest::qWait(300); // a proof would come at once
        QVERIFY(desktop->window().revoke().stage() != ui::SendStage::Proven);
    }
    const auto revoked = [](const QStringList& all) { return all.filter(u"revoked"_s).size(); };
    QTRY_COMPARE_WITH_TIMEOUT(revoked(grants(*desktop)), revoked(grantsBefore) + 1, 60'000);
    desktop->window().goTo(Place::Home);
    QTRY_VERIFY_WITH_TIMEOUT(!desktop->words().contains(u"clock and the network's differ"_s),
                             30'000);
    QVERIFY2(desktop->waitForWords(u"Nothing missing as of"_s), qPrintable(desktop->words()));
    desktop.reset();
    const auto after = test::DemoFacts::in(m_home);
    QVERIFY(after.areAllProven());
    QCOMPARE(after.unfinished, std::size_t(0));
    if (!isWhileOpen) {
        QCOMPARE(after.signedOnes.size(), before.signedOnes.size() + 1); // the revocation
        QCOMPARE(after.revoked, before.revoked + 1);
    }
}

/// Ahead: the demonstration's blocks are made by this computer and go along. What ended by them
/// does not come back when the clock is set right again.
void BadInputTest::aClockSetAheadEndsForGood() {
    auto desktop = openDemo();
    QVERIFY(!grants(*desktop).filter(u"days left"_s).isEmpty());
    // From here on no question is under way that is asked in one time and answered in the other.
    QVERIFY(waitForBlock(*desktop));
    {
        const test::MovedClock moved(aYear);
        desktop->window().goTo(Place::Home);
        QVERIFY(waitForBlock(*desktop));
        QVERIFY2(desktop->waitForWords(u"Nobody can see your data now"_s),
                 qPrintable(desktop->words()));
        QVERIFY(grants(*desktop).filter(u"days left"_s).isEmpty());
    }
    desktop->window().goTo(Place::Home);
    QVERIFY2(desktop->waitForWords(u"clock and the network's differ by 36"_s),
             qPrintable(desktop->words()));
    QVERIFY(desktop->words().contains(u"Nobody can see your data now"_s));
    QVERIFY(grants(*desktop).filter(u"days left"_s).isEmpty());
    QVERIFY(desktop->reviewGrant(person));
    signNow(*desktop);
    QVERIFY2(desktop->waitForWords(u"Check this computer's clock"_s), qPrintable(desktop->words()));
}

int main(int argc, char** argv) {
    return test::runDesktopTest<BadInputTest>(argc, argv);
}

#include "bad_input_test.moc"
