#include "app/desktop/session_controller.h"

#include "ui/bridge/convert.h"

#include <QApplication>

namespace consentry::desktop {
namespace {

using ui::toQString;

constexpr std::string_view lastVisitSetting = "last-visit";
constexpr std::string_view idleMinutesSetting = "idle-lock-minutes";
constexpr int idleMinutesMax = 24 * 60;

/// What the vault remembers of its last visit and of the person's wishes.
struct Remembered {
    QDateTime lastVisit;
    int idleMinutes = SessionController::idleMinutesDefault;
};

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
    qApp->installEventFilter(this);
}

void SessionController::open(const KnownVault& vault, ui::WalletWorker::Opening opening,
                             Failed failed, std::function<void()> then) {
    m_vault = vault;
    const auto remembered = std::make_shared<Remembered>();
    m_place.worker
        .open([opening = std::move(opening), remembered] {
            auto session = opening();
            if (session) {
                SettingsStore& settings = (*session)->wallet().vault.settings();
                *remembered = {noteVisit(settings), idleMinutesOf(settings)};
            }
            return session;
        })
        .then(this, [this, remembered, failed = std::move(failed),
                     then = std::move(then)](const ui::WalletWorker::Opened& outcome) {
            if (outcome.error) {
                failed(*outcome.error);
                return;
            }
            m_place.worker.adopt(outcome.wallet);
            m_idleMinutes = remembered->idleMinutes;
            emit opened(remembered->lastVisit);
            watchIdleness();
            then();
        });
}

void SessionController::setIdleMinutes(int minutes) {
    m_idleMinutes = minutes;
    watchIdleness();
    m_place.worker
        .write([minutes](const ui::VaultWriting& writing) {
            return writing.vault.settings().put(idleMinutesSetting, std::to_string(minutes));
        })
        .then(this, [this](const Result<>& kept) {
            if (!kept) {
                tell(m_place, sentence(kept.error()));
            }
        });
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
