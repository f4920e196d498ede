// What is told while a vault is open: in the window with names, on the desktop without.
#include "app/desktop/news_controller.h"
#include "app/desktop/window_memory.h"
#include "core/simulation/simulated_visit.h"
#include "tests/support/demo_fixture.h"
#include "tests/support/desktop_fixture.h"
#include "tests/support/private_bus.h"
#include "ui/bridge/open_wallet.h"
#include "ui/models/grant_reader.h"
#include "ui/pages/settings_page.h"
#include "ui/style/appearance.h"
#include "ui/widgets/filter_chips.h"
#include "ui/widgets/toast.h"

#include <QDBusMessage>
#include <QScreen>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace consentry;
using desktop::DesktopNotifier;
using desktop::NewsController;
using test::DesktopFixture;
using test::must;
using ui::AccessMark;
using Place = DesktopFixture::Place;

namespace {

const QString passphrase = u"quiet lantern over maple"_s;
const QString notifications = u"org.freedesktop.Notifications"_s;
const QString notificationsPath = u"/org/freedesktop/Notifications"_s;

/// What a desktop does with messages, as far as the program asks.
class Desktop : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    explicit Desktop(QDBusConnection bus) : m_bus(std::move(bus)) {
        isThere = m_bus.registerObject(notificationsPath, this, QDBusConnection::ExportAllSlots) &&
                  m_bus.registerService(notifications);
    }
    void click(uint id) {
        QDBusMessage signal =
            QDBusMessage::createSignal(notificationsPath, notifications, u"ActionInvoked"_s);
        signal << id << u"default"_s;
        QVERIFY(m_bus.send(signal));
    }

    bool isThere = false;
    QStringList shown;
    QVariantMap hints;
    uint replaced = 0;

public slots:
    uint Notify(const QString& program, uint replaces, const QString& icon, const QString& title,
                const QString& words, const QStringList& actions, const QVariantMap& told,
                int milliseconds) {
        Q_UNUSED(program)
        Q_UNUSED(icon)
        Q_UNUSED(title)
        Q_UNUSED(actions)
        Q_UNUSED(milliseconds)
        replaced = replaces;
        hints = told;
        shown << words;
        return 41;
    }

private:
    QDBusConnection m_bus;
};

ui::AccessRowView access(AccessMark mark) {
    ui::AccessRowView row;
    row.id = u"7"_s;
    row.mark = mark;
    row.who = u"Dr Han Zhiyuan"_s;
    row.where = u"Endocrinology, Qinghe First Hospital"_s;
    row.facts = QStringList{u"Glucose"_s};
    return row;
}

/// Jobs of one kind come one after the other: when this one is told, those before are done.
void waitForWrites(DesktopFixture& desktop) {
    emit desktop.window().settings().nameChanged(u"Nina"_s);
    QTRY_VERIFY(
        desktop.window().findChild<QWidget*>(u"person"_s) != nullptr &&
        desktop.window().findChild<QWidget*>(u"person"_s)->accessibleName().startsWith(u"Nina"_s));
}

} // namespace

class NewsTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void theDesktopLearnsNeitherWhoNorWhat_data();
    void theDesktopLearnsNeitherWhoNorWhat();
    void severalAreCounted();
    void theDesktopShowsOneLine();
    void withoutADesktopNothingFails();
    void onlyWhatIsNewIsNews();
    void whatHappensIsToldOnce();
    void theWishIsKeptInTheVault();
    void oneComesBackToTheLastPage();
    void theWindowComesBackAsItWas();
    void lockingTakesTheWordsAway();

private:
    std::unique_ptr<test::TemporaryFolder> m_folder;
};

void NewsTest::init() {
    m_folder = test::beginDesktopTest();
}

void NewsTest::theDesktopLearnsNeitherWhoNorWhat_data() {
    QTest::addColumn<AccessMark>("mark");
    QTest::addColumn<QString>("inWindow");
    QTest::addColumn<QString>("onDesktop");
    QTest::newRow("by rule") << AccessMark::ByRule << u"Dr Han Zhiyuan looked at your records."_s
                             << u"Somebody looked at your data."_s;
    QTest::newRow("no rule")
        << AccessMark::NoRule
        << u"Dr Han Zhiyuan looked at your records, and no rule of yours allows it."_s
        << u"Somebody looked at your data. Please see whether that was right."_s;
    QTest::newRow("emergency") << AccessMark::Emergency
                               << u"Dr Han Zhiyuan looked at your records in an emergency."_s
                               << u"Somebody looked at your data. Please see whether that was "
                                  u"right."_s;
    QTest::newRow("refused") << AccessMark::Refused
                             << u"Dr Han Zhiyuan wanted to look, and was refused."_s
                             << u"Somebody wanted to look at your data, and was refused."_s;
}

void NewsTest::theDesktopLearnsNeitherWhoNorWhat() {
    QFETCH(AccessMark, mark);
    QTEST(NewsController::inWindow({access(mark)}), "inWindow");
    QTEST(NewsController::onDesktop({access(mark)}), "onDesktop");
}

void NewsTest::severalAreCounted() {
    QCOMPARE(NewsController::inWindow({access(AccessMark::ByRule), access(AccessMark::Refused)}),
             u"2 new visits in “Who looked”."_s);
    QCOMPARE(NewsController::onDesktop({access(AccessMark::ByRule), access(AccessMark::Refused)}),
             u"Somebody looked at your data."_s);
}

void NewsTest::theDesktopShowsOneLine() {
    test::PrivateBus bus;
    Desktop shell(bus.connection(u"desktop"_s));
    QVERIFY(shell.isThere);
    DesktopNotifier notifier(bus.connection(u"program"_s));
    QSignalSpy clicked(&notifier, &DesktopNotifier::clicked);
    notifier.show(u"one"_s);
    QTRY_COMPARE(shell.shown, QStringList{u"one"_s});
    QVERIFY(shell.hints.value(u"transient"_s).toBool()); // kept in no history
    QTest::qWait(50);
    notifier.show(u"two"_s);
    QTRY_COMPARE(shell.shown.size(), 2);
    QCOMPARE(shell.replaced, 41u);
    shell.click(40);
    shell.click(41);
    QTRY_COMPARE(clicked.size(), 1);
}

void NewsTest::withoutADesktopNothingFails() {
    DesktopNotifier notifier{QDBusConnection(QString())};
    notifier.show(u"one"_s);
}

void NewsTest::onlyWhatIsNewIsNews() {
    auto owned = std::make_unique<test::DemoWorld>();
    test::DemoWorld& world = *owned;
    const GrantId grant = world.give(world.draft("han", {"glucose"}));
    ui::OpenWallet wallet(std::move(owned));
    const auto after = [&wallet](std::uint64_t known) {
        const auto lease = wallet.lease();
        return ui::LogReader(wallet.reading(lease, Language::English)).accessesAfter(known).value();
    };
    wallet.follow();
    const std::uint64_t before = after(0).rows;
    QVERIFY(before > 0);
    QVERIFY(after(before).accesses.empty());
    const auto stored = must(world.wallet().vault.grants().find(grant));
    must(simulation::SimulatedVisit(world.consortium(), world.clock())
             .look(world.patient().party, must(wallet::contentOf(stored)), "TREAT"));
    wallet.follow();
    const auto news = after(before);
    QVERIFY(news.rows > before);
    QCOMPARE(news.accesses.size(), std::size_t{1});
    QCOMPARE(news.accesses.front().who, u"Dr Han Zhiyuan"_s);
    QVERIFY(after(news.rows).accesses.empty());
    // Otherwise everything would be news once it can be read again.
    const auto lease = wallet.lease();
    const auto reading = wallet.reading(lease, Language::English);
    reading.vault.close();
    QVERIFY(!ui::LogReader(reading).accessesAfter(0).has_value());
}

/// From a visit to the words about it, over a window that is not shown: nobody sits before it.
void NewsTest::whatHappensIsToldOnce() {
    test::PrivateBus bus;
    Desktop shell(bus.connection(u"shell"_s));
    DesktopNotifier notifier(bus.connection(u"wallet"_s));
    auto owned = std::make_unique<test::DemoWorld>();
    test::DemoWorld& world = *owned;
    const GrantId grant = world.give(world.draft("han", {"glucose"}));
    const auto content = must(wallet::contentOf(must(world.wallet().vault.grants().find(grant))));
    const auto visit = [&world, &content] {
        must(simulation::SimulatedVisit(world.consortium(), world.clock())
                 .look(world.patient().party, content, "TREAT"));
    };
    visit();
    ui::MainWindow window;
    ui::WalletWorker worker;
    worker.adopt(std::make_shared<ui::OpenWallet>(std::move(owned)));
    adapters::PosixNewFiles files;
    adapters::PopplerPages documents;
    adapters::PackagedQrCodes codes;
    desktop::Workplace place{window, worker, files, documents, codes};
    NewsController news(place, notifier, nullptr);
    const auto look = [&worker, &news] {
        worker.follow();
        worker.drain();
        news.look();
        worker.drain();
        QCoreApplication::processEvents();
    };
    const auto last = [&window] {
        const auto toasts = window.toasts().findChildren<QWidget*>(u"toast"_s);
        return toasts.isEmpty() ? QString() : toasts.last()->accessibleName();
    };
    news.begin(true);
    look();
    QCOMPARE(window.toasts().count(), 0); // what was before stands on Home
    visit();
    look();
    QCOMPARE(last(), u"Dr Han Zhiyuan looked at your records."_s);
    QTRY_COMPARE(shell.shown, QStringList{u"Somebody looked at your data."_s});
    look();
    QCOMPARE(window.toasts().count(), 1);
    news.setOnDesktop(false);
    world.clock().pass(content.notAfter - world.clock().now() + std::chrono::hours(1));
    look();
    QVERIFY2(last().startsWith(u"The grant for Dr Han Zhiyuan"_s) &&
                 last().endsWith(u"has ended."_s),
             qPrintable(last()));
    look();
    QCOMPARE(window.toasts().count(), 2);
    QTest::qWait(50);
    QCOMPARE(shell.shown.size(), 1);
    // Locked while somebody looks: nothing of it appears any more.
    visit();
    worker.follow();
    worker.drain();
    news.look();
    worker.drain();
    news.end();
    QCoreApplication::processEvents();
    QCOMPARE(window.toasts().count(), 0);
}

void NewsTest::theWishIsKeptInTheVault() {
    DesktopFixture desktop(m_folder->path() / "home");
    QVERIFY(desktop.openNewVault(passphrase));
    auto& session = desktop.controller().session();
    QVERIFY(session.tellsDesktop());
    session.setTellsDesktop(false);
    waitForWrites(desktop);
    desktop.lock();
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::Home));
    QVERIFY(!session.tellsDesktop());
    desktop.window().goTo(Place::Settings);
    QCOMPARE(desktop.find<ui::FilterChips>(u"tellsDesktop"_s)->current(), 0);
    for (const QString& key : QSettings().allKeys()) {
        QVERIFY2(!key.contains(u"desktop"_s) && !key.contains(u"page"_s), qPrintable(key));
    }
}

void NewsTest::oneComesBackToTheLastPage() {
    const auto home = m_folder->path() / "home";
    {
        DesktopFixture desktop(home);
        QVERIFY(desktop.openNewVault(passphrase));
        desktop.window().goTo(Place::Health);
        desktop.lock();
        desktop.unlock(passphrase);
        QVERIFY(desktop.waitFor(Place::Health));
        desktop.window().goTo(Place::WhoLooked);
        waitForWrites(desktop);
    }
    DesktopFixture desktop(home);
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::WhoLooked));
    QVERIFY(QSettings().allKeys().filter(u"page"_s).isEmpty());
}

void NewsTest::theWindowComesBackAsItWas() {
    QWidget first;
    first.resize(5000, 5000);
    desktop::restoreWindow(first);
    const QSize screen = first.screen()->availableSize();
    QVERIFY(first.width() < screen.width() && first.height() < screen.height());
    QWidget before;
    before.resize(777, 555);
    desktop::rememberWindow(before);
    QCOMPARE(QSettings().allKeys(), QStringList{u"windowGeometry"_s});
    QWidget after;
    after.resize(300, 300);
    desktop::restoreWindow(after);
    QCOMPARE(after.size(), QSize(777, 555));
}

void NewsTest::lockingTakesTheWordsAway() {
    DesktopFixture desktop(m_folder->path() / "home");
    QVERIFY(desktop.openNewVault(passphrase));
    ui::ToastView toast;
    toast.words = u"Dr Han Zhiyuan looked at your records."_s;
    desktop.window().toasts().show(toast);
    QCOMPARE(desktop.window().toasts().count(), 1);
    desktop.controller().session().lock(vault::LockReason::Request);
    QCOMPARE(desktop.window().toasts().count(), 0);
}

int main(int argc, char** argv) {
    return test::runDesktopTest<NewsTest>(argc, argv);
}

#include "news_test.moc"
