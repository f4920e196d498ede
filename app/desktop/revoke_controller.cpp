#include "app/desktop/revoke_controller.h"

#include "app/desktop/send_stage.h"
#include "core/wallet/grant_access.h"
#include "ui/bridge/convert.h"
#include "ui/models/grant_reader.h"
#include "ui/pages/revoke_page.h"
#include "ui/pages/who_may_see_page.h"

namespace consentry::desktop {

using ui::SendStage;

RevokeController::RevokeController(Workplace& place, QObject* parent)
    : QObject(parent), m_place(place) {
    connect(&place.window.whoMaySee(), &ui::WhoMaySeePage::revokeAsked, this,
            [this](const QString& id) {
                if (const auto grant = ui::idFromText<GrantId>(id)) {
                    ask(*grant);
                }
            });
    connect(&place.window.revoke(), &ui::RevokePage::revokeAsked, this, &RevokeController::send);
}

void RevokeController::ask(const GrantId& grant) {
    m_place.worker
        .read([grant](const ui::VaultReading& vault) {
            return ui::GrantReader(vault).revokeView(grant);
        })
        .then(this, [this](const ui::RevokeView& view) {
            m_view = view;
            m_place.window.revoke().setView(view);
            m_place.window.goTo(ui::MainWindow::Place::Revoke);
        });
}

void RevokeController::send() {
    const auto grant = ui::idFromText<GrantId>(m_view.grantId);
    if (!grant) {
        return;
    }
    struct Sent {
        std::optional<Error> error;
        qint64 height = 0;
    };
    const auto showStage = [this](SendStage stage) {
        m_view.stage = stage;
        m_place.window.revoke().setView(m_view);
    };
    m_place.worker
        .act([id = *grant, onProgress = stagesTo(this, showStage)](const ui::WalletActing& acting) {
            Sent sent;
            const auto proven = wallet::RevokeGrant(acting.context)
                                    .revoke(acting.patient, std::span(&id, 1), onProgress);
            if (!proven) {
                sent.error = proven.error();
                return sent;
            }
            sent.height = qint64(proven->height.value);
            return sent;
        })
        .then(this, [this, showStage](const Sent& sent) {
            m_view.problem = sent.error ? sentence(*sent.error) : QString();
            m_view.block = sent.height;
            showStage(sent.error ? SendStage::Failed : SendStage::Proven);
            emit changed();
        });
}

} // namespace consentry::desktop
