#include "app/desktop/lock_watch.h"

#include "ui/style/system_look.h"

#include <QCoreApplication>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

using namespace Qt::StringLiterals;

namespace consentry::desktop {
namespace {

using vault::LockReason;

constexpr auto login = "org.freedesktop.login1";
constexpr auto loginPath = "/org/freedesktop/login1";
constexpr auto managerInterface = "org.freedesktop.login1.Manager";
constexpr auto sessionInterface = "org.freedesktop.login1.Session";
constexpr auto propertiesInterface = "org.freedesktop.DBus.Properties";

QDBusMessage managerCall(const QString& method) {
    return QDBusMessage::createMethodCall(QLatin1String(login), QLatin1String(loginPath),
                                          QLatin1String(managerInterface), method);
}

QDBusConnection thisSessionBus() {
    return ui::hasSessionBus() ? QDBusConnection::sessionBus() : QDBusConnection(QString());
}

} // namespace

LockWatch::LockWatch(QObject* parent)
    : LockWatch(QDBusConnection::systemBus(), thisSessionBus(), parent) {}

LockWatch::LockWatch(QDBusConnection system, const QDBusConnection& session, QObject* parent)
    : QObject(parent), m_system(std::move(system)) {
    if (session.isConnected()) {
        listenToScreenSaver(session);
    }
    if (m_system.isConnected()) {
        m_system.connect(QLatin1String(login), QLatin1String(loginPath),
                         QLatin1String(managerInterface), u"PrepareForSleep"_s, this,
                         SLOT(onPrepareForSleep(bool)));
        delaySleep();
        listenToSession();
    }
}

/// Each desktop has its own name for the same signal, and paths differ too. Any program of this
/// person could send it; all that it could reach is a locked vault.
void LockWatch::listenToScreenSaver(QDBusConnection bus) {
    for (const auto* interface :
         {"org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver",
          "org.mate.ScreenSaver", "org.xfce.ScreenSaver"}) {
        bus.connect(QString(), QString(), QLatin1String(interface), u"ActiveChanged"_s, this,
                    SLOT(onScreenSaver(bool)));
    }
}

/// A program that a user service started belongs to no session by its process; then the
/// environment names it.
void LockWatch::listenToSession() {
    QDBusMessage call = managerCall(u"GetSession"_s);
    call << qEnvironmentVariable("XDG_SESSION_ID", u"auto"_s);
    auto* watcher = new QDBusPendingCallWatcher(m_system.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusObjectPath> reply = *watcher;
        if (!reply.isError()) {
            listenTo(reply.value().path());
        }
    });
}

void LockWatch::listenTo(const QString& sessionPath) {
    m_system.connect(QLatin1String(login), sessionPath, QLatin1String(sessionInterface), u"Lock"_s,
                     this, SLOT(onSessionLock()));
    m_system.connect(QLatin1String(login), sessionPath, QLatin1String(propertiesInterface),
                     u"PropertiesChanged"_s, this,
                     SLOT(onSessionChanged(QString, QVariantMap, QStringList)));
}

/// Without it the computer could be asleep, keys in memory, before the signal is read.
void LockWatch::delaySleep() {
    QDBusMessage call = managerCall(u"Inhibit"_s);
    call << u"sleep"_s << QCoreApplication::applicationName() << u"Locks the vault"_s << u"delay"_s;
    auto* watcher = new QDBusPendingCallWatcher(m_system.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusUnixFileDescriptor> reply = *watcher;
        if (!reply.isError()) {
            m_delay = reply.value();
        }
    });
}

void LockWatch::vaultIsLocked() {
    if (m_isGoingToSleep) {
        m_delay = {};
    }
}

void LockWatch::onPrepareForSleep(bool starts) {
    m_isGoingToSleep = starts;
    if (starts) {
        emit lockAsked(LockReason::Suspend);
    } else {
        delaySleep();
    }
}

void LockWatch::onSessionLock() {
    emit lockAsked(LockReason::ScreenLock);
}

void LockWatch::onScreenSaver(bool active) {
    if (active) {
        emit lockAsked(LockReason::ScreenLock);
    }
}

void LockWatch::onSessionChanged(const QString& interface, const QVariantMap& changed,
                                 const QStringList& /*invalidated*/) {
    if (interface != QLatin1String(sessionInterface)) {
        return;
    }
    if (changed.value(u"LockedHint"_s, false).toBool()) {
        emit lockAsked(LockReason::ScreenLock);
    } else if (!changed.value(u"Active"_s, true).toBool()) {
        emit lockAsked(LockReason::UserSwitch);
    }
}

} // namespace consentry::desktop
