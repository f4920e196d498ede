#pragma once

#include "ui/style/appearance.h"

namespace consentry::ui::sample {

/// Invented words in the current language. They are data, not texts of the program, and stay out of
/// the translation files.
inline QString say(const char16_t* english, const char16_t* chinese) {
    return QString::fromUtf16(isChinese() ? chinese : english);
}

} // namespace consentry::ui::sample
