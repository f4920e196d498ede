#include "core/wallet/rules_effects.h"

#include "core/registry/object_ids.h"
#include "core/wallet/standing_rules.h"

namespace consentry::wallet {

Result<> RulesEffects::proven(BlockHeight, ByteView) {
    SettingsStore& settings = m_context.vault.settings();
    ASSIGN_OR_RETURN(const auto next, policyOnItsWay(settings, m_patient));
    if (!next || next->version != m_replaces + 1) {
        return {}; // done before
    }
    RETURN_IF_ERROR(storeStandingPolicy(settings, *next));
    return forgetPolicyOnItsWay(settings, m_patient);
}

Result<> RulesEffects::refused(std::uint32_t, BlockHeight) {
    return forget();
}

Result<> RulesEffects::withdrawn() {
    return forget();
}

Result<> RulesEffects::forget() {
    SettingsStore& settings = m_context.vault.settings();
    ASSIGN_OR_RETURN(const auto next, policyOnItsWay(settings, m_patient));
    return next && next->version == m_replaces + 1 ? forgetPolicyOnItsWay(settings, m_patient)
                                                   : Result<>();
}

Result<std::optional<BlockHeight>> RulesEffects::hasHappened() {
    ASSIGN_OR_RETURN(const ProvenState proven,
                     m_context.ledger.state(registry::patientKey(m_context.chainId(), m_patient)));
    if (!proven.value) {
        return std::optional<BlockHeight>();
    }
    ASSIGN_OR_RETURN(const auto state,
                     registry::decodeState<registry::PatientState>(*proven.value));
    const bool isMine = state.policyVersion == m_replaces + 1 && state.policyCommit == m_commitment;
    return isMine ? std::optional(proven.height) : std::nullopt;
}

} // namespace consentry::wallet
