#include "core/wallet/revoke_grants.h"

#include "core/registry/object_ids.h"
#include "core/registry/registry.h"
#include "core/wallet/act_effects.h"
#include "core/wallet/outbox.h"

#include <algorithm>
#include <map>

namespace consentry::wallet {
namespace {

using End = RevokeOutcome::End;

bool contains(const std::vector<GrantId>& grants, const GrantId& id) {
    return std::find(grants.begin(), grants.end(), id) != grants.end();
}

RevokeOutcome onItsWay(const GrantId& grant, const TxHash& transaction) {
    RevokeOutcome outcome;
    outcome.grant = grant;
    outcome.transaction = transaction;
    return outcome;
}

/// How one id of a transaction fared that a block refused, or accepted with this result for it.
RevokeOutcome refusedAs(RevokeOutcome outcome, std::uint32_t refusal) {
    const bool isOver = refusal == static_cast<std::uint32_t>(registry::Refusal::EffectHolds);
    outcome.end = isOver ? End::OverBefore : End::Refused;
    outcome.refusal = isOver ? 0 : refusal;
    return outcome;
}

/// What a kept transaction takes back, in its order; nothing where it is no revocation.
Result<std::vector<GrantId>> takenBackBy(const PendingTransaction& pending) {
    if (pending.type != static_cast<std::uint32_t>(registry::TransactionKind::Revoke)) {
        return std::vector<GrantId>();
    }
    ASSIGN_OR_RETURN(const registry::Transaction transaction,
                     registry::decodeTransaction(pending.bytes));
    const auto* revoke = std::get_if<registry::Revoke>(&transaction.body);
    return revoke == nullptr ? std::vector<GrantId>() : revoke->grants;
}

} // namespace

Result<std::set<GrantId>> grantsBeingRevoked(TransactionStore& kept) {
    std::set<GrantId> grants;
    ASSIGN_OR_RETURN(const auto open, kept.open());
    for (const PendingTransaction& pending : open) {
        ASSIGN_OR_RETURN(const auto ids, takenBackBy(pending));
        grants.insert(ids.begin(), ids.end());
    }
    return grants;
}

std::size_t RevokeReport::over() const {
    return static_cast<std::size_t>(std::count_if(
        outcomes.begin(), outcomes.end(), [](const RevokeOutcome& one) { return one.isOver(); }));
}

std::optional<Error> RevokeReport::problem() const {
    for (const RevokeOutcome& one : outcomes) {
        if (one.end == End::Refused) {
            return Error{ErrorCode::Refused, {}, static_cast<int>(one.refusal)};
        }
    }
    return trouble;
}

Result<RevokeReport> RevokeGrants::revoke(const Identity& patient, std::span<const GrantId> grants,
                                          const OnStage& onStage) {
    if (grants.empty()) {
        return fail(ErrorCode::InvalidArgument, "no grant to take back");
    }
    std::vector<GrantId> missing(grants.begin(), grants.end());
    std::sort(missing.begin(), missing.end());
    missing.erase(std::unique(missing.begin(), missing.end()), missing.end());
    ASSIGN_OR_RETURN(std::vector<Batch> batches, alreadyKept(missing));
    ASSIGN_OR_RETURN(const std::vector<Batch> added, keep(patient, missing));
    batches.insert(batches.end(), added.begin(), added.end());

    RevokeReport report;
    for (const Batch& batch : batches) {
        // Where nobody answered once, the others are not tried: they wait like that one.
        if (!report.trouble) {
            RETURN_IF_ERROR(deliver(batch, onStage, report));
            continue;
        }
        for (const GrantId& id : batch.named) {
            report.outcomes.push_back(onItsWay(id, batch.hash));
        }
    }
    std::map<GrantId, RevokeOutcome> byGrant;
    for (const RevokeOutcome& outcome : report.outcomes) {
        byGrant[outcome.grant] = outcome;
    }
    report.outcomes.clear();
    for (const GrantId& id : grants) {
        report.outcomes.push_back(byGrant.at(id));
    }
    return report;
}

/// Takes from `missing` what a transaction in the outbox ends already.
Result<std::vector<RevokeGrants::Batch>> RevokeGrants::alreadyKept(std::vector<GrantId>& missing) {
    std::vector<Batch> batches;
    ASSIGN_OR_RETURN(const auto open, m_context.vault.transactions().open());
    for (const PendingTransaction& pending : open) {
        Batch batch{pending.hash, {}, {}};
        ASSIGN_OR_RETURN(batch.inTransaction, takenBackBy(pending));
        std::copy_if(missing.begin(), missing.end(), std::back_inserter(batch.named),
                     [&](const GrantId& id) { return contains(batch.inTransaction, id); });
        std::erase_if(missing, [&](const GrantId& id) { return contains(batch.named, id); });
        if (!batch.named.empty()) {
            batches.push_back(std::move(batch));
        }
    }
    return batches;
}

Result<std::vector<RevokeGrants::Batch>> RevokeGrants::keep(const Identity& patient,
                                                            const std::vector<GrantId>& grants) {
    std::vector<Batch> batches;
    std::vector<Outbox::SignedAct> acts;
    for (std::size_t at = 0; at < grants.size(); at += registry::limits::revokeIdsMax) {
        const std::size_t count = std::min(grants.size() - at, registry::limits::revokeIdsMax);
        const auto first = grants.begin() + static_cast<std::ptrdiff_t>(at);
        registry::Revoke body;
        body.grants.assign(first, first + static_cast<std::ptrdiff_t>(count)); // sorted
        batches.push_back({{}, body.grants, body.grants});
        ASSIGN_OR_RETURN(registry::Transaction transaction,
                         deviceTransaction(m_context, patient, std::move(body)));
        ASSIGN_OR_RETURN(Bytes bytes, signByDevice(m_context, patient, transaction));
        acts.push_back({std::move(bytes), registry::idCast<Digest>(*first)});
    }
    if (acts.empty()) {
        return batches;
    }
    ASSIGN_OR_RETURN(const auto hashes, Outbox(m_context).keepAll(patient, acts));
    for (std::size_t i = 0; i < batches.size(); ++i) {
        batches[i].hash = hashes[i];
        ASSIGN_OR_RETURN(const auto pending, m_context.vault.transactions().find(hashes[i]));
        ASSIGN_OR_RETURN(const auto effects, ActEffects::of(m_context, pending));
        RETURN_IF_ERROR(effects->signedNow());
    }
    return batches;
}

Result<> RevokeGrants::deliver(const Batch& batch, const OnStage& onStage, RevokeReport& report) {
    const auto delivered = Outbox(m_context).deliver(batch.hash, [&](const ActProgress& progress) {
        if (onStage && progress.stage != ActProgress::Stage::Proven) {
            onStage(batch.named, progress);
        }
    });
    if (!delivered && delivered.error().code == ErrorCode::Locked) {
        return fail(delivered.error());
    }
    if (!delivered && delivered.error().code != ErrorCode::Refused) {
        report.trouble = delivered.error();
    }
    std::vector<registry::ItemResult> items(batch.inTransaction.size());
    if (delivered && !delivered->data.empty()) {
        ASSIGN_OR_RETURN(items, registry::decodeItemResults(delivered->data));
    }
    for (std::size_t i = 0; i < batch.inTransaction.size(); ++i) {
        const GrantId& id = batch.inTransaction[i];
        if (!contains(batch.named, id)) {
            continue;
        }
        RevokeOutcome outcome = onItsWay(id, batch.hash);
        if (delivered && items.at(i).code == registry::Refusal::Accepted) {
            outcome.end = End::Stopped;
            outcome.height = delivered->height;
            outcome.blockTime = delivered->blockTime;
        } else if (delivered) {
            outcome = refusedAs(outcome, static_cast<std::uint32_t>(items[i].code));
        } else if (delivered.error().code == ErrorCode::Refused) {
            outcome = refusedAs(outcome, static_cast<std::uint32_t>(delivered.error().refusal));
        }
        report.outcomes.push_back(outcome);
    }
    return {};
}

} // namespace consentry::wallet
