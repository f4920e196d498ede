#include "app/desktop/desktop_notifier.h"

#include <QCoreApplication>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QGuiApplication>

using namespace Qt::StringLiterals;

namespace consentry::desktop {
namespace {

constexpr auto service = "org.freedesktop.Notifications";
constexpr auto path = "/org/freedesktop/Notifications";
constexpr int asTheDesktopLikes = -1;

} // namespace

DesktopNotifier::DesktopNotifier(QDBusConnection session, QObject* parent)
    : QObject(parent), m_session(std::move(session)) {
    if (m_session.isConnected()) {
        m_session.connect(QLatin1String(service), QLatin1String(path), QLatin1String(service),
                          u"ActionInvoked"_s, this, SLOT(onAction(uint, QString)));
    }
}

void DesktopNotifier::show(const QString& words) {
    if (!m_session.isConnected()) {
        return;
    }
    QDBusMessage call = QDBusMessage::createMethodCall(QLatin1String(service), QLatin1String(path),
                                                       QLatin1String(service), u"Notify"_s);
    const QVariantMap hints{{u"transient"_s, true}, {u"desktop-entry"_s, u"consentry"_s}};
    call << QCoreApplication::applicationName() << m_shown << u"consentry"_s
         << QGuiApplication::applicationDisplayName() << words
         << QStringList{u"default"_s, QString()} << hints << asTheDesktopLikes;
    auto* watcher = new QDBusPendingCallWatcher(m_session.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<uint> reply = *watcher;
        m_shown = reply.isError() ? 0 : reply.value();
    });
}

void DesktopNotifier::onAction(uint id, const QString& action) {
    if (id == m_shown && action == QLatin1String("default")) {
        emit clicked();
    }
}

} // namespace consentry::desktop
