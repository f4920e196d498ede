#pragma once

namespace consentry::ui {

/// Lets screen readers meet a SecureLineEdit as a password field whose characters are all dots,
/// revealed or not. Once per process is enough; more calls do nothing.
void installSecureLineEditAccessibility();

} // namespace consentry::ui
