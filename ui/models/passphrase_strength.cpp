#include "ui/models/passphrase_strength.h"

#include "core/crypto/secret.h"

#ifdef CONSENTRY_HAS_ZXCVBN
#include <zxcvbn.h>
#endif

#include <array>
#include <cmath>

namespace consentry::ui {
namespace {

/// A hundred graphics cards, each with a hundred tries a second: generous to the thief, as
/// unlocking costs at least 64 MiB and three passes (usually 0.7 s of this computer).
constexpr double guessesPerSecond = 10'000;
/// Powers of ten of guesses from which one more score counts. The third is twelve days of all those
/// cards, and what we ask for.
constexpr std::array<double, PassphraseStrength::scoreMax> scoreFrom{4, 7, 10, 14};

constexpr double minute = 60;
constexpr double hour = 60 * minute;
constexpr double day = 24 * hour;
constexpr double month = 30.4 * day;
constexpr double year = 365.25 * day;

} // namespace

std::optional<PassphraseStrength> PassphraseStrength::of(ByteView passphrase) {
#ifdef CONSENTRY_HAS_ZXCVBN
    SecretBytes text(passphrase.size() + 1); // with the closing zero
    copySecret(text.exposeForWriting(), passphrase);
    const double bits =
        ZxcvbnMatch(reinterpret_cast<const char*>(text.expose().data()), nullptr, nullptr);
    return PassphraseStrength(bits * std::log10(2.0));
#else
    Q_UNUSED(passphrase)
    return std::nullopt;
#endif
}

int PassphraseStrength::score() const {
    int score = 0;
    for (const double from : scoreFrom) {
        score += m_guessesLog10 >= from ? 1 : 0;
    }
    return score;
}

QString PassphraseStrength::duration() const {
    const double seconds = std::pow(10.0, m_guessesLog10) / guessesPerSecond;
    const auto count = [](double value) { return qMax(1, static_cast<int>(std::lround(value))); };
    if (seconds < minute) {
        return tr("a moment");
    }
    if (seconds < hour) {
        return tr("%n minutes", nullptr, count(seconds / minute));
    }
    if (seconds < day) {
        return tr("%n hours", nullptr, count(seconds / hour));
    }
    if (seconds < 2 * month) {
        return tr("%n days", nullptr, count(seconds / day));
    }
    if (seconds < 2 * year) {
        return tr("%n months", nullptr, count(seconds / month));
    }
    if (seconds < 1000 * year) {
        return tr("%n years", nullptr, count(seconds / year));
    }
    return tr("more than a thousand years");
}

QString PassphraseStrength::sentence() const {
    return tr("Whoever steals this computer would need %1 to guess it.").arg(duration());
}

} // namespace consentry::ui
