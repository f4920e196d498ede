#pragma once

#include "core/base/language.h"
#include "core/ports/governance_reader.h"
#include "core/registry/governance.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace consentry::wallet {

/// A limit that organisations set together, by its name in `org propose set`.
struct GovernanceParameter {
    std::string_view name;
    std::optional<std::uint32_t> registry::SetParameters::* value;
};
std::span<const GovernanceParameter> governanceParameters();
/// "requestDays = 7, blockBytesMax = 2000000": those that are given.
std::string parametersText(const registry::SetParameters& given);

/// What an organisation is called where the sentence is read.
using NameOf = std::function<std::string(const PartyId&)>;

/// What an action of the consortium does, as one sentence without its full stop: "the validator of
/// Beishan Hospital ends".
std::string actionWords(const registry::GovernanceAction& action, const ConsortiumFacts& facts,
                        const NameOf& name, Language language);

} // namespace consentry::wallet
