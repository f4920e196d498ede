#pragma once

#include "core/base/bytes.h"

#include <QCoreApplication>
#include <QString>

#include <optional>

namespace consentry::ui {

/// How hard a passphrase is to guess, by the estimator that the system packages (zxcvbn): it knows
/// common words, names, dates, keyboard rows and how people alter them.
class PassphraseStrength {
    Q_DECLARE_TR_FUNCTIONS(PassphraseStrength)
public:
    /// Nothing where no estimator is packaged. Leaves no copy of the passphrase.
    static std::optional<PassphraseStrength> of(ByteView passphrase);
    explicit PassphraseStrength(double guessesLog10) : m_guessesLog10(guessesLog10) {}

    /// 0 (guessed at once) to scoreMax.
    int score() const;
    bool isEnough() const { return score() >= scoreMin; }
    /// How long somebody needs who has stolen the disk, as a sentence.
    QString sentence() const;

    static constexpr int scoreMin = 3;
    static constexpr int scoreMax = 4;

private:
    QString duration() const;

    double m_guessesLog10;
};

} // namespace consentry::ui
