#pragma once

#include "core/registry/genesis.h"
#include "core/registry/object_ids.h"
#include "core/registry/registry.h"
#include "core/registry/transaction.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace consentry::registry::test {

/// A small consortium with fixed keys: every key, nonce and digest follows from a label, so that
/// two runs give the same bytes.
struct Organization {
    std::string label;
    PartyId id;
    KeyId governance;
    KeyId attestor;
    KeyId gateway;
    KeyId validator; ///< of a governed kit, and of newcomers
    SealingPublicKey inbox;
};

/// Whether the genesis names validators, so that the organisations can decide together.
enum class Governance { None, KOfN };

struct Person {
    std::string label;
    PartyId id;
    KeyId recovery;
    KeyId device;
    SealingPublicKey sealing; ///< of the device
    SealingPublicKey archive;
    LogKey logKey; ///< of the current epoch, as the kit last set it
    EpochNumber epoch;
    std::vector<PartyId> mailboxes;
};

Digest digestOf(std::string_view label);
Nonce nonceOf(std::string_view label);
SealingPublicKey sealingKeyOf(std::string_view label);

/// An organisation of a consortium that begins elsewhere, with the keys that sign for it.
struct ForeignOrganization {
    std::string label;
    PartyId id;
    SigningKey attestor;
    SigningKey gateway;
    SealingPublicKey inbox;
};

class Kit {
public:
    explicit Kit(std::size_t organizations = 4, ParamsState params = {},
                 Governance governance = Governance::None);
    /// Drafts for a chain that runs elsewhere: the kit has no genesis and no state of it. The
    /// caller keeps `time`, and the sequences of keys that were used before.
    Kit(std::string foreignChainId, std::vector<ForeignOrganization> organizations);
    void continueSequence(const KeyId& keyId, std::uint64_t highest) {
        m_sequences[keyId] = highest;
    }

    // People and organisations. References stay valid.
    Organization& org(std::size_t index) { return *m_organizations.at(index); }
    std::size_t orgCount() const { return m_organizations.size(); }
    /// Keys only; nothing is registered yet.
    Person& person(const std::string& label);
    const SigningKey& key(const KeyId& keyId) const { return m_keys.at(keyId); }
    KeyId addKey(const std::string& label);

    // Drafts: everything but receipts and signatures. The signer's key decides the party's role.
    Transaction draft(const PartyId& party, const KeyId& keyId, Body body);
    Transaction byDevice(const Person& person, Body body) {
        return draft(person.id, person.device, std::move(body));
    }
    Transaction byGateway(const Organization& org, Body body) {
        return draft(org.id, org.gateway, std::move(body));
    }
    Transaction byAttestor(const Organization& org, Body body) {
        return draft(org.id, org.attestor, std::move(body));
    }
    Transaction byGovernance(const Organization& org, Body body) {
        return draft(org.id, org.governance, std::move(body));
    }
    /// An organisation that stands in no genesis; it becomes the last of org().
    Organization& newcomer(const std::string& label);
    RegisterOrganization joining(const Organization& org);
    OrganizationKey organizationKey(const PartyId& org, KeyRole role, const std::string& label);
    NewValidator newValidator(const PartyId& org, const std::string& label);
    /// The proposal, by its organisation's governance key; its id is proposalId.
    Transaction proposal(const Organization& org, const std::string& nonce,
                         GovernanceAction action) {
        return byGovernance(org, Propose{nonceOf(nonce), std::move(action)});
    }
    ProposalId proposalId(const Organization& org, const std::string& nonce) const {
        return objectIdFrom<ProposalId>(chainId, org.id, nonceOf(nonce));
    }
    Transaction approval(const Organization& org, const ProposalId& id) {
        return byGovernance(org, Approve{id});
    }
    NewKey newKey(const PartyId& party, const std::string& label);
    LogKeySetup logKeySetup(const Person& person, EpochNumber epoch);
    SealedDetails details(const Person& patient, const std::string& label,
                          std::vector<SealingPublicKey> others = {});
    AccessItem accessItem(const Person& patient, const std::string& label, AccessBasis basis,
                          std::optional<ObjectId> basisId, std::uint64_t policyVersion = 0);

    // Whole transactions, not signed yet.
    Transaction registration(Person& person, bool isPatient, std::size_t sponsor = 0);
    Transaction link(const Person& patient, const Organization& org, const std::string& nonce);
    Transaction grant(const Person& patient, const std::string& nonce,
                      std::optional<milliseconds> life);
    GrantId grantId(const Person& patient, const std::string& nonce) const {
        return objectIdFrom<GrantId>(chainId, patient.id, nonceOf(nonce));
    }

    /// A receipt of `org` for these items, or for all.
    StorageReceipt receipt(const Transaction& transaction, const Organization& org,
                           bool substitute = false,
                           std::optional<std::vector<std::uint32_t>> items = std::nullopt);
    /// Receipts of the patients' mailboxes, cosignatures, signature.
    Bytes seal(Transaction& transaction, bool withReceipts = true);
    void addReceipts(Transaction& transaction);

    // The chain.
    BlockOutcome apply(const std::vector<Bytes>& transactions,
                       milliseconds later = std::chrono::seconds(1),
                       SignatureVerifier* verdicts = nullptr);
    TxResult run(const Bytes& transaction, milliseconds later = std::chrono::seconds(1));
    TxResult run(Transaction transaction) { return run(seal(transaction)); }
    /// Registers, or fails the program.
    Person& registered(const std::string& label, bool isPatient);

    template <class T> std::optional<T> load(const StateKey& key) const {
        const auto bytes = *state.get(key);
        return bytes ? std::optional<T>(*decodeState<T>(*bytes)) : std::nullopt;
    }
    PatientState patient(const Person& person) const {
        return *load<PatientState>(patientKey(chainId, person.id));
    }
    /// The newest row of a patient's log.
    LogEvent lastRow(const Person& person) const;

    const std::string chainId;
    Genesis genesis;
    MemoryState state;
    BlockHeight height;
    Instant time = instantFromMillis(1'795'000'000'000);

private:
    std::unique_ptr<Organization> makeOrganization(const std::string& label);

    std::map<KeyId, SigningKey> m_keys;
    std::vector<std::unique_ptr<Organization>> m_organizations;
    std::map<std::string, std::unique_ptr<Person>> m_people;
    std::map<PartyId, Person*> m_peopleById;
    std::map<KeyId, std::uint64_t> m_sequences;
};

} // namespace consentry::registry::test
