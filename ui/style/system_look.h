#pragma once

#include <QObject>
#include <QVariantMap>

#include <optional>

namespace consentry::ui {

/// What the desktop's settings ask of a program's look. An empty member means that the desktop did
/// not say.
struct LookWishes {
    std::optional<bool> dark;
    std::optional<bool> highContrast;
    std::optional<bool> motion;

    bool operator==(const LookWishes&) const = default;
};

/// Whether QDBusConnection::sessionBus() finds one; without an address it would start its own.
bool hasSessionBus();

/// Reads an answer of org.freedesktop.portal.Settings.ReadAll: namespace → key → value.
/// Unknown namespaces, keys and kinds of value are passed over.
LookWishes readWishes(const QMap<QString, QVariantMap>& settings);

/// Asks the desktop for its wishes, without waiting, and listens for changes. Qt 6.4 has no way of
/// its own to learn of a dark desktop; later ones ask the desktop portal, which refuses programs
/// that shut debuggers out, as this one does. So the portal's backend is asked as well: it gives
/// the same settings without looking at who asks. GUI thread only.
class SystemLook : public QObject {
    Q_OBJECT
public:
    explicit SystemLook(QObject* parent = nullptr);

    const LookWishes& wishes() const { return m_wishes; }
    /// The services that are asked, best first, for the value of XDG_CURRENT_DESKTOP.
    static QStringList servicesFor(const QString& desktop);

signals:
    void changed();

private slots:
    void onSettingChanged();

private:
    void ask(qsizetype service);
    void take(const LookWishes& wishes);

    QStringList m_services;
    qsizetype m_answering = 0;
    LookWishes m_wishes;
};

} // namespace consentry::ui
