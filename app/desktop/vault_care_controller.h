#pragma once

#include "app/desktop/session_controller.h"
#include "ui/models/debug_report.h"

#include <stop_token>

namespace consentry::desktop {

/// Settings' part about the vault itself: its passphrase, its room on the disk, whether it is
/// sound; and what the program is made of. Lives on the GUI thread; the work is done on the worker.
class VaultCareController : public QObject {
    Q_OBJECT
public:
    VaultCareController(Workplace& place, SessionController& session, QObject* parent);

    /// Libraries with their versions, as the program's wiring knows them.
    void setLibraries(const QStringList& libraries) { m_libraries = libraries; }
    /// A vault was opened.
    void begin();
    /// The vault is being locked.
    void end();
    void askForPassphrase();
    /// Reads sizes and states anew, for the page that is shown.
    void refresh();

private:
    struct Facts {
        ui::VaultFacts vault;
        QString cipher;
        QStringList trust;
    };
    static Facts read(const ui::VaultReading& vault);
    ui::ProgramFacts program(const QString& cipher) const;
    void show(const Facts& facts);
    void change(const ui::SharedSecret& current, const ui::SharedSecret& next);
    void compact();
    void check();
    void tellChecked(const Result<IntegrityReport>& report, bool isConsortiumSound);
    JobControl beginTask(const QString& words);
    /// False where the answer is about an earlier opening. The row stays while another works.
    bool endTask(int visit);
    void saveReport();
    void saveReportTo(const QString& path);

    Workplace& m_place;
    SessionController& m_session;
    QStringList m_libraries;
    QString m_report;
    std::stop_source m_stop; ///< of the work under way
    int m_tasks = 0;
    /// Counts openings: an answer about an earlier one is dropped.
    int m_visit = 0;
};

} // namespace consentry::desktop
