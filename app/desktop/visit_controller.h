#pragma once

#include "app/desktop/workplace.h"
#include "core/simulation/simulated_visit.h"
#include "ui/models/visit_view.h"

#include <QObject>

namespace consentry::desktop {

/// Lets the demonstration's readers act on a grant when the person asks for it. Lives on the GUI
/// thread; one visit at a time.
class VisitController : public QObject {
    Q_OBJECT
public:
    VisitController(Workplace& place, QObject* parent);
    /// The vault is being locked: what a visit still brings is not wanted.
    void end();

signals:
    /// Somebody read, or was refused: the log has a new row.
    void changed();

private:
    static QString reasonOf(const ReadAnswer& answer);
    static ui::VisitView viewOf(const QString& id, const simulation::VisitAnswer& answer);
    void visit(const QString& id, ui::VisitKind kind);
    void handIn(const QString& id);
    bool begin(const QString& id, const QString& words);
    void show(const ui::VisitView& view);

    Workplace& m_place;
    bool m_isAsking = false;
};

} // namespace consentry::desktop
