#pragma once

#include "ui/models/trend_series.h"

#include <QPainter>
#include <QWidget>

namespace consentry::ui {

/// The shape of who reported a value. Own stands apart from every hospital.
enum class TrendShape : quint8 { Circle, Square, Diamond, Hexagon, Own };

/// Of TrendSeries::sources; the fifth hospital has the shape of the first.
TrendShape trendShape(const TrendSeries& series, int source);

/// A value: its shape, filled where it is exact and hollow where it is only a bound.
void paintTrendMark(QPainter& painter, const QPointF& middle, qreal size, TrendShape shape,
                    const QColor& color, bool isHollow = false);

/// Which shape is whose, a line each. Only where more than one reported.
class TrendLegend : public QWidget {
    Q_OBJECT
public:
    explicit TrendLegend(const TrendSeries& series, QWidget* parent = nullptr);
};

} // namespace consentry::ui
