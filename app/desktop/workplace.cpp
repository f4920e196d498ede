#include "app/desktop/workplace.h"

#include "core/registry/refusal.h"
#include "core/wallet/error_sentence.h"
#include "ui/bridge/convert.h"
#include "ui/style/appearance.h"
#include "ui/widgets/notice_bar.h"

namespace consentry::desktop {

using ui::toQString;

namespace {

/// Chinese sentences follow each other without a space.
QString joined(const wallet::ErrorSentence& words) {
    const QString gap = shownLanguage() == Language::English ? QStringLiteral(" ") : QString();
    return toQString(words.what) + gap + toQString(words.next);
}

} // namespace

Language shownLanguage() {
    return ui::Appearance::current().language() == ui::Language::English
               ? Language::English
               : Language::ChineseSimplified;
}

QString sentence(const Error& error) {
    QString text = joined(wallet::errorSentence(error, shownLanguage()));
    if (error.code == ErrorCode::Refused) {
        text += QStringLiteral(" (%1)").arg(
            toQString(registry::refusalName(static_cast<registry::Refusal>(error.refusal))));
    }
    return text;
}

QString recoverySentence(const Error& error) {
    return joined(wallet::recoverySentence(error, shownLanguage()));
}

void tell(Workplace& place, const QString& text) {
    place.window.notices().tell(ui::Banner::Tone::Danger, text);
}

} // namespace consentry::desktop
