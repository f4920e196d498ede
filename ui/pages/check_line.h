#pragma once

#include "ui/models/health_check_view.h"

#include <QWidget>

#include <functional>

namespace consentry::ui {

/// "All 1,204 records from hospitals are what was anchored, as of …", or how many are not, with the
/// button that checks anew. While a check runs (`isChecking`) the button waits. Brief where text is
/// large: what matters most, and the button. Has room for the button's focus ring around it.
enum class CheckLineLength { Whole, Brief };
QWidget* makeCheckLine(const HealthCheckView& view, CheckLineLength length, bool isChecking,
                       const std::function<void()>& onCheck);

} // namespace consentry::ui
