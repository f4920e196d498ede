#pragma once

#include "app/desktop/workplace.h"
#include "ui/pages/unlock_page.h"

#include <QObject>
#include <QTimer>

#include <filesystem>

namespace consentry::desktop {

/// Opens, makes and locks vaults: the welcome, first-run and unlock pages, the recovery words, and
/// the lock after idleness. Lives on the GUI thread.
class SessionController : public QObject {
    Q_OBJECT
public:
    /// `home` is the folder under which the person's vault and the demonstration lie.
    SessionController(Workplace& place, simulation::DemoSessions& sessions,
                      std::filesystem::path home, QObject* parent);

    void start();
    bool isOpen() const { return m_place.worker.isOpen(); }
    void lock(vault::LockReason reason);
    /// The page with the 24 words; from Home also goes there.
    void showWords(bool fromHome);
    /// The demonstration's vault has a passphrase that everybody knows; it holds invented data.
    static vault::Credentials demoCredentials();

signals:
    /// A vault is open; `lastVisit` is invalid at the first visit.
    void opened(const QDateTime& lastVisit);
    /// The vault is about to be locked: pages let go of it.
    void closing();
    /// Something in the vault changed that pages show.
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    using Failed = std::function<void(const QString& problem)>;

    void connectPages();
    void open(ui::WalletWorker::Opening opening, Failed failed, std::function<void()> then);
    void openDemo();
    void create(const ui::SharedSecret& passphrase);
    void unlock(const ui::SharedSecret& passphrase);
    void confirmWords();

    Workplace& m_place;
    ui::MainWindow& m_window;
    simulation::DemoSessions& m_sessions;
    std::filesystem::path m_home;
    std::filesystem::path m_openFolder;
    QTimer m_idle;
    bool m_isDemo = false;
};

} // namespace consentry::desktop
