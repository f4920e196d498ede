#pragma once

#include "app/desktop/anchor_controller.h"
#include "app/desktop/check_up_controller.h"
#include "app/desktop/consortium_controller.h"
#include "app/desktop/dispute_controller.h"
#include "app/desktop/entrance_controller.h"
#include "app/desktop/grant_controller.h"
#include "app/desktop/health_controller.h"
#include "app/desktop/hint_controller.h"
#include "app/desktop/import_controller.h"
#include "app/desktop/log_controller.h"
#include "app/desktop/news_controller.h"
#include "app/desktop/outbox_controller.h"
#include "app/desktop/page_refresher.h"
#include "app/desktop/revoke_controller.h"
#include "app/desktop/rules_controller.h"
#include "app/desktop/search_controller.h"
#include "app/desktop/see_as_controller.h"
#include "app/desktop/vault_care_controller.h"
#include "app/desktop/visit_controller.h"

namespace consentry::ui {
struct HappeningView;
struct TaskView;
} // namespace consentry::ui

namespace consentry::desktop {

/// Connects the window's pages to the open vault: owns one controller for each subject, and knows
/// what leads from one to the other.
class WalletController : public QObject {
    Q_OBJECT
public:
    /// `home` is the folder under which the person's vault and the demonstration lie.
    WalletController(ui::MainWindow& window, simulation::DemoSessions& sessions, NewFiles& files,
                     DocumentPages& documents, QrCodes& codes, std::filesystem::path home,
                     QObject* parent = nullptr);
    ~WalletController() override;

    void start() { m_entrance.start(); }
    SessionController& session() { return m_session; }
    EntranceController& entrance() { return m_entrance; }
    VaultCareController& care() { return m_care; }

private:
    /// Leads to what a task on Home is about.
    void openTask(const ui::TaskView& task);
    void openHappening(const ui::HappeningView& happening);
    void rename(const QString& name);
    void connectSubjects();
    void connectPlaces();
    void connectSearch();
    void connectSettings();
    void followAppearance();
    static void rememberAppearance();

    ui::WalletWorker m_worker;
    Workplace m_place;
    SessionController m_session;
    ConsortiumController m_consortium;
    EntranceController m_entrance;
    GrantController m_grants;
    RevokeController m_revoke;
    RulesController m_rules;
    OutboxController m_outbox;
    VisitController m_visits;
    LogController m_log;
    DisputeController m_disputes;
    HealthController m_health;
    AnchorController m_anchors;
    ImportController m_import;
    SeeAsController m_seeAs;
    CheckUpController m_checkUp;
    PageRefresher m_pages;
    SearchController m_search;
    DesktopNotifier m_desktop;
    NewsController m_news;
    VaultCareController m_care;
    HintController m_hints;
};

} // namespace consentry::desktop
