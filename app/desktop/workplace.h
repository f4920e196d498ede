#pragma once

#include "core/base/error.h"
#include "core/base/language.h"
#include "core/base/progress.h"
#include "core/ports/document_pages.h"
#include "core/ports/new_file.h"
#include "core/ports/qr_codes.h"
#include "core/vault/vault.h"
#include "ui/models/wallet_sources.h"
#include "ui/pages/main_window.h"
#include "ui/pages/unlock_page.h"

#include <stop_token>

namespace consentry::desktop {

/// What the controllers of one window share: its pages, the worker that works on the open
/// vault, the file system for what leaves it, what draws the pages of documents, and printed codes.
struct Workplace {
    ui::MainWindow& window;
    ui::WalletWorker& worker;
    NewFiles& files; ///< thread-safe
    DocumentPages& documents;
    QrCodes& codes; ///< thread-safe
};

/// The language on screen, for sentences that the core words.
Language shownLanguage();
/// What happened and what to do next, in the language on screen.
QString sentence(const Error& error);
/// The same in this language; from any thread.
QString sentence(const Error& error, Language language);
/// The same where the 24 words were asked for.
QString recoverySentence(const Error& error);
/// Why somebody whom no hospital knows cannot sign anything yet.
QString notRegisteredWords();
/// What failed, over whatever page is shown, until it is dismissed.
void tell(Workplace& place, const QString& text);
/// Long work, told over whatever page is shown until notices().endTask(); its button stops it.
JobControl beginTask(Workplace& place, const QString& words, std::stop_source stop);
/// Takes the passphrase: who gave it has an empty one. Shared, because a job is copied on its way
/// to the worker.
std::shared_ptr<vault::Credentials> credentialsOf(const ui::SharedSecret& passphrase);
/// Of the open vault; the answer is why not.
ui::Pending<std::optional<Error>>
changePassphrase(Workplace& place, const ui::SharedSecret& current, const ui::SharedSecret& next);

} // namespace consentry::desktop
