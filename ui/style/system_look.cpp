#include "ui/style/system_look.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

using Settings = QMap<QString, QVariantMap>;

constexpr auto objectPath = "/org/freedesktop/portal/desktop";
constexpr auto portal = "org.freedesktop.portal.Desktop";
constexpr auto portalInterface = "org.freedesktop.portal.Settings";
constexpr auto backendInterface = "org.freedesktop.impl.portal.Settings";
constexpr int answerWithinMs = 3000;
// org.freedesktop.appearance: 1 prefers dark, 2 prefers light; contrast 1 is higher.
constexpr uint prefersDark = 1;
constexpr uint prefersHighContrast = 1;

QStringList namespaces() {
    return {u"org.freedesktop.appearance"_s, u"org.gnome.desktop.interface"_s,
            u"org.gnome.desktop.a11y.interface"_s};
}

QString interfaceOf(const QString& service) {
    return QLatin1String(service == QLatin1String(portal) ? portalInterface : backendInterface);
}

std::optional<bool> truth(const QVariant& value) {
    return value.metaType() == QMetaType::fromType<bool>() ? std::optional(value.toBool())
                                                           : std::nullopt;
}

std::optional<uint> number(const QVariant& value) {
    return value.metaType() == QMetaType::fromType<uint>() ? std::optional(value.toUInt())
                                                           : std::nullopt;
}

} // namespace

bool hasSessionBus() {
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") ||
           QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + u"/bus"_s);
}

LookWishes readWishes(const Settings& settings) {
    LookWishes wishes;
    const QVariantMap appearance = settings.value(u"org.freedesktop.appearance"_s);
    if (const auto scheme = number(appearance.value(u"color-scheme"_s))) {
        wishes.dark = *scheme == prefersDark;
    }
    if (const auto contrast = number(appearance.value(u"contrast"_s))) {
        wishes.highContrast = *contrast == prefersHighContrast;
    }
    // Backends older than the contrast key have GNOME's switch, and both may be there.
    const auto gnome =
        truth(settings.value(u"org.gnome.desktop.a11y.interface"_s).value(u"high-contrast"_s));
    if (gnome && !wishes.highContrast.value_or(false)) {
        wishes.highContrast = gnome;
    }
    wishes.motion =
        truth(settings.value(u"org.gnome.desktop.interface"_s).value(u"enable-animations"_s));
    return wishes;
}

QStringList SystemLook::servicesFor(const QString& desktop) {
    QStringList services{QLatin1String(portal)};
    const QStringList names = desktop.toLower().split(u':');
    const auto backend = [&services](const QString& name) {
        services << u"org.freedesktop.impl.portal.desktop."_s + name;
    };
    if (names.contains(u"gnome"_s)) {
        backend(u"gnome"_s);
    } else if (names.contains(u"kde"_s)) {
        backend(u"kde"_s);
    } else if (names.contains(u"x-cinnamon"_s) || names.contains(u"mate"_s)) {
        backend(u"xapp"_s);
    }
    backend(u"gtk"_s);
    return services;
}

SystemLook::SystemLook(QObject* parent)
    : QObject(parent), m_services(servicesFor(qEnvironmentVariable("XDG_CURRENT_DESKTOP"))) {
    if (!hasSessionBus()) {
        return;
    }
    qDBusRegisterMetaType<Settings>();
    auto bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        return;
    }
    for (const auto* interface : {portalInterface, backendInterface}) {
        bus.connect(QString(), QLatin1String(objectPath), QLatin1String(interface),
                    u"SettingChanged"_s, this, SLOT(onSettingChanged()));
    }
    ask(0);
}

void SystemLook::ask(qsizetype service) {
    if (service >= m_services.size()) {
        return;
    }
    const QString& name = m_services.at(service);
    QDBusMessage call = QDBusMessage::createMethodCall(name, QLatin1String(objectPath),
                                                       interfaceOf(name), u"ReadAll"_s);
    call << namespaces();
    auto* watcher = new QDBusPendingCallWatcher(
        QDBusConnection::sessionBus().asyncCall(call, answerWithinMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, service] {
        watcher->deleteLater();
        const QDBusPendingReply<Settings> reply = *watcher;
        if (reply.isError()) {
            ask(service + 1);
            return;
        }
        m_answering = service;
        take(readWishes(reply.value()));
    });
}

void SystemLook::onSettingChanged() {
    ask(m_answering);
}

void SystemLook::take(const LookWishes& wishes) {
    if (m_wishes != wishes) {
        m_wishes = wishes;
        emit changed();
    }
}

} // namespace consentry::ui
