#pragma once

#include "core/base/bytes.h"
#include "core/light_client/timestamp.h"

namespace consentry::light_client {

/// google.protobuf.Timestamp: zero parts left out, years before 1970 as ten-byte varints.
Bytes encodeTimestamp(const Timestamp& timestamp);

} // namespace consentry::light_client
