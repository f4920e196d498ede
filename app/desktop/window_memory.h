#pragma once

class QWidget;

namespace consentry::desktop {

// Where the window was and how large. It lies outside the vault, and so tells nothing but that.

/// As it was left, on a screen that is there; the first time as large as is usual and the screen
/// allows.
void restoreWindow(QWidget& window);
void rememberWindow(const QWidget& window);

} // namespace consentry::desktop
