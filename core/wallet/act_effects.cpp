#include "core/wallet/dispute_effects.h"
#include "core/wallet/grant_effects.h"
#include "core/wallet/rules_effects.h"

#include "core/registry/object_ids.h"

namespace consentry::wallet {

Result<std::unique_ptr<ActEffects>> ActEffects::of(WalletContext& context,
                                                   const PendingTransaction& pending) {
    using Made = Result<std::unique_ptr<ActEffects>>;
    ASSIGN_OR_RETURN(const registry::Transaction transaction,
                     registry::decodeTransaction(pending.bytes));
    if (const auto* revoke = std::get_if<registry::Revoke>(&transaction.body)) {
        return Made(std::make_unique<GrantEffects>(context, pending.hash, GrantProcess::Revocation,
                                                   revoke->grants));
    }
    if (std::holds_alternative<registry::Grant>(transaction.body)) {
        return Made(std::make_unique<GrantEffects>(
            context, pending.hash, GrantProcess::Grant,
            std::vector{registry::idCast<GrantId>(pending.subject)}));
    }
    if (const auto* rules = std::get_if<registry::SetPatientPolicy>(&transaction.body)) {
        return Made(std::make_unique<RulesEffects>(context, transaction.party, rules->replaces,
                                                   rules->details.bodyCommit));
    }
    if (const auto* dispute = std::get_if<registry::DisputeAccess>(&transaction.body)) {
        return Made(std::make_unique<DisputeEffects>(context, transaction.party, *dispute));
    }
    return fail(ErrorCode::Unsupported, "kind of a kept transaction");
}

} // namespace consentry::wallet
