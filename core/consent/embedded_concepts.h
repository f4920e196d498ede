#pragma once

#include <span>
#include <string_view>

namespace consentry::consent {

/// The texts of resources/concepts/*.json, put into the program by the build.
std::span<const std::string_view> embeddedConceptFiles();

} // namespace consentry::consent
