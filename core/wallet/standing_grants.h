#pragma once

#include "core/consent/policy.h"
#include "core/ports/vault_database.h"

#include <vector>

namespace consentry::wallet {

/// A stored grant with its content.
struct StandingGrant {
    StoredGrant stored;
    consent::Grant grant;
};

/// The content of a stored grant. DamagedData, Malformed.
Result<consent::Grant> contentOf(const StoredGrant& stored);

/// What this patient gave, is proven, was not taken back and has not ended; newest first. A
/// revocation on its way does not count: it holds from its block.
Result<std::vector<StandingGrant>> standingGrants(GrantStore& grants, const PartyId& patient,
                                                  Instant now);

/// The standing policy that this vault last set; before the first one nothing is denied and
/// emergency access is off.
Result<consent::PatientPolicy> standingPolicy(SettingsStore& settings, const PartyId& patient);
/// Where the vault keeps it.
std::string policySettingOf(const PartyId& patient);

} // namespace consentry::wallet
