#pragma once

#include <string_view>

namespace consentry {

/// Internal to core/crypto: the BIP-39 word lists, 2,048 lines each, embedded by the build from
/// the system's package (see CMakeLists.txt).
extern const std::string_view englishWordLines;
extern const std::string_view chineseSimplifiedWordLines;

} // namespace consentry
