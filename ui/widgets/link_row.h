#pragma once

#include "ui/widgets/painted_button.h"

class QHBoxLayout;

namespace consentry::ui {

class Symbol;

/// A fact that leads somewhere, as one button: "Visit  Endocrinology visit ›". Its words wrap.
class LinkRow : public PaintedButton {
    Q_OBJECT
public:
    /// Label and note may be empty.
    LinkRow(const QString& label, const QString& words, const QString& note,
            QWidget* parent = nullptr, int labelWidth = 76);
    /// A sentence with its mark before it; the row owns `mark`.
    LinkRow(Symbol* mark, const QString& sentence, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QHBoxLayout* begin(const QString& spoken);
    void finish();
};

} // namespace consentry::ui
