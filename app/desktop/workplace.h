#pragma once

#include "core/base/error.h"
#include "core/base/language.h"
#include "ui/models/wallet_sources.h"
#include "ui/pages/main_window.h"

namespace consentry::desktop {

/// What the controllers of one window share: its pages, and the worker that works on the open
/// vault.
struct Workplace {
    ui::MainWindow& window;
    ui::WalletWorker& worker;
};

/// The language on screen, for sentences that the core words.
Language shownLanguage();
/// What happened and what to do next, in the language on screen.
QString sentence(const Error& error);
/// The same where the 24 words were asked for.
QString recoverySentence(const Error& error);
/// What failed, over whatever page is shown, until it is dismissed.
void tell(Workplace& place, const QString& text);

} // namespace consentry::desktop
