#pragma once

#include "core/base/language.h"

#include <string_view>

namespace consentry::cli {

std::string_view helpText(Language language);

} // namespace consentry::cli
