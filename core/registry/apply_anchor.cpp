// Anchors of records, and what becomes of single leaves: protocol §6.
#include "core/crypto/hash.h"
#include "core/registry/execution.h"
#include "core/registry/object_ids.h"

namespace consentry::registry {
namespace {

constexpr std::array<std::byte, 1> leafMark{std::byte{0}};
constexpr std::array<std::byte, 1> nodeMark{std::byte{1}};

/// The root that a leaf at this place in a tree of 2^path leaves would have.
Digest rootOf(const LeafProof& proof) {
    Digest node = sha256({leafMark, proof.leaf.view()});
    for (std::size_t level = 0; level < proof.path.size(); ++level) {
        const bool isRight = (proof.leafIndex >> level & 1U) != 0;
        const ByteView sibling = proof.path[level].view();
        node = isRight ? sha256({nodeMark, sibling, node.view()})
                       : sha256({nodeMark, node.view(), sibling});
    }
    return node;
}

bool leadsToRoot(const LeafProof& proof, const Digest& root) {
    const std::uint64_t leaves = std::uint64_t{1} << proof.path.size();
    return proof.leafIndex < leaves && rootOf(proof) == root;
}

/// An anchor of the signing organisation about this patient. Only its writer may change it, also
/// after the link has ended.
Result<std::optional<AnchorState>> ownAnchor(const Execution& run, const AnchorId& id,
                                             const PartyId& patient) {
    ASSIGN_OR_RETURN(auto anchor, run.load<AnchorState>(anchorKey(run.chainId, id)));
    if (anchor && (anchor->organization != run.party() || anchor->patient != patient)) {
        anchor.reset();
    }
    return anchor;
}

Result<Refusal> finish(Execution& run, const PartyId& id, PatientState& patient, LogEventType type,
                       const SealedDetails& details) {
    REFUSE_UNLESS(details.bodies.size() == 1, Refusal::WrongRecipient);
    ReceiptVerdict receipt;
    REFUSE_IF_REFUSED(checkSealed(run, patient, details, receipt));
    run.appendRow(id, patient, {.type = type, .details = &details, .holder = &receipt.holder});
    run.storePatient(id, patient);
    return Refusal::Accepted;
}

} // namespace

Result<Refusal> execute(Execution& run, const AnchorBatch& body) {
    REFUSE_UNLESS(run.signerIs({KeyRole::Gateway}), Refusal::NotPermitted);
    ASSIGN_OR_RETURN(auto patient, run.loadPatient(body.patient));
    REFUSE_UNLESS(patient, Refusal::NotAPatient);
    ASSIGN_OR_RETURN(const bool linked, run.isLinked(body.patient, run.party()));
    REFUSE_UNLESS(linked, Refusal::NotLinked);
    const StateKey at =
        anchorKey(run.chainId, objectIdFrom<AnchorId>(run.chainId, run.party(), body.nonce));
    ASSIGN_OR_RETURN(const bool taken, run.exists(at));
    REFUSE_UNLESS(!taken, Refusal::IdTaken);
    run.store(at, AnchorState{run.party(), body.patient, body.root, run.context.height});
    return finish(run, body.patient, *patient, LogEventType::AnchorBatch, body.details);
}

Result<Refusal> execute(Execution& run, const AmendRecord& body) {
    REFUSE_UNLESS(run.signerIs({KeyRole::Gateway}), Refusal::NotPermitted);
    ASSIGN_OR_RETURN(auto patient, run.loadPatient(body.patient));
    REFUSE_UNLESS(patient, Refusal::NotAPatient);
    ASSIGN_OR_RETURN(const auto anchor, ownAnchor(run, body.old.anchorId, body.patient));
    ASSIGN_OR_RETURN(const auto successor, ownAnchor(run, body.successorAnchor, body.patient));
    REFUSE_UNLESS(anchor && successor, Refusal::UnknownAnchor);
    const bool isItself =
        body.old.anchorId == body.successorAnchor && body.old.leafIndex == body.successorLeaf;
    REFUSE_UNLESS(!isItself && leadsToRoot(body.old, anchor->root), Refusal::InvalidPath);
    const StateKey at = leafKey(run.chainId, body.old.anchorId, body.old.leafIndex);
    ASSIGN_OR_RETURN(const bool changed, run.exists(at));
    REFUSE_UNLESS(!changed, Refusal::LeafChanged);
    run.store(at, LeafState{false, body.successorAnchor, body.successorLeaf});
    return finish(run, body.patient, *patient, LogEventType::AmendRecord, body.details);
}

Result<Refusal> execute(Execution& run, const Tombstone& body) {
    REFUSE_UNLESS(run.signerIs({KeyRole::Gateway}), Refusal::NotPermitted);
    ASSIGN_OR_RETURN(auto patient, run.loadPatient(body.patient));
    REFUSE_UNLESS(patient, Refusal::NotAPatient);
    ASSIGN_OR_RETURN(const auto anchor, ownAnchor(run, body.leaf.anchorId, body.patient));
    REFUSE_UNLESS(anchor, Refusal::UnknownAnchor);
    REFUSE_UNLESS(leadsToRoot(body.leaf, anchor->root), Refusal::InvalidPath);
    // An amended leaf may still be deleted: the old version has to go too.
    const StateKey at = leafKey(run.chainId, body.leaf.anchorId, body.leaf.leafIndex);
    ASSIGN_OR_RETURN(const auto leaf, run.load<LeafState>(at));
    REFUSE_UNLESS(!leaf || !leaf->deleted, Refusal::LeafChanged);
    run.store(at, LeafState{true, std::nullopt, std::nullopt});
    return finish(run, body.patient, *patient, LogEventType::Tombstone, body.details);
}

} // namespace consentry::registry
