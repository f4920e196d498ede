#pragma once

#include "core/consent/check_up.h"
#include "core/wallet/standing_grants.h"
#include "core/wallet/sync_log.h"

namespace consentry::wallet {

/// The standing grants with what the log in the vault says of their use, and what is worth a
/// thought. Positions in `findings` are those in `grants` and `cases`.
struct CheckUp {
    std::vector<StandingGrant> grants;
    std::vector<consent::StandingCase> cases;
    std::vector<consent::Finding> findings; ///< without those that were dismissed
};

/// Reads log details, records and grants; nothing leaves the vault. Nothing is said to be unused
/// where the last check did not find the log complete, where an access might be by the grant whose
/// details are not opened, or where it has more than checkUpAccessesMax, of which the newest are
/// read.
Result<CheckUp> checkUp(VaultDatabase& vault, const std::string& chainId, const PartyId& patient,
                        const std::optional<LogCheck>& check, Instant now);
inline constexpr std::size_t checkUpAccessesMax = 500;

/// Not to be shown again for this grant. A new version of the grant is another one.
Result<> dismissFinding(SettingsStore& settings, const GrantId& grant, consent::Finding::Kind kind);
Result<bool> isFindingDismissed(SettingsStore& settings, const GrantId& grant,
                                consent::Finding::Kind kind);

} // namespace consentry::wallet
