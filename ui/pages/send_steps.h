#pragma once

#include "ui/models/signing_view.h"
#include "ui/widgets/rows.h"

namespace consentry::ui {

/// How far the way of something signed is drawn.
inline StageStepper::Stage stepOf(SendStage stage) {
    switch (stage) {
    case SendStage::Review:
        return StageStepper::Stage::None;
    case SendStage::Waiting:
    case SendStage::Signed:
    case SendStage::Failed:
        return StageStepper::Stage::Signed;
    case SendStage::Sent:
        return StageStepper::Stage::Sent;
    case SendStage::InBlock:
        return StageStepper::Stage::InBlock;
    case SendStage::Proven:
        return StageStepper::Stage::Proven;
    }
    return StageStepper::Stage::None;
}

} // namespace consentry::ui
