#include "app/desktop/outbox_controller.h"

#include "core/wallet/outbox.h"
#include "ui/bridge/convert.h"
#include "ui/pages/network_page.h"

namespace consentry::desktop {

OutboxController::OutboxController(Workplace& place, QObject* parent)
    : QObject(parent), m_place(place) {
    connect(&place.window.network(), &ui::NetworkPage::sendAsked, this,
            [this](const QString& id) { run(id, Act::Send); });
    connect(&place.window.network(), &ui::NetworkPage::withdrawAsked, this,
            [this](const QString& id) { run(id, Act::Withdraw); });
}

void OutboxController::run(const QString& id, Act act) {
    const auto hash = ui::idFromText<TxHash>(id);
    if (!hash) {
        return;
    }
    m_place.worker
        .act([hash = *hash, act](const ui::WalletActing& acting) -> std::optional<Error> {
            wallet::Outbox outbox(acting.context);
            if (act == Act::Withdraw) {
                const auto withdrawn = outbox.withdraw(hash);
                return withdrawn ? std::nullopt : std::optional(withdrawn.error());
            }
            const auto sent = outbox.deliver(hash);
            return sent ? std::nullopt : std::optional(sent.error());
        })
        .then(this, [this](const std::optional<Error>& problem) {
            emit changed();
            if (!problem) {
                return;
            }
            // What was clicked has been settled meanwhile: the page shows how.
            if (problem->code == ErrorCode::NotFound) {
                return;
            }
            tell(m_place, problem->code == ErrorCode::InvalidArgument
                              ? tr("A node has this already, so it cannot be taken back any more. "
                                   "A grant in force can be revoked.")
                              : sentence(*problem));
        });
}

} // namespace consentry::desktop
