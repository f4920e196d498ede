#pragma once

#include "ui/style/icons.h"
#include "ui/style/painting.h"
#include "ui/style/spoken.h"

namespace consentry::ui {

/// The seal as a decoration; the words beside it say what it is.
class SealStamp : public QWidget {
public:
    explicit SealStamp(int size, QWidget* parent = nullptr) : QWidget(parent) {
        setFixedSize(px(size), px(size));
        markOrnament(*this);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        paintSeal(painter, QRectF(rect()));
    }
};

} // namespace consentry::ui
