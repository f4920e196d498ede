#pragma once

#include "ui/widgets/painted_button.h"

namespace consentry::ui {

/// A fact that leads somewhere, as one button: "Visit  Endocrinology visit ›". Its words wrap.
class LinkRow : public PaintedButton {
    Q_OBJECT
public:
    /// Label and note may be empty.
    LinkRow(const QString& label, const QString& words, const QString& note,
            QWidget* parent = nullptr, int labelWidth = 76);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace consentry::ui
