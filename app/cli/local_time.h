#pragma once

#include "core/consent/period.h"

#include <string>

namespace consentry::cli {

/// The zone of this process (TZ, else the system's).
consent::ZoneOffset processZone();
/// "2026-11-23 22:40" in that zone.
std::string localText(Instant moment, const consent::ZoneOffset& zone);

} // namespace consentry::cli
