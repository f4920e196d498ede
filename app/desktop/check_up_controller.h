#pragma once

#include "app/desktop/workplace.h"
#include "ui/models/check_up_view.h"

#include <QObject>

namespace consentry::desktop {

/// The check-up of standing grants on Home and "Who may see". Lives on the GUI thread.
class CheckUpController : public QObject {
    Q_OBJECT
public:
    CheckUpController(Workplace& place, QObject* parent);

    /// Grants, log or language changed.
    void refresh();
    /// The vault is being locked.
    void end();

signals:
    void narrowAsked(const consentry::GrantId& grant, int kind);
    void revokeAsked(const consentry::GrantId& grant);
    void prolongAsked(const consentry::GrantId& grant);
    /// A finding is not to be shown again: pages are out of date, these rows too.
    void dismissed();

private:
    void show(const QList<ui::CheckUpRowView>& rows);
    void act(const ui::CheckUpRowView& row);
    void dismiss(const ui::CheckUpRowView& row);

    Workplace& m_place;
    QList<ui::CheckUpRowView> m_shown;
    int m_visit = 0; ///< an answer about the vault before is dropped
    bool m_isReading = false;
    bool m_readAgain = false; ///< something changed since
};

} // namespace consentry::desktop
