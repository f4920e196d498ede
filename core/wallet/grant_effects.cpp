#include "core/wallet/grant_effects.h"

#include "core/registry/object_ids.h"
#include "core/registry/registry.h"
#include "core/wallet/grant_opening.h"

namespace consentry::wallet {

/// A grant that this vault does not hold (any more) has nothing to be marked.
Result<> GrantEffects::mark(GrantStage stage, BlockHeight height, std::uint32_t refusal) {
    return m_context.vault.grants().markAll(m_grants, m_process, stage,
                                            {m_context.clock.now(), height, m_hash, refusal}, {});
}

Result<> GrantEffects::signedNow() {
    if (m_process == GrantProcess::Grant) {
        GrantStore& grants = m_context.vault.grants();
        ASSIGN_OR_RETURN(const StoredGrant stored, grants.find(m_grants.front()));
        if (stored.state != GrantState::Revoked) {
            RETURN_IF_ERROR(grants.setState(stored.id, GrantState::Pending));
        }
    }
    return mark(GrantStage::Signed);
}

Result<> GrantEffects::sent() {
    return mark(GrantStage::Sent);
}

Result<> GrantEffects::inBlock(BlockHeight height) {
    return mark(GrantStage::InBlock, height);
}

Result<> GrantEffects::proven(BlockHeight height, ByteView itemResults) {
    if (m_process == GrantProcess::Revocation) {
        return end(height, itemResults);
    }
    RETURN_IF_ERROR(mark(GrantStage::Proven, height));
    const auto done = activate(m_grants.front());
    return !done && done.error().code == ErrorCode::NotFound ? Result<>() : done;
}

Result<> GrantEffects::end(BlockHeight height, ByteView itemResults) {
    std::vector<registry::ItemResult> items(m_grants.size());
    if (!itemResults.empty()) {
        ASSIGN_OR_RETURN(items, registry::decodeItemResults(itemResults));
        if (items.size() != m_grants.size()) {
            return fail(ErrorCode::Malformed, "results of a revocation");
        }
    }
    GrantStore& grants = m_context.vault.grants();
    const Instant now = m_context.clock.now();
    std::vector<GrantId> ended;
    for (std::size_t i = 0; i < m_grants.size(); ++i) {
        const registry::Refusal code = items[i].code;
        if (code == registry::Refusal::Accepted) {
            ended.push_back(m_grants[i]);
            continue;
        }
        if (code == registry::Refusal::EffectHolds) {
            // Either it was taken back before, or its end has come: then it stays ended by itself.
            const auto stored = grants.find(m_grants[i]);
            if (stored && stored->end > now) {
                ended.push_back(m_grants[i]);
            }
            continue;
        }
        RETURN_IF_ERROR(grants.markAll(std::span(&m_grants[i], 1), m_process, GrantStage::Failed,
                                       {now, height, m_hash, static_cast<std::uint32_t>(code)},
                                       {}));
    }
    return grants.markAll(ended, m_process, GrantStage::Proven, {now, height, m_hash, 0},
                          GrantState::Revoked);
}

/// One that was taken back meanwhile stays so.
Result<> GrantEffects::activate(const GrantId& id) {
    GrantStore& grants = m_context.vault.grants();
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
    return mailOpening(m_context, stored);
}

Result<> GrantEffects::refused(std::uint32_t code, BlockHeight height) {
    RETURN_IF_ERROR(mark(GrantStage::Failed, height, code));
    if (m_process != GrantProcess::Grant) {
        return {};
    }
    GrantStore& grants = m_context.vault.grants();
    ASSIGN_OR_RETURN(const StoredGrant stored, grants.find(m_grants.front()));
    // One that was taken back before it arrived stays taken back.
    return stored.state == GrantState::Revoked ? Result<>()
                                               : grants.setState(stored.id, GrantState::Failed);
}

Result<> GrantEffects::withdrawn() {
    return m_process == GrantProcess::Grant
               ? m_context.vault.grants().setState(m_grants.front(), GrantState::Draft)
               : Result<>();
}

Result<std::optional<BlockHeight>> GrantEffects::hasHappened() {
    const std::string& chainId = m_context.chainId();
    BlockHeight height;
    for (const GrantId& id : m_grants) {
        ASSIGN_OR_RETURN(const ProvenState proven,
                         m_context.ledger.state(registry::grantKey(chainId, id)));
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
