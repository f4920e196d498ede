#pragma once

#include "app/desktop/consortium_controller.h"
#include "app/desktop/session_controller.h"
#include "ui/pages/unlock_page.h"

#include <stop_token>

namespace consentry::desktop {

/// The pages before a vault is open: welcome, first run, recovery words, unlock, and the
/// demonstration being made. Lives on the GUI thread.
class EntranceController : public QObject {
    Q_OBJECT
public:
    /// `home` is the folder under which new vaults and the demonstration lie.
    EntranceController(Workplace& place, SessionController& session,
                       ConsortiumController& consortium, simulation::DemoSessions& sessions,
                       std::filesystem::path home, QObject* parent);

    /// The page for the passphrase where exactly one vault is known, otherwise the welcome page.
    void start();
    void showWelcome(const QString& problem = {});
    /// Asks for the passphrase. `notice` says why it was locked.
    void askPassphrase(const KnownVault& vault, const QString& notice = {});
    /// The page with the 24 words, once more; for the reminder on Home.
    void remindOfWords();
    /// The program ends: a demonstration that is being made is given up.
    void stop() { m_preparing.request_stop(); }
    /// What the person calls the open vault; nothing of the demonstration, which has its own name.
    std::optional<QString> nameOfOpen() const;
    void renameOpen(const QString& name);
    /// Asked of somebody who looks at a locked vault.
    static QString noticeOf(vault::LockReason reason);
    /// The demonstration's vault has a passphrase that everybody knows; it holds invented data.
    static vault::Credentials demoCredentials();

signals:
    /// Something in the vault changed that pages show.
    void changed();

private:
    static QString notThereWords();
    void connectWelcome();
    void connectCreate();
    void connectConsortium();
    void connectUnlock();
    void connectRecover();
    void chooseFolder();
    void openChosen(const QString& folder);
    void openDemo();
    void choosePassphrase();
    ui::WalletWorker::Opening making(const ui::SharedSecret& passphrase, const QString& name,
                                     const std::filesystem::path& folder);
    void create(const ui::SharedSecret& passphrase, const QString& name);
    void changePassphrase(const ui::SharedSecret& current, const ui::SharedSecret& next);
    void unlock(const ui::SharedSecret& passphrase);
    void recover(const ui::SharedSecret& words, const ui::SharedSecret& passphrase);
    void showWords(bool isReminder);
    void confirmWords();
    void leaveCreate();
    void goHome();
    void onClosing(vault::LockReason reason);
    QString lockNotice(vault::LockReason reason) const;

    Workplace& m_place;
    ui::MainWindow& m_window;
    SessionController& m_session;
    ConsortiumController& m_consortium;
    simulation::DemoSessions& m_sessions;
    VaultShelf m_shelf;
    /// Which consortium the next new vault is for.
    enum class Choice : quint8 { Demonstration, Profile, Later };
    Choice m_choice = Choice::Demonstration;
    std::optional<ConsortiumController::Profile> m_profile; ///< where it is Profile
    bool m_opensAnew = false; ///< locked, because an adopted profile holds from the next opening on
    KnownVault m_asked;       ///< whose passphrase is asked for
    std::stop_source m_preparing;
};

} // namespace consentry::desktop
