#pragma once

#include <QString>

namespace consentry::ui {

/// How the records of hospitals stand against the ledger, all together.
struct HealthCheckView {
    int total = 0;     ///< records that came from hospitals
    int matching = 0;  ///< exactly what the hospital anchored
    int unchecked = 0; ///< never compared
    int wrong = 0;     ///< another version, a proof that does not hold, or a damaged copy
    QString when = {}; ///< of the newest check, day and time; empty before the first
    qint64 block = 0;  ///< up to which that one looked
    bool isDemonstration = false;

    /// Replaced or deleted by the hospital since, or not anchored.
    int others() const { return total - matching - unchecked - wrong; }
};

/// What is known of one record's copy, in sentences. Each may be empty.
struct HealthCheckNote {
    QString said;          ///< what the ledger says, or that nobody asked
    QString next;          ///< what to do about it
    QString when = {};     ///< when and up to which block
    QString lastTry = {};  ///< a later try that came to no end, and why
    bool isAlarm = false;  ///< do not rely on this copy
    bool mayCheck = false; ///< asking the ledger could say something
};

} // namespace consentry::ui
