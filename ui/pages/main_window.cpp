#include "ui/pages/main_window.h"

#include "ui/pages/change_passphrase_page.h"
#include "ui/pages/consortium_page.h"
#include "ui/pages/create_vault_page.h"
#include "ui/pages/dispute_page.h"
#include "ui/pages/grant_editor_page.h"
#include "ui/pages/health_page.h"
#include "ui/pages/help_panel.h"
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
#include "ui/widgets/hint_bar.h"
#include "ui/widgets/notice_bar.h"
#include "ui/widgets/sidebar.h"
#include "ui/widgets/tab_stops.h"
#include "ui/widgets/toast.h"

#include "ui/style/painting.h"

#include <QHBoxLayout>
#include <QShortcut>
#include <QStackedWidget>

namespace consentry::ui {
namespace {

/// Ctrl+1 to Ctrl+9.
constexpr int entryKeysMax = 9;

bool hasSidebar(MainWindow::Place place) {
    switch (place) {
    case MainWindow::Place::Home:
    case MainWindow::Place::WhoMaySee:
    case MainWindow::Place::WhoLooked:
    case MainWindow::Place::Health:
    case MainWindow::Place::Network:
    case MainWindow::Place::Settings:
    case MainWindow::Place::Editor:
    case MainWindow::Place::SeeAs:
    case MainWindow::Place::Rules:
        return true;
    default:
        return false;
    }
}

} // namespace

/// Whose data this is while acting for somebody: over the full width, in that person's colour.
class ActingBanner : public QWidget, public Spoken {
public:
    using QWidget::QWidget;
    QAccessible::Role spokenRole() const override { return QAccessible::StaticText; }
    void setPerson(const PersonView& person) {
        m_person = person;
        setVisible(person.color.isValid());
        setFixedHeight(px(48));
        setAccessibleName(words());
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        WidgetPainter painter(this);
        painter.fillRect(rect(), m_person.color);
        const QColor ink =
            contrastRatio(m_person.color, Qt::white) >= contrastRatio(m_person.color, Qt::black)
                ? QColor(Qt::white)
                : QColor(Qt::black);
        drawText(painter, QRectF(rect()).adjusted(px(20), 0, -px(20), 0), words(),
                 sansFont(TextSize::TaskTitle, TextWeight::Bold), ink);
    }

private:
    QString words() const { return MainWindow::tr("You act for %1").arg(m_person.name); }
    PersonView m_person;
};

MainWindow::MainWindow(QWidget* parent)
    : QWidget(parent), m_sidebar(new Sidebar), m_actingBanner(new ActingBanner),
      m_notices(new NoticeBar), m_hints(new HintBar), m_stack(new QStackedWidget),
      m_welcome(new WelcomePage), m_create(new CreateVaultPage), m_unlock(new UnlockPage),
      m_recover(new RecoverPage), m_home(new HomePage), m_grants(new WhoMaySeePage),
      m_log(new WhoLookedPage), m_health(new HealthPage), m_network(new NetworkPage),
      m_settings(new SettingsPage), m_editor(new GrantEditorPage), m_signing(new SigningPage),
      m_revoke(new RevokePage), m_change(new ChangePassphrasePage), m_seeAs(new SeeAsPage),
      m_revokeMany(new RevokeManyPage), m_rules(new RulesPage),
      m_rulesSigning(new RulesSigningPage), m_separate(new SeparateConsentPage),
      m_dispute(new DisputePage), m_consortium(new ConsortiumPage), m_import(new ImportPage),
      m_role(new RolePage), m_toasts(new ToastStack(*this)), m_help(new HelpPanel(*this)),
      m_search(new SearchPalette(*this)) {
    setWindowIcon(sealIcon());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_actingBanner);
    m_actingBanner->hide();
    column->addWidget(m_notices);
    column->addWidget(m_hints);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_sidebar);
    row->addWidget(m_stack, 1);
    column->addLayout(row, 1);
    // In the order of Place.
    for (QWidget* page :
         {static_cast<QWidget*>(m_welcome),    static_cast<QWidget*>(m_create),
          static_cast<QWidget*>(m_unlock),     static_cast<QWidget*>(m_recover),
          static_cast<QWidget*>(m_home),       static_cast<QWidget*>(m_grants),
          static_cast<QWidget*>(m_log),        static_cast<QWidget*>(m_health),
          static_cast<QWidget*>(m_network),    static_cast<QWidget*>(m_settings),
          static_cast<QWidget*>(m_editor),     static_cast<QWidget*>(m_signing),
          static_cast<QWidget*>(m_revoke),     static_cast<QWidget*>(m_change),
          static_cast<QWidget*>(m_seeAs),      static_cast<QWidget*>(m_revokeMany),
          static_cast<QWidget*>(m_rules),      static_cast<QWidget*>(m_rulesSigning),
          static_cast<QWidget*>(m_separate),   static_cast<QWidget*>(m_dispute),
          static_cast<QWidget*>(m_consortium), static_cast<QWidget*>(m_import),
          static_cast<QWidget*>(m_role)}) {
        m_stack->addWidget(page);
    }
    connect(m_sidebar, &Sidebar::entryChosen, this,
            [this](int id) { goTo(static_cast<Place>(id)); });
    connect(m_home, &HomePage::allGrantsAsked, this, [this] { goTo(Place::WhoMaySee); });
    connect(m_grants, &WhoMaySeePage::registrationAsked, this, [this] { goTo(Place::Home); });
    connect(m_editor, &GrantEditorPage::cancelAsked, this, [this] { goTo(Place::WhoMaySee); });
    connect(m_signing, &SigningPage::backAsked, this, [this] { goTo(Place::Editor); });
    connect(m_signing, &SigningPage::doneAsked, this, [this] { goTo(Place::WhoMaySee); });
    connect(m_revoke, &RevokePage::backAsked, this, [this] { goTo(Place::WhoMaySee); });
    connect(m_revoke, &RevokePage::doneAsked, this, [this] { goTo(Place::WhoMaySee); });
    connect(m_revokeMany, &RevokeManyPage::backAsked, this, [this] { goTo(Place::WhoMaySee); });
    connect(m_revokeMany, &RevokeManyPage::doneAsked, this, [this] { goTo(Place::WhoMaySee); });
    connect(m_rules, &RulesPage::cancelAsked, this, [this] { goTo(Place::WhoMaySee); });
    connect(m_rulesSigning, &RulesSigningPage::backAsked, this, [this] { goTo(Place::Rules); });
    connect(m_rulesSigning, &RulesSigningPage::doneAsked, this, [this] { goTo(Place::WhoMaySee); });
    connect(m_separate, &SeparateConsentPage::backAsked, this, [this] { goTo(Place::Editor); });
    connect(m_sidebar, &Sidebar::searchAsked, this, &MainWindow::openSearch);
    connect(m_sidebar, &Sidebar::helpAsked, this, [this] { m_help->open(helpTopic()); });
    connect(m_sidebar, &Sidebar::statusAsked, this, [this] { goTo(Place::Network); });
    addShortcuts();
    fillSidebar();
    goTo(Place::Welcome);
    resize(1280, 860);
    setMinimumSize(480, 480);
}

void MainWindow::addShortcuts() {
    const auto add = [this](const QKeySequence& keys, auto run) {
        auto* shortcut = new QShortcut(keys, this);
        connect(shortcut, &QShortcut::activated, this, run);
    };
    add(QKeySequence(Qt::CTRL | Qt::Key_K), [this] { openSearch(); });
    add(QKeySequence(Qt::Key_F1), [this] {
        m_search->dismiss();
        m_help->open(helpTopic());
    });
    for (int number = 1; number <= entryKeysMax; ++number) {
        add(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + number)),
            [this, number] { goToEntry(number - 1); });
    }
}

QString MainWindow::helpTopic() const {
    switch (m_place) {
    case Place::Home:
        return QStringLiteral("home");
    case Place::WhoMaySee:
    case Place::SeeAs:
        return QStringLiteral("who-may-see");
    case Place::WhoLooked:
        return QStringLiteral("who-looked");
    case Place::Health:
    case Place::Import:
        return QStringLiteral("health");
    case Place::Network:
        return QStringLiteral("network");
    case Place::Settings:
        return QStringLiteral("settings");
    case Place::ChangePassphrase:
        return QStringLiteral("passphrase");
    case Place::Editor:
        return QStringLiteral("editor");
    case Place::Rules:
        return QStringLiteral("rules");
    case Place::Signing:
    case Place::RulesSigning:
    case Place::SeparateConsent:
    case Place::Revoke:
    case Place::RevokeMany:
    case Place::Dispute:
        return QStringLiteral("decide");
    case Place::Consortium:
        return QStringLiteral("consortium");
    case Place::Welcome:
    case Place::Role:
    case Place::CreateVault:
    case Place::Unlock:
    case Place::Recover:
        break;
    }
    return QStringLiteral("entrance");
}

void MainWindow::goToEntry(int number) {
    const auto& entries = m_sidebar->entries();
    if (hasSidebar(m_place) && number < entries.size()) {
        m_search->dismiss();
        goTo(static_cast<Place>(entries.at(number).id));
    }
}

/// Signing and revoking are decided first; a locked vault has nothing to search.
void MainWindow::openSearch() {
    if (hasSidebar(m_place)) {
        m_help->dismiss();
        m_search->open();
    }
}

void MainWindow::fillSidebar() {
    // First, and the same: Qt adds what it is called to a title that does not end with it.
    QGuiApplication::setApplicationDisplayName(tr("Consentry"));
    setWindowTitle(QGuiApplication::applicationDisplayName());
    const auto entry = [](Place place, Icon icon, const QString& word, int badge, bool foot) {
        return Sidebar::Entry{static_cast<int>(place), icon, word, badge, foot};
    };
    m_sidebar->setEntries({entry(Place::Home, Icon::Home, tr("Home"), m_tasks, false),
                           entry(Place::WhoMaySee, Icon::Grant, tr("Who may see"), 0, false),
                           entry(Place::WhoLooked, Icon::Eye, tr("Who looked"), 0, false),
                           entry(Place::Health, Icon::Health, tr("My health"), 0, false),
                           entry(Place::Network, Icon::Network, tr("Network"), 0, true),
                           entry(Place::Settings, Icon::Settings, tr("Settings"), 0, true)},
                          static_cast<int>(m_place));
}

void MainWindow::goTo(Place place) {
    m_place = place;
    m_search->dismiss();
    m_help->dismiss();
    m_sidebar->setVisible(hasSidebar(place));
    const bool isAboutGrants =
        place == Place::Editor || place == Place::SeeAs || place == Place::Rules;
    m_sidebar->setCurrent(static_cast<int>(isAboutGrants ? Place::WhoMaySee : place));
    m_stack->setCurrentIndex(static_cast<int>(place));
    m_toasts->place();
    adapt();
    emit placeChanged(place);
}

void MainWindow::setPerson(const PersonView& person, bool canSwitch) {
    m_person = person;
    m_sidebar->setPerson(person, canSwitch);
    static_cast<ActingBanner*>(m_actingBanner)->setPerson(person);
    layout()->setContentsMargins(person.color.isValid() ? QMargins(4, 0, 4, 4) : QMargins());
    update();
}

void MainWindow::setTaskCount(int count) {
    m_tasks = count;
    m_sidebar->setBadge(static_cast<int>(Place::Home), count);
}

void MainWindow::setStatus(const StatusView& status) {
    m_sidebar->setStatus(status);
}

void MainWindow::adapt() {
    const double effective = width() / Appearance::current().scale();
    m_sidebar->setRail(effective < size::narrowBelow);
}

bool MainWindow::focusNextPrevChild(bool next) {
    return moveToTabStop(*this, next);
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    adapt();
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        fillSidebar();
        adapt();
    }
    QWidget::changeEvent(event);
}

void MainWindow::paintEvent(QPaintEvent*) {
    QPainter(this).fillRect(rect(),
                            m_person.color.isValid() ? m_person.color : color(Role::Canvas));
}

} // namespace consentry::ui
