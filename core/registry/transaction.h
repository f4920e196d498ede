#pragma once

#include "core/crypto/suite.h"
#include "core/registry/governance.h"
#include "core/registry/types.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace consentry::registry {

/// One sealed copy of a body: to whom, and the digest under which the mailbox finds it.
struct BodyRef {
    SealingPublicKey recipient;
    Digest digest; ///< H("sealed", enc, ciphertext)
    friend bool operator==(const BodyRef&, const BodyRef&) = default;
};

/// The sealed body of a transaction (protocol §4). The first copy is sealed to the log key of
/// `epoch` (SetLogKey: to the archive key), and its digest stands in the row.
struct SealedDetails {
    EpochNumber epoch;
    std::vector<BodyRef> bodies; ///< 1 to limits::bodiesMax
    Digest bodyCommit;           ///< H("body", plaintext), equal for all copies
    friend bool operator==(const SealedDetails&, const SealedDetails&) = default;
};

/// A mailbox says that it keeps the bodies of some items. One signature may cover many items.
struct StorageReceipt {
    PartyId organization;
    KeyId keyId;             ///< a gateway key of that organisation
    bool substitute = false; ///< not one of the patient's mailboxes, which were silent
    std::vector<std::uint32_t> itemIndexes; ///< ascending; {0} where there are no items
    Instant until;                          ///< kept at least until then
    Signature signature; ///< over receiptDigest of the items' patients and body digests
    friend bool operator==(const StorageReceipt&, const StorageReceipt&) = default;
};

/// A device key as it enters the registry.
struct NewKey {
    SigningPublicKey signing;
    SealingPublicKey sealing; ///< sealed mail to this party
    Signature possession;     ///< signPossession
    friend bool operator==(const NewKey&, const NewKey&) = default;
};

/// The start of an epoch: what SetLogKey says, also inside RegisterParty.
struct LogKeySetup {
    LogKey logKey;
    SigningPublicKey fetchKey;
    Signature fetchPossession;
    SealedDetails archive; ///< epoch: the new one; sealed to the archive key
    friend bool operator==(const LogKeySetup&, const LogKeySetup&) = default;
};

/// What makes a party a patient.
struct PatientSetup {
    std::vector<PartyId> mailboxes; ///< two different organisations
    SealingPublicKey archiveKey;    ///< generation 1
    LogKeySetup logKey;             ///< epoch 1
    friend bool operator==(const PatientSetup&, const PatientSetup&) = default;
};

// One struct for each kind. Every body that starts an object carries the nonce of its id.

/// Signed by the inception key, cosigned by a sponsoring organisation's attestor. A patient's
/// writes two rows: the archive body of epoch 1, then the registration.
struct RegisterParty {
    static constexpr TransactionKind kind = TransactionKind::RegisterParty;
    SigningPublicKey inceptionKey;
    std::vector<NewKey> deviceKeys; ///< 0 to 15
    std::optional<PatientSetup> patient;
    std::optional<SealedDetails> details; ///< device name; patients only
    friend bool operator==(const RegisterParty&, const RegisterParty&) = default;
};

struct AddKey {
    static constexpr TransactionKind kind = TransactionKind::AddKey;
    NewKey key;
    std::optional<SealedDetails> details; ///< device name; patients only
    friend bool operator==(const AddKey&, const AddKey&) = default;
};

/// At once by the recovery key; by a device after 72 hours.
struct RemoveKey {
    static constexpr TransactionKind kind = TransactionKind::RemoveKey;
    KeyId keyId;
    std::optional<SealedDetails> details; ///< device name; patients only
    friend bool operator==(const RemoveKey&, const RemoveKey&) = default;
};

struct SetMailboxes {
    static constexpr TransactionKind kind = TransactionKind::SetMailboxes;
    std::uint64_t replaces = 0; ///< the version that this one follows
    std::vector<PartyId> mailboxes;
    std::optional<SealedDetails> details;
    friend bool operator==(const SetMailboxes&, const SetMailboxes&) = default;
};

/// Protective. Stops the key and all keys that it added.
struct Freeze {
    static constexpr TransactionKind kind = TransactionKind::Freeze;
    Nonce nonce; ///< FreezeId
    KeyId keyId;
    friend bool operator==(const Freeze&, const Freeze&) = default;
};

struct Unfreeze {
    static constexpr TransactionKind kind = TransactionKind::Unfreeze;
    FreezeId freezeId;
    friend bool operator==(const Unfreeze&, const Unfreeze&) = default;
};

struct Attest {
    static constexpr TransactionKind kind = TransactionKind::Attest;
    Nonce nonce; ///< AttestationId
    PartyId subject;
    AttestedRole role = AttestedRole::Doctor;
    StaffId staffId;
    Digest cardDigest; ///< of the name card, which the gateway serves
    Instant from;
    Instant until;
    friend bool operator==(const Attest&, const Attest&) = default;
};

struct EndAttestation {
    static constexpr TransactionKind kind = TransactionKind::EndAttestation;
    AttestationId attestationId;
    friend bool operator==(const EndAttestation&, const EndAttestation&) = default;
};

/// Signed by the patient, cosigned by the organisation's attestor. From policy version 1 on the
/// details carry the opening: log key, then the organisation's inbox.
struct Link {
    static constexpr TransactionKind kind = TransactionKind::Link;
    Nonce nonce; ///< LinkId
    PartyId organization;
    std::uint64_t policyVersion = 0;
    std::optional<SealedDetails> details;
    friend bool operator==(const Link&, const Link&) = default;
};

/// Protective. By the patient, or by the organisation's attestor.
struct Unlink {
    static constexpr TransactionKind kind = TransactionKind::Unlink;
    PartyId patient;
    PartyId organization;
    LinkId linkId; ///< so that an old one cannot end a later link
    friend bool operator==(const Unlink&, const Unlink&) = default;
};

struct SetLogKey {
    static constexpr TransactionKind kind = TransactionKind::SetLogKey;
    EpochNumber replaces;
    LogKeySetup setup;
    friend bool operator==(const SetLogKey&, const SetLogKey&) = default;
};

/// Bodies: the log key, then the inbox of every linked organisation in ascending order of ids.
struct SetPatientPolicy {
    static constexpr TransactionKind kind = TransactionKind::SetPatientPolicy;
    std::uint64_t replaces = 0;
    SealedDetails details;
    friend bool operator==(const SetPatientPolicy&, const SetPatientPolicy&) = default;
};

/// Who may read what and why stands in the sealed body; the commitment is its bodyCommit.
struct Grant {
    static constexpr TransactionKind kind = TransactionKind::Grant;
    Nonce nonce; ///< GrantId
    Instant from;
    std::optional<Instant> until; ///< none: open-ended
    std::optional<GrantId> supersedes;
    std::optional<RequestId> request;
    SealedDetails details;
    friend bool operator==(const Grant&, const Grant&) = default;
};

/// Protective. 1 to 256 different ids; one that was never seen leaves a tombstone.
struct Revoke {
    static constexpr TransactionKind kind = TransactionKind::Revoke;
    std::vector<GrantId> grants;
    friend bool operator==(const Revoke&, const Revoke&) = default;
};

struct RequestAccess {
    static constexpr TransactionKind kind = TransactionKind::RequestAccess;
    Nonce nonce; ///< RequestId
    PartyId patient;
    AttestationId attestationId;
    SealedDetails details;
    friend bool operator==(const RequestAccess&, const RequestAccess&) = default;
};

struct CloseRequest {
    static constexpr TransactionKind kind = TransactionKind::CloseRequest;
    PartyId patient;
    RequestId requestId;
    SealedDetails details;
    friend bool operator==(const CloseRequest&, const CloseRequest&) = default;
};

struct AnchorBatch {
    static constexpr TransactionKind kind = TransactionKind::AnchorBatch;
    Nonce nonce; ///< AnchorId
    PartyId patient;
    Digest root;
    SealedDetails details;
    friend bool operator==(const AnchorBatch&, const AnchorBatch&) = default;
};

/// Where a leaf stands in an anchor's tree, with the way to the root.
struct LeafProof {
    AnchorId anchorId;
    std::uint32_t leafIndex = 0;
    Digest leaf;
    std::vector<Digest> path; ///< siblings from the leaf upwards, 4 to 32
    friend bool operator==(const LeafProof&, const LeafProof&) = default;
};

struct AmendRecord {
    static constexpr TransactionKind kind = TransactionKind::AmendRecord;
    PartyId patient;
    LeafProof old;
    AnchorId successorAnchor; ///< an anchor of the same organisation and patient
    std::uint32_t successorLeaf = 0;
    SealedDetails details;
    friend bool operator==(const AmendRecord&, const AmendRecord&) = default;
};

struct Tombstone {
    static constexpr TransactionKind kind = TransactionKind::Tombstone;
    PartyId patient;
    LeafProof leaf;
    SealedDetails details;
    friend bool operator==(const Tombstone&, const Tombstone&) = default;
};

/// One access, denial or note about one patient (protocol §5.3).
struct AccessItem {
    PartyId patient;
    EpochNumber epoch;
    AccessKind kind = AccessKind::Access;
    std::optional<AccessId> accessId; ///< NotDelivered only: the access that was never answered
    AccessBasis basis = AccessBasis::None;
    std::optional<ObjectId> basisId; ///< grant, emergency or delegation id
    std::uint64_t policyVersion = 0;
    AccessDecision decision = AccessDecision::Deny;
    std::optional<std::uint32_t> count; ///< DenialCount only, at least 1
    Digest bodyDigest;
    Digest bodyCommit;
    friend bool operator==(const AccessItem&, const AccessItem&) = default;
};

struct RecordAccess {
    static constexpr TransactionKind kind = TransactionKind::RecordAccess;
    std::vector<AccessItem> items; ///< 1 to limits::accessItemsMax
    friend bool operator==(const RecordAccess&, const RecordAccess&) = default;
};

/// Signed by the custodian's gateway, cosigned by the gateway of the requester's organisation.
struct EmergencyAccess {
    static constexpr TransactionKind kind = TransactionKind::EmergencyAccess;
    Nonce nonce; ///< EmergencyId
    PartyId patient;
    Instant until; ///< at most 24 hours ahead
    SealedDetails details;
    friend bool operator==(const EmergencyAccess&, const EmergencyAccess&) = default;
};

struct ReviewEmergency {
    static constexpr TransactionKind kind = TransactionKind::ReviewEmergency;
    PartyId patient;
    EmergencyId emergencyId;
    AttestationId attestationId; ///< of the custodian, role Reviewer, for the signing party
    SealedDetails details;
    friend bool operator==(const ReviewEmergency&, const ReviewEmergency&) = default;
};

struct DisputeAccess {
    static constexpr TransactionKind kind = TransactionKind::DisputeAccess;
    LogSequence row;
    SealedDetails details;
    friend bool operator==(const DisputeAccess&, const DisputeAccess&) = default;
};

struct AnswerDispute {
    static constexpr TransactionKind kind = TransactionKind::AnswerDispute;
    PartyId patient;
    LogSequence row;
    SealedDetails details;
    friend bool operator==(const AnswerDispute&, const AnswerDispute&) = default;
};

/// By a governance key, as the first approval of its organisation. The action is checked now and
/// again when it takes effect.
struct Propose {
    static constexpr TransactionKind kind = TransactionKind::Propose;
    Nonce nonce; ///< ProposalId
    GovernanceAction action;
    friend bool operator==(const Propose&, const Propose&) = default;
};

/// By a governance key. The approval that completes k of n makes the action take effect at once, or
/// is refused with what stands against it.
struct Approve {
    static constexpr TransactionKind kind = TransactionKind::Approve;
    ProposalId proposalId;
    friend bool operator==(const Approve&, const Approve&) = default;
};

/// In ascending order of their kinds.
using Body = std::variant<RegisterParty, AddKey, RemoveKey, SetMailboxes, Freeze, Unfreeze, Attest,
                          EndAttestation, Link, Unlink, SetLogKey, SetPatientPolicy, Grant, Revoke,
                          RequestAccess, CloseRequest, AnchorBatch, AmendRecord, Tombstone,
                          RecordAccess, EmergencyAccess, ReviewEmergency, DisputeAccess,
                          AnswerDispute, UpdateOrganization, LeaveOrganization, Propose, Approve>;

struct OnBehalf {
    PartyId patient;
    DelegationId delegationId;
    friend bool operator==(const OnBehalf&, const OnBehalf&) = default;
};

struct Cosigner {
    PartyId party;
    KeyId keyId;
    friend bool operator==(const Cosigner&, const Cosigner&) = default;
};

/// What a party asks the registry to do. All signatures cover everything but `cosigs` and
/// `signature`.
struct Transaction {
    std::uint64_t version = limits::transactionVersion;
    std::string chainId;
    SuiteId suite = SuiteId::Suite1;
    PartyId party;
    KeyId keyId;
    std::optional<std::uint64_t> sequence; ///< none exactly for protective kinds
    Instant expiresAt;
    std::optional<OnBehalf> onBehalf;
    Body body;
    std::vector<Cosigner> cosigners;
    std::vector<StorageReceipt> receipts;
    std::vector<Signature> cosigs; ///< exactly those of the cosigners, in order
    Signature signature;

    TransactionKind kind() const;
    friend bool operator==(const Transaction&, const Transaction&) = default;
};

/// The one valid encoding.
Bytes encodeTransaction(const Transaction& transaction);
/// Accepts only what encodeTransaction writes. Errors: TooLarge, Malformed, NotCanonical,
/// Unsupported (version, suite or kind that this program does not know; Error::refusal says which).
Result<Transaction> decodeTransaction(ByteView bytes);
/// What all signatures are over: CBOR of ["transaction", chain id, the map without its signatures].
Bytes signedBytes(const Transaction& transaction);
/// SHA-256 of the bytes, as the consensus engine names a transaction.
TxHash transactionHash(ByteView bytes);

/// Sets `signature`; party and keyId must name the key already. Cosigners may sign before or after.
void signTransaction(Transaction& transaction, const SigningKey& key);
/// Sets the signature of the cosigner at `index`.
void cosignTransaction(Transaction& transaction, std::size_t index, const SigningKey& key);

/// The patients and body digests under each other, in the order of items and bodies, as receipts
/// of this transaction name them. Empty where nothing is sealed.
struct SealedBodyList {
    std::vector<PartyId> patients;
    std::vector<Digest> digests;
    std::vector<std::uint32_t> items; ///< the item that entry i belongs to
};
SealedBodyList sealedBodiesOf(const Transaction& transaction);
/// The party that the transaction is about: the patient that its body names, else the signer.
/// RecordAccess names one for each item instead.
PartyId subjectOf(const Transaction& transaction);
/// The object id under which a row stands and to which its body is sealed (protocol §4, HPKE info).
/// `itemIndex` counts the rows of RegisterParty (0: archive, 1: registration), the ids of Revoke
/// and the items of RecordAccess; 0 else. Accesses need the gateway's public key for their ids.
ObjectId rowObjectId(const Transaction& transaction, std::uint32_t itemIndex,
                     const SigningPublicKey& signer);

} // namespace consentry::registry
