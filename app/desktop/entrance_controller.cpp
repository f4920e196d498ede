#include "app/desktop/entrance_controller.h"

#include "ui/bridge/convert.h"
#include "ui/models/format.h"
#include "ui/pages/create_vault_page.h"
#include "ui/pages/recover_page.h"
#include "ui/pages/role_page.h"
#include "ui/pages/settings_page.h"
#include "ui/pages/welcome_page.h"
#include "ui/widgets/file_dialog.h"
#include "ui/widgets/sidebar.h"

#include <QShortcut>

namespace consentry::desktop {
namespace {

using ui::MainWindow;
using ui::toQString;

constexpr std::string_view demoPassphrase = "demonstration";
constexpr std::uint64_t demoSeed = 1;

SecretBytes secretOf(std::string_view text) {
    std::string copy(text);
    return SecretBytes::takeFrom(std::as_writable_bytes(std::span(copy)));
}

ui::CreateVaultView busyView() {
    ui::CreateVaultView view;
    view.step = ui::CreateVaultView::Step::Passphrase;
    view.isBusy = true;
    return view;
}

ui::CreateVaultView problemView(const QString& problem) {
    ui::CreateVaultView view;
    view.step = ui::CreateVaultView::Step::Passphrase;
    view.problem = problem;
    return view;
}

} // namespace

EntranceController::EntranceController(Workplace& place, SessionController& session,
                                       ConsortiumController& consortium,
                                       simulation::DemoSessions& sessions,
                                       std::filesystem::path home, QObject* parent)
    : QObject(parent), m_place(place), m_window(place.window), m_session(session),
      m_consortium(consortium), m_sessions(sessions), m_shelf(sessions, std::move(home)) {
    connectWelcome();
    connectCreate();
    connectConsortium();
    connectUnlock();
    connectRecover();
    const auto lock = [this] { m_session.lock(vault::LockReason::Request); };
    auto* shortcut = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_L), &m_window);
    connect(shortcut, &QShortcut::activated, this, lock);
    connect(&m_window.sidebar(), &ui::Sidebar::lockAsked, this, lock);
    connect(&m_session, &SessionController::closing, this, &EntranceController::onClosing);
    connect(&m_session, &SessionController::locked, this, [this](vault::LockReason reason) {
        if (m_window.place() == MainWindow::Place::Unlock && !m_session.isOpen()) {
            askPassphrase(m_asked, lockNotice(reason));
            m_opensAnew = false;
        }
    });
}

vault::Credentials EntranceController::demoCredentials() {
    vault::Credentials credentials;
    credentials.passphrase = secretOf(demoPassphrase);
    return credentials;
}

QString EntranceController::notThereWords() {
    return tr("This vault is not there any more. If it is on a stick, plug it in.");
}

QString EntranceController::noticeOf(vault::LockReason reason) {
    switch (reason) {
    case vault::LockReason::Idle:
        return tr("Locked because nobody used it for a while.");
    case vault::LockReason::Suspend:
        return tr("Locked because the computer went to sleep.");
    case vault::LockReason::ScreenLock:
        return tr("Locked together with the screen.");
    case vault::LockReason::UserSwitch:
        return tr("Locked because somebody else used the computer.");
    case vault::LockReason::Request:
    case vault::LockReason::Quit:
        break;
    }
    return {};
}

QString EntranceController::lockNotice(vault::LockReason reason) const {
    return m_opensAnew ? tr("The profile was adopted. Open the vault once more: it holds from then "
                            "on.")
                       : noticeOf(reason);
}

void EntranceController::start() {
    const QList<KnownVault> vaults = m_shelf.vaults();
    if (vaults.size() == 1) {
        askPassphrase(vaults.first());
    } else {
        showWelcome();
    }
}

void EntranceController::showWelcome(const QString& problem) {
    ui::WelcomeView view;
    const QDate today = QDate::currentDate();
    for (const KnownVault& vault : m_shelf.vaults()) {
        const QString detail =
            vault.lastUsed.isValid()
                ? tr("Last used %1").arg(ui::Format::moment(vault.lastUsed, today))
                : QString();
        view.vaults << ui::KnownVaultView{toQString(vault.folder.string()), vault.name, detail,
                                          vault.isElsewhere};
    }
    view.problem = problem;
    m_window.welcome().setView(view);
    m_window.goTo(MainWindow::Place::Welcome);
}

void EntranceController::askPassphrase(const KnownVault& vault, const QString& notice) {
    m_asked = vault;
    ui::UnlockView view;
    view.vaultName = vault.name;
    view.notice = notice;
    view.canRemember = vault.isElsewhere;
    view.canRecover = true;
    m_window.unlock().setView(view);
    m_window.goTo(MainWindow::Place::Unlock);
}

void EntranceController::connectWelcome() {
    ui::WelcomePage& welcome = m_window.welcome();
    connect(&welcome, &ui::WelcomePage::createAsked, this, [this] {
        m_window.role().ask(ui::RolePage::Asked::Everybody);
        m_window.goTo(MainWindow::Place::Role);
    });
    connect(&welcome, &ui::WelcomePage::openAsked, this, [this](const QString& id) {
        if (const auto vault = m_shelf.in(id.toStdU16String())) {
            askPassphrase(*vault);
        } else {
            showWelcome(notThereWords());
        }
    });
    connect(&welcome, &ui::WelcomePage::forgetAsked, this, [this](const QString& id) {
        m_shelf.forget(id.toStdU16String());
        showWelcome();
    });
    connect(&welcome, &ui::WelcomePage::openOtherAsked, this, &EntranceController::chooseFolder);
    connect(&welcome, &ui::WelcomePage::demoAsked, this, &EntranceController::openDemo);
    ui::RolePage& role = m_window.role();
    connect(&role, &ui::RolePage::createAsked, this, [this] {
        m_window.createVault().forget();
        m_window.goTo(MainWindow::Place::CreateVault);
    });
    connect(&role, &ui::RolePage::demoAsked, this, &EntranceController::openDemo);
    connect(&role, &ui::RolePage::backAsked, this, [this] { showWelcome(); });
}

void EntranceController::connectCreate() {
    ui::CreateVaultPage& page = m_window.createVault();
    connect(&page, &ui::CreateVaultPage::nameChosen, &m_consortium,
            &ConsortiumController::askBefore);
    connect(&page, &ui::CreateVaultPage::passphraseChosen, this, &EntranceController::create);
    connect(&page, &ui::CreateVaultPage::passphraseReplaced, this,
            &EntranceController::changePassphrase);
    connect(&page, &ui::CreateVaultPage::wordsAsked, this, [this] { showWords(false); });
    connect(&page, &ui::CreateVaultPage::wordsChecked, this, &EntranceController::confirmWords);
    connect(&page, &ui::CreateVaultPage::checkPutOff, this, &EntranceController::goHome);
    connect(&page, &ui::CreateVaultPage::cancelAsked, this, &EntranceController::leaveCreate);
}

void EntranceController::connectConsortium() {
    connect(&m_consortium, &ConsortiumController::demonstrationChosen, this, [this] {
        m_choice = Choice::Demonstration;
        choosePassphrase();
    });
    connect(&m_consortium, &ConsortiumController::putOff, this, [this] {
        m_choice = Choice::Later;
        choosePassphrase();
    });
    connect(&m_consortium, &ConsortiumController::chosen, this,
            [this](const ConsortiumController::Profile& profile) {
                m_choice = Choice::Profile;
                m_profile = profile;
                choosePassphrase();
            });
    connect(&m_consortium, &ConsortiumController::backAsked, this, [this] {
        m_window.createVault().goTo(ui::CreateVaultView::Step::Name);
        m_window.goTo(MainWindow::Place::CreateVault);
    });
    connect(&m_consortium, &ConsortiumController::adopted, this, [this] {
        m_opensAnew = true;
        m_session.lock(vault::LockReason::Request);
    });
}

void EntranceController::choosePassphrase() {
    m_window.createVault().goTo(ui::CreateVaultView::Step::Passphrase);
    m_window.goTo(MainWindow::Place::CreateVault);
}

void EntranceController::connectUnlock() {
    ui::UnlockPage& page = m_window.unlock();
    connect(&page, &ui::UnlockPage::unlockAsked, this, &EntranceController::unlock);
    connect(&page, &ui::UnlockPage::otherVaultAsked, this, [this] { showWelcome(); });
    connect(&page, &ui::UnlockPage::preparingStopped, this, [this] { m_preparing.request_stop(); });
}

void EntranceController::connectRecover() {
    connect(&m_window.unlock(), &ui::UnlockPage::recoverAsked, this, [this] {
        m_window.recover().forget();
        m_window.recover().setView({m_asked.name, false, {}});
        m_window.goTo(MainWindow::Place::Recover);
    });
    connect(&m_window.recover(), &ui::RecoverPage::backAsked, this, [this] {
        m_window.recover().forget();
        askPassphrase(m_asked);
    });
    connect(&m_window.recover(), &ui::RecoverPage::recoverAsked, this,
            &EntranceController::recover);
}

void EntranceController::chooseFolder() {
    auto* dialog = new ui::FileDialog(&m_window, tr("Choose the folder of a vault"));
    dialog->setObjectName(QStringLiteral("chooseVault"));
    connect(dialog, &QFileDialog::fileSelected, this, &EntranceController::openChosen);
    dialog->open();
}

void EntranceController::openChosen(const QString& folder) {
    if (const auto vault = m_shelf.in(folder.toStdU16String())) {
        askPassphrase(*vault);
    } else {
        showWelcome(tr("There is no vault in that folder. Choose the one in which the folder "
                       "“vault” lies."));
    }
}

void EntranceController::openDemo() {
    const KnownVault demo = m_shelf.demonstration();
    ui::UnlockView preparing;
    preparing.vaultName = tr("The demonstration is being prepared");
    preparing.isBusy = true;
    preparing.isPreparing = true;
    m_window.unlock().setView(preparing);
    m_window.goTo(MainWindow::Place::Unlock);
    m_preparing = std::stop_source();
    JobControl control;
    control.stop = m_preparing.get_token();
    control.onProgress = [this](const Progress& progress) {
        QMetaObject::invokeMethod(this, [this, progress] {
            m_window.unlock().setProgress(qint64(progress.done), qint64(progress.total));
        });
    };
    m_session.open(
        demo,
        [&sessions = m_sessions, folder = demo.folder, control] {
            return sessions.exists(folder)
                       ? sessions.open(folder, demoCredentials())
                       : sessions.createDemo(folder, demoCredentials(), demoSeed, control);
        },
        [this](const Error& problem) {
            showWelcome(problem.code == ErrorCode::Cancelled ? QString() : sentence(problem));
        },
        [this] { m_window.goTo(m_session.lastPlace()); });
}

/// For the consortium that was chosen.
ui::WalletWorker::Opening EntranceController::making(const ui::SharedSecret& passphrase,
                                                     const QString& name,
                                                     const std::filesystem::path& folder) {
    return [&sessions = m_sessions, folder, credentials = credentialsOf(passphrase),
            name = ui::toUtf8(name), choice = m_choice, profile = m_profile] {
        switch (choice) {
        case Choice::Profile:
            return sessions.createForProfile(folder, *credentials, *profile, name);
        case Choice::Later:
            return sessions.createUndecided(folder, *credentials, name);
        case Choice::Demonstration:
            break;
        }
        return sessions.createEmpty(folder, *credentials, name);
    };
}

void EntranceController::create(const ui::SharedSecret& passphrase, const QString& name) {
    m_window.createVault().setView(busyView());
    KnownVault vault = m_shelf.nextNew();
    // Also where it is empty: a vault that lay there before may have had one.
    m_shelf.rename(vault.folder, m_window.createVault().vaultName());
    vault.name = m_shelf.nextNew().name;
    m_session.open(
        vault, making(passphrase, name, vault.folder),
        [this](const Error& problem) {
            m_window.createVault().setView(problemView(sentence(problem)));
        },
        [this] { showWords(false); });
}

void EntranceController::changePassphrase(const ui::SharedSecret& current,
                                          const ui::SharedSecret& next) {
    m_window.createVault().setView(busyView());
    desktop::changePassphrase(m_place, current, next)
        .then(this, [this](const std::optional<Error>& problem) {
            if (problem) {
                m_window.createVault().setView(problemView(sentence(*problem)));
            } else {
                showWords(false);
            }
        });
}

void EntranceController::unlock(const ui::SharedSecret& passphrase) {
    ui::UnlockView view;
    view.vaultName = m_asked.name;
    view.canRemember = m_asked.isElsewhere;
    view.canRecover = true;
    view.isBusy = true;
    m_window.unlock().setView(view);
    m_session.open(
        m_asked,
        [&sessions = m_sessions, folder = m_asked.folder, credentials = credentialsOf(passphrase)] {
            return sessions.open(folder, *credentials);
        },
        [this, view](const Error& problem) mutable {
            view.isBusy = false;
            view.problem =
                problem.code == ErrorCode::NotFound ? notThereWords() : sentence(problem);
            m_window.unlock().setView(view);
        },
        [this] {
            if (m_asked.isElsewhere && m_window.unlock().wantsToRemember()) {
                m_shelf.remember(m_asked.folder);
            }
            m_window.goTo(m_session.lastPlace());
        });
}

void EntranceController::recover(const ui::SharedSecret& words,
                                 const ui::SharedSecret& passphrase) {
    m_window.recover().setView({m_asked.name, true, {}});
    m_session.open(
        m_asked,
        [&sessions = m_sessions, folder = m_asked.folder, words, next = credentialsOf(passphrase)] {
            return sessions.recover(folder, *words, *next);
        },
        [this](const Error& problem) {
            m_window.recover().setView({m_asked.name, false, recoverySentence(problem)});
        },
        [this] {
            m_window.recover().forget();
            m_window.goTo(MainWindow::Place::Home);
        });
}

void EntranceController::remindOfWords() {
    showWords(true);
}

void EntranceController::showWords(bool isReminder) {
    const auto list =
        shownLanguage() == Language::English ? WordList::English : WordList::ChineseSimplified;
    m_place.worker
        .write([list](const ui::VaultWriting& wallet) {
            auto words = std::make_shared<SecretBytes>();
            if (auto found = wallet.vault.words(list)) {
                *words = std::move(*found);
            }
            return words;
        })
        .then(this, [this, isReminder](const std::shared_ptr<SecretBytes>& words) {
            ui::CreateVaultView view;
            view.step = ui::CreateVaultView::Step::Words;
            view.isReminder = isReminder;
            m_window.createVault().setView(view);
            m_window.createVault().setWords(std::move(*words));
            m_window.goTo(MainWindow::Place::CreateVault);
        });
}

void EntranceController::confirmWords() {
    m_place.worker
        .write([](const ui::VaultWriting& wallet) {
            const auto words = wallet.vault.words(WordList::English);
            return words && wallet.vault.confirmWords(*words);
        })
        .then(this, [this](bool) { emit changed(); });
    goHome();
}

void EntranceController::goHome() {
    m_window.createVault().forget();
    emit changed();
    m_window.goTo(MainWindow::Place::Home);
}

std::optional<QString> EntranceController::nameOfOpen() const {
    if (!m_session.isOpen() || m_session.vault().isDemo) {
        return std::nullopt;
    }
    return VaultShelf::ownName(m_session.vault().folder);
}

void EntranceController::renameOpen(const QString& name) {
    if (nameOfOpen()) {
        m_session.setName(m_shelf.rename(m_session.vault().folder, name));
        m_window.settings().setVaultName(name);
    }
}

/// Back from the first page of the first run. A vault that was made by then stays.
void EntranceController::leaveCreate() {
    if (!m_session.isOpen()) {
        m_window.goTo(MainWindow::Place::Role);
    } else if (m_window.createVault().isReminder()) {
        goHome();
    } else {
        m_session.lock(vault::LockReason::Request);
    }
}

void EntranceController::onClosing(vault::LockReason reason) {
    m_window.createVault().forget();
    m_window.recover().forget();
    m_asked = m_session.vault();
    if (m_asked.isDemo) {
        showWelcome();
        return;
    }
    // Nothing can be typed until the lock is done: what is typed might get lost on the way.
    ui::UnlockView view;
    view.vaultName = m_asked.name;
    view.notice = lockNotice(reason);
    view.isBusy = true;
    m_window.unlock().setView(view);
    m_window.goTo(MainWindow::Place::Unlock);
}

} // namespace consentry::desktop
