#pragma once

#include "app/desktop/workplace.h"

#include <QObject>

namespace consentry::desktop {

/// What was signed and is on its way, on the page "Network": sent again, or taken back. Lives on
/// the GUI thread.
class OutboxController : public QObject {
    Q_OBJECT
public:
    OutboxController(Workplace& place, QObject* parent);

signals:
    /// Something became of an entry: pages are out of date.
    void changed();

private:
    enum class Act { Send, Withdraw };
    void run(const QString& id, Act act);

    Workplace& m_place;
};

} // namespace consentry::desktop
