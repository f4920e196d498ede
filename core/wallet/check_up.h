#pragma once

#include "core/consent/check_up.h"
#include "core/wallet/standing_grants.h"

namespace consentry::wallet {

/// The standing grants with what the log in the vault says of their use, and what is worth a
/// thought. Positions in `findings` are those in `grants` and `cases`.
struct CheckUp {
    std::vector<StandingGrant> grants;
    std::vector<consent::StandingCase> cases;
    std::vector<consent::Finding> findings; ///< without those that were dismissed
};

/// Reads log details, records and grants; nothing leaves the vault. Of one grant the newest
/// accessesMax accesses are read: where there are more, nothing is said about unused kinds.
Result<CheckUp> checkUp(VaultDatabase& vault, const std::string& chainId, const PartyId& patient,
                        Instant now);
inline constexpr std::size_t checkUpAccessesMax = 500;

/// Not to be shown again for this grant. A new version of the grant is another one.
Result<> dismissFinding(SettingsStore& settings, const GrantId& grant, consent::Finding::Kind kind);

} // namespace consentry::wallet
