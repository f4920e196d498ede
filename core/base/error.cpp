#include "core/base/error.h"

namespace consentry {

std::string_view errorName(ErrorCode code) {
    switch (code) {
    case ErrorCode::Malformed:
        return "Malformed";
    case ErrorCode::NotCanonical:
        return "NotCanonical";
    case ErrorCode::Unsupported:
        return "Unsupported";
    case ErrorCode::TooLarge:
        return "TooLarge";
    case ErrorCode::BadSignature:
        return "BadSignature";
    case ErrorCode::BadKey:
        return "BadKey";
    case ErrorCode::CryptoFailure:
        return "CryptoFailure";
    case ErrorCode::WrongPassphrase:
        return "WrongPassphrase";
    case ErrorCode::Locked:
        return "Locked";
    case ErrorCode::AlreadyOpen:
        return "AlreadyOpen";
    case ErrorCode::AlreadyExists:
        return "AlreadyExists";
    case ErrorCode::NotFound:
        return "NotFound";
    case ErrorCode::DamagedHeader:
        return "DamagedHeader";
    case ErrorCode::DamagedData:
        return "DamagedData";
    case ErrorCode::NotEncrypted:
        return "NotEncrypted";
    case ErrorCode::OlderFormat:
        return "OlderFormat";
    case ErrorCode::ReadOnly:
        return "ReadOnly";
    case ErrorCode::DiskFull:
        return "DiskFull";
    case ErrorCode::Io:
        return "Io";
    case ErrorCode::DamagedLedger:
        return "DamagedLedger";
    case ErrorCode::Unreachable:
        return "Unreachable";
    case ErrorCode::WrongServer:
        return "WrongServer";
    case ErrorCode::TrustExpired:
        return "TrustExpired";
    case ErrorCode::LedgerConflict:
        return "LedgerConflict";
    case ErrorCode::Stale:
        return "Stale";
    case ErrorCode::Refused:
        return "Refused";
    case ErrorCode::VerificationFailed:
        return "VerificationFailed";
    case ErrorCode::InvalidArgument:
        return "InvalidArgument";
    case ErrorCode::NotPermitted:
        return "NotPermitted";
    case ErrorCode::Cancelled:
        return "Cancelled";
    case ErrorCode::NotBuilt:
        return "NotBuilt";
    case ErrorCode::Internal:
        return "Internal";
    }
    return "Unknown";
}

std::string toString(const Error& error) {
    std::string text(errorName(error.code));
    if (error.refusal != 0) {
        text += " (" + std::to_string(error.refusal) + ")";
    }
    if (!error.context.empty()) {
        text += ": " + error.context;
    }
    return text;
}

} // namespace consentry
