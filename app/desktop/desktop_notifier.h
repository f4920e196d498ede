#pragma once

#include <QDBusConnection>
#include <QObject>

namespace consentry::desktop {

/// Shows a line on the desktop through org.freedesktop.Notifications. Others see it too: the
/// screen may be shared, and a desktop keeps a history, which is asked not to keep this. Where no
/// bus or no such service is, nothing is shown and nothing fails. GUI thread only; never waits.
class DesktopNotifier : public QObject {
    Q_OBJECT
public:
    /// The connection may be one that is not connected.
    explicit DesktopNotifier(QDBusConnection session, QObject* parent = nullptr);

    /// Takes the place of the line before.
    void show(const QString& words);

signals:
    /// The line was clicked.
    void clicked();

private slots:
    void onAction(uint id, const QString& action);

private:
    QDBusConnection m_session;
    uint m_shown = 0; ///< as the desktop numbers it; 0 = none
};

} // namespace consentry::desktop
