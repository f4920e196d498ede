#include "app/desktop/workplace.h"

#include "core/registry/refusal.h"
#include "core/wallet/error_sentence.h"
#include "ui/bridge/convert.h"
#include "ui/style/appearance.h"
#include "ui/widgets/notice_bar.h"
#include "ui/widgets/rows.h"

#include <QApplication>
#include <QPointer>

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
    return sentence(error, shownLanguage());
}

QString sentence(const Error& error, Language language) {
    QString text = joined(wallet::errorSentence(error, language));
    if (error.code == ErrorCode::Refused) {
        text += QStringLiteral(" (%1)").arg(
            toQString(registry::refusalName(static_cast<registry::Refusal>(error.refusal))));
    }
    return text;
}

QString recoverySentence(const Error& error) {
    return joined(wallet::recoverySentence(error, shownLanguage()));
}

QString notRegisteredWords() {
    return QCoreApplication::translate("consentry::desktop::Workplace",
                                       "You are not registered at your hospitals yet, so there is "
                                       "nothing to sign. Home says what is missing.");
}

void tell(Workplace& place, const QString& text) {
    place.window.notices().tell(ui::Banner::Tone::Danger, text);
}

JobControl beginTask(Workplace& place, const QString& words, std::stop_source stop) {
    auto& row = place.window.notices().beginTask(words);
    JobControl control;
    control.stop = stop.get_token();
    control.onProgress = [row = QPointer(&row)](const Progress& progress) {
        QMetaObject::invokeMethod(
            qApp, [row, done = qint64(progress.done), total = qint64(progress.total)] {
                if (row) {
                    row->setProgress(done, total);
                }
            });
    };
    QObject::connect(&row, &ui::ProgressRow::cancelled, &row,
                     [&row, stop = std::move(stop)]() mutable {
                         stop.request_stop();
                         row.setStopping();
                     });
    return control;
}

std::shared_ptr<vault::Credentials> credentialsOf(const ui::SharedSecret& passphrase) {
    auto credentials = std::make_shared<vault::Credentials>();
    credentials->passphrase = std::move(*passphrase);
    return credentials;
}

ui::Pending<std::optional<Error>>
changePassphrase(Workplace& place, const ui::SharedSecret& current, const ui::SharedSecret& next) {
    return place.worker.write([before = credentialsOf(current),
                               after = credentialsOf(next)](const ui::VaultWriting& wallet) {
        auto changed = wallet.vault.changePassphrase(*before, *after);
        return changed ? std::optional<Error>() : std::optional(changed.error());
    });
}

} // namespace consentry::desktop
