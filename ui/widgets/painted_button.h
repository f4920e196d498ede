#pragma once

#include "ui/style/painting.h"

#include <QAbstractButton>

namespace consentry::ui {

/// What our buttons that paint themselves share: hand, hover, and Return presses as Space does.
class PaintedButton : public QAbstractButton {
    Q_OBJECT
public:
    explicit PaintedButton(QWidget* parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace consentry::ui
