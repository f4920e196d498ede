#include "app/desktop/session_controller.h"

#include "ui/bridge/convert.h"
#include "ui/pages/create_vault_page.h"
#include "ui/pages/welcome_page.h"

#include <QApplication>
#include <QShortcut>

namespace consentry::desktop {
namespace {

using ui::MainWindow;
using ui::toQString;

/// Idle lock is on from the start; the demonstration holds nothing that is worth locking.
constexpr int idleLockMs = 10 * 60 * 1000;
constexpr std::string_view lastVisitSetting = "last-visit";
constexpr std::string_view demoPassphrase = "demonstration";

SecretBytes secretOf(std::string_view text) {
    std::string copy(text);
    return SecretBytes::takeFrom(std::as_writable_bytes(std::span(copy)));
}

vault::Credentials credentialsOf(const ui::SharedSecret& passphrase) {
    vault::Credentials credentials;
    credentials.passphrase = std::move(*passphrase);
    return credentials;
}

/// When this vault was open the last time; remembers that it is open now.
QDateTime noteVisit(SettingsStore& settings) {
    QDateTime before;
    if (const auto last = settings.get(lastVisitSetting); last && *last) {
        before = QDateTime::fromString(toQString(**last), Qt::ISODate);
    }
    static_cast<void>(settings.put(
        lastVisitSetting, ui::toUtf8(QDateTime::currentDateTimeUtc().toString(Qt::ISODate))));
    return before;
}

} // namespace

SessionController::SessionController(Workplace& place, simulation::DemoSessions& sessions,
                                     std::filesystem::path home, QObject* parent)
    : QObject(parent), m_place(place), m_window(place.window), m_sessions(sessions),
      m_home(std::move(home)) {
    connectPages();
    m_idle.setInterval(idleLockMs);
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, [this] { lock(vault::LockReason::Idle); });
    qApp->installEventFilter(this);
}

vault::Credentials SessionController::demoCredentials() {
    vault::Credentials credentials;
    credentials.passphrase = secretOf(demoPassphrase);
    return credentials;
}

void SessionController::start() {
    ui::WelcomeView view;
    view.hasVault = m_sessions.exists(m_home / "vault");
    view.vaultPath = toQString((m_home / "vault").string());
    m_window.welcome().setView(view);
    m_window.goTo(MainWindow::Place::Welcome);
}

void SessionController::connectPages() {
    connect(&m_window.welcome(), &ui::WelcomePage::createAsked, this, [this] {
        m_window.createVault().setView({});
        m_window.goTo(MainWindow::Place::CreateVault);
    });
    connect(&m_window.welcome(), &ui::WelcomePage::openAsked, this, [this] {
        m_openFolder = m_home / "vault";
        m_window.unlock().setView({tr("My vault"), false, {}, false, false});
        m_window.goTo(MainWindow::Place::Unlock);
    });
    connect(&m_window.welcome(), &ui::WelcomePage::demoAsked, this, &SessionController::openDemo);
    connect(&m_window.createVault(), &ui::CreateVaultPage::passphraseChosen, this,
            &SessionController::create);
    connect(&m_window.createVault(), &ui::CreateVaultPage::wordsChecked, this,
            &SessionController::confirmWords);
    connect(&m_window.createVault(), &ui::CreateVaultPage::checkPutOff, this, [this] {
        emit changed();
        m_window.goTo(MainWindow::Place::Home);
    });
    connect(&m_window.unlock(), &ui::UnlockPage::unlockAsked, this, &SessionController::unlock);
    connect(&m_window.unlock(), &ui::UnlockPage::otherVaultAsked, this, &SessionController::start);
    auto* lockNow = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_L), &m_window);
    connect(lockNow, &QShortcut::activated, this, [this] { lock(vault::LockReason::Request); });
}

/// Opens or makes a session beside everything else, and tells everybody.
void SessionController::open(ui::WalletWorker::Opening opening, Failed failed,
                             std::function<void()> then) {
    const auto lastVisit = std::make_shared<QDateTime>();
    m_place.worker
        .open([opening = std::move(opening), lastVisit] {
            auto session = opening();
            if (session) {
                *lastVisit = noteVisit((*session)->wallet().vault.settings());
            }
            return session;
        })
        .then(this, [this, lastVisit, failed = std::move(failed),
                     then = std::move(then)](const ui::WalletWorker::Opened& outcome) {
            if (outcome.error) {
                failed(sentence(*outcome.error));
                return;
            }
            m_place.worker.adopt(outcome.wallet);
            emit opened(*lastVisit);
            if (!m_isDemo) {
                m_idle.start();
            }
            then();
        });
}

void SessionController::openDemo() {
    m_isDemo = true;
    m_openFolder = m_home / "demo";
    ui::UnlockView preparing;
    preparing.vaultName = tr("The demonstration is being prepared");
    preparing.isBusy = true;
    preparing.isPreparing = true;
    m_window.unlock().setView(preparing);
    m_window.goTo(MainWindow::Place::Unlock);
    open(
        [&sessions = m_sessions, folder = m_openFolder] {
            return sessions.exists(folder) ? sessions.open(folder, demoCredentials())
                                           : sessions.createDemo(folder, demoCredentials(), 1, {});
        },
        [this](const QString& problem) {
            m_window.unlock().setView({tr("The demonstration"), false, problem, false, false});
        },
        [this] { m_window.goTo(MainWindow::Place::Home); });
}

void SessionController::create(const ui::SharedSecret& passphrase) {
    ui::CreateVaultView busy;
    busy.isBusy = true;
    m_window.createVault().setView(busy);
    m_isDemo = false;
    m_openFolder = m_home / "vault";
    const auto credentials = std::make_shared<vault::Credentials>(credentialsOf(passphrase));
    const std::string label = ui::toUtf8(tr("My vault"));
    open([&sessions = m_sessions, folder = m_openFolder, credentials,
          label] { return sessions.createEmpty(folder, *credentials, label); },
         [this](const QString& problem) {
             ui::CreateVaultView view;
             view.problem = problem;
             m_window.createVault().setView(view);
         },
         [this] { showWords(false); });
}

void SessionController::unlock(const ui::SharedSecret& passphrase) {
    m_isDemo = m_openFolder == m_home / "demo";
    m_window.unlock().setView({tr("My vault"), true, {}, false, false});
    const auto credentials = std::make_shared<vault::Credentials>(credentialsOf(passphrase));
    open([&sessions = m_sessions, folder = m_openFolder,
          credentials] { return sessions.open(folder, *credentials); },
         [this](const QString& problem) {
             m_window.unlock().setView({tr("My vault"), false, problem, false, false});
         },
         [this] { m_window.goTo(MainWindow::Place::Home); });
}

void SessionController::lock(vault::LockReason reason) {
    if (!isOpen()) {
        return;
    }
    m_idle.stop();
    emit closing();
    m_place.worker.lock(reason);
    if (m_isDemo) {
        start();
        return;
    }
    m_window.unlock().setView({tr("My vault"), false, {}, false, false});
    m_window.goTo(MainWindow::Place::Unlock);
}

bool SessionController::eventFilter(QObject* watched, QEvent* event) {
    if (isOpen() && m_idle.isActive() &&
        (event->type() == QEvent::KeyPress || event->type() == QEvent::MouseButtonPress ||
         event->type() == QEvent::MouseMove || event->type() == QEvent::Wheel)) {
        m_idle.start();
    }
    return QObject::eventFilter(watched, event);
}

void SessionController::showWords(bool fromHome) {
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
        .then(this, [this, fromHome](const std::shared_ptr<SecretBytes>& words) {
            ui::CreateVaultView view;
            view.step = ui::CreateVaultView::Step::Words;
            m_window.createVault().setView(view);
            m_window.createVault().setWords(std::move(*words));
            if (fromHome) {
                m_window.goTo(MainWindow::Place::CreateVault);
            }
        });
}

void SessionController::confirmWords() {
    m_place.worker
        .write([](const ui::VaultWriting& wallet) {
            const auto words = wallet.vault.words(WordList::English);
            return words && wallet.vault.confirmWords(*words);
        })
        .then(this, [this](bool) { emit changed(); });
    m_window.goTo(MainWindow::Place::Home);
}

} // namespace consentry::desktop
