#pragma once

#include "ui/style/appearance.h"

#include <QPainter>
#include <QWidget>

#include <functional>

namespace consentry::ui {

/// A painter for a widget whose code thinks from left to right: where the language runs from right
/// to left everything is mirrored, while words, digits and icons without a direction stay readable.
class WidgetPainter : public QPainter {
public:
    explicit WidgetPainter(QWidget* widget);
};

/// The same for a part that a delegate or the style paints.
void mirrorFor(QPainter& painter, const QRectF& area, Qt::LayoutDirection direction);

/// Within its life whatever is painted into the rectangle is not mirrored.
class Unmirrored {
public:
    Unmirrored(QPainter& painter, const QRectF& rect);
    ~Unmirrored();
    Unmirrored(const Unmirrored&) = delete;
    Unmirrored& operator=(const Unmirrored&) = delete;
    bool wasMirrored() const { return m_wasMirrored; }

private:
    QPainter& m_painter;
    bool m_wasMirrored;
};

/// One line of text, centred by the em square and elided to the rectangle: metrics differ between
/// faces and push text off centre (baseline = middle + 0.36 of the size). Left means leading.
void drawText(QPainter& painter, const QRectF& rect, const QString& text, const QFont& font,
              const QColor& color, Qt::Alignment horizontal = Qt::AlignLeft);

qreal textWidth(const QString& text, const QFont& font);

/// How a text runs: in a language from right to left any of its letters decides, so that a sentence
/// that begins with a Latin name still does; elsewhere the first letter.
Qt::LayoutDirection readingDirection(const QString& text, Qt::LayoutDirection layout);

/// Tests learn here which words were cut to fit; nullptr for nobody.
using ElisionWatcher = std::function<void(const QString& words)>;
void watchElision(ElisionWatcher watcher);

/// A one-pixel line on whole device pixels.
void drawHairline(QPainter& painter, qreal x1, qreal x2, qreal y, const QColor& color);
void drawVerticalHairline(QPainter& painter, qreal x, qreal y1, qreal y2, const QColor& color);

/// A filled rounded rectangle with a one-pixel edge; either colour may be invalid for none.
void drawBox(QPainter& painter, const QRectF& rect, qreal radius, const QColor& fill,
             const QColor& edge, qreal edgeWidth = 1.0);

/// The ring of the focused control, along the inside of the rectangle.
void drawFocusRing(QPainter& painter, const QRectF& rect, qreal radius);

/// The ground of what is chosen among others. At high contrast it has an edge as well, because a
/// tint alone would be all there is to see.
void drawChosen(QPainter& painter, const QRectF& rect, qreal radius);
/// The same for a row over the full width: a bar at its leading edge.
void drawChosenRow(QPainter& painter, const QRectF& row);

/// Whether a control shows its focus now: it has it, and the keyboard was used.
bool showsFocus(const QWidget& widget);
/// For the gallery of widgets, where many are shown in focus at once.
void pretendFocus(QWidget& widget);

/// Joins facts of one line: " · ", in Chinese without spaces.
QString joinFacts(const QStringList& facts);

} // namespace consentry::ui
