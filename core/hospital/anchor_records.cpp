#include "core/hospital/anchor_records.h"

#include "core/base/check.h"
#include "core/ports/sealed_transaction.h"
#include "core/registry/object_ids.h"

#include <algorithm>

namespace consentry::hospital {
namespace {

constexpr std::size_t leavesMin = 16;

/// What the patient's log tells of an anchor: how many records, and when.
Bytes anchorBody(std::size_t count, Instant at) {
    CborWriter writer;
    writer.array(3).unsignedInt(1).unsignedInt(count);
    writer.unsignedInt(static_cast<std::uint64_t>(millisOf(at)));
    return std::move(writer).bytes();
}

/// Every order is equally likely: places sorted by random keys.
std::vector<std::uint32_t> shuffledPlaces(std::size_t width) {
    std::vector<std::pair<Nonce, std::uint32_t>> drawn;
    drawn.reserve(width);
    for (std::size_t i = 0; i < width; ++i) {
        drawn.emplace_back(randomNonce(), static_cast<std::uint32_t>(i));
    }
    std::sort(drawn.begin(), drawn.end());
    std::vector<std::uint32_t> places;
    places.reserve(width);
    for (const auto& [key, place] : drawn) {
        places.push_back(place);
    }
    return places;
}

} // namespace

AnchorTree buildAnchorTree(std::string_view chainId, std::span<const RecordDigest> digests) {
    CHECK(!digests.empty());
    std::size_t width = leavesMin;
    while (width < digests.size()) {
        width *= 2;
    }
    const std::vector<std::uint32_t> places = shuffledPlaces(width);
    AnchorTree tree;
    std::vector<Digest> level(width);
    for (std::size_t i = 0; i < width; ++i) {
        Digest& leaf = level[places[i]];
        if (i >= digests.size()) {
            leaf = anchorLeafHash(randomFixed<32, DigestTag>());
            continue;
        }
        AnchorLink& link = tree.links.emplace_back();
        link.leafIndex = places[i];
        link.salt = randomNonce();
        leaf = anchorLeafHash(anchorLeaf(chainId, link.salt, digests[i]));
    }
    for (std::size_t shift = 0; level.size() > 1; ++shift) {
        for (AnchorLink& link : tree.links) {
            link.path.push_back(level[(link.leafIndex >> shift) ^ 1U]);
        }
        std::vector<Digest> above;
        for (std::size_t i = 0; i < level.size(); i += 2) {
            above.push_back(anchorNodeHash(level[i], level[i + 1]));
        }
        level = std::move(above);
    }
    tree.root = level.front();
    return tree;
}

Result<std::size_t> AnchorRecords::anchorNew(const PartyId& patient) {
    ASSIGN_OR_RETURN(const auto held, m_records.ofPatient(patient));
    std::vector<RecordDigest> digests;
    for (const HeldRecord& one : held) {
        if (!one.anchor && digests.size() < batchMax) {
            digests.push_back(one.record.facts.digest);
        }
    }
    if (digests.empty()) {
        return std::size_t(0);
    }
    const std::string& chainId = m_context.chainId();
    ASSIGN_OR_RETURN(const registry::PatientState state, patientState(m_context, patient));
    AnchorTree tree = buildAnchorTree(chainId, digests);

    registry::AnchorBatch batch;
    batch.nonce = randomNonce();
    batch.patient = patient;
    batch.root = tree.root;
    const auto anchor =
        registry::objectIdFrom<AnchorId>(chainId, m_context.keys.organization, batch.nonce);
    const BodyContext sealing{chainId, SuiteId::Suite1, m_context.keys.organization, patient,
                              registry::idCast<Digest>(anchor)};
    const SealingPublicKey recipients[] = {state.logKey};
    ASSIGN_OR_RETURN(SealedCopies sealed,
                     sealForLog(anchorBody(digests.size(), m_context.clock.now()), sealing,
                                state.epoch, recipients));
    batch.details = sealed.details;

    ASSIGN_OR_RETURN(const std::uint64_t sequence, takeGatewaySequence(m_context));
    registry::Transaction transaction =
        gatewayTransaction(m_context, m_context.keys.gateway, sequence, std::move(batch));
    RETURN_IF_ERROR(depositBodies(transaction,
                                  {{patient, state.epoch, std::move(sealed.copies.front())}}, {0},
                                  state.mailboxes, m_context.mailboxes));
    registry::signTransaction(transaction, m_context.keys.gateway);
    RETURN_IF_ERROR(m_context.ledger.submit(registry::encodeTransaction(transaction)));

    std::vector<std::pair<RecordDigest, AnchorLink>> links;
    for (std::size_t i = 0; i < digests.size(); ++i) {
        tree.links[i].anchor = anchor;
        links.emplace_back(digests[i], std::move(tree.links[i]));
    }
    RETURN_IF_ERROR(m_records.setAnchors(patient, links));
    return digests.size();
}

} // namespace consentry::hospital
