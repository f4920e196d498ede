#include "app/desktop/wallet_controller.h"

#include "ui/bridge/convert.h"
#include "ui/pages/create_vault_page.h"
#include "ui/pages/health_page.h"
#include "ui/pages/home_page.h"
#include "ui/pages/network_page.h"
#include "ui/pages/settings_page.h"
#include "ui/pages/who_looked_page.h"
#include "ui/pages/who_may_see_page.h"
#include "ui/style/appearance.h"
#include "ui/style/system_look.h"

#include <QSettings>

namespace consentry::desktop {

using ui::MainWindow;

namespace {

QDBusConnection sessionBus() {
    return ui::hasSessionBus() ? QDBusConnection::sessionBus() : QDBusConnection(QString());
}

} // namespace

WalletController::WalletController(MainWindow& window, simulation::DemoSessions& sessions,
                                   NewFiles& files, DocumentPages& documents, QrCodes& codes,
                                   std::filesystem::path home, QObject* parent)
    : QObject(parent), m_place{window, m_worker, files, documents, codes}, m_session(m_place, this),
      m_consortium(m_place, m_session, sessions, this),
      m_entrance(m_place, m_session, m_consortium, sessions, std::move(home), this),
      m_grants(m_place, this), m_revoke(m_place, this), m_rules(m_place, this),
      m_outbox(m_place, this), m_visits(m_place, this), m_log(m_place, this),
      m_disputes(m_place, this), m_health(m_place, this), m_anchors(m_place, this),
      m_import(m_place, this), m_seeAs(m_place, this), m_checkUp(m_place, this),
      m_pages(m_place, m_log.source(), this), m_search(m_place, this), m_desktop(sessionBus()),
      m_news(m_place, m_desktop, this), m_care(m_place, m_session, this), m_hints(m_place, this) {
    connectSubjects();
    connectPlaces();
    connectSearch();
    connectSettings();
    followAppearance();
}

WalletController::~WalletController() {
    m_pages.end();
    m_entrance.stop();
    // Jobs report to the controllers: none may run when those are gone.
    m_worker.lock(vault::LockReason::Quit);
    m_worker.drain();
}

void WalletController::connectSubjects() {
    connect(&m_session, &SessionController::opened, this, [this](const QDateTime& lastVisit) {
        m_log.begin();
        m_pages.begin(lastVisit);
        m_health.begin();
        m_news.begin(m_session.tellsDesktop());
        m_care.begin();
        m_hints.begin();
        m_place.window.settings().setVaultName(m_entrance.nameOfOpen());
        m_place.window.settings().setTellsDesktop(m_session.tellsDesktop());
        m_place.window.settings().setIdleMinutes(
            m_session.vault().isDemo ? std::nullopt : std::optional(m_session.idleMinutes()));
    });
    connect(&m_session, &SessionController::closing, this, [this] {
        m_place.window.settings().setIdleMinutes(std::nullopt);
        m_place.window.settings().setVaultName(std::nullopt);
        m_place.window.settings().setTellsDesktop(std::nullopt);
        m_news.end();
        m_care.end();
        m_hints.end();
        m_pages.end();
        m_visits.end();
        m_log.end();
        m_disputes.end();
        m_anchors.end();
        m_health.end();
        m_import.end();
        m_seeAs.end();
        m_checkUp.end();
        m_consortium.end();
        m_grants.end();
        m_revoke.end();
        m_rules.end();
    });
    connect(&m_entrance, &EntranceController::changed, &m_pages, &PageRefresher::refresh);
    // What was sent stands in the log too.
    connect(&m_grants, &GrantController::changed, &m_pages, &PageRefresher::refresh);
    connect(&m_grants, &GrantController::changed, &m_pages, &PageRefresher::follow);
    connect(&m_revoke, &RevokeController::changed, &m_pages, &PageRefresher::refresh);
    connect(&m_revoke, &RevokeController::changed, &m_pages, &PageRefresher::follow);
    connect(&m_rules, &RulesController::changed, &m_pages, &PageRefresher::refresh);
    connect(&m_rules, &RulesController::changed, &m_pages, &PageRefresher::follow);
    connect(&m_outbox, &OutboxController::changed, &m_pages, &PageRefresher::refresh);
    connect(&m_outbox, &OutboxController::changed, &m_pages, &PageRefresher::follow);
    connect(&m_disputes, &DisputeController::changed, &m_pages, &PageRefresher::refresh);
    connect(&m_disputes, &DisputeController::changed, &m_pages, &PageRefresher::follow);
    connect(&m_visits, &VisitController::changed, &m_pages, &PageRefresher::follow);
    connect(&m_health, &HealthController::changed, &m_pages, &PageRefresher::refresh);
    connect(&m_import, &ImportController::changed, &m_health, &HealthController::reload);
    connect(&m_import, &ImportController::changed, &m_pages, &PageRefresher::refresh);
    connect(&m_anchors, &AnchorController::changed, &m_health, &HealthController::reload);
    connect(&m_pages, &PageRefresher::followed, &m_news, &NewsController::look);
    connect(&m_log, &LogController::revokeAsked, &m_revoke, &RevokeController::ask);
    connect(&m_log, &LogController::answerRead, &m_pages, &PageRefresher::refresh);
    connect(&m_grants, &GrantController::seeAsAsked, &m_seeAs, &SeeAsController::showDraft);
    connect(&m_pages, &PageRefresher::refreshed, &m_checkUp, &CheckUpController::refresh);
    connect(&m_checkUp, &CheckUpController::narrowAsked, &m_grants, &GrantController::propose);
    connect(&m_checkUp, &CheckUpController::revokeAsked, &m_revoke, &RevokeController::ask);
    connect(&m_checkUp, &CheckUpController::prolongAsked, &m_grants, &GrantController::renew);
    connect(&m_checkUp, &CheckUpController::dismissed, &m_pages, &PageRefresher::refresh);
    connect(&m_seeAs, &SeeAsController::recordAsked, this, [this](const QString& id) {
        m_place.window.goTo(MainWindow::Place::Health);
        m_place.window.health().showDetail(id);
    });
}

void WalletController::connectPlaces() {
    MainWindow& window = m_place.window;
    connect(&window.home(), &ui::HomePage::taskOpened, this, &WalletController::openTask);
    connect(&window.home(), &ui::HomePage::happeningOpened, this, &WalletController::openHappening);
    const auto leadsTo = [this](MainWindow::Place place) {
        return [this, place](const QString&) { m_place.window.goTo(place); };
    };
    connect(&window.home(), &ui::HomePage::grantOpened, this,
            leadsTo(MainWindow::Place::WhoMaySee));
    connect(&window.whoMaySee(), &ui::WhoMaySeePage::accessesAsked, this,
            [this](const QString& grant) {
                m_place.window.goTo(MainWindow::Place::WhoLooked);
                m_place.window.whoLooked().showGrant(grant);
            });
    connect(&window.whoMaySee(), &ui::WhoMaySeePage::recordsAsked, this,
            leadsTo(MainWindow::Place::Health));
    connect(&window.network(), &ui::NetworkPage::profileAsked, &m_consortium,
            &ConsortiumController::askInside);
    connect(&window.network(), &ui::NetworkPage::checkAsked, &m_pages, &PageRefresher::follow);
}

void WalletController::openTask(const ui::TaskView& task) {
    using Kind = ui::TaskView::Kind;
    switch (task.kind) {
    case Kind::WordsUnchecked:
        m_entrance.remindOfWords();
        break;
    case Kind::NoConsortium:
        m_consortium.askInside();
        break;
    case Kind::NoRecords:
        m_place.window.goTo(MainWindow::Place::Health);
        m_import.chooseFiles();
        break;
    case Kind::ClockDiffers:
        m_place.window.goTo(MainWindow::Place::Network);
        break;
    case Kind::NoRule:
    case Kind::Emergency:
    case Kind::Answer:
        m_place.window.goTo(MainWindow::Place::WhoLooked);
        m_place.window.whoLooked().showDetail(task.id);
        break;
    case Kind::Expiring: // has buttons of its own
    case Kind::Request:  // is not told yet
        break;
    }
}

void WalletController::openHappening(const ui::HappeningView& happening) {
    MainWindow& window = m_place.window;
    switch (happening.kind) {
    case ui::HappeningView::Kind::Visit:
        window.goTo(MainWindow::Place::WhoLooked);
        window.whoLooked().showDetail(happening.id);
        break;
    case ui::HappeningView::Kind::OtherVisits: {
        ui::AccessFilter filter;
        filter.from = m_pages.lastVisit().toLocalTime().date();
        window.goTo(MainWindow::Place::WhoLooked);
        window.whoLooked().showOnly(filter);
        break;
    }
    case ui::HappeningView::Kind::GrantEnded:
        window.goTo(MainWindow::Place::WhoMaySee);
        window.whoMaySee().select(happening.id);
        break;
    case ui::HappeningView::Kind::NewRecords:
        window.goTo(MainWindow::Place::Health);
        break;
    }
}

void WalletController::rename(const QString& name) {
    m_worker.setOwnName(ui::toUtf8(name)).then(this, [this](const std::optional<Error>& problem) {
        if (problem) {
            tell(m_place, sentence(*problem));
        }
        m_pages.refresh();
    });
}

void WalletController::connectSearch() {
    connect(&m_search, &SearchController::grantAsked, &m_grants, &GrantController::beginNew);
    connect(&m_search, &SearchController::rulesAsked, &m_rules, &RulesController::open);
    connect(&m_search, &SearchController::importAsked, &m_import, &ImportController::chooseFiles);
    connect(&m_search, &SearchController::exportAsked, &m_place.window.whoLooked(),
            &ui::WhoLookedPage::openExportMenu);
    connect(&m_search, &SearchController::lockAsked, this,
            [this] { m_session.lock(vault::LockReason::Request); });
    connect(&m_search, &SearchController::passphraseAsked, &m_care,
            &VaultCareController::askForPassphrase);
    connect(&m_search, &SearchController::appearanceChanged, this,
            &WalletController::rememberAppearance);
    connect(&m_pages, &PageRefresher::refreshed, &m_search, &SearchController::forgetIndex);
    connect(&m_session, &SessionController::closing, &m_search, &SearchController::end);
}

void WalletController::rememberAppearance() {
    const auto& appearance = ui::Appearance::current();
    QSettings settings;
    settings.setValue(QStringLiteral("language"), static_cast<int>(appearance.language()));
    settings.setValue(QStringLiteral("theme"), static_cast<int>(appearance.themeChoice()));
    settings.setValue(QStringLiteral("textPercent"), appearance.textPercent());
}

void WalletController::connectSettings() {
    connect(&m_place.window.settings(), &ui::SettingsPage::nameChanged, this,
            &WalletController::rename);
    connect(&m_place.window.createVault(), &ui::CreateVaultPage::nameReplaced, this,
            &WalletController::rename);
    connect(&m_place.window.settings(), &ui::SettingsPage::vaultNameChanged, &m_entrance,
            &EntranceController::renameOpen);
    connect(&m_place.window.createVault(), &ui::CreateVaultPage::vaultNameReplaced, &m_entrance,
            &EntranceController::renameOpen);
    connect(&m_place.window.settings(), &ui::SettingsPage::settingsChanged, this,
            &WalletController::rememberAppearance);
    connect(&m_place.window.settings(), &ui::SettingsPage::idleMinutesChosen, &m_session,
            &SessionController::setIdleMinutes);
    connect(&m_place.window.settings(), &ui::SettingsPage::tellsDesktopChosen, this,
            [this](bool tells) {
                m_session.setTellsDesktop(tells);
                m_news.setOnDesktop(tells);
            });
}

/// The pages build themselves anew; what they show of the vault is read anew by its controllers,
/// the worker's language first.
void WalletController::followAppearance() {
    const auto follow = [](auto& controller, auto refresh) {
        connect(&ui::Appearance::current(), &ui::Appearance::rebuilt, &controller, refresh);
    };
    follow(m_pages, &PageRefresher::refreshLanguage);
    follow(m_hints, &HintController::show);
    follow(m_care, &VaultCareController::refresh);
    follow(m_health, &HealthController::reload);
    follow(m_grants, &GrantController::refreshLanguage);
    follow(m_revoke, &RevokeController::refreshLanguage);
    follow(m_rules, &RulesController::refreshLanguage);
    follow(m_seeAs, &SeeAsController::refreshLanguage);
    follow(m_disputes, &DisputeController::refreshLanguage);
    follow(m_import, &ImportController::refreshLanguage);
    follow(m_consortium, &ConsortiumController::refreshLanguage);
}

} // namespace consentry::desktop
