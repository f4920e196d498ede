#include "app/desktop/session_controller.h"

#include "ui/bridge/convert.h"

#include <QApplication>

namespace consentry::desktop {
namespace {

using ui::toQString;

/// Idle lock is on from the start; the demonstration holds nothing that is worth locking.
constexpr int idleLockMs = 10 * 60 * 1000;
constexpr std::string_view lastVisitSetting = "last-visit";

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

} // namespace

SessionController::SessionController(Workplace& place, QObject* parent)
    : QObject(parent), m_place(place) {
    m_idle.setInterval(idleLockMs);
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, [this] { lock(vault::LockReason::Idle); });
    qApp->installEventFilter(this);
}

void SessionController::open(const KnownVault& vault, ui::WalletWorker::Opening opening,
                             Failed failed, std::function<void()> then) {
    m_vault = vault;
    const auto lastVisit = std::make_shared<QDateTime>();
    m_place.worker
        .open([opening = std::move(opening), lastVisit] {
            auto session = opening();
            if (session) {
                *lastVisit = noteVisit((*session)->wallet().vault.settings());
            }
            return session;
        })
        .then(this, [this, lastVisit, failed = std::move(failed),
                     then = std::move(then)](const ui::WalletWorker::Opened& outcome) {
            if (outcome.error) {
                failed(*outcome.error);
                return;
            }
            m_place.worker.adopt(outcome.wallet);
            emit opened(*lastVisit);
            if (!m_vault.isDemo) {
                m_idle.start();
            }
            then();
        });
}

void SessionController::lock(vault::LockReason reason) {
    if (!isOpen()) {
        return;
    }
    m_idle.stop();
    emit closing(reason);
    m_place.worker.lock(reason).then(this, [this, reason](bool) { emit locked(reason); });
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
