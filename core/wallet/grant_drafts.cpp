#include "core/wallet/grant_drafts.h"

#include "core/consent/policy_evaluation.h"
#include "core/registry/object_ids.h"

#include <algorithm>
#include <map>

namespace consentry::wallet {

Result<PreparedGrant> prepareGrant(const std::string& chainId, const PartyId& patient,
                                   consent::Grant draft, std::optional<GrantId> supersedes) {
    PreparedGrant prepared;
    prepared.nonce = randomNonce();
    prepared.supersedes = supersedes;
    draft.id = registry::objectIdFrom<GrantId>(chainId, patient, prepared.nonce);
    draft.patient = patient;
    draft.issuer = patient;
    consent::hideSensitiveParts(draft);
    consent::normalize(draft);
    RETURN_IF_ERROR(consent::validate(draft));
    prepared.grant = std::move(draft);
    return prepared;
}

Result<GrantPreview> previewGrant(RecordStore& records, const consent::PatientPolicy& rules,
                                  const consent::Grant& shown, Instant now) {
    consent::Grant grant = shown;
    if (grant.id.isZero()) {
        consent::hideSensitiveParts(grant); // as prepare() will
    }
    consent::AccessRequest request;
    request.basis = consent::Basis::Grant;
    request.patient = grant.patient;
    request.reader = grant.grantee.person.value_or(PartyId());
    request.organization = grant.grantee.organization;
    request.role = grant.grantee.role;
    request.purpose = grant.purpose.code();
    const Instant moment = std::max(now, grant.notBefore);
    consent::PatientPolicy policy = rules;
    policy.patient = grant.patient;

    std::map<std::string, std::uint64_t> titles;
    GrantPreview preview;
    preview.isShutOut = !consent::evaluateReader(&policy, request).permitted;
    std::vector<RecordDigest> opened;
    consent::Grant reachingBack = grant;
    reachingBack.window.from.reset();
    RecordFilter held; // a grant opens what hospitals hold, never what the person wrote here
    held.isOwn = false;
    RETURN_IF_ERROR(records.visitFacts(held, [&](RecordRow, const clinical::RecordFacts& facts) {
        const bool isOlder = grant.window.from && facts.clinicalTime &&
                             facts.clinicalTime->begin < *grant.window.from;
        const auto decision =
            consent::evaluate(&policy, isOlder ? &reachingBack : &grant, request, facts, moment);
        if (isOlder) {
            preview.older += decision.permitted ? 1U : 0U;
        } else if (decision.permitted) {
            opened.push_back(facts.digest);
        } else if (decision.reasons == std::vector{consent::Rule::TooConfidential}) {
            const auto match = consent::ConceptCatalogue::standard().match(facts);
            ++preview.restricted;
            preview.restrictedUpTo = std::max(
                preview.restrictedUpTo, consent::effectiveConfidentiality(policy, facts, match));
        }
        return true;
    }));
    for (const RecordDigest& digest : opened) {
        ASSIGN_OR_RETURN(const RecordSummary summary, records.find(digest));
        ++titles[summary.title];
        ++preview.total;
        preview.marked += summary.ownLabels.empty() ? 0U : 1U;
    }
    for (const auto& [title, count] : titles) {
        preview.byTitle.push_back({title, count});
    }
    std::stable_sort(preview.byTitle.begin(), preview.byTitle.end(),
                     [](const auto& a, const auto& b) { return a.count > b.count; });
    if (preview.byTitle.size() > GrantPreview::rowsMax) {
        preview.byTitle.resize(GrantPreview::rowsMax);
    }
    return preview;
}

} // namespace consentry::wallet
