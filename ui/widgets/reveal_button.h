#pragma once

#include "ui/widgets/painted_button.h"

namespace consentry::ui {

/// The eye at the end of a passphrase field: checked while the text is shown. Pressing it with the
/// mouse leaves the focus in the field.
class RevealButton : public PaintedButton {
    Q_OBJECT
public:
    explicit RevealButton(QWidget* parent);
    QSize sizeHint() const override;

protected:
    /// Letters typed on it do not go on into the field behind it.
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
};

} // namespace consentry::ui
