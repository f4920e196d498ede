#include "ui/style/painting.h"

#include <QFontMetricsF>
#include <QPainterPath>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

constexpr auto pretendedFocus = "consentryPretendsFocus";
constexpr qreal ringWidth = 2;
constexpr qreal chosenBar = 3;

ElisionWatcher& elisionWatcher() {
    static ElisionWatcher watcher;
    return watcher;
}

bool isMirrored(const QPainter& painter) {
    return painter.worldTransform().m11() < 0;
}

void mirrorAround(QPainter& painter, qreal x) {
    painter.translate(2 * x, 0);
    painter.scale(-1, 1);
}

Qt::Alignment flipped(Qt::Alignment alignment) {
    return alignment & Qt::AlignHCenter ? alignment
           : alignment & Qt::AlignRight ? Qt::AlignLeft
                                        : Qt::AlignRight;
}

} // namespace

WidgetPainter::WidgetPainter(QWidget* widget) : QPainter(widget) {
    mirrorFor(*this, QRectF(widget->rect()), widget->layoutDirection());
}

void mirrorFor(QPainter& painter, const QRectF& area, Qt::LayoutDirection direction) {
    if (direction == Qt::RightToLeft) {
        mirrorAround(painter, area.center().x());
    }
}

Unmirrored::Unmirrored(QPainter& painter, const QRectF& rect)
    : m_painter(painter), m_wasMirrored(isMirrored(painter)) {
    if (m_wasMirrored) {
        painter.save();
        mirrorAround(painter, rect.center().x());
    }
}

Unmirrored::~Unmirrored() {
    if (m_wasMirrored) {
        m_painter.restore();
    }
}

qreal textWidth(const QString& text, const QFont& font) {
    return QFontMetricsF(font).horizontalAdvance(text);
}

Qt::LayoutDirection readingDirection(const QString& text, Qt::LayoutDirection layout) {
    const bool hasRightToLeft = std::any_of(text.begin(), text.end(), [](QChar c) {
        return c.direction() == QChar::DirR || c.direction() == QChar::DirAL;
    });
    const bool isRightToLeft = layout == Qt::RightToLeft ? hasRightToLeft : text.isRightToLeft();
    return isRightToLeft ? Qt::RightToLeft : Qt::LeftToRight;
}

void watchElision(ElisionWatcher watcher) {
    elisionWatcher() = std::move(watcher);
}

void drawText(QPainter& painter, const QRectF& rect, const QString& text, const QFont& font,
              const QColor& color, Qt::Alignment horizontal) {
    const Unmirrored upright(painter, rect);
    if (upright.wasMirrored()) {
        horizontal = flipped(horizontal);
    }
    const QFontMetricsF metrics(font);
    QString shown = text;
    qreal width = metrics.horizontalAdvance(shown);
    if (width > rect.width() + 0.5) {
        shown = metrics.elidedText(text, Qt::ElideRight, rect.width());
        if (elisionWatcher()) {
            elisionWatcher()(text);
        }
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
    painter.setLayoutDirection(
        readingDirection(text, upright.wasMirrored() ? Qt::RightToLeft : Qt::LeftToRight));
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

void drawFocusRing(QPainter& painter, const QRectF& rect, qreal radius) {
    drawBox(painter, rect, radius, QColor(), color(Role::Focus), ringWidth);
}

void drawChosen(QPainter& painter, const QRectF& rect, qreal radius) {
    const bool edged = Appearance::current().theme() == Theme::HighContrast;
    drawBox(painter, rect, radius, color(Role::PrimarySoft),
            edged ? color(Role::Primary) : QColor(), 2);
}

void drawChosenRow(QPainter& painter, const QRectF& row) {
    painter.fillRect(row, color(Role::PrimarySoft));
    painter.fillRect(QRectF(row.left(), row.top(), chosenBar, row.height()), color(Role::Primary));
    if (Appearance::current().theme() == Theme::HighContrast) {
        drawBox(painter, row, 0, QColor(), color(Role::Primary), 2);
    }
}

bool showsFocus(const QWidget& widget) {
    return (widget.hasFocus() && widget.window()->testAttribute(Qt::WA_KeyboardFocusChange)) ||
           widget.property(pretendedFocus).toBool();
}

void pretendFocus(QWidget& widget) {
    widget.setProperty(pretendedFocus, true);
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
