#include "core/hospital/serve_anchor_list.h"

namespace consentry::hospital {

Result<std::vector<AnchoredRecord>>
ServeAnchorList::anchorsOf(const SignedAnchorListRequest& request) {
    RETURN_IF_ERROR(authenticate(request));
    ASSIGN_OR_RETURN(const auto held, m_records.ofPatient(request.request.patient));
    std::vector<AnchoredRecord> anchored;
    for (const HeldRecord& one : held) {
        if (one.anchor) {
            const clinical::RecordFacts& facts = one.record.facts;
            anchored.push_back({facts.resourceType, facts.id, facts.digest, *one.anchor});
        }
    }
    return anchored;
}

Result<> ServeAnchorList::authenticate(const SignedAnchorListRequest& signedRequest) {
    const AnchorListRequest& request = signedRequest.request;
    if (request.custodian != m_context.keys.organization) {
        return fail(ErrorCode::InvalidArgument, "request for another custodian");
    }
    RETURN_IF_ERROR(m_context.ledger.requireFresh(headAgeMax));
    if (std::chrono::abs(m_context.clock.now() - request.createdAt) > requestAgeMax) {
        return fail(ErrorCode::Stale, "request signed at another time");
    }
    ASSIGN_OR_RETURN(const SigningPublicKey key,
                     deviceKeyOf(m_context, request.patient, request.deviceKey));
    if (!verifySignature(key, encodeAnchorListRequest(m_context.chainId(), request),
                         signedRequest.signature)) {
        return fail(ErrorCode::BadSignature, "request for a list of anchors");
    }
    RETURN_IF_ERROR(patientState(m_context, request.patient));
    return {};
}

} // namespace consentry::hospital
