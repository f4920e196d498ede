#include "ui/widgets/reveal_button.h"

#include "ui/style/icons.h"

#include <QKeyEvent>

namespace consentry::ui {

RevealButton::RevealButton(QWidget* parent) : PaintedButton(parent) {
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
}

QSize RevealButton::sizeHint() const {
    return {px(size::target), px(size::target)};
}

void RevealButton::keyPressEvent(QKeyEvent* event) {
    PaintedButton::keyPressEvent(event);
    if (!event->text().isEmpty()) {
        event->accept();
    }
}

void RevealButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QPointF middle = QRectF(rect()).center();
    const qreal side = px(size::icon);
    paintIcon(painter, QRectF(middle - QPointF(side / 2, side / 2), QSizeF(side, side)),
              isChecked() ? Icon::EyeOff : Icon::Eye, color(Role::Muted));
    if (showsFocus(*this)) {
        drawBox(painter, QRectF(rect()).adjusted(4, 4, -4, -4), px(size::controlRadius), QColor(),
                color(Role::Focus), 2);
    }
}

} // namespace consentry::ui
