#pragma once

#include "ui/bridge/open_wallet.h"
#include "ui/models/log_outline.h"

namespace consentry::ui {

/// Turns what a person filters by into numbers of the log's index, and back: words by the vault's
/// index of terms, organisations and purposes also by the names that this wallet shows. For one
/// job; every call blocks.
class LogChooser {
public:
    explicit LogChooser(const VaultReading& reading) : m_reading(reading) {}

    /// Words beyond LogChoice::bitsMax are left out.
    LogChoice choice(const LogIndex& index, const AccessFilter& filter);
    /// What can be chosen of a kind while the rest of the filter stays, most accesses first, at
    /// most choicesMax.
    QList<AccessChoice> choices(const LogOutline& outline, const AccessFilter& filter,
                                AccessChoiceKind kind);
    static constexpr qsizetype choicesMax = 40;
    /// "Dr Li Na" of a person's term, "treatment" of a purpose's.
    QString nameOf(const LogTerm& term) const;

private:
    void addWord(const LogIndex& index, const QString& word, LogChoice& choice);
    QList<AccessChoice> organizations(const LogIndex& index, const LogTally& counts) const;
    QList<AccessChoice> terms(const LogIndex& index, const LogTally& counts,
                              LogTermKind kind) const;

    const VaultReading& m_reading;
};

} // namespace consentry::ui
