#pragma once

#include "app/desktop/workplace.h"
#include "core/import/import_report.h"
#include "core/wallet/import_records.h"
#include "core/wallet/write_own_record.h"

#include <QObject>

#include <stop_token>

namespace consentry::desktop {

/// What to do with a file about somebody else.
enum class OtherPeople { Ask, Take };

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
    void takeDropped(const QStringList& paths);
    void importFile(const QString& path, OtherPeople others);
    void ask(const wallet::OtherPerson& other, const QString& path);
    static QString describe(const clinical::Person& person);
    void write(const wallet::OwnEntry& entry, const QString& replaces, const QDateTime& now);
    void setMarks(const QString& id, const QStringList& codes);
    void askSaveCopy(const QString& id, int index, const QString& name);
    void chooseCopy(const QString& id, int index, const QString& name);
    void saveCopy(const QString& id, int index, const QString& path);
    void askWithdraw(const QString& id);
    void withdraw(const QString& id);
    void tellReport(const import::ImportReport& report);

    Workplace& m_place;
    std::stop_source m_stop; ///< of the import under way
    ui::WalletHealth* m_health;
};

} // namespace consentry::desktop
