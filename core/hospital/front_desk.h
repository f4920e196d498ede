#pragma once

#include "core/hospital/gateway_context.h"

namespace consentry::hospital {

/// What an organisation vouches for with its attestor key: people who showed up at the desk, and
/// its own staff.
class FrontDesk {
public:
    explicit FrontDesk(GatewayContext& context) : m_context(context) {}

    /// Cosigns a registration or a link that names this organisation's attestor. InvalidArgument
    /// for any other kind, or one that does not name it.
    Result<> cosign(registry::Transaction& transaction) const;
    /// How a transaction names this desk.
    registry::Cosigner cosigner() const;

    /// Attests a member of staff, and gives the id under which gateways find it. The card is the
    /// caller's to serve.
    Result<AttestationId> attest(const PartyId& subject, registry::AttestedRole role,
                                 const NameCard& card, Instant from, Instant until);

private:
    GatewayContext& m_context;
};

} // namespace consentry::hospital
