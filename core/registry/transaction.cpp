#include "core/registry/transaction.h"

#include "core/base/check.h"
#include "core/crypto/hash.h"
#include "core/registry/object_ids.h"

#include <concepts>

namespace consentry::registry {
namespace {

void addBodies(SealedBodyList& list, const PartyId& patient, const SealedDetails& details) {
    for (const BodyRef& body : details.bodies) {
        list.patients.push_back(patient);
        list.digests.push_back(body.digest);
        list.items.push_back(0);
    }
}

void addBodies(SealedBodyList& list, const PartyId& patient,
               const std::optional<SealedDetails>& details) {
    if (details) {
        addBodies(list, patient, *details);
    }
}

/// Adds what a body carries; overloads below for kinds that carry it elsewhere.
template <class T> void collect(SealedBodyList& list, const PartyId& patient, const T& body) {
    if constexpr (requires { body.details; }) {
        addBodies(list, patient, body.details);
    }
}

void collect(SealedBodyList& list, const PartyId& patient, const RegisterParty& body) {
    if (body.patient) {
        addBodies(list, patient, body.patient->logKey.archive);
    }
    addBodies(list, patient, body.details);
}

void collect(SealedBodyList& list, const PartyId& patient, const SetLogKey& body) {
    addBodies(list, patient, body.setup.archive);
}

void collect(SealedBodyList& list, const PartyId&, const RecordAccess& body) {
    for (std::uint32_t i = 0; i < body.items.size(); ++i) {
        list.patients.push_back(body.items[i].patient);
        list.digests.push_back(body.items[i].bodyDigest);
        list.items.push_back(i);
    }
}

/// The object of each kind, where it is another than "H("id", signer, nonce)".
struct RowObject {
    const Transaction& transaction;
    std::uint32_t itemIndex;
    const SigningPublicKey& signer;

    template <class T> ObjectId operator()(const T& body) const {
        if constexpr (requires { body.nonce; }) {
            return objectIdOf(transaction.chainId, transaction.party, body.nonce);
        } else {
            return idCast<ObjectId>(transaction.party);
        }
    }
    ObjectId operator()(const RegisterParty& body) const {
        return body.patient && itemIndex == 0 ? fetchKeyId(body.patient->logKey)
                                              : idCast<ObjectId>(transaction.party);
    }
    ObjectId operator()(const AddKey& body) const {
        return idCast<ObjectId>(keyIdOf(transaction.chainId, body.key.signing));
    }
    ObjectId operator()(const RemoveKey& body) const { return idCast<ObjectId>(body.keyId); }
    ObjectId operator()(const Unfreeze& body) const { return idCast<ObjectId>(body.freezeId); }
    ObjectId operator()(const EndAttestation& body) const {
        return idCast<ObjectId>(body.attestationId);
    }
    ObjectId operator()(const Unlink& body) const { return idCast<ObjectId>(body.linkId); }
    ObjectId operator()(const SetLogKey& body) const { return fetchKeyId(body.setup); }
    ObjectId operator()(const Revoke& body) const {
        CHECK(itemIndex < body.grants.size());
        return idCast<ObjectId>(body.grants[itemIndex]);
    }
    ObjectId operator()(const CloseRequest& body) const { return idCast<ObjectId>(body.requestId); }
    ObjectId operator()(const AmendRecord& body) const {
        return idCast<ObjectId>(body.old.anchorId);
    }
    ObjectId operator()(const Tombstone& body) const {
        return idCast<ObjectId>(body.leaf.anchorId);
    }
    ObjectId operator()(const RecordAccess& body) const {
        CHECK(itemIndex < body.items.size());
        const AccessItem& item = body.items[itemIndex];
        return idCast<ObjectId>(item.accessId ? *item.accessId
                                              : accessIdOf(transaction.chainId, signer,
                                                           *transaction.sequence, itemIndex));
    }
    ObjectId operator()(const ReviewEmergency& body) const {
        return idCast<ObjectId>(body.emergencyId);
    }
    ObjectId operator()(const UpdateOrganization& body) const {
        return idCast<ObjectId>(body.organization);
    }
    ObjectId operator()(const LeaveOrganization& body) const {
        return idCast<ObjectId>(body.organization);
    }
    ObjectId operator()(const Approve& body) const { return idCast<ObjectId>(body.proposalId); }

    ObjectId fetchKeyId(const LogKeySetup& setup) const {
        return idCast<ObjectId>(keyIdOf(transaction.chainId, setup.fetchKey));
    }
};

} // namespace

TxHash transactionHash(ByteView bytes) {
    return idCast<TxHash>(sha256(bytes));
}

void signTransaction(Transaction& transaction, const SigningKey& key) {
    transaction.signature = key.sign(signedBytes(transaction));
}

void cosignTransaction(Transaction& transaction, std::size_t index, const SigningKey& key) {
    CHECK(index < transaction.cosigners.size());
    transaction.cosigs.resize(transaction.cosigners.size());
    transaction.cosigs[index] = key.sign(signedBytes(transaction));
}

SealedBodyList sealedBodiesOf(const Transaction& transaction) {
    SealedBodyList list;
    const PartyId subject = subjectOf(transaction);
    std::visit([&](const auto& body) { collect(list, subject, body); }, transaction.body);
    return list;
}

PartyId subjectOf(const Transaction& transaction) {
    return std::visit(
        [&](const auto& body) -> PartyId {
            if constexpr (requires {
                              { (body.patient) } -> std::same_as<const PartyId&>;
                          }) {
                return body.patient;
            } else {
                return transaction.party;
            }
        },
        transaction.body);
}

ObjectId rowObjectId(const Transaction& transaction, std::uint32_t itemIndex,
                     const SigningPublicKey& signer) {
    return std::visit(RowObject{transaction, itemIndex, signer}, transaction.body);
}

} // namespace consentry::registry
