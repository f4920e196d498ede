#pragma once

#include "core/ports/grant_store.h"
#include "core/ports/transaction_store.h"
#include "core/wallet/wallet_context.h"

namespace consentry::wallet {

/// The grants and revocations that this vault has signed and of which it does not know yet what
/// became of them. What is kept here before it is sent survives any end of the program: the same
/// bytes are sent until they are proven, refused or expired, so that nothing happens twice and
/// nothing is lost. What follows in the vault (a grant becomes active, its opening is mailed) is
/// part of it and is done again where it was cut off.
class Outbox {
public:
    /// How long a sent transaction that no node shows is waited for before it is sent again.
    static constexpr std::chrono::seconds resendAfter{10};
    /// No transaction of a grant lives longer (protocol §2).
    static constexpr std::chrono::hours transactionLifeMax{24};

    explicit Outbox(WalletContext& context) : m_context(context) {}

    /// Keeps a signed transaction that no node has seen. Refused (its effect holds) where the very
    /// same was kept before.
    Result<TxHash> keep(const Identity& signer, ByteView bytes, const Digest& subject);
    struct SignedAct {
        Bytes bytes;
        Digest subject;
    };
    /// Keeps all of them or none.
    Result<std::vector<TxHash>> keepAll(const Identity& signer, std::span<const SignedAct> acts);
    /// Sends it and follows it until it is proven, at most `patience`. Refused (with the registry's
    /// number, also where it expired), Unreachable (it stays here). Once it is settled, NotFound.
    Result<ProvenTransaction> deliver(const TxHash& hash, const OnActProgress& onProgress = {},
                                      milliseconds patience = std::chrono::seconds(30));

    /// What became of everything that waited.
    struct Summary {
        std::size_t proven = 0;
        std::size_t refused = 0;
        std::size_t expired = 0;
        std::size_t waiting = 0;
    };
    /// Delivers whatever waits, oldest first, each at most `patience`. Without a network all of it
    /// waits on: no error. Call it when a vault was opened.
    Result<Summary> resume(milliseconds patience = std::chrono::seconds(5));

    /// No node says that it has it: it is not sent any more, and its grant is a draft again.
    /// InvalidArgument for any other, which only a revocation ends. A node may have been given it
    /// without saying so; until it expires, resume() looks whether it is in force after all.
    Result<> withdraw(const TxHash& hash);

private:
    Result<std::optional<ProvenTransaction>> look(const PendingTransaction& pending,
                                                  const OnActProgress& onProgress);
    Result<bool> send(const PendingTransaction& pending, const OnActProgress& onProgress);
    Result<std::optional<ProvenTransaction>> byEffect(const PendingTransaction& pending);
    Result<std::optional<ProvenTransaction>> expire(const PendingTransaction& pending);
    Result<> settleRefused(const PendingTransaction& pending, TransactionState state,
                           std::uint32_t code, BlockHeight height);
    Result<> settleProven(const PendingTransaction& pending, BlockHeight height,
                          ByteView itemResults = {});
    struct Waiting {
        std::vector<PendingTransaction> open;
        std::vector<PendingTransaction> withdrawn; ///< that a node may have been given
        std::vector<StoredGrant> older;            ///< pending grants without a kept transaction
    };
    Result<Waiting> whatWaits();
    Result<> settleOlder(const StoredGrant& grant, Summary& summary);

    WalletContext& m_context;
};

} // namespace consentry::wallet
