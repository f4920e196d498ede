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

Result<GrantPreview> previewGrant(RecordStore& records, const consent::Grant& shown, Instant now) {
    consent::Grant grant = shown;
    if (grant.id.isZero()) {
        consent::hideSensitiveParts(grant); // as prepare() will
    }
    consent::PatientPolicy nothingDenied;
    nothingDenied.patient = grant.patient;
    consent::AccessRequest request;
    request.basis = consent::Basis::Grant;
    request.patient = grant.patient;
    request.reader = grant.grantee.person.value_or(PartyId());
    request.organization = grant.grantee.organization;
    request.role = grant.grantee.role;
    request.purpose = grant.purpose.code();
    const Instant moment = std::max(now, grant.notBefore);

    std::map<std::string, std::uint64_t> titles;
    GrantPreview preview;
    std::vector<RecordDigest> opened;
    const auto opens = [&](const consent::Grant& by, const clinical::RecordFacts& facts) {
        return consent::evaluate(&nothingDenied, &by, request, facts, moment).permitted;
    };
    consent::Grant reachingBack = grant;
    reachingBack.window.from.reset();
    RecordFilter held; // a grant opens what hospitals hold, never what the person wrote here
    held.isOwn = false;
    RETURN_IF_ERROR(records.visitFacts(held, [&](RecordRow, const clinical::RecordFacts& facts) {
        const bool isOlder = grant.window.from && facts.clinicalTime &&
                             facts.clinicalTime->begin < *grant.window.from;
        if (isOlder) {
            preview.older += opens(reachingBack, facts);
        } else if (opens(grant, facts)) {
            opened.push_back(facts.digest);
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
