#pragma once

#include "core/base/ids.h"
#include "core/base/instant.h"
#include "core/crypto/hpke.h"
#include "core/crypto/random.h"
#include "core/crypto/signature.h"

#include <cstdint>
#include <string_view>

namespace consentry::registry {

/// Any object of the registry where the kind of id does not matter: H("id", party, nonce).
using ObjectId = FixedBytes<32, struct ObjectIdTag>;
using LinkId = FixedBytes<32, struct LinkIdTag>;
using FreezeId = FixedBytes<32, struct FreezeIdTag>;
/// Something that organisations decide together.
using ProposalId = FixedBytes<32, struct ProposalIdTag>;
/// One per person and organisation, for life; a pseudonym that the organisation chooses.
using StaffId = FixedBytes<32, struct StaffIdTag>;
/// An X25519 key to which log rows of an epoch, or archive bodies, are sealed.
using LogKey = SealingPublicKey;

/// Numbers are part of the format, for ever. Those marked reserved are refused as unknown kinds.
enum class TransactionKind : std::uint16_t {
    RegisterParty = 1,
    AddKey = 2,
    RemoveKey = 3,
    SetMailboxes = 4,
    Freeze = 5,
    Unfreeze = 6,
    Veto = 7,              ///< reserved
    ChangeRecoveryKey = 8, ///< reserved
    Attest = 9,
    EndAttestation = 10,
    Link = 11,
    Unlink = 12,
    SetLogKey = 13,
    SetPatientPolicy = 14,
    Grant = 15,
    Revoke = 16,
    RequestAccess = 17,
    CloseRequest = 18,
    AnchorBatch = 19,
    AmendRecord = 20,
    Tombstone = 21,
    RecordAccess = 22,
    EmergencyAccess = 23,
    ReviewEmergency = 24,
    DisputeAccess = 25,
    AnswerDispute = 26,
    Delegate = 27,             ///< reserved
    RevokeDelegation = 28,     ///< reserved
    SetHelpers = 29,           ///< reserved
    RecoveryApprove = 30,      ///< reserved
    CancelRecovery = 31,       ///< reserved
    ResolveRecovery = 32,      ///< reserved
    RecoveryFinish = 33,       ///< reserved
    RegisterOrganization = 34, ///< only as the action of a proposal
    UpdateOrganization = 35,
    LeaveOrganization = 36,
    Propose = 37,
    Approve = 38,
    UpdateValidators = 39,  ///< only as the action of a proposal
    SetParameters = 40,     ///< only as the action of a proposal
    Upgrade = 41,           ///< only as the action of a proposal
    SettleUsage = 42,       ///< reserved
    PublishCommitment = 43, ///< reserved
};

/// "Grant"; "reserved" for kinds without code, "unknown" for numbers without meaning.
std::string_view transactionKindName(TransactionKind kind);
/// Whether the kind ends something and therefore stands first in a block, without sequence, sealed
/// body, receipt or epoch (protocol §2).
bool isProtective(TransactionKind kind);

/// What a row of a patient's log tells. Rows of most transactions carry the transaction's number.
enum class LogEventType : std::uint16_t {
    RegisterParty = 1,
    AddKey = 2,
    RemoveKey = 3,
    SetMailboxes = 4,
    Freeze = 5,
    Unfreeze = 6,
    Link = 11,
    Unlink = 12,
    SetLogKey = 13,
    SetPatientPolicy = 14,
    Grant = 15,
    Revoke = 16,
    RequestAccess = 17,
    CloseRequest = 18,
    AnchorBatch = 19,
    AmendRecord = 20,
    Tombstone = 21,
    Access = 22, ///< an access: allowed where result is 0, else a denial
    EmergencyAccess = 23,
    ReviewEmergency = 24,
    DisputeAccess = 25,
    AnswerDispute = 26,
    NotDelivered = 64, ///< the gateway says that an access of before was never answered
    DenialCount = 65,  ///< denials beyond the tenth of a day, counted by the hour
};

/// "Access"; "unknown" for numbers without meaning.
std::string_view logEventTypeName(LogEventType type);
bool isKnownLogEventType(std::uint64_t number);

enum class PartyKind : std::uint8_t {
    Patient = 1,      ///< has a log, mailboxes, epochs
    Person = 2,       ///< clinician, delegate, researcher: keys only
    Organization = 3, ///< of the consortium
};

enum class KeyRole : std::uint8_t {
    Recovery = 1,
    Device = 2,
    Fetch = 3, ///< of an epoch: asks mailboxes and nodes, never signs transactions
    Governance = 4,
    Attestor = 5,
    Gateway = 6,
    Validator = 7, ///< of the consensus engine: signs blocks, never transactions
};

/// What an organisation vouches for.
enum class AttestedRole : std::uint8_t {
    Doctor = 1,
    Nurse = 2,
    Administrator = 3,
    Researcher = 4,
    Insurer = 5,
    Regulator = 6,
    Reviewer = 7, ///< reads the reasons of emergencies for the custodian
};

enum class AccessKind : std::uint8_t { Access = 1, NotDelivered = 2, DenialCount = 3 };

enum class AccessBasis : std::uint8_t {
    Grant = 1,
    Emergency = 2,
    Delegation = 3,
    Self = 4,
    None = 5,
};

/// What the custodian's gateway decided before it asked the registry.
enum class AccessDecision : std::uint8_t { Permit = 1, Deny = 2 };

namespace limits {

constexpr std::uint64_t transactionVersion = 1;
constexpr std::size_t transactionBytesMax = 64 * 1024;
constexpr std::size_t blockBytesMax = 2 * 1024 * 1024;
/// Ordinary transactions fill at most nine tenths; the rest is kept for protective ones.
constexpr std::size_t ordinaryBytesMax = blockBytesMax / 10 * 9;
constexpr std::size_t chainIdBytesMax = 50; ///< as the consensus engine's
constexpr std::size_t organizationNameBytesMax = 100;
constexpr std::size_t keysMax = 16;  ///< of a party
constexpr std::size_t linksMax = 64; ///< of a patient
constexpr std::size_t bodiesMax = linksMax + 4;
constexpr std::size_t receiptsMax = 256; ///< one for each item at worst
constexpr std::size_t accessItemsMax = 256;
constexpr std::size_t revokeIdsMax = 256;
constexpr std::size_t cosignersMax = 2;
constexpr std::size_t mailboxCount = 2;
constexpr std::size_t tombstonesMax = 64; ///< of a patient, for ids not yet seen
constexpr std::size_t anchorPathMin = 4;  ///< 16 leaves
constexpr std::size_t anchorPathMax = 32;
constexpr std::uint64_t sequenceBehind = 64;
constexpr std::uint64_t sequenceAhead = 1024;
constexpr milliseconds expiryOrdinary = std::chrono::hours(24);
constexpr milliseconds expiryAccess = std::chrono::seconds(60);
constexpr milliseconds expiryProtective = std::chrono::days(30);
constexpr milliseconds tombstoneLife = std::chrono::days(30);
constexpr milliseconds keyRemovalDelay = std::chrono::hours(72);
constexpr milliseconds emergencyMax = std::chrono::hours(24);
constexpr std::size_t membersMax = 1000;     ///< organisations
constexpr std::size_t keyChangesMax = 16;    ///< in one update of an organisation
constexpr std::size_t proposalsMax = 256;    ///< open at a time
constexpr std::size_t proposalsOfOneMax = 8; ///< open at a time, of one organisation
constexpr milliseconds proposalLife = std::chrono::days(14);
constexpr milliseconds leaveNotice = std::chrono::days(60);
/// With fewer the loss of one validator stops the chain, and one change is more than light clients
/// follow.
constexpr std::size_t validatorsMin = 4;
constexpr std::size_t validatorsMax = 100;
/// Between two changes of the validators, so that each has begun before the next.
constexpr std::uint64_t validatorChangeBlocks = 3;
/// From the decision to the agreed height at least: time to install a program.
constexpr std::uint64_t upgradeNoticeBlocks = 20;
constexpr std::uint32_t parameterMax = 100'000;
constexpr std::uint32_t requestDaysMax = 365;
constexpr std::uint32_t blockBytesMin = 256 * 1024;
constexpr milliseconds hour = std::chrono::hours(1);
constexpr milliseconds minute = std::chrono::minutes(1);
constexpr milliseconds day = std::chrono::days(1);

} // namespace limits

} // namespace consentry::registry
