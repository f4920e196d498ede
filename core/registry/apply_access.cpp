// Accesses, emergencies and disputes: who looked, and who asks about it.
#include "core/registry/execution.h"
#include "core/registry/object_ids.h"

namespace consentry::registry {
namespace {

/// A denial by grant, window, emergency or delegation; Accepted where the basis holds at this
/// place in the block (protocol §5.4). What was revoked a moment before is denied here.
Result<Refusal> checkBasis(const Execution& run, const AccessItem& item) {
    switch (item.basis) {
    case AccessBasis::Grant: {
        const auto id = idCast<GrantId>(*item.basisId);
        ASSIGN_OR_RETURN(const auto grant, run.load<GrantState>(grantKey(run.chainId, id)));
        REFUSE_UNLESS(grant && grant->patient == item.patient, Refusal::UnknownGrant);
        REFUSE_UNLESS(grant->status == GrantStatus::Active, Refusal::GrantRevoked);
        REFUSE_UNLESS(grant->from <= run.now(), Refusal::GrantNotStarted);
        REFUSE_UNLESS(!grant->until || run.now() < *grant->until, Refusal::GrantEnded);
        return Refusal::Accepted;
    }
    case AccessBasis::Emergency: {
        const auto id = idCast<EmergencyId>(*item.basisId);
        ASSIGN_OR_RETURN(const auto emergency,
                         run.load<EmergencyState>(emergencyKey(run.chainId, id)));
        REFUSE_UNLESS(emergency && emergency->patient == item.patient &&
                          emergency->custodian == run.party(),
                      Refusal::UnknownEmergency);
        REFUSE_UNLESS(run.now() < emergency->until, Refusal::EmergencyEnded);
        return Refusal::Accepted;
    }
    case AccessBasis::Delegation:
        return Refusal::UnknownDelegation;
    case AccessBasis::Self:
    case AccessBasis::None:
        return Refusal::Accepted;
    }
    return Refusal::NotPermitted;
}

LogEventType rowType(AccessKind kind) {
    switch (kind) {
    case AccessKind::Access:
        return LogEventType::Access;
    case AccessKind::NotDelivered:
        return LogEventType::NotDelivered;
    case AccessKind::DenialCount:
        return LogEventType::DenialCount;
    }
    return LogEventType::Access;
}

/// What the row says: the custodian's own denial, or the registry's, or that it was allowed. A note
/// that nothing was delivered is no access and is not judged.
Result<Refusal> rowResult(const Execution& run, const AccessItem& item) {
    if (item.kind == AccessKind::NotDelivered) {
        return Refusal::Accepted;
    }
    if (item.decision == AccessDecision::Deny) {
        return Refusal::DeniedByCustodian;
    }
    return checkBasis(run, item);
}

/// Why an item gets no row at all; nothing is released either way.
Result<Refusal> checkItem(const Execution& run, const AccessItem& item,
                          const std::optional<PatientState>& patient) {
    REFUSE_UNLESS(patient, Refusal::NotAPatient);
    REFUSE_UNLESS(item.epoch == patient->epoch, Refusal::StaleEpoch);
    if (item.basis != AccessBasis::Self) {
        ASSIGN_OR_RETURN(const bool linked, run.isLinked(item.patient, run.party()));
        REFUSE_UNLESS(linked, Refusal::NotLinked);
    }
    REFUSE_UNLESS(item.policyVersion == patient->policyVersion, Refusal::StalePolicy);
    return Refusal::Accepted;
}

Result<> recordItem(Execution& run, std::uint32_t index, const AccessItem& item) {
    ASSIGN_OR_RETURN(auto patient, run.loadPatient(item.patient));
    ASSIGN_OR_RETURN(const Refusal code, checkItem(run, item, patient));
    if (code != Refusal::Accepted) {
        run.addItem(code);
        return {};
    }
    ASSIGN_OR_RETURN(const ReceiptVerdict receipt, run.receiptFor(index, patient->mailboxes));
    if (receipt.code != Refusal::Accepted) {
        run.addItem(receipt.code);
        return {};
    }
    NewRow row{.type = rowType(item.kind), .itemIndex = index};
    ASSIGN_OR_RETURN(row.result, rowResult(run, item));
    row.holder = &receipt.holder;
    run.appendItemRow(item.patient, *patient, row, item.bodyDigest, item.bodyCommit);
    run.storePatient(item.patient, *patient);
    return {};
}

/// Appends the row of a body that was checked, and stores the patient.
void finishRow(Execution& run, const PartyId& id, PatientState& patient, LogEventType type,
               const SealedDetails& details, const ReceiptVerdict& receipt) {
    run.appendRow(id, patient, {.type = type, .details = &details, .holder = &receipt.holder});
    run.storePatient(id, patient);
}

} // namespace

Result<Refusal> execute(Execution& run, const RecordAccess& body) {
    REFUSE_UNLESS(run.signerIs({KeyRole::Gateway}), Refusal::NotPermitted);
    for (std::uint32_t i = 0; i < body.items.size(); ++i) {
        RETURN_IF_ERROR(recordItem(run, i, body.items[i]));
    }
    return Refusal::Accepted;
}

Result<Refusal> execute(Execution& run, const EmergencyAccess& body) {
    REFUSE_UNLESS(run.signerIs({KeyRole::Gateway}), Refusal::NotPermitted);
    ASSIGN_OR_RETURN(auto patient, run.loadPatient(body.patient));
    REFUSE_UNLESS(patient, Refusal::NotAPatient);
    ASSIGN_OR_RETURN(const bool linked, run.isLinked(body.patient, run.party()));
    REFUSE_UNLESS(linked, Refusal::NotLinked);
    const StateKey at =
        emergencyKey(run.chainId, objectIdFrom<EmergencyId>(run.chainId, run.party(), body.nonce));
    ASSIGN_OR_RETURN(const bool taken, run.exists(at));
    REFUSE_UNLESS(!taken, Refusal::IdTaken);
    REFUSE_UNLESS(run.now() < body.until && body.until <= run.now() + limits::emergencyMax,
                  Refusal::InvalidWindow);
    ReceiptVerdict receipt;
    REFUSE_IF_REFUSED(checkSealed(run, *patient, body.details, receipt));
    run.store(at, EmergencyState{body.patient, run.party(), run.tx.cosigners.front().party,
                                 run.now(), body.until, false});
    finishRow(run, body.patient, *patient, LogEventType::EmergencyAccess, body.details, receipt);
    return Refusal::Accepted;
}

Result<Refusal> execute(Execution& run, const ReviewEmergency& body) {
    REFUSE_UNLESS(run.signerIs({KeyRole::Device}), Refusal::NotPermitted);
    ASSIGN_OR_RETURN(auto patient, run.loadPatient(body.patient));
    REFUSE_UNLESS(patient, Refusal::NotAPatient);
    const StateKey at = emergencyKey(run.chainId, body.emergencyId);
    ASSIGN_OR_RETURN(auto emergency, run.load<EmergencyState>(at));
    REFUSE_UNLESS(emergency && emergency->patient == body.patient, Refusal::UnknownEmergency);
    ASSIGN_OR_RETURN(const auto attestation,
                     run.load<AttestationState>(attestationKey(run.chainId, body.attestationId)));
    REFUSE_UNLESS(attestation && attestation->subject == run.party() &&
                      attestation->organization == emergency->custodian &&
                      attestation->role == AttestedRole::Reviewer,
                  Refusal::UnknownAttestation);
    ASSIGN_OR_RETURN(const bool attestorLeft, run.hasLeft(attestation->organization));
    REFUSE_UNLESS(attestation->isActiveAt(run.now()) && !attestorLeft,
                  Refusal::AttestationNotActive);
    REFUSE_UNLESS(!emergency->reviewed, Refusal::AlreadyReviewed);
    ReceiptVerdict receipt;
    REFUSE_IF_REFUSED(checkSealed(run, *patient, body.details, receipt));
    emergency->reviewed = true;
    run.store(at, *emergency);
    finishRow(run, body.patient, *patient, LogEventType::ReviewEmergency, body.details, receipt);
    return Refusal::Accepted;
}

Result<Refusal> execute(Execution& run, const DisputeAccess& body) {
    REFUSE_UNLESS(run.signerIs({KeyRole::Device}), Refusal::NotPermitted);
    ASSIGN_OR_RETURN(auto patient, run.loadPatient(run.party()));
    REFUSE_UNLESS(patient, Refusal::NotAPatient);
    ASSIGN_OR_RETURN(const auto event, run.logEvent(run.party(), body.row));
    REFUSE_UNLESS(event, Refusal::UnknownRow);
    REFUSE_UNLESS(event->actor != run.party(), Refusal::NotDisputable);
    const StateKey at = disputeKey(run.chainId, run.party(), body.row);
    ASSIGN_OR_RETURN(const bool disputed, run.exists(at));
    REFUSE_UNLESS(!disputed, Refusal::AlreadyDisputed);
    // An organisation reads the words by its inbox key; a person by any device of theirs.
    ASSIGN_OR_RETURN(const auto org, run.load<OrgState>(orgKey(run.chainId, event->actor)));
    const std::vector<BodyRef>& bodies = body.details.bodies;
    REFUSE_UNLESS(bodies.size() == 2 && (!org || bodies[1].recipient == org->inboxKey),
                  Refusal::WrongRecipient);
    ReceiptVerdict receipt;
    REFUSE_IF_REFUSED(checkSealed(run, *patient, body.details, receipt));
    run.store(at, DisputeState{event->actor, false});
    finishRow(run, run.party(), *patient, LogEventType::DisputeAccess, body.details, receipt);
    return Refusal::Accepted;
}

Result<Refusal> execute(Execution& run, const AnswerDispute& body) {
    REFUSE_UNLESS(run.signerIs({KeyRole::Gateway, KeyRole::Device}), Refusal::NotPermitted);
    ASSIGN_OR_RETURN(auto patient, run.loadPatient(body.patient));
    REFUSE_UNLESS(patient, Refusal::NotAPatient);
    const StateKey at = disputeKey(run.chainId, body.patient, body.row);
    ASSIGN_OR_RETURN(auto dispute, run.load<DisputeState>(at));
    REFUSE_UNLESS(dispute, Refusal::NotDisputed);
    REFUSE_UNLESS(dispute->writer == run.party(), Refusal::NotPermitted);
    REFUSE_UNLESS(!dispute->answered, Refusal::AlreadyAnswered);
    ReceiptVerdict receipt;
    REFUSE_IF_REFUSED(checkSealed(run, *patient, body.details, receipt));
    dispute->answered = true;
    run.store(at, *dispute);
    finishRow(run, body.patient, *patient, LogEventType::AnswerDispute, body.details, receipt);
    return Refusal::Accepted;
}

} // namespace consentry::registry
