#include "app/desktop/log_controller.h"

#include "ui/models/log_reader.h"
#include "ui/pages/who_looked_page.h"

#include <QFileDialog>
#include <QSaveFile>

namespace consentry::desktop {
namespace {

QString quoted(QString cell) {
    return QLatin1Char('"') + cell.replace(QLatin1Char('"'), QLatin1String("\"\"")) +
           QLatin1Char('"');
}

/// The mark lets spreadsheet programs read Chinese.
QByteArray tableOf(const std::vector<ui::AccessRowView>& rows) {
    QByteArray text("\xEF\xBB\xBFtime,verdict,who,where,details,records\r\n");
    for (const ui::AccessRowView& row : rows) {
        const QStringList cells{row.at.toString(Qt::ISODate),
                                quoted(ui::AccessLogModel::word(row.mark)),
                                quoted(row.who),
                                quoted(row.where),
                                quoted(row.facts.join(QStringLiteral("; "))),
                                QString::number(row.items)};
        text += cells.join(QLatin1Char(',')).toUtf8() + "\r\n";
    }
    return text;
}

bool save(const QString& path, const QByteArray& content) {
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() &&
           file.commit();
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
    m_log->setRows({}, {});
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
    const QString path =
        QFileDialog::getSaveFileName(&m_place.window, tr("Save the access log"),
                                     QStringLiteral("access-log.csv"), tr("Table (*.csv)"));
    if (path.isEmpty()) {
        return;
    }
    m_place.worker
        .readLong([path](const ui::VaultReading& vault) {
            return save(path, tableOf(ui::LogReader(vault).rows()));
        })
        .then(this, [this](bool saved) {
            tell(m_place,
                 saved ? tr("The access log was saved. It names people and illnesses: keep it "
                            "safe.")
                       : tr("The file could not be written. Choose another folder."));
        });
}

} // namespace consentry::desktop
