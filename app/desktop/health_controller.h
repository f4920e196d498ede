#pragma once

#include "app/desktop/workplace.h"
#include "core/import/import_report.h"

#include <QObject>

#include <stop_token>

namespace consentry::desktop {

/// The page "My health": its rows, and importing files. Lives on the GUI thread.
class HealthController : public QObject {
    Q_OBJECT
public:
    HealthController(Workplace& place, QObject* parent);

    /// A vault was opened.
    void begin();
    /// The vault is being locked.
    void end();
    /// The language on screen changed, and with it what codes are called.
    void refreshLanguage();
    /// Asks which file to import.
    void chooseFile();

signals:
    /// Records were added.
    void changed();

private:
    void importFile(const QString& path);
    void tellReport(const import::ImportReport& report);

    Workplace& m_place;
    std::stop_source m_stop; ///< of the import under way
    ui::WalletHealth* m_health;
};

} // namespace consentry::desktop
