#include "core/simulation/demo_consortium.h"

#include "core/hospital/anchor_records.h"
#include "core/hospital/answer_dispute.h"
#include "core/ports/sealed_transaction.h"
#include "core/registry/object_ids.h"
#include "core/simulation/consortium_damage.h"

#include <algorithm>

namespace consentry::simulation {
namespace {

/// The demonstration has no witnesses and may lie unused for years; its trust is labelled as such.
constexpr milliseconds demoTrustingPeriod = std::chrono::days(3650);
/// In both languages: the hospital does not know which one the patient reads.
constexpr std::string_view disputeAnswer =
    "演示：本院已收到你的异议，并已核查此次调阅。"
    " (Demonstration: we received your objection and looked into this access.)";
constexpr std::string_view peopleStoreName = ConsortiumDamage::peopleStore;

Result<SecretBytes> storedSecret(KeyValueStore& store, std::string_view name) {
    ASSIGN_OR_RETURN(auto value, store.get(Table::Secrets, bytesOf(name)));
    if (!value) {
        return fail(ErrorCode::NotFound, "key of the demonstration: " + std::string(name));
    }
    return SecretBytes::takeFrom(*value);
}

Result<SigningKey> storedSigningKey(KeyValueStore& store, std::string_view name) {
    ASSIGN_OR_RETURN(SecretBytes bytes, storedSecret(store, name));
    ASSIGN_OR_RETURN(const SigningKey::Seed seed, SigningKey::Seed::from(std::move(bytes)));
    return SigningKey::fromSeed(seed);
}

Result<SealingKey> storedSealingKey(KeyValueStore& store, std::string_view name) {
    ASSIGN_OR_RETURN(SecretBytes bytes, storedSecret(store, name));
    ASSIGN_OR_RETURN(SealingKey::Secret secret, SealingKey::Secret::from(std::move(bytes)));
    return SealingKey::fromSecret(std::move(secret));
}

void putKey(WriteBatch& batch, std::string_view name, const SigningKey& key) {
    batch.put(Table::Secrets, bytesOf(name), key.seed().expose());
}

void putKey(WriteBatch& batch, std::string_view name, const SealingKey& key) {
    batch.put(Table::Secrets, bytesOf(name), key.secret().expose());
}

std::string personKeyName(const DemoPerson& person, std::string_view part) {
    return "person/" + person.key + "/" + std::string(part);
}

void putPersonKeys(WriteBatch& batch, const DemoPerson& person) {
    putKey(batch, personKeyName(person, "inception"), SigningKey::generate());
    putKey(batch, personKeyName(person, "device"), SigningKey::generate());
    putKey(batch, personKeyName(person, "sealing"), SealingKey::generate());
}

/// Where a person without an employer lets mail be kept.
constexpr std::string_view familyDeskKey = "anning";

const std::string& homeOf(const DemoPerson& person) {
    static const std::string family(familyDeskKey);
    return person.organizationKey.empty() ? family : person.organizationKey;
}

Result<VerifiedLedger> trustOwnNode(LedgerTransport& transport, const Clock& clock) {
    ASSIGN_OR_RETURN(const BlockHeight newest, transport.newestHeight());
    ASSIGN_OR_RETURN(const light_client::LightBlock block, transport.lightBlock(newest));
    light_client::Options options;
    options.chainId = DemoConsortium::chainId;
    options.trustingPeriod = demoTrustingPeriod;
    const auto anchored =
        light_client::anchor(options.chainId, block.header, block.validators, block.header.hash());
    if (!anchored.state) {
        return fail(ErrorCode::VerificationFailed, "the demonstration's newest block");
    }
    return VerifiedLedger(transport, clock, options, *anchored.state);
}

} // namespace

struct DemoConsortium::DemoDesk : wallet::Desk {
    explicit DemoDesk(hospital::FrontDesk& frontDesk) : m_frontDesk(frontDesk) {}
    registry::Cosigner cosigner() const override { return m_frontDesk.cosigner(); }
    Result<> cosign(registry::Transaction& transaction) override {
        return m_frontDesk.cosign(transaction);
    }
    hospital::FrontDesk& m_frontDesk;
};

/// Everything that one organisation runs.
struct DemoConsortium::Site {
    Site(DemoOrganization organization, std::unique_ptr<KeyValueStore> ownStore,
         hospital::OrganizationKeys ownKeys, VerifiedLedger& ledger, DemoConsortium& consortium,
         const Clock& clock)
        : about(std::move(organization)), store(std::move(ownStore)), keys(std::move(ownKeys)),
          context{keys, ledger, consortium, consortium, *store, clock},
          mailbox(keys, *store, ledger, clock), records(keys.organization, *store),
          service(context, records), anchorList(context, records), inbox(context),
          frontDesk(context), desk(frontDesk) {}

    DemoOrganization about;
    std::unique_ptr<KeyValueStore> store;
    hospital::OrganizationKeys keys;
    hospital::GatewayContext context;
    hospital::LocalMailbox mailbox;
    hospital::StoredRecords records;
    hospital::ServeRequest service;
    hospital::ServeAnchorList anchorList;
    hospital::InboxOpenings inbox;
    hospital::FrontDesk frontDesk;
    DemoDesk desk;
};

DemoConsortium::DemoConsortium(const Clock& clock) : m_clock(clock) {}
DemoConsortium::~DemoConsortium() = default;

Result<DemoGenesis> DemoConsortium::prepare(const OpenStore& openStore) {
    DemoGenesis demo;
    demo.genesis.chainId = chainId;
    // People act at their own pace; the story of a hundred days is told in one go.
    demo.genesis.params.transactionsPerHour = 600;
    for (const DemoOrganization& about : demoOrganizations()) {
        ASSIGN_OR_RETURN(const auto store, openStore(about.key));
        const SigningKey governance = SigningKey::generate();
        const SigningKey attestor = SigningKey::generate();
        const SigningKey gateway = SigningKey::generate();
        const SealingKey inbox = SealingKey::generate();
        WriteBatch batch;
        putKey(batch, "governance", governance);
        putKey(batch, "attestor", attestor);
        putKey(batch, "gateway", gateway);
        putKey(batch, "inbox", inbox);
        RETURN_IF_ERROR(store->write(batch));
        demo.genesis.organizations.push_back({about.name.en,
                                              governance.publicKey(),
                                              {attestor.publicKey()},
                                              {gateway.publicKey()},
                                              inbox.publicKey(),
                                              true});
        if (about.kind == OrganizationKind::Hospital) {
            demo.validatorKeys.push_back(SigningKey::generate());
        }
    }
    ASSIGN_OR_RETURN(const auto people, openStore(peopleStoreName));
    WriteBatch batch;
    for (const DemoPerson& person : demoPeople()) {
        putPersonKeys(batch, person);
    }
    RETURN_IF_ERROR(people->write(batch));
    return demo;
}

Result<std::unique_ptr<DemoConsortium>>
DemoConsortium::open(const OpenStore& openStore, LedgerTransport& transport, const Clock& clock) {
    std::unique_ptr<DemoConsortium> consortium(new DemoConsortium(clock));
    ASSIGN_OR_RETURN(VerifiedLedger ledger, trustOwnNode(transport, clock));
    consortium->m_ledger = std::make_unique<VerifiedLedger>(std::move(ledger));
    RETURN_IF_ERROR(consortium->openSites(openStore));
    consortium->m_cast = demoPeople();
    ASSIGN_OR_RETURN(consortium->m_peopleStore, openStore(peopleStoreName));
    RETURN_IF_ERROR(consortium->loadPeople());
    return consortium;
}

Result<std::unique_ptr<DemoConsortium>>
DemoConsortium::openPlaying(const OpenStore& openStore, std::vector<PlayedOrganization> played,
                            VerifiedLedger ledger, const Clock& clock) {
    std::unique_ptr<DemoConsortium> consortium(new DemoConsortium(clock));
    consortium->m_ledger = std::make_unique<VerifiedLedger>(std::move(ledger));
    for (PlayedOrganization& organization : played) {
        ASSIGN_OR_RETURN(auto store, openStore(organization.about.key));
        consortium->addSite(std::move(organization), std::move(store));
    }
    for (const DemoPerson& about : demoPeople()) {
        if (consortium->site(homeOf(about)) != nullptr) {
            consortium->m_cast.push_back(about);
        }
    }
    if (!consortium->m_cast.empty()) {
        ASSIGN_OR_RETURN(consortium->m_peopleStore, openStore(peopleStoreName));
        RETURN_IF_ERROR(consortium->makePeopleKeys());
        RETURN_IF_ERROR(consortium->loadPeople());
    }
    return consortium;
}

std::unique_ptr<DemoConsortium> DemoConsortium::closed(const Clock& clock, Error why) {
    std::unique_ptr<DemoConsortium> consortium(new DemoConsortium(clock));
    consortium->m_whyClosed = std::move(why);
    return consortium;
}

Result<> DemoConsortium::openSites(const OpenStore& openStore) {
    for (const DemoOrganization& about : demoOrganizations()) {
        ASSIGN_OR_RETURN(auto store, openStore(about.key));
        PlayedOrganization played{about, {}};
        ASSIGN_OR_RETURN(const SigningKey governance, storedSigningKey(*store, "governance"));
        ASSIGN_OR_RETURN(played.keys.attestor, storedSigningKey(*store, "attestor"));
        ASSIGN_OR_RETURN(played.keys.gateway, storedSigningKey(*store, "gateway"));
        ASSIGN_OR_RETURN(played.keys.inbox, storedSealingKey(*store, "inbox"));
        played.keys.organization = registry::partyIdOf(chainId, governance.publicKey());
        addSite(std::move(played), std::move(store));
    }
    return {};
}

void DemoConsortium::addSite(PlayedOrganization played, std::unique_ptr<KeyValueStore> store) {
    m_organizations.push_back({played.about, played.keys.organization});
    m_sites.push_back(std::make_unique<Site>(std::move(played.about), std::move(store),
                                             std::move(played.keys), *m_ledger, *this, m_clock));
}

/// For those who have none yet.
Result<> DemoConsortium::makePeopleKeys() {
    WriteBatch batch;
    for (const DemoPerson& person : m_cast) {
        ASSIGN_OR_RETURN(
            const auto known,
            m_peopleStore->get(Table::Secrets, bytesOf(personKeyName(person, "inception"))));
        if (!known) {
            putPersonKeys(batch, person);
        }
    }
    return m_peopleStore->write(batch);
}

Result<> DemoConsortium::loadPeople() {
    m_people.clear();
    for (const DemoPerson& about : m_cast) {
        ASSIGN_OR_RETURN(const SigningKey inception,
                         storedSigningKey(*m_peopleStore, personKeyName(about, "inception")));
        Person person{about, registry::partyIdOf(ledgerChain(), inception.publicKey()),
                      std::nullopt};
        ASSIGN_OR_RETURN(
            const auto attestation,
            m_peopleStore->get(Table::Meta, bytesOf(personKeyName(about, "attestation"))));
        if (attestation) {
            ASSIGN_OR_RETURN(person.attestation, AttestationId::from(*attestation));
        }
        m_people.push_back(std::move(person));
    }
    return {};
}

DemoConsortium::Site* DemoConsortium::site(std::string_view key) {
    const auto found = std::find_if(m_sites.begin(), m_sites.end(),
                                    [&](const auto& one) { return one->about.key == key; });
    return found == m_sites.end() ? nullptr : found->get();
}

DemoConsortium::Site* DemoConsortium::site(const PartyId& organization) {
    const auto found = std::find_if(m_sites.begin(), m_sites.end(), [&](const auto& one) {
        return one->keys.organization == organization;
    });
    return found == m_sites.end() ? nullptr : found->get();
}

const DemoConsortium::Organization* DemoConsortium::organization(std::string_view key) const {
    const auto found =
        std::find_if(m_organizations.begin(), m_organizations.end(), [&](const auto& one) {
            return one.about.key == key || one.about.name.en == key || one.about.name.zh == key;
        });
    return found == m_organizations.end() ? nullptr : &*found;
}

const DemoConsortium::Organization* DemoConsortium::organization(const PartyId& party) const {
    const auto found = std::find_if(m_organizations.begin(), m_organizations.end(),
                                    [&](const auto& one) { return one.party == party; });
    return found == m_organizations.end() ? nullptr : &*found;
}

const DemoConsortium::Person* DemoConsortium::person(std::string_view word) const {
    const auto found = std::find_if(m_people.begin(), m_people.end(), [&](const Person& one) {
        return one.about.key == word || one.about.name.en == word || one.about.name.zh == word ||
               one.party.hex() == word || (!one.about.staffId.empty() && one.about.staffId == word);
    });
    return found == m_people.end() ? nullptr : &*found;
}

NameCard DemoConsortium::organizationCard(const Organization& organization) const {
    NameCard card;
    card.organization = organization.party;
    card.nameZh = organization.about.name.zh;
    card.nameEn = organization.about.name.en;
    return card;
}

NameCard DemoConsortium::personCard(const Person& person) const {
    NameCard card;
    if (const Organization* home = organization(std::string_view(homeOf(person.about)))) {
        card.organization = home->party;
    }
    card.staffId = person.about.staffId;
    card.role = person.about.role;
    card.nameZh = person.about.name.zh;
    card.nameEn = person.about.name.en;
    card.departmentZh = person.about.department.zh;
    card.departmentEn = person.about.department.en;
    return card;
}

Result<> DemoConsortium::registerPerson(const Person& person) {
    const DemoPerson& about = person.about;
    const std::string& chain = ledgerChain();
    ASSIGN_OR_RETURN(const auto known, m_ledger->object<registry::PartyState>(
                                           registry::partyKey(chain, person.party)));
    if (known) {
        return {};
    }
    ASSIGN_OR_RETURN(const SigningKey inception,
                     storedSigningKey(*m_peopleStore, personKeyName(about, "inception")));
    ASSIGN_OR_RETURN(const SigningKey device,
                     storedSigningKey(*m_peopleStore, personKeyName(about, "device")));
    ASSIGN_OR_RETURN(const SealingKey sealing,
                     storedSealingKey(*m_peopleStore, personKeyName(about, "sealing")));
    Site* home = site(homeOf(about));
    registry::RegisterParty body;
    body.inceptionKey = inception.publicKey();
    body.deviceKeys.push_back({device.publicKey(), sealing.publicKey(),
                               registry::signPossession(chain, person.party, device)});
    registry::Transaction transaction;
    transaction.chainId = chain;
    transaction.party = person.party;
    transaction.keyId = registry::keyIdOf(chain, inception.publicKey());
    transaction.sequence = 1; // the first of this key
    transaction.expiresAt = m_clock.now() + std::chrono::hours(1);
    transaction.body = std::move(body);
    transaction.cosigners.push_back(home->desk.cosigner());
    RETURN_IF_ERROR(home->desk.cosign(transaction));
    registry::signTransaction(transaction, inception);
    RETURN_IF_ERROR(m_ledger->submit(registry::encodeTransaction(transaction)));
    return {};
}

Result<> DemoConsortium::attestPerson(const Person& person, Instant until) {
    const DemoPerson& about = person.about;
    if (about.organizationKey.empty() || person.attestation) {
        return {};
    }
    ASSIGN_OR_RETURN(
        const AttestationId attestation,
        site(homeOf(about))
            ->frontDesk.attest(
                person.party,
                hospital::attestedRoleNamed(about.role).value_or(registry::AttestedRole::Doctor),
                personCard(person), m_clock.now() - std::chrono::minutes(1), until));
    WriteBatch batch;
    batch.put(Table::Meta, bytesOf(personKeyName(about, "attestation")), attestation.view());
    return m_peopleStore->write(batch);
}

Result<AttestationId> DemoConsortium::attestStaff(std::string_view organizationKey,
                                                  const PartyId& subject,
                                                  registry::AttestedRole role, NameCard card,
                                                  Instant until) {
    Site* home = site(organizationKey);
    if (home == nullptr) {
        return fail(ErrorCode::NotFound, "organisation");
    }
    card.organization = home->keys.organization;
    return home->frontDesk.attest(subject, role, card, m_clock.now() - std::chrono::minutes(1),
                                  until);
}

Result<> DemoConsortium::endAttestation(std::string_view organizationKey,
                                        const AttestationId& attestation) {
    Site* home = site(organizationKey);
    if (home == nullptr) {
        return fail(ErrorCode::NotFound, "organisation");
    }
    return home->frontDesk.end(attestation);
}

Result<std::vector<hospital::StaffEntry>>
DemoConsortium::staffOf(std::string_view organizationKey) {
    Site* home = site(organizationKey);
    if (home == nullptr) {
        return fail(ErrorCode::NotFound, "organisation");
    }
    ASSIGN_OR_RETURN(auto staff, home->frontDesk.staff());
    // The cast of a consortium from before desks kept books.
    for (const Person& person : m_people) {
        const bool isTheirs = person.attestation && homeOf(person.about) == organizationKey;
        if (!isTheirs || std::ranges::find(staff, *person.attestation,
                                           &hospital::StaffEntry::attestation) != staff.end()) {
            continue;
        }
        hospital::StaffEntry& entry = staff.emplace_back();
        entry.attestation = *person.attestation;
        entry.subject = person.party;
        entry.card = personCard(person);
        ASSIGN_OR_RETURN(entry.state,
                         m_ledger->object<registry::AttestationState>(
                             registry::attestationKey(ledgerChain(), *person.attestation)));
    }
    return staff;
}

Result<> DemoConsortium::employPeople(Instant until) {
    for (const Person& person : m_people) {
        RETURN_IF_ERROR(registerPerson(person));
        RETURN_IF_ERROR(attestPerson(person, until));
    }
    return m_cast.empty() ? Result<>() : loadPeople();
}

Result<> DemoConsortium::addRecord(std::string_view organizationKey, const PartyId& patient,
                                   std::string_view json) {
    Site* where = site(organizationKey);
    if (where == nullptr) {
        return fail(ErrorCode::NotFound, "organisation");
    }
    return where->records.add(patient, bytesOf(json));
}

Result<std::size_t> DemoConsortium::recordsHeld(std::string_view organizationKey,
                                                const PartyId& patient) {
    Site* where = site(organizationKey);
    if (where == nullptr) {
        return fail(ErrorCode::NotFound, "organisation");
    }
    ASSIGN_OR_RETURN(const auto records, where->records.ofPatient(patient));
    return records.size();
}

Result<std::size_t> DemoConsortium::anchorAll(const PartyId& patient) {
    std::size_t anchored = 0;
    for (const auto& one : m_sites) {
        if (one->about.kind == OrganizationKind::Hospital) {
            hospital::AnchorRecords anchor(one->context, one->records);
            ASSIGN_OR_RETURN(const std::size_t count, anchor.anchorNew(patient));
            anchored += count;
        }
    }
    return anchored;
}

wallet::Desk& DemoConsortium::desk(std::string_view organizationKey) {
    Site* found = site(organizationKey);
    return found != nullptr ? found->desk : m_sites.front()->desk;
}

RecordGateway* DemoConsortium::gateway(const PartyId& organization) {
    Site* found = site(organization);
    return found != nullptr && found->about.kind == OrganizationKind::Hospital ? &found->service
                                                                               : nullptr;
}

AnchorLists* DemoConsortium::anchorLists(const PartyId& organization) {
    Site* found = site(organization);
    return found != nullptr && found->about.kind == OrganizationKind::Hospital ? &found->anchorList
                                                                               : nullptr;
}

Result<wallet::ReaderKeys> DemoConsortium::readerKeys(const Person& person) {
    if (!m_peopleStore) {
        return fail(m_whyClosed);
    }
    wallet::ReaderKeys keys;
    keys.party = person.party;
    ASSIGN_OR_RETURN(keys.device,
                     storedSigningKey(*m_peopleStore, personKeyName(person.about, "device")));
    ASSIGN_OR_RETURN(keys.sealing,
                     storedSealingKey(*m_peopleStore, personKeyName(person.about, "sealing")));
    keys.attestation = person.attestation;
    keys.organization = organization(std::string_view(homeOf(person.about)))->party;
    return keys;
}

Result<EmergencyId> DemoConsortium::openEmergency(const Person& requester,
                                                  std::string_view custodianKey,
                                                  const PartyId& patient, std::string_view reason,
                                                  int hours) {
    Site* custodian = site(custodianKey);
    Site* home = site(homeOf(requester.about));
    if (custodian == nullptr || home == nullptr) {
        return fail(ErrorCode::NotFound, "organisation");
    }
    hospital::OpenEmergency emergency(custodian->context);
    return emergency.open(patient, home->keys, personCard(requester), reason, hours);
}

Result<> DemoConsortium::misuseGrant(std::string_view custodianKey, const Person& reader,
                                     const PartyId& patient, const GrantId& grant) {
    Site* custodian = site(custodianKey);
    if (custodian == nullptr) {
        return fail(ErrorCode::NotFound, "organisation");
    }
    ASSIGN_OR_RETURN(const wallet::ReaderKeys keys, readerKeys(reader));
    ReadRequest request;
    request.custodian = custodian->keys.organization;
    request.reader = reader.party;
    request.readerKey = registry::keyIdOf(ledgerChain(), keys.device.publicKey());
    request.patient = patient;
    request.basis = consent::Basis::Grant;
    request.basisId = registry::idCast<Digest>(grant);
    request.attestation = reader.attestation;
    request.purpose = "HOPERAT";
    request.createdAt = m_clock.now();
    request.nonce = randomNonce();
    AccessBody details;
    details.signedRequest = encodeReadRequest(ledgerChain(), request);
    details.readerSignature = keys.device.sign(details.signedRequest);
    details.readerKey = keys.device.publicKey();
    details.reader = personCard(reader);
    details.permitted = true;
    details.rule = static_cast<std::uint32_t>(consent::Rule::GrantPermits);
    ASSIGN_OR_RETURN(const auto held, custodian->records.ofPatient(patient));
    for (const HeldRecord& one : held) {
        details.items.push_back(
            {one.record.facts.digest, one.record.facts.resourceType, one.record.title});
    }
    details.matched = static_cast<std::uint32_t>(details.items.size());

    ASSIGN_OR_RETURN(const auto state, hospital::patientState(custodian->context, patient));
    ASSIGN_OR_RETURN(const std::uint64_t sequence,
                     hospital::takeGatewaySequence(custodian->context));
    const AccessId access =
        registry::accessIdOf(ledgerChain(), custodian->keys.gateway.publicKey(), sequence, 0);
    const SealingPublicKey recipients[] = {state.logKey};
    ASSIGN_OR_RETURN(SealedCopies sealed,
                     sealForLog(encodeAccessBody(std::move(details)),
                                {ledgerChain(), SuiteId::Suite1, custodian->keys.organization,
                                 patient, registry::idCast<Digest>(access)},
                                state.epoch, recipients));
    registry::AccessItem item;
    item.patient = patient;
    item.epoch = state.epoch;
    item.basis = registry::AccessBasis::Grant;
    item.basisId = registry::idCast<registry::ObjectId>(grant);
    item.policyVersion = state.policyVersion;
    item.decision = registry::AccessDecision::Permit;
    item.bodyDigest = sealed.details.bodies.front().digest;
    item.bodyCommit = sealed.details.bodyCommit;
    registry::Transaction transaction =
        hospital::gatewayTransaction(custodian->context, custodian->keys.gateway, sequence,
                                     registry::RecordAccess{{std::move(item)}});
    RETURN_IF_ERROR(depositBodies(transaction,
                                  {{patient, state.epoch, std::move(sealed.copies.front())}}, {0},
                                  state.mailboxes, *this));
    registry::signTransaction(transaction, custodian->keys.gateway);
    RETURN_IF_ERROR(m_ledger->submit(registry::encodeTransaction(transaction)));
    return {};
}

Result<std::size_t> DemoConsortium::answerDisputes() {
    std::size_t answered = 0;
    for (const auto& site : m_sites) {
        hospital::AnswerDispute answering(site->context);
        ASSIGN_OR_RETURN(const auto waiting, answering.waiting());
        for (const hospital::WaitingDispute& one : waiting) {
            RETURN_IF_ERROR(
                answering.answer(one.patient, one.dispute.row, std::string(disputeAnswer)));
            ++answered;
        }
    }
    return answered;
}

Mailbox* DemoConsortium::find(const PartyId& organization) {
    Site* found = site(organization);
    return found == nullptr ? nullptr : &found->mailbox;
}

StaffInbox* DemoConsortium::staffInbox(const PartyId& organization) {
    Site* found = site(organization);
    return found == nullptr ? nullptr : &found->inbox;
}

Result<NameCard> DemoConsortium::find(const AttestationId& attestation) {
    for (const Person& person : m_people) {
        if (person.attestation == attestation) {
            return personCard(person);
        }
    }
    for (const auto& one : m_sites) {
        ASSIGN_OR_RETURN(auto card, one->frontDesk.card(attestation));
        if (card) {
            return std::move(*card);
        }
    }
    return fail(ErrorCode::NotFound, "name card");
}

} // namespace consentry::simulation
