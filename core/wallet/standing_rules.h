#pragma once

#include "core/consent/policy.h"
#include "core/ports/settings_store.h"

#include <optional>

namespace consentry::wallet {

/// A patient's rules that hold whatever a grant says (consent::PatientPolicy), as the vault knows
/// them: who never sees anything, what is especially protected, what opens in an emergency.

/// The newest that this vault knows to be proven; before the first ones nothing is denied and
/// emergency access is off. DamagedData, Malformed, NotCanonical.
Result<consent::PatientPolicy> standingPolicy(SettingsStore& settings, const PartyId& patient);
Result<> storeStandingPolicy(SettingsStore& settings, const consent::PatientPolicy& policy);

/// Those that were signed, while nobody knows yet what became of them.
Result<std::optional<consent::PatientPolicy>> policyOnItsWay(SettingsStore& settings,
                                                             const PartyId& patient);
Result<> storePolicyOnItsWay(SettingsStore& settings, const consent::PatientPolicy& policy);
Result<> forgetPolicyOnItsWay(SettingsStore& settings, const PartyId& patient);

} // namespace consentry::wallet
