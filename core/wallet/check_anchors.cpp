#include "core/wallet/check_anchors.h"

#include "core/clinical/json_canonical.h"
#include "core/ports/anchor_link_codec.h"
#include "core/registry/object_ids.h"
#include "core/wallet/sync_log.h"

#include <algorithm>

namespace consentry::wallet {
namespace {

constexpr std::uint64_t countMax = 1'000'000;

CheckObstacle ledgerObstacle(const Error& error) {
    switch (error.code) {
    case ErrorCode::Stale:
    case ErrorCode::TrustExpired:
        return CheckObstacle::LedgerStale;
    case ErrorCode::LedgerConflict:
    case ErrorCode::VerificationFailed:
        return CheckObstacle::LedgerUnconfirmed;
    default:
        return CheckObstacle::LedgerSilent;
    }
}

CheckObstacle hospitalObstacle(const Error& error) {
    switch (error.code) {
    case ErrorCode::Unreachable:
    case ErrorCode::WrongServer:
    case ErrorCode::DamagedLedger:
        return CheckObstacle::HospitalSilent;
    default:
        return CheckObstacle::HospitalRefused;
    }
}

/// Which of two findings says more: what was proven before what was only claimed.
int weight(AnchorOutcome outcome) {
    switch (outcome) {
    case AnchorOutcome::Matches:
        return 3;
    case AnchorOutcome::Amended:
    case AnchorOutcome::Deleted:
        return 2;
    default:
        return 1;
    }
}

CheckAnchors::List listed(std::vector<AnchoredRecord> records) {
    CheckAnchors::List list;
    for (AnchoredRecord& one : records) {
        auto& links = list.byDigest[one.digest];
        if (links.size() < CheckAnchors::linksPerRecordMax) {
            links.push_back(one.link);
        }
        if (one.id.empty()) {
            continue;
        }
        auto& versions = list.byName[{one.resourceType, one.id}];
        if (versions.size() < CheckAnchors::linksPerRecordMax) {
            versions.push_back(std::move(one));
        }
    }
    return list;
}

AnchorCheck failedCheck(const RecordSummary& record, const AnchorCheck* known, Instant at,
                        CheckObstacle obstacle) {
    AnchorCheck check = known != nullptr ? *known : AnchorCheck();
    check.record = record.digest;
    if (check.outcome == AnchorOutcome::Unchecked) {
        check.custodian = record.custodian;
    }
    check.failure = FailedCheck{at, obstacle};
    return check;
}

} // namespace

AnchorCheck CheckAnchors::completed(const RecordSummary& record, const Finding& finding,
                                    Instant at) {
    AnchorCheck check;
    check.record = record.digest;
    check.outcome = finding.outcome;
    check.custodian = finding.custodian;
    check.checkedAt = at;
    check.height = finding.height;
    if (finding.link != nullptr) {
        check.link = *finding.link;
    }
    return check;
}

Result<CheckAnchors::Run> CheckAnchors::begin(const Identity& patient,
                                              const std::optional<RecordDigest>& only) {
    if (patient.party.isZero() || !patient.registered) {
        return fail(ErrorCode::NotFound, "patient of this vault");
    }
    Run run;
    run.patient = patient;
    run.only = only;
    run.report.at = m_context.clock.now();
    run.total = 1;
    if (!only) {
        RecordFilter filter;
        filter.isOwn = false;
        ASSIGN_OR_RETURN(run.total, m_context.vault.records().count(filter, countMax));
    }
    if (const auto looked = lookAtLedger(run); !looked) {
        run.report.ledger = ledgerObstacle(looked.error());
    }
    return run;
}

Result<> CheckAnchors::lookAtLedger(Run& run) {
    RETURN_IF_ERROR(m_context.ledger.advance());
    RETURN_IF_ERROR(m_context.ledger.requireFresh(headAgeMax));
    ASSIGN_OR_RETURN(const ProvenState proven,
                     state(run, registry::patientKey(m_context.chainId(), run.patient.party)));
    if (proven.value) {
        ASSIGN_OR_RETURN(const auto patient,
                         registry::decodeState<registry::PatientState>(*proven.value));
        run.linked = patient.links;
    }
    return {};
}

/// The state behind the newest block, if that may be believed: where there are witnesses, one of
/// another organisation must show the same.
Result<ProvenState> CheckAnchors::state(Run& run, const registry::StateKey& key) {
    ASSIGN_OR_RETURN(ProvenState proven, m_context.ledger.state(key));
    if (m_context.ledger.assurance().level != Assurance::Level::NotCompared &&
        !isConfirmed(m_context.ledger, proven.height)) {
        return fail(ErrorCode::VerificationFailed, "no witness confirms the newest block");
    }
    run.report.height = std::max(run.report.height, proven.height);
    return proven;
}

Result<AnchorReport> CheckAnchors::check(const Identity& patient,
                                         const std::optional<RecordDigest>& only,
                                         const JobControl& control) {
    ASSIGN_OR_RETURN(Run run, begin(patient, only));
    while (!run.isDone) {
        if (control.isCancelled()) {
            return fail(ErrorCode::Cancelled, "check of copies");
        }
        RETURN_IF_ERROR(proceed(run));
        control.report(run.done, run.total);
    }
    return std::move(run.report);
}

Result<> CheckAnchors::proceed(Run& run) {
    ASSIGN_OR_RETURN(const std::vector<RecordSummary> records, nextRecords(run));
    std::vector<RecordDigest> digests;
    for (const RecordSummary& record : records) {
        digests.push_back(record.digest);
    }
    AnchorCheckStore& store = m_context.vault.anchorChecks();
    ASSIGN_OR_RETURN(const std::vector<AnchorCheck> known, store.among(digests));
    std::vector<AnchorCheck> checks;
    for (const RecordSummary& record : records) {
        const auto before = std::find_if(known.begin(), known.end(), [&](const AnchorCheck& one) {
            return one.record == record.digest;
        });
        RETURN_IF_ERROR(checkOne(run, record, before == known.end() ? nullptr : &*before, checks));
    }
    for (const AnchorCheck& check : checks) {
        check.failure ? ++run.report.unchecked : ++run.report.found[check.outcome];
    }
    RETURN_IF_ERROR(store.put(checks));
    run.done += records.size();
    return {};
}

Result<std::vector<RecordSummary>> CheckAnchors::nextRecords(Run& run) {
    RecordStore& records = m_context.vault.records();
    if (run.only) {
        run.isDone = true;
        ASSIGN_OR_RETURN(RecordSummary record, records.find(*run.only));
        return record.isOwn ? std::vector<RecordSummary>()
                            : std::vector<RecordSummary>{std::move(record)};
    }
    RecordFilter filter;
    filter.isOwn = false;
    ASSIGN_OR_RETURN(RecordPage page, records.page(filter, run.next, recordsAtOnce));
    run.next = page.next;
    run.isDone = !page.next;
    return std::move(page.records);
}

/// Whether the stored bytes still are what was stored. Errors: those of the vault; damage is an
/// answer.
Result<bool> CheckAnchors::isCopyWhole(const RecordSummary& record) {
    const auto original = m_context.vault.records().original(record.digest);
    if (!original) {
        return original.error().code == ErrorCode::DamagedData ? Result<bool>(false)
                                                               : fail(original.error());
    }
    const auto digest = clinical::recordDigest(*original);
    return digest && *digest == record.digest;
}

Result<> CheckAnchors::checkOne(Run& run, const RecordSummary& record, const AnchorCheck* known,
                                std::vector<AnchorCheck>& checks) {
    const auto whole = isCopyWhole(record);
    if (!whole && whole.error().code == ErrorCode::NotFound) {
        return {}; // erased since the page was read
    }
    RETURN_IF_ERROR(whole);
    if (!*whole) {
        const Finding damaged{AnchorOutcome::CopyDamaged, record.custodian, BlockHeight()};
        checks.push_back(completed(record, damaged, m_context.clock.now()));
        return {};
    }
    compare(run, record, known, checks);
    return {};
}

void CheckAnchors::compare(Run& run, const RecordSummary& record, const AnchorCheck* known,
                           std::vector<AnchorCheck>& checks) {
    const Instant now = m_context.clock.now();
    const auto fails = [&](CheckObstacle obstacle) {
        // From a file, and no hospital known to stand behind it: nothing to fail.
        if (!record.custodian.isZero() || known != nullptr) {
            checks.push_back(failedCheck(record, known, now, obstacle));
        }
    };
    if (run.report.ledger) {
        fails(*run.report.ledger);
        return;
    }
    const auto found = find(run, record, known);
    if (!found) {
        run.report.ledger = ledgerObstacle(found.error());
        fails(*run.report.ledger);
        return;
    }
    if (*found) {
        checks.push_back(completed(record, **found, now));
        return;
    }
    if (record.custodian.isZero()) {
        return;
    }
    if (const auto* obstacle = std::get_if<CheckObstacle>(&listOf(run, record.custodian))) {
        fails(*obstacle);
        return;
    }
    const Finding nothing{AnchorOutcome::NotAnchored, record.custodian, run.report.height};
    checks.push_back(completed(record, nothing, now));
}

/// What is shown or known of a record, followed to the ledger; the finding that says most. Errors:
/// those of the ledger.
Result<std::optional<CheckAnchors::Finding>>
CheckAnchors::find(Run& run, const RecordSummary& record, const AnchorCheck* known) {
    std::optional<Finding> best;
    const auto consider = [&best](std::optional<Finding> finding) {
        if (finding && (!best || weight(finding->outcome) > weight(best->outcome))) {
            best = std::move(finding);
        }
    };
    const bool isFromFile = record.custodian.isZero();
    const std::vector<PartyId> own{record.custodian};
    for (const PartyId& hospital : isFromFile ? run.linked : own) {
        ASSIGN_OR_RETURN(std::optional<Finding> shown, findShown(run, record, hospital));
        // Names are the hospital's own: of a file they say nothing.
        if (shown && isFromFile && weight(shown->outcome) < weight(AnchorOutcome::Amended)) {
            continue;
        }
        consider(std::move(shown));
    }
    if (known != nullptr && known->link &&
        (!best || weight(best->outcome) < weight(AnchorOutcome::Amended))) {
        ASSIGN_OR_RETURN(Finding kept, follow(run, known->custodian, record.digest, *known->link));
        if (kept.outcome != AnchorOutcome::ProofFails) { // what is kept here accuses nobody
            consider(std::move(kept));
        }
    }
    return best;
}

/// What a hospital's list says of a record; nothing where it does not know it, or did not answer.
Result<std::optional<CheckAnchors::Finding>>
CheckAnchors::findShown(Run& run, const RecordSummary& record, const PartyId& hospital) {
    const auto* list = std::get_if<List>(&listOf(run, hospital));
    if (list == nullptr) {
        return std::optional<Finding>();
    }
    std::optional<Finding> best;
    if (const auto same = list->byDigest.find(record.digest); same != list->byDigest.end()) {
        for (const AnchorLink& link : same->second) {
            ASSIGN_OR_RETURN(Finding finding, follow(run, hospital, record.digest, link));
            if (finding.outcome == AnchorOutcome::ProofFails) {
                run.report.contradicted.insert(hospital);
            }
            if (!best || weight(finding.outcome) > weight(best->outcome)) {
                best = std::move(finding);
            }
        }
        return best;
    }
    const auto named = list->byName.find({record.resourceType, record.id});
    if (record.id.empty() || named == list->byName.end()) {
        return std::optional<Finding>();
    }
    for (const AnchoredRecord& version : named->second) {
        ASSIGN_OR_RETURN(const Finding finding,
                         follow(run, hospital, version.digest, version.link));
        if (finding.outcome == AnchorOutcome::ProofFails) {
            run.report.contradicted.insert(hospital);
            continue;
        }
        return std::optional(Finding{AnchorOutcome::OtherVersion, hospital, finding.height});
    }
    return std::optional(Finding{AnchorOutcome::ProofFails, hospital, run.report.height});
}

/// From a digest to an anchor of this hospital about this patient, and what became of that leaf.
Result<CheckAnchors::Finding> CheckAnchors::follow(Run& run, const PartyId& hospital,
                                                   const RecordDigest& digest,
                                                   const AnchorLink& link) {
    ASSIGN_OR_RETURN(const auto anchor, anchorOf(run, link.anchor));
    Finding finding;
    finding.custodian = hospital;
    finding.height = run.report.height;
    if (!anchor || anchor->organization != hospital || anchor->patient != run.patient.party ||
        link.path.size() > anchorPathMax ||
        !verifyAnchorLink(m_context.chainId(), digest, link, anchor->root)) {
        return finding;
    }
    ASSIGN_OR_RETURN(
        const ProvenState proven,
        state(run, registry::leafKey(m_context.chainId(), link.anchor, link.leafIndex)));
    finding.height = proven.height;
    finding.link = &link;
    finding.outcome = AnchorOutcome::Matches;
    if (proven.value) {
        ASSIGN_OR_RETURN(const auto leaf,
                         registry::decodeState<registry::LeafState>(*proven.value));
        finding.outcome = leaf.deleted ? AnchorOutcome::Deleted : AnchorOutcome::Amended;
    }
    return finding;
}

/// Anchors never change once they are there, so one look each is enough.
Result<std::optional<registry::AnchorState>> CheckAnchors::anchorOf(Run& run,
                                                                    const AnchorId& anchor) {
    if (const auto asked = run.anchors.find(anchor); asked != run.anchors.end()) {
        return asked->second;
    }
    ASSIGN_OR_RETURN(const ProvenState proven,
                     state(run, registry::anchorKey(m_context.chainId(), anchor)));
    std::optional<registry::AnchorState> found;
    if (proven.value) {
        ASSIGN_OR_RETURN(found, registry::decodeState<registry::AnchorState>(*proven.value));
    }
    run.anchors.emplace(anchor, found);
    return found;
}

const std::variant<CheckAnchors::List, CheckObstacle>&
CheckAnchors::listOf(Run& run, const PartyId& hospital) {
    if (const auto asked = run.lists.find(hospital); asked != run.lists.end()) {
        return asked->second;
    }
    auto answer = ask(run, hospital);
    if (const auto* obstacle = std::get_if<CheckObstacle>(&answer)) {
        run.report.silent[hospital] = *obstacle;
    }
    return run.lists.emplace(hospital, std::move(answer)).first->second;
}

std::variant<CheckAnchors::List, CheckObstacle> CheckAnchors::ask(const Run& run,
                                                                  const PartyId& hospital) {
    AnchorLists* lists = m_hospitals.anchorLists(hospital);
    if (lists == nullptr) {
        return CheckObstacle::NoWay;
    }
    const auto device = m_context.vault.keys().deviceSigningKey(run.patient);
    if (!device) {
        return CheckObstacle::Other;
    }
    AnchorListRequest request;
    request.custodian = hospital;
    request.patient = run.patient.party;
    request.deviceKey = registry::keyIdOf(m_context.chainId(), device->publicKey());
    request.createdAt = m_context.clock.now();
    request.nonce = randomNonce();
    const Signature signature = device->sign(encodeAnchorListRequest(m_context.chainId(), request));
    auto answer = lists->anchorsOf({request, signature});
    if (!answer) {
        return hospitalObstacle(answer.error());
    }
    if (answer->size() > HospitalRecords::recordsPerPatientMax) {
        return CheckObstacle::HospitalRefused;
    }
    return listed(std::move(*answer));
}

} // namespace consentry::wallet
