#pragma once

#include "app/desktop/workplace.h"

#include <QObject>

namespace consentry::desktop {

/// The page "Who looked": its rows, its export, and the way from a row to the grant behind it.
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
    /// Asks where to save the log as a table.
    void exportRows();

signals:
    void revokeAsked(const consentry::GrantId& grant);

private:
    void exportTo(const QString& path);
    void findGrantOf(const QString& access);

    Workplace& m_place;
    ui::WalletAccessLog* m_log;
};

} // namespace consentry::desktop
