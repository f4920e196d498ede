#include "core/wallet/outbox_entries.h"

#include "core/registry/object_ids.h"
#include "core/registry/transaction.h"

namespace consentry::wallet {
namespace {

OutboxEntry entryOf(const PendingTransaction& pending) {
    OutboxEntry entry;
    entry.pending = pending;
    const auto transaction = registry::decodeTransaction(pending.bytes);
    if (!transaction) {
        return entry;
    }
    if (const auto* revoke = std::get_if<registry::Revoke>(&transaction->body)) {
        entry.kind = OutboxEntry::Kind::Revocation;
        entry.grants = revoke->grants;
    } else if (std::holds_alternative<registry::Grant>(transaction->body)) {
        entry.kind = OutboxEntry::Kind::Grant;
        entry.grants = {registry::idCast<GrantId>(pending.subject)};
    } else if (std::holds_alternative<registry::SetPatientPolicy>(transaction->body)) {
        entry.kind = OutboxEntry::Kind::Rules;
    } else if (std::holds_alternative<registry::DisputeAccess>(transaction->body)) {
        entry.kind = OutboxEntry::Kind::Dispute;
    }
    return entry;
}

} // namespace

bool OutboxEntry::isWaiting() const {
    switch (pending.state) {
    case TransactionState::Queued:
    case TransactionState::Sent:
    case TransactionState::InBlock:
        return true;
    default:
        return false;
    }
}

Result<std::vector<OutboxEntry>> outboxEntries(TransactionStore& kept, std::size_t settledMax) {
    std::vector<OutboxEntry> entries;
    ASSIGN_OR_RETURN(const auto open, kept.open());
    for (const PendingTransaction& pending : open) {
        entries.push_back(entryOf(pending));
    }
    ASSIGN_OR_RETURN(const auto newest, kept.newest(settledMax + open.size()));
    std::size_t settled = 0;
    for (const PendingTransaction& pending : newest) {
        OutboxEntry entry = entryOf(pending);
        if (!entry.isWaiting() && settled < settledMax) {
            ++settled;
            entries.push_back(std::move(entry));
        }
    }
    return entries;
}

} // namespace consentry::wallet
