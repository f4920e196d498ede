#include "tests/unit/registry/registry_model_tools.h"

namespace consentry::registry::test {
namespace {

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
