#pragma once

#include "ui/models/vault_views.h"

#include <QStringList>

namespace consentry::ui {

/// What a report may say of an open vault: sizes and states, no names, values, ids or places.
struct VaultFacts {
    bool isDemonstration = false;
    bool isReachable = false;
    bool isComplete = false;
    bool isDamaged = false;
    int schemaVersion = 0;
    qint64 records = 0;
    qint64 logRows = 0;
    qint64 grants = 0;
    StorageView storage;
};

struct ProgramFacts {
    QString version;
    QStringList libraries;
    QString system; ///< "Debian GNU/Linux 12", "x86_64"
    QString screen; ///< "1280 x 860, scale 1, xcb"
    QString look;   ///< "English, 100 %, light"
};

/// For who helps with a fault, in English whatever the language on screen. Counts are told by their
/// number of digits only: an exact one may tell a vault from others.
QString debugReport(const ProgramFacts& program, const VaultFacts& vault);

} // namespace consentry::ui
