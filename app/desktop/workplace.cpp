#include "app/desktop/workplace.h"

#include "core/registry/refusal.h"
#include "core/wallet/error_sentence.h"
#include "ui/bridge/convert.h"
#include "ui/style/appearance.h"
#include "ui/widgets/notice_bar.h"

namespace consentry::desktop {

using ui::toQString;

Language shownLanguage() {
    return ui::Appearance::current().language() == ui::Language::English
               ? Language::English
               : Language::ChineseSimplified;
}

QString sentence(const Error& error) {
    const Language language = shownLanguage();
    const auto words = wallet::errorSentence(error, language);
    const QString gap = language == Language::English ? QStringLiteral(" ") : QString();
    QString text = toQString(words.what) + gap + toQString(words.next);
    if (error.code == ErrorCode::Refused) {
        text += QStringLiteral(" (%1)").arg(
            toQString(registry::refusalName(static_cast<registry::Refusal>(error.refusal))));
    }
    return text;
}

void tell(Workplace& place, const QString& text) {
    place.window.notices().tell(ui::Banner::Tone::Danger, text);
}

} // namespace consentry::desktop
