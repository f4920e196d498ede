#pragma once

namespace consentry {

/// Internal to core/crypto: every function that calls libsodium calls this first. The first call
/// initializes the library; aborts where the system has no random generator. Thread-safe.
void ensureSodium();

/// Internal to core/crypto: overwrites what library functions leave behind, on the stack below the
/// caller's frame (libsodium's BLAKE2b, for one, leaves the Argon2id result there) and in the
/// vector registers that memcpy used, which the dynamic loader saves on the stack when it binds a
/// function. Called last by functions that handle secrets which outlive a session.
void wipeTraces();

} // namespace consentry
