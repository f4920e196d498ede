#pragma once

#include "ui/widgets/button.h"
#include "ui/widgets/rows.h"

namespace consentry::ui {

/// A button whose word is short beside the title of its row, and which says all of it aloud. Those
/// of one card stand in line.
Button* rowButton(Button::Kind kind, const QString& word, const QString& inFull,
                  const QString& objectName);
/// What a button at its right leads to.
ListRow* actionRow(Icon icon, const QString& title, const QString& detail);

} // namespace consentry::ui
