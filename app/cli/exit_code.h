#pragma once

#include "core/base/error.h"

namespace consentry::cli {

/// What the process says to a script. Stable: documented in --help.
enum class ExitCode {
    Done = 0,
    Other = 1,
    Usage = 2,
    Refused = 3,            ///< by the registry, a hospital or a limit; a stable code was printed
    VerificationFailed = 4, ///< something that was checked is not what it must be
    Locked = 5,             ///< locked, or the passphrase is wrong
    Ledger = 6,             ///< unreachable or stale
    Damaged = 7,            ///< stored data fails its check
};

/// The exit code of every way in which an operation can fail.
ExitCode exitCodeFor(ErrorCode code);

} // namespace consentry::cli
