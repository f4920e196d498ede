#include "app/desktop/log_controller.h"

#include "app/desktop/log_file.h"
#include "ui/pages/who_looked_page.h"
#include "ui/widgets/file_dialog.h"
#include "ui/widgets/notice_bar.h"

#include <QApplication>

using namespace Qt::StringLiterals;

namespace consentry::desktop {
namespace {

QString suffixOf(ui::LogExportKind kind) {
    return kind == ui::LogExportKind::Document ? u"pdf"_s
           : kind == ui::LogExportKind::Table  ? u"csv"_s
                                               : u"json"_s;
}

} // namespace

LogController::LogController(Workplace& place, QObject* parent)
    : QObject(parent), m_place(place), m_log(new ui::WalletAccessLog(place.worker, this)) {
    connect(&place.window.whoLooked(), &ui::WhoLookedPage::exportAsked, this,
            &LogController::askForFile);
    connect(&place.window.whoLooked(), &ui::WhoLookedPage::stopAsked, this,
            &LogController::findGrantOf);
    connect(m_log, &ui::AccessLogSource::detailReady, this, &LogController::noteAnswer);
}

void LogController::begin() {
    ++m_visit;
    m_place.window.whoLooked().setSource(m_log, QDate::currentDate());
}

void LogController::end() {
    ++m_visit;
    m_stop.request_stop();
    m_place.window.whoLooked().setSource(nullptr, QDate::currentDate());
    m_log->clear();
}

/// Home tells of it until it was seen here.
void LogController::noteAnswer(const ui::AccessDetailView& shown) {
    if (!shown.hasAnswer) {
        return;
    }
    m_place.worker
        .write([row = LogSequence(shown.id.toULongLong())](const ui::VaultWriting& writing) {
            SettingsStore& settings = writing.vault.settings();
            const auto before = wallet::isAnswerRead(settings, row);
            // Not kept, it is told once more: not worth a word.
            return before && !*before && wallet::markAnswerRead(settings, row).has_value();
        })
        .then(this, [this, visit = m_visit](bool isNew) {
            if (isNew && visit == m_visit) {
                emit answerRead();
            }
        });
}

void LogController::findGrantOf(const QString& access) {
    m_place.worker
        .read([access](const ui::VaultReading& vault) {
            return ui::LogReader(vault).grantOf(access);
        })
        .then(this, [this](const std::optional<GrantId>& grant) {
            if (grant) {
                emit revokeAsked(*grant);
            }
        });
}

void LogController::askForFile(ui::LogExportKind kind) {
    const QString types = kind == ui::LogExportKind::Document ? tr("Document (*.pdf)")
                          : kind == ui::LogExportKind::Table  ? tr("Table (*.csv)")
                                                              : tr("FHIR data (*.json)");
    auto* dialog = new ui::FileDialog(&m_place.window, tr("Save the access log"), types);
    dialog->setObjectName(u"saveLog"_s);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffixOf(kind));
    dialog->selectFile(u"access-log."_s + suffixOf(kind));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, kind](const QString& path) { exportTo(kind, path); });
    dialog->open();
}

void LogController::exportTo(ui::LogExportKind kind, const QString& path) {
    m_stop.request_stop();
    m_stop = std::stop_source();
    const JobControl control = beginTask(m_place, tr("Saving the access log"), m_stop);
    m_place.worker
        .readLong([control, &files = m_place.files,
                   order = LogFileOrder{kind, path.toStdU16String(), m_log->filter(),
                                        m_log->completeness(),
                                        QApplication::font()}](const ui::VaultReading& vault) {
            return writeLogFile(vault, files, order, control);
        })
        .then(this, [this, visit = m_visit, mine = m_stop](const LogFileReport& report) {
            // A newer export has taken the place of this one's progress.
            if (visit == m_visit && mine == m_stop) {
                m_place.window.notices().endTask();
                tellSaved(report);
            }
        });
}

void LogController::tellSaved(const LogFileReport& report) {
    if (!report.problem) {
        m_place.window.notices().tell(
            ui::Banner::Tone::Good,
            tr("%n access(es) were saved. The file names people and illnesses: keep it safe.",
               nullptr, static_cast<int>(report.rows)));
    } else if (report.problem->code == ErrorCode::Cancelled) {
        m_place.window.notices().tell(ui::Banner::Tone::Info,
                                      tr("Saving was stopped. No file was written."));
    } else {
        tell(m_place, sentence(*report.problem));
    }
}

} // namespace consentry::desktop
