#pragma once

#include <QString>

namespace consentry::ui {

/// What a person may let a simulated reader do with a grant.
enum class VisitKind : quint8 {
    AsGranted,
    OtherPurpose, ///< to see it refused
};

/// How the last visit on one grant went.
struct VisitView {
    enum class State : quint8 { None, Asking, Permitted, Refused, Failed };

    QString grantId;
    State state = State::None;
    QString words;          ///< what happened, for every state but None
    bool canHandIn = false; ///< the hospital holds nothing of this patient
};

} // namespace consentry::ui
