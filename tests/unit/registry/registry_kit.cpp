#include "tests/unit/registry/registry_kit.h"

#include "core/base/check.h"
#include "core/crypto/hash.h"

#include <algorithm>

namespace consentry::registry::test {
namespace {

SigningKey signingKeyOf(std::string_view label) {
    Digest seed = sha256({bytesOf("signing key of "), bytesOf(label)});
    return SigningKey::fromSeed(
        *SigningKey::Seed::from(SecretBytes::takeFrom({seed.data(), Digest::size})));
}

milliseconds lifeOf(TransactionKind kind) {
    if (isProtective(kind)) {
        return std::chrono::days(29);
    }
    return kind == TransactionKind::RecordAccess || kind == TransactionKind::EmergencyAccess
               ? milliseconds(std::chrono::seconds(50))
               : milliseconds(std::chrono::hours(20));
}

} // namespace

Digest digestOf(std::string_view label) {
    return sha256({bytesOf("digest of "), bytesOf(label)});
}

Nonce nonceOf(std::string_view label) {
    return idCast<Nonce>(sha256({bytesOf("nonce of "), bytesOf(label)}));
}

SealingPublicKey sealingKeyOf(std::string_view label) {
    return SealingKey::derive(digestOf(label).view()).publicKey();
}

Kit::Kit(std::string foreignChainId, std::vector<ForeignOrganization> organizations)
    : chainId(std::move(foreignChainId)) {
    for (ForeignOrganization& foreign : organizations) {
        auto org = std::make_unique<Organization>();
        org->label = foreign.label;
        org->id = foreign.id;
        org->attestor = keyIdOf(chainId, foreign.attestor.publicKey());
        org->gateway = keyIdOf(chainId, foreign.gateway.publicKey());
        org->inbox = foreign.inbox;
        m_keys.emplace(org->attestor, std::move(foreign.attestor));
        m_keys.emplace(org->gateway, std::move(foreign.gateway));
        m_organizations.push_back(std::move(org));
    }
}

std::unique_ptr<Organization> Kit::makeOrganization(const std::string& label) {
    auto org = std::make_unique<Organization>();
    org->label = label;
    org->governance = addKey(label + " governance");
    org->attestor = addKey(label + " attestor");
    org->gateway = addKey(label + " gateway");
    org->validator = addKey(label + " validator");
    org->inbox = sealingKeyOf(label + " inbox");
    org->id = partyIdOf(chainId, key(org->governance).publicKey());
    return org;
}

Kit::Kit(std::size_t organizations, ParamsState params, Governance governance)
    : chainId("consentry-test-1") {
    genesis.chainId = chainId;
    genesis.params = params;
    for (std::size_t i = 0; i < organizations; ++i) {
        auto org = makeOrganization("hospital " + std::to_string(i));
        genesis.organizations.push_back({org->label,
                                         key(org->governance).publicKey(),
                                         {key(org->attestor).publicKey()},
                                         {key(org->gateway).publicKey()},
                                         org->inbox,
                                         true});
        if (governance == Governance::KOfN) {
            genesis.organizations.back().validatorKey = key(org->validator).publicKey();
        }
        m_organizations.push_back(std::move(org));
    }
    state.apply(*genesisState(genesis), {});
}

Organization& Kit::newcomer(const std::string& label) {
    m_organizations.push_back(makeOrganization(label));
    return *m_organizations.back();
}

OrganizationKey Kit::organizationKey(const PartyId& org, KeyRole role, const std::string& label) {
    const SigningKey& made = key(addKey(label));
    return {role, made.publicKey(), signPossession(chainId, org, made)};
}

NewValidator Kit::newValidator(const PartyId& org, const std::string& label) {
    const SigningKey& made = key(addKey(label));
    return {made.publicKey(), signPossession(chainId, org, made)};
}

RegisterOrganization Kit::joining(const Organization& org) {
    const SigningKey& governance = key(org.governance);
    RegisterOrganization action;
    action.name = org.label;
    action.governanceKey = governance.publicKey();
    action.governancePossession = signPossession(chainId, org.id, governance);
    action.keys = {organizationKey(org.id, KeyRole::Attestor, org.label + " attestor"),
                   organizationKey(org.id, KeyRole::Gateway, org.label + " gateway")};
    std::ranges::sort(action.keys, {}, &OrganizationKey::key);
    action.inboxKey = org.inbox;
    action.mailbox = true;
    return action;
}

KeyId Kit::addKey(const std::string& label) {
    SigningKey made = signingKeyOf(label);
    const KeyId id = keyIdOf(chainId, made.publicKey());
    m_keys.emplace(id, std::move(made));
    return id;
}

Person& Kit::person(const std::string& label) {
    std::unique_ptr<Person>& person = m_people[label];
    if (!person) {
        person = std::make_unique<Person>();
        person->label = label;
        person->recovery = addKey(label + " recovery");
        person->device = addKey(label + " device");
        person->id = partyIdOf(chainId, key(person->recovery).publicKey());
        person->sealing = sealingKeyOf(label + " device");
        person->archive = sealingKeyOf(label + " archive");
        person->epoch = EpochNumber(1);
        person->logKey = sealingKeyOf(label + " log 1");
        person->mailboxes = {org(0).id, org(1).id};
        m_peopleById[person->id] = person.get();
    }
    return *person;
}

Transaction Kit::draft(const PartyId& party, const KeyId& keyId, Body body) {
    Transaction tx;
    tx.chainId = chainId;
    tx.party = party;
    tx.keyId = keyId;
    tx.body = std::move(body);
    if (!isProtective(tx.kind())) {
        tx.sequence = ++m_sequences[keyId];
    }
    tx.expiresAt = time + lifeOf(tx.kind());
    return tx;
}

NewKey Kit::newKey(const PartyId& party, const std::string& label) {
    const SigningKey& made = key(addKey(label));
    return {made.publicKey(), sealingKeyOf(label), signPossession(chainId, party, made)};
}

LogKeySetup Kit::logKeySetup(const Person& person, EpochNumber epoch) {
    const std::string number = std::to_string(epoch.value);
    const SigningKey& fetch = key(addKey(person.label + " fetch " + number));
    LogKeySetup setup;
    setup.logKey = sealingKeyOf(person.label + " log " + number);
    setup.fetchKey = fetch.publicKey();
    setup.fetchPossession = signPossession(chainId, person.id, fetch);
    setup.archive.epoch = epoch;
    setup.archive.bodies = {{person.archive, digestOf(person.label + " archive " + number)}};
    setup.archive.bodyCommit = digestOf(person.label + " archive commit " + number);
    return setup;
}

SealedDetails Kit::details(const Person& patient, const std::string& label,
                           std::vector<SealingPublicKey> others) {
    SealedDetails sealed;
    sealed.epoch = patient.epoch;
    sealed.bodies.push_back({patient.logKey, digestOf(label + " body")});
    for (std::size_t i = 0; i < others.size(); ++i) {
        sealed.bodies.push_back({others[i], digestOf(label + " copy " + std::to_string(i))});
    }
    sealed.bodyCommit = digestOf(label + " commit");
    return sealed;
}

AccessItem Kit::accessItem(const Person& patient, const std::string& label, AccessBasis basis,
                           std::optional<ObjectId> basisId, std::uint64_t policyVersion) {
    AccessItem item;
    item.patient = patient.id;
    item.epoch = patient.epoch;
    item.basis = basis;
    item.basisId = basisId;
    item.policyVersion = policyVersion;
    item.decision = basis == AccessBasis::None ? AccessDecision::Deny : AccessDecision::Permit;
    item.bodyDigest = digestOf(label + " body");
    item.bodyCommit = digestOf(label + " commit");
    return item;
}

Transaction Kit::registration(Person& person, bool isPatient, std::size_t sponsor) {
    RegisterParty body;
    body.inceptionKey = key(person.recovery).publicKey();
    body.deviceKeys = {newKey(person.id, person.label + " device")};
    if (isPatient) {
        body.patient =
            PatientSetup{person.mailboxes, person.archive, logKeySetup(person, EpochNumber(1))};
        body.details = details(person, person.label + " device name");
    }
    Transaction tx = draft(person.id, person.recovery, body);
    tx.cosigners = {{org(sponsor).id, org(sponsor).attestor}};
    return tx;
}

Transaction Kit::link(const Person& patient, const Organization& organization,
                      const std::string& nonce) {
    const PatientState now =
        load<PatientState>(patientKey(chainId, patient.id)).value_or(PatientState());
    Link body;
    body.nonce = nonceOf(nonce);
    body.organization = organization.id;
    body.policyVersion = now.policyVersion;
    if (now.policyCommit) {
        body.details = details(patient, nonce, {organization.inbox});
        body.details->bodyCommit = *now.policyCommit;
    }
    Transaction tx = byDevice(patient, body);
    tx.cosigners = {{organization.id, organization.attestor}};
    return tx;
}

Transaction Kit::grant(const Person& patient, const std::string& nonce,
                       std::optional<milliseconds> life) {
    Grant body;
    body.nonce = nonceOf(nonce);
    body.from = time;
    if (life) {
        body.until = time + *life;
    }
    body.details = details(patient, nonce);
    return byDevice(patient, body);
}

StorageReceipt Kit::receipt(const Transaction& transaction, const Organization& organization,
                            bool substitute, std::optional<std::vector<std::uint32_t>> items) {
    const SealedBodyList sealed = sealedBodiesOf(transaction);
    StorageReceipt receipt;
    receipt.organization = organization.id;
    receipt.keyId = organization.gateway;
    receipt.substitute = substitute;
    receipt.until = time + std::chrono::days(3653);
    std::vector<PartyId> patients;
    std::vector<Digest> digests;
    for (std::size_t i = 0; i < sealed.items.size(); ++i) {
        if (items && std::ranges::find(*items, sealed.items[i]) == items->end()) {
            continue;
        }
        if (receipt.itemIndexes.empty() || receipt.itemIndexes.back() != sealed.items[i]) {
            receipt.itemIndexes.push_back(sealed.items[i]);
        }
        patients.push_back(sealed.patients[i]);
        digests.push_back(sealed.digests[i]);
    }
    const Digest digest = receiptDigest(chainId, patients, digests, receipt.until);
    receipt.signature = key(organization.gateway).sign(digest.view());
    return receipt;
}

void Kit::addReceipts(Transaction& transaction) {
    // One receipt for each mailbox organisation, over all items that it can hold.
    std::map<std::size_t, std::vector<std::uint32_t>> itemsOf;
    const SealedBodyList sealed = sealedBodiesOf(transaction);
    for (std::size_t i = 0; i < sealed.items.size(); ++i) {
        std::vector<PartyId> mailboxes{org(0).id, org(1).id};
        if (const auto known = m_peopleById.find(sealed.patients[i]); known != m_peopleById.end()) {
            mailboxes = known->second->mailboxes;
        }
        const PartyId holder = mailboxes[0] == transaction.party ? mailboxes[1] : mailboxes[0];
        for (std::size_t o = 0; o < orgCount(); ++o) {
            std::vector<std::uint32_t>& items = itemsOf[o];
            if (org(o).id == holder && (items.empty() || items.back() != sealed.items[i])) {
                items.push_back(sealed.items[i]);
            }
        }
    }
    transaction.receipts.clear();
    for (const auto& [index, items] : itemsOf) {
        if (!items.empty()) {
            transaction.receipts.push_back(receipt(transaction, org(index), false, items));
        }
    }
}

Bytes Kit::seal(Transaction& transaction, bool withReceipts) {
    if (withReceipts && transaction.receipts.empty()) {
        addReceipts(transaction);
    }
    for (std::size_t i = 0; i < transaction.cosigners.size(); ++i) {
        cosignTransaction(transaction, i, key(transaction.cosigners[i].keyId));
    }
    signTransaction(transaction, key(transaction.keyId));
    return encodeTransaction(transaction);
}

BlockOutcome Kit::apply(const std::vector<Bytes>& transactions, milliseconds later,
                        SignatureVerifier* verdicts) {
    ++height.value;
    time += later;
    auto outcome = applyBlock(chainId, state, Block{height, time, transactions}, verdicts);
    CHECK(outcome.has_value());
    state.apply(outcome->changes, outcome->rows);
    return std::move(*outcome);
}

TxResult Kit::run(const Bytes& transaction, milliseconds later) {
    return apply({transaction}, later).results.front();
}

Person& Kit::registered(const std::string& label, bool isPatient) {
    Person& made = person(label);
    CHECK(run(registration(made, isPatient)).code == Refusal::Accepted);
    return made;
}

LogEvent Kit::lastRow(const Person& person) const {
    const auto log = state.logs().find(person.id);
    CHECK(log != state.logs().end() && !log->second.empty());
    return *decodeLogEvent(log->second.back());
}

} // namespace consentry::registry::test
