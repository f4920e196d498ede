#pragma once

#include "core/wallet/own_entry.h"

#include <QString>

namespace consentry::ui {

/// What stands in the form for something that the person writes down: as typed, right or wrong.
struct OwnRecordDraft {
    wallet::OwnKind kind = wallet::OwnKind::BloodPressure;
    QString first;
    QString second;
    QString unit; ///< UCUM; empty: the usual one
    QString day;
    QString time;
    QString text;
    QString replaces; ///< the id of the record that this corrects; empty: a new one

    friend bool operator==(const OwnRecordDraft&, const OwnRecordDraft&) = default;
};

} // namespace consentry::ui
