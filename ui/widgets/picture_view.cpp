#include "ui/widgets/picture_view.h"

#include "ui/style/painting.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>

namespace consentry::ui {
namespace {

constexpr double zoomMax = 8;
constexpr int heightMax = 360;
constexpr int heightMin = 80;
constexpr int widthHint = 300;
constexpr int arrowStep = 40;

} // namespace

PictureView::PictureView(const QImage& picture, const QString& name, QWidget* parent)
    : QWidget(parent), m_picture(picture) {
    setAccessibleName(name);
    setAccessibleDescription(tr("Plus and minus make it larger and smaller, 0 fits it again."));
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

int PictureView::heightForWidth(int width) const {
    const double ratio = double(m_picture.height()) / m_picture.width();
    return std::clamp(static_cast<int>(width * ratio), px(heightMin), px(heightMax));
}

QSize PictureView::sizeHint() const {
    return {px(widthHint), heightForWidth(px(widthHint))};
}

QSize PictureView::minimumSizeHint() const {
    return {px(heightMin), px(heightMin)};
}

QSizeF PictureView::fitted() const {
    return QSizeF(m_picture.size()).scaled(QSizeF(size()), Qt::KeepAspectRatio);
}

void PictureView::zoomBy(double factor) {
    const double next = std::clamp(m_zoom * factor, 1.0, zoomMax);
    m_shift *= next / m_zoom;
    m_zoom = next;
    moveBy({});
    emit zoomChanged();
}

void PictureView::fit() {
    zoomBy(0);
}

/// No further than to the picture's edge.
void PictureView::moveBy(const QPointF& way) {
    const QSizeF whole = fitted() * m_zoom;
    const double x = std::max(0.0, (whole.width() - width()) / 2);
    const double y = std::max(0.0, (whole.height() - height()) / 2);
    const QPointF wanted = m_shift + way;
    m_shift = {std::clamp(wanted.x(), -x, x), std::clamp(wanted.y(), -y, y)};
    update();
}

void PictureView::paintEvent(QPaintEvent*) {
    QPainter painter(this); // a picture is never mirrored
    painter.fillRect(rect(), color(Role::Sunken));
    const QSizeF whole = fitted() * m_zoom;
    const QPointF middle = QRectF(rect()).center() + m_shift;
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(QRectF(middle - QPointF(whole.width() / 2, whole.height() / 2), whole),
                      m_picture);
    if (hasFocus() && showsFocus(*this)) {
        drawFocusRing(painter, QRectF(rect()).adjusted(2, 2, -2, -2), px(size::controlRadius));
    }
}

void PictureView::keyPressEvent(QKeyEvent* event) {
    const double step = px(arrowStep);
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomBy(zoomStep);
        return;
    case Qt::Key_Minus:
        zoomBy(1 / zoomStep);
        return;
    case Qt::Key_0:
        fit();
        return;
    case Qt::Key_Left:
        moveBy({step, 0});
        return;
    case Qt::Key_Right:
        moveBy({-step, 0});
        return;
    case Qt::Key_Up:
        moveBy({0, step});
        return;
    case Qt::Key_Down:
        moveBy({0, -step});
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void PictureView::wheelEvent(QWheelEvent* event) {
    if (event->modifiers() & Qt::ControlModifier) {
        zoomBy(event->angleDelta().y() > 0 ? zoomStep : 1 / zoomStep);
        event->accept();
        return;
    }
    event->ignore();
}

void PictureView::mousePressEvent(QMouseEvent* event) {
    m_dragged = event->position();
}

void PictureView::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton) {
        moveBy(event->position() - m_dragged);
        m_dragged = event->position();
    }
}

} // namespace consentry::ui
