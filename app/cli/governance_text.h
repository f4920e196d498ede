#pragma once

#include "app/cli/output.h"
#include "core/ports/governance_reader.h"

namespace consentry::cli {

/// What a proposal would do, in one sentence without its full stop.
std::string actionText(const Output& output, const registry::GovernanceAction& action,
                       const ConsortiumFacts& facts);
/// Of the same: kind organization name successor add remove parameters block version, as it has.
JsonObject actionJson(const registry::GovernanceAction& action, const ConsortiumFacts& facts);
/// The parameters by their names in `org propose set`; those that are absent are left out.
JsonObject parametersJson(const registry::SetParameters& parameters);
registry::SetParameters parametersOf(const registry::ParamsState& params);
/// Sets the parameter of this name; false where there is none.
bool setParameter(registry::SetParameters& parameters, std::string_view name, std::uint32_t value);

/// The organisation by its name in the registry, the beginning of it, or the first digits of its id
/// (at least four); nullptr where there is none or more than one.
const MemberFacts* memberNamed(const ConsortiumFacts& facts, std::string_view word);
std::string memberName(const ConsortiumFacts& facts, const PartyId& organization);

} // namespace consentry::cli
