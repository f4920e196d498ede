#pragma once

#include "core/wallet/wallet_context.h"
#include "ui/models/signing_view.h"

#include <QObject>

namespace consentry::desktop {

inline ui::SendStage stageOf(wallet::ActProgress::Stage stage) {
    switch (stage) {
    case wallet::ActProgress::Stage::Signed:
        return ui::SendStage::Signed;
    case wallet::ActProgress::Stage::Sent:
        return ui::SendStage::Sent;
    case wallet::ActProgress::Stage::InBlock:
        return ui::SendStage::InBlock;
    case wallet::ActProgress::Stage::Proven:
        break;
    }
    return ui::SendStage::Proven;
}

/// Tells a page's owner each stage on its own thread. Proven is not told: the outcome of the whole
/// act, which says more, follows it.
template <class Show> wallet::OnActProgress stagesTo(QObject* owner, Show show) {
    return [owner, show](const wallet::ActProgress& progress) {
        const ui::SendStage stage = stageOf(progress.stage);
        if (stage != ui::SendStage::Proven) {
            QMetaObject::invokeMethod(owner, [show, stage] { show(stage); });
        }
    };
}

} // namespace consentry::desktop
