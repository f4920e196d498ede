#pragma once

#include "app/desktop/vault_shelf.h"
#include "app/desktop/workplace.h"

#include <QObject>
#include <QTimer>

namespace consentry::desktop {

/// The one open vault: opening it, locking it at once, and the lock after idleness. Lives on the
/// GUI thread.
class SessionController : public QObject {
    Q_OBJECT
public:
    static constexpr int idleMinutesDefault = 10;

    using Failed = std::function<void(const Error& problem)>;

    SessionController(Workplace& place, QObject* parent);

    /// Opens or makes a session beside everything else, then tells everybody.
    void open(const KnownVault& vault, ui::WalletWorker::Opening opening, Failed failed,
              std::function<void()> then);
    bool isOpen() const { return m_place.worker.isOpen(); }
    /// The one that is open, or was the last time.
    const KnownVault& vault() const { return m_vault; }
    /// What it is called from now on.
    void setName(const QString& name) { m_vault.name = name; }
    /// Where this vault was left the last time; Home where nothing is known.
    ui::MainWindow::Place lastPlace() const { return m_lastPlace; }
    /// Nothing where none is open. Waits for no running job.
    void lock(vault::LockReason reason);
    /// For reasons that nobody asked for. False where there is nothing to lock; the demonstration
    /// stays open, it holds nothing that is worth it.
    bool lockUnlessDemo(vault::LockReason reason);
    /// Minutes without a key or the mouse after which the vault locks; 0 = never. Kept in the
    /// vault: who can change files of this computer cannot keep it open.
    int idleMinutes() const { return m_idleMinutes; }
    void setIdleMinutes(int minutes);
    /// Whether the desktop may show that something happened. Kept in the vault.
    bool tellsDesktop() const { return m_tellsDesktop; }
    void setTellsDesktop(bool tells);

signals:
    /// `lastVisit` is invalid at the first visit.
    void opened(const QDateTime& lastVisit);
    /// The vault is being locked: pages let go of it.
    void closing(consentry::vault::LockReason reason);
    /// Its keys are wiped and its database is closed.
    void locked(consentry::vault::LockReason reason);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    Workplace& m_place;
    void watchIdleness();
    void keep(std::string_view setting, const std::string& value);
    void rememberPlace(ui::MainWindow::Place place);

    KnownVault m_vault;
    QTimer m_idle;
    int m_idleMinutes = idleMinutesDefault;
    bool m_tellsDesktop = true;
    ui::MainWindow::Place m_lastPlace = ui::MainWindow::Place::Home;
};

} // namespace consentry::desktop
