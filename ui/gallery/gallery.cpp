#include "ui/gallery/gallery.h"

#include "ui/gallery/sample_data.h"
#include "ui/pages/change_passphrase_page.h"
#include "ui/pages/consortium_page.h"
#include "ui/pages/create_vault_page.h"
#include "ui/pages/dispute_page.h"
#include "ui/pages/grant_editor_page.h"
#include "ui/pages/health_page.h"
#include "ui/pages/home_page.h"
#include "ui/pages/import_page.h"
#include "ui/pages/network_page.h"
#include "ui/pages/recover_page.h"
#include "ui/pages/revoke_many_page.h"
#include "ui/pages/revoke_page.h"
#include "ui/pages/role_page.h"
#include "ui/pages/rules_page.h"
#include "ui/pages/rules_signing_page.h"
#include "ui/pages/search_palette.h"
#include "ui/pages/see_as_page.h"
#include "ui/pages/separate_consent_page.h"
#include "ui/pages/settings_page.h"
#include "ui/pages/signing_page.h"
#include "ui/pages/unlock_page.h"
#include "ui/pages/welcome_page.h"
#include "ui/pages/who_looked_page.h"
#include "ui/pages/who_may_see_page.h"
#include "ui/style/appearance.h"
#include "ui/widgets/sidebar.h"

#include <cstring>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

/// For a longer text the search finds nothing.
constexpr int longestFound = 12;

} // namespace

Gallery::Gallery(QObject* parent)
    : QObject(parent), m_log(new sample::MemoryAccessLog(0, this)),
      m_health(new sample::MemoryHealth(this)), m_window(std::make_unique<MainWindow>()) {
    connectPages();
    fill();
    connect(&Appearance::current(), &Appearance::rebuilt, this, &Gallery::fill);
}

Gallery::~Gallery() = default;

void Gallery::fill() {
    MainWindow& w = *m_window;
    w.setPerson(sample::person(), false);
    w.settings().setPerson(sample::person());
    w.settings().setIdleMinutes(10);
    w.settings().setVaultName(QString());
    w.settings().setTellsDesktop(true);
    w.settings().setPassphraseChangeable(true);
    w.settings().setStorage(sample::storage());
    w.settings().setAbout(sample::about());
    w.setTaskCount(4);
    w.setStatus(sample::status());
    w.home().setView(sample::home());
    w.whoMaySee().setView(sample::whoMaySee());
    w.whoMaySee().setVisit(sample::visit());
    w.home().setCheckUp(sample::checkUp());
    w.whoMaySee().setCheckUp(sample::checkUp());
    m_log->setFilter({});
    m_health->setFilter(HealthFacet::All, {});
    w.whoLooked().setSource(m_log, sample::today());
    w.health().setSource(m_health);
    w.network().setView(sample::network());
    w.consortium().setView(sample::consortium(ConsortiumChoiceView::Purpose::FirstRun,
                                              ConsortiumChoiceView::Step::Choose));
    w.editor().setView(sample::draft());
    w.signing().setView(sample::signing(SendStage::Review));
    w.revoke().setView(sample::revoke(SendStage::Review));
    w.revokeMany().setView(sample::revokeMany(RevokeManyView::Stage::Review));
    w.separateConsent().setView(sample::separateConsent(wallet::SeparateConsent::What::Sensitive));
    w.rules().setView(sample::rules(SendStage::Review));
    w.rulesSigning().setView(sample::rules(SendStage::Review));
    w.dispute().setView(sample::dispute(SendStage::Review));
    w.importing().setView(sample::importing());
    w.seeAs().setView(sample::seenAs(SeenAsView::Considered::Nothing));
    WelcomeView welcome;
    welcome.vaults = {{u"v1"_s, sample::vaultName(), sample::vaultLastUsed(), false},
                      {u"v2"_s, sample::vaultElsewhere(), sample::vaultLastUsed(), true}};
    w.welcome().setView(welcome);
    UnlockView unlock;
    unlock.vaultName = sample::vaultName();
    unlock.canRecover = true;
    w.unlock().setView(unlock);
    w.recover().setView({unlock.vaultName, false, {}});
    const QByteArray words = sample::words();
    SecretBytes secret(static_cast<std::size_t>(words.size()));
    std::memcpy(secret.exposeForWriting().data(), words.constData(), secret.size());
    w.createVault().setWords(std::move(secret));
}

void Gallery::connectPages() {
    using Place = MainWindow::Place;
    MainWindow& w = *m_window;
    const auto go = [this](Place place) { return [this, place] { m_window->goTo(place); }; };
    connect(&w.welcome(), &WelcomePage::openAsked, this, go(Place::Unlock));
    connect(&w.welcome(), &WelcomePage::demoAsked, this, go(Place::Home));
    connect(&w.unlock(), &UnlockPage::unlockAsked, this, go(Place::Home));
    connect(&w.sidebar(), &Sidebar::lockAsked, this, go(Place::Unlock));
    connect(&w.unlock(), &UnlockPage::recoverAsked, this, go(Place::Recover));
    connect(&w.recover(), &RecoverPage::backAsked, this, go(Place::Unlock));
    connect(&w.unlock(), &UnlockPage::otherVaultAsked, this, go(Place::Welcome));
    connect(&w.createVault(), &CreateVaultPage::cancelAsked, this, go(Place::Welcome));
    connect(&w.settings(), &SettingsPage::passphraseChangeAsked, this, go(Place::ChangePassphrase));
    connect(&w.changePassphrase(), &ChangePassphrasePage::backAsked, this, go(Place::Settings));
    connect(&w.search(), &SearchPalette::asked, this, [this](const QString& text) {
        m_window->search().setAnswer(text, text.size() > longestFound ? QList<SearchHit>()
                                                                      : sample::searchHits());
    });
    connect(&w.home(), &HomePage::newGrantAsked, this, go(Place::Editor));
    connect(&w.home(), &HomePage::happeningOpened, this, go(Place::WhoLooked));
    connect(&w.home(), &HomePage::renewAsked, this, go(Place::Editor));
    connect(&w.home(), &HomePage::taskOpened, this, [this] {
        m_window->goTo(Place::WhoLooked);
        m_window->whoLooked().showDetail(QStringLiteral("a4"));
    });
    connect(&w.whoMaySee(), &WhoMaySeePage::newGrantAsked, this, go(Place::Editor));
    connect(&w.whoMaySee(), &WhoMaySeePage::editAsked, this,
            [this](const QString&, SentencePart part) {
                m_window->editor().openPart(part);
                m_window->goTo(Place::Editor);
            });
    connect(&w.whoMaySee(), &WhoMaySeePage::revokeAsked, this, go(Place::Revoke));
    connect(&w.whoMaySee(), &WhoMaySeePage::renewAsked, this, go(Place::Editor));
    connect(&w.whoMaySee(), &WhoMaySeePage::giveAgainAsked, this, go(Place::Editor));
    connect(&w.whoMaySee(), &WhoMaySeePage::rulesAsked, this, go(Place::Rules));
    connect(&w.rules(), &RulesPage::continueAsked, this, go(Place::RulesSigning));
    connect(&w.whoMaySee(), &WhoMaySeePage::revokeManyAsked, this, go(Place::RevokeMany));
    connect(&w.whoMaySee(), &WhoMaySeePage::accessesAsked, this, go(Place::WhoLooked));
    connect(&w.whoMaySee(), &WhoMaySeePage::seeAsAsked, this, go(Place::SeeAs));
    connect(&w.seeAs(), &SeeAsPage::backAsked, this, go(Place::WhoMaySee));
    connect(&w.editor(), &GrantEditorPage::continueAsked, this, go(Place::Signing));
    connect(&w.signing(), &SigningPage::signAsked, this,
            [this] { m_window->signing().setView(sample::signing(SendStage::Waiting)); });
    connect(&w.signing(), &SigningPage::undoAsked, this,
            [this] { m_window->signing().setView(sample::signing(SendStage::Review)); });
    connect(&w.signing(), &SigningPage::sendAsked, this,
            [this] { m_window->signing().setView(sample::signing(SendStage::Proven)); });
    connect(&w.revoke(), &RevokePage::revokeAsked, this,
            [this] { m_window->revoke().setView(sample::revoke(SendStage::InBlock)); });
    connect(&w.welcome(), &WelcomePage::createAsked, this, go(Place::Role));
    connect(&w.role(), &RolePage::backAsked, this, go(Place::Welcome));
    connect(&w.role(), &RolePage::createAsked, this, go(Place::CreateVault));
    connect(&w.health(), &HealthPage::importAsked, this, go(Place::Import));
    connect(&w.importing(), &ImportPage::backAsked, this, go(Place::Health));
    connect(&w.importing(), &ImportPage::takeAsked, this, go(Place::Health));
    connect(&w.whoLooked(), &WhoLookedPage::disputeAsked, this, go(Place::Dispute));
    connect(&w.dispute(), &DisputePage::backAsked, this, go(Place::WhoLooked));
    connect(&w.dispute(), &DisputePage::doneAsked, this, go(Place::WhoLooked));
    connect(&w.dispute(), &DisputePage::disputeAsked, this,
            [this] { m_window->dispute().setView(sample::dispute(SendStage::Proven)); });
    connect(&w.revokeMany(), &RevokeManyPage::revokeAsked, this, [this] {
        m_window->revokeMany().setView(sample::revokeMany(RevokeManyView::Stage::Ended));
    });
}

} // namespace consentry::ui
