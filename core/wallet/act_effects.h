#pragma once

#include "core/ports/grant_store.h"
#include "core/ports/transaction_store.h"
#include "core/registry/transaction.h"
#include "core/wallet/wallet_context.h"

namespace consentry::wallet {

/// What a kept transaction does to this vault's grants, step by step as it is known. Every call may
/// come again after an interruption, and then changes nothing more.
class ActEffects {
public:
    /// Of a grant or a revocation; Unsupported for any other.
    static Result<ActEffects> of(WalletContext& context, const PendingTransaction& pending);

    /// Of a grant whose transaction was not kept.
    static ActEffects ofGrant(WalletContext& context, const GrantId& grant) {
        return {context, {}, GrantProcess::Grant, {grant}};
    }

    const std::vector<GrantId>& grants() const { return m_grants; }
    GrantProcess process() const { return m_process; }

    Result<> signedNow();
    Result<> sent();
    Result<> inBlock(BlockHeight height);
    /// The grants become active, or end; an opening goes to its grantee. `itemResults` says how
    /// each id of a revocation fared: one that was refused goes on standing. Empty: all are over.
    Result<> proven(BlockHeight height, ByteView itemResults = {});
    Result<> refused(std::uint32_t code, BlockHeight height);
    /// It is not sent any more: its grant is a draft again.
    Result<> withdrawn();
    /// Whether the state behind the newest verified header shows that it has happened, and where.
    Result<std::optional<BlockHeight>> hasHappened();

private:
    ActEffects(WalletContext& context, const TxHash& hash, GrantProcess process,
               std::vector<GrantId> grants)
        : m_context(&context), m_hash(hash), m_process(process), m_grants(std::move(grants)) {}
    Result<> mark(GrantStage stage, BlockHeight height = {}, std::uint32_t refusal = 0);
    Result<> end(BlockHeight height, ByteView itemResults);
    Result<> activate(const GrantId& id);

    WalletContext* m_context;
    TxHash m_hash;
    GrantProcess m_process;
    std::vector<GrantId> m_grants;
};

} // namespace consentry::wallet
