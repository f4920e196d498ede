#pragma once

#include "ui/models/signing_view.h"

namespace consentry::ui {

/// The page before an objection to one access.
struct DisputeView {
    /// 500 characters of any language fit into what the registry's bodies hold.
    static constexpr int charactersMax = 500;

    QString accessId;
    QString who;      ///< "Dr Li Na, Endocrinology"
    QString what;     ///< "Glucose ×6"; empty where nothing was released
    QString when;     ///< "yesterday 16:05"
    QString hospital; ///< that wrote the row, and has to answer
    SendStage stage = SendStage::Review;
    qint64 block = 0;
    QString problem;          ///< where Failed
    bool mayRetry = true;     ///< where Failed: false where it goes on by itself, or never can
    bool isSimulated = false; ///< the hospital is one of the demonstration
};

} // namespace consentry::ui
