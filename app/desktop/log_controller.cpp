#include "app/desktop/log_controller.h"

#include "ui/models/log_reader.h"
#include "ui/pages/who_looked_page.h"
#include "ui/widgets/file_dialog.h"

#include <QSaveFile>

namespace consentry::desktop {
namespace {

QString quoted(QString cell) {
    return QLatin1Char('"') + cell.replace(QLatin1Char('"'), QLatin1String("\"\"")) +
           QLatin1Char('"');
}

QByteArray lineOf(const ui::AccessRowView& row) {
    const QStringList cells{row.at.toString(Qt::ISODate),
                            quoted(ui::AccessLogModel::word(row.mark)),
                            quoted(row.who),
                            quoted(row.where),
                            quoted(row.facts.join(QStringLiteral("; "))),
                            QString::number(row.items)};
    return cells.join(QLatin1Char(',')).toUtf8() + "\r\n";
}

/// Row by row, so that a long log takes no memory.
bool save(const QString& path, ui::LogReader& log) {
    QSaveFile file(path);
    // The mark lets spreadsheet programs read Chinese.
    const QByteArray head("\xEF\xBB\xBFtime,verdict,who,where,details,records\r\n");
    bool isWritten = file.open(QIODevice::WriteOnly) && file.write(head) == head.size();
    log.eachRow([&file, &isWritten](const ui::AccessRowView& row) {
        const QByteArray line = lineOf(row);
        isWritten = isWritten && file.write(line) == line.size();
        return isWritten;
    });
    return isWritten && file.commit();
}

} // namespace

LogController::LogController(Workplace& place, QObject* parent)
    : QObject(parent), m_place(place), m_log(new ui::WalletAccessLog(place.worker, this)) {
    connect(&place.window.whoLooked(), &ui::WhoLookedPage::exportAsked, this,
            &LogController::exportRows);
    connect(&place.window.whoLooked(), &ui::WhoLookedPage::stopAsked, this,
            &LogController::findGrantOf);
}

void LogController::begin() {
    m_place.window.whoLooked().setSource(m_log, QDate::currentDate());
}

void LogController::end() {
    m_place.window.whoLooked().setSource(nullptr, QDate::currentDate());
    m_log->clear();
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

void LogController::exportRows() {
    auto* dialog =
        new ui::FileDialog(&m_place.window, tr("Save the access log"), tr("Table (*.csv)"));
    dialog->setObjectName(QStringLiteral("saveLog"));
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(QStringLiteral("access-log.csv"));
    connect(dialog, &QFileDialog::fileSelected, this, &LogController::exportTo);
    dialog->open();
}

void LogController::exportTo(const QString& path) {
    m_place.worker
        .readLong([path](const ui::VaultReading& vault) {
            ui::LogReader log(vault);
            return save(path, log);
        })
        .then(this, [this](bool saved) {
            tell(m_place,
                 saved ? tr("The access log was saved. It names people and illnesses: keep it "
                            "safe.")
                       : tr("The file could not be written. Choose another folder."));
        });
}

} // namespace consentry::desktop
