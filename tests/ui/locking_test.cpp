// When the vault locks: the button, the wish in Settings, and what the computer tells on its buses.

#include "app/desktop/lock_watch.h"
#include "tests/support/desktop_fixture.h"
#include "tests/support/private_bus.h"
#include "ui/pages/settings_page.h"
#include "ui/style/appearance.h"
#include "ui/widgets/filter_chips.h"
#include "ui/widgets/sidebar.h"

#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusUnixFileDescriptor>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace consentry;
using consentry::desktop::LockWatch;
using test::DesktopFixture;
using test::PrivateBus;
using vault::LockReason;
using Place = DesktopFixture::Place;

namespace {

const QString passphrase = u"quiet lantern over maple"_s;
constexpr auto managerInterface = "org.freedesktop.login1.Manager";
constexpr auto sessionInterface = "org.freedesktop.login1.Session";
const QString managerPath = u"/org/freedesktop/login1"_s;
const QString sessionPath = u"/org/freedesktop/login1/session/_31"_s;

/// What systemd-logind answers, as far as LockWatch asks.
class Logind : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")
public:
    explicit Logind(QDBusConnection bus) : m_bus(std::move(bus)) {
        isThere = m_bus.registerObject(managerPath, this, QDBusConnection::ExportAllSlots) &&
                  m_bus.registerService(u"org.freedesktop.login1"_s);
    }
    void tell(const QString& path, const QString& interface, const QString& name,
              const QVariantList& values = {}) {
        QDBusMessage signal = QDBusMessage::createSignal(path, interface, name);
        signal.setArguments(values);
        QVERIFY(m_bus.send(signal));
    }

    bool isThere = false;
    QStringList delays;

public slots:
    QDBusObjectPath GetSession(const QString&) const { return QDBusObjectPath(sessionPath); }
    QDBusUnixFileDescriptor Inhibit(const QString& what, const QString& who, const QString& why,
                                    const QString& mode) {
        delays << u"%1 %2"_s.arg(what, mode);
        Q_UNUSED(who)
        Q_UNUSED(why)
        QTemporaryFile file;
        file.open();
        return QDBusUnixFileDescriptor(file.handle());
    }

private:
    QDBusConnection m_bus;
};

} // namespace

class LockingTest : public QObject {
    Q_OBJECT
private slots:
    void init();

    void theSidebarLocks();
    void theWishIsKeptInTheVault();
    void onlyAVaultOfOnesOwnLocksByItself();
    void sleepIsDelayedUntilTheVaultIsLocked();
    void lockedScreensAndOtherUsersAreNoticed();
    void withoutBusesNothingIsTold();

private:
    std::unique_ptr<test::TemporaryFolder> m_folder;
    std::filesystem::path m_home;
};

void LockingTest::init() {
    m_folder = test::beginDesktopTest();
    m_home = m_folder->path() / "home";
}

void LockingTest::theSidebarLocks() {
    DesktopFixture desktop(m_home);
    QVERIFY(desktop.openNewVault(passphrase));
    auto* lock = desktop.window().sidebar().findChild<QAbstractButton*>(u"lockNow"_s);
    QVERIFY(lock != nullptr && lock->isVisible());
    QTest::mouseClick(lock, Qt::LeftButton);
    QVERIFY(desktop.waitFor(Place::Unlock));
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::Home));
}

void LockingTest::theWishIsKeptInTheVault() {
    DesktopFixture desktop(m_home);
    QVERIFY(desktop.openNewVault(passphrase));
    auto& session = desktop.controller().session();
    QCOMPARE(session.idleMinutes(), desktop::SessionController::idleMinutesDefault);
    desktop.window().goTo(Place::Settings);
    desktop.choose(u"30 minutes"_s);
    QTRY_COMPARE(session.idleMinutes(), 30);
    desktop.window().goTo(Place::Home);
    // A job after the one that keeps the wish.
    QVERIFY(session.lockUnlessDemo(LockReason::Idle));
    QVERIFY(desktop.waitForWords(u"nobody used it for a while"_s));
    QVERIFY(!session.lockUnlessDemo(LockReason::Idle));
    desktop.unlock(passphrase);
    QVERIFY(desktop.waitFor(Place::Home));
    QCOMPARE(session.idleMinutes(), 30);
    desktop.window().goTo(Place::Settings);
    QCOMPARE(desktop.find<ui::FilterChips>(u"idleMinutes"_s)->current(), 30);
}

void LockingTest::onlyAVaultOfOnesOwnLocksByItself() {
    DesktopFixture desktop(m_home);
    desktop.press(u"demo"_s);
    QVERIFY(desktop.waitFor(Place::Home, 120));
    QVERIFY(!desktop.controller().session().lockUnlessDemo(LockReason::ScreenLock));
    desktop.window().goTo(Place::Settings);
    QVERIFY(desktop.find<ui::FilterChips>(u"idleMinutes"_s) == nullptr);
}

void LockingTest::sleepIsDelayedUntilTheVaultIsLocked() {
    PrivateBus bus;
    Logind logind(bus.connection(u"logind"_s));
    QVERIFY(logind.isThere);
    LockWatch watch(bus.connection(u"system"_s), QDBusConnection(QString()));
    QSignalSpy asked(&watch, &LockWatch::lockAsked);
    QTRY_VERIFY(watch.delaysSleep());
    QCOMPARE(logind.delays, QStringList{u"sleep delay"_s});
    // Locked by hand and opened again: the next sleep still has to wait.
    watch.vaultIsLocked();
    QVERIFY(watch.delaysSleep());

    logind.tell(managerPath, QLatin1String(managerInterface), u"PrepareForSleep"_s, {true});
    QTRY_COMPARE(asked.size(), 1);
    QCOMPARE(asked.takeFirst().first().value<LockReason>(), LockReason::Suspend);
    QVERIFY(watch.delaysSleep());
    watch.vaultIsLocked();
    QVERIFY(!watch.delaysSleep());

    logind.tell(managerPath, QLatin1String(managerInterface), u"PrepareForSleep"_s, {false});
    QTRY_VERIFY(watch.delaysSleep());
    QVERIFY(asked.isEmpty());
}

void LockingTest::lockedScreensAndOtherUsersAreNoticed() {
    PrivateBus bus;
    Logind logind(bus.connection(u"logind"_s));
    QVERIFY(logind.isThere);
    auto desktop = bus.connection(u"desktop"_s);
    LockWatch watch(bus.connection(u"system"_s), bus.connection(u"session"_s));
    QSignalSpy asked(&watch, &LockWatch::lockAsked);
    QTRY_VERIFY(watch.delaysSleep());
    const auto nextReason = [&asked] {
        return QTest::qWaitFor([&asked] { return !asked.isEmpty(); })
                   ? std::optional(asked.takeFirst().first().value<LockReason>())
                   : std::nullopt;
    };
    const auto changed = [&logind](const QString& property, bool value) {
        logind.tell(
            sessionPath, u"org.freedesktop.DBus.Properties"_s, u"PropertiesChanged"_s,
            {QLatin1String(sessionInterface), QVariantMap{{property, value}}, QStringList()});
    };
    // The answer to GetSession may still be on its way: repeated until it is heard.
    QTRY_VERIFY(
        (logind.tell(sessionPath, QLatin1String(sessionInterface), u"Lock"_s), !asked.isEmpty()));
    QCOMPARE(nextReason(), LockReason::ScreenLock);
    QTest::qWait(100);
    asked.clear();
    changed(u"LockedHint"_s, true);
    QCOMPARE(nextReason(), LockReason::ScreenLock);
    changed(u"Active"_s, false);
    QCOMPARE(nextReason(), LockReason::UserSwitch);
    for (const auto* name : {"org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"}) {
        QDBusMessage signal = QDBusMessage::createSignal(u"/org/ScreenSaver"_s, QLatin1String(name),
                                                         u"ActiveChanged"_s);
        signal << true;
        QVERIFY(desktop.send(signal));
        QCOMPARE(nextReason(), LockReason::ScreenLock);
    }
    // The ends of all that lock nothing.
    changed(u"LockedHint"_s, false);
    changed(u"Active"_s, true);
    QDBusMessage awake = QDBusMessage::createSignal(
        u"/org/ScreenSaver"_s, u"org.freedesktop.ScreenSaver"_s, u"ActiveChanged"_s);
    awake << false;
    QVERIFY(desktop.send(awake));
    QTest::qWait(200);
    QVERIFY(asked.isEmpty());
}

void LockingTest::withoutBusesNothingIsTold() {
    LockWatch watch{QDBusConnection(QString()), QDBusConnection(QString())};
    QVERIFY(!watch.delaysSleep());
    watch.vaultIsLocked();
}

int main(int argc, char** argv) {
    return test::runDesktopTest<LockingTest>(argc, argv);
}
#include "locking_test.moc"
