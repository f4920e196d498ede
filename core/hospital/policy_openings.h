#pragma once

#include "core/consent/policy.h"
#include "core/hospital/gateway_context.h"

#include <map>
#include <optional>

namespace consentry::hospital {

/// The openings of patients' policies that came to the organisation's inbox (protocol §5.2).
class PolicyOpenings {
public:
    explicit PolicyOpenings(GatewayContext& context) : m_context(context) {}

    /// The policy that the proven state names: version 0 needs no opening. None where the opening
    /// has not arrived or does not meet its commitment: then nothing may be released.
    Result<std::optional<consent::PatientPolicy>> find(const PartyId& patient,
                                                       const registry::PatientState& state);

private:
    Result<std::optional<consent::PatientPolicy>> openFromInbox(const PartyId& patient,
                                                                const Digest& commitment);

    GatewayContext& m_context;
    std::map<Digest, consent::PatientPolicy> m_byCommitment;
};

} // namespace consentry::hospital
