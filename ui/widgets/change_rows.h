#pragma once

#include "ui/models/signing_view.h"

class QVBoxLayout;

namespace consentry::ui {

/// One row for each thing that a grant changes, with an icon for its kind and a line below.
void addChangeRows(QVBoxLayout& column, const QList<ChangeView>& changes);

} // namespace consentry::ui
