#include "ui/widgets/trend_mark.h"

#include "ui/style/painting.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>

#include <cmath>
#include <numbers>

namespace consentry::ui {
namespace {

constexpr int hospitalShapes = 4;
constexpr int markSize = 12;

QPolygonF hexagon(const QPointF& c, qreal radius) {
    QPolygonF corners;
    for (int i = 0; i < 6; ++i) {
        const qreal angle = std::numbers::pi / 3 * i;
        corners << c + QPointF(radius * std::cos(angle), radius * std::sin(angle));
    }
    return corners;
}

/// One shape beside its name, which a screen reader reads.
class Sample : public QWidget {
public:
    explicit Sample(TrendShape shape) : m_shape(shape) {
        setFixedSize(px(20), px(20));
        markOrnament(*this);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        WidgetPainter painter(this);
        paintTrendMark(painter, QRectF(rect()).center(), px(markSize), m_shape,
                       color(Role::Primary));
    }

private:
    TrendShape m_shape;
};

} // namespace

TrendShape trendShape(const TrendSeries& series, int source) {
    if (source == series.ownSource) {
        return TrendShape::Own;
    }
    const bool isAfterOwn = series.ownSource >= 0 && source > series.ownSource;
    return static_cast<TrendShape>((source - (isAfterOwn ? 1 : 0)) % hospitalShapes);
}

void paintTrendMark(QPainter& painter, const QPointF& middle, qreal size, TrendShape shape,
                    const QColor& ink, bool isHollow) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(isHollow ? QPen(ink, size / 5) : QPen(color(Role::Surface), 1.5));
    painter.setBrush(isHollow ? color(Role::Surface) : ink);
    const qreal r = size / 2;
    switch (shape) {
    case TrendShape::Circle:
        painter.drawEllipse(middle, r, r);
        break;
    case TrendShape::Square:
        painter.drawRect(QRectF(middle.x() - r * 0.9, middle.y() - r * 0.9, r * 1.8, r * 1.8));
        break;
    case TrendShape::Diamond: {
        const qreal a = r * 1.25;
        painter.drawPolygon(QPolygonF{middle + QPointF(0, -a), middle + QPointF(a, 0),
                                      middle + QPointF(0, a), middle + QPointF(-a, 0)});
        break;
    }
    case TrendShape::Hexagon:
        painter.drawPolygon(hexagon(middle, r * 1.1));
        break;
    case TrendShape::Own: {
        const qreal a = r * 1.15;
        const qreal b = r * 0.45;
        painter.drawPolygon(
            QPolygonF{middle + QPointF(-b, -a), middle + QPointF(b, -a), middle + QPointF(b, -b),
                      middle + QPointF(a, -b), middle + QPointF(a, b), middle + QPointF(b, b),
                      middle + QPointF(b, a), middle + QPointF(-b, a), middle + QPointF(-b, b),
                      middle + QPointF(-a, b), middle + QPointF(-a, -b), middle + QPointF(-b, -b)});
        break;
    }
    }
}

TrendLegend::TrendLegend(const TrendSeries& series, QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, px(4), 0, 0);
    column->setSpacing(px(2));
    for (int source = 0; source < series.sources.size(); ++source) {
        auto* row = new QHBoxLayout;
        row->setSpacing(px(8));
        row->addWidget(new Sample(trendShape(series, source)), 0, Qt::AlignTop);
        row->addWidget(new Text(series.sources.at(source), TextSize::Caption, Role::Muted), 1);
        column->addLayout(row);
    }
}

} // namespace consentry::ui
