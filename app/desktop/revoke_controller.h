#pragma once

#include "app/desktop/workplace.h"
#include "core/wallet/revoke_grants.h"
#include "ui/models/signing_view.h"

#include <QObject>

namespace consentry::desktop {

/// Takes grants back, one or many at once: the page that asks once more, and the sending. Lives on
/// the GUI thread.
class RevokeController : public QObject {
    Q_OBJECT
public:
    RevokeController(Workplace& place, QObject* parent);
    /// Shows what would be revoked, and asks.
    void ask(const GrantId& grant);
    void askMany(const ui::RevokeChoice& choice);
    /// The page that is shown, in another language.
    void refreshLanguage();
    /// The vault is locked: nothing is shown of what was asked; what was signed goes on.
    void end();

signals:
    /// A revocation was sent, or failed: pages are out of date.
    void changed();

private:
    void send();
    void sendMany(const QStringList& ids);
    void showMany();
    void showStages(const std::vector<GrantId>& grants, const wallet::ActProgress& progress);
    void showReport();
    void readOneAgain();
    void readManyAgain();

    Workplace& m_place;
    ui::RevokeView m_view;
    std::optional<Error> m_failure; ///< of sending the one
    ui::RevokeManyView m_many;
    std::optional<Result<wallet::RevokeReport>> m_report; ///< where the many came to their end
    int m_asked = 0; ///< counts what was asked, so that an answer that comes late is dropped
};

} // namespace consentry::desktop
