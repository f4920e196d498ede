#pragma once

#include "core/hospital/gateway_context.h"

namespace consentry::hospital {

/// Opens an emergency at this custodian for a requester of an organisation (protocol §5.7): one row
/// with the reason in the patient's log, cosigned by the requester's gateway, ending by itself.
class OpenEmergency {
public:
    explicit OpenEmergency(GatewayContext& context) : m_context(context) {}

    /// `requesterGateway` are the keys of the requester's own organisation, which answers for the
    /// request. `reason` in the requester's words, at most 2,000 bytes; `hours` 1 to 24.
    Result<EmergencyId> open(const PartyId& patient, const OrganizationKeys& requesterGateway,
                             const NameCard& requester, std::string_view reason, int hours);

private:
    GatewayContext& m_context;
};

} // namespace consentry::hospital
