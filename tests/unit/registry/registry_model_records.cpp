#include "tests/unit/registry/registry_model_tools.h"

#include "core/crypto/hash.h"

namespace consentry::registry::test {
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

} // namespace consentry::registry::test
