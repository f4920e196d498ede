#pragma once

#include <string>
#include <string_view>

namespace consentry {

/// Every way in which an operation of ours can fail. Closed and stable: user-facing sentences and
/// exit codes are chosen by this value, so add one rather than overload the meaning of another.
enum class ErrorCode {
    // Bytes from outside
    Malformed,    ///< does not follow the format at all
    NotCanonical, ///< right content, but not the one valid encoding
    Unsupported,  ///< a version, suite or kind that this program does not know
    TooLarge,     ///< beyond a limit in size, count or depth
    // Cryptography
    BadSignature,  ///< a signature or authentication tag does not verify
    BadKey,        ///< a key that the suite refuses (length, small order)
    CryptoFailure, ///< the library refused for another reason
    // Vault
    WrongPassphrase,
    Locked,
    AlreadyOpen, ///< another process holds the vault or the consortium folder
    AlreadyExists,
    NotFound,
    DamagedHeader, ///< vault header: its authentication fails or it is cut
    DamagedData,   ///< database page, block store or record that fails its check
    NotEncrypted,  ///< a plain file where an encrypted one must be
    OlderFormat,   ///< written by an earlier version in a form that is no longer read
    ReadOnly,
    DiskFull,
    Io, ///< any other refusal by the file system
    // Ledger
    DamagedLedger, ///< a store of the embedded consortium fails its check; the vault is whole
    Unreachable,
    WrongServer,        ///< who answered does not hold a key that was pinned for this address
    TrustExpired,       ///< what was trusted last is too old to vouch: a newer profile is needed
    LedgerConflict,     ///< two histories that both verify: nothing more is believed
    Stale,              ///< the newest verified head is older than the rules allow
    Refused,            ///< the registry said no; Error::refusal holds its stable number
    VerificationFailed, ///< a proof, header or log chain does not check
    // Use
    InvalidArgument,
    NotPermitted, ///< the consent policy says no
    Cancelled,
    NotBuilt, ///< this program cannot do it yet, and says so
    Internal, ///< a library error that fits nowhere else
};

/// The stable English identifier of a code, for logs and `--json`.
std::string_view errorName(ErrorCode code);

/// Why an operation failed. `context` is for developers and logs: ids and counts, never names,
/// clinical values or secrets. People see a sentence made from `code` by the caller's language.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string context;
    /// The registry's refusal number where code is Refused, else 0.
    int refusal = 0;

    friend bool operator==(const Error&, const Error&) = default;
};

/// "DamagedData: block 17: hash differs".
std::string toString(const Error& error);

} // namespace consentry
