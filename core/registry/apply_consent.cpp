// Links, policies, grants, revocations, requests: what a patient allows.
#include "core/registry/execution.h"
#include "core/registry/grant_counts.h"
#include "core/registry/object_ids.h"

#include <algorithm>

namespace consentry::registry {
namespace {

Result<std::optional<OrgState>> loadOrg(const Execution& run, const PartyId& organization) {
    return run.load<OrgState>(orgKey(run.chainId, organization));
}

/// The opening for a new link: the current policy, sealed to the log key and to the inbox.
Result<Refusal> checkLinkOpening(Execution& run, const PatientState& patient, const Link& body,
                                 ReceiptVerdict& receipt) {
    if (patient.policyVersion == 0) {
        return body.details ? Refusal::WrongRecipient : Refusal::Accepted; // nothing to open
    }
    REFUSE_UNLESS(body.details, Refusal::WrongRecipient);
    ASSIGN_OR_RETURN(const auto org, loadOrg(run, body.organization));
    REFUSE_UNLESS(org, Refusal::UnknownOrganization);
    const std::vector<BodyRef>& bodies = body.details->bodies;
    REFUSE_UNLESS(bodies.size() == 2 && bodies[1].recipient == org->inboxKey,
                  Refusal::WrongRecipient);
    REFUSE_UNLESS(body.details->bodyCommit == patient.policyCommit, Refusal::WrongCommitment);
    return checkSealed(run, patient, *body.details, receipt);
}

/// The first recipient is the log; the others are exactly the inboxes of the linked.
Result<Refusal> checkPolicyRecipients(const Execution& run, const PatientState& patient,
                                      const std::vector<BodyRef>& bodies) {
    REFUSE_UNLESS(bodies.size() == patient.links.size() + 1, Refusal::StaleLinks);
    for (std::size_t i = 0; i < patient.links.size(); ++i) {
        ASSIGN_OR_RETURN(const auto org, loadOrg(run, patient.links[i]));
        REFUSE_UNLESS(org && bodies[i + 1].recipient == org->inboxKey, Refusal::StaleLinks);
    }
    return Refusal::Accepted;
}

Refusal refusalOf(const GrantState& grant, Instant now) {
    if (grant.status != GrantStatus::Active) {
        return Refusal::GrantRevoked;
    }
    return grant.until && *grant.until <= now ? Refusal::GrantEnded : Refusal::Accepted;
}

/// What a grant replaces and answers, checked before anything is written.
struct GrantContext {
    std::optional<GrantState> superseded;
    std::optional<RequestState> request;
};

Result<Refusal> loadGrantContext(const Execution& run, const Grant& body, GrantContext& found) {
    if (body.supersedes) {
        ASSIGN_OR_RETURN(found.superseded,
                         run.load<GrantState>(grantKey(run.chainId, *body.supersedes)));
        REFUSE_UNLESS(found.superseded && found.superseded->patient == run.party(),
                      Refusal::UnknownGrant);
        const Refusal code = refusalOf(*found.superseded, run.now());
        REFUSE_UNLESS(code == Refusal::Accepted, code);
    }
    if (body.request) {
        ASSIGN_OR_RETURN(found.request,
                         run.load<RequestState>(requestKey(run.chainId, *body.request)));
        REFUSE_UNLESS(found.request && found.request->patient == run.party(),
                      Refusal::UnknownRequest);
        REFUSE_UNLESS(found.request->status == RequestStatus::Open &&
                          run.now() < found.request->until,
                      Refusal::RequestClosed);
    }
    return Refusal::Accepted;
}

Result<RequestsState> openRequests(const Execution& run, const PartyId& patient) {
    ASSIGN_OR_RETURN(auto list, run.load<RequestsState>(requestsKey(run.chainId, patient)));
    RequestsState open = list ? std::move(*list) : RequestsState{};
    std::erase_if(open.open, [&](const OpenRequest& r) { return r.until <= run.now(); });
    return open;
}

Result<> finishRequest(Execution& run, const RequestId& id, RequestState request,
                       RequestStatus status) {
    request.status = status;
    run.store(requestKey(run.chainId, id), request);
    ASSIGN_OR_RETURN(RequestsState open, openRequests(run, request.patient));
    std::erase_if(open.open, [&](const OpenRequest& r) { return r.requestId == id; });
    run.store(requestsKey(run.chainId, request.patient), open);
    return {};
}

Refusal checkRequestLimits(const Execution& run, const RequestsState& open,
                           const PartyId& organization) {
    const auto byRequester = std::ranges::count(open.open, run.party(), &OpenRequest::requester);
    const auto byOrganization =
        std::ranges::count(open.open, organization, &OpenRequest::organization);
    const bool fits = byRequester == 0 &&
                      byOrganization < std::int64_t(run.params.openRequestsPerOrganization) &&
                      open.open.size() < run.params.openRequestsPerPatient;
    return fits ? Refusal::Accepted : Refusal::TooManyRequests;
}

/// Revokes one id. Accepted: a grant ended, or a tombstone stands.
class Revocation {
public:
    static Result<Revocation> begin(Execution& run) {
        Revocation revocation(run);
        ASSIGN_OR_RETURN(auto counts, GrantCounts::load(run, run.party()));
        revocation.m_counts = std::move(counts);
        ASSIGN_OR_RETURN(auto list,
                         run.load<PreRevokedList>(preRevokedListKey(run.chainId, run.party())));
        if (list) {
            revocation.m_list = std::move(*list);
        }
        return revocation;
    }

    Result<Refusal> revoke(const GrantId& id) {
        const StateKey at = grantKey(m_run.chainId, id);
        ASSIGN_OR_RETURN(auto grant, m_run.load<GrantState>(at));
        if (!grant) {
            return bury(id);
        }
        REFUSE_UNLESS(grant->patient == m_run.party(), Refusal::UnknownGrant);
        REFUSE_UNLESS(refusalOf(*grant, m_run.now()) == Refusal::Accepted, Refusal::EffectHolds);
        grant->status = GrantStatus::Revoked;
        grant->endedAt = m_run.now();
        m_run.store(at, *grant);
        m_counts.remove(*grant);
        return Refusal::Accepted;
    }

    void finish() {
        m_counts.store(m_run, m_run.party());
        if (m_listChanged) {
            m_run.store(preRevokedListKey(m_run.chainId, m_run.party()), m_list);
        }
    }

private:
    explicit Revocation(Execution& run) : m_run(run) {}

    /// A tombstone for an id that was not seen yet: the grant may still be on its way.
    Result<Refusal> bury(const GrantId& id) {
        const StateKey at = preRevokedKey(m_run.chainId, m_run.party(), id);
        ASSIGN_OR_RETURN(const auto known, m_run.load<PreRevokedState>(at));
        REFUSE_UNLESS(!known || known->until <= m_run.now(), Refusal::EffectHolds);
        dropOver();
        REFUSE_UNLESS(m_list.entries.size() < limits::tombstonesMax, Refusal::TooManyTombstones);
        const Instant until = m_run.now() + limits::tombstoneLife;
        m_run.store(at, PreRevokedState{until});
        m_list.entries.push_back({id, until});
        m_listChanged = true;
        return Refusal::Accepted;
    }

    void dropOver() {
        std::erase_if(m_list.entries, [&](const PreRevokedEntry& entry) {
            if (entry.until > m_run.now()) {
                return false;
            }
            m_run.erase(preRevokedKey(m_run.chainId, m_run.party(), entry.grantId));
            m_listChanged = true;
            return true;
        });
    }

    Execution& m_run;
    GrantCounts m_counts;
    PreRevokedList m_list;
    bool m_listChanged = false;
};

} // namespace

Result<Refusal> execute(Execution& run, const Link& body) {
    REFUSE_UNLESS(run.signerIs({KeyRole::Device}), Refusal::NotPermitted);
    ASSIGN_OR_RETURN(auto patient, run.loadPatient(run.party()));
    REFUSE_UNLESS(patient, Refusal::NotAPatient);
    const StateKey at = linkKey(run.chainId, run.party(), body.organization);
    const auto id = objectIdFrom<LinkId>(run.chainId, run.party(), body.nonce);
    ASSIGN_OR_RETURN(const auto before, run.load<LinkState>(at));
    REFUSE_UNLESS(!before || !before->active, Refusal::AlreadyLinked);
    REFUSE_UNLESS(!before || before->linkId != id, Refusal::IdTaken);
    REFUSE_UNLESS(patient->links.size() < limits::linksMax, Refusal::TooManyLinks);
    REFUSE_UNLESS(body.policyVersion == patient->policyVersion, Refusal::StalePolicy);
    ReceiptVerdict receipt;
    REFUSE_IF_REFUSED(checkLinkOpening(run, *patient, body, receipt));

    run.store(at, LinkState{id, true, run.now(), std::nullopt});
    patient->links.insert(std::ranges::upper_bound(patient->links, body.organization),
                          body.organization);
    NewRow row{.type = LogEventType::Link};
    if (body.details) {
        row.details = &*body.details;
        row.holder = &receipt.holder;
    }
    run.appendRow(run.party(), *patient, row);
    run.storePatient(run.party(), *patient);
    return Refusal::Accepted;
}

Result<Refusal> execute(Execution& run, const Unlink& body) {
    const bool byPatient = run.party() == body.patient && run.signerIs({KeyRole::Device});
    const bool byOrganization =
        run.party() == body.organization && run.signerIs({KeyRole::Attestor});
    REFUSE_UNLESS(byPatient || byOrganization, Refusal::NotPermitted);
    ASSIGN_OR_RETURN(auto patient, run.loadPatient(body.patient));
    REFUSE_UNLESS(patient, Refusal::NotAPatient);
    const StateKey at = linkKey(run.chainId, body.patient, body.organization);
    ASSIGN_OR_RETURN(auto link, run.load<LinkState>(at));
    REFUSE_UNLESS(link, Refusal::NotLinked);
    REFUSE_UNLESS(link->active && link->linkId == body.linkId, Refusal::EffectHolds);
    link->active = false;
    link->endedAt = run.now();
    run.store(at, *link);
    std::erase(patient->links, body.organization);
    run.appendRow(body.patient, *patient, {.type = LogEventType::Unlink});
    run.storePatient(body.patient, *patient);
    return Refusal::Accepted;
}

Result<Refusal> execute(Execution& run, const SetPatientPolicy& body) {
    REFUSE_UNLESS(run.signerIs({KeyRole::Device}), Refusal::NotPermitted);
    ASSIGN_OR_RETURN(auto patient, run.loadPatient(run.party()));
    REFUSE_UNLESS(patient, Refusal::NotAPatient);
    REFUSE_UNLESS(body.replaces == patient->policyVersion, Refusal::StaleVersion);
    REFUSE_IF_REFUSED(checkPolicyRecipients(run, *patient, body.details.bodies));
    ReceiptVerdict receipt;
    REFUSE_IF_REFUSED(checkSealed(run, *patient, body.details, receipt));
    ++patient->policyVersion;
    patient->policyCommit = body.details.bodyCommit;
    run.appendRow(run.party(), *patient,
                  {.type = LogEventType::SetPatientPolicy,
                   .details = &body.details,
                   .holder = &receipt.holder});
    run.storePatient(run.party(), *patient);
    return Refusal::Accepted;
}

Result<Refusal> execute(Execution& run, const Grant& body) {
    REFUSE_UNLESS(run.signerIs({KeyRole::Device}), Refusal::NotPermitted);
    ASSIGN_OR_RETURN(auto patient, run.loadPatient(run.party()));
    REFUSE_UNLESS(patient, Refusal::NotAPatient);
    const auto id = objectIdFrom<GrantId>(run.chainId, run.party(), body.nonce);
    ASSIGN_OR_RETURN(const bool taken, run.exists(grantKey(run.chainId, id)));
    REFUSE_UNLESS(!taken, Refusal::IdTaken);
    ASSIGN_OR_RETURN(const auto tombstone,
                     run.load<PreRevokedState>(preRevokedKey(run.chainId, run.party(), id)));
    REFUSE_UNLESS(!tombstone || tombstone->until <= run.now(), Refusal::RevokedBefore);
    REFUSE_UNLESS(!body.until || (body.from < *body.until && run.now() < *body.until),
                  Refusal::InvalidWindow);
    GrantContext found;
    REFUSE_IF_REFUSED(loadGrantContext(run, body, found));
    ASSIGN_OR_RETURN(GrantCounts counts, GrantCounts::load(run, run.party()));
    if (found.superseded) {
        counts.remove(*found.superseded);
    }
    REFUSE_UNLESS(counts.total() < run.params.activeGrantsMax, Refusal::TooManyGrants);
    ReceiptVerdict receipt;
    REFUSE_IF_REFUSED(checkSealed(run, *patient, body.details, receipt));

    if (found.superseded) {
        found.superseded->status = GrantStatus::Superseded;
        found.superseded->endedAt = run.now();
        found.superseded->supersededBy = id;
        run.store(grantKey(run.chainId, *body.supersedes), *found.superseded);
    }
    if (found.request) {
        RETURN_IF_ERROR(finishRequest(run, *body.request, *found.request, RequestStatus::Granted));
    }
    GrantState grant;
    grant.patient = run.party();
    grant.issuer = run.party();
    grant.from = body.from;
    grant.until = body.until;
    grant.commit = body.details.bodyCommit;
    grant.request = body.request;
    counts.add(grant);
    counts.store(run, run.party());
    run.store(grantKey(run.chainId, id), grant);
    run.appendRow(
        run.party(), *patient,
        {.type = LogEventType::Grant, .details = &body.details, .holder = &receipt.holder});
    run.storePatient(run.party(), *patient);
    return Refusal::Accepted;
}

Result<Refusal> execute(Execution& run, const Revoke& body) {
    REFUSE_UNLESS(run.signerIs({KeyRole::Device}), Refusal::NotPermitted);
    ASSIGN_OR_RETURN(auto patient, run.loadPatient(run.party()));
    REFUSE_UNLESS(patient, Refusal::NotAPatient);
    ASSIGN_OR_RETURN(Revocation revocation, Revocation::begin(run));
    bool any = false;
    Refusal first = Refusal::EffectHolds;
    for (std::uint32_t i = 0; i < body.grants.size(); ++i) {
        ASSIGN_OR_RETURN(const Refusal code, revocation.revoke(body.grants[i]));
        if (code == Refusal::Accepted) {
            any = true;
            run.appendRow(run.party(), *patient, {.type = LogEventType::Revoke, .itemIndex = i});
            continue;
        }
        run.addItem(code);
        first = first == Refusal::EffectHolds ? code : first;
    }
    REFUSE_UNLESS(any, first);
    revocation.finish();
    run.storePatient(run.party(), *patient);
    return Refusal::Accepted;
}

Result<Refusal> execute(Execution& run, const RequestAccess& body) {
    REFUSE_UNLESS(run.signerIs({KeyRole::Device}), Refusal::NotPermitted);
    ASSIGN_OR_RETURN(auto patient, run.loadPatient(body.patient));
    REFUSE_UNLESS(patient, Refusal::NotAPatient);
    const auto id = objectIdFrom<RequestId>(run.chainId, run.party(), body.nonce);
    ASSIGN_OR_RETURN(const bool taken, run.exists(requestKey(run.chainId, id)));
    REFUSE_UNLESS(!taken, Refusal::IdTaken);
    ASSIGN_OR_RETURN(const auto attestation,
                     run.load<AttestationState>(attestationKey(run.chainId, body.attestationId)));
    REFUSE_UNLESS(attestation && attestation->subject == run.party(), Refusal::UnknownAttestation);
    ASSIGN_OR_RETURN(const bool attestorLeft, run.hasLeft(attestation->organization));
    REFUSE_UNLESS(attestation->isActiveAt(run.now()) && !attestorLeft,
                  Refusal::AttestationNotActive);
    ASSIGN_OR_RETURN(RequestsState open, openRequests(run, body.patient));
    const Refusal fits = checkRequestLimits(run, open, attestation->organization);
    REFUSE_UNLESS(fits == Refusal::Accepted, fits);
    const std::vector<BodyRef>& bodies = body.details.bodies;
    REFUSE_UNLESS(bodies.size() == 2 && bodies[1].recipient == run.signer.key.sealingKey,
                  Refusal::WrongRecipient);
    ReceiptVerdict receipt;
    REFUSE_IF_REFUSED(checkSealed(run, *patient, body.details, receipt));

    RequestState request;
    request.patient = body.patient;
    request.requester = run.party();
    request.organization = attestation->organization;
    request.attestationId = body.attestationId;
    request.until = run.now() + limits::day * run.params.requestDays;
    run.store(requestKey(run.chainId, id), request);
    open.open.push_back({id, run.party(), request.organization, request.until});
    run.store(requestsKey(run.chainId, body.patient), open);
    run.appendRow(
        body.patient, *patient,
        {.type = LogEventType::RequestAccess, .details = &body.details, .holder = &receipt.holder});
    run.storePatient(body.patient, *patient);
    return Refusal::Accepted;
}

Result<Refusal> execute(Execution& run, const CloseRequest& body) {
    REFUSE_UNLESS(run.signerIs({KeyRole::Device}), Refusal::NotPermitted);
    ASSIGN_OR_RETURN(auto patient, run.loadPatient(body.patient));
    REFUSE_UNLESS(patient, Refusal::NotAPatient);
    ASSIGN_OR_RETURN(const auto request,
                     run.load<RequestState>(requestKey(run.chainId, body.requestId)));
    REFUSE_UNLESS(request && request->patient == body.patient, Refusal::UnknownRequest);
    REFUSE_UNLESS(run.party() == body.patient || run.party() == request->requester,
                  Refusal::NotPermitted);
    REFUSE_UNLESS(request->status == RequestStatus::Open && run.now() < request->until,
                  Refusal::RequestClosed);
    REFUSE_UNLESS(body.details.bodies.size() == 2, Refusal::WrongRecipient);
    ReceiptVerdict receipt;
    REFUSE_IF_REFUSED(checkSealed(run, *patient, body.details, receipt));
    RETURN_IF_ERROR(finishRequest(run, body.requestId, *request, RequestStatus::Closed));
    run.appendRow(
        body.patient, *patient,
        {.type = LogEventType::CloseRequest, .details = &body.details, .holder = &receipt.holder});
    run.storePatient(body.patient, *patient);
    return Refusal::Accepted;
}

} // namespace consentry::registry
