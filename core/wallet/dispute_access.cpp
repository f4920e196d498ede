#include "core/wallet/dispute_access.h"

#include "core/ports/sealed_transaction.h"
#include "core/registry/object_ids.h"
#include "core/wallet/log_entries.h"
#include "core/wallet/outbox.h"

#include <algorithm>

namespace consentry::wallet {
namespace {

using registry::LogEventType;

/// Transactions of one vault that are looked through for refused disputes.
constexpr std::size_t newestMax = 1'000;

bool isAccess(const LogRow& row) {
    return row.type == static_cast<std::uint32_t>(LogEventType::Access) ||
           row.type == static_cast<std::uint32_t>(LogEventType::EmergencyAccess);
}

/// The opened words of a row, where they are what such a row may say: the registry checks who
/// signs, and not which row the sealed words name.
Result<std::optional<DisputeBody>> bodyOf(LogStore& logs, const LogRow& row) {
    ASSIGN_OR_RETURN(const auto content, logs.details(row.patient, row.seq));
    const auto body =
        content ? decodeDisputeBody(*content) : Result<DisputeBody>(fail(ErrorCode::NotFound));
    const auto disputed =
        body ? logs.row(row.patient, body->row) : Result<LogRow>(fail(ErrorCode::NotFound));
    if (!disputed || (row.actor != row.patient && row.actor != disputed->actor)) {
        return std::optional<DisputeBody>();
    }
    return std::optional(*body);
}

std::string readMarkOf(LogSequence row) {
    return "disputes/answer-read/" + std::to_string(row.value);
}

/// Of one type: the store then finds them by an index, however long the log.
Result<> addFromLog(LogStore& logs, const PartyId& patient, LogEventType type,
                    std::map<LogSequence, Dispute>& disputes) {
    LogFilter filter;
    filter.types = {static_cast<std::uint32_t>(type)};
    std::optional<LogSequence> after;
    do {
        ASSIGN_OR_RETURN(const LogPageRows page, logs.page(patient, filter, LogOrder::OldestFirst,
                                                           after, LogStore::pageMax));
        for (const LogRow& row : page.rows) {
            ASSIGN_OR_RETURN(const auto body, bodyOf(logs, row));
            if (!body) {
                continue;
            }
            Dispute& dispute = disputes[body->row];
            if (type == LogEventType::DisputeAccess) {
                dispute.state = Dispute::State::Proven;
                dispute.words = body->words;
                dispute.at = row.blockTime;
            } else {
                dispute.state = Dispute::State::Answered;
                dispute.answer = body->words;
                dispute.answeredAt = row.blockTime;
            }
        }
        after = page.next;
    } while (after);
    return {};
}

} // namespace

Result<bool> isAnswerRead(SettingsStore& settings, LogSequence row) {
    ASSIGN_OR_RETURN(const auto mark, settings.get(readMarkOf(row)));
    return mark.has_value();
}

Result<> markAnswerRead(SettingsStore& settings, LogSequence row) {
    return settings.put(readMarkOf(row), "1");
}

std::optional<LogSequence> disputedBy(const PendingTransaction& pending) {
    if (pending.type != static_cast<std::uint32_t>(registry::TransactionKind::DisputeAccess)) {
        return std::nullopt;
    }
    const auto transaction = registry::decodeTransaction(pending.bytes);
    const auto* dispute =
        transaction ? std::get_if<registry::DisputeAccess>(&transaction->body) : nullptr;
    return dispute != nullptr ? std::optional(dispute->row) : std::nullopt;
}

Result<std::map<LogSequence, Dispute>> disputesOf(LogStore& logs, TransactionStore& kept,
                                                  const PartyId& patient) {
    std::map<LogSequence, Dispute> disputes;
    // An answer follows its objection, also where an access was objected to twice.
    RETURN_IF_ERROR(addFromLog(logs, patient, LogEventType::DisputeAccess, disputes));
    RETURN_IF_ERROR(addFromLog(logs, patient, LogEventType::AnswerDispute, disputes));
    ASSIGN_OR_RETURN(const auto newest, kept.newest(newestMax));
    for (const PendingTransaction& pending : newest) {
        const auto row = disputedBy(pending);
        if (!row || pending.state == TransactionState::Withdrawn || disputes.contains(*row)) {
            continue; // the log, or a newer try, knows better
        }
        const bool isOver = pending.state == TransactionState::Refused ||
                            pending.state == TransactionState::Expired;
        Dispute dispute;
        dispute.state = isOver                                      ? Dispute::State::Refused
                        : pending.state == TransactionState::Proven ? Dispute::State::Proven
                                                                    : Dispute::State::Waiting;
        dispute.at = pending.createdAt;
        dispute.refusal = pending.refusal;
        disputes.emplace(*row, std::move(dispute));
    }
    return disputes;
}

Result<LogRow> DisputeAccess::disputableRow(const Identity& patient, LogSequence row,
                                            std::string_view words) {
    if (words.empty()) {
        return fail(ErrorCode::InvalidArgument, "a dispute needs words");
    }
    if (words.size() > DisputeBody::wordsMax) {
        return fail(ErrorCode::TooLarge, "words of a dispute");
    }
    LogStore& logs = m_context.vault.logs();
    ASSIGN_OR_RETURN(LogRow stored, logs.row(patient.party, row));
    if (!isAccess(stored) || stored.actor == patient.party) {
        return fail(ErrorCode::InvalidArgument, "a row that is no access by others");
    }
    ASSIGN_OR_RETURN(const auto disputes,
                     disputesOf(logs, m_context.vault.transactions(), patient.party));
    const auto known = disputes.find(row);
    if (known != disputes.end() && !known->second.mayBeMade()) {
        return fail(ErrorCode::AlreadyExists, "a dispute of this row");
    }
    return stored;
}

Result<TxHash> DisputeAccess::keep(const Identity& patient, LogSequence row,
                                   std::string_view words) {
    const std::string& chainId = m_context.chainId();
    ASSIGN_OR_RETURN(const LogRow stored, disputableRow(patient, row, words));
    ASSIGN_OR_RETURN(const registry::PatientState state, provenPatient(m_context, patient.party));
    ASSIGN_OR_RETURN(const auto writer, m_context.ledger.object<registry::OrgState>(
                                            registry::orgKey(chainId, stored.actor)));
    if (!writer) {
        return fail(ErrorCode::Unsupported, "a row that no organisation wrote");
    }
    const SealingPublicKey recipients[] = {state.logKey, writer->inboxKey};
    ASSIGN_OR_RETURN(SealedCopies sealed,
                     sealForLog(encodeDisputeBody({row, std::string(words)}),
                                {chainId, SuiteId::Suite1, patient.party, patient.party,
                                 registry::idCast<Digest>(patient.party)},
                                state.epoch, recipients));
    ASSIGN_OR_RETURN(
        registry::Transaction transaction,
        deviceTransaction(m_context, patient, registry::DisputeAccess{row, sealed.details}));
    std::vector<StoredBody> bodies;
    for (Sealed& copy : sealed.copies) {
        bodies.push_back({patient.party, state.epoch, std::move(copy)});
    }
    RETURN_IF_ERROR(depositBodies(transaction, bodies, {0}, state.mailboxes, m_context.mailboxes));
    ASSIGN_OR_RETURN(const Bytes bytes, signByDevice(m_context, patient, transaction));
    return Outbox(m_context).keep(patient, bytes, stored.objectId);
}

Result<ProvenTransaction> DisputeAccess::dispute(const Identity& patient, LogSequence row,
                                                 std::string_view words,
                                                 const OnActProgress& onProgress) {
    ASSIGN_OR_RETURN(const TxHash hash, keep(patient, row, words));
    return Outbox(m_context).deliver(hash, onProgress);
}

} // namespace consentry::wallet
