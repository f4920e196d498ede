#include "core/wallet/set_rules.h"

#include "core/registry/log_event.h"
#include "core/registry/object_ids.h"
#include "core/wallet/outbox.h"
#include "core/wallet/standing_rules.h"

#include <algorithm>

namespace consentry::wallet {

Result<SealingPublicKey> inboxKeyOf(WalletContext& context, const PartyId& organization) {
    ASSIGN_OR_RETURN(const auto org, context.ledger.object<registry::OrgState>(
                                         registry::orgKey(context.chainId(), organization)));
    if (!org) {
        return fail(ErrorCode::NotFound, "organisation");
    }
    return org->inboxKey;
}

Result<consent::PatientPolicy> SetRules::current(const Identity& patient) {
    ASSIGN_OR_RETURN(const registry::PatientState state, provenPatient(m_context, patient.party));
    ASSIGN_OR_RETURN(auto known, standingPolicy(m_context.vault.settings(), patient.party));
    if (known.version == state.policyVersion) {
        return known;
    }
    ASSIGN_OR_RETURN(auto told, fromLog(patient.party));
    if (told.version != state.policyVersion) {
        return fail(ErrorCode::NotFound, "opened row of the newest rules");
    }
    RETURN_IF_ERROR(storeStandingPolicy(m_context.vault.settings(), told));
    return told;
}

/// The newest that the patient's own log holds. Its content was held against the row when it was
/// opened, and the row against the chain.
Result<consent::PatientPolicy> SetRules::fromLog(const PartyId& patient) {
    LogStore& log = m_context.vault.logs();
    LogFilter filter;
    filter.types = {static_cast<std::uint32_t>(registry::LogEventType::SetPatientPolicy)};
    ASSIGN_OR_RETURN(const LogPageRows page,
                     log.page(patient, filter, LogOrder::NewestFirst, {}, 1));
    if (page.rows.empty()) {
        return fail(ErrorCode::NotFound, "row of the newest rules");
    }
    ASSIGN_OR_RETURN(const auto content, log.details(patient, page.rows.front().seq));
    if (!content) {
        return fail(ErrorCode::NotFound, "details of the newest rules");
    }
    return consent::decodePolicy(*content);
}

Result<ProvenTransaction> SetRules::send(const Identity& patient, consent::PatientPolicy changed,
                                         const OnActProgress& onProgress) {
    const std::string& chainId = m_context.chainId();
    SettingsStore& settings = m_context.vault.settings();
    ASSIGN_OR_RETURN(const auto onItsWay, policyOnItsWay(settings, patient.party));
    if (onItsWay && isKept(*onItsWay)) {
        return fail(ErrorCode::AlreadyExists, "change of rules on its way");
    }
    ASSIGN_OR_RETURN(const registry::PatientState state, provenPatient(m_context, patient.party));
    if (changed.version != state.policyVersion) {
        return fail(ErrorCode::Stale, "rules were changed meanwhile");
    }
    changed.patient = patient.party;
    ++changed.version;
    consent::normalize(changed);
    ASSIGN_OR_RETURN(const Bytes content, consent::encodePolicy(changed));
    std::vector<SealingPublicKey> recipients{state.logKey};
    for (const PartyId& organization : state.links) {
        ASSIGN_OR_RETURN(const SealingPublicKey inbox, inboxKeyOf(m_context, organization));
        recipients.push_back(inbox);
    }
    const auto objectId = registry::idCast<Digest>(patient.party);
    ASSIGN_OR_RETURN(SealedCopies sealed,
                     sealForLog(content,
                                {chainId, SuiteId::Suite1, patient.party, patient.party, objectId},
                                state.epoch, recipients));
    registry::SetPatientPolicy body{state.policyVersion, sealed.details};
    ASSIGN_OR_RETURN(registry::Transaction transaction,
                     deviceTransaction(m_context, patient, std::move(body)));
    std::vector<StoredBody> bodies;
    for (const Sealed& copy : sealed.copies) {
        bodies.push_back({patient.party, state.epoch, copy});
    }
    RETURN_IF_ERROR(depositBodies(transaction, bodies, {0}, state.mailboxes, m_context.mailboxes));
    ASSIGN_OR_RETURN(const Bytes bytes, signByDevice(m_context, patient, transaction));
    RETURN_IF_ERROR(mailOpenings(patient, state, sealed.copies));
    RETURN_IF_ERROR(storePolicyOnItsWay(settings, changed));
    Outbox outbox(m_context);
    ASSIGN_OR_RETURN(const TxHash hash, outbox.keep(patient, bytes, objectId));
    return outbox.deliver(hash, onProgress);
}

/// Whether the outbox holds the transaction of these rules: where the program ended before that,
/// nothing was sent.
bool SetRules::isKept(const consent::PatientPolicy& rules) {
    const auto open = m_context.vault.transactions().open();
    return !open || std::any_of(open->begin(), open->end(), [&](const PendingTransaction& pending) {
        return pending.type ==
                   static_cast<std::uint32_t>(registry::TransactionKind::SetPatientPolicy) &&
               pending.subject == registry::idCast<Digest>(rules.patient);
    });
}

/// A gateway refuses everything while it lacks the opening of the proven version, so the letters
/// go out first: of a transaction that is not sent or is refused only letters are left that meet
/// no commitment.
Result<> SetRules::mailOpenings(const Identity& patient, const registry::PatientState& state,
                                std::span<const Sealed> copies) {
    const auto objectId = registry::idCast<Digest>(patient.party);
    for (std::size_t i = 0; i < state.links.size(); ++i) {
        if (Mailbox* inbox = m_context.mailboxes.find(state.links[i])) {
            RETURN_IF_ERROR(inbox->depositMail(
                {patient.party, state.links[i], objectId, copies[i + 1], m_context.clock.now()}));
        }
    }
    return {};
}

} // namespace consentry::wallet
