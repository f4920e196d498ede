// The search over everything: what a person finds by typing, by keyboard alone, in the real window.
#include "core/wallet/import_records.h"
#include "tests/support/demo_fixture.h"
#include "tests/support/desktop_fixture.h"
#include "ui/models/search_list_model.h"
#include "ui/models/search_reader.h"
#include "ui/pages/search_palette.h"
#include "ui/style/appearance.h"
#include "ui/widgets/text.h"
#include "ui/widgets/virtual_list.h"

#include <QAbstractItemModelTester>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTest>

#include <fstream>

using namespace Qt::StringLiterals;
using namespace consentry;
using test::DesktopFixture;
using test::must;
using Place = DesktopFixture::Place;

namespace {

const QString passphrase = u"quiet lantern over maple"_s;

/// One value named in English alone, one in Chinese alone, and something else.
std::filesystem::path writeRecords(const std::filesystem::path& folder) {
    const auto file = folder / "results.ndjson";
    std::ofstream out(file);
    const auto add = [&out](const char* id, const char* name, const char* day) {
        out << R"({"resourceType":"Observation","id":")" << id
            << R"(","status":"final","code":{"text":")" << name << R"("},"effectiveDateTime":")"
            << day << R"(","valueQuantity":{"value":6.1,"unit":"mmol/L"}})" << '\n';
    };
    add("a", "Fasting glucose", "2026-03-01");
    add("b", "指尖血糖", "2026-04-01");
    add("c", "Sodium", "2026-05-01");
    return file;
}

QStringList titlesOf(const QList<ui::SearchHit>& hits) {
    QStringList titles;
    for (const ui::SearchHit& hit : hits) {
        titles << hit.title;
    }
    return titles;
}

ui::SearchEntry person(const QString& name, const QString& where, const QString& otherName) {
    return ui::SearchReader::entry({ui::SearchKind::Person, name, name, {where}, ui::Icon::Person},
                                   otherName);
}

/// The window with an open vault and three records in it.
class Window {
public:
    explicit Window(const std::filesystem::path& folder) : desktop(folder / "home") {
        if (!desktop.openNewVault(passphrase)) {
            qFatal("no vault");
        }
        QTest::mouseClick(desktop.window().findChild<QAbstractButton*>(
                              u"nav%1"_s.arg(static_cast<int>(Place::Health))),
                          Qt::LeftButton);
        desktop.importFile(writeRecords(folder));
        desktop.waitForNotice();
        desktop.dismissNotice();
        desktop.window().activateWindow();
        if (!QTest::qWaitForWindowActive(&desktop.window())) {
            qFatal("the window does not become active");
        }
    }
    ui::SearchPalette& palette() { return desktop.window().search(); }
    QLineEdit& field() { return *palette().findChild<QLineEdit*>(u"searchAll"_s); }
    QAbstractItemModel& rows() {
        return *palette().findChild<ui::VirtualList*>(u"searchList"_s)->model();
    }
    ui::Text& count() { return *palette().findChild<ui::Text*>(u"searchCount"_s); }
    void open() { QTest::keyClick(&desktop.window(), Qt::Key_K, Qt::ControlModifier); }
    void search(const QString& text) {
        open();
        QTest::keyClicks(&field(), text);
    }
    QStringList found() {
        QStringList all;
        for (int row = 0; row < rows().rowCount(); ++row) {
            all << rows().index(row, 0).data().toString();
        }
        return all;
    }

    DesktopFixture desktop;
};

} // namespace

class SearchTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void aWordFindsItsKindInBothLanguages();
    void latinWordsAreFoundByTheirBeginning();
    void whatBeginsWithTheTextComesFirst();
    void anOldQuestionStopsEarly();
    void headingsCanNotBeReached();
    void enterOpensTheRecord();
    void whatWasMovedToIsWhatOpens();
    void enterBeforeTheAnswerWaitsForIt();
    void escapeGivesTheFocusBack();
    void nothingFoundSaysWhatToDo();
    void theScreenReaderHearsCountAndCurrent();
    void aStrangerMayBeGivenAccess();
    void lockingForgetsWhatWasFound();
    void numbersLeadToThePages();

private:
    std::unique_ptr<test::TemporaryFolder> m_folder;
};

void SearchTest::init() {
    m_folder = test::beginDesktopTest();
}

void SearchTest::aWordFindsItsKindInBothLanguages() {
    auto world = std::make_unique<test::DemoWorld>();
    vault::Vault& vault = world->wallet().vault;
    must(wallet::ImportRecords(vault, world->clock()).importFile(writeRecords(m_folder->path())));
    ui::OpenWallet wallet(std::move(world));
    const auto lease = wallet.lease();
    const auto reading = wallet.reading(lease, Language::English);
    const ui::SearchReader reader(reading);
    const QStringList both{u"指尖血糖"_s, u"Fasting glucose"_s}; // newest first
    QCOMPARE(titlesOf(reader.records(u"glucose"_s)), both);
    QCOMPARE(titlesOf(reader.records(u"gluc"_s)), both);
    QCOMPARE(titlesOf(reader.records(u"血糖"_s)), both);
    QCOMPARE(titlesOf(reader.records(u"sodium"_s)), QStringList{u"Sodium"_s});
    QVERIFY(reader.records(u"xylophone"_s).isEmpty());
}

void SearchTest::latinWordsAreFoundByTheirBeginning() {
    const QList<ui::SearchEntry> people{
        person(u"Dr Han Zhiyuan"_s, u"Heart clinic"_s, u"韩志远"_s)};
    for (const QString& text : {u"han"_s, u"HAN zhi"_s, u"志远"_s, u"clin heart"_s}) {
        QCOMPARE(ui::SearchReader::find(people, text, 5).size(), 1);
    }
    for (const QString& text : {u"art"_s, u"han li"_s, u"李"_s}) {
        QVERIFY(ui::SearchReader::find(people, text, 5).isEmpty());
    }
}

void SearchTest::whatBeginsWithTheTextComesFirst() {
    const QList<ui::SearchEntry> people{person(u"Dr Li Na"_s, u"Qinghe Hospital"_s, {}),
                                        person(u"Qin Bo"_s, {}, {}), person(u"Wu Qin"_s, {}, {})};
    QCOMPARE(titlesOf(ui::SearchReader::find(people, u"qin"_s, 2)),
             (QStringList{u"Qin Bo"_s, u"Dr Li Na"_s}));
}

void SearchTest::anOldQuestionStopsEarly() {
    auto world = std::make_unique<test::DemoWorld>();
    vault::Vault& vault = world->wallet().vault;
    must(wallet::ImportRecords(vault, world->clock()).importFile(writeRecords(m_folder->path())));
    ui::OpenWallet wallet(std::move(world));
    const auto lease = wallet.lease();
    const auto reading = wallet.reading(lease, Language::English);
    QVERIFY(ui::SearchReader(reading).records(u"glucose"_s, [] { return true; }).isEmpty());
}

void SearchTest::headingsCanNotBeReached() {
    ui::SearchListModel model;
    QAbstractItemModelTester tester(&model);
    model.setHits({{ui::SearchKind::Record, u"1"_s, u"one"_s, {}, ui::Icon::Pill},
                   {ui::SearchKind::Record, u"2"_s, u"two"_s, {}, ui::Icon::Pill},
                   {ui::SearchKind::Page, u"3"_s, u"three"_s, {}, ui::Icon::Home}});
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.hitCount(), 3);
    QVERIFY(model.isHeading(0) && model.isHeading(3));
    QCOMPARE(model.flags(model.index(3)), Qt::NoItemFlags);
    QCOMPARE(model.nextHit(-1, 1), 1);
    QCOMPARE(model.nextHit(2, 1), 4);
    QCOMPARE(model.nextHit(4, -1), 2);
    QCOMPARE(model.nextHit(4, 1), 4);
    QCOMPARE(model.index(4).data(Qt::AccessibleTextRole).toString(), u"three, page"_s);
}

void SearchTest::enterOpensTheRecord() {
    Window window(m_folder->path());
    window.desktop.window().goTo(Place::Home);
    window.search(u"glucose"_s);
    QTRY_VERIFY(window.found().contains(u"Fasting glucose, 6.1 mmol/L, 1 March 2026"_s));
    QTest::keyClick(&window.field(), Qt::Key_Down);
    QTest::keyClick(&window.field(), Qt::Key_Return);
    QVERIFY(window.desktop.waitFor(Place::Health));
    QVERIFY(!window.palette().isOpen());
    QVERIFY2(window.desktop.waitForWords(u"Fasting glucose"_s), qPrintable(window.desktop.words()));
}

/// Typed on, moved in the older answer, and chosen there, before the newer one comes.
void SearchTest::whatWasMovedToIsWhatOpens() {
    Window window(m_folder->path());
    window.desktop.window().goTo(Place::Home);
    window.search(u"gluc"_s);
    QTRY_VERIFY(window.found().contains(u"Fasting glucose, 6.1 mmol/L, 1 March 2026"_s));
    const auto press = [&window](Qt::Key key, const QString& text = {}) {
        // Sent without the event loop, by which the answer comes.
        QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier, text);
        QCoreApplication::sendEvent(&window.field(), &event);
    };
    press(Qt::Key_O, u"o"_s);
    press(Qt::Key_Down);
    press(Qt::Key_Return);
    QVERIFY(!window.palette().isOpen());
    QVERIFY(window.desktop.waitFor(Place::Health));
    QVERIFY2(window.desktop.waitForWords(u"Fasting glucose"_s), qPrintable(window.desktop.words()));
    // A newer answer leaves the choice where it is.
    window.search(u"gluc"_s);
    QTRY_COMPARE(window.found().size(), 3);
    press(Qt::Key_O, u"o"_s);
    press(Qt::Key_Down);
    QTest::qWait(300);
    press(Qt::Key_Return);
    QVERIFY2(window.desktop.waitForWords(u"1 March 2026"_s), qPrintable(window.desktop.words()));
}

void SearchTest::enterBeforeTheAnswerWaitsForIt() {
    Window window(m_folder->path());
    window.search(u"network"_s);
    // The answer comes through the event loop, which has not run since.
    QTest::keyClick(&window.field(), Qt::Key_Return);
    QVERIFY(window.desktop.waitFor(Place::Network));
    QVERIFY(!window.palette().isOpen());
}

void SearchTest::escapeGivesTheFocusBack() {
    Window window(m_folder->path());
    QWidget& before = window.desktop.widget(u"search"_s);
    before.setFocus();
    window.search(u"so"_s);
    QVERIFY(window.field().hasFocus());
    QTest::keyClick(&window.field(), Qt::Key_Tab);
    QVERIFY(window.field().hasFocus());
    QTest::keyClick(&window.field(), Qt::Key_Escape);
    QVERIFY(!window.palette().isOpen());
    QVERIFY(before.hasFocus());
    window.open();
    QTest::mouseClick(&window.palette(), Qt::LeftButton, {}, QPoint(5, 5));
    QVERIFY(!window.palette().isOpen());
}

void SearchTest::nothingFoundSaysWhatToDo() {
    Window window(m_folder->path());
    window.search(u"xylophone"_s);
    QTRY_VERIFY2(
        window.count().plainWords().contains(u"Nothing fits “xylophone”. Try fewer letters"_s),
        qPrintable(window.count().plainWords()));
    QCOMPARE(window.rows().rowCount(), 0);
    QTest::keyClick(&window.field(), Qt::Key_Return);
    QVERIFY(window.palette().isOpen());
}

void SearchTest::theScreenReaderHearsCountAndCurrent() {
    Window window(m_folder->path());
    window.search(u"glucose"_s);
    QTRY_COMPARE(window.count().accessibleName(),
                 u"2 found. 指尖血糖, 6.1 mmol/L, 1 April 2026, health record"_s);
    QTest::keyClick(&window.field(), Qt::Key_Down);
    QCOMPARE(window.count().accessibleName(),
             u"Fasting glucose, 6.1 mmol/L, 1 March 2026, health record"_s);
}

void SearchTest::aStrangerMayBeGivenAccess() {
    Window window(m_folder->path());
    window.search(u"han zhiyuan"_s);
    QTRY_COMPARE(window.rows().rowCount(), 2); // with the heading
    QTest::keyClick(&window.field(), Qt::Key_Return);
    QVERIFY(window.desktop.waitFor(Place::Editor));
    QVERIFY2(window.desktop.waitForWords(u"Dr Han Zhiyuan"_s), qPrintable(window.desktop.words()));
}

void SearchTest::lockingForgetsWhatWasFound() {
    Window window(m_folder->path());
    window.search(u"glucose"_s);
    QTRY_VERIFY(window.rows().rowCount() > 0);
    window.desktop.controller().session().lock(vault::LockReason::Request);
    QVERIFY(window.desktop.waitFor(Place::Unlock));
    QVERIFY(!window.palette().isOpen());
    QCOMPARE(window.rows().rowCount(), 0);
    QVERIFY(window.field().text().isEmpty());
    window.open();
    QVERIFY(!window.palette().isOpen());
}

void SearchTest::numbersLeadToThePages() {
    Window window(m_folder->path());
    QTest::keyClick(&window.desktop.window(), Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(window.desktop.window().place(), Place::WhoMaySee);
    QTest::keyClick(&window.desktop.window(), Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(window.desktop.window().place(), Place::Home);
    QTest::keyClick(&window.desktop.window(), Qt::Key_L, Qt::ControlModifier);
    QVERIFY(window.desktop.waitFor(Place::Unlock));
    QTest::keyClick(&window.desktop.window(), Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(window.desktop.window().place(), Place::Unlock);
}

int main(int argc, char** argv) {
    return test::runDesktopTest<SearchTest>(argc, argv);
}

#include "search_test.moc"
