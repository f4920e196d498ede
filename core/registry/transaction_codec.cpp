// The one valid encoding of transactions; registry.cddl describes the same in RFC 8610.
#include "core/registry/enum_ranges.h"
#include "core/registry/governance_codec.h"
#include "core/registry/refusal.h"
#include "core/registry/transaction.h"

#include <algorithm>

namespace consentry::registry {

template <class V> void describe(V& v, For<V, BodyRef>& s) {
    v(0, s.recipient);
    v(1, s.digest);
}

template <class V> void describe(V& v, For<V, SealedDetails>& s) {
    v(0, s.epoch);
    v.list(1, s.bodies, {1, limits::bodiesMax});
    v(2, s.bodyCommit);
}

template <class V> void describe(V& v, For<V, StorageReceipt>& s) {
    v(0, s.organization);
    v(1, s.keyId);
    v(2, s.substitute);
    v.list(3, s.itemIndexes, {1, limits::accessItemsMax});
    v(4, s.until);
    v(5, s.signature);
}

template <class V> void describe(V& v, For<V, NewKey>& s) {
    v(0, s.signing);
    v(1, s.sealing);
    v(2, s.possession);
}

template <class V> void describe(V& v, For<V, LogKeySetup>& s) {
    v(0, s.logKey);
    v(1, s.fetchKey);
    v(2, s.fetchPossession);
    v(3, s.archive);
}

template <class V> void describe(V& v, For<V, PatientSetup>& s) {
    v.list(0, s.mailboxes, {limits::mailboxCount, limits::mailboxCount});
    v(1, s.archiveKey);
    v(2, s.logKey);
}

template <class V> void describe(V& v, For<V, RegisterParty>& s) {
    v(0, s.inceptionKey);
    v.list(1, s.deviceKeys, {0, limits::keysMax - 1});
    v(2, s.patient);
    v(3, s.details);
}

template <class V> void describe(V& v, For<V, AddKey>& s) {
    v(0, s.key);
    v(1, s.details);
}

template <class V> void describe(V& v, For<V, RemoveKey>& s) {
    v(0, s.keyId);
    v(1, s.details);
}

template <class V> void describe(V& v, For<V, SetMailboxes>& s) {
    v(0, s.replaces);
    v.list(1, s.mailboxes, {limits::mailboxCount, limits::mailboxCount});
    v(2, s.details);
}

template <class V> void describe(V& v, For<V, Freeze>& s) {
    v(0, s.nonce);
    v(1, s.keyId);
}

template <class V> void describe(V& v, For<V, Unfreeze>& s) {
    v(0, s.freezeId);
}

template <class V> void describe(V& v, For<V, Attest>& s) {
    v(0, s.nonce);
    v(1, s.subject);
    v(2, s.role);
    v(3, s.staffId);
    v(4, s.cardDigest);
    v(5, s.from);
    v(6, s.until);
}

template <class V> void describe(V& v, For<V, EndAttestation>& s) {
    v(0, s.attestationId);
}

template <class V> void describe(V& v, For<V, Link>& s) {
    v(0, s.nonce);
    v(1, s.organization);
    v(2, s.policyVersion);
    v(3, s.details);
}

template <class V> void describe(V& v, For<V, Unlink>& s) {
    v(0, s.patient);
    v(1, s.organization);
    v(2, s.linkId);
}

template <class V> void describe(V& v, For<V, SetLogKey>& s) {
    v(0, s.replaces);
    v(1, s.setup);
}

template <class V> void describe(V& v, For<V, SetPatientPolicy>& s) {
    v(0, s.replaces);
    v(1, s.details);
}

template <class V> void describe(V& v, For<V, Grant>& s) {
    v(0, s.nonce);
    v(1, s.from);
    v(2, s.until);
    v(3, s.supersedes);
    v(4, s.request);
    v(5, s.details);
}

template <class V> void describe(V& v, For<V, Revoke>& s) {
    v.list(0, s.grants, {1, limits::revokeIdsMax});
}

template <class V> void describe(V& v, For<V, RequestAccess>& s) {
    v(0, s.nonce);
    v(1, s.patient);
    v(2, s.attestationId);
    v(3, s.details);
}

template <class V> void describe(V& v, For<V, CloseRequest>& s) {
    v(0, s.patient);
    v(1, s.requestId);
    v(2, s.details);
}

template <class V> void describe(V& v, For<V, AnchorBatch>& s) {
    v(0, s.nonce);
    v(1, s.patient);
    v(2, s.root);
    v(3, s.details);
}

template <class V> void describe(V& v, For<V, LeafProof>& s) {
    v(0, s.anchorId);
    v(1, s.leafIndex);
    v(2, s.leaf);
    v.list(3, s.path, {limits::anchorPathMin, limits::anchorPathMax});
}

template <class V> void describe(V& v, For<V, AmendRecord>& s) {
    v(0, s.patient);
    v(1, s.old);
    v(2, s.successorAnchor);
    v(3, s.successorLeaf);
    v(4, s.details);
}

template <class V> void describe(V& v, For<V, Tombstone>& s) {
    v(0, s.patient);
    v(1, s.leaf);
    v(2, s.details);
}

template <class V> void describe(V& v, For<V, AccessItem>& s) {
    v(0, s.patient);
    v(1, s.epoch);
    v(2, s.kind);
    v(3, s.accessId);
    v(4, s.basis);
    v(5, s.basisId);
    v(6, s.policyVersion);
    v(7, s.decision);
    v(8, s.count);
    v(9, s.bodyDigest);
    v(10, s.bodyCommit);
}

template <class V> void describe(V& v, For<V, RecordAccess>& s) {
    v.list(0, s.items, {1, limits::accessItemsMax});
}

template <class V> void describe(V& v, For<V, EmergencyAccess>& s) {
    v(0, s.nonce);
    v(1, s.patient);
    v(2, s.until);
    v(3, s.details);
}

template <class V> void describe(V& v, For<V, ReviewEmergency>& s) {
    v(0, s.patient);
    v(1, s.emergencyId);
    v(2, s.attestationId);
    v(3, s.details);
}

template <class V> void describe(V& v, For<V, DisputeAccess>& s) {
    v(0, s.row);
    v(1, s.details);
}

template <class V> void describe(V& v, For<V, AnswerDispute>& s) {
    v(0, s.patient);
    v(1, s.row);
    v(2, s.details);
}

template <class V> void describe(V& v, For<V, Propose>& s) {
    v(0, s.nonce);
    v(1, s.action);
}

template <class V> void describe(V& v, For<V, Approve>& s) {
    v(0, s.proposalId);
}

template <class V> void describe(V& v, For<V, OnBehalf>& s) {
    v(0, s.patient);
    v(1, s.delegationId);
}

template <class V> void describe(V& v, For<V, Cosigner>& s) {
    v(0, s.party);
    v(1, s.keyId);
}

namespace {

/// The fields before the body, in the order of their keys.
template <class V> void describeStart(V& v, For<V, Transaction>& s) {
    v(3, s.party);
    v(4, s.keyId);
    v(5, s.sequence);
    v(6, s.expiresAt);
    v(7, s.onBehalf);
}

/// The fields after the body that the signatures cover.
template <class V> void describeEnd(V& v, For<V, Transaction>& s) {
    v.list(10, s.cosigners, {0, limits::cosignersMax});
    v.list(11, s.receipts, {0, limits::receiptsMax});
}

template <class V> void describeSignatures(V& v, For<V, Transaction>& s) {
    v.list(12, s.cosigs, {0, limits::cosignersMax});
    v(13, s.signature);
}

enum class Part { SignedOnly, All };

void writeTransaction(CborWriter& writer, const Transaction& transaction, Part part) {
    FieldCounter counter;
    describeStart(counter, transaction);
    describeEnd(counter, transaction);
    if (part == Part::All) {
        describeSignatures(counter, transaction);
    }
    constexpr std::size_t writtenByHand = 5; // version, chain id, suite, kind, body
    writer.map(counter.count() + writtenByHand);
    FieldWriter fields(writer);
    fields(0, transaction.version);
    fields.text(1, transaction.chainId, limits::chainIdBytesMax);
    fields(2, static_cast<std::uint8_t>(transaction.suite));
    describeStart(fields, transaction);
    fields(8, static_cast<std::uint16_t>(transaction.kind()));
    std::visit([&](const auto& body) { fields(9, body); }, transaction.body);
    describeEnd(fields, transaction);
    if (part == Part::All) {
        describeSignatures(fields, transaction);
    }
}

template <std::size_t I = 0> bool emplaceBody(Body& body, std::uint64_t kind) {
    if constexpr (I == std::variant_size_v<Body>) {
        return false;
    } else if (static_cast<std::uint64_t>(std::variant_alternative_t<I, Body>::kind) == kind) {
        body.emplace<I>();
        return true;
    } else {
        return emplaceBody<I + 1>(body, kind);
    }
}

tl::unexpected<Error> unsupported(Refusal refusal) {
    return fail(Error{ErrorCode::Unsupported, std::string(refusalName(refusal)),
                      static_cast<int>(refusal)});
}

Result<> readKindAndBody(FieldReader& fields, Transaction& transaction) {
    std::uint16_t kind = 0;
    fields(8, kind);
    if (!fields.require(9)) {
        return {}; // the reader keeps its error
    }
    if (!emplaceBody(transaction.body, kind)) {
        return unsupported(Refusal::UnknownKind);
    }
    return std::visit([&](auto& body) { return readFields(fields.reader(), body); },
                      transaction.body);
}

bool ascending(const std::vector<std::uint32_t>& values) {
    return std::ranges::adjacent_find(values, std::greater_equal<>()) == values.end();
}

/// What an item must and must not carry, whatever the state.
bool isWellFormed(const AccessItem& item) {
    const bool needsBasisId = item.basis == AccessBasis::Grant ||
                              item.basis == AccessBasis::Emergency ||
                              item.basis == AccessBasis::Delegation;
    if (item.basisId.has_value() != needsBasisId) {
        return false;
    }
    switch (item.kind) {
    case AccessKind::Access:
        return !item.accessId && !item.count &&
               (item.basis != AccessBasis::None || item.decision == AccessDecision::Deny);
    case AccessKind::NotDelivered:
        return item.accessId && !item.count;
    case AccessKind::DenialCount:
        return !item.accessId && item.count && *item.count >= 1 &&
               item.basis == AccessBasis::None && item.decision == AccessDecision::Deny;
    }
    return false;
}

bool isWellFormed(const Body& body) {
    if (const auto* access = std::get_if<RecordAccess>(&body)) {
        return std::ranges::all_of(access->items,
                                   [](const AccessItem& item) { return isWellFormed(item); });
    }
    if (const auto* revoke = std::get_if<Revoke>(&body)) {
        // Ascending, so that an id stands once and the encoding is one.
        return std::ranges::adjacent_find(revoke->grants, std::greater_equal<>()) ==
               revoke->grants.end();
    }
    if (const auto* update = std::get_if<UpdateOrganization>(&body)) {
        return isWellFormed(*update);
    }
    if (const auto* propose = std::get_if<Propose>(&body)) {
        return isWellFormed(propose->action);
    }
    return true;
}

Result<> checkShape(const Transaction& transaction) {
    const bool protective = isProtective(transaction.kind());
    if (transaction.sequence.has_value() == protective) {
        return fail(ErrorCode::Malformed, "sequence: exactly for kinds that are not protective");
    }
    if (protective && (!transaction.receipts.empty() || !transaction.cosigners.empty())) {
        return fail(ErrorCode::Malformed, "protective transaction with receipts or cosigners");
    }
    if (!std::ranges::all_of(transaction.receipts,
                             [](const StorageReceipt& r) { return ascending(r.itemIndexes); })) {
        return fail(ErrorCode::NotCanonical, "receipt items out of order");
    }
    if (!isWellFormed(transaction.body)) {
        return fail(ErrorCode::Malformed, "body breaks the rules of its kind");
    }
    return {};
}

} // namespace

TransactionKind Transaction::kind() const {
    return std::visit([](const auto& content) { return content.kind; }, body);
}

Bytes encodeTransaction(const Transaction& transaction) {
    CborWriter writer;
    writeTransaction(writer, transaction, Part::All);
    return std::move(writer).bytes();
}

Bytes signedBytes(const Transaction& transaction) {
    CborWriter writer;
    writer.array(3).text("transaction").text(transaction.chainId);
    writeTransaction(writer, transaction, Part::SignedOnly);
    return std::move(writer).bytes();
}

Result<Transaction> decodeTransaction(ByteView bytes) {
    if (bytes.size() > limits::transactionBytesMax) {
        return fail(ErrorCode::TooLarge, "transaction of " + std::to_string(bytes.size()));
    }
    CborReader reader(bytes);
    FieldReader fields(reader);
    Transaction transaction;
    fields(0, transaction.version);
    fields.text(1, transaction.chainId, limits::chainIdBytesMax);
    std::uint8_t suite = 0;
    fields(2, suite);
    describeStart(fields, transaction);
    fields.note(readKindAndBody(fields, transaction));
    describeEnd(fields, transaction);
    describeSignatures(fields, transaction);
    RETURN_IF_ERROR(fields.finish());
    RETURN_IF_ERROR(reader.finish());
    if (transaction.version != limits::transactionVersion) {
        return unsupported(Refusal::UnsupportedVersion);
    }
    if (!suiteFromNumber(suite)) {
        return unsupported(Refusal::UnsupportedSuite);
    }
    transaction.suite = static_cast<SuiteId>(suite);
    RETURN_IF_ERROR(checkShape(transaction));
    return transaction;
}

} // namespace consentry::registry
