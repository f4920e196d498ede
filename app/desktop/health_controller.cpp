#include "app/desktop/health_controller.h"

#include "core/wallet/import_records.h"
#include "ui/bridge/convert.h"
#include "ui/pages/health_page.h"
#include "ui/widgets/file_dialog.h"
#include "ui/widgets/notice_bar.h"
#include "ui/widgets/rows.h"

#include <QApplication>
#include <QPointer>

namespace consentry::desktop {

HealthController::HealthController(Workplace& place, QObject* parent)
    : QObject(parent), m_place(place), m_health(new ui::WalletHealth(place.worker, this)) {
    connect(&place.window.health(), &ui::HealthPage::importAsked, this,
            &HealthController::chooseFile);
}

void HealthController::begin() {
    m_place.window.health().setSource(m_health);
    m_health->reload();
}

void HealthController::end() {
    m_stop.request_stop();
    m_place.window.health().setSource(nullptr);
}

void HealthController::refreshLanguage() {
    m_health->reload();
}

void HealthController::chooseFile() {
    auto* dialog = new ui::FileDialog(&m_place.window, tr("Import health records"),
                                      tr("FHIR R4 JSON (*.json *.ndjson)"));
    dialog->setObjectName(QStringLiteral("chooseRecords"));
    connect(dialog, &QFileDialog::fileSelected, this, &HealthController::importFile);
    dialog->open();
}

void HealthController::importFile(const QString& path) {
    m_stop = std::stop_source();
    auto& row = m_place.window.notices().beginTask(tr("Taking over the records of the file"));
    connect(&row, &ui::ProgressRow::cancelled, this, [this, &row] {
        m_stop.request_stop();
        row.setStopping();
    });
    JobControl control;
    control.stop = m_stop.get_token();
    control.onProgress = [row = QPointer(&row)](const Progress& progress) {
        QMetaObject::invokeMethod(
            qApp, [row, done = qint64(progress.done), total = qint64(progress.total)] {
                if (row) {
                    row->setProgress(done, total);
                }
            });
    };
    m_place.worker
        .writeLong([path, control](const ui::VaultWriting& wallet) {
            return std::make_shared<Result<import::ImportReport>>(
                wallet::ImportRecords(wallet.vault, wallet.clock)
                    .importFile(std::filesystem::path(path.toStdU16String()), control));
        })
        .then(this, [this](const std::shared_ptr<Result<import::ImportReport>>& result) {
            m_place.window.notices().endTask();
            if (!*result) {
                tell(m_place, sentence(result->error()));
                return;
            }
            tellReport(**result);
            m_health->reload();
            emit changed();
        });
}

void HealthController::tellReport(const import::ImportReport& report) {
    QString text = tr("%n record(s) were added.", nullptr, static_cast<int>(report.added));
    if (report.duplicates > 0) {
        text += QLatin1Char('\n') +
                tr("%n record(s) were here already.", nullptr, static_cast<int>(report.duplicates));
    }
    if (report.refused > 0) {
        const auto words = shownLanguage() == Language::English ? import::ReportLanguage::English
                                                                : import::ReportLanguage::Chinese;
        text += QLatin1Char('\n') +
                tr("%n part(s) were refused:", nullptr, static_cast<int>(report.refused)) +
                QLatin1Char(' ') +
                ui::toQString(import::reasonText(report.refusals.front().reason, words));
    }
    m_place.window.notices().tell(
        report.refused > 0 ? ui::Banner::Tone::Warn : ui::Banner::Tone::Good, text);
}

} // namespace consentry::desktop
