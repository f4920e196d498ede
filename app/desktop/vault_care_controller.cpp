#include "app/desktop/vault_care_controller.h"

#include "ui/bridge/convert.h"
#include "ui/models/network_reader.h"
#include "ui/pages/change_passphrase_page.h"
#include "ui/pages/settings_page.h"
#include "ui/style/appearance.h"
#include "ui/widgets/file_dialog.h"
#include "ui/widgets/notice_bar.h"

#include <QApplication>
#include <QSaveFile>
#include <QScreen>
#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace consentry::desktop {
namespace {

using Place = ui::MainWindow::Place;

constexpr std::uint64_t countMax = 10'000'000;

ui::StorageView storageOf(VaultDatabase& database) {
    const StorageSizes sizes = database.sizes().value_or(StorageSizes{});
    return {qint64(sizes.originals), qint64(sizes.search), qint64(sizes.logDetails),
            qint64(sizes.others), qint64(sizes.unused)};
}

QString lookOf(const ui::Appearance& appearance) {
    const QString language =
        appearance.language() == ui::Language::English ? u"English"_s : u"Chinese"_s;
    const QString theme = appearance.theme() == ui::Theme::Light  ? u"light"_s
                          : appearance.theme() == ui::Theme::Dark ? u"dark"_s
                                                                  : u"high contrast"_s;
    return u"%1, %2 %, %3"_s.arg(language).arg(appearance.textPercent()).arg(theme);
}

} // namespace

VaultCareController::VaultCareController(Workplace& place, SessionController& session,
                                         QObject* parent)
    : QObject(parent), m_place(place), m_session(session) {
    ui::SettingsPage& settings = place.window.settings();
    connect(&settings, &ui::SettingsPage::passphraseChangeAsked, this,
            &VaultCareController::askForPassphrase);
    connect(&settings, &ui::SettingsPage::compactAsked, this, &VaultCareController::compact);
    connect(&settings, &ui::SettingsPage::checkAsked, this, &VaultCareController::check);
    connect(&settings, &ui::SettingsPage::reportSaveAsked, this, &VaultCareController::saveReport);
    connect(&settings, &ui::SettingsPage::networkAsked, this,
            [this] { m_place.window.goTo(Place::Network); });
    ui::ChangePassphrasePage& page = place.window.changePassphrase();
    connect(&page, &ui::ChangePassphrasePage::changeAsked, this, &VaultCareController::change);
    connect(&page, &ui::ChangePassphrasePage::backAsked, this, [this] {
        m_place.window.changePassphrase().forget();
        m_place.window.goTo(Place::Settings);
    });
    connect(&place.window, &ui::MainWindow::placeChanged, this, [this](Place shown) {
        if (shown == Place::Settings) {
            refresh();
        }
    });
}

void VaultCareController::begin() {
    ++m_visit;
    m_place.window.settings().setPassphraseChangeable(!m_session.vault().isDemo);
}

void VaultCareController::end() {
    ++m_visit;
    m_stop.request_stop();
    m_tasks = 0;
    m_place.window.changePassphrase().forget();
    m_place.window.settings().setPassphraseChangeable(false);
    m_place.window.settings().setStorage(std::nullopt);
    m_place.window.settings().setAbout({});
    m_report.clear();
}

void VaultCareController::askForPassphrase() {
    if (m_session.vault().isDemo) {
        m_place.window.notices().tell(ui::Banner::Tone::Info,
                                      tr("The demonstration keeps its passphrase: it holds nothing "
                                         "of yours, and everybody knows it."));
    } else if (m_session.isOpen()) {
        m_place.window.changePassphrase().forget();
        m_place.window.goTo(Place::ChangePassphrase);
    }
}

VaultCareController::Facts VaultCareController::read(const ui::VaultReading& vault) {
    Facts facts;
    facts.cipher = ui::toQString(vault.vault.cipherVersion().value_or(""));
    const ui::NetworkReader network(vault);
    facts.trust = network.trust();
    ui::VaultFacts& told = facts.vault;
    told.isDemonstration = network.view().isDemonstration;
    told.isReachable = vault.ledger && vault.ledger->isReachable;
    told.isComplete = vault.check && vault.check->isProven();
    told.isDamaged = vault.damage || vault.vault.hasMetDamage();
    told.schemaVersion = vault.vault.schemaVersion().value_or(0);
    told.records = qint64(vault.vault.records().count({}, countMax).value_or(0));
    if (const auto head = vault.vault.logs().head(vault.patient.party); head && *head) {
        told.logRows = qint64((*head)->count);
    }
    if (const auto page = vault.vault.grants().page({}, std::nullopt, 1000)) {
        told.grants = qint64(page->grants.size());
    }
    told.storage = storageOf(vault.vault);
    return facts;
}

void VaultCareController::refresh() {
    if (!m_session.isOpen()) {
        return;
    }
    m_place.worker
        .read([](const ui::VaultReading& vault) { return std::make_shared<Facts>(read(vault)); })
        .then(this, [this, visit = m_visit](const std::shared_ptr<Facts>& facts) {
            if (visit == m_visit) {
                show(*facts);
            }
        });
}

ui::ProgramFacts VaultCareController::program(const QString& cipher) const {
    ui::ProgramFacts facts;
    facts.version = QApplication::applicationVersion();
    facts.libraries =
        QStringList{u"Qt %1 (LGPL-3.0-only)"_s.arg(QLatin1String(qVersion()))} + m_libraries;
    if (!cipher.isEmpty()) {
        facts.libraries << u"SQLCipher %1 (BSD-3-Clause)"_s.arg(cipher);
    }
    facts.libraries << u"ZXing-C++ (Apache-2.0)"_s << u"libqrencode (LGPL-2.1-or-later)"_s
                    << u"zxcvbn-c (MIT)"_s << u"Noto (OFL-1.1)"_s
                    << u"Poppler, a program of its own (GPL-2.0-or-later)"_s;
    facts.system = QSysInfo::prettyProductName() + u", "_s + QSysInfo::currentCpuArchitecture();
    const QScreen* screen = m_place.window.screen();
    facts.screen = u"%1 x %2, scale %3, %4"_s.arg(screen->size().width())
                       .arg(screen->size().height())
                       .arg(screen->devicePixelRatio())
                       .arg(QApplication::platformName());
    facts.look = lookOf(ui::Appearance::current());
    return facts;
}

void VaultCareController::show(const Facts& facts) {
    const ui::ProgramFacts made = program(facts.cipher);
    m_report = ui::debugReport(made, facts.vault);
    m_place.window.settings().setStorage(facts.vault.storage);
    m_place.window.settings().setAbout({made.version, made.libraries, facts.trust, m_report});
}

void VaultCareController::change(const ui::SharedSecret& current, const ui::SharedSecret& next) {
    m_place.window.changePassphrase().setView({true, {}});
    changePassphrase(m_place, current, next)
        .then(this, [this, visit = m_visit](const std::optional<Error>& problem) {
            if (visit != m_visit) {
                return;
            }
            if (problem) {
                const QString words = problem->code == ErrorCode::WrongPassphrase
                                          ? tr("The old passphrase is not right. Nothing was "
                                               "changed.")
                                          : sentence(*problem);
                m_place.window.changePassphrase().setView({false, words});
                return;
            }
            m_place.window.changePassphrase().forget();
            m_place.window.goTo(Place::Settings);
            m_place.window.notices().tell(
                ui::Banner::Tone::Good,
                tr("The passphrase was changed. From now on the new one opens this vault."));
        });
}

JobControl VaultCareController::beginTask(const QString& words) {
    if (m_tasks++ == 0) {
        m_stop = std::stop_source();
    }
    return desktop::beginTask(m_place, words, m_stop);
}

bool VaultCareController::endTask(int visit) {
    if (visit != m_visit) {
        return false;
    }
    if (--m_tasks == 0) {
        m_place.window.notices().endTask();
    }
    return true;
}

void VaultCareController::compact() {
    const JobControl control = beginTask(tr("Giving unused room back to the disk"));
    m_place.worker
        .writeLong([control](const ui::VaultWriting& wallet) {
            auto compacted = wallet.vault.database().compact(control);
            return compacted ? std::optional<Error>() : std::optional(compacted.error());
        })
        .then(this, [this, visit = m_visit](const std::optional<Error>& problem) {
            if (!endTask(visit)) {
                return;
            }
            if (problem && problem->code != ErrorCode::Cancelled) {
                tell(m_place, sentence(*problem));
            } else if (!problem) {
                m_place.window.notices().tell(ui::Banner::Tone::Good,
                                              tr("The vault takes no more room than it needs."));
            }
            refresh();
        });
}

void VaultCareController::check() {
    const JobControl control = beginTask(tr("Checking every page of the vault"));
    m_place.worker
        .writeLong([control](const ui::VaultWriting& wallet) {
            return std::make_shared<Result<IntegrityReport>>(wallet.vault.checkIntegrity(control));
        })
        .then(this,
              [this, visit = m_visit](const std::shared_ptr<Result<IntegrityReport>>& report) {
                  m_place.worker.checkConsortium().then(this, [this, visit, report](bool isSound) {
                      if (endTask(visit)) {
                          tellChecked(*report, isSound);
                      }
                  });
              });
}

void VaultCareController::tellChecked(const Result<IntegrityReport>& report,
                                      bool isConsortiumSound) {
    if (!report) {
        if (report.error().code != ErrorCode::Cancelled) {
            tell(m_place, sentence(report.error()));
        }
        return;
    }
    if (!report->isSound()) {
        tell(m_place, sentence(Error{ErrorCode::DamagedData, {}}));
    } else if (!isConsortiumSound) {
        tell(m_place, tr("The vault is whole. The stores of the network's demonstration are "
                         "damaged; the page “Network” says what to do."));
    } else {
        m_place.window.notices().tell(ui::Banner::Tone::Good,
                                      tr("Everything was read and checked. The vault is whole."));
    }
}

void VaultCareController::saveReport() {
    auto* dialog = new ui::FileDialog(&m_place.window, tr("Save the report"), tr("Text (*.txt)"));
    dialog->setObjectName(u"saveReportFile"_s);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(u"consentry-report.txt"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &VaultCareController::saveReportTo);
    dialog->open();
}

/// The disk may be slow, however few lines it is.
void VaultCareController::saveReportTo(const QString& path) {
    m_place.worker
        .read([path, text = m_report.toUtf8()](const ui::VaultReading&) {
            QSaveFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() &&
                   file.commit();
        })
        .then(this, [this](bool isWritten) {
            if (isWritten) {
                m_place.window.notices().tell(ui::Banner::Tone::Good, tr("The report was saved."));
            } else {
                tell(m_place, tr("The file could not be written. Choose another folder."));
            }
        });
}

} // namespace consentry::desktop
