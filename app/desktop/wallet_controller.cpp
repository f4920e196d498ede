#include "app/desktop/wallet_controller.h"

#include "core/consent/wording.h"
#include "core/registry/refusal.h"
#include "core/wallet/error_sentence.h"
#include "core/wallet/import_records.h"
#include "ui/bridge/convert.h"
#include "ui/pages/create_vault_page.h"
#include "ui/pages/grant_editor_page.h"
#include "ui/pages/health_page.h"
#include "ui/pages/home_page.h"
#include "ui/pages/network_page.h"
#include "ui/pages/revoke_page.h"
#include "ui/pages/settings_page.h"
#include "ui/pages/signing_page.h"
#include "ui/pages/welcome_page.h"
#include "ui/pages/who_looked_page.h"
#include "ui/pages/who_may_see_page.h"
#include "ui/style/appearance.h"

#include <QApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QSaveFile>
#include <QSettings>
#include <QShortcut>

namespace consentry::desktop {
namespace {

using ui::MainWindow;
using ui::SendStage;
using ui::toQString;

constexpr int heartbeatMs = 5'000;
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

SendStage stageOf(wallet::ActProgress::Stage stage) {
    switch (stage) {
    case wallet::ActProgress::Stage::Signed:
        return SendStage::Signed;
    case wallet::ActProgress::Stage::Sent:
        return SendStage::Sent;
    case wallet::ActProgress::Stage::InBlock:
        return SendStage::InBlock;
    case wallet::ActProgress::Stage::Proven:
        break;
    }
    return SendStage::Proven;
}

std::optional<GrantId> grantIdOf(const QString& text) {
    const auto id = GrantId::fromHexText(ui::toUtf8(text));
    return id ? std::optional(*id) : std::nullopt;
}

} // namespace

WalletController::WalletController(MainWindow& window, simulation::DemoSessions& sessions,
                                   std::filesystem::path home, QObject* parent)
    : QObject(parent), m_window(window), m_sessions(sessions), m_home(std::move(home)),
      m_worker(std::make_shared<ui::SessionWorker>()),
      m_log(new ui::WalletAccessLog(m_worker, this)),
      m_health(new ui::WalletHealth(m_worker, this)) {
    connectVaultPages();
    connectGrantPages();
    connectOtherPages();
    m_heartbeat.setInterval(heartbeatMs);
    connect(&m_heartbeat, &QTimer::timeout, this, &WalletController::refresh);
    m_idle.setInterval(idleLockMs);
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, [this] { lock(vault::LockReason::Idle); });
    qApp->installEventFilter(this);
}

WalletController::~WalletController() {
    m_heartbeat.stop();
    // The session closes, and locks its vault, on the thread that it lives on.
    m_worker->executor.run([worker = m_worker] { worker->reader.reset(); }).waitForFinished();
}

vault::Credentials WalletController::demoCredentials() {
    vault::Credentials credentials;
    credentials.passphrase = secretOf(demoPassphrase);
    return credentials;
}

consent::Language WalletController::language() const {
    return ui::Appearance::current().language() == ui::Language::English
               ? consent::Language::English
               : consent::Language::ChineseSimplified;
}

QString WalletController::sentence(const Error& error) {
    const bool english = ui::Appearance::current().language() == ui::Language::English;
    const auto words =
        wallet::errorSentence(error, english ? Language::English : Language::ChineseSimplified);
    QString text =
        toQString(words.what) + (english ? QStringLiteral(" ") : QString()) + toQString(words.next);
    if (error.code == ErrorCode::Refused) {
        text += QStringLiteral(" (%1)").arg(
            toQString(registry::refusalName(static_cast<registry::Refusal>(error.refusal))));
    }
    return text;
}

void WalletController::tell(const QString& text) {
    auto* box = new QMessageBox(QMessageBox::NoIcon, QApplication::applicationDisplayName(), text,
                                QMessageBox::Ok, &m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void WalletController::start() {
    ui::WelcomeView view;
    view.hasVault = m_sessions.exists(m_home / "vault");
    view.vaultPath = toQString((m_home / "vault").string());
    m_window.welcome().setView(view);
    m_window.goTo(MainWindow::Place::Welcome);
}

void WalletController::connectVaultPages() {
    connect(&m_window.welcome(), &ui::WelcomePage::createAsked, this, [this] {
        m_window.createVault().setView({});
        m_window.goTo(MainWindow::Place::CreateVault);
    });
    connect(&m_window.welcome(), &ui::WelcomePage::openAsked, this, [this] {
        m_openFolder = m_home / "vault";
        m_window.unlock().setView({tr("My vault"), false, {}, false, false});
        m_window.goTo(MainWindow::Place::Unlock);
    });
    connect(&m_window.welcome(), &ui::WelcomePage::demoAsked, this, &WalletController::openDemo);
    connect(&m_window.createVault(), &ui::CreateVaultPage::passphraseChosen, this,
            &WalletController::create);
    connect(&m_window.createVault(), &ui::CreateVaultPage::wordsChecked, this, [this] {
        m_worker->executor.run([worker = m_worker] {
            vault::Vault& vault = worker->reader->session().wallet().vault;
            if (const auto words = vault.words(WordList::English)) {
                static_cast<void>(vault.confirmWords(*words));
            }
        });
        refresh();
        m_window.goTo(MainWindow::Place::Home);
    });
    connect(&m_window.createVault(), &ui::CreateVaultPage::checkPutOff, this, [this] {
        refresh();
        m_window.goTo(MainWindow::Place::Home);
    });
    connect(&m_window.unlock(), &ui::UnlockPage::unlockAsked, this, &WalletController::unlock);
    connect(&m_window.unlock(), &ui::UnlockPage::otherVaultAsked, this, &WalletController::start);
    auto* lockNow = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_L), &m_window);
    connect(lockNow, &QShortcut::activated, this, [this] { lock(vault::LockReason::Request); });
}

/// Opens or makes a session on the executor, reads everything once, and shows Home.
void WalletController::open(Opening opening, Failed failed, std::function<void()> then) {
    struct Outcome {
        std::optional<Error> error;
        QDateTime lastVisit;
        SecretBytes words;
    };
    m_worker->executor
        .run([worker = m_worker, opening = std::move(opening), language = language()] {
            auto outcome = std::make_shared<Outcome>();
            auto session = opening();
            if (!session) {
                outcome->error = session.error();
                return outcome;
            }
            worker->reader = std::make_shared<ui::WalletReader>(
                std::shared_ptr<simulation::DemoSession>(std::move(*session)), language);
            worker->reader->follow();
            SettingsStore& settings = worker->reader->session().wallet().vault.settings();
            if (const auto last = settings.get(lastVisitSetting); last && *last) {
                outcome->lastVisit = QDateTime::fromString(toQString(**last), Qt::ISODate);
            }
            static_cast<void>(
                settings.put(lastVisitSetting,
                             ui::toUtf8(QDateTime::currentDateTimeUtc().toString(Qt::ISODate))));
            return outcome;
        })
        .then(this, [this, failed = std::move(failed),
                     then = std::move(then)](const std::shared_ptr<Outcome>& outcome) {
            if (outcome->error) {
                failed(sentence(*outcome->error));
                return;
            }
            m_lastVisit = outcome->lastVisit;
            m_isOpen = true;
            m_window.whoLooked().setSource(m_log, QDate::currentDate());
            m_window.health().setSource(m_health);
            m_window.setStatus(tr("Demo on this computer"));
            refresh();
            m_health->reload();
            m_heartbeat.start();
            if (!m_isDemo) {
                m_idle.start();
            }
            then();
        });
}

void WalletController::openDemo() {
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

void WalletController::create(const ui::SharedSecret& passphrase) {
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

void WalletController::unlock(const ui::SharedSecret& passphrase) {
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

void WalletController::lock(vault::LockReason reason) {
    if (!m_isOpen) {
        return;
    }
    m_isOpen = false;
    m_heartbeat.stop();
    m_idle.stop();
    m_window.whoLooked().setSource(nullptr, QDate::currentDate());
    m_window.health().setSource(nullptr);
    m_log->setRows({}, {});
    m_worker->executor.run([worker = m_worker, reason] {
        if (worker->reader) {
            worker->reader->session().wallet().vault.lock(reason);
            worker->reader.reset();
        }
    });
    if (m_isDemo) {
        start();
        return;
    }
    m_window.unlock().setView({tr("My vault"), false, {}, false, false});
    m_window.goTo(MainWindow::Place::Unlock);
}

bool WalletController::eventFilter(QObject* watched, QEvent* event) {
    if (m_isOpen && m_idle.isActive() &&
        (event->type() == QEvent::KeyPress || event->type() == QEvent::MouseButtonPress ||
         event->type() == QEvent::MouseMove || event->type() == QEvent::Wheel)) {
        m_idle.start();
    }
    return QObject::eventFilter(watched, event);
}

void WalletController::showWords(bool fromHome) {
    const auto list = ui::Appearance::current().language() == ui::Language::English
                          ? WordList::English
                          : WordList::ChineseSimplified;
    m_worker->executor
        .run([worker = m_worker, list] {
            auto words = std::make_shared<SecretBytes>();
            if (auto found = worker->reader->session().wallet().vault.words(list)) {
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

/// Follows the log and fills every page anew. Called by the heartbeat: one at a time.
void WalletController::refresh() {
    if (!m_isOpen || m_refreshing) {
        return;
    }
    m_refreshing = true;
    struct Views {
        ui::PersonView person;
        ui::HomeView home;
        QList<ui::GrantView> grants;
        ui::NetworkView network;
        std::vector<ui::AccessRowView> accesses;
        ui::CompletenessView completeness;
    };
    m_worker->executor
        .run([worker = m_worker, lastVisit = m_lastVisit] {
            auto views = std::make_shared<Views>();
            if (!worker->reader) {
                return views;
            }
            ui::WalletReader& reader = *worker->reader;
            reader.follow();
            views->person = reader.person();
            views->home = reader.home(lastVisit);
            views->grants = reader.grants();
            views->network = reader.network();
            views->accesses = reader.accesses();
            views->completeness = reader.completeness();
            return views;
        })
        .then(this, [this](const std::shared_ptr<Views>& views) {
            m_refreshing = false;
            if (!m_isOpen) {
                return;
            }
            m_window.setPerson(views->person, false);
            showHome(views->home);
            ui::WhoMaySeeView grants;
            grants.today = views->home.today;
            grants.partiesNow = views->home.partiesNow;
            grants.grants = views->grants;
            for (const ui::GrantView& grant : views->grants) {
                grants.waiting += grant.state == ui::GrantState::Pending;
            }
            grants.selectedId = m_window.whoMaySee().selectedId();
            m_window.whoMaySee().setView(grants);
            m_window.network().setView(views->network);
            m_log->setRows(views->accesses, views->completeness);
        });
}

void WalletController::showHome(const ui::HomeView& view) {
    m_window.home().setView(view);
    m_window.setTaskCount(static_cast<int>(view.tasks.size()));
}

/// Sentences inside the views are in one language: read everything again.
void WalletController::refreshLanguage() {
    if (!m_isOpen) {
        return;
    }
    m_worker->executor.run([worker = m_worker, language = language()] {
        if (worker->reader) {
            worker->reader->setLanguage(language);
        }
    });
    m_window.setStatus(tr("Demo on this computer"));
    refresh();
}

void WalletController::connectGrantPages() {
    connect(&m_window.whoMaySee(), &ui::WhoMaySeePage::newGrantAsked, this,
            [this] { newDraft(std::nullopt, std::nullopt); });
    connect(&m_window.home(), &ui::HomePage::newGrantAsked, this,
            [this] { newDraft(std::nullopt, std::nullopt); });
    connect(&m_window.whoMaySee(), &ui::WhoMaySeePage::editAsked, this,
            [this](const QString& id, ui::SentencePart part) { newDraft(grantIdOf(id), part); });
    connect(&m_window.editor(), &ui::GrantEditorPage::draftChanged, this,
            &WalletController::updateDraft);
    connect(&m_window.editor(), &ui::GrantEditorPage::continueAsked, this,
            &WalletController::reviewDraft);
    connect(&m_window.signing(), &ui::SigningPage::signAsked, this, [this] {
        m_signing.stage = SendStage::Waiting;
        m_window.signing().setView(m_signing);
    });
    connect(&m_window.signing(), &ui::SigningPage::undoAsked, this, [this] {
        m_signing.stage = SendStage::Review;
        m_window.signing().setView(m_signing);
    });
    connect(&m_window.signing(), &ui::SigningPage::sendAsked, this, &WalletController::sendGrant);
    connect(&m_window.signing(), &ui::SigningPage::retryAsked, this, &WalletController::sendGrant);
    connect(&m_window.whoMaySee(), &ui::WhoMaySeePage::revokeAsked, this,
            [this](const QString& id) {
                if (const auto grant = grantIdOf(id)) {
                    askRevoke(*grant);
                }
            });
    connect(&m_window.revoke(), &ui::RevokePage::revokeAsked, this,
            &WalletController::sendRevocation);
    connect(
        &m_window.whoLooked(), &ui::WhoLookedPage::stopAsked, this, [this](const QString& access) {
            m_worker->executor
                .run([worker = m_worker, access] { return worker->reader->grantOfAccess(access); })
                .then(this, [this](const std::optional<GrantId>& grant) {
                    if (grant) {
                        askRevoke(*grant);
                    }
                });
        });
}

void WalletController::newDraft(std::optional<GrantId> replaces,
                                std::optional<ui::SentencePart> part) {
    m_replaces = replaces;
    const int generation = ++m_draftGeneration;
    m_worker->executor
        .run([worker = m_worker, replaces] {
            ui::WalletReader& reader = *worker->reader;
            const ui::GrantDraft draft = replaces ? reader.draftOf(*replaces) : reader.emptyDraft();
            return reader.draftView(draft, replaces);
        })
        .then(this, [this, generation, part](const ui::GrantDraftView& view) {
            if (generation == m_draftGeneration) {
                m_window.editor().setView(view);
                m_window.goTo(MainWindow::Place::Editor);
                m_window.editor().openPart(part);
            }
        });
}

void WalletController::updateDraft(const ui::GrantDraft& draft) {
    const int generation = ++m_draftGeneration;
    m_worker->executor
        .run([worker = m_worker, draft, replaces = m_replaces] {
            return worker->reader->draftView(draft, replaces);
        })
        .then(this, [this, generation](const ui::GrantDraftView& view) {
            if (generation == m_draftGeneration) {
                m_window.editor().setView(view);
            }
        });
}

void WalletController::reviewDraft(const ui::GrantDraft& draft) {
    struct Review {
        std::optional<wallet::PreparedGrant> prepared;
        ui::SigningView view;
        QString problem;
    };
    m_worker->executor
        .run([worker = m_worker, draft, replaces = m_replaces] {
            auto review = std::make_shared<Review>();
            ui::WalletReader& reader = *worker->reader;
            const auto grant = reader.grantOf(draft);
            if (!grant) {
                review->problem = sentence(grant.error());
                return review;
            }
            auto prepared = wallet::GrantAccess(reader.session().wallet())
                                .prepare(reader.patient(), *grant, replaces);
            if (!prepared) {
                review->problem = sentence(prepared.error());
                return review;
            }
            review->view = reader.signingView(prepared->grant, replaces);
            review->prepared = std::move(*prepared);
            return review;
        })
        .then(this, [this](const std::shared_ptr<Review>& review) {
            if (!review->prepared) {
                tell(review->problem);
                return;
            }
            m_prepared = review->prepared;
            m_signing = review->view;
            m_window.signing().setView(m_signing);
            m_window.goTo(MainWindow::Place::Signing);
        });
}

void WalletController::sendGrant() {
    if (!m_prepared) {
        return;
    }
    struct Sent {
        std::optional<Error> error;
        std::optional<BlockHeight> height;
        QDateTime provenAt;
    };
    const auto onProgress = [this](const wallet::ActProgress& progress) {
        // Comes from the executor's thread.
        QMetaObject::invokeMethod(this, [this, stage = stageOf(progress.stage)] {
            if (stage != SendStage::Proven) {
                m_signing.stage = stage;
                m_window.signing().setView(m_signing);
            }
        });
    };
    m_worker->executor
        .run([worker = m_worker, prepared = *m_prepared, onProgress] {
            ui::WalletReader& reader = *worker->reader;
            wallet::WalletContext& context = reader.session().wallet();
            Sent sent;
            const auto id = wallet::GrantAccess(context).send(
                reader.patient(), prepared,
                consent::scopeTitle(prepared.grant, consent::Language::English), onProgress);
            if (!id) {
                sent.error = id.error();
                return sent;
            }
            if (const auto stages = context.vault.grants().stages(*id)) {
                for (const auto& stage : *stages) {
                    if (stage.stage == GrantStage::Proven) {
                        sent.height = stage.mark.height;
                        sent.provenAt = ui::toDateTime(stage.mark.at);
                    }
                }
            }
            return sent;
        })
        .then(this, [this](const Sent& sent) {
            if (sent.error) {
                m_signing.stage = SendStage::Failed;
                m_signing.problem = sentence(*sent.error);
            } else {
                m_signing.stage = SendStage::Proven;
                m_signing.block = sent.height ? qint64(sent.height->value) : 0;
                m_signing.provenAt = sent.provenAt;
                m_prepared.reset();
            }
            m_window.signing().setView(m_signing);
            refresh();
        });
}

void WalletController::askRevoke(const GrantId& grant) {
    m_worker->executor.run([worker = m_worker, grant] { return worker->reader->revokeView(grant); })
        .then(this, [this](const ui::RevokeView& view) {
            m_revoking = view;
            m_window.revoke().setView(view);
            m_window.goTo(MainWindow::Place::Revoke);
        });
}

void WalletController::sendRevocation() {
    const auto grant = grantIdOf(m_revoking.grantId);
    if (!grant) {
        return;
    }
    struct Sent {
        std::optional<Error> error;
        qint64 height = 0;
        QList<ui::RevokeView::Hospital> hospitals;
    };
    const auto onProgress = [this](const wallet::ActProgress& progress) {
        QMetaObject::invokeMethod(this, [this, stage = stageOf(progress.stage)] {
            if (stage != SendStage::Proven) {
                m_revoking.stage = stage;
                m_window.revoke().setView(m_revoking);
            }
        });
    };
    m_worker->executor
        .run([worker = m_worker, id = *grant, onProgress] {
            ui::WalletReader& reader = *worker->reader;
            Sent sent;
            const auto proven = wallet::RevokeGrant(reader.session().wallet())
                                    .revoke(reader.patient(), std::span(&id, 1), onProgress);
            if (!proven) {
                sent.error = proven.error();
                return sent;
            }
            sent.height = qint64(proven->height.value);
            return sent;
        })
        .then(this, [this](const Sent& sent) {
            m_revoking.stage = sent.error ? SendStage::Failed : SendStage::Proven;
            m_revoking.problem = sent.error ? sentence(*sent.error) : QString();
            m_revoking.block = sent.height;
            m_window.revoke().setView(m_revoking);
            refresh();
        });
}

void WalletController::connectOtherPages() {
    connect(&m_window.home(), &ui::HomePage::taskOpened, this, [this](const QString& id) {
        if (id == QLatin1String("words")) {
            showWords(true);
            return;
        }
        m_window.goTo(MainWindow::Place::WhoLooked);
        m_window.whoLooked().showDetail(id);
    });
    connect(&m_window.home(), &ui::HomePage::grantOpened, this,
            [this](const QString&) { m_window.goTo(MainWindow::Place::WhoMaySee); });
    connect(&m_window.whoMaySee(), &ui::WhoMaySeePage::accessesAsked, this,
            [this](const QString&) { m_window.goTo(MainWindow::Place::WhoLooked); });
    connect(&m_window.whoMaySee(), &ui::WhoMaySeePage::recordsAsked, this,
            [this](const QString&) { m_window.goTo(MainWindow::Place::Health); });
    connect(&m_window.whoLooked(), &ui::WhoLookedPage::exportAsked, this,
            &WalletController::exportLog);
    connect(&m_window.health(), &ui::HealthPage::importAsked, this, &WalletController::importFile);
    connect(&m_window.network(), &ui::NetworkPage::checkAsked, this, &WalletController::refresh);
    connect(&m_window.settings(), &ui::SettingsPage::settingsChanged, this, [] {
        const auto& appearance = ui::Appearance::current();
        QSettings settings;
        settings.setValue(QStringLiteral("language"), static_cast<int>(appearance.language()));
        settings.setValue(QStringLiteral("theme"), static_cast<int>(appearance.themeChoice()));
        settings.setValue(QStringLiteral("textPercent"), appearance.textPercent());
    });
    connect(&ui::Appearance::current(), &ui::Appearance::rebuilt, this,
            &WalletController::refreshLanguage);
}

void WalletController::importFile() {
    const QString path = QFileDialog::getOpenFileName(&m_window, tr("Import health records"), {},
                                                      tr("FHIR R4 JSON (*.json *.ndjson)"));
    if (path.isEmpty()) {
        return;
    }
    m_worker->executor
        .run([worker = m_worker, path] {
            wallet::WalletContext& context = worker->reader->session().wallet();
            return std::make_shared<Result<import::ImportReport>>(
                wallet::ImportRecords(context.vault, context.clock)
                    .importFile(std::filesystem::path(path.toStdU16String())));
        })
        .then(this, [this](const std::shared_ptr<Result<import::ImportReport>>& result) {
            if (!*result) {
                tell(sentence(result->error()));
                return;
            }
            const import::ImportReport& report = **result;
            QString text = tr("%n record(s) were added.", nullptr, static_cast<int>(report.added));
            if (report.duplicates > 0) {
                text += QLatin1Char('\n') + tr("%n record(s) were here already.", nullptr,
                                               static_cast<int>(report.duplicates));
            }
            if (report.refused > 0) {
                const auto words = language() == consent::Language::English
                                       ? import::ReportLanguage::English
                                       : import::ReportLanguage::Chinese;
                text += QLatin1Char('\n') +
                        tr("%n part(s) were refused:", nullptr, static_cast<int>(report.refused)) +
                        QLatin1Char(' ') +
                        toQString(import::reasonText(report.refusals.front().reason, words));
            }
            tell(text);
            m_health->reload();
            refresh();
        });
}

void WalletController::exportLog() {
    const QString path =
        QFileDialog::getSaveFileName(&m_window, tr("Save the access log"),
                                     QStringLiteral("access-log.csv"), tr("Table (*.csv)"));
    if (path.isEmpty()) {
        return;
    }
    m_worker->executor
        .run([worker = m_worker, path] {
            QSaveFile file(path);
            if (!file.open(QIODevice::WriteOnly)) {
                return false;
            }
            const auto quoted = [](QString cell) {
                return QLatin1Char('"') + cell.replace(QLatin1Char('"'), QLatin1String("\"\"")) +
                       QLatin1Char('"');
            };
            // The mark lets spreadsheet programs read Chinese.
            QByteArray text("\xEF\xBB\xBFtime,verdict,who,where,details,records\r\n");
            for (const ui::AccessRowView& row : worker->reader->accesses()) {
                const QStringList cells{row.at.toString(Qt::ISODate),
                                        quoted(ui::AccessLogModel::word(row.mark)),
                                        quoted(row.who),
                                        quoted(row.where),
                                        quoted(row.facts.join(QStringLiteral("; "))),
                                        QString::number(row.items)};
                text += cells.join(QLatin1Char(',')).toUtf8() + "\r\n";
            }
            return file.write(text) == text.size() && file.commit();
        })
        .then(this, [this](bool saved) {
            tell(saved
                     ? tr("The access log was saved. It names people and illnesses: keep it safe.")
                     : tr("The file could not be written. Choose another folder."));
        });
}

} // namespace consentry::desktop
