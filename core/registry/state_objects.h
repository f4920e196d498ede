#pragma once

#include "core/registry/governance.h"
#include "core/registry/state_key.h"
#include "core/registry/types.h"

#include <optional>
#include <string>
#include <vector>

namespace consentry::registry {

// The objects of the state. Each has its kind, its key and one valid encoding (encodeState,
// decodeState). registry.cddl describes the same.

/// The limits that the consortium may change (protocol §10).
struct ParamsState {
    static constexpr ObjectKind kind = ObjectKind::Params;
    std::uint32_t transactionsPerHour = 60; ///< of a person's key; organisations' keys have none
    std::uint32_t activeGrantsMax = 1000;
    std::uint32_t openRequestsPerOrganization = 5; ///< to one patient
    std::uint32_t openRequestsPerPatient = 20;
    std::uint32_t requestDays = 14;
    /// Of a whole block in the engine; none: limits::blockBytesMax.
    std::optional<std::uint32_t> blockBytesMax{};
    friend bool operator==(const ParamsState&, const ParamsState&) = default;
};

struct OrgState {
    static constexpr ObjectKind kind = ObjectKind::Org;
    std::string name; ///< public, as the members know each other
    bool mailbox = false;
    SealingPublicKey inboxKey;
    std::optional<Instant> leavesAt{};  ///< no member from then on; its keys end then too
    std::optional<PartyId> successor{}; ///< of a mailbox that leaves
    bool hasLeftAt(Instant time) const { return leavesAt && *leavesAt <= time; }
    friend bool operator==(const OrgState&, const OrgState&) = default;
};

struct PartyState {
    static constexpr ObjectKind kind = ObjectKind::Party;
    PartyKind partyKind = PartyKind::Person;
    KeyId inceptionKeyId;
    std::vector<KeyId> keys; ///< all that were not removed at once, the inception key first
    friend bool operator==(const PartyState&, const PartyState&) = default;
};

/// To which party a public key belongs: for ever, also after its removal.
struct KeyState {
    static constexpr ObjectKind kind = ObjectKind::Key;
    PartyId party;
    KeyRole role = KeyRole::Device;
    SigningPublicKey publicKey;
    std::optional<SealingPublicKey> sealingKey; ///< device keys
    std::optional<KeyId> addedBy;
    std::optional<Instant> removedFrom; ///< no signature of it counts from then on
    std::optional<FreezeId> frozenBy;
    friend bool operator==(const KeyState&, const KeyState&) = default;
};

/// Sequence window and hourly budget of one key; absent means unused.
struct RateState {
    static constexpr ObjectKind kind = ObjectKind::Rate;
    std::uint64_t highest = 0; ///< highest sequence used
    std::uint64_t seen = 1;    ///< bit i: sequence highest − i was used
    std::uint64_t hour = 0;    ///< ⌊block time / 3,600,000⌋
    std::uint32_t used = 0;    ///< transactions in that hour
    friend bool operator==(const RateState&, const RateState&) = default;
};

struct PatientState {
    static constexpr ObjectKind kind = ObjectKind::Patient;
    std::uint64_t count = 0; ///< rows in the log
    Digest head;
    EpochNumber epoch; ///< the current one
    LogKey logKey;     ///< of the current epoch
    Instant epochSince;
    std::uint64_t policyVersion = 0;
    std::optional<Digest> policyCommit; ///< none at version 0
    std::uint64_t mailboxVersion = 0;
    std::vector<PartyId> mailboxes;
    SealingPublicKey archiveKey;
    std::uint32_t archiveGeneration = 1;
    std::vector<PartyId> links; ///< actively linked organisations, ascending
    friend bool operator==(const PatientState&, const PatientState&) = default;
};

/// Key: (patient, epoch number as 4 bytes, big-endian).
struct EpochState {
    static constexpr ObjectKind kind = ObjectKind::Epoch;
    LogKey logKey;
    SigningPublicKey fetchKey;
    Digest archiveDigest;
    Digest archiveCommit;
    LogSequence firstRow;
    Digest headBefore; ///< a reader from this epoch on verifies from here
    Instant since;
    friend bool operator==(const EpochState&, const EpochState&) = default;
};

/// Key: (patient, organisation).
struct LinkState {
    static constexpr ObjectKind kind = ObjectKind::Link;
    LinkId linkId;
    bool active = false;
    Instant since;
    std::optional<Instant> endedAt;
    friend bool operator==(const LinkState&, const LinkState&) = default;
};

struct AttestationState {
    static constexpr ObjectKind kind = ObjectKind::Attestation;
    PartyId organization;
    PartyId subject;
    AttestedRole role = AttestedRole::Doctor;
    StaffId staffId;
    Digest cardDigest;
    Instant from;
    Instant until;
    std::optional<Instant> endedAt;
    bool isActiveAt(Instant time) const { return from <= time && time < until && !endedAt; }
    friend bool operator==(const AttestationState&, const AttestationState&) = default;
};

/// Keys: (organisation, party, "party") with the staff id, (organisation, staff id, "staff") with
/// the party.
struct StaffState {
    static constexpr ObjectKind kind = ObjectKind::Staff;
    ObjectId other;
    friend bool operator==(const StaffState&, const StaffState&) = default;
};

enum class GrantStatus : std::uint8_t { Active = 1, Revoked = 2, Superseded = 3 };

struct GrantState {
    static constexpr ObjectKind kind = ObjectKind::Grant;
    PartyId patient;
    PartyId issuer;
    Instant from;
    std::optional<Instant> until; ///< half-open: not allowed at this moment any more
    Digest commit;
    GrantStatus status = GrantStatus::Active;
    std::optional<Instant> endedAt; ///< revoked or superseded
    std::optional<GrantId> supersededBy;
    std::optional<RequestId> request;
    friend bool operator==(const GrantState&, const GrantState&) = default;
};

/// How many active grants of a patient end on a day (UTC). A grant counts until its day is over.
struct GrantDay {
    std::uint64_t day = 0; ///< ⌊end / 86,400,000⌋; openEnded where there is no end
    std::uint32_t grants = 0;
    static constexpr std::uint64_t openEnded = 0xFFFF'FFFF;
    friend bool operator==(const GrantDay&, const GrantDay&) = default;
};

/// Key: patient.
struct GrantsState {
    static constexpr ObjectKind kind = ObjectKind::Grants;
    std::vector<GrantDay> days; ///< ascending
    friend bool operator==(const GrantsState&, const GrantsState&) = default;
};

/// Key: (patient, grant id): a grant with this id will not begin before `until`.
struct PreRevokedState {
    static constexpr ObjectKind kind = ObjectKind::PreRevoked;
    Instant until;
    friend bool operator==(const PreRevokedState&, const PreRevokedState&) = default;
};

struct PreRevokedEntry {
    GrantId grantId;
    Instant until;
    friend bool operator==(const PreRevokedEntry&, const PreRevokedEntry&) = default;
};

/// Key: patient. What is needed to count and to clean up.
struct PreRevokedList {
    static constexpr ObjectKind kind = ObjectKind::PreRevoked;
    std::vector<PreRevokedEntry> entries; ///< in the order of arrival
    friend bool operator==(const PreRevokedList&, const PreRevokedList&) = default;
};

enum class RequestStatus : std::uint8_t { Open = 1, Granted = 2, Closed = 3 };

struct RequestState {
    static constexpr ObjectKind kind = ObjectKind::Request;
    PartyId patient;
    PartyId requester;
    PartyId organization; ///< that attested the requester
    AttestationId attestationId;
    Instant until; ///< lapses by itself
    RequestStatus status = RequestStatus::Open;
    friend bool operator==(const RequestState&, const RequestState&) = default;
};

struct OpenRequest {
    RequestId requestId;
    PartyId requester;
    PartyId organization;
    Instant until;
    friend bool operator==(const OpenRequest&, const OpenRequest&) = default;
};

/// Key: patient. Lapsed ones are dropped when the list is next written.
struct RequestsState {
    static constexpr ObjectKind kind = ObjectKind::Requests;
    std::vector<OpenRequest> open; ///< in the order of arrival
    friend bool operator==(const RequestsState&, const RequestsState&) = default;
};

struct EmergencyState {
    static constexpr ObjectKind kind = ObjectKind::Emergency;
    PartyId patient;
    PartyId custodian;
    PartyId requesterOrganization;
    Instant from;
    Instant until;
    bool reviewed = false;
    friend bool operator==(const EmergencyState&, const EmergencyState&) = default;
};

struct AnchorState {
    static constexpr ObjectKind kind = ObjectKind::Anchor;
    PartyId organization;
    PartyId patient;
    Digest root;
    BlockHeight height;
    friend bool operator==(const AnchorState&, const AnchorState&) = default;
};

/// Key: (anchor, leaf index as 4 bytes, big-endian). Without a successor the leaf is deleted.
struct LeafState {
    static constexpr ObjectKind kind = ObjectKind::Anchor;
    bool deleted = false;
    std::optional<AnchorId> successorAnchor;
    std::optional<std::uint32_t> successorLeaf;
    friend bool operator==(const LeafState&, const LeafState&) = default;
};

/// Key: (patient, row as 8 bytes, big-endian).
struct DisputeState {
    static constexpr ObjectKind kind = ObjectKind::Dispute;
    PartyId writer;
    bool answered = false;
    friend bool operator==(const DisputeState&, const DisputeState&) = default;
};

struct FreezeState {
    static constexpr ObjectKind kind = ObjectKind::Freeze;
    PartyId party;
    KeyId keyId;
    Instant since;
    bool lifted = false;
    friend bool operator==(const FreezeState&, const FreezeState&) = default;
};

/// Key: (party, key id): a device asked for the removal of a key.
struct PendingState {
    static constexpr ObjectKind kind = ObjectKind::Pending;
    KeyId requestedBy;
    Instant effectiveFrom;
    friend bool operator==(const PendingState&, const PendingState&) = default;
};

/// A member of the consortium.
struct Member {
    PartyId organization;
    std::optional<Instant> leavesAt{};
    bool isMemberAt(Instant time) const { return !leavesAt || time < *leavesAt; }
    friend bool operator==(const Member&, const Member&) = default;
};

/// Who decides together. Absent on a chain whose genesis names no validators: nothing can be
/// decided there.
struct MembersState {
    static constexpr ObjectKind kind = ObjectKind::Members;
    std::vector<Member> members; ///< ascending; those that left go when the list is next written
    /// n of k-of-n at a time.
    std::size_t countAt(Instant time) const;
    bool isMemberAt(const PartyId& organization, Instant time) const;
    friend bool operator==(const MembersState&, const MembersState&) = default;
};

struct ValidatorEntry {
    PartyId organization;
    SigningPublicKey key;
    friend bool operator==(const ValidatorEntry&, const ValidatorEntry&) = default;
};

/// Who makes blocks from two blocks after the last change on; each with the power 1.
struct ValidatorsState {
    static constexpr ObjectKind kind = ObjectKind::Validators;
    std::vector<ValidatorEntry> validators; ///< ascending by organisation, each once
    BlockHeight changedAt;                  ///< 0: as in the genesis
    friend bool operator==(const ValidatorsState&, const ValidatorsState&) = default;
};

/// An organisation's approval: it counts while the organisation is a member and the key is its own.
struct Approval {
    PartyId organization;
    KeyId keyId;
    friend bool operator==(const Approval&, const Approval&) = default;
};

struct ProposalState {
    static constexpr ObjectKind kind = ObjectKind::Proposal;
    PartyId proposer;
    GovernanceAction action;
    Instant from;
    Instant until;                          ///< half-open: no approval at this moment any more
    std::vector<Approval> approvals;        ///< in the order of arrival, one an organisation
    std::optional<BlockHeight> decidedAt{}; ///< the block in which it took effect
    friend bool operator==(const ProposalState&, const ProposalState&) = default;
};

struct OpenProposal {
    ProposalId proposalId;
    PartyId proposer;
    Instant until;
    friend bool operator==(const OpenProposal&, const OpenProposal&) = default;
};

/// Those that ended are dropped when the list is next written.
struct ProposalsState {
    static constexpr ObjectKind kind = ObjectKind::Proposals;
    std::vector<OpenProposal> open; ///< in the order of arrival
    friend bool operator==(const ProposalsState&, const ProposalsState&) = default;
};

/// Which rules hold. Absent: version 1.
struct UpgradeState {
    static constexpr ObjectKind kind = ObjectKind::Upgrade;
    std::uint64_t before = 1; ///< the version below `height`
    BlockHeight height;
    std::uint64_t version = 1; ///< from block `height` on
    std::uint64_t versionAt(BlockHeight block) const { return block < height ? before : version; }
    friend bool operator==(const UpgradeState&, const UpgradeState&) = default;
};

template <class T> Bytes encodeState(const T& object);
/// DamagedData where the bytes are not what encodeState writes: state is our own.
template <class T> Result<T> decodeState(ByteView bytes);

// Keys of the objects, so that wallets and gateways ask for the right proof.
StateKey paramsKey(std::string_view chainId);
StateKey orgKey(std::string_view chainId, const PartyId& organization);
StateKey partyKey(std::string_view chainId, const PartyId& party);
StateKey keyKey(std::string_view chainId, const KeyId& keyId);
StateKey rateKey(std::string_view chainId, const KeyId& keyId);
StateKey patientKey(std::string_view chainId, const PartyId& patient);
StateKey epochKey(std::string_view chainId, const PartyId& patient, EpochNumber epoch);
StateKey linkKey(std::string_view chainId, const PartyId& patient, const PartyId& organization);
StateKey attestationKey(std::string_view chainId, const AttestationId& id);
StateKey staffOfPartyKey(std::string_view chainId, const PartyId& organization,
                         const PartyId& party);
StateKey partyOfStaffKey(std::string_view chainId, const PartyId& organization,
                         const StaffId& staffId);
StateKey grantKey(std::string_view chainId, const GrantId& id);
StateKey grantsKey(std::string_view chainId, const PartyId& patient);
StateKey preRevokedKey(std::string_view chainId, const PartyId& patient, const GrantId& id);
StateKey preRevokedListKey(std::string_view chainId, const PartyId& patient);
StateKey requestKey(std::string_view chainId, const RequestId& id);
StateKey requestsKey(std::string_view chainId, const PartyId& patient);
StateKey emergencyKey(std::string_view chainId, const EmergencyId& id);
StateKey anchorKey(std::string_view chainId, const AnchorId& id);
StateKey leafKey(std::string_view chainId, const AnchorId& id, std::uint32_t leafIndex);
StateKey disputeKey(std::string_view chainId, const PartyId& patient, LogSequence row);
StateKey freezeKey(std::string_view chainId, const FreezeId& id);
StateKey pendingKey(std::string_view chainId, const PartyId& party, const KeyId& keyId);
StateKey membersKey(std::string_view chainId);
StateKey validatorsKey(std::string_view chainId);
StateKey proposalKey(std::string_view chainId, const ProposalId& id);
StateKey proposalsKey(std::string_view chainId);
StateKey upgradeKey(std::string_view chainId);

} // namespace consentry::registry
