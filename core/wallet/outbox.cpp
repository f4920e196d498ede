#include "core/wallet/outbox.h"

#include "core/registry/object_ids.h"
#include "core/registry/refusal.h"
#include "core/wallet/grant_effects.h"

#include <algorithm>
#include <thread>

namespace consentry::wallet {
namespace {

constexpr milliseconds pollInterval{50};
/// How many settled transactions are looked through for withdrawn ones.
constexpr std::size_t withdrawnMax = 100;

bool isOpen(TransactionState state) {
    return state == TransactionState::Queued || state == TransactionState::Sent ||
           state == TransactionState::InBlock;
}

/// Answers to bytes that stand in a block already.
bool saysAgain(std::uint32_t code) {
    const auto refusal = static_cast<registry::Refusal>(code);
    return refusal == registry::Refusal::SequenceUsed ||
           refusal == registry::Refusal::SequenceOutOfWindow ||
           refusal == registry::Refusal::EffectHolds || refusal == registry::Refusal::IdTaken;
}

tl::unexpected<Error> refusedWith(std::uint32_t code) {
    return fail(Error{ErrorCode::Refused, "registry", static_cast<int>(code)});
}

void tell(const OnActProgress& onProgress, ActProgress::Stage stage, BlockHeight height = {}) {
    if (onProgress) {
        onProgress({stage, height});
    }
}

} // namespace

Result<TxHash> Outbox::keep(const Identity& signer, ByteView bytes, const Digest& subject) {
    const SignedAct act{toBytes(bytes), subject};
    ASSIGN_OR_RETURN(const auto hashes, keepAll(signer, std::span(&act, 1)));
    return hashes.front();
}

Result<std::vector<TxHash>> Outbox::keepAll(const Identity& signer,
                                            std::span<const SignedAct> acts) {
    std::vector<PendingTransaction> kept;
    std::vector<TxHash> hashes;
    for (const SignedAct& act : acts) {
        ASSIGN_OR_RETURN(const registry::Transaction transaction,
                         registry::decodeTransaction(act.bytes));
        PendingTransaction pending;
        pending.hash = registry::transactionHash(act.bytes);
        pending.signer = signer.id;
        pending.bytes = act.bytes;
        pending.type = static_cast<std::uint32_t>(transaction.kind());
        pending.subject = act.subject;
        pending.createdAt = m_context.clock.now();
        pending.expiresAt = transaction.expiresAt;
        hashes.push_back(pending.hash);
        kept.push_back(std::move(pending));
    }
    const auto added = m_context.vault.transactions().addAll(kept);
    if (!added && added.error().code == ErrorCode::AlreadyExists) {
        return refusedWith(static_cast<std::uint32_t>(registry::Refusal::EffectHolds));
    }
    RETURN_IF_ERROR(added);
    return hashes;
}

Result<ProvenTransaction> Outbox::deliver(const TxHash& hash, const OnActProgress& onProgress,
                                          milliseconds patience) {
    using Steady = std::chrono::steady_clock;
    const auto deadline = Steady::now() + patience;
    std::optional<Steady::time_point> sentAt;
    bool isAgain = false;
    for (bool isFirst = true;; isFirst = false) {
        ASSIGN_OR_RETURN(const PendingTransaction pending,
                         m_context.vault.transactions().find(hash));
        if (!isOpen(pending.state)) {
            return fail(ErrorCode::NotFound, "a transaction that waits");
        }
        if (isFirst && pending.state == TransactionState::Queued) {
            ASSIGN_OR_RETURN(const auto effects, ActEffects::of(m_context, pending));
            RETURN_IF_ERROR(effects->signedNow());
            tell(onProgress, ActProgress::Stage::Signed);
        }
        if (pending.attempts > 0) {
            ASSIGN_OR_RETURN(auto proven, look(pending, onProgress));
            if (proven) {
                return std::move(*proven);
            }
            ASSIGN_OR_RETURN(proven, expire(pending));
            if (proven) {
                return std::move(*proven);
            }
        }
        if (Steady::now() >= deadline && !isFirst) {
            if (isAgain) {
                ASSIGN_OR_RETURN(auto proven, byEffect(pending));
                if (proven) {
                    return std::move(*proven);
                }
            }
            return fail(ErrorCode::Unreachable, "transaction is not proven yet");
        }
        if (!sentAt || Steady::now() - *sentAt >= resendAfter) {
            sentAt = Steady::now();
            ASSIGN_OR_RETURN(isAgain, send(pending, onProgress));
            continue;
        }
        std::this_thread::sleep_for(pollInterval);
    }
}

/// Where it stands, and what follows from it.
Result<std::optional<ProvenTransaction>> Outbox::look(const PendingTransaction& pending,
                                                      const OnActProgress& onProgress) {
    ASSIGN_OR_RETURN(const Sighting sighting, m_context.ledger.look(pending.hash, pending.bytes));
    if (sighting.claimed && pending.state != TransactionState::InBlock) {
        ASSIGN_OR_RETURN(const auto effects, ActEffects::of(m_context, pending));
        RETURN_IF_ERROR(effects->inBlock(*sighting.claimed));
        if (isOpen(pending.state)) {
            RETURN_IF_ERROR(m_context.vault.transactions().setState(
                pending.hash, TransactionState::InBlock, *sighting.claimed, 0));
        }
        tell(onProgress, ActProgress::Stage::InBlock, *sighting.claimed);
    }
    if (!sighting.proven) {
        return std::optional<ProvenTransaction>();
    }
    if (sighting.proven->code != 0) {
        RETURN_IF_ERROR(settleRefused(pending, TransactionState::Refused, sighting.proven->code,
                                      sighting.proven->height));
        return refusedWith(sighting.proven->code);
    }
    RETURN_IF_ERROR(settleProven(pending, sighting.proven->height, sighting.proven->data));
    tell(onProgress, ActProgress::Stage::Proven, sighting.proven->height);
    return sighting.proven;
}

/// Gives it to nodes; true where they say that they know it already. The attempt is written down
/// before: after a crash the bytes count as sent.
Result<bool> Outbox::send(const PendingTransaction& pending, const OnActProgress& onProgress) {
    TransactionStore& kept = m_context.vault.transactions();
    RETURN_IF_ERROR(
        kept.markSent(pending.hash, m_context.clock.now(), m_context.ledger.trusted().height()));
    ASSIGN_OR_RETURN(const SubmitReply reply, m_context.ledger.send(pending.bytes));
    if (reply.code == 0) {
        if (pending.state == TransactionState::Queued) {
            ASSIGN_OR_RETURN(const auto effects, ActEffects::of(m_context, pending));
            RETURN_IF_ERROR(effects->sent());
            RETURN_IF_ERROR(kept.setState(pending.hash, TransactionState::Sent, {}, 0));
            tell(onProgress, ActProgress::Stage::Sent);
        }
        return false;
    }
    if (pending.attempts > 0 && saysAgain(reply.code)) {
        return true;
    }
    RETURN_IF_ERROR(settleRefused(pending, TransactionState::Refused, reply.code, {}));
    return refusedWith(reply.code);
}

/// Nodes know it and none shows it: the state itself tells whether it has happened.
Result<std::optional<ProvenTransaction>> Outbox::byEffect(const PendingTransaction& pending) {
    ASSIGN_OR_RETURN(const auto effects, ActEffects::of(m_context, pending));
    ASSIGN_OR_RETURN(const auto height, effects->hasHappened());
    if (!height) {
        return std::optional<ProvenTransaction>();
    }
    RETURN_IF_ERROR(settleProven(pending, *height));
    return std::optional(ProvenTransaction{
        *height, 0, m_context.ledger.trusted().header().time().toInstant(), 0, {}});
}

/// Refused (with the registry's number) once no block can hold it any more and the state shows
/// that none does.
Result<std::optional<ProvenTransaction>> Outbox::expire(const PendingTransaction& pending) {
    if (m_context.clock.now() < pending.expiresAt) {
        return std::optional<ProvenTransaction>();
    }
    ASSIGN_OR_RETURN(const auto head, m_context.ledger.advance());
    if (head.time().toInstant() < pending.expiresAt) {
        return std::optional<ProvenTransaction>();
    }
    ASSIGN_OR_RETURN(auto happened, byEffect(pending));
    if (happened) {
        return happened;
    }
    const auto code = static_cast<std::uint32_t>(registry::Refusal::Expired);
    RETURN_IF_ERROR(settleRefused(pending, TransactionState::Expired, code, {}));
    return refusedWith(code);
}

/// What follows first, the mark that all is done last: a crash in between repeats what follows.
Result<> Outbox::settleRefused(const PendingTransaction& pending, TransactionState state,
                               std::uint32_t code, BlockHeight height) {
    ASSIGN_OR_RETURN(const auto effects, ActEffects::of(m_context, pending));
    RETURN_IF_ERROR(effects->refused(code, height));
    return m_context.vault.transactions().setState(pending.hash, state, height, code);
}

Result<> Outbox::settleProven(const PendingTransaction& pending, BlockHeight height,
                              ByteView itemResults) {
    ASSIGN_OR_RETURN(const auto effects, ActEffects::of(m_context, pending));
    RETURN_IF_ERROR(effects->proven(height, itemResults));
    return m_context.vault.transactions().setState(pending.hash, TransactionState::Proven, height,
                                                   0);
}

Result<Outbox::Waiting> Outbox::whatWaits() {
    TransactionStore& kept = m_context.vault.transactions();
    Waiting waiting;
    ASSIGN_OR_RETURN(waiting.open, kept.open());
    ASSIGN_OR_RETURN(const auto newest, kept.newest(withdrawnMax));
    std::copy_if(newest.begin(), newest.end(), std::back_inserter(waiting.withdrawn),
                 [&](const PendingTransaction& pending) {
                     return pending.state == TransactionState::Withdrawn && pending.attempts > 0 &&
                            m_context.clock.now() < pending.expiresAt;
                 });
    GrantFilter filter;
    filter.direction = GrantDirection::Given;
    filter.state = GrantState::Pending;
    ASSIGN_OR_RETURN(const GrantPage page,
                     m_context.vault.grants().page(filter, {}, GrantStore::pageMax));
    for (const StoredGrant& grant : page.grants) {
        const auto subject = registry::idCast<Digest>(grant.id);
        if (std::none_of(
                waiting.open.begin(), waiting.open.end(),
                [&](const PendingTransaction& pending) { return pending.subject == subject; })) {
            waiting.older.push_back(grant);
        }
    }
    return waiting;
}

Result<Outbox::Summary> Outbox::resume(milliseconds patience) {
    Summary summary;
    ASSIGN_OR_RETURN(const Waiting waiting, whatWaits());
    if (waiting.open.empty() && waiting.withdrawn.empty() && waiting.older.empty()) {
        return summary;
    }
    if (!m_context.ledger.advance()) {
        summary.waiting = waiting.open.size();
        return summary;
    }
    for (const PendingTransaction& pending : waiting.open) {
        const auto delivered = deliver(pending.hash, {}, patience);
        ASSIGN_OR_RETURN(const PendingTransaction now,
                         m_context.vault.transactions().find(pending.hash));
        summary.proven += delivered ? 1U : 0U;
        summary.refused += now.state == TransactionState::Refused ? 1U : 0U;
        summary.expired += now.state == TransactionState::Expired ? 1U : 0U;
        summary.waiting += isOpen(now.state) ? 1U : 0U;
    }
    for (const PendingTransaction& pending : waiting.withdrawn) {
        // Somebody may have been given it: if it is in a block, that is said.
        const auto found = look(pending, {});
        summary.proven += found && *found ? 1U : 0U;
    }
    for (const StoredGrant& grant : waiting.older) {
        RETURN_IF_ERROR(settleOlder(grant, summary));
    }
    return summary;
}

/// A grant that an earlier version sent without keeping the bytes: its state tells.
Result<> Outbox::settleOlder(const StoredGrant& grant, Summary& summary) {
    GrantEffects effects(m_context, {}, GrantProcess::Grant, {grant.id});
    ASSIGN_OR_RETURN(const auto happened, effects.hasHappened());
    if (happened) {
        ++summary.proven;
        return effects.proven(*happened, {});
    }
    const Instant chainTime = m_context.ledger.trusted().header().time().toInstant();
    if (chainTime - grant.createdAt <= transactionLifeMax) {
        ++summary.waiting;
        return {};
    }
    ++summary.expired;
    return effects.refused(static_cast<std::uint32_t>(registry::Refusal::Expired), {});
}

Result<> Outbox::withdraw(const TxHash& hash) {
    TransactionStore& kept = m_context.vault.transactions();
    ASSIGN_OR_RETURN(const PendingTransaction pending, kept.find(hash));
    if (pending.state != TransactionState::Queued) {
        return fail(ErrorCode::InvalidArgument,
                    "a transaction that nodes have, or that is settled");
    }
    ASSIGN_OR_RETURN(const auto effects, ActEffects::of(m_context, pending));
    RETURN_IF_ERROR(effects->withdrawn());
    return kept.setState(hash, TransactionState::Withdrawn, {}, 0);
}

} // namespace consentry::wallet
