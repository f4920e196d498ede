#pragma once

#include "ui/style/appearance.h"

#include <QPainter>
#include <QWidget>

namespace consentry::ui {

/// One line of text, centred by the em square and elided to the rectangle: metrics differ between
/// faces and push text off centre (baseline = middle + 0.36 of the size).
void drawText(QPainter& painter, const QRectF& rect, const QString& text, const QFont& font,
              const QColor& color, Qt::Alignment horizontal = Qt::AlignLeft);

qreal textWidth(const QString& text, const QFont& font);

/// A one-pixel line on whole device pixels.
void drawHairline(QPainter& painter, qreal x1, qreal x2, qreal y, const QColor& color);
void drawVerticalHairline(QPainter& painter, qreal x, qreal y1, qreal y2, const QColor& color);

/// A filled rounded rectangle with a one-pixel edge; either colour may be invalid for none.
void drawBox(QPainter& painter, const QRectF& rect, qreal radius, const QColor& fill,
             const QColor& edge, qreal edgeWidth = 1.0);

/// The ring around the focused control; `inner` is the control itself.
void drawFocusRing(QPainter& painter, const QRectF& inner, qreal radius);

/// Whether a control shows its focus now: it has it, and the keyboard was used.
bool showsFocus(const QWidget& widget);

/// Joins facts of one line: " · ", in Chinese without spaces.
QString joinFacts(const QStringList& facts);

} // namespace consentry::ui
