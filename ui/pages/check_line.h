#pragma once

#include "ui/models/health_check_view.h"

#include <QWidget>

#include <functional>

namespace consentry::ui {

/// "All 1,204 records from hospitals are what was anchored, as of …", or how many are not, with the
/// button that checks anew. While a check runs (`isChecking`) the button waits.
QWidget* makeCheckLine(const HealthCheckView& view, bool isChecking,
                       const std::function<void()>& onCheck);

} // namespace consentry::ui
