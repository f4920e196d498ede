#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace consentry::registry {

/// Every answer of the registry to a transaction or to one item of it. Numbers are stable: nodes
/// agree on them, logs keep them. Numbers below 100 say that the transaction is invalid: it
/// consumes nothing and may come again. From 100 on it was signed rightly but is refused: it
/// consumes its sequence and rate budget, and does nothing else (protocol §2); a protective one has
/// neither and consumes nothing in any case.
enum class Refusal : std::uint32_t {
    Accepted = 0,

    Malformed = 1,
    TooLarge = 2,
    UnsupportedVersion = 3,
    UnsupportedSuite = 4,
    UnknownKind = 5,
    WrongChain = 6,
    Expired = 7,
    ExpiresTooLate = 8,
    UnknownKey = 9,
    KeyOfAnotherParty = 10,
    KeyRemoved = 11,
    KeyFrozen = 12,
    SequenceUsed = 13,
    SequenceOutOfWindow = 14,
    RateExceeded = 15,
    BadSignature = 16,
    BadCosignature = 17,
    EffectHolds = 18,

    NotPermitted = 100,
    UnknownDelegation = 101,
    StaleVersion = 102,
    StaleLinks = 103,
    StaleEpoch = 104,
    StalePolicy = 105,
    UnknownParty = 106,
    NotAPatient = 107,
    UnknownOrganization = 108,
    NotAMailbox = 109,
    PartyExists = 110,
    KeyInUse = 111,
    TooManyKeys = 112,
    BadPossession = 113,
    IdTaken = 114,
    TooSoon = 115,
    UnknownFreeze = 116,
    UnknownTargetKey = 117,
    RemovalPending = 118,

    NotLinked = 130,
    AlreadyLinked = 131,
    TooManyLinks = 132,
    UnknownAttestation = 133,
    AttestationNotActive = 134,
    StaffIdTaken = 135,
    InvalidWindow = 136,

    UnknownGrant = 150,
    GrantRevoked = 151,
    GrantNotStarted = 152,
    GrantEnded = 153,
    RevokedBefore = 154,
    TooManyGrants = 155,
    TooManyTombstones = 156,
    UnknownRequest = 157,
    RequestClosed = 158,
    TooManyRequests = 159,

    ReceiptMissing = 170,
    ReceiptInvalid = 171,
    WrongRecipient = 172,
    WrongCommitment = 173,

    UnknownAnchor = 180,
    InvalidPath = 181,
    LeafChanged = 182,
    UnknownEmergency = 183,
    EmergencyEnded = 184,
    AlreadyReviewed = 185,
    UnknownRow = 186,
    NotDisputable = 187,
    AlreadyDisputed = 188,
    NotDisputed = 189,
    AlreadyAnswered = 190,
    DeniedByCustodian = 191,

    NotGoverned = 200,
    NotAMember = 201,
    UnknownProposal = 202,
    ProposalEnded = 203,
    ProposalDecided = 204,
    AlreadyApproved = 205,
    TooManyProposals = 206,
    NoEffect = 207,
    OrganizationExists = 208,
    TooManyMembers = 209,
    LastMember = 210,
    OrganizationLeaves = 211,
    LastKey = 212,
    ValidatorStays = 213,
    UnknownValidator = 214,
    HasValidator = 215,
    TooFewValidators = 216,
    TooManyValidators = 217,
    ChangeTooSoon = 218,
    InvalidParameter = 219,
    InvalidUpgrade = 220,
};

/// One line of the table.
struct RefusalEntry {
    Refusal refusal;
    std::string_view name;     ///< "STALE_VERSION": stable, for logs and `--json`
    std::string_view sentence; ///< the meaning, in English, for developers
};

/// The whole table in ascending order of the numbers.
std::span<const RefusalEntry> refusalTable();
/// "UNKNOWN_REFUSAL" for a number that is not in the table.
std::string_view refusalName(Refusal refusal);
std::string_view refusalSentence(Refusal refusal);
/// Whether a transaction with this code consumed nothing.
constexpr bool isInvalid(Refusal refusal) {
    return refusal != Refusal::Accepted && static_cast<std::uint32_t>(refusal) < 100;
}

} // namespace consentry::registry
