#pragma once

#include "core/ports/vault_database.h"

#include <vector>

namespace consentry::wallet {

/// Something that this vault signed, as lists of what is on its way show it.
struct OutboxEntry {
    enum class Kind : std::uint8_t { Grant, Revocation, Rules, Dispute, Other };
    PendingTransaction pending;
    Kind kind = Kind::Other;
    std::vector<GrantId> grants; ///< that it gives or takes back

    bool isWaiting() const;
    /// No node says that it has it: Outbox::withdraw() would take it.
    bool canBeWithdrawn() const { return pending.state == TransactionState::Queued; }
};

/// Whatever waits, oldest first, then the newest `settledMax` that are settled, newest first. One
/// whose bytes cannot be read is Other.
Result<std::vector<OutboxEntry>> outboxEntries(TransactionStore& kept, std::size_t settledMax);

} // namespace consentry::wallet
