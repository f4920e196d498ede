#pragma once

#include "core/registry/registry.h"
#include "core/registry/state_objects.h"
#include "core/registry/transaction.h"

#include <initializer_list>

namespace consentry::registry {

// Internal to core/registry: one transaction on its way through the state machine.

/// A mailbox that keeps an item's body.
struct BodyHolder {
    PartyId organization;
    bool substitute = false;
};

/// What the receipts of a transaction say about one item.
struct ReceiptVerdict {
    Refusal code = Refusal::ReceiptMissing;
    BodyHolder holder; ///< where the code is Accepted
};

/// A row about to be written.
struct NewRow {
    LogEventType type = LogEventType::RegisterParty;
    std::uint32_t itemIndex = 0;
    Refusal result = Refusal::Accepted;
    const SealedDetails* details = nullptr;
    const BodyHolder* holder = nullptr; ///< with details
};

/// Who signed, as the state knows the key.
struct Signer {
    KeyId keyId;
    KeyState key;
};

/// What a handler of one kind works with: the transaction, the state with the changes made so far,
/// and the rows to append. Handlers check everything before they write anything; what they wrote
/// counts only if they accept.
class Execution {
public:
    Execution(std::string_view chainId, const BlockContext& context, const ParamsState& params,
              SignatureVerifier* verifier, const Transaction& transaction, const TxHash& hash,
              std::uint32_t txIndex, Signer signer, StateOverlay& state);

    const std::string_view chainId;
    const BlockContext& context;
    const ParamsState& params;
    const Transaction& tx;
    const Signer signer;
    std::vector<ItemResult> items;

    Instant now() const { return context.time; }
    /// The party that signed.
    const PartyId& party() const { return tx.party; }
    bool signerIs(std::initializer_list<KeyRole> roles) const;
    bool verify(const SigningPublicKey& key, ByteView message, const Signature& signature) const;
    bool verifyPossession(const SigningPublicKey& key, const Signature& possession) const;

    template <class T> Result<std::optional<T>> load(const StateKey& key) const {
        ASSIGN_OR_RETURN(const std::optional<Bytes> bytes, m_state.get(key));
        if (!bytes) {
            return std::optional<T>();
        }
        ASSIGN_OR_RETURN(T object, decodeState<T>(*bytes));
        return std::optional<T>(std::move(object));
    }
    template <class T> void store(const StateKey& key, const T& object) {
        m_state.put(key, encodeState(object));
    }
    void erase(const StateKey& key) { m_state.erase(key); }
    Result<bool> exists(const StateKey& key) const;
    Result<std::optional<LogEvent>> logEvent(const PartyId& patient, LogSequence row) const;

    Result<std::optional<PatientState>> loadPatient(const PartyId& patient) const {
        return load<PatientState>(patientKey(chainId, patient));
    }
    void storePatient(const PartyId& id, const PatientState& patient) {
        store(patientKey(chainId, id), patient);
    }
    /// False also where the organisation has left.
    Result<bool> isLinked(const PartyId& patient, const PartyId& organization) const;
    Result<bool> hasLeft(const PartyId& organization) const;

    /// Epoch and first recipient of a body that belongs into the patient's log.
    Refusal checkDetails(const PatientState& patient, const SealedDetails& details) const;
    /// Whether one of the patient's mailboxes, or a substitute, signed for the item's bodies.
    /// Verifies all receipts of the transaction on the first call.
    Result<ReceiptVerdict> receiptFor(std::uint32_t item, const std::vector<PartyId>& mailboxes);

    /// Writes a row of the patient's log and its item result. The caller stores the patient.
    void appendRow(const PartyId& id, PatientState& patient, const NewRow& row);
    /// Writes a row for a body that is no SealedDetails: an item of a batch.
    void appendItemRow(const PartyId& id, PatientState& patient, const NewRow& row,
                       const Digest& bodyDigest, const Digest& bodyCommit);
    void addItem(Refusal code) { items.push_back({code, std::nullopt}); }

private:
    /// Whether one of the mailboxes, or who is read in the place of one that left, is it.
    Result<bool> standsFor(const PartyId& organization,
                           const std::vector<PartyId>& mailboxes) const;
    Result<> verifyReceipts();
    Result<Refusal> verifyReceipt(const StorageReceipt& receipt, const SealedBodyList& sealed,
                                  std::size_t itemCount) const;
    void append(const PartyId& id, PatientState& patient, LogEvent event);
    LogEvent eventFor(const PatientState& patient, const NewRow& row) const;

    SignatureVerifier* m_verifier;
    TxHash m_hash;
    std::uint32_t m_txIndex;
    StateOverlay& m_state;
    bool m_receiptsVerified = false;
    std::vector<ReceiptVerdict> m_receipts; ///< by item
};

// One handler for each kind. Accepted: its changes count.
Result<Refusal> execute(Execution& run, const RegisterParty& body);
Result<Refusal> execute(Execution& run, const AddKey& body);
Result<Refusal> execute(Execution& run, const RemoveKey& body);
Result<Refusal> execute(Execution& run, const SetMailboxes& body);
Result<Refusal> execute(Execution& run, const Freeze& body);
Result<Refusal> execute(Execution& run, const Unfreeze& body);
Result<Refusal> execute(Execution& run, const Attest& body);
Result<Refusal> execute(Execution& run, const EndAttestation& body);
Result<Refusal> execute(Execution& run, const Link& body);
Result<Refusal> execute(Execution& run, const Unlink& body);
Result<Refusal> execute(Execution& run, const SetLogKey& body);
Result<Refusal> execute(Execution& run, const SetPatientPolicy& body);
Result<Refusal> execute(Execution& run, const Grant& body);
Result<Refusal> execute(Execution& run, const Revoke& body);
Result<Refusal> execute(Execution& run, const RequestAccess& body);
Result<Refusal> execute(Execution& run, const CloseRequest& body);
Result<Refusal> execute(Execution& run, const AnchorBatch& body);
Result<Refusal> execute(Execution& run, const AmendRecord& body);
Result<Refusal> execute(Execution& run, const Tombstone& body);
Result<Refusal> execute(Execution& run, const RecordAccess& body);
Result<Refusal> execute(Execution& run, const EmergencyAccess& body);
Result<Refusal> execute(Execution& run, const ReviewEmergency& body);
Result<Refusal> execute(Execution& run, const DisputeAccess& body);
Result<Refusal> execute(Execution& run, const AnswerDispute& body);
Result<Refusal> execute(Execution& run, const UpdateOrganization& body);
Result<Refusal> execute(Execution& run, const LeaveOrganization& body);
Result<Refusal> execute(Execution& run, const Propose& body);
Result<Refusal> execute(Execution& run, const Approve& body);

/// Writes the row of a transaction with one sealed body to a patient who exists already: checks
/// details and receipt, then appends and stores.
Result<Refusal> checkSealed(Execution& run, const PatientState& patient,
                            const SealedDetails& details, ReceiptVerdict& receipt);

/// Returns the refusal from a handler unless the check accepts.
#define REFUSE_UNLESS(condition, refusal)                                                          \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            return (refusal);                                                                      \
        }                                                                                          \
    } while (false)

/// Returns from a handler what a `Result<Refusal>` says, unless that is Accepted.
#define REFUSE_IF_REFUSED(expression)                                                              \
    do {                                                                                           \
        auto verdict = (expression);                                                               \
        if (!verdict) {                                                                            \
            return ::consentry::fail(std::move(verdict).error());                                  \
        }                                                                                          \
        if (*verdict != Refusal::Accepted) {                                                       \
            return *verdict;                                                                       \
        }                                                                                          \
    } while (false)

} // namespace consentry::registry
