#pragma once

#include "app/desktop/workplace.h"

#include <QObject>
#include <QStringList>

namespace consentry::desktop {

/// Shows each page's hint until it was read, or none any more. What was read is kept in the vault.
/// Lives on the GUI thread.
class HintController : public QObject {
    Q_OBJECT
public:
    HintController(Workplace& place, QObject* parent);
    /// A vault was opened.
    void begin();
    /// The vault is being locked.
    void end();
    /// For the page that is shown, in the language on screen.
    void show();

private:
    void understood();
    void refused();
    void keep();

    Workplace& m_place;
    QStringList m_read; ///< topics; everything where it holds "all"
    bool m_knows = false;
    /// Counts openings: an answer about an earlier one is dropped.
    int m_visit = 0;
};

} // namespace consentry::desktop
