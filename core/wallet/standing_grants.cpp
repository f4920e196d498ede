#include "core/wallet/standing_grants.h"

#include "core/crypto/sealed_body.h"

namespace consentry::wallet {

Result<consent::Grant> contentOf(const StoredGrant& stored) {
    Bytes content = stored.content;
    ASSIGN_OR_RETURN(const auto body, BodyPlaintext::parse(SecretBytes::takeFrom(content)));
    return consent::decodeGrant(body.content());
}

Result<std::vector<StandingGrant>> standingGrants(GrantStore& grants, const PartyId& patient,
                                                  Instant now) {
    GrantFilter filter;
    filter.direction = GrantDirection::Given;
    filter.patient = patient;
    filter.state = GrantState::Active;
    std::vector<StandingGrant> standing;
    std::optional<GrantCursor> after;
    do {
        ASSIGN_OR_RETURN(GrantPage page, grants.page(filter, after, GrantStore::pageMax));
        for (StoredGrant& stored : page.grants) {
            if (stored.end > now) {
                ASSIGN_OR_RETURN(consent::Grant grant, contentOf(stored));
                standing.push_back({std::move(stored), std::move(grant)});
            }
        }
        after = page.next;
    } while (after);
    return standing;
}

std::string policySettingOf(const PartyId& patient) {
    return "policy/" + patient.hex();
}

Result<consent::PatientPolicy> standingPolicy(SettingsStore& settings, const PartyId& patient) {
    ASSIGN_OR_RETURN(const auto stored, settings.get(policySettingOf(patient)));
    if (!stored) {
        consent::PatientPolicy nothingSaid;
        nothingSaid.patient = patient;
        return nothingSaid;
    }
    ASSIGN_OR_RETURN(const Bytes content, fromHex(*stored));
    return consent::decodePolicy(content);
}

} // namespace consentry::wallet
