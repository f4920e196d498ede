#pragma once

#include "core/ports/grant_store.h"
#include "core/wallet/act_effects.h"

namespace consentry::wallet {

/// A grant that is given, or grants that are taken back: their stages and states in the vault.
class GrantEffects : public ActEffects {
public:
    /// `hash` is zero for a grant whose transaction was not kept.
    GrantEffects(WalletContext& context, const TxHash& hash, GrantProcess process,
                 std::vector<GrantId> grants)
        : m_context(context), m_hash(hash), m_process(process), m_grants(std::move(grants)) {}

    Result<> signedNow() override;
    Result<> sent() override;
    Result<> inBlock(BlockHeight height) override;
    /// The grants become active, or end; an opening goes to its grantee. An id of a revocation that
    /// was refused goes on standing.
    Result<> proven(BlockHeight height, ByteView itemResults) override;
    Result<> refused(std::uint32_t code, BlockHeight height) override;
    /// A grant is a draft again.
    Result<> withdrawn() override;
    Result<std::optional<BlockHeight>> hasHappened() override;

private:
    Result<> mark(GrantStage stage, BlockHeight height = {}, std::uint32_t refusal = 0);
    Result<> end(BlockHeight height, ByteView itemResults);
    Result<> activate(const GrantId& id);

    WalletContext& m_context;
    TxHash m_hash;
    GrantProcess m_process;
    std::vector<GrantId> m_grants;
};

} // namespace consentry::wallet
