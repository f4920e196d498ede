#include "core/registry/execution.h"

#include "core/base/check.h"
#include "core/registry/log_chain.h"
#include "core/registry/object_ids.h"

#include <algorithm>

namespace consentry::registry {

Execution::Execution(std::string_view chain, const BlockContext& when,
                     const ParamsState& parameters, SignatureVerifier* verifier,
                     const Transaction& transaction, const TxHash& hash, std::uint32_t txIndex,
                     Signer by, StateOverlay& state)
    : chainId(chain), context(when), params(parameters), tx(transaction), signer(std::move(by)),
      m_verifier(verifier), m_hash(hash), m_txIndex(txIndex), m_state(state) {}

bool Execution::signerIs(std::initializer_list<KeyRole> roles) const {
    return std::ranges::find(roles, signer.key.role) != roles.end();
}

bool Execution::verify(const SigningPublicKey& key, ByteView message,
                       const Signature& signature) const {
    return m_verifier != nullptr ? m_verifier->verify(key, message, signature)
                                 : verifySignature(key, message, signature);
}

bool Execution::verifyPossession(const SigningPublicKey& key, const Signature& possession) const {
    return verify(key, possessionDigest(chainId, party(), key).view(), possession);
}

Result<bool> Execution::exists(const StateKey& key) const {
    ASSIGN_OR_RETURN(const std::optional<Bytes> bytes, m_state.get(key));
    return bytes.has_value();
}

Result<std::optional<LogEvent>> Execution::logEvent(const PartyId& patient, LogSequence row) const {
    ASSIGN_OR_RETURN(const std::optional<Bytes> bytes, m_state.logRow(patient, row));
    if (!bytes) {
        return std::optional<LogEvent>();
    }
    auto event = decodeLogEvent(*bytes);
    if (!event) {
        return fail(ErrorCode::DamagedData, "log row " + std::to_string(row.value));
    }
    return std::optional(std::move(*event));
}

Result<bool> Execution::isLinked(const PartyId& patient, const PartyId& organization) const {
    ASSIGN_OR_RETURN(const auto link, load<LinkState>(linkKey(chainId, patient, organization)));
    if (!link || !link->active) {
        return false;
    }
    ASSIGN_OR_RETURN(const bool gone, hasLeft(organization));
    return !gone;
}

Result<bool> Execution::hasLeft(const PartyId& organization) const {
    ASSIGN_OR_RETURN(const auto org, load<OrgState>(orgKey(chainId, organization)));
    return org && org->hasLeftAt(now());
}

Refusal Execution::checkDetails(const PatientState& patient, const SealedDetails& details) const {
    if (details.epoch != patient.epoch) {
        return Refusal::StaleEpoch;
    }
    CHECK(!details.bodies.empty());
    return details.bodies.front().recipient == patient.logKey ? Refusal::Accepted
                                                              : Refusal::WrongRecipient;
}

Result<ReceiptVerdict> Execution::receiptFor(std::uint32_t item,
                                             const std::vector<PartyId>& mailboxes) {
    if (!m_receiptsVerified) {
        RETURN_IF_ERROR(verifyReceipts());
    }
    ReceiptVerdict verdict = item < m_receipts.size() ? m_receipts[item] : ReceiptVerdict{};
    if (verdict.code != Refusal::Accepted) {
        return verdict;
    }
    ASSIGN_OR_RETURN(const bool isNamed, standsFor(verdict.holder.organization, mailboxes));
    if (isNamed == verdict.holder.substitute) {
        verdict.code = Refusal::ReceiptInvalid;
    }
    return verdict;
}

Result<bool> Execution::standsFor(const PartyId& organization,
                                  const std::vector<PartyId>& mailboxes) const {
    if (std::ranges::find(mailboxes, organization) != mailboxes.end()) {
        return true;
    }
    constexpr int successorsMax = 8; // one after the other
    for (PartyId named : mailboxes) {
        for (int step = 0; step < successorsMax; ++step) {
            ASSIGN_OR_RETURN(const auto org, load<OrgState>(orgKey(chainId, named)));
            if (!org || !org->hasLeftAt(now()) || !org->successor) {
                break;
            }
            named = *org->successor;
            if (named == organization) {
                return true;
            }
        }
    }
    return false;
}

Result<> Execution::verifyReceipts() {
    m_receiptsVerified = true;
    const SealedBodyList sealed = sealedBodiesOf(tx);
    const std::size_t itemCount = sealed.items.empty() ? 0 : sealed.items.back() + std::size_t{1};
    m_receipts.assign(itemCount, {});
    for (const StorageReceipt& receipt : tx.receipts) {
        ASSIGN_OR_RETURN(const Refusal code, verifyReceipt(receipt, sealed, itemCount));
        for (const std::uint32_t item : receipt.itemIndexes) {
            if (item >= itemCount) {
                break;
            }
            // Two receipts for one item would leave open which holder stands in the row.
            const bool isFirst = m_receipts[item].code == Refusal::ReceiptMissing;
            m_receipts[item] = {isFirst ? code : Refusal::ReceiptInvalid,
                                {receipt.organization, receipt.substitute}};
        }
    }
    return {};
}

Result<Refusal> Execution::verifyReceipt(const StorageReceipt& receipt,
                                         const SealedBodyList& sealed,
                                         std::size_t itemCount) const {
    REFUSE_UNLESS(receipt.organization != party() && receipt.until > now() &&
                      receipt.itemIndexes.back() < itemCount,
                  Refusal::ReceiptInvalid);
    ASSIGN_OR_RETURN(const auto org, load<OrgState>(orgKey(chainId, receipt.organization)));
    ASSIGN_OR_RETURN(const auto key, load<KeyState>(keyKey(chainId, receipt.keyId)));
    REFUSE_UNLESS(org && org->mailbox && key && key->party == receipt.organization &&
                      key->role == KeyRole::Gateway &&
                      !(key->removedFrom && *key->removedFrom <= now()),
                  Refusal::ReceiptInvalid);
    std::vector<PartyId> patients;
    std::vector<Digest> digests;
    for (std::size_t i = 0; i < sealed.items.size(); ++i) {
        if (std::ranges::binary_search(receipt.itemIndexes, sealed.items[i])) {
            patients.push_back(sealed.patients[i]);
            digests.push_back(sealed.digests[i]);
        }
    }
    const Digest digest = receiptDigest(chainId, patients, digests, receipt.until);
    return verify(key->publicKey, digest.view(), receipt.signature) ? Refusal::Accepted
                                                                    : Refusal::ReceiptInvalid;
}

LogEvent Execution::eventFor(const PatientState& patient, const NewRow& row) const {
    LogEvent event;
    event.seq = LogSequence(patient.count);
    event.epoch = patient.epoch;
    event.height = context.height;
    event.blockTime = context.time;
    event.txIndex = m_txIndex;
    event.itemIndex = row.itemIndex;
    event.txHash = m_hash;
    event.type = row.type;
    event.actor = party();
    event.objectId = rowObjectId(tx, row.itemIndex, signer.key.publicKey);
    event.result = row.result;
    if (row.holder != nullptr) {
        event.holder = row.holder->organization;
        event.substitute = row.holder->substitute;
    }
    return event;
}

void Execution::appendRow(const PartyId& id, PatientState& patient, const NewRow& row) {
    CHECK((row.details == nullptr) == (row.holder == nullptr));
    LogEvent event = eventFor(patient, row);
    if (row.details != nullptr) {
        event.bodyDigest = row.details->bodies.front().digest;
        event.bodyCommit = row.details->bodyCommit;
    }
    append(id, patient, std::move(event));
}

void Execution::appendItemRow(const PartyId& id, PatientState& patient, const NewRow& row,
                              const Digest& bodyDigest, const Digest& bodyCommit) {
    CHECK(row.holder != nullptr);
    LogEvent event = eventFor(patient, row);
    event.bodyDigest = bodyDigest;
    event.bodyCommit = bodyCommit;
    append(id, patient, std::move(event));
}

void Execution::append(const PartyId& id, PatientState& patient, LogEvent event) {
    Bytes encoded = encodeLogEvent(event);
    LogChain chain(chainId, {patient.count, patient.head});
    CHECK(chain.append(encoded).has_value());
    patient.count = chain.head().count;
    patient.head = chain.head().head;
    items.push_back({event.result, event.seq});
    m_state.appendRow({id, event.seq, std::move(encoded)});
}

Result<Refusal> checkSealed(Execution& run, const PatientState& patient,
                            const SealedDetails& details, ReceiptVerdict& receipt) {
    const Refusal code = run.checkDetails(patient, details);
    REFUSE_UNLESS(code == Refusal::Accepted, code);
    ASSIGN_OR_RETURN(receipt, run.receiptFor(0, patient.mailboxes));
    return receipt.code;
}

} // namespace consentry::registry
