#pragma once

#include <span>
#include <string_view>

namespace consentry::consent {

/// The texts of resources/templates/*.json, put into the program by the build.
std::span<const std::string_view> embeddedTemplateFiles();

} // namespace consentry::consent
