#pragma once

#include "app/desktop/workplace.h"
#include "core/wallet/check_anchors.h"

#include <QObject>

#include <stop_token>

namespace consentry::desktop {

/// Compares copies in the vault with the ledger, at the person's command. In turns on the network's
/// thread, so that a grant or a revocation waits no longer than one of them. Lives on the GUI
/// thread.
class AnchorController : public QObject {
    Q_OBJECT
public:
    AnchorController(Workplace& place, QObject* parent);

    /// The vault is being locked.
    void end();

    /// What came of a check, in sentences.
    static QString words(const wallet::AnchorReport& report, const ui::WalletActing& acting,
                         Language language);

signals:
    /// Outcomes were kept.
    void changed();

private:
    using Run = wallet::CheckAnchors::Run;
    /// A check after one of its turns.
    struct Turn {
        std::optional<Error> error;
        Run run;
        QString words; ///< at its end
    };

    void check(const QString& id);
    void take(const std::shared_ptr<Turn>& turn);
    void goOn(Run run);
    void finish();
    void tellEnd(const Turn& turn);

    Workplace& m_place;
    std::stop_source m_stop; ///< of the check under way
    JobControl m_control;
    bool m_isChecking = false;
};

} // namespace consentry::desktop
