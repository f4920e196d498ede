#include "app/desktop/import_controller.h"

#include "core/wallet/import_records.h"
#include "ui/models/import_reader.h"
#include "ui/pages/health_page.h"
#include "ui/pages/import_page.h"
#include "ui/widgets/file_dialog.h"
#include "ui/widgets/notice_bar.h"

#include <QFileInfo>

#include <algorithm>

namespace consentry::desktop {
namespace {

std::filesystem::path fileAt(const QString& path) {
    return {path.toStdU16String()};
}

void add(import::ImportReport& sum, const import::ImportReport& more) {
    sum.added += more.added;
    sum.duplicates += more.duplicates;
    sum.refused += more.refused;
    const std::size_t room = import::ImportReport::refusalsKept - sum.refusals.size();
    sum.refusals.insert(sum.refusals.end(), more.refusals.begin(),
                        more.refusals.begin() +
                            static_cast<std::ptrdiff_t>(std::min(room, more.refusals.size())));
}

} // namespace

ImportController::ImportController(Workplace& place, QObject* parent)
    : QObject(parent), m_place(place) {
    connect(&place.window.health(), &ui::HealthPage::importAsked, this,
            &ImportController::chooseFiles);
    connect(&place.window.health(), &ui::HealthPage::filesDropped, this,
            &ImportController::lookThrough);
    connect(&place.window.importing(), &ui::ImportPage::backAsked, this, &ImportController::goBack);
    connect(&place.window.importing(), &ui::ImportPage::takeAsked, this,
            &ImportController::takeOver);
}

void ImportController::end() {
    ++m_question;
    m_stop.request_stop();
    m_looked.reset();
    m_place.window.importing().setView({});
}

void ImportController::chooseFiles() {
    auto* dialog = new ui::FileDialog(&m_place.window, tr("Import health records"),
                                      tr("FHIR R4 JSON (*.json *.ndjson)"));
    dialog->setObjectName(QStringLiteral("chooseRecords"));
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &ImportController::lookThrough);
    dialog->open();
}

void ImportController::lookThrough(const QStringList& paths) {
    if (paths.size() > filesMax) {
        tell(m_place, tr("At most %n file(s) at a time.", nullptr, static_cast<int>(filesMax)));
        return;
    }
    m_stop = std::stop_source(); // what is being taken over goes on
    const JobControl control = beginTask(
        m_place, tr("Looking through %n file(s)", nullptr, static_cast<int>(paths.size())), m_stop);
    m_place.worker
        .writeLong([paths, control](const ui::VaultWriting& wallet) {
            return std::make_shared<const std::vector<Looked>>(look(wallet, paths, control));
        })
        .then(this, [this, question = ++m_question,
                     stop = m_stop](const std::shared_ptr<const std::vector<Looked>>& looked) {
            if (question == m_question) {
                m_place.window.notices().endTask();
                if (!stop.stop_requested()) {
                    m_looked = looked;
                    m_place.window.importing().setView(viewOf(*m_looked));
                    m_place.window.goTo(ui::MainWindow::Place::Import);
                }
            }
        });
}

std::vector<ImportController::Looked> ImportController::look(const ui::VaultWriting& wallet,
                                                             const QStringList& paths,
                                                             const JobControl& control) {
    std::vector<Looked> looked;
    wallet::ImportRecords importer(wallet.vault, wallet.clock);
    for (const QString& path : paths) {
        if (control.isCancelled()) {
            break;
        }
        looked.push_back({path, importer.preview(fileAt(path), control)});
    }
    return looked;
}

ui::ImportView ImportController::viewOf(const std::vector<Looked>& files) {
    ui::ImportView view;
    for (const Looked& file : files) {
        view.files << (file.preview
                           ? ui::ImportReader::file(file.path, *file.preview, shownLanguage())
                           : ui::ImportReader::unreadable(file.path,
                                                          sentence(file.preview.error())));
    }
    return view;
}

void ImportController::refreshLanguage() {
    if (m_looked) {
        m_place.window.importing().setWords(viewOf(*m_looked));
    }
}

void ImportController::goBack() {
    m_place.window.goTo(ui::MainWindow::Place::Health);
    m_looked.reset();
    m_place.window.importing().setView({});
}

void ImportController::takeOver(const QStringList& paths) {
    goBack();
    m_stop = std::stop_source();
    const JobControl control = beginTask(
        m_place,
        tr("Taking over the records of %n file(s)", nullptr, static_cast<int>(paths.size())),
        m_stop);
    m_place.worker
        .writeLong([paths, control](const ui::VaultWriting& wallet) {
            return std::make_shared<Taken>(take(wallet, paths, control));
        })
        .then(this, [this, wanted = paths.size(),
                     question = ++m_question](const std::shared_ptr<Taken>& taken) {
            if (question == m_question) {
                m_place.window.notices().endTask();
            }
            tellTaken(*taken, wanted);
            if (taken->together.added > 0) {
                emit changed();
            }
        });
}

ImportController::Taken ImportController::take(const ui::VaultWriting& wallet,
                                               const QStringList& paths,
                                               const JobControl& control) {
    Taken taken;
    wallet::ImportRecords importer(wallet.vault, wallet.clock);
    for (const QString& path : paths) {
        auto report = importer.importFile(fileAt(path), control);
        if (!report) {
            taken.failed = QFileInfo(path).fileName();
            taken.error = std::move(report).error();
            break;
        }
        add(taken.together, *report);
        ++taken.files;
    }
    return taken;
}

void ImportController::tellTaken(const Taken& taken, qsizetype wanted) {
    const QString words = ui::ImportReader::told(taken.together, shownLanguage());
    if (!taken.error) {
        m_place.window.notices().tell(
            taken.together.refused > 0 ? ui::Banner::Tone::Warn : ui::Banner::Tone::Good, words);
        return;
    }
    QString problem = sentence(*taken.error);
    if (wanted > 1) {
        //: %1 the name of a file, %2 what is wrong and what helps
        problem = tr("%1: %2").arg(taken.failed, problem);
    }
    if (taken.files > 0) {
        problem += QLatin1Char('\n') +
                   tr("%n file(s) before it were taken over.", nullptr, taken.files) +
                   QLatin1Char(' ') + words;
    }
    tell(m_place, problem);
}

} // namespace consentry::desktop
