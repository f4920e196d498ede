#pragma once

#include "app/desktop/workplace.h"
#include "core/wallet/write_own_record.h"

#include <QObject>

namespace consentry::desktop {

/// The page "My health": its rows, and what the person writes there. Lives on the GUI thread.
class HealthController : public QObject {
    Q_OBJECT
public:
    HealthController(Workplace& place, QObject* parent);

    /// A vault was opened.
    void begin();
    /// The vault is being locked.
    void end();
    /// What the rows say changed: records were added, the language and with it what codes are
    /// called, or what is known of copies.
    void reload();

signals:
    /// The person wrote, corrected or marked something.
    void changed();

private:
    void write(const wallet::OwnEntry& entry, const QString& replaces, const QDateTime& now);
    void setMarks(const QString& id, const QStringList& codes);
    void askSaveCopy(const QString& id, int index, const QString& name);
    void chooseCopy(const QString& id, int index, const QString& name);
    void saveCopy(const QString& id, int index, const QString& path);
    void askWithdraw(const QString& id);
    void withdraw(const QString& id);

    Workplace& m_place;
    ui::WalletHealth* m_health;
};

} // namespace consentry::desktop
