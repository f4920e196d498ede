#pragma once

#include "core/ports/transaction_store.h"
#include "core/wallet/wallet_context.h"

#include <memory>

namespace consentry::wallet {

/// What a kept transaction does to this vault, step by step as it is known. Every call may come
/// again after an interruption, and then changes nothing more.
class ActEffects {
public:
    /// Of a grant, a revocation, a change of the standing rules or a dispute; Unsupported for any
    /// other.
    static Result<std::unique_ptr<ActEffects>> of(WalletContext& context,
                                                  const PendingTransaction& pending);
    virtual ~ActEffects() = default;

    virtual Result<> signedNow() = 0;
    virtual Result<> sent() = 0;
    virtual Result<> inBlock(BlockHeight height) = 0;
    /// `itemResults`: how each part of it fared, where it has parts. Empty: all were accepted.
    virtual Result<> proven(BlockHeight height, ByteView itemResults) = 0;
    virtual Result<> refused(std::uint32_t code, BlockHeight height) = 0;
    /// It is not sent any more.
    virtual Result<> withdrawn() = 0;
    /// Whether the state behind the newest verified header shows that it has happened, and where.
    virtual Result<std::optional<BlockHeight>> hasHappened() = 0;
};

} // namespace consentry::wallet
