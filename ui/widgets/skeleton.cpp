#include "ui/widgets/skeleton.h"

#include "ui/style/painting.h"

#include <array>

namespace consentry::ui {
namespace {

constexpr int lineHeight = 24;
// Widths of the lines, so that they look like words and not like a barrier.
constexpr std::array lineShares{0.92, 0.78, 0.85, 0.6};
constexpr std::array titleShares{0.34, 0.27, 0.4, 0.3};

void drawBar(QPainter& painter, const QRectF& line, int thickness) {
    const qreal thick = px(thickness);
    drawBox(painter, QRectF(line.left(), line.center().y() - thick / 2, line.width(), thick),
            thick / 2, color(Role::Line), QColor());
}

} // namespace

Skeleton::Skeleton(Shape shape, int count, QWidget* parent)
    : QWidget(parent), m_shape(shape), m_count(qMax(1, count)) {
    setAccessibleName(tr("Loading"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize Skeleton::sizeHint() const {
    return {px(240), m_count * px(m_shape == Shape::Paragraph ? lineHeight : size::row)};
}

void Skeleton::paintEvent(QPaintEvent*) {
    WidgetPainter painter(this);
    const qreal w = width();
    if (m_shape == Shape::Picture) {
        drawBox(painter, QRectF(rect()), size::cardRadius, color(Role::Sunken), QColor());
        return;
    }
    for (int i = 0; i < m_count; ++i) {
        const auto index = static_cast<std::size_t>(i);
        if (m_shape == Shape::Paragraph) {
            drawBar(painter,
                    QRectF(0, i * px(lineHeight), w * lineShares[index % lineShares.size()],
                           px(lineHeight)),
                    10);
            continue;
        }
        const qreal top = i * px(size::row) + px(6);
        const double share = titleShares[index % titleShares.size()];
        drawBar(painter, QRectF(0, top, w * share, px(24)), 12);
        drawBar(painter, QRectF(0, top + px(24), w * share * 1.3, px(20)), 9);
        drawBar(painter, QRectF(w - px(72), top, px(72), px(24)), 12);
        if (i > 0) {
            drawHairline(painter, 0, w, i * px(size::row), color(Role::Line));
        }
    }
}

} // namespace consentry::ui
