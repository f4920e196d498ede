#pragma once

#include "app/desktop/workplace.h"
#include "ui/models/signing_view.h"

#include <QObject>

namespace consentry::desktop {

/// Takes grants back: the page that asks once more, and the sending. Lives on the GUI thread.
class RevokeController : public QObject {
    Q_OBJECT
public:
    RevokeController(Workplace& place, QObject* parent);
    /// Shows what would be revoked, and asks.
    void ask(const GrantId& grant);

signals:
    /// A revocation was sent, or failed: pages are out of date.
    void changed();

private:
    void send();

    Workplace& m_place;
    ui::RevokeView m_view;
};

} // namespace consentry::desktop
