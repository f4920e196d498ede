#pragma once

#include "core/consent/grant.h"

namespace consentry::consent {

/// What opens to emergency staff without a grant. Very restricted records never do. Numbers are
/// signed.
enum class EmergencyPreset : std::uint8_t { Off = 0, Normal = 1, NormalAndRestricted = 2 };

/// Somebody who may not read anything, whatever a grant or an emergency says.
struct PolicyDenial {
    /// A person or a whole organisation; zero where staffId is used.
    PartyId party;
    /// One person of an organisation, also without a party of one's own.
    PartyId organization;
    std::string staffId;

    static PolicyDenial ofParty(const PartyId& party) { return {party, {}, {}}; }
    static PolicyDenial ofStaff(const PartyId& organization, std::string staffId) {
        return {{}, organization, std::move(staffId)};
    }
    friend auto operator<=>(const PolicyDenial&, const PolicyDenial&) = default;
};

/// The patient treats records of a concept as more protected than their source says. A tier only
/// ever raises.
struct TierRule {
    std::string conceptId;
    Confidentiality atLeast = Confidentiality::Restricted;

    friend auto operator<=>(const TierRule&, const TierRule&) = default;
};

/// A patient's standing rules; its digests for each linked organisation are on the chain. Version
/// 0, the state before the first one: no denials, emergency off.
struct PatientPolicy {
    PartyId patient;
    std::uint32_t version = 0;
    std::vector<PolicyDenial> denials;
    std::vector<TierRule> tiers;
    EmergencyPreset emergency = EmergencyPreset::Off;

    friend bool operator==(const PatientPolicy&, const PatientPolicy&) = default;
};

namespace limits {
constexpr std::size_t policyDenialsMax = 256;
constexpr std::size_t tiersMax = 64;
constexpr std::size_t staffIdBytesMax = 64;
} // namespace limits

void normalize(PatientPolicy& policy);
Result<> validate(const PatientPolicy& policy);
/// Deterministic CBOR, see consent.cddl.
Result<Bytes> encodePolicy(const PatientPolicy& policy);
/// Accepts exactly what encodePolicy writes.
Result<PatientPolicy> decodePolicy(ByteView content);

} // namespace consentry::consent
