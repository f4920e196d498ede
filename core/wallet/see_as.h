#pragma once

#include "core/consent/sight.h"
#include "core/wallet/party_names.h"
#include "core/wallet/standing_grants.h"

namespace consentry::wallet {

/// The reader whom a grantee names, with what their organisation attests of them. An organisation
/// without a role stands for its doctors.
consent::Viewer viewerOf(const consent::Grantee& grantee, const PartyNames& names);

/// Something that is being considered, not done.
struct ConsideredChange {
    std::optional<consent::Grant> added; ///< prepared
    std::vector<GrantId> removed;        ///< taken back, or replaced

    bool isEmpty() const { return !added && removed.empty(); }
};

/// The vault's records through somebody else's eyes.
struct SeenAs {
    std::vector<StandingGrant> grants; ///< all that stand; Outlook::grant is a position in it
    std::vector<RecordSummary> records;
    consent::Sight now;
    consent::SightChange change; ///< what the considered change would do

    std::size_t visible() const;
    std::size_t visibleInEmergency() const;
};

/// What the viewer may look at now under everything that stands in the vault, and what would
/// change. Hospitals may hold more records than the vault.
Result<SeenAs> seeAs(VaultDatabase& vault, const PartyId& patient, const consent::Viewer& viewer,
                     const ConsideredChange& considered, Instant now);

} // namespace consentry::wallet
