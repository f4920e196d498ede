#pragma once

#include "app/desktop/workplace.h"

#include <QObject>

namespace consentry::desktop {

struct LogFileReport;

/// The page "Who looked": its rows, their export, and the way from a row to the grant behind it.
/// Lives on the GUI thread.
class LogController : public QObject {
    Q_OBJECT
public:
    LogController(Workplace& place, QObject* parent);

    ui::WalletAccessLog& source() { return *m_log; }
    /// A vault was opened.
    void begin();
    /// The vault is being locked.
    void end();

signals:
    void revokeAsked(const consentry::GrantId& grant);
    /// The answer to an objection was shown for the first time.
    void answerRead();

private:
    void noteAnswer(const ui::AccessDetailView& shown);
    void askForFile(ui::LogExportKind kind);
    void tellSaved(const LogFileReport& report);
    void exportTo(ui::LogExportKind kind, const QString& path);
    void findGrantOf(const QString& access);

    Workplace& m_place;
    ui::WalletAccessLog* m_log;
    std::stop_source m_stop; ///< of the newest export
    int m_visit = 0;         ///< counts vaults: what is told of one is not told in the next
};

} // namespace consentry::desktop
