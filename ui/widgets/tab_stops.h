#pragma once

#include <QList>

class QWidget;

namespace consentry::ui {

/// What Tab visits in the widget, as one reads: in the order of the layouts, whenever each part was
/// made. Qt's own chain puts whatever is made later last: the chips that are counted anew, the
/// details that open, the line of a check.
QList<QWidget*> tabStops(QWidget& root);

/// Tab visits `stop` after the other one, not where it stands: for a button inside of a field that
/// would come between two fields that are filled one after the other.
void visitAfter(QWidget& stop, const QWidget& other);

/// Moves the keyboard to the next stop or the one before, around the ends; false without any.
bool moveToTabStop(QWidget& root, bool next);

} // namespace consentry::ui
