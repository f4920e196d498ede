#include "ui/widgets/reveal_button.h"

#include "ui/style/icons.h"
#include "ui/style/painting.h"

#include <QKeyEvent>

namespace consentry::ui {

RevealButton::RevealButton(QWidget* parent) : QAbstractButton(parent) {
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
}

QSize RevealButton::sizeHint() const {
    return {px(size::target), px(size::target)};
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

void RevealButton::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

} // namespace consentry::ui
