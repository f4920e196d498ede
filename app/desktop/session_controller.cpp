#include "app/desktop/session_controller.h"

#include "ui/bridge/convert.h"

#include <QApplication>

namespace consentry::desktop {
namespace {

using ui::toQString;

constexpr std::string_view lastVisitSetting = "last-visit";
constexpr std::string_view idleMinutesSetting = "idle-lock-minutes";
constexpr std::string_view tellsDesktopSetting = "desktop-notifications";
constexpr std::string_view lastPageSetting = "last-page";
constexpr int idleMinutesMax = 24 * 60;

/// What the vault remembers of its last visit and of the person's wishes.
struct Remembered {
    QDateTime lastVisit;
    int idleMinutes = SessionController::idleMinutesDefault;
    ui::MainWindow::Place lastPlace = ui::MainWindow::Place::Home;
    bool tellsDesktop = true;
};

/// Pages to come back to, by names that stay.
struct NamedPlace {
    ui::MainWindow::Place place;
    std::string_view name;
};
constexpr NamedPlace namedPlaces[] = {
    {ui::MainWindow::Place::Home, "home"},
    {ui::MainWindow::Place::WhoMaySee, "who-may-see"},
    {ui::MainWindow::Place::WhoLooked, "who-looked"},
    {ui::MainWindow::Place::Health, "health"},
    {ui::MainWindow::Place::Network, "network"},
    {ui::MainWindow::Place::Settings, "settings"},
};

bool tellsDesktopOf(SettingsStore& settings) {
    const auto stored = settings.get(tellsDesktopSetting);
    return !stored || !*stored || **stored != "0";
}

ui::MainWindow::Place lastPlaceOf(SettingsStore& settings) {
    const auto stored = settings.get(lastPageSetting);
    for (const NamedPlace& known : namedPlaces) {
        if (stored && *stored && **stored == known.name) {
            return known.place;
        }
    }
    return ui::MainWindow::Place::Home;
}

/// When this vault was open the last time; remembers that it is open now.
QDateTime noteVisit(SettingsStore& settings) {
    QDateTime before;
    if (const auto last = settings.get(lastVisitSetting); last && *last) {
        before = QDateTime::fromString(toQString(**last), Qt::ISODate);
    }
    static_cast<void>(settings.put(
        lastVisitSetting, ui::toUtf8(QDateTime::currentDateTimeUtc().toString(Qt::ISODate))));
    return before;
}

int idleMinutesOf(SettingsStore& settings) {
    const auto stored = settings.get(idleMinutesSetting);
    if (!stored || !*stored) {
        return SessionController::idleMinutesDefault;
    }
    bool isNumber = false;
    const int minutes = toQString(**stored).toInt(&isNumber);
    return isNumber && minutes >= 0 && minutes <= idleMinutesMax
               ? minutes
               : SessionController::idleMinutesDefault;
}

} // namespace

SessionController::SessionController(Workplace& place, QObject* parent)
    : QObject(parent), m_place(place) {
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, [this] { lock(vault::LockReason::Idle); });
    connect(&place.window, &ui::MainWindow::placeChanged, this, &SessionController::rememberPlace);
    qApp->installEventFilter(this);
}

void SessionController::open(const KnownVault& vault, ui::WalletWorker::Opening opening,
                             Failed failed, std::function<void()> then) {
    // Locked at once after a change of page, the vault has not heard of it.
    const bool isSameAgain = m_vault.folder == vault.folder;
    m_vault = vault;
    const auto remembered = std::make_shared<Remembered>();
    m_place.worker
        .open([opening = std::move(opening), remembered] {
            auto session = opening();
            if (session) {
                SettingsStore& settings = (*session)->wallet().vault.settings();
                *remembered = {noteVisit(settings), idleMinutesOf(settings), lastPlaceOf(settings),
                               tellsDesktopOf(settings)};
            }
            return session;
        })
        .then(this, [this, remembered, isSameAgain, failed = std::move(failed),
                     then = std::move(then)](const ui::WalletWorker::Opened& outcome) {
            if (outcome.error) {
                failed(*outcome.error);
                return;
            }
            m_place.worker.adopt(outcome.wallet);
            m_idleMinutes = remembered->idleMinutes;
            m_lastPlace = isSameAgain ? m_lastPlace : remembered->lastPlace;
            m_tellsDesktop = remembered->tellsDesktop;
            emit opened(remembered->lastVisit);
            watchIdleness();
            then();
        });
}

void SessionController::setIdleMinutes(int minutes) {
    m_idleMinutes = minutes;
    watchIdleness();
    keep(idleMinutesSetting, std::to_string(minutes));
}

void SessionController::setTellsDesktop(bool tells) {
    m_tellsDesktop = tells;
    keep(tellsDesktopSetting, tells ? "1" : "0");
}

void SessionController::keep(std::string_view setting, const std::string& value) {
    m_place.worker
        .write([setting, value](const ui::VaultWriting& writing) {
            return writing.vault.settings().put(setting, value);
        })
        .then(this, [this](const Result<>& kept) {
            if (!kept) {
                tell(m_place, sentence(kept.error()));
            }
        });
}

/// In the vault: which page somebody reads is nobody else's business.
void SessionController::rememberPlace(ui::MainWindow::Place place) {
    if (!isOpen() || place == m_lastPlace) {
        return;
    }
    for (const NamedPlace& known : namedPlaces) {
        if (known.place == place) {
            m_lastPlace = place;
            m_place.worker.write([name = known.name](const ui::VaultWriting& writing) {
                // Not kept, one comes back to another page: not worth a word.
                return writing.vault.settings().put(lastPageSetting, name).has_value();
            });
        }
    }
}

void SessionController::watchIdleness() {
    if (m_vault.isDemo || m_idleMinutes == 0) {
        m_idle.stop();
    } else {
        m_idle.start(std::chrono::minutes(m_idleMinutes));
    }
}

void SessionController::lock(vault::LockReason reason) {
    if (!isOpen()) {
        return;
    }
    m_idle.stop();
    emit closing(reason);
    m_place.worker.lock(reason).then(this, [this, reason](bool) { emit locked(reason); });
}

bool SessionController::lockUnlessDemo(vault::LockReason reason) {
    const bool hasToLock = isOpen() && !m_vault.isDemo;
    if (hasToLock) {
        lock(reason);
    }
    return hasToLock;
}

bool SessionController::eventFilter(QObject* watched, QEvent* event) {
    if (isOpen() && m_idle.isActive() &&
        (event->type() == QEvent::KeyPress || event->type() == QEvent::MouseButtonPress ||
         event->type() == QEvent::MouseMove || event->type() == QEvent::Wheel ||
         event->type() == QEvent::TouchBegin)) {
        m_idle.start();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace consentry::desktop
