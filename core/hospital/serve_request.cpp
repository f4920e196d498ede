#include "core/hospital/serve_request.h"

#include "core/hospital/inbox_openings.h"
#include "core/ports/sealed_transaction.h"
#include "core/registry/object_ids.h"
#include "core/registry/registry.h"

#include <algorithm>

namespace consentry::hospital {
namespace {

using registry::AccessBasis;
using registry::AccessDecision;

AccessBasis basisOf(consent::Basis basis) {
    switch (basis) {
    case consent::Basis::Grant:
        return AccessBasis::Grant;
    case consent::Basis::Emergency:
        return AccessBasis::Emergency;
    case consent::Basis::Self:
        return AccessBasis::Self;
    case consent::Basis::None:
        break;
    }
    return AccessBasis::None;
}

bool wantsType(const ReadRequest& request, const std::string& resourceType) {
    return request.resourceTypes.empty() ||
           std::find(request.resourceTypes.begin(), request.resourceTypes.end(), resourceType) !=
               request.resourceTypes.end();
}

} // namespace

/// The person who asks, as far as keys and attestations prove it.
struct ServeRequest::Reader {
    SigningPublicKey key;
    NameCard card;
    std::optional<PartyId> organization;
    std::optional<consent::Role> role;
};

/// What the proven state says about the patient here.
struct ServeRequest::Standing {
    registry::PatientState patient;
    std::optional<consent::PatientPolicy> policy;
    std::optional<consent::Grant> grant;
    std::optional<clinical::TimeSpan> emergency;
};

struct ServeRequest::Judgement {
    consent::Decision decision;
    std::vector<HeldRecord> released;
};

struct ServeRequest::LoggedAccess {
    AccessId access;
    ProvenTransaction proven;
    registry::ItemResult item;
};

ServeRequest::ServeRequest(GatewayContext& context, HospitalRecords& records)
    : m_context(context), m_records(records), m_policies(context) {}

Result<ReadAnswer> ServeRequest::read(const SignedReadRequest& request) {
    if (request.request.custodian != m_context.keys.organization) {
        return fail(ErrorCode::InvalidArgument, "request for another custodian");
    }
    RETURN_IF_ERROR(m_context.ledger.requireFresh(headAgeMax));
    ASSIGN_OR_RETURN(const Reader reader, authenticate(request));
    ASSIGN_OR_RETURN(const Standing where, standing(request, reader));
    ASSIGN_OR_RETURN(Judgement judgement, judge(request, reader, where));
    ASSIGN_OR_RETURN(const LoggedAccess logged, log(request, reader, where, judgement));

    ReadAnswer answer;
    answer.rule = judgement.decision.rule;
    answer.access = logged.access;
    answer.height = logged.proven.height;
    answer.refusal = static_cast<std::uint32_t>(logged.item.code);
    answer.permitted =
        judgement.decision.permitted && logged.item.code == registry::Refusal::Accepted;
    if (!answer.permitted) {
        return answer;
    }
    if (m_context.clock.now() - logged.proven.blockTime > releaseWithin) {
        return fail(ErrorCode::Stale, "the access was committed too long ago to release");
    }
    for (HeldRecord& held : judgement.released) {
        answer.records.push_back({std::move(held.record.original), std::move(held.anchor)});
    }
    return answer;
}

Result<ServeRequest::Reader> ServeRequest::authenticate(const SignedReadRequest& signedRequest) {
    const ReadRequest& request = signedRequest.request;
    if (std::chrono::abs(m_context.clock.now() - request.createdAt) > requestAgeMax) {
        return fail(ErrorCode::Stale, "request signed at another time");
    }
    ASSIGN_OR_RETURN(const SigningPublicKey key,
                     deviceKeyOf(m_context, request.reader, request.readerKey));
    if (!verifySignature(key, encodeReadRequest(m_context.chainId(), request),
                         signedRequest.signature)) {
        return fail(ErrorCode::BadSignature, "read request");
    }
    const Instant now = m_context.clock.now();
    Reader reader{key, {}, std::nullopt, std::nullopt};
    if (!request.attestation) {
        // Only the patient's own request needs no attestation; the policy evaluation sees to it.
        return reader;
    }
    ASSIGN_OR_RETURN(const auto attestation,
                     m_context.ledger.object<registry::AttestationState>(
                         registry::attestationKey(m_context.chainId(), *request.attestation)));
    if (!attestation || attestation->subject != request.reader || !attestation->isActiveAt(now)) {
        return fail(ErrorCode::NotPermitted, "attestation of the reader");
    }
    ASSIGN_OR_RETURN(const auto attestor,
                     m_context.ledger.object<registry::OrgState>(
                         registry::orgKey(m_context.chainId(), attestation->organization)));
    if (!attestor || attestor->hasLeftAt(now)) {
        return fail(ErrorCode::NotPermitted, "organisation of the reader");
    }
    ASSIGN_OR_RETURN(reader.card, m_context.nameCards.find(*request.attestation));
    if (nameCardDigest(m_context.chainId(), reader.card) != attestation->cardDigest ||
        reader.card.organization != attestation->organization) {
        return fail(ErrorCode::VerificationFailed, "name card of the reader");
    }
    reader.organization = attestation->organization;
    reader.role = consentRole(attestation->role);
    return reader;
}

Result<ServeRequest::Standing> ServeRequest::standing(const SignedReadRequest& signedRequest,
                                                      const Reader& reader) {
    const ReadRequest& request = signedRequest.request;
    ASSIGN_OR_RETURN(registry::PatientState patient, patientState(m_context, request.patient));
    const bool linked =
        std::binary_search(patient.links.begin(), patient.links.end(), m_context.keys.organization);
    if (!linked && request.basis != consent::Basis::Self) {
        return fail(ErrorCode::NotFound, "no link with this patient");
    }
    Standing standing{std::move(patient), {}, {}, {}};
    ASSIGN_OR_RETURN(standing.policy, m_policies.find(request.patient, standing.patient));
    if (request.basis == consent::Basis::Grant) {
        ASSIGN_OR_RETURN(standing.grant, openGrant(signedRequest));
    }
    if (request.basis == consent::Basis::Emergency && request.basisId) {
        ASSIGN_OR_RETURN(
            const auto emergency,
            m_context.ledger.object<registry::EmergencyState>(registry::emergencyKey(
                m_context.chainId(), registry::idCast<EmergencyId>(*request.basisId))));
        // It serves the organisation that answered for it, no other.
        if (emergency && emergency->patient == request.patient &&
            emergency->custodian == m_context.keys.organization &&
            emergency->requesterOrganization == reader.organization) {
            standing.emergency = clinical::TimeSpan{emergency->from, emergency->until};
        }
    }
    return standing;
}

/// The opening counts only if the proven grant commits to it. None otherwise: a denial, not an
/// error, because the patient shall see the attempt.
Result<std::optional<consent::Grant>>
ServeRequest::openGrant(const SignedReadRequest& signedRequest) {
    if (!signedRequest.request.basisId) {
        return std::optional<consent::Grant>();
    }
    const GrantId id = registry::idCast<GrantId>(*signedRequest.request.basisId);
    ASSIGN_OR_RETURN(const auto state, m_context.ledger.object<registry::GrantState>(
                                           registry::grantKey(m_context.chainId(), id)));
    SecretBytes padded(signedRequest.grantOpening.size());
    std::copy(signedRequest.grantOpening.begin(), signedRequest.grantOpening.end(),
              padded.exposeForWriting().begin());
    const auto body = BodyPlaintext::parse(std::move(padded));
    if (!state || !body || body->commitment(m_context.chainId()) != state->commit) {
        return std::optional<consent::Grant>();
    }
    auto grant = consent::decodeGrant(body->content());
    // The window that counts is the chain's; the content must not claim another.
    if (!grant || grant->id != id || grant->patient != state->patient ||
        grant->issuer != state->issuer || grant->notBefore != state->from ||
        grant->notAfter != state->until) {
        return std::optional<consent::Grant>();
    }
    return std::optional(std::move(*grant));
}

Result<ServeRequest::Judgement> ServeRequest::judge(const SignedReadRequest& signedRequest,
                                                    const Reader& reader,
                                                    const Standing& standing) {
    const ReadRequest& request = signedRequest.request;
    consent::AccessRequest asked;
    asked.basis = request.basis;
    asked.patient = request.patient;
    asked.reader = request.reader;
    asked.organization = reader.organization;
    asked.role = reader.role;
    asked.staffId = reader.card.staffId;
    asked.purpose = request.purpose;
    asked.emergency = standing.emergency;

    ASSIGN_OR_RETURN(std::vector<HeldRecord> held, m_records.ofPatient(request.patient));
    std::erase_if(held, [&](const HeldRecord& one) {
        return !wantsType(request, one.record.facts.resourceType);
    });
    std::vector<clinical::RecordFacts> facts;
    facts.reserve(held.size());
    for (const HeldRecord& one : held) {
        facts.push_back(one.record.facts);
    }
    const auto release = consent::evaluate(standing.policy ? &*standing.policy : nullptr,
                                           standing.grant ? &*standing.grant : nullptr, asked,
                                           facts, m_context.clock.now());
    Judgement judgement{release.request, {}};
    if (release.request.permitted) {
        for (const std::size_t position : release.permitted) {
            judgement.released.push_back(std::move(held[position]));
        }
    }
    return judgement;
}

Result<ServeRequest::LoggedAccess> ServeRequest::log(const SignedReadRequest& signedRequest,
                                                     const Reader& reader, const Standing& standing,
                                                     const Judgement& judgement) {
    const ReadRequest& request = signedRequest.request;
    const std::string& chainId = m_context.chainId();

    AccessBody details;
    details.signedRequest = encodeReadRequest(chainId, request);
    details.readerSignature = signedRequest.signature;
    details.readerKey = reader.key;
    details.reader = reader.card;
    details.permitted = judgement.decision.permitted;
    details.rule = static_cast<std::uint32_t>(judgement.decision.rule);
    details.matched = static_cast<std::uint32_t>(judgement.released.size());
    for (const HeldRecord& held : judgement.released) {
        const clinical::RecordFacts& facts = held.record.facts;
        details.items.push_back({facts.digest, facts.resourceType, held.record.title});
        if (details.items.size() == AccessBody::itemsMax) {
            break;
        }
    }

    ASSIGN_OR_RETURN(const std::uint64_t sequence, takeGatewaySequence(m_context));
    LoggedAccess logged;
    logged.access = registry::accessIdOf(chainId, m_context.keys.gateway.publicKey(), sequence, 0);
    const BodyContext sealing{chainId, SuiteId::Suite1, m_context.keys.organization,
                              request.patient, registry::idCast<Digest>(logged.access)};
    const SealingPublicKey recipients[] = {standing.patient.logKey};
    ASSIGN_OR_RETURN(SealedCopies sealed, sealForLog(encodeAccessBody(std::move(details)), sealing,
                                                     standing.patient.epoch, recipients));

    registry::AccessItem item;
    item.patient = request.patient;
    item.epoch = standing.patient.epoch;
    item.basis = basisOf(request.basis);
    if (request.basisId) {
        item.basisId = registry::idCast<registry::ObjectId>(*request.basisId);
    }
    item.policyVersion = standing.patient.policyVersion;
    item.decision = judgement.decision.permitted ? AccessDecision::Permit : AccessDecision::Deny;
    item.bodyDigest = sealed.details.bodies.front().digest;
    item.bodyCommit = sealed.details.bodyCommit;
    registry::Transaction transaction = gatewayTransaction(
        m_context, m_context.keys.gateway, sequence, registry::RecordAccess{{std::move(item)}});
    RETURN_IF_ERROR(depositBodies(
        transaction, {{request.patient, standing.patient.epoch, std::move(sealed.copies.front())}},
        {0}, standing.patient.mailboxes, m_context.mailboxes));
    registry::signTransaction(transaction, m_context.keys.gateway);
    const Bytes bytes = registry::encodeTransaction(transaction);

    // The journal outlives a crash: what was sent is sent again byte for byte, never logged twice.
    WriteBatch begun;
    begun.put(Table::Journal, logged.access.view(), bytes);
    RETURN_IF_ERROR(m_context.store.write(begun));
    ASSIGN_OR_RETURN(logged.proven, m_context.ledger.submit(bytes));
    ASSIGN_OR_RETURN(const auto items, registry::decodeItemResults(logged.proven.data));
    if (items.size() != 1) {
        return fail(ErrorCode::VerificationFailed, "results of one access");
    }
    logged.item = items.front();
    WriteBatch done;
    done.erase(Table::Journal, logged.access.view());
    RETURN_IF_ERROR(m_context.store.write(done));
    return logged;
}

} // namespace consentry::hospital
