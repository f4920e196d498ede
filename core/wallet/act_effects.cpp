#include "core/wallet/act_effects.h"

#include "core/registry/object_ids.h"
#include "core/wallet/grant_opening.h"

namespace consentry::wallet {

Result<ActEffects> ActEffects::of(WalletContext& context, const PendingTransaction& pending) {
    ASSIGN_OR_RETURN(const registry::Transaction transaction,
                     registry::decodeTransaction(pending.bytes));
    if (const auto* revoke = std::get_if<registry::Revoke>(&transaction.body)) {
        return ActEffects(context, pending.hash, GrantProcess::Revocation, revoke->grants);
    }
    if (std::holds_alternative<registry::Grant>(transaction.body)) {
        return ActEffects(context, pending.hash, GrantProcess::Grant,
                          {registry::idCast<GrantId>(pending.subject)});
    }
    return fail(ErrorCode::Unsupported, "kind of a kept transaction");
}

/// A grant that this vault does not hold (any more) has nothing to be marked.
Result<> ActEffects::mark(GrantStage stage, BlockHeight height, std::uint32_t refusal) {
    GrantStore& grants = m_context->vault.grants();
    for (const GrantId& id : m_grants) {
        const auto marked =
            grants.mark(id, m_process, stage, {m_context->clock.now(), height, m_hash, refusal});
        if (!marked && marked.error().code != ErrorCode::NotFound) {
            return marked;
        }
    }
    return {};
}

Result<> ActEffects::signedNow() {
    if (m_process == GrantProcess::Grant) {
        RETURN_IF_ERROR(m_context->vault.grants().setState(m_grants.front(), GrantState::Pending));
    }
    return mark(GrantStage::Signed);
}

Result<> ActEffects::sent() {
    return mark(GrantStage::Sent);
}

Result<> ActEffects::inBlock(BlockHeight height) {
    return mark(GrantStage::InBlock, height);
}

Result<> ActEffects::proven(BlockHeight height) {
    RETURN_IF_ERROR(mark(GrantStage::Proven, height));
    for (const GrantId& id : m_grants) {
        const auto done = m_process == GrantProcess::Grant
                              ? activate(id)
                              : m_context->vault.grants().setState(id, GrantState::Revoked);
        if (!done && done.error().code != ErrorCode::NotFound) {
            return done;
        }
    }
    return {};
}

/// One that was taken back meanwhile stays so.
Result<> ActEffects::activate(const GrantId& id) {
    GrantStore& grants = m_context->vault.grants();
    ASSIGN_OR_RETURN(const StoredGrant stored, grants.find(id));
    if (stored.state != GrantState::Revoked) {
        RETURN_IF_ERROR(grants.setState(id, GrantState::Active));
    }
    if (stored.supersedes) {
        const auto replaced = grants.setState(*stored.supersedes, GrantState::Revoked);
        if (!replaced && replaced.error().code != ErrorCode::NotFound) {
            return replaced;
        }
    }
    return mailOpening(*m_context, stored);
}

Result<> ActEffects::refused(std::uint32_t code, BlockHeight height) {
    RETURN_IF_ERROR(mark(GrantStage::Failed, height, code));
    if (m_process == GrantProcess::Grant) {
        return m_context->vault.grants().setState(m_grants.front(), GrantState::Failed);
    }
    return {};
}

Result<> ActEffects::withdrawn() {
    return m_process == GrantProcess::Grant
               ? m_context->vault.grants().setState(m_grants.front(), GrantState::Draft)
               : Result<>();
}

Result<std::optional<BlockHeight>> ActEffects::hasHappened() {
    const std::string& chainId = m_context->chainId();
    BlockHeight height;
    for (const GrantId& id : m_grants) {
        ASSIGN_OR_RETURN(const ProvenState proven,
                         m_context->ledger.state(registry::grantKey(chainId, id)));
        if (!proven.value) {
            return std::optional<BlockHeight>();
        }
        ASSIGN_OR_RETURN(const auto state,
                         registry::decodeState<registry::GrantState>(*proven.value));
        if (m_process == GrantProcess::Revocation &&
            state.status == registry::GrantStatus::Active) {
            return std::optional<BlockHeight>();
        }
        height = proven.height;
    }
    return std::optional(height);
}

} // namespace consentry::wallet
