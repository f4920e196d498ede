#include "app/cli/exit_code.h"

namespace consentry::cli {

ExitCode exitCodeFor(ErrorCode code) {
    switch (code) {
    case ErrorCode::InvalidArgument:
        return ExitCode::Usage;
    case ErrorCode::Refused:
    case ErrorCode::NotPermitted:
        return ExitCode::Refused;
    case ErrorCode::VerificationFailed:
    case ErrorCode::BadSignature:
    case ErrorCode::WrongServer:
    case ErrorCode::LedgerConflict:
        return ExitCode::VerificationFailed;
    case ErrorCode::Locked:
    case ErrorCode::WrongPassphrase:
        return ExitCode::Locked;
    case ErrorCode::Unreachable:
    case ErrorCode::Stale:
    case ErrorCode::TrustExpired:
        return ExitCode::Ledger;
    case ErrorCode::DamagedHeader:
    case ErrorCode::DamagedData:
    case ErrorCode::DamagedLedger:
    case ErrorCode::NotEncrypted:
        return ExitCode::Damaged;
    case ErrorCode::Malformed:
    case ErrorCode::NotCanonical:
    case ErrorCode::Unsupported:
    case ErrorCode::OlderFormat:
    case ErrorCode::TooLarge:
    case ErrorCode::BadKey:
    case ErrorCode::CryptoFailure:
    case ErrorCode::AlreadyOpen:
    case ErrorCode::AlreadyExists:
    case ErrorCode::NotFound:
    case ErrorCode::ReadOnly:
    case ErrorCode::DiskFull:
    case ErrorCode::Io:
    case ErrorCode::Cancelled:
    case ErrorCode::NotBuilt:
    case ErrorCode::Internal:
        break;
    }
    return ExitCode::Other;
}

} // namespace consentry::cli
