#include "core/wallet/standing_grants.h"

#include "core/crypto/sealed_body.h"

#include <algorithm>

namespace consentry::wallet {

Result<consent::Grant> contentOf(const StoredGrant& stored) {
    Bytes content = stored.content;
    ASSIGN_OR_RETURN(const auto body, BodyPlaintext::parse(SecretBytes::takeFrom(content)));
    return consent::decodeGrant(body.content());
}

namespace {

/// Given by this patient, in this state, and not over by time; newest first.
Result<std::vector<StandingGrant>> notEnded(GrantStore& grants, const PartyId& patient,
                                            GrantState state, Instant now) {
    GrantFilter filter;
    filter.direction = GrantDirection::Given;
    filter.patient = patient;
    filter.state = state;
    std::vector<StandingGrant> found;
    std::optional<GrantCursor> after;
    do {
        ASSIGN_OR_RETURN(GrantPage page, grants.page(filter, after, GrantStore::pageMax));
        for (StoredGrant& stored : page.grants) {
            if (stored.end > now) {
                ASSIGN_OR_RETURN(consent::Grant grant, contentOf(stored));
                found.push_back({std::move(stored), std::move(grant)});
            }
        }
        after = page.next;
    } while (after);
    return found;
}

} // namespace

Result<std::vector<StandingGrant>> standingGrants(GrantStore& grants, const PartyId& patient,
                                                  Instant now) {
    return notEnded(grants, patient, GrantState::Active, now);
}

Result<std::vector<StandingGrant>> revocableGrants(GrantStore& grants, const PartyId& patient,
                                                   Instant now) {
    ASSIGN_OR_RETURN(auto all, notEnded(grants, patient, GrantState::Active, now));
    ASSIGN_OR_RETURN(auto pending, notEnded(grants, patient, GrantState::Pending, now));
    std::move(pending.begin(), pending.end(), std::back_inserter(all));
    std::stable_sort(all.begin(), all.end(), [](const StandingGrant& a, const StandingGrant& b) {
        return a.stored.end < b.stored.end;
    });
    return all;
}

std::optional<PartyId> organizationOf(const consent::Grantee& grantee, const PartyNames& names) {
    if (grantee.organization || !grantee.person) {
        return grantee.organization;
    }
    // A card names who vouches for a relative too; only who works there belongs to it.
    const auto card = names.card(*grantee.person);
    const bool worksThere = card && !card->staffId.empty() && !card->organization.isZero();
    return worksThere ? std::optional(card->organization) : std::nullopt;
}

bool isGivenTo(const consent::Grantee& grantee, const PartyId& party, const PartyNames& names) {
    return grantee.person == party || organizationOf(grantee, names) == party;
}

} // namespace consentry::wallet
