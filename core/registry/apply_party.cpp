// Parties, keys, mailboxes, epochs, attestations: protocol §1 and the first rows of §2.
#include "core/registry/execution.h"
#include "core/registry/log_chain.h"
#include "core/registry/object_ids.h"

#include <algorithm>

namespace consentry::registry {
namespace {

Result<Refusal> checkMailboxes(const Execution& run, const std::vector<PartyId>& mailboxes) {
    REFUSE_UNLESS(mailboxes[0] != mailboxes[1], Refusal::NotAMailbox);
    for (const PartyId& mailbox : mailboxes) {
        ASSIGN_OR_RETURN(const auto org, run.load<OrgState>(orgKey(run.chainId, mailbox)));
        REFUSE_UNLESS(org, Refusal::UnknownOrganization);
        REFUSE_UNLESS(org->mailbox, Refusal::NotAMailbox);
        REFUSE_UNLESS(!org->leavesAt, Refusal::OrganizationLeaves);
    }
    return Refusal::Accepted;
}

/// Registers a key of the signing party for ever. Writes: handlers call it after their checks, or
/// refuse afterwards, which undoes it.
Result<Refusal> claimKey(Execution& run, const KeyState& key, const Signature& possession) {
    const StateKey at = keyKey(run.chainId, keyIdOf(run.chainId, key.publicKey));
    ASSIGN_OR_RETURN(const bool taken, run.exists(at));
    REFUSE_UNLESS(!taken, Refusal::KeyInUse);
    REFUSE_UNLESS(run.verifyPossession(key.publicKey, possession), Refusal::BadPossession);
    run.store(at, key);
    return Refusal::Accepted;
}

Result<Refusal> claimDevice(Execution& run, const NewKey& device, const KeyId& addedBy) {
    KeyState key;
    key.party = run.party();
    key.role = KeyRole::Device;
    key.publicKey = device.signing;
    key.sealingKey = device.sealing;
    key.addedBy = addedBy;
    return claimKey(run, key, device.possession);
}

Result<Refusal> claimFetchKey(Execution& run, const LogKeySetup& setup) {
    KeyState key;
    key.party = run.party();
    key.role = KeyRole::Fetch;
    key.publicKey = setup.fetchKey;
    return claimKey(run, key, setup.fetchPossession);
}

/// The archive body is sealed to the archive key, and to nothing else.
Refusal checkArchive(const PatientState& patient, EpochNumber epoch, const LogKeySetup& setup) {
    if (setup.archive.epoch != epoch) {
        return Refusal::StaleEpoch;
    }
    const std::vector<BodyRef>& bodies = setup.archive.bodies;
    return bodies.size() == 1 && bodies[0].recipient == patient.archiveKey
               ? Refusal::Accepted
               : Refusal::WrongRecipient;
}

/// Begins the epoch and writes the archive body's row as its first.
void beginEpoch(Execution& run, PatientState& patient, EpochNumber epoch, const LogKeySetup& setup,
                const BodyHolder& holder) {
    EpochState state;
    state.logKey = setup.logKey;
    state.fetchKey = setup.fetchKey;
    state.archiveDigest = setup.archive.bodies.front().digest;
    state.archiveCommit = setup.archive.bodyCommit;
    state.firstRow = LogSequence(patient.count);
    state.headBefore = patient.head;
    state.since = run.now();
    run.store(epochKey(run.chainId, run.party(), epoch), state);
    patient.epoch = epoch;
    patient.logKey = setup.logKey;
    patient.epochSince = run.now();
    run.appendRow(run.party(), patient,
                  {.type = LogEventType::SetLogKey, .details = &setup.archive, .holder = &holder});
}

Result<Refusal> registerPatient(Execution& run, const RegisterParty& body) {
    const PatientSetup& setup = *body.patient;
    PatientState patient;
    patient.head = emptyLog(run.chainId, run.party()).head;
    patient.logKey = setup.logKey.logKey;
    patient.mailboxes = setup.mailboxes;
    patient.archiveKey = setup.archiveKey;
    REFUSE_IF_REFUSED(checkMailboxes(run, setup.mailboxes));
    const Refusal archive = checkArchive(patient, EpochNumber(1), setup.logKey);
    REFUSE_UNLESS(archive == Refusal::Accepted, archive);
    if (body.details) {
        PatientState first = patient;
        first.epoch = EpochNumber(1);
        const Refusal details = run.checkDetails(first, *body.details);
        REFUSE_UNLESS(details == Refusal::Accepted, details);
    }
    REFUSE_IF_REFUSED(claimFetchKey(run, setup.logKey));
    ASSIGN_OR_RETURN(const ReceiptVerdict receipt, run.receiptFor(0, setup.mailboxes));
    REFUSE_UNLESS(receipt.code == Refusal::Accepted, receipt.code);
    beginEpoch(run, patient, EpochNumber(1), setup.logKey, receipt.holder);
    NewRow row{.type = LogEventType::RegisterParty, .itemIndex = 1};
    if (body.details) {
        row.details = &*body.details;
        row.holder = &receipt.holder;
    }
    run.appendRow(run.party(), patient, row);
    run.storePatient(run.party(), patient);
    return Refusal::Accepted;
}

/// Device names lie in a patient's log. Other parties have no log and send none.
Result<Refusal> appendKeyRow(Execution& run, LogEventType type,
                             const std::optional<SealedDetails>& details) {
    ASSIGN_OR_RETURN(auto patient, run.loadPatient(run.party()));
    if (!patient) {
        return details ? Refusal::NotAPatient : Refusal::Accepted;
    }
    ReceiptVerdict receipt;
    NewRow row{.type = type};
    if (details) {
        REFUSE_IF_REFUSED(checkSealed(run, *patient, *details, receipt));
        row.details = &*details;
        row.holder = &receipt.holder;
    }
    run.appendRow(run.party(), *patient, row);
    run.storePatient(run.party(), *patient);
    return Refusal::Accepted;
}

bool isGone(const Execution& run, const KeyState& key) {
    return key.removedFrom && *key.removedFrom <= run.now();
}

/// The party's device key of this id, unless it is gone.
Result<std::optional<KeyState>> ownDevice(const Execution& run, const KeyId& keyId) {
    ASSIGN_OR_RETURN(auto key, run.load<KeyState>(keyKey(run.chainId, keyId)));
    if (key && (key->party != run.party() || key->role != KeyRole::Device || isGone(run, *key))) {
        key.reset();
    }
    return key;
}

/// Whether `ancestor` added the key, or added the key that added it, and so on. The way leads over
/// removed keys too. Who hides behind a longer way than that counts as added.
Result<bool> descendsFrom(const Execution& run, const KeyState& key, const KeyId& ancestor) {
    constexpr int stepsMax = 64;
    std::optional<KeyId> by = key.addedBy;
    for (int step = 0; by; ++step) {
        if (*by == ancestor || step == stepsMax) {
            return true;
        }
        ASSIGN_OR_RETURN(const auto above, run.load<KeyState>(keyKey(run.chainId, *by)));
        by = above ? above->addedBy : std::nullopt;
    }
    return false;
}

Result<PartyState> ownParty(const Execution& run) {
    ASSIGN_OR_RETURN(auto party, run.load<PartyState>(partyKey(run.chainId, run.party())));
    if (!party) {
        return fail(ErrorCode::DamagedData, "a key without its party");
    }
    return std::move(*party);
}

} // namespace

Result<Refusal> execute(Execution& run, const RegisterParty& body) {
    ASSIGN_OR_RETURN(const bool known, run.exists(partyKey(run.chainId, run.party())));
    REFUSE_UNLESS(!known, Refusal::PartyExists);
    const StateKey inceptionAt = keyKey(run.chainId, run.tx.keyId);
    ASSIGN_OR_RETURN(const bool taken, run.exists(inceptionAt));
    REFUSE_UNLESS(!taken, Refusal::KeyInUse);
    REFUSE_UNLESS(body.patient || !body.details, Refusal::NotAPatient);

    PartyState party;
    party.partyKind = body.patient ? PartyKind::Patient : PartyKind::Person;
    party.inceptionKeyId = run.tx.keyId;
    party.keys.push_back(run.tx.keyId);
    run.store(inceptionAt, run.signer.key);
    for (const NewKey& device : body.deviceKeys) {
        REFUSE_IF_REFUSED(claimDevice(run, device, run.tx.keyId));
        party.keys.push_back(keyIdOf(run.chainId, device.signing));
    }
    run.store(partyKey(run.chainId, run.party()), party);
    return body.patient ? registerPatient(run, body) : Refusal::Accepted;
}

Result<Refusal> execute(Execution& run, const AddKey& body) {
    REFUSE_UNLESS(run.signerIs({KeyRole::Device, KeyRole::Recovery}), Refusal::NotPermitted);
    ASSIGN_OR_RETURN(PartyState party, ownParty(run));
    std::vector<KeyId> present;
    for (const KeyId& keyId : party.keys) {
        ASSIGN_OR_RETURN(const auto key, run.load<KeyState>(keyKey(run.chainId, keyId)));
        if (key && !isGone(run, *key)) {
            present.push_back(keyId);
        }
    }
    REFUSE_UNLESS(present.size() < limits::keysMax, Refusal::TooManyKeys);
    REFUSE_IF_REFUSED(claimDevice(run, body.key, run.signer.keyId));
    present.push_back(keyIdOf(run.chainId, body.key.signing));
    party.keys = std::move(present);
    run.store(partyKey(run.chainId, run.party()), party);
    return appendKeyRow(run, LogEventType::AddKey, body.details);
}

Result<Refusal> execute(Execution& run, const RemoveKey& body) {
    REFUSE_UNLESS(run.signerIs({KeyRole::Device, KeyRole::Recovery}), Refusal::NotPermitted);
    ASSIGN_OR_RETURN(auto key, ownDevice(run, body.keyId));
    REFUSE_UNLESS(key, Refusal::UnknownTargetKey);
    const StateKey pendingAt = pendingKey(run.chainId, run.party(), body.keyId);
    if (run.signerIs({KeyRole::Recovery})) {
        ASSIGN_OR_RETURN(PartyState party, ownParty(run));
        std::erase(party.keys, body.keyId);
        run.store(partyKey(run.chainId, run.party()), party);
        key->removedFrom = run.now();
        run.erase(pendingAt);
    } else {
        REFUSE_UNLESS(!key->removedFrom, Refusal::RemovalPending);
        key->removedFrom = run.now() + limits::keyRemovalDelay;
        run.store(pendingAt, PendingState{run.signer.keyId, *key->removedFrom});
    }
    run.store(keyKey(run.chainId, body.keyId), *key);
    return appendKeyRow(run, LogEventType::RemoveKey, body.details);
}

Result<Refusal> execute(Execution& run, const SetMailboxes& body) {
    REFUSE_UNLESS(run.signerIs({KeyRole::Device, KeyRole::Recovery}), Refusal::NotPermitted);
    ASSIGN_OR_RETURN(auto patient, run.loadPatient(run.party()));
    REFUSE_UNLESS(patient, Refusal::NotAPatient);
    REFUSE_UNLESS(body.replaces == patient->mailboxVersion, Refusal::StaleVersion);
    REFUSE_IF_REFUSED(checkMailboxes(run, body.mailboxes));
    // The body of this very row still lies where the patient's bodies lay until now.
    ReceiptVerdict receipt;
    NewRow row{.type = LogEventType::SetMailboxes};
    if (body.details) {
        REFUSE_IF_REFUSED(checkSealed(run, *patient, *body.details, receipt));
        row.details = &*body.details;
        row.holder = &receipt.holder;
    }
    patient->mailboxes = body.mailboxes;
    ++patient->mailboxVersion;
    run.appendRow(run.party(), *patient, row);
    run.storePatient(run.party(), *patient);
    return Refusal::Accepted;
}

Result<Refusal> execute(Execution& run, const Freeze& body) {
    REFUSE_UNLESS(run.signerIs({KeyRole::Device, KeyRole::Recovery}), Refusal::NotPermitted);
    const auto id = objectIdFrom<FreezeId>(run.chainId, run.party(), body.nonce);
    // A freeze that was lifted stays known, so that its bytes cannot freeze once more.
    ASSIGN_OR_RETURN(const bool known, run.exists(freezeKey(run.chainId, id)));
    REFUSE_UNLESS(!known, Refusal::EffectHolds);
    ASSIGN_OR_RETURN(const auto target, ownDevice(run, body.keyId));
    REFUSE_UNLESS(target, Refusal::UnknownTargetKey);
    REFUSE_UNLESS(!target->frozenBy, Refusal::EffectHolds);

    ASSIGN_OR_RETURN(const PartyState party, ownParty(run));
    for (const KeyId& keyId : party.keys) {
        ASSIGN_OR_RETURN(auto key, run.load<KeyState>(keyKey(run.chainId, keyId)));
        if (!key || key->frozenBy) {
            continue;
        }
        ASSIGN_OR_RETURN(const bool below, descendsFrom(run, *key, body.keyId));
        if (keyId == body.keyId || below) {
            key->frozenBy = id;
            run.store(keyKey(run.chainId, keyId), *key);
        }
    }
    run.store(freezeKey(run.chainId, id), FreezeState{run.party(), body.keyId, run.now(), false});
    return appendKeyRow(run, LogEventType::Freeze, std::nullopt);
}

Result<Refusal> execute(Execution& run, const Unfreeze& body) {
    REFUSE_UNLESS(run.signerIs({KeyRole::Recovery}), Refusal::NotPermitted);
    const StateKey freezeAt = freezeKey(run.chainId, body.freezeId);
    ASSIGN_OR_RETURN(auto freeze, run.load<FreezeState>(freezeAt));
    REFUSE_UNLESS(freeze && freeze->party == run.party() && !freeze->lifted,
                  Refusal::UnknownFreeze);
    freeze->lifted = true;
    run.store(freezeAt, *freeze);
    ASSIGN_OR_RETURN(const PartyState party, ownParty(run));
    for (const KeyId& keyId : party.keys) {
        const StateKey at = keyKey(run.chainId, keyId);
        ASSIGN_OR_RETURN(auto key, run.load<KeyState>(at));
        if (key && key->frozenBy == body.freezeId) {
            key->frozenBy.reset();
            run.store(at, *key);
        }
    }
    return appendKeyRow(run, LogEventType::Unfreeze, std::nullopt);
}

Result<Refusal> execute(Execution& run, const SetLogKey& body) {
    REFUSE_UNLESS(run.signerIs({KeyRole::Device, KeyRole::Recovery}), Refusal::NotPermitted);
    ASSIGN_OR_RETURN(auto patient, run.loadPatient(run.party()));
    REFUSE_UNLESS(patient, Refusal::NotAPatient);
    REFUSE_UNLESS(body.replaces == patient->epoch, Refusal::StaleVersion);
    REFUSE_UNLESS(patient->epochSince.time_since_epoch() / limits::minute !=
                      run.now().time_since_epoch() / limits::minute,
                  Refusal::TooSoon);
    const EpochNumber next(patient->epoch.value + 1);
    const Refusal archive = checkArchive(*patient, next, body.setup);
    REFUSE_UNLESS(archive == Refusal::Accepted, archive);
    REFUSE_IF_REFUSED(claimFetchKey(run, body.setup));
    ASSIGN_OR_RETURN(const ReceiptVerdict receipt, run.receiptFor(0, patient->mailboxes));
    REFUSE_UNLESS(receipt.code == Refusal::Accepted, receipt.code);
    beginEpoch(run, *patient, next, body.setup, receipt.holder);
    run.storePatient(run.party(), *patient);
    return Refusal::Accepted;
}

Result<Refusal> execute(Execution& run, const Attest& body) {
    REFUSE_UNLESS(run.signerIs({KeyRole::Attestor}), Refusal::NotPermitted);
    const auto id = objectIdFrom<AttestationId>(run.chainId, run.party(), body.nonce);
    ASSIGN_OR_RETURN(const bool taken, run.exists(attestationKey(run.chainId, id)));
    REFUSE_UNLESS(!taken, Refusal::IdTaken);
    ASSIGN_OR_RETURN(const auto subject, run.load<PartyState>(partyKey(run.chainId, body.subject)));
    REFUSE_UNLESS(subject && subject->partyKind != PartyKind::Organization, Refusal::UnknownParty);
    REFUSE_UNLESS(body.from < body.until && run.now() < body.until, Refusal::InvalidWindow);

    const StateKey staffAt = staffOfPartyKey(run.chainId, run.party(), body.subject);
    const StateKey personAt = partyOfStaffKey(run.chainId, run.party(), body.staffId);
    ASSIGN_OR_RETURN(const auto staff, run.load<StaffState>(staffAt));
    ASSIGN_OR_RETURN(const auto person, run.load<StaffState>(personAt));
    REFUSE_UNLESS(!staff || staff->other == idCast<ObjectId>(body.staffId), Refusal::StaffIdTaken);
    REFUSE_UNLESS(!person || person->other == idCast<ObjectId>(body.subject),
                  Refusal::StaffIdTaken);
    run.store(staffAt, StaffState{idCast<ObjectId>(body.staffId)});
    run.store(personAt, StaffState{idCast<ObjectId>(body.subject)});
    run.store(attestationKey(run.chainId, id),
              AttestationState{run.party(), body.subject, body.role, body.staffId, body.cardDigest,
                               body.from, body.until, std::nullopt});
    return Refusal::Accepted;
}

Result<Refusal> execute(Execution& run, const EndAttestation& body) {
    REFUSE_UNLESS(run.signerIs({KeyRole::Attestor}), Refusal::NotPermitted);
    const StateKey at = attestationKey(run.chainId, body.attestationId);
    ASSIGN_OR_RETURN(auto attestation, run.load<AttestationState>(at));
    REFUSE_UNLESS(attestation && attestation->organization == run.party(),
                  Refusal::UnknownAttestation);
    REFUSE_UNLESS(!attestation->endedAt && run.now() < attestation->until,
                  Refusal::AttestationNotActive);
    attestation->endedAt = run.now();
    run.store(at, *attestation);
    return Refusal::Accepted;
}

} // namespace consentry::registry
