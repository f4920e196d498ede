#pragma once

#include "core/hospital/gateway_context.h"

namespace consentry::hospital {

/// Somebody whom an organisation attested, as its own books and the ledger have it.
struct StaffEntry {
    AttestationId attestation;
    PartyId subject;
    NameCard card;
    /// What is proven; none where the ledger never took it.
    std::optional<registry::AttestationState> state;
};

/// "doctor", "reviewer": the word of a role in commands; nothing for other words.
std::optional<registry::AttestedRole> attestedRoleNamed(std::string_view word);
std::string_view attestedRoleWord(registry::AttestedRole role);

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

    /// Attests a member of staff, and gives the id under which gateways find it. The card stays in
    /// the organisation's store, to be served.
    Result<AttestationId> attest(const PartyId& subject, registry::AttestedRole role,
                                 const NameCard& card, Instant from, Instant until);
    /// At once and for good. Refused: an attestation that is not this organisation's, or is over.
    Result<> end(const AttestationId& attestation);
    /// Everybody whom this desk attested, those that ended too, with what the ledger says of them.
    Result<std::vector<StaffEntry>> staff();
    /// The card of an attestation of this desk.
    Result<std::optional<NameCard>> card(const AttestationId& attestation) const;

private:
    Result<> submit(registry::Body body);

    GatewayContext& m_context;
};

} // namespace consentry::hospital
