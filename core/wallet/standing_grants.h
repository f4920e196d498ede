#pragma once

#include "core/consent/grant.h"
#include "core/ports/vault_database.h"
#include "core/wallet/party_names.h"

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

/// What can be taken back: the standing ones, and those that were signed and are not proven yet;
/// ending soonest first.
Result<std::vector<StandingGrant>> revocableGrants(GrantStore& grants, const PartyId& patient,
                                                   Instant now);

/// Whom a grant names: the person or organisation itself, or for an organisation anybody who works
/// there as far as the vault knows.
bool isGivenTo(const consent::Grantee& grantee, const PartyId& party, const PartyNames& names);
/// The organisation that a grantee is or works for, as far as the vault knows.
std::optional<PartyId> organizationOf(const consent::Grantee& grantee, const PartyNames& names);

} // namespace consentry::wallet
