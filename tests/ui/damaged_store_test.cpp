// Damage to the demonstration's stores is said on the pages, and the vault stays open.
// CONSENTRY_SCREENSHOTS names a folder for pictures of the pages.

#include "core/adapters/state_store/level_store.h"
#include "tests/support/crashed_store.h"
#include "tests/support/desktop_fixture.h"
#include "ui/pages/home_page.h"
#include "ui/pages/network_page.h"
#include "ui/style/appearance.h"

#include <QApplication>
#include <QDir>
#include <QSettings>
#include <QTest>

#include <fstream>

using namespace Qt::StringLiterals;
using namespace consentry;
using test::DesktopFixture;
using Place = DesktopFixture::Place;

namespace {

const QString passphrase = u"quiet lantern over maple"_s;

void cutTheLedger(const std::filesystem::path& home) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(home)) {
        if (entry.path().extension() == ".log" &&
            entry.path().parent_path().filename() == "ledger") {
            std::filesystem::resize_file(entry.path(), entry.file_size() / 2);
        }
    }
}

/// Ends a store as a crash does, so that its log becomes a table, and changes a bit of that:
/// opening the store does not read it.
bool damageATable(const std::filesystem::path& home, std::string_view name) {
    std::filesystem::path store;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(home)) {
        store = entry.path().filename() == name ? entry.path() : store;
    }
    test::crash(store);
    if (!LevelStore::open(store)) {
        return false;
    }
    for (const auto& entry : std::filesystem::directory_iterator(store)) {
        if (entry.path().extension() == ".ldb") {
            std::fstream table(entry.path(), std::ios::binary | std::ios::in | std::ios::out);
            table.seekg(50);
            const char byte = static_cast<char>(table.get() ^ 1);
            table.seekp(50);
            table.put(byte);
            return LevelStore::open(store).has_value();
        }
    }
    return false;
}

void keepPicture(DesktopFixture& desktop, const QString& name) {
    const QString folder = qEnvironmentVariable("CONSENTRY_SCREENSHOTS");
    if (!folder.isEmpty()) {
        QDir().mkpath(folder);
        QVERIFY(desktop.window().grab().save(folder + u'/' + name));
    }
}

} // namespace

class DamagedStoreTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void isSaidOnHomeAndNetwork_data();
    void isSaidOnHomeAndNetwork();
    void isFoundInAStoreThatNobodyAsks();
};

void DamagedStoreTest::init() {
    QSettings().clear();
    ui::Appearance::current().setLanguage(ui::Language::English);
}

void DamagedStoreTest::isSaidOnHomeAndNetwork_data() {
    QTest::addColumn<ui::Language>("language");
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("next");
    QTest::newRow("en") << ui::Language::English
                        << u"The block store of the demonstration is damaged"_s
                        << u"Your vault is whole"_s;
    QTest::newRow("zh") << ui::Language::ChineseSimplified << u"演示的区块存储已损坏"_s
                        << u"保险箱本身完好"_s;
}

void DamagedStoreTest::isSaidOnHomeAndNetwork() {
    QFETCH(ui::Language, language);
    QFETCH(QString, what);
    QFETCH(QString, next);
    const test::TemporaryFolder folder;
    const auto home = folder.path() / "home";
    {
        DesktopFixture desktop(home);
        desktop.createVault(passphrase);
        desktop.press(u"later"_s);
        QVERIFY(desktop.waitFor(Place::Home));
        QTRY_VERIFY(desktop.find<QWidget>(u"completeness"_s) != nullptr);
        QVERIFY(!desktop.words().contains(what));
    }
    cutTheLedger(home);
    ui::Appearance::current().setLanguage(language);
    DesktopFixture desktop(home);
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::Home));
    QTRY_VERIFY2(desktop.words().contains(what), qPrintable(desktop.words()));
    QVERIFY(desktop.words().contains(next));
    QVERIFY(!desktop.words().contains(u"is missing from this list"_s));
    // What is in the vault is asked for and shown as always.
    QVERIFY(desktop.find<QWidget>(u"task-words"_s) != nullptr);
    const QString suffix = QString::fromLatin1(QTest::currentDataTag()) + u".png"_s;
    keepPicture(desktop, u"damaged-home-"_s + suffix);

    desktop.window().goTo(Place::Network);
    QTRY_VERIFY2(desktop.find<QWidget>(u"damage"_s) != nullptr, qPrintable(desktop.words()));
    QVERIFY(desktop.words().contains(what));
    QVERIFY(desktop.words().contains(next));
    keepPicture(desktop, u"damaged-network-"_s + suffix);

    desktop.window().goTo(Place::WhoLooked);
    QTRY_VERIFY2(desktop.words().contains(what), qPrintable(desktop.words()));
}

void DamagedStoreTest::isFoundInAStoreThatNobodyAsks() {
    const test::TemporaryFolder folder;
    const auto home = folder.path() / "home";
    {
        DesktopFixture desktop(home);
        desktop.createVault(passphrase);
        desktop.press(u"later"_s);
        QVERIFY(desktop.waitFor(Place::Home));
    }
    QVERIFY(damageATable(home, "minghu"));
    DesktopFixture desktop(home);
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::Home));
    QTRY_VERIFY2(desktop.words().contains(
                     u"The store of Minghu University Hospital in the demonstration is damaged"_s),
                 qPrintable(desktop.words()));
}

int main(int argc, char** argv) {
    return test::runDesktopTest<DamagedStoreTest>(argc, argv);
}

#include "damaged_store_test.moc"
