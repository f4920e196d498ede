#pragma once

#include "core/consent/policy_evaluation.h"
#include "core/ports/vault_database.h"

#include <array>
#include <map>

namespace consentry::wallet {

/// How many of the vault's records the standing rules concern. Hospitals may hold more.
struct RuleReach {
    std::size_t records = 0;
    /// What a doctor in an open emergency would see with each preset, by its number.
    std::array<std::size_t, 3> emergency{};
    /// Of each sensitive concept: records that touch it.
    std::map<std::string, std::size_t> byConcept;
};

/// evaluate() decides every case. Locked, DamagedData, Io.
Result<RuleReach> reachOfRules(RecordStore& records, consent::PatientPolicy policy, Instant now);

} // namespace consentry::wallet
