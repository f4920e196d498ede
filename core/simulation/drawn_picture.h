#pragma once

#include "core/base/bytes.h"

namespace consentry::simulation {

/// The drawing of a broken wrist that the demonstration's discharge summary carries: a PNG picture
/// (ISO/IEC 15948), the same bytes each time. It is drawn by code and of nobody.
Bytes drawnWrist();

} // namespace consentry::simulation
