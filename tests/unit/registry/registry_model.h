#pragma once

#include "core/registry/registry.h"
#include "core/registry/transaction.h"
#include "tests/unit/registry/registry_kit.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace consentry::registry::test {

/// The rules of the registry a second time, written apart from the state machine: plain maps of
/// facts, nothing encoded, nothing counted ahead. Slow and obvious. It takes the transactions of
/// a run and says what each result must be and what must be true afterwards.
class Model {
public:
    explicit Model(const Kit& kit);

    struct Answer {
        std::string code;                                ///< refusalName
        std::vector<std::pair<std::string, bool>> items; ///< name, and whether a row was written
    };
    void beginBlock(Instant time, std::uint64_t height);
    Answer take(const Bytes& bytes);

    /// Compares facts with the registry's state; the first difference in words, else empty.
    std::string compare(const Kit& kit) const;

private:
    struct Key {
        PartyId party;
        KeyRole role;
        SigningPublicKey publicKey;
        std::optional<KeyId> addedBy;
        std::optional<Instant> goneFrom;
        std::optional<SealingPublicKey> sealing;
    };
    struct Org {
        SealingPublicKey inbox;
        bool mailbox;
    };
    struct Row {
        PartyId actor;
        LogEventType type;
        std::uint32_t epoch;
        std::string result;
    };
    struct Patient {
        std::vector<Row> log;
        std::uint32_t epoch = 1;
        LogKey logKey;
        std::int64_t epochMinute = 0;
        std::uint64_t policy = 0;
        Digest policyCommit;
        std::uint64_t mailboxVersion = 0;
        std::vector<PartyId> mailboxes;
        SealingPublicKey archive;
        std::vector<std::pair<GrantId, Instant>> tombstones; ///< id, when it was laid
    };
    struct GrantFact {
        PartyId patient;
        Instant from;
        std::optional<Instant> until;
        Digest commit;
        bool ended = false;
    };
    struct RequestFact {
        PartyId patient, requester, org;
        Instant asked;
        bool done = false;
    };
    struct AttestFact {
        PartyId org, subject;
        AttestedRole role;
        StaffId staff;
        Instant from, until;
        bool ended = false;
    };
    struct EmergencyFact {
        PartyId patient, custodian;
        Instant until;
        bool reviewed = false;
    };
    struct AnchorFact {
        PartyId org, patient;
        Digest root;
    };
    struct FreezeFact {
        PartyId party;
        std::set<KeyId> keys;
        bool lifted = false;
    };
    struct LinkFact {
        LinkId id;
        bool active;
    };

    // Everything that can be wrong before the body counts.
    std::string invalidity(const Transaction& tx, Key& signer) const;
    std::string act(const Transaction& tx, const Key& signer);
    bool isFrozen(const KeyId& key) const;
    bool isUnder(KeyId key, const KeyId& ancestor) const;
    std::size_t liveKeys(const PartyId& party) const;
    std::string detailsProblem(const Transaction& tx, const Patient& p, const SealedDetails& d,
                               const std::vector<PartyId>& mailboxes) const;
    std::string receiptProblem(const Transaction& tx, std::uint32_t item,
                               const std::vector<PartyId>& mailboxes) const;
    std::string mailboxProblem(const std::vector<PartyId>& mailboxes) const;
    std::string newKeyProblem(const PartyId& party, const SigningPublicKey& key,
                              const Signature& possession) const;
    bool linked(const PartyId& patient, const PartyId& org) const;
    std::size_t activeGrants(const PartyId& patient, const GrantId* without) const;
    std::string itemAnswer(const Transaction& tx, std::uint32_t index, bool& row) const;
    void write(const Transaction& tx, const PartyId& patient, LogEventType type,
               const std::string& result = "ACCEPTED");

    std::string on(const Transaction&, const Key&, const RegisterParty&);
    std::string on(const Transaction&, const Key&, const AddKey&);
    std::string on(const Transaction&, const Key&, const RemoveKey&);
    std::string on(const Transaction&, const Key&, const SetMailboxes&);
    std::string on(const Transaction&, const Key&, const Freeze&);
    std::string on(const Transaction&, const Key&, const Unfreeze&);
    std::string on(const Transaction&, const Key&, const Attest&);
    std::string on(const Transaction&, const Key&, const EndAttestation&);
    std::string on(const Transaction&, const Key&, const Link&);
    std::string on(const Transaction&, const Key&, const Unlink&);
    std::string on(const Transaction&, const Key&, const SetLogKey&);
    std::string on(const Transaction&, const Key&, const SetPatientPolicy&);
    std::string on(const Transaction&, const Key&, const Grant&);
    std::string on(const Transaction&, const Key&, const Revoke&);
    std::string on(const Transaction&, const Key&, const RequestAccess&);
    std::string on(const Transaction&, const Key&, const CloseRequest&);
    std::string on(const Transaction&, const Key&, const AnchorBatch&);
    std::string on(const Transaction&, const Key&, const AmendRecord&);
    std::string on(const Transaction&, const Key&, const Tombstone&);
    std::string on(const Transaction&, const Key&, const RecordAccess&);
    std::string on(const Transaction&, const Key&, const EmergencyAccess&);
    std::string on(const Transaction&, const Key&, const ReviewEmergency&);
    std::string on(const Transaction&, const Key&, const DisputeAccess&);
    std::string on(const Transaction&, const Key&, const AnswerDispute&);
    /// Governance has a model of its own; the runs here are of chains without it.
    template <class T> std::string on(const Transaction&, const Key&, const T&) {
        return "NOT_GOVERNED";
    }

    std::string m_chain;
    ParamsState m_params;
    Instant m_now;
    Answer m_answer;
    std::map<PartyId, Org> m_orgs;
    std::set<PartyId> m_people;
    std::map<KeyId, Key> m_keys;
    std::map<PartyId, Patient> m_patients;
    std::map<KeyId, std::set<std::uint64_t>> m_used;
    std::map<std::pair<KeyId, std::int64_t>, std::uint32_t> m_perHour;
    std::map<FreezeId, FreezeFact> m_freezes;
    std::map<AttestationId, AttestFact> m_attestations;
    std::map<std::pair<PartyId, PartyId>, std::vector<LinkFact>> m_links; ///< newest last
    std::map<GrantId, GrantFact> m_grants;
    std::map<RequestId, RequestFact> m_requests;
    std::map<EmergencyId, EmergencyFact> m_emergencies;
    std::map<AnchorId, AnchorFact> m_anchors;
    std::map<std::pair<AnchorId, std::uint32_t>, bool> m_leaves;  ///< true: deleted
    std::map<std::pair<PartyId, std::uint64_t>, bool> m_disputes; ///< true: answered
};

} // namespace consentry::registry::test
