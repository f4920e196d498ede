#pragma once

#include "core/base/bytes.h"

namespace consentry::simulation {

/// The report on an X-ray that one of the demonstration's records carries: a PDF of two pages
/// (ISO 32000-1), the same bytes each time. Words in both languages on the first, a drawing on the
/// second. No font is in it; whoever shows it takes a similar one.
Bytes drawnReport();

} // namespace consentry::simulation
