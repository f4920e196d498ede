#pragma once

#include "app/desktop/catch_up.h"
#include "app/desktop/workplace.h"
#include "ui/models/home_view.h"
#include "ui/models/network_view.h"
#include "ui/models/person_view.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>

namespace consentry::desktop {

/// Follows the log while a vault is open and fills the pages anew: when following found something,
/// when something else changed, and after a while, since "6 days left" becomes "5 days left". What
/// the vault has is shown at once; the ledger is asked beside it. Lives on the GUI thread.
class PageRefresher : public QObject {
    Q_OBJECT
public:
    /// `log` shows the accesses.
    PageRefresher(Workplace& place, ui::WalletAccessLog& log, QObject* parent);

    /// A vault was opened.
    void begin(const QDateTime& lastVisit);
    /// Before this one; invalid at the first.
    QDateTime lastVisit() const { return m_lastVisit; }
    /// The vault is being locked.
    void end();
    /// Something changed in the vault.
    void refresh();
    /// Asks the ledger now.
    void follow();
    /// Sentences inside the views are in one language: reads everything again.
    void refreshLanguage();

signals:
    /// The pages show what the vault has now.
    void refreshed();
    /// What the ledger has is in the vault.
    void followed();

private:
    struct Views;
    void show(const Views& views);
    void showAlarm();
    ui::HomeView withCode(ui::HomeView home) const;
    void showNetwork(const ui::NetworkView& network);
    void showNews();
    JobControl catchingUp();
    void putOff();
    void countOpens(const QString& grant);

    Workplace& m_place;
    ui::WalletAccessLog& m_log;
    QTimer m_heartbeat;
    QDateTime m_lastVisit;
    QDateTime m_shownAt;
    qint64 m_shownHeight = -1;
    bool m_shownConfirmed = false;
    /// Counts openings: an answer about an earlier one is dropped.
    int m_visit = 0;
    bool m_isCounting = false;
    QString m_countNext; ///< the newest grant that was asked for meanwhile
    bool m_isOpen = false;
    bool m_isUnregistered = false;
    bool m_clockDiffers = false;
    bool m_isStopped = false; ///< by two histories that are both signed
    bool m_following = false;
    CatchUp m_catchUp;
    std::stop_source m_stop;    ///< of following
    QDeadlineTimer m_putOff{0}; ///< the person did not want to wait until then
    bool m_reading = false;
    bool m_readAgain = false;
};

} // namespace consentry::desktop
