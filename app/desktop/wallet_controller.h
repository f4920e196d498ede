#pragma once

#include "core/simulation/demo_session.h"
#include "core/wallet/grant_access.h"
#include "ui/models/wallet_sources.h"
#include "ui/pages/main_window.h"
#include "ui/pages/unlock_page.h"

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <memory>
#include <optional>

namespace consentry::desktop {

/// Connects the window's pages to the open vault. All work runs on the session's executor; this
/// object lives on the GUI thread, hands out jobs and shows what comes back.
class WalletController : public QObject {
    Q_OBJECT
public:
    /// `home` is the folder under which the person's vault and the demonstration lie.
    WalletController(ui::MainWindow& window, simulation::DemoSessions& sessions,
                     std::filesystem::path home, QObject* parent = nullptr);
    ~WalletController() override;

    void start();
    /// The demonstration's vault has a passphrase that everybody knows; it holds invented data.
    static vault::Credentials demoCredentials();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    using Opening = std::function<Result<std::unique_ptr<simulation::DemoSession>>()>;
    using Failed = std::function<void(const QString& problem)>;

    void connectVaultPages();
    void connectGrantPages();
    void connectOtherPages();
    void open(Opening opening, Failed failed, std::function<void()> then);
    void openDemo();
    void create(const ui::SharedSecret& passphrase);
    void unlock(const ui::SharedSecret& passphrase);
    void lock(vault::LockReason reason);
    void showWords(bool fromHome);
    void refresh();
    void refreshLanguage();
    void showHome(const ui::HomeView& view);

    void newDraft(std::optional<GrantId> replaces, std::optional<ui::SentencePart> part);
    void updateDraft(const ui::GrantDraft& draft);
    void reviewDraft(const ui::GrantDraft& draft);
    void sendGrant();
    void askRevoke(const GrantId& grant);
    void sendRevocation();
    void importFile();
    void exportLog();
    void tell(const QString& text);

    static QString sentence(const Error& error);
    consent::Language language() const;

    ui::MainWindow& m_window;
    simulation::DemoSessions& m_sessions;
    std::filesystem::path m_home;
    std::filesystem::path m_openFolder;
    std::shared_ptr<ui::SessionWorker> m_worker;
    ui::WalletAccessLog* m_log;
    ui::WalletHealth* m_health;
    QTimer m_heartbeat;
    QTimer m_idle;
    QDateTime m_lastVisit;
    bool m_isOpen = false;
    bool m_isDemo = false;
    bool m_refreshing = false;

    std::optional<GrantId> m_replaces;
    int m_draftGeneration = 0;
    std::optional<wallet::PreparedGrant> m_prepared;
    ui::SigningView m_signing;
    ui::RevokeView m_revoking;
};

} // namespace consentry::desktop
