#include "ui/models/check_words.h"

#include "ui/bridge/convert.h"
#include "ui/models/format.h"

namespace consentry::ui {

ChecksByRecord CheckWords::checksOf(const std::vector<RecordSummary>& records) const {
    std::vector<RecordDigest> digests;
    for (const RecordSummary& record : records) {
        digests.push_back(record.digest);
    }
    ChecksByRecord byRecord;
    auto checks = m_vault.vault.anchorChecks().among(digests);
    for (AnchorCheck& check : checks ? *checks : std::vector<AnchorCheck>()) {
        const RecordDigest record = check.record;
        byRecord.emplace(record, std::move(check));
    }
    return byRecord;
}

std::optional<HealthCheckView> CheckWords::summary() const {
    const auto tally = m_vault.vault.anchorChecks().tally();
    if (!tally || tally->records.empty()) {
        return std::nullopt;
    }
    const auto of = [&](AnchorOutcome outcome) { return static_cast<int>(tally->of(outcome)); };
    HealthCheckView view;
    for (const auto& [outcome, count] : tally->records) {
        view.total += static_cast<int>(count);
    }
    view.matching = of(AnchorOutcome::Matches);
    view.unchecked = of(AnchorOutcome::Unchecked);
    view.wrong = of(AnchorOutcome::OtherVersion) + of(AnchorOutcome::ProofFails) +
                 of(AnchorOutcome::CopyDamaged);
    if (tally->newest) {
        view.when = moment(*tally->newest);
        view.block = static_cast<qint64>(tally->height.value);
    }
    view.isDemonstration = m_vault.isDemonstration();
    return view;
}

HashState CheckWords::state(const RecordSummary& record, const AnchorCheck* check) {
    if (record.isOwn) {
        return HashState::Own;
    }
    switch (check != nullptr ? check->outcome : AnchorOutcome::Unchecked) {
    case AnchorOutcome::Matches:
        return HashState::Matches;
    case AnchorOutcome::Amended:
        return HashState::Amended;
    case AnchorOutcome::Deleted:
        return HashState::Withdrawn;
    case AnchorOutcome::OtherVersion:
    case AnchorOutcome::CopyDamaged:
        return HashState::Differs;
    case AnchorOutcome::NotAnchored:
        return HashState::NotAnchored;
    case AnchorOutcome::ProofFails:
        return HashState::ProofFails;
    case AnchorOutcome::Unchecked:
        break;
    }
    return record.custodian.isZero() ? HashState::FromFile : HashState::NotChecked;
}

HealthCheckNote CheckWords::note(const RecordSummary& record, const AnchorCheck* check,
                                 bool isWhole) const {
    if (record.isOwn) {
        return {};
    }
    if (!isWhole) {
        HealthCheckNote damaged;
        damaged.said = tr("The copy in your vault is no longer what was stored here.");
        damaged.next = tr("Do not rely on it. Ask the hospital for the record and import it anew.");
        damaged.isAlarm = true;
        return damaged;
    }
    HealthCheckNote note = outcome(record, check);
    note.mayCheck = m_vault.hasPatient() && m_vault.hasConsortium();
    if (check != nullptr && check->outcome != AnchorOutcome::Unchecked) {
        note.when = when(*check);
    }
    if (check != nullptr && check->failure) {
        //: %1 a day and time, %2 sentences that say why
        note.lastTry = tr("The last try, on %1, came to no end. %2")
                           .arg(moment(check->failure->at),
                                obstacle(check->failure->obstacle, hospital(check->custodian)));
    }
    return note;
}

HealthCheckNote CheckWords::outcome(const RecordSummary& record, const AnchorCheck* check) const {
    const QString who = check != nullptr ? hospital(check->custodian) : QString();
    switch (check != nullptr ? check->outcome : AnchorOutcome::Unchecked) {
    case AnchorOutcome::Matches:
        //: %1 a hospital
        return {tr("%1 anchored exactly this copy on the ledger.").arg(who), {}};
    case AnchorOutcome::Amended:
        return {tr("%1 anchored this copy, and has since replaced it by a newer version.").arg(who),
                tr("Ask there for the newer version and import it.")};
    case AnchorOutcome::Deleted:
        return {tr("%1 anchored this copy, and has since deleted the record.").arg(who),
                tr("Your copy stays. Ask there why it was deleted.")};
    case AnchorOutcome::OtherVersion:
        return {tr("%1 anchored another version of this record, not this copy.").arg(who),
                tr("Do not rely on this copy. Ask there which version holds, and import that one."),
                {},
                {},
                true};
    case AnchorOutcome::NotAnchored:
        return {tr("%1 showed no anchor for this copy: nothing proves that it is theirs.").arg(who),
                tr("Ask there whether they hold this record.")};
    case AnchorOutcome::ProofFails:
        return {
            tr("The proof that %1 showed for this record does not hold on the ledger.").arg(who),
            tr("Do not rely on this copy, and keep it. Ask the hospital in writing for a "
               "proof that holds."),
            {},
            {},
            true};
    case AnchorOutcome::CopyDamaged:
        return {tr("The copy in your vault was no longer what was stored here."),
                tr("Check it again; if it stays so, ask the hospital for the record."),
                {},
                {},
                true};
    case AnchorOutcome::Unchecked:
        break;
    }
    if (!m_vault.hasPatient() || !m_vault.hasConsortium()) {
        return {tr("Nobody has compared this copy with a ledger."),
                tr("Once you are registered at a hospital of a consortium, a check asks there for "
                   "its proof.")};
    }
    if (record.custodian.isZero()) {
        return {tr("It came from a file. No hospital of yours is known to have anchored it."),
                tr("A check asks your hospitals.")};
    }
    return {tr("Nobody has compared this copy with the ledger yet."),
            tr("A check asks the hospital for its proof. It reads nothing, so it is no entry under "
               "“Who looked”.")};
}

QString CheckWords::when(const AnchorCheck& check) const {
    const QString at = moment(check.checkedAt);
    if (check.height.value == 0) {
        return tr("Checked on %1.").arg(at);
    }
    const QString block = Format::number(static_cast<qint64>(check.height.value));
    //: %1 a day and time, %2 the number of a block
    return m_vault.isDemonstration()
               ? tr("Checked on %1, up to block %2 of the demonstration.").arg(at, block)
               : tr("Checked on %1, up to block %2.").arg(at, block);
}

QString CheckWords::moment(Instant at) {
    const QDateTime local = toDateTime(at);
    //: %1 a day, %2 a time
    return tr("%1, %2").arg(Format::dayYear(local.date()), Format::time(local));
}

QString CheckWords::hospital(const PartyId& party) const {
    return party.isZero() ? tr("the hospital")
                          : toQString(m_vault.names->nameOf(party, m_vault.language).name);
}

QString CheckWords::obstacle(CheckObstacle obstacle, const QString& hospital) {
    switch (obstacle) {
    case CheckObstacle::NoWay:
        //: %1 a hospital
        return tr("This program has no way to ask %1: it offers wallets no proofs yet.")
            .arg(hospital);
    case CheckObstacle::HospitalSilent:
        return tr("No answer from %1. Try again later.").arg(hospital);
    case CheckObstacle::HospitalRefused:
        return tr("No proofs from %1. Ask there why, then try again.").arg(hospital);
    case CheckObstacle::LedgerSilent:
        return tr("The ledger did not answer. Look at the network connection, then try again.");
    case CheckObstacle::LedgerStale:
        return tr("The ledger showed old blocks only. Look at this computer's clock, then try "
                  "again in a minute.");
    case CheckObstacle::LedgerUnconfirmed:
        return tr("No second hospital confirms what the ledger showed. “Network” says more.");
    case CheckObstacle::Other:
        break;
    }
    return tr("Try again later.");
}

} // namespace consentry::ui
