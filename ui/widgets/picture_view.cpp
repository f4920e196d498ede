#include "ui/widgets/picture_view.h"

#include "ui/style/painting.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <optional>

namespace consentry::ui {
namespace {

constexpr double zoomMax = 8;
constexpr int heightMax = 360;
constexpr int heightMin = 80;
constexpr int widthHint = 300;
constexpr int arrowStep = 40;

/// Where an arrow key moves a picture to; nothing for any other key.
std::optional<QPointF> wayOf(int key) {
    switch (key) {
    case Qt::Key_Left:
        return QPointF(1, 0);
    case Qt::Key_Right:
        return QPointF(-1, 0);
    case Qt::Key_Up:
        return QPointF(0, 1);
    case Qt::Key_Down:
        return QPointF(0, -1);
    default:
        return std::nullopt;
    }
}

} // namespace

PictureView::PictureView(const QImage& picture, const QString& name, QWidget* parent)
    : QWidget(parent), m_picture(picture), m_heightMax(heightMax) {
    setAccessibleName(name);
    setAccessibleDescription(tr("Plus and minus make it larger and smaller, 0 fits it again."));
    setFocusPolicy(Qt::StrongFocus);
    // Fixed would keep it at the height of its hint, whatever its width.
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void PictureView::setPicture(const QImage& picture) {
    m_picture = picture;
    m_smaller = {};
    m_zoom = 1;
    m_shift = {};
    updateGeometry();
    update();
    emit zoomChanged();
}

void PictureView::setHeightMax(int pixels) {
    m_heightMax = pixels;
    updateGeometry();
}

int PictureView::heightForWidth(int width) const {
    if (m_picture.isNull()) {
        return px(heightMin);
    }
    const double ratio = double(m_picture.height()) / m_picture.width();
    return std::clamp(static_cast<int>(width * ratio), px(heightMin), px(m_heightMax));
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

/// A painter that makes an image smaller looks at four of its pixels for each of its own, and thin
/// strokes of letters fall between them.
const QImage& PictureView::pictureFor(const QSize& pixels) {
    if (pixels.width() >= m_picture.width() || pixels.isEmpty()) {
        return m_picture;
    }
    if (m_smaller.size() != pixels) {
        m_smaller = m_picture.scaled(pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    }
    return m_smaller;
}

void PictureView::paintEvent(QPaintEvent*) {
    QPainter painter(this); // a picture is never mirrored
    painter.fillRect(rect(), color(Role::Sunken));
    const QSizeF whole = fitted() * m_zoom;
    const QPointF middle = QRectF(rect()).center() + m_shift;
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(QRectF(middle - QPointF(whole.width() / 2, whole.height() / 2), whole),
                      pictureFor((whole * devicePixelRatioF()).toSize()));
    // White paper on a white panel has an edge too.
    painter.setPen(color(Role::Line));
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    painter.setRenderHint(QPainter::Antialiasing);
    if (hasFocus() && showsFocus(*this)) {
        drawFocusRing(painter, QRectF(rect()).adjusted(2, 2, -2, -2), px(size::controlRadius));
    }
}

void PictureView::keyPressEvent(QKeyEvent* event) {
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
    default:
        break;
    }
    // While all of it is seen, arrows are for what it stands in.
    if (const auto way = m_zoom > 1 ? wayOf(event->key()) : std::nullopt) {
        moveBy(*way * px(arrowStep));
        return;
    }
    QWidget::keyPressEvent(event);
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
