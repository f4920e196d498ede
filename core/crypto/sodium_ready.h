#pragma once

namespace consentry {

/// Internal to core/crypto: every function that calls libsodium calls this first. The first call
/// initializes the library; aborts where the system has no random generator. Thread-safe.
void ensureSodium();

} // namespace consentry
