#pragma once

#include "app/desktop/workplace.h"

#include <QDateTime>
#include <QObject>
#include <QTimer>

namespace consentry::desktop {

/// Follows the log while a vault is open and fills the pages anew: every few seconds, and when
/// something changed. One round at a time. Lives on the GUI thread.
class PageRefresher : public QObject {
    Q_OBJECT
public:
    /// `log` shows the accesses.
    PageRefresher(Workplace& place, ui::WalletAccessLog& log, QObject* parent);

    /// A vault was opened.
    void begin(const QDateTime& lastVisit);
    /// The vault is being locked.
    void end();
    void refresh();
    /// Sentences inside the views are in one language: reads everything again.
    void refreshLanguage();

private:
    struct Views;
    void show(const Views& views);

    Workplace& m_place;
    ui::WalletAccessLog& m_log;
    QTimer m_heartbeat;
    QDateTime m_lastVisit;
    bool m_isOpen = false;
    bool m_refreshing = false;
};

} // namespace consentry::desktop
