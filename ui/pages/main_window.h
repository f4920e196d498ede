#pragma once

#include "ui/models/network_view.h"
#include "ui/models/person_view.h"
#include "ui/style/spoken.h"

#include <QWidget>

class QStackedWidget;

namespace consentry::ui {

class ChangePassphrasePage;
class ConsortiumPage;
class CreateVaultPage;
class DisputePage;
class GrantEditorPage;
class HealthPage;
class HelpPanel;
class HintBar;
class HomePage;
class ImportPage;
class NetworkPage;
class NoticeBar;
class RecoverPage;
class RevokeManyPage;
class RevokePage;
class RolePage;
class RulesPage;
class RulesSigningPage;
class SearchPalette;
class SeparateConsentPage;
class SeeAsPage;
class SettingsPage;
class Sidebar;
class SigningPage;
class ToastStack;
class UnlockPage;
class WelcomePage;
class WhoLookedPage;
class WhoMaySeePage;

/// The window: pages with the sidebar beside them (Ctrl+1 and so on go there, Ctrl+K searches, F1
/// helps), and pages of their own (welcome, vault, signing, revoking). It moves between pages when
/// that needs no data; whatever needs data is a signal of the page, which the bridge answers with
/// setView() and goTo().
class MainWindow : public QWidget, public Spoken {
    Q_OBJECT
public:
    enum class Place : quint8 {
        Welcome,
        CreateVault,
        Unlock,
        Recover,
        Home,
        WhoMaySee,
        WhoLooked,
        Health,
        Network,
        Settings,
        Editor,
        Signing,
        Revoke,
        ChangePassphrase,
        SeeAs,
        RevokeMany,
        Rules,
        RulesSigning,
        SeparateConsent,
        Dispute,
        Consortium,
        Import,
        Role,
    };

    explicit MainWindow(QWidget* parent = nullptr);
    QAccessible::Role spokenRole() const override { return QAccessible::Window; }

    void goTo(Place place);
    Place place() const { return m_place; }
    void setPerson(const PersonView& person, bool canSwitch);
    /// Tasks on Home, as a badge.
    void setTaskCount(int count);
    /// At the sidebar's foot: whether the network answers, and how fresh the data is.
    void setStatus(const StatusView& status);

    WelcomePage& welcome() { return *m_welcome; }
    RolePage& role() { return *m_role; }
    CreateVaultPage& createVault() { return *m_create; }
    UnlockPage& unlock() { return *m_unlock; }
    RecoverPage& recover() { return *m_recover; }
    HomePage& home() { return *m_home; }
    WhoMaySeePage& whoMaySee() { return *m_grants; }
    WhoLookedPage& whoLooked() { return *m_log; }
    HealthPage& health() { return *m_health; }
    NetworkPage& network() { return *m_network; }
    SettingsPage& settings() { return *m_settings; }
    GrantEditorPage& editor() { return *m_editor; }
    SigningPage& signing() { return *m_signing; }
    RevokePage& revoke() { return *m_revoke; }
    RevokeManyPage& revokeMany() { return *m_revokeMany; }
    RulesPage& rules() { return *m_rules; }
    RulesSigningPage& rulesSigning() { return *m_rulesSigning; }
    SeparateConsentPage& separateConsent() { return *m_separate; }
    DisputePage& dispute() { return *m_dispute; }
    ConsortiumPage& consortium() { return *m_consortium; }
    ImportPage& importing() { return *m_import; }
    ChangePassphrasePage& changePassphrase() { return *m_change; }
    SeeAsPage& seeAs() { return *m_seeAs; }
    Sidebar& sidebar() { return *m_sidebar; }
    NoticeBar& notices() { return *m_notices; }
    SearchPalette& search() { return *m_search; }
    ToastStack& toasts() { return *m_toasts; }
    HintBar& hints() { return *m_hints; }
    HelpPanel& help() { return *m_help; }
    /// Of the page that is shown, as resources/help names it.
    QString helpTopic() const;

signals:
    void placeChanged(consentry::ui::MainWindow::Place place);

protected:
    bool focusNextPrevChild(bool next) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void addShortcuts();
    /// To the page that stands at this place of the sidebar; nothing where no vault is open.
    void goToEntry(int number);
    void openSearch();
    void fillSidebar();
    void adapt();

    Place m_place = Place::Welcome;
    int m_tasks = 0;
    PersonView m_person;
    Sidebar* m_sidebar;
    QWidget* m_actingBanner;
    NoticeBar* m_notices;
    HintBar* m_hints;
    QStackedWidget* m_stack;
    WelcomePage* m_welcome;
    CreateVaultPage* m_create;
    UnlockPage* m_unlock;
    RecoverPage* m_recover;
    HomePage* m_home;
    WhoMaySeePage* m_grants;
    WhoLookedPage* m_log;
    HealthPage* m_health;
    NetworkPage* m_network;
    SettingsPage* m_settings;
    GrantEditorPage* m_editor;
    SigningPage* m_signing;
    RevokePage* m_revoke;
    ChangePassphrasePage* m_change;
    SeeAsPage* m_seeAs;
    RevokeManyPage* m_revokeMany;
    RulesPage* m_rules;
    RulesSigningPage* m_rulesSigning;
    SeparateConsentPage* m_separate;
    DisputePage* m_dispute;
    ConsortiumPage* m_consortium;
    ImportPage* m_import;
    RolePage* m_role;
    ToastStack* m_toasts;
    HelpPanel* m_help;
    SearchPalette* m_search; ///< over the toasts
};

} // namespace consentry::ui
