#pragma once

#include "core/vault/vault.h"

#include <QDBusConnection>
#include <QDBusUnixFileDescriptor>
#include <QObject>
#include <QVariantMap>

namespace consentry::desktop {

/// Moments at which no vault shall stay open: the computer goes to sleep, its screen is locked,
/// somebody else takes the seat. Told by systemd-logind on the system bus (org.freedesktop.login1)
/// and by the desktop's screen saver on the session bus (org.freedesktop.ScreenSaver and its
/// kin). Where a bus or a service is missing, nothing is told and nothing fails. GUI thread only.
class LockWatch : public QObject {
    Q_OBJECT
public:
    /// Listens on both; a connection may be one that is not connected.
    LockWatch(QDBusConnection system, const QDBusConnection& session, QObject* parent = nullptr);
    /// On the buses of this computer.
    explicit LockWatch(QObject* parent = nullptr);

    /// Whether the computer waits for vaultIsLocked() before it sleeps (five seconds by default).
    bool delaysSleep() const { return m_delay.isValid(); }
    /// The vault is locked, or none was open. A computer that waits to sleep may do so now; at
    /// another time the next sleep still waits.
    void vaultIsLocked();

signals:
    void lockAsked(consentry::vault::LockReason reason);

private slots:
    void onPrepareForSleep(bool starts);
    void onSessionLock();
    void onScreenSaver(bool active);
    void onSessionChanged(const QString& interface, const QVariantMap& changed,
                          const QStringList& invalidated);

private:
    void listenToSession();
    void listenToScreenSaver(QDBusConnection bus);
    void listenTo(const QString& sessionPath);
    void delaySleep();

    QDBusConnection m_system;
    /// logind lets the computer sleep when the last delay is closed.
    QDBusUnixFileDescriptor m_delay;
    bool m_isGoingToSleep = false;
};

} // namespace consentry::desktop
