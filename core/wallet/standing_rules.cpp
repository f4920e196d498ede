#include "core/wallet/standing_rules.h"

namespace consentry::wallet {
namespace {

std::string settingOf(const PartyId& patient) {
    return "policy/" + patient.hex();
}

std::string wayOf(const PartyId& patient) {
    return "policy-on-its-way/" + patient.hex();
}

Result<std::optional<consent::PatientPolicy>> read(SettingsStore& settings,
                                                   const std::string& key) {
    ASSIGN_OR_RETURN(const auto stored, settings.get(key));
    if (!stored) {
        return std::optional<consent::PatientPolicy>();
    }
    ASSIGN_OR_RETURN(const Bytes content, fromHex(*stored));
    ASSIGN_OR_RETURN(consent::PatientPolicy policy, consent::decodePolicy(content));
    return std::optional(std::move(policy));
}

Result<> write(SettingsStore& settings, const std::string& key,
               const consent::PatientPolicy& policy) {
    ASSIGN_OR_RETURN(const Bytes content, consent::encodePolicy(policy));
    return settings.put(key, toHex(content));
}

} // namespace

Result<consent::PatientPolicy> standingPolicy(SettingsStore& settings, const PartyId& patient) {
    ASSIGN_OR_RETURN(auto stored, read(settings, settingOf(patient)));
    if (stored) {
        return std::move(*stored);
    }
    consent::PatientPolicy nothingSaid;
    nothingSaid.patient = patient;
    return nothingSaid;
}

Result<> storeStandingPolicy(SettingsStore& settings, const consent::PatientPolicy& policy) {
    return write(settings, settingOf(policy.patient), policy);
}

Result<std::optional<consent::PatientPolicy>> policyOnItsWay(SettingsStore& settings,
                                                             const PartyId& patient) {
    return read(settings, wayOf(patient));
}

Result<> storePolicyOnItsWay(SettingsStore& settings, const consent::PatientPolicy& policy) {
    return write(settings, wayOf(policy.patient), policy);
}

Result<> forgetPolicyOnItsWay(SettingsStore& settings, const PartyId& patient) {
    return settings.erase(wayOf(patient));
}

} // namespace consentry::wallet
