#pragma once

#include "core/consent/grant.h"
#include "core/hospital/gateway_context.h"

namespace consentry::hospital {

/// The role of a member of staff in the words of the consent rules; a reviewer has none.
std::optional<consent::Role> consentRole(registry::AttestedRole role);

/// Shows current holders of a role the grants that were given to the role.
class InboxOpenings : public StaffInbox {
public:
    explicit InboxOpenings(GatewayContext& context) : m_context(context) {}

    Result<std::vector<Bytes>> openingsFor(const PartyId& reader, const AttestationId& attestation,
                                           const FetchCredential& credential) override;

private:
    Result<consent::Role> provenRole(const PartyId& reader, const AttestationId& attestation,
                                     const FetchCredential& credential);

    GatewayContext& m_context;
};

} // namespace consentry::hospital
