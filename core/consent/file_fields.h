#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

/// Fields of the JSON files that the build embeds. Malformed names the field.
namespace consentry::consent::fields {

/// A text that is not empty.
Result<std::string> text(const nlohmann::json& object, const char* name);
/// Texts; none where the field is not there.
Result<std::vector<std::string>> textList(const nlohmann::json& object, const char* name);

} // namespace consentry::consent::fields
