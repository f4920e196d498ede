#pragma once

#include "core/base/ids.h"
#include "core/base/instant.h"
#include "core/ports/identity_store.h"

#include <span>
#include <string>
#include <vector>

namespace consentry {

/// Numbers are stored.
enum class TransactionState : std::uint8_t {
    Queued = 1, ///< signed, no node has it
    Sent = 2,
    InBlock = 3,
    Proven = 4,
    Refused = 5,
    Expired = 6,
    Withdrawn = 7, ///< not sent any more, before any node said that it has it
};

/// A signed transaction on its way.
struct PendingTransaction {
    TxHash hash;
    IdentityId signer;
    Bytes bytes;
    std::uint32_t type = 0; ///< registry's transaction type
    Digest subject;         ///< the object that it makes or changes
    TransactionState state = TransactionState::Queued;
    Instant createdAt;
    Instant expiresAt;
    BlockHeight height;         ///< 0 before InBlock
    std::uint32_t refusal = 0;  ///< registry's number where Refused
    std::uint32_t attempts = 0; ///< times that it was given to nodes
    Instant sentAt;             ///< the last time; meaningful after the first
    BlockHeight sentHeight;     ///< the newest verified height then
    TxHash replacedBy;          ///< the same act signed again; zero where it was not
};

/// Transactions that this vault signed. Thread-safe. Errors: Locked, NotFound, AlreadyExists,
/// DiskFull, DamagedData, Io.
class TransactionStore {
public:
    static constexpr std::size_t transactionMax = 1024 * 1024;
    static constexpr std::size_t openMax = 10'000;

    virtual ~TransactionStore() = default;
    Result<> add(const PendingTransaction& transaction) {
        return addAll(std::span(&transaction, 1));
    }
    /// All of them or none.
    virtual Result<> addAll(std::span<const PendingTransaction> transactions) = 0;
    virtual Result<PendingTransaction> find(const TxHash& hash) = 0;
    virtual Result<> setState(const TxHash& hash, TransactionState state, BlockHeight height,
                              std::uint32_t refusal) = 0;
    /// Sent once more: one more attempt, at this time and height.
    virtual Result<> markSent(const TxHash& hash, Instant at, BlockHeight height) = 0;
    /// Adds the same act, signed again, and notes in the old one what replaces it; both or neither.
    virtual Result<> replace(const TxHash& hash, const PendingTransaction& replacement) = 0;
    /// Queued, Sent and InBlock, oldest first, at most openMax.
    virtual Result<std::vector<PendingTransaction>> open() = 0;
    /// Newest first, whatever their state.
    virtual Result<std::vector<PendingTransaction>> newest(std::size_t limit) = 0;
};

} // namespace consentry
