#include "ui/style/painting.h"

#include <QFontMetricsF>
#include <QPainterPath>

using namespace Qt::StringLiterals;

namespace consentry::ui {

qreal textWidth(const QString& text, const QFont& font) {
    return QFontMetricsF(font).horizontalAdvance(text);
}

void drawText(QPainter& painter, const QRectF& rect, const QString& text, const QFont& font,
              const QColor& color, Qt::Alignment horizontal) {
    const QFontMetricsF metrics(font);
    QString shown = text;
    qreal width = metrics.horizontalAdvance(shown);
    if (width > rect.width() + 0.5) {
        shown = metrics.elidedText(text, Qt::ElideRight, rect.width());
        width = metrics.horizontalAdvance(shown);
    }
    qreal x = rect.left();
    if (horizontal & Qt::AlignRight) {
        x = rect.right() - width;
    } else if (horizontal & Qt::AlignHCenter) {
        x = rect.left() + (rect.width() - width) / 2;
    }
    const qreal baseline = qRound(rect.top() + rect.height() / 2 + 0.36 * font.pixelSize());
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(QPointF(x, baseline), shown);
}

namespace {
qreal snapped(const QPainter& painter, qreal value) {
    const qreal ratio = painter.device()->devicePixelRatioF();
    return qRound(value * ratio) / ratio;
}
} // namespace

void drawHairline(QPainter& painter, qreal x1, qreal x2, qreal y, const QColor& color) {
    painter.fillRect(QRectF(x1, snapped(painter, y), x2 - x1, 1), color);
}

void drawVerticalHairline(QPainter& painter, qreal x, qreal y1, qreal y2, const QColor& color) {
    painter.fillRect(QRectF(snapped(painter, x), y1, 1, y2 - y1), color);
}

void drawBox(QPainter& painter, const QRectF& rect, qreal radius, const QColor& fill,
             const QColor& edge, qreal edgeWidth) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(edge.isValid() ? QPen(edge, edgeWidth) : QPen(Qt::NoPen));
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    const qreal inset = edge.isValid() ? edgeWidth / 2 : 0;
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset,
                            radius - inset);
    painter.restore();
}

void drawFocusRing(QPainter& painter, const QRectF& inner, qreal radius) {
    drawBox(painter, inner.adjusted(-4, -4, 4, 4), radius + 4, QColor(), color(Role::Focus), 2);
}

bool showsFocus(const QWidget& widget) {
    return widget.hasFocus() && widget.window()->testAttribute(Qt::WA_KeyboardFocusChange);
}

QString joinFacts(const QStringList& facts) {
    QStringList filled;
    for (const QString& fact : facts) {
        if (!fact.isEmpty()) {
            filled << fact;
        }
    }
    return filled.join(isChinese() ? u"・"_s : u" · "_s);
}

} // namespace consentry::ui
