#pragma once

#include <QDateTime>
#include <QStringList>

namespace consentry::ui {

/// Two histories of the ledger that are both signed: why the wallet stopped, for a person.
struct ConflictView {
    qint64 block = 0; ///< where they part; 0: the evidence cannot be read
    QDateTime foundAt;
    QString shownBy;       ///< whose witness showed the other history
    QString file;          ///< where the evidence lies; empty: nowhere but in the vault
    QStringList sentences; ///< what happened, where the evidence is, what to do next
};

} // namespace consentry::ui
