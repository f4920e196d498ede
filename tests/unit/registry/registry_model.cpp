#include "tests/unit/registry/registry_model.h"

#include "core/crypto/hash.h"

#include <algorithm>

namespace consentry::registry::test {
namespace {

const std::string ok = "ACCEPTED";
constexpr std::int64_t hourMs = 3'600'000;
constexpr std::int64_t dayMs = 24 * hourMs;

template <class Map, class K> auto* at(Map& map, const K& key) {
    const auto found = map.find(key);
    return found == map.end() ? nullptr : &found->second;
}

template <class Id> Id made(const std::string& chain, const PartyId& by, const Nonce& nonce) {
    return objectIdFrom<Id>(chain, by, nonce);
}

/// The state key of an object or none; only used for comparing.
std::string hexOf(ByteView bytes) {
    return toHex(bytes).substr(0, 8);
}

} // namespace

Model::Model(const Kit& kit) : m_chain(kit.chainId), m_params(kit.genesis.params) {
    for (const GenesisOrganization& org : kit.genesis.organizations) {
        const PartyId id = partyIdOf(m_chain, org.governanceKey);
        m_orgs[id] = {org.inboxKey, org.mailbox};
        const auto add = [&](const SigningPublicKey& key, KeyRole role) {
            m_keys[keyIdOf(m_chain, key)] = {id, role, key, {}, {}, {}};
        };
        add(org.governanceKey, KeyRole::Governance);
        for (const auto& key : org.attestorKeys) {
            add(key, KeyRole::Attestor);
        }
        for (const auto& key : org.gatewayKeys) {
            add(key, KeyRole::Gateway);
        }
    }
}

void Model::beginBlock(Instant time, std::uint64_t) {
    m_now = time;
}

Model::Answer Model::take(const Bytes& bytes) {
    m_answer = {};
    const auto tx = decodeTransaction(bytes);
    if (!tx) {
        m_answer.code = bytes.size() > 65'536 ? "TOO_LARGE" : "MALFORMED";
        return m_answer;
    }
    Key signer{};
    m_answer.code = invalidity(*tx, signer);
    if (m_answer.code != ok) {
        return m_answer;
    }
    if (tx->sequence) {
        m_used[tx->keyId].insert(*tx->sequence);
        if (signer.role == KeyRole::Device || signer.role == KeyRole::Recovery) {
            ++m_perHour[{tx->keyId, millisOf(m_now) / hourMs}];
        }
    }
    m_answer.code = act(*tx, signer);
    if (m_answer.code != ok) {
        m_answer.items.clear();
    }
    return m_answer;
}

bool Model::isFrozen(const KeyId& key) const {
    return std::ranges::any_of(m_freezes, [&](const auto& entry) {
        return !entry.second.lifted && entry.second.keys.contains(key);
    });
}

bool Model::isUnder(KeyId key, const KeyId& ancestor) const {
    for (;;) {
        const Key* fact = at(m_keys, key);
        if (fact == nullptr || !fact->addedBy) {
            return false;
        }
        key = *fact->addedBy;
        if (key == ancestor) {
            return true;
        }
    }
}

std::string Model::invalidity(const Transaction& tx, Key& signer) const {
    const TransactionKind kind = tx.kind();
    std::int64_t life = dayMs;
    if (kind == TransactionKind::RecordAccess || kind == TransactionKind::EmergencyAccess) {
        life = 60'000;
    }
    const bool protective = kind == TransactionKind::Revoke || kind == TransactionKind::Unlink ||
                            kind == TransactionKind::Freeze;
    if (protective) {
        life = 30 * dayMs;
    }
    if (tx.chainId != m_chain) {
        return "WRONG_CHAIN";
    }
    if (tx.expiresAt <= m_now) {
        return "EXPIRED";
    }
    if (millisOf(tx.expiresAt) - millisOf(m_now) > life) {
        return "EXPIRES_TOO_LATE";
    }
    if (const auto* body = std::get_if<RegisterParty>(&tx.body)) {
        signer = {tx.party, KeyRole::Recovery, body->inceptionKey, {}, {}, {}};
        if (tx.keyId != keyIdOf(m_chain, body->inceptionKey) ||
            tx.party != partyIdOf(m_chain, body->inceptionKey)) {
            return "UNKNOWN_KEY";
        }
    } else {
        const Key* key = at(m_keys, tx.keyId);
        if (key == nullptr || key->role == KeyRole::Fetch) {
            return "UNKNOWN_KEY";
        }
        if (key->party != tx.party) {
            return "KEY_OF_ANOTHER_PARTY";
        }
        if (key->goneFrom && m_now >= *key->goneFrom) {
            return "KEY_REMOVED";
        }
        if (isFrozen(tx.keyId)) {
            return "KEY_FROZEN";
        }
        signer = *key;
    }
    if (!protective) {
        const auto* used = at(m_used, tx.keyId);
        const std::uint64_t highest = used == nullptr ? 0 : *used->rbegin();
        const std::uint64_t sequence = *tx.sequence;
        if (sequence > highest + 1024 || sequence + 64 <= highest) {
            return "SEQUENCE_OUT_OF_WINDOW";
        }
        if (sequence == 0 || (used != nullptr && used->contains(sequence))) {
            return "SEQUENCE_USED";
        }
        const auto* spent = at(m_perHour, std::pair(tx.keyId, millisOf(m_now) / hourMs));
        if (spent != nullptr && *spent >= m_params.transactionsPerHour) {
            return "RATE_EXCEEDED";
        }
    }
    const Bytes message = signedBytes(tx);
    if (!verifySignature(signer.publicKey, message, tx.signature)) {
        return "BAD_SIGNATURE";
    }
    std::vector<KeyRole> wanted;
    if (kind == TransactionKind::RegisterParty || kind == TransactionKind::Link) {
        wanted = {KeyRole::Attestor};
    } else if (kind == TransactionKind::EmergencyAccess) {
        wanted = {KeyRole::Gateway};
    }
    if (tx.cosigners.size() != wanted.size() || tx.cosigs.size() != wanted.size()) {
        return "BAD_COSIGNATURE";
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const Key* key = at(m_keys, tx.cosigners[i].keyId);
        if (key == nullptr || key->party != tx.cosigners[i].party || key->role != wanted[i] ||
            !verifySignature(key->publicKey, message, tx.cosigs[i])) {
            return "BAD_COSIGNATURE";
        }
        const auto* link = std::get_if<Link>(&tx.body);
        if (link != nullptr && key->party != link->organization) {
            return "BAD_COSIGNATURE";
        }
    }
    return ok;
}

std::string Model::act(const Transaction& tx, const Key& signer) {
    if (tx.onBehalf) {
        return "UNKNOWN_DELEGATION";
    }
    if (sealedBodiesOf(tx).digests.empty() && !tx.receipts.empty()) {
        return "RECEIPT_INVALID";
    }
    return std::visit([&](const auto& body) { return on(tx, signer, body); }, tx.body);
}

std::string Model::receiptProblem(const Transaction& tx, std::uint32_t item,
                                  const std::vector<PartyId>& mailboxes) const {
    const SealedBodyList sealed = sealedBodiesOf(tx);
    const StorageReceipt* found = nullptr;
    for (const StorageReceipt& receipt : tx.receipts) {
        if (std::ranges::count(receipt.itemIndexes, item) != 0) {
            if (found != nullptr) {
                return "RECEIPT_INVALID";
            }
            found = &receipt;
        }
    }
    if (found == nullptr) {
        return "RECEIPT_MISSING";
    }
    const bool named = std::ranges::count(mailboxes, found->organization) != 0;
    const Org* org = at(m_orgs, found->organization);
    const Key* key = at(m_keys, found->keyId);
    const bool entitled = org != nullptr && org->mailbox && key != nullptr &&
                          key->party == found->organization && key->role == KeyRole::Gateway &&
                          found->organization != tx.party && named != found->substitute &&
                          found->until > m_now;
    if (!entitled) {
        return "RECEIPT_INVALID";
    }
    std::vector<PartyId> patients;
    std::vector<Digest> digests;
    for (const std::uint32_t index : found->itemIndexes) {
        if (std::ranges::count(sealed.items, index) == 0) {
            return "RECEIPT_INVALID";
        }
        for (std::size_t i = 0; i < sealed.items.size(); ++i) {
            if (sealed.items[i] == index) {
                patients.push_back(sealed.patients[i]);
                digests.push_back(sealed.digests[i]);
            }
        }
    }
    const Digest what = receiptDigest(m_chain, patients, digests, found->until);
    return verifySignature(key->publicKey, what.view(), found->signature) ? ok : "RECEIPT_INVALID";
}

std::string Model::detailsProblem(const Transaction& tx, const Patient& p, const SealedDetails& d,
                                  const std::vector<PartyId>& mailboxes) const {
    if (d.epoch.value != p.epoch) {
        return "STALE_EPOCH";
    }
    if (d.bodies[0].recipient != p.logKey) {
        return "WRONG_RECIPIENT";
    }
    return receiptProblem(tx, 0, mailboxes);
}

std::string Model::mailboxProblem(const std::vector<PartyId>& mailboxes) const {
    if (mailboxes[0] == mailboxes[1]) {
        return "NOT_A_MAILBOX";
    }
    for (const PartyId& id : mailboxes) {
        const Org* org = at(m_orgs, id);
        if (org == nullptr) {
            return "UNKNOWN_ORGANIZATION";
        }
        if (!org->mailbox) {
            return "NOT_A_MAILBOX";
        }
    }
    return ok;
}

std::string Model::newKeyProblem(const PartyId& party, const SigningPublicKey& key,
                                 const Signature& possession) const {
    if (m_keys.contains(keyIdOf(m_chain, key))) {
        return "KEY_IN_USE";
    }
    const bool proven =
        verifySignature(key, possessionDigest(m_chain, party, key).view(), possession);
    return proven ? ok : "BAD_POSSESSION";
}

std::size_t Model::liveKeys(const PartyId& party) const {
    return static_cast<std::size_t>(std::ranges::count_if(m_keys, [&](const auto& entry) {
        const Key& key = entry.second;
        return key.party == party && key.role != KeyRole::Fetch &&
               !(key.goneFrom && *key.goneFrom <= m_now);
    }));
}

bool Model::linked(const PartyId& patient, const PartyId& org) const {
    const auto* links = at(m_links, std::pair(patient, org));
    return links != nullptr && links->back().active;
}

void Model::write(const Transaction& tx, const PartyId& patient, LogEventType type,
                  const std::string& result) {
    Patient& p = m_patients.at(patient);
    p.log.push_back({tx.party, type, p.epoch, result});
    m_answer.items.emplace_back(result, true);
}

std::string Model::on(const Transaction& tx, const Key& signer, const RegisterParty& body) {
    if (m_people.contains(tx.party) || m_orgs.contains(tx.party)) {
        return "PARTY_EXISTS";
    }
    if (m_keys.contains(tx.keyId)) {
        return "KEY_IN_USE";
    }
    if (!body.patient && body.details) {
        return "NOT_A_PATIENT";
    }
    const auto keysBefore = m_keys;
    const auto refuse = [&](std::string code) {
        m_keys = keysBefore;
        return code;
    };
    m_keys[tx.keyId] = signer;
    for (const NewKey& device : body.deviceKeys) {
        if (const auto p = newKeyProblem(tx.party, device.signing, device.possession); p != ok) {
            return refuse(p);
        }
        m_keys[keyIdOf(m_chain, device.signing)] = {
            tx.party, KeyRole::Device, device.signing, tx.keyId, {}, device.sealing};
    }
    if (body.patient) {
        const PatientSetup& setup = *body.patient;
        const SealedDetails& archive = setup.logKey.archive;
        if (const auto p = mailboxProblem(setup.mailboxes); p != ok) {
            return refuse(p);
        }
        if (archive.epoch.value != 1) {
            return refuse("STALE_EPOCH");
        }
        if (archive.bodies.size() != 1 || archive.bodies[0].recipient != setup.archiveKey) {
            return refuse("WRONG_RECIPIENT");
        }
        if (body.details && body.details->epoch.value != 1) {
            return refuse("STALE_EPOCH");
        }
        if (body.details && body.details->bodies[0].recipient != setup.logKey.logKey) {
            return refuse("WRONG_RECIPIENT");
        }
        if (const auto p =
                newKeyProblem(tx.party, setup.logKey.fetchKey, setup.logKey.fetchPossession);
            p != ok) {
            return refuse(p);
        }
        if (const auto p = receiptProblem(tx, 0, setup.mailboxes); p != ok) {
            return refuse(p);
        }
        m_keys[keyIdOf(m_chain, setup.logKey.fetchKey)] = {
            tx.party, KeyRole::Fetch, setup.logKey.fetchKey, {}, {}, {}};
        Patient& p = m_patients[tx.party];
        p.logKey = setup.logKey.logKey;
        p.epochMinute = millisOf(m_now) / 60'000;
        p.mailboxes = setup.mailboxes;
        p.archive = setup.archiveKey;
        write(tx, tx.party, LogEventType::SetLogKey);
        write(tx, tx.party, LogEventType::RegisterParty);
    }
    m_people.insert(tx.party);
    return ok;
}

namespace {

bool personal(KeyRole role) {
    return role == KeyRole::Device || role == KeyRole::Recovery;
}

} // namespace

std::string Model::on(const Transaction& tx, const Key& signer, const AddKey& body) {
    if (!personal(signer.role)) {
        return "NOT_PERMITTED";
    }
    if (liveKeys(tx.party) >= 16) {
        return "TOO_MANY_KEYS";
    }
    if (const auto p = newKeyProblem(tx.party, body.key.signing, body.key.possession); p != ok) {
        return p;
    }
    const Patient* p = at(m_patients, tx.party);
    if (body.details) {
        if (p == nullptr) {
            return "NOT_A_PATIENT";
        }
        if (const auto d = detailsProblem(tx, *p, *body.details, p->mailboxes); d != ok) {
            return d;
        }
    }
    m_keys[keyIdOf(m_chain, body.key.signing)] = {
        tx.party, KeyRole::Device, body.key.signing, tx.keyId, {}, body.key.sealing};
    if (p != nullptr) {
        write(tx, tx.party, LogEventType::AddKey);
    }
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const RemoveKey& body) {
    if (!personal(signer.role)) {
        return "NOT_PERMITTED";
    }
    Key* key = at(m_keys, body.keyId);
    if (key == nullptr || key->party != tx.party || key->role != KeyRole::Device ||
        (key->goneFrom && *key->goneFrom <= m_now)) {
        return "UNKNOWN_TARGET_KEY";
    }
    if (signer.role == KeyRole::Device && key->goneFrom) {
        return "REMOVAL_PENDING";
    }
    const Patient* p = at(m_patients, tx.party);
    if (body.details) {
        if (p == nullptr) {
            return "NOT_A_PATIENT";
        }
        if (const auto d = detailsProblem(tx, *p, *body.details, p->mailboxes); d != ok) {
            return d;
        }
    }
    key->goneFrom = signer.role == KeyRole::Recovery ? m_now : m_now + milliseconds(3 * dayMs);
    if (p != nullptr) {
        write(tx, tx.party, LogEventType::RemoveKey);
    }
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const SetMailboxes& body) {
    if (!personal(signer.role)) {
        return "NOT_PERMITTED";
    }
    Patient* p = at(m_patients, tx.party);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    if (p->mailboxVersion != body.replaces) {
        return "STALE_VERSION";
    }
    if (const auto m = mailboxProblem(body.mailboxes); m != ok) {
        return m;
    }
    if (body.details) {
        if (const auto d = detailsProblem(tx, *p, *body.details, p->mailboxes); d != ok) {
            return d;
        }
    }
    p->mailboxes = body.mailboxes;
    ++p->mailboxVersion;
    write(tx, tx.party, LogEventType::SetMailboxes);
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const Freeze& body) {
    if (!personal(signer.role)) {
        return "NOT_PERMITTED";
    }
    const auto id = made<FreezeId>(m_chain, tx.party, body.nonce);
    if (m_freezes.contains(id)) {
        return "EFFECT_HOLDS";
    }
    const Key* target = at(m_keys, body.keyId);
    if (target == nullptr || target->party != tx.party || target->role != KeyRole::Device ||
        (target->goneFrom && *target->goneFrom <= m_now)) {
        return "UNKNOWN_TARGET_KEY";
    }
    if (isFrozen(body.keyId)) {
        return "EFFECT_HOLDS";
    }
    FreezeFact fact{tx.party, {body.keyId}, false};
    for (const auto& [keyId, key] : m_keys) {
        if (key.party == tx.party && isUnder(keyId, body.keyId) && !isFrozen(keyId)) {
            fact.keys.insert(keyId);
        }
    }
    m_freezes[id] = fact;
    if (m_patients.contains(tx.party)) {
        write(tx, tx.party, LogEventType::Freeze);
    }
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const Unfreeze& body) {
    if (signer.role != KeyRole::Recovery) {
        return "NOT_PERMITTED";
    }
    FreezeFact* fact = at(m_freezes, body.freezeId);
    if (fact == nullptr || fact->party != tx.party || fact->lifted) {
        return "UNKNOWN_FREEZE";
    }
    fact->lifted = true;
    if (m_patients.contains(tx.party)) {
        write(tx, tx.party, LogEventType::Unfreeze);
    }
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const Attest& body) {
    if (signer.role != KeyRole::Attestor) {
        return "NOT_PERMITTED";
    }
    const auto id = made<AttestationId>(m_chain, tx.party, body.nonce);
    if (m_attestations.contains(id)) {
        return "ID_TAKEN";
    }
    if (!m_people.contains(body.subject)) {
        return "UNKNOWN_PARTY";
    }
    if (body.until <= body.from || body.until <= m_now) {
        return "INVALID_WINDOW";
    }
    for (const auto& [other, fact] : m_attestations) {
        if (fact.org == tx.party &&
            (fact.subject == body.subject) != (fact.staff == body.staffId)) {
            return "STAFF_ID_TAKEN";
        }
    }
    m_attestations[id] = {tx.party, body.subject, body.role, body.staffId, body.from, body.until};
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const EndAttestation& body) {
    if (signer.role != KeyRole::Attestor) {
        return "NOT_PERMITTED";
    }
    AttestFact* fact = at(m_attestations, body.attestationId);
    if (fact == nullptr || fact->org != tx.party) {
        return "UNKNOWN_ATTESTATION";
    }
    if (fact->ended || fact->until <= m_now) {
        return "ATTESTATION_NOT_ACTIVE";
    }
    fact->ended = true;
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const Link& body) {
    if (signer.role != KeyRole::Device) {
        return "NOT_PERMITTED";
    }
    const Patient* p = at(m_patients, tx.party);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    const auto id = made<LinkId>(m_chain, tx.party, body.nonce);
    auto& links = m_links[{tx.party, body.organization}];
    if (!links.empty() && links.back().active) {
        return "ALREADY_LINKED";
    }
    if (!links.empty() && links.back().id == id) {
        return "ID_TAKEN";
    }
    const auto undo = [&](std::string code) {
        if (links.empty()) {
            m_links.erase({tx.party, body.organization});
        }
        return code;
    };
    if (body.policyVersion != p->policy) {
        return undo("STALE_POLICY");
    }
    if (body.details.has_value() != (p->policy > 0)) {
        return undo("WRONG_RECIPIENT");
    }
    if (body.details) {
        const auto& bodies = body.details->bodies;
        if (bodies.size() != 2 || bodies[1].recipient != m_orgs.at(body.organization).inbox) {
            return undo("WRONG_RECIPIENT");
        }
        if (body.details->bodyCommit != p->policyCommit) {
            return undo("WRONG_COMMITMENT");
        }
        if (const auto d = detailsProblem(tx, *p, *body.details, p->mailboxes); d != ok) {
            return undo(d);
        }
    }
    links.push_back({id, true});
    write(tx, tx.party, LogEventType::Link);
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const Unlink& body) {
    const bool allowed = (tx.party == body.patient && signer.role == KeyRole::Device) ||
                         (tx.party == body.organization && signer.role == KeyRole::Attestor);
    if (!allowed) {
        return "NOT_PERMITTED";
    }
    if (!m_patients.contains(body.patient)) {
        return "NOT_A_PATIENT";
    }
    auto* links = at(m_links, std::pair(body.patient, body.organization));
    if (links == nullptr) {
        return "NOT_LINKED";
    }
    if (!links->back().active || links->back().id != body.linkId) {
        return "EFFECT_HOLDS";
    }
    links->back().active = false;
    write(tx, body.patient, LogEventType::Unlink);
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const SetLogKey& body) {
    if (!personal(signer.role)) {
        return "NOT_PERMITTED";
    }
    Patient* p = at(m_patients, tx.party);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    if (body.replaces.value != p->epoch) {
        return "STALE_VERSION";
    }
    if (p->epochMinute == millisOf(m_now) / 60'000) {
        return "TOO_SOON";
    }
    const SealedDetails& archive = body.setup.archive;
    if (archive.epoch.value != p->epoch + 1) {
        return "STALE_EPOCH";
    }
    if (archive.bodies.size() != 1 || archive.bodies[0].recipient != p->archive) {
        return "WRONG_RECIPIENT";
    }
    if (const auto k = newKeyProblem(tx.party, body.setup.fetchKey, body.setup.fetchPossession);
        k != ok) {
        return k;
    }
    if (const auto r = receiptProblem(tx, 0, p->mailboxes); r != ok) {
        return r;
    }
    m_keys[keyIdOf(m_chain, body.setup.fetchKey)] = {
        tx.party, KeyRole::Fetch, body.setup.fetchKey, {}, {}, {}};
    ++p->epoch;
    p->logKey = body.setup.logKey;
    p->epochMinute = millisOf(m_now) / 60'000;
    write(tx, tx.party, LogEventType::SetLogKey);
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const SetPatientPolicy& body) {
    if (signer.role != KeyRole::Device) {
        return "NOT_PERMITTED";
    }
    Patient* p = at(m_patients, tx.party);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    if (body.replaces != p->policy) {
        return "STALE_VERSION";
    }
    std::vector<SealingPublicKey> wanted;
    for (const auto& [org, fact] : m_orgs) {
        if (linked(tx.party, org)) {
            wanted.push_back(fact.inbox);
        }
    }
    std::vector<SealingPublicKey> given;
    for (std::size_t i = 1; i < body.details.bodies.size(); ++i) {
        given.push_back(body.details.bodies[i].recipient);
    }
    if (wanted != given) {
        return "STALE_LINKS";
    }
    if (const auto d = detailsProblem(tx, *p, body.details, p->mailboxes); d != ok) {
        return d;
    }
    ++p->policy;
    p->policyCommit = body.details.bodyCommit;
    write(tx, tx.party, LogEventType::SetPatientPolicy);
    return ok;
}

std::size_t Model::activeGrants(const PartyId& patient, const GrantId* without) const {
    return static_cast<std::size_t>(std::ranges::count_if(m_grants, [&](const auto& entry) {
        const GrantFact& grant = entry.second;
        // A grant counts until the day of its end is over.
        const bool dayOver =
            grant.until && millisOf(*grant.until) / dayMs < millisOf(m_now) / dayMs;
        return grant.patient == patient && !grant.ended && !dayOver &&
               (without == nullptr || entry.first != *without);
    }));
}

std::string Model::on(const Transaction& tx, const Key& signer, const Grant& body) {
    if (signer.role != KeyRole::Device) {
        return "NOT_PERMITTED";
    }
    const Patient* p = at(m_patients, tx.party);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    const auto id = made<GrantId>(m_chain, tx.party, body.nonce);
    if (m_grants.contains(id)) {
        return "ID_TAKEN";
    }
    for (const auto& [buried, when] : p->tombstones) {
        if (buried == id && m_now < when + milliseconds(30 * dayMs)) {
            return "REVOKED_BEFORE";
        }
    }
    if (body.until && (*body.until <= body.from || *body.until <= m_now)) {
        return "INVALID_WINDOW";
    }
    GrantFact* old = nullptr;
    if (body.supersedes) {
        old = at(m_grants, *body.supersedes);
        if (old == nullptr || old->patient != tx.party) {
            return "UNKNOWN_GRANT";
        }
        if (old->ended) {
            return "GRANT_REVOKED";
        }
        if (old->until && *old->until <= m_now) {
            return "GRANT_ENDED";
        }
    }
    RequestFact* request = nullptr;
    if (body.request) {
        request = at(m_requests, *body.request);
        if (request == nullptr || request->patient != tx.party) {
            return "UNKNOWN_REQUEST";
        }
        if (request->done || m_now >= request->asked + milliseconds(14 * dayMs)) {
            return "REQUEST_CLOSED";
        }
    }
    if (activeGrants(tx.party, old == nullptr ? nullptr : &*body.supersedes) >=
        m_params.activeGrantsMax) {
        return "TOO_MANY_GRANTS";
    }
    if (const auto d = detailsProblem(tx, *p, body.details, p->mailboxes); d != ok) {
        return d;
    }
    if (old != nullptr) {
        old->ended = true;
    }
    if (request != nullptr) {
        request->done = true;
    }
    m_grants[id] = {tx.party, body.from, body.until, body.details.bodyCommit, false};
    write(tx, tx.party, LogEventType::Grant);
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const Revoke& body) {
    if (signer.role != KeyRole::Device) {
        return "NOT_PERMITTED";
    }
    Patient* p = at(m_patients, tx.party);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    std::set<std::string> answers;
    std::string worst = "EFFECT_HOLDS";
    for (const GrantId& id : body.grants) {
        std::string answer = ok;
        if (GrantFact* grant = at(m_grants, id); grant != nullptr) {
            if (grant->patient != tx.party) {
                answer = "UNKNOWN_GRANT";
            } else if (grant->ended || (grant->until && *grant->until <= m_now)) {
                answer = "EFFECT_HOLDS";
            } else {
                grant->ended = true;
            }
        } else {
            std::size_t lying = 0;
            for (const auto& [buried, when] : p->tombstones) {
                const bool lies = m_now < when + milliseconds(30 * dayMs);
                lying += lies ? 1U : 0U;
                if (lies && buried == id) {
                    answer = "EFFECT_HOLDS";
                }
            }
            if (answer == ok && lying >= 64) {
                answer = "TOO_MANY_TOMBSTONES";
            }
            if (answer == ok) {
                p->tombstones.emplace_back(id, m_now);
            }
        }
        answers.insert(answer);
        if (answer == ok) {
            write(tx, tx.party, LogEventType::Revoke);
        } else {
            m_answer.items.emplace_back(answer, false);
            worst = worst == "EFFECT_HOLDS" ? answer : worst;
        }
    }
    return answers.contains(ok) ? ok : worst;
}

std::string Model::on(const Transaction& tx, const Key& signer, const RequestAccess& body) {
    if (signer.role != KeyRole::Device) {
        return "NOT_PERMITTED";
    }
    const Patient* p = at(m_patients, body.patient);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    const auto id = made<RequestId>(m_chain, tx.party, body.nonce);
    if (m_requests.contains(id)) {
        return "ID_TAKEN";
    }
    const AttestFact* fact = at(m_attestations, body.attestationId);
    if (fact == nullptr || fact->subject != tx.party) {
        return "UNKNOWN_ATTESTATION";
    }
    if (fact->ended || m_now < fact->from || m_now >= fact->until) {
        return "ATTESTATION_NOT_ACTIVE";
    }
    std::size_t all = 0;
    std::size_t ofOrg = 0;
    std::size_t mine = 0;
    for (const auto& [other, request] : m_requests) {
        if (request.patient == body.patient && !request.done &&
            m_now < request.asked + milliseconds(14 * dayMs)) {
            ++all;
            ofOrg += request.org == fact->org ? 1U : 0U;
            mine += request.requester == tx.party ? 1U : 0U;
        }
    }
    if (mine > 0 || ofOrg >= m_params.openRequestsPerOrganization ||
        all >= m_params.openRequestsPerPatient) {
        return "TOO_MANY_REQUESTS";
    }
    if (body.details.bodies.size() != 2 || !signer.sealing ||
        body.details.bodies[1].recipient != *signer.sealing) {
        return "WRONG_RECIPIENT";
    }
    if (const auto d = detailsProblem(tx, *p, body.details, p->mailboxes); d != ok) {
        return d;
    }
    m_requests[id] = {body.patient, tx.party, fact->org, m_now, false};
    write(tx, body.patient, LogEventType::RequestAccess);
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const CloseRequest& body) {
    if (signer.role != KeyRole::Device) {
        return "NOT_PERMITTED";
    }
    const Patient* p = at(m_patients, body.patient);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    RequestFact* request = at(m_requests, body.requestId);
    if (request == nullptr || request->patient != body.patient) {
        return "UNKNOWN_REQUEST";
    }
    if (tx.party != request->patient && tx.party != request->requester) {
        return "NOT_PERMITTED";
    }
    if (request->done || m_now >= request->asked + milliseconds(14 * dayMs)) {
        return "REQUEST_CLOSED";
    }
    if (body.details.bodies.size() != 2) {
        return "WRONG_RECIPIENT";
    }
    if (const auto d = detailsProblem(tx, *p, body.details, p->mailboxes); d != ok) {
        return d;
    }
    request->done = true;
    write(tx, body.patient, LogEventType::CloseRequest);
    return ok;
}

namespace {

Digest climb(const LeafProof& proof) {
    Bytes node{std::byte{0}};
    append(node, proof.leaf.view());
    Digest digest = sha256(node);
    std::uint64_t place = proof.leafIndex;
    for (const Digest& sibling : proof.path) {
        Bytes pair{std::byte{1}};
        append(pair, place % 2 == 1 ? sibling.view() : digest.view());
        append(pair, place % 2 == 1 ? digest.view() : sibling.view());
        digest = sha256(pair);
        place /= 2;
    }
    // What is left of the place lies outside of the tree.
    return place == 0 ? digest : Digest();
}

} // namespace

std::string Model::on(const Transaction& tx, const Key& signer, const AnchorBatch& body) {
    if (signer.role != KeyRole::Gateway) {
        return "NOT_PERMITTED";
    }
    const Patient* p = at(m_patients, body.patient);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    if (!linked(body.patient, tx.party)) {
        return "NOT_LINKED";
    }
    const auto id = made<AnchorId>(m_chain, tx.party, body.nonce);
    if (m_anchors.contains(id)) {
        return "ID_TAKEN";
    }
    if (body.details.bodies.size() != 1) {
        return "WRONG_RECIPIENT";
    }
    if (const auto d = detailsProblem(tx, *p, body.details, p->mailboxes); d != ok) {
        return d;
    }
    m_anchors[id] = {tx.party, body.patient, body.root};
    write(tx, body.patient, LogEventType::AnchorBatch);
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const AmendRecord& body) {
    if (signer.role != KeyRole::Gateway) {
        return "NOT_PERMITTED";
    }
    const Patient* p = at(m_patients, body.patient);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    for (const AnchorId& id : {body.old.anchorId, body.successorAnchor}) {
        const AnchorFact* anchor = at(m_anchors, id);
        if (anchor == nullptr || anchor->org != tx.party || anchor->patient != body.patient) {
            return "UNKNOWN_ANCHOR";
        }
    }
    if (climb(body.old) != m_anchors.at(body.old.anchorId).root ||
        (body.old.anchorId == body.successorAnchor && body.old.leafIndex == body.successorLeaf)) {
        return "INVALID_PATH";
    }
    if (m_leaves.contains({body.old.anchorId, body.old.leafIndex})) {
        return "LEAF_CHANGED";
    }
    if (body.details.bodies.size() != 1) {
        return "WRONG_RECIPIENT";
    }
    if (const auto d = detailsProblem(tx, *p, body.details, p->mailboxes); d != ok) {
        return d;
    }
    m_leaves[{body.old.anchorId, body.old.leafIndex}] = false;
    write(tx, body.patient, LogEventType::AmendRecord);
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const Tombstone& body) {
    if (signer.role != KeyRole::Gateway) {
        return "NOT_PERMITTED";
    }
    const Patient* p = at(m_patients, body.patient);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    const AnchorFact* anchor = at(m_anchors, body.leaf.anchorId);
    if (anchor == nullptr || anchor->org != tx.party || anchor->patient != body.patient) {
        return "UNKNOWN_ANCHOR";
    }
    if (climb(body.leaf) != anchor->root) {
        return "INVALID_PATH";
    }
    const bool* leaf = at(m_leaves, std::pair(body.leaf.anchorId, body.leaf.leafIndex));
    if (leaf != nullptr && *leaf) {
        return "LEAF_CHANGED";
    }
    if (body.details.bodies.size() != 1) {
        return "WRONG_RECIPIENT";
    }
    if (const auto d = detailsProblem(tx, *p, body.details, p->mailboxes); d != ok) {
        return d;
    }
    m_leaves[{body.leaf.anchorId, body.leaf.leafIndex}] = true;
    write(tx, body.patient, LogEventType::Tombstone);
    return ok;
}

std::string Model::itemAnswer(const Transaction& tx, std::uint32_t index, bool& row) const {
    const AccessItem& item = std::get<RecordAccess>(tx.body).items[index];
    row = false;
    const Patient* p = at(m_patients, item.patient);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    if (item.epoch.value != p->epoch) {
        return "STALE_EPOCH";
    }
    if (item.basis != AccessBasis::Self && !linked(item.patient, tx.party)) {
        return "NOT_LINKED";
    }
    if (item.policyVersion != p->policy) {
        return "STALE_POLICY";
    }
    if (const auto r = receiptProblem(tx, index, p->mailboxes); r != ok) {
        return r;
    }
    row = true;
    if (item.kind == AccessKind::NotDelivered) {
        return ok;
    }
    if (item.decision == AccessDecision::Deny) {
        return "DENIED_BY_CUSTODIAN";
    }
    if (item.basis == AccessBasis::Grant) {
        const GrantFact* grant = at(m_grants, idCast<GrantId>(*item.basisId));
        if (grant == nullptr || grant->patient != item.patient) {
            return "UNKNOWN_GRANT";
        }
        if (grant->ended) {
            return "GRANT_REVOKED";
        }
        if (m_now < grant->from) {
            return "GRANT_NOT_STARTED";
        }
        return grant->until && m_now >= *grant->until ? "GRANT_ENDED" : ok;
    }
    if (item.basis == AccessBasis::Emergency) {
        const EmergencyFact* fact = at(m_emergencies, idCast<EmergencyId>(*item.basisId));
        if (fact == nullptr || fact->patient != item.patient || fact->custodian != tx.party) {
            return "UNKNOWN_EMERGENCY";
        }
        return m_now >= fact->until ? "EMERGENCY_ENDED" : ok;
    }
    return item.basis == AccessBasis::Delegation ? "UNKNOWN_DELEGATION" : ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const RecordAccess& body) {
    if (signer.role != KeyRole::Gateway) {
        return "NOT_PERMITTED";
    }
    for (std::uint32_t i = 0; i < body.items.size(); ++i) {
        bool row = false;
        const std::string answer = itemAnswer(tx, i, row);
        if (!row) {
            m_answer.items.emplace_back(answer, false);
            continue;
        }
        const AccessKind kind = body.items[i].kind;
        write(tx, body.items[i].patient,
              kind == AccessKind::Access         ? LogEventType::Access
              : kind == AccessKind::NotDelivered ? LogEventType::NotDelivered
                                                 : LogEventType::DenialCount,
              answer);
    }
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const EmergencyAccess& body) {
    if (signer.role != KeyRole::Gateway) {
        return "NOT_PERMITTED";
    }
    const Patient* p = at(m_patients, body.patient);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    if (!linked(body.patient, tx.party)) {
        return "NOT_LINKED";
    }
    const auto id = made<EmergencyId>(m_chain, tx.party, body.nonce);
    if (m_emergencies.contains(id)) {
        return "ID_TAKEN";
    }
    const std::int64_t ahead = millisOf(body.until) - millisOf(m_now);
    if (ahead <= 0 || ahead > dayMs) {
        return "INVALID_WINDOW";
    }
    if (const auto d = detailsProblem(tx, *p, body.details, p->mailboxes); d != ok) {
        return d;
    }
    m_emergencies[id] = {body.patient, tx.party, body.until, false};
    write(tx, body.patient, LogEventType::EmergencyAccess);
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const ReviewEmergency& body) {
    if (signer.role != KeyRole::Device) {
        return "NOT_PERMITTED";
    }
    const Patient* p = at(m_patients, body.patient);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    EmergencyFact* emergency = at(m_emergencies, body.emergencyId);
    if (emergency == nullptr || emergency->patient != body.patient) {
        return "UNKNOWN_EMERGENCY";
    }
    const AttestFact* fact = at(m_attestations, body.attestationId);
    if (fact == nullptr || fact->subject != tx.party || fact->org != emergency->custodian ||
        fact->role != AttestedRole::Reviewer) {
        return "UNKNOWN_ATTESTATION";
    }
    if (fact->ended || m_now < fact->from || m_now >= fact->until) {
        return "ATTESTATION_NOT_ACTIVE";
    }
    if (emergency->reviewed) {
        return "ALREADY_REVIEWED";
    }
    if (const auto d = detailsProblem(tx, *p, body.details, p->mailboxes); d != ok) {
        return d;
    }
    emergency->reviewed = true;
    write(tx, body.patient, LogEventType::ReviewEmergency);
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const DisputeAccess& body) {
    if (signer.role != KeyRole::Device) {
        return "NOT_PERMITTED";
    }
    const Patient* p = at(m_patients, tx.party);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    if (body.row.value >= p->log.size()) {
        return "UNKNOWN_ROW";
    }
    const PartyId writer = p->log[body.row.value].actor;
    if (writer == tx.party) {
        return "NOT_DISPUTABLE";
    }
    if (m_disputes.contains({tx.party, body.row.value})) {
        return "ALREADY_DISPUTED";
    }
    const Org* org = at(m_orgs, writer);
    if (body.details.bodies.size() != 2 ||
        (org != nullptr && body.details.bodies[1].recipient != org->inbox)) {
        return "WRONG_RECIPIENT";
    }
    if (const auto d = detailsProblem(tx, *p, body.details, p->mailboxes); d != ok) {
        return d;
    }
    m_disputes[{tx.party, body.row.value}] = false;
    write(tx, tx.party, LogEventType::DisputeAccess);
    return ok;
}

std::string Model::on(const Transaction& tx, const Key& signer, const AnswerDispute& body) {
    if (signer.role != KeyRole::Gateway && signer.role != KeyRole::Device) {
        return "NOT_PERMITTED";
    }
    const Patient* p = at(m_patients, body.patient);
    if (p == nullptr) {
        return "NOT_A_PATIENT";
    }
    bool* answered = at(m_disputes, std::pair(body.patient, body.row.value));
    if (answered == nullptr) {
        return "NOT_DISPUTED";
    }
    if (p->log[body.row.value].actor != tx.party) {
        return "NOT_PERMITTED";
    }
    if (*answered) {
        return "ALREADY_ANSWERED";
    }
    if (const auto d = detailsProblem(tx, *p, body.details, p->mailboxes); d != ok) {
        return d;
    }
    *answered = true;
    write(tx, body.patient, LogEventType::AnswerDispute);
    return ok;
}

std::string Model::compare(const Kit& kit) const {
    for (const auto& [id, fact] : m_patients) {
        const auto state = kit.load<PatientState>(patientKey(m_chain, id));
        const std::string who = "patient " + hexOf(id.view()) + ": ";
        if (!state || state->count != fact.log.size()) {
            return who + "rows";
        }
        const auto& rows = kit.state.logs().at(id);
        for (std::size_t i = 0; i < fact.log.size(); ++i) {
            const LogEvent event = *decodeLogEvent(rows[i]);
            if (event.actor != fact.log[i].actor || event.type != fact.log[i].type ||
                event.epoch.value != fact.log[i].epoch ||
                refusalName(event.result) != fact.log[i].result || event.seq.value != i) {
                return who + "row " + std::to_string(i);
            }
        }
        std::vector<PartyId> links;
        for (const auto& [org, unused] : m_orgs) {
            if (linked(id, org)) {
                links.push_back(org);
            }
        }
        if (state->epoch.value != fact.epoch || state->policyVersion != fact.policy ||
            state->links != links || state->mailboxes != fact.mailboxes) {
            return who + "epoch, policy, links or mailboxes";
        }
    }
    for (const auto& [id, fact] : m_grants) {
        const auto state = kit.load<GrantState>(grantKey(m_chain, id));
        if (!state || (state->status != GrantStatus::Active) != fact.ended ||
            state->commit != fact.commit) {
            return "grant " + hexOf(id.view());
        }
    }
    for (const auto& [id, fact] : m_keys) {
        const auto state = kit.load<KeyState>(keyKey(m_chain, id));
        if (!state || state->removedFrom != fact.goneFrom || state->party != fact.party) {
            return "key " + hexOf(id.view());
        }
        const bool gone = fact.goneFrom && *fact.goneFrom <= m_now;
        if (!gone && state->frozenBy.has_value() != isFrozen(id)) {
            return "frozen key " + hexOf(id.view());
        }
    }
    for (const auto& [id, fact] : m_requests) {
        const auto state = kit.load<RequestState>(requestKey(m_chain, id));
        if (!state || (state->status != RequestStatus::Open) != fact.done) {
            return "request " + hexOf(id.view());
        }
    }
    for (const auto& [key, answered] : m_disputes) {
        const auto state =
            kit.load<DisputeState>(disputeKey(m_chain, key.first, LogSequence(key.second)));
        if (!state || state->answered != answered) {
            return "dispute";
        }
    }
    return {};
}

} // namespace consentry::registry::test
