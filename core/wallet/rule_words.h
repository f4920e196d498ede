#pragma once

#include "core/consent/policy.h"
#include "core/consent/wording.h"
#include "core/wallet/party_names.h"

namespace consentry::wallet {

/// One whom the standing rules shut out: a party, and as far as the vault knows the staff number
/// that the same person has at an organisation. The number alone where nobody knows its person.
struct Blocked {
    PartyId party; ///< zero: known by the staff number only
    PartyId organization;
    std::string staffId; ///< may be empty

    friend bool operator==(const Blocked&, const Blocked&) = default;
};

/// Whom the rules shut out, each once, in the order of the rules.
std::vector<Blocked> blockedIn(const consent::PatientPolicy& policy, const PartyNames& names);
/// Shuts out a person or an organisation. A person is also named by the staff number, which stays
/// where somebody registers anew. TooLarge where the rules are full.
Result<> block(consent::PatientPolicy& policy, const PartyId& party, const PartyNames& names);
/// Lets one in again whom blockedIn() names.
void unblock(consent::PatientPolicy& policy, const Blocked& blocked);

/// "Dr Han Zhiyuan", "Union Hospital", or "staff number D-17 of Union Hospital".
std::string blockedText(const Blocked& blocked, const PartyNames& names, Language language);

/// How especially a kind of record is protected by the rules.
Result<> setTier(consent::PatientPolicy& policy, const std::string& conceptId,
                 std::optional<consent::Confidentiality> atLeast);
std::optional<consent::Confidentiality> tierOf(const consent::PatientPolicy& policy,
                                               std::string_view conceptId);

/// "Doctors and nurses see ordinary records in an emergency" and so on.
std::string_view emergencyText(consent::EmergencyPreset preset, Language language);

/// What new rules change, in words, what protects first.
std::vector<consent::Change> describeRuleChanges(const consent::PatientPolicy& before,
                                                 const consent::PatientPolicy& after,
                                                 const PartyNames& names, Language language);

} // namespace consentry::wallet
