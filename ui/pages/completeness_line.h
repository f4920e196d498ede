#pragma once

#include "ui/models/completeness_view.h"

#include <QDate>
#include <QWidget>

namespace consentry::ui {

/// "Nothing missing as of today 14:05 · four hospitals check each other", or exactly what is
/// missing or damaged.
QWidget* makeCompletenessLine(const CompletenessView& view, const QDate& today);

} // namespace consentry::ui
