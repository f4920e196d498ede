// What goes wrong with a vault, as the window tells it: a sentence and what to do next, nothing
// said of what could not be read, nothing changed.
#include "tests/support/desktop_fixture.h"
#include "ui/style/appearance.h"
#include "ui/widgets/secure_line_edit.h"

#include <QRegularExpression>
#include <QSettings>
#include <QTest>

#include <fstream>
#include <sys/mount.h>

using namespace Qt::StringLiterals;
using namespace consentry;
using test::DesktopFixture;
using Place = DesktopFixture::Place;

namespace {

const QString passphrase = u"quiet lantern over maple"_s;
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

} // namespace

class BadInputTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void wrongPassphraseIsSaid();
    void damagedHeaderIsSaidAndLeftAlone();
    void damagedPagesAreSaidOrHarmless();
    void aFullDiskIsSaidAndPasses();

private:
    std::filesystem::path vaultFile(const char* name) const {
        return m_home / "vault" / "vault" / name;
    }

    std::unique_ptr<test::TemporaryFolder> m_folder;
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
    QVERIFY(desktop.words().contains(u"backup"_s));
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
    if (::mount("none", disk.c_str(), "tmpfs", 0, "size=24m") != 0) {
        QSKIP("needs the right to mount a small disk");
    }
    const auto away = qScopeGuard([&] { ::umount2(disk.c_str(), MNT_DETACH); });
    DesktopFixture desktop(disk / "home");
    QVERIFY(desktop.openNewVault(passphrase));
    QVERIFY(desktop.waitForWords(u"Nothing missing as of"_s));
    std::ofstream(disk / "fill") << std::string(24 << 20U, 'x');
    QVERIFY2(desktop.waitForWords(u"The disk is full"_s, 60), qPrintable(desktop.words()));
    QVERIFY(!desktop.words().contains(u"Something is missing"_s));
    QVERIFY(desktop.window().findChild<QWidget*>(u"alarm"_s) == nullptr);
    std::filesystem::remove(disk / "fill");
    QVERIFY2(desktop.waitForWords(u"Nothing missing as of"_s, 60), qPrintable(desktop.words()));
}

int main(int argc, char** argv) {
    return test::runDesktopTest<BadInputTest>(argc, argv);
}

#include "bad_input_test.moc"
