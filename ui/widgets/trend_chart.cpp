#include "ui/widgets/trend_chart.h"

#include "ui/models/format.h"
#include "ui/style/icons.h"
#include "ui/style/painting.h"
#include "ui/widgets/date_ticks.h"
#include "ui/widgets/trend_mark.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainterPath>
#include <QStyle>

#include <algorithm>
#include <array>
#include <cmath>

namespace consentry::ui {
namespace {

constexpr int chartHeight = 220;
constexpr int readoutHeight = 28;
constexpr int scaleRoom = 56; // beside the area, where the widest numbers stand
constexpr int axisHeight = 24;
constexpr int ticksMax = 5;
constexpr int ticksMin = 2;
constexpr int tickPitch = 84;
constexpr int pointSize = 9;
constexpr int arrowRoom = 12; ///< above the highest value
constexpr int narrowWidth = 480;
constexpr int reachOfPointer = 44;
// Closer together than this, points are not drawn one by one.
constexpr int pointPitchMin = 5;
constexpr qreal lineWidth = 2;

QString plain(double value) {
    return QLocale().toString(value, 'g', 6);
}

} // namespace

QList<double> axisTicks(double low, double high, int most) {
    if (!(high > low)) {
        const double around = std::max(1.0, std::abs(low) * 0.1);
        low -= around;
        high += around;
    }
    const int gaps = std::max(1, most - 2); // the outer ticks lie beyond the values
    const double raw = (high - low) / gaps;
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    double step = power * 10;
    for (const double round : {1.0, 2.0, 2.5, 5.0}) {
        if (round * power >= raw) {
            step = round * power;
            break;
        }
    }
    const double first = std::floor(low / step);
    const double last = std::ceil(high / step);
    QList<double> ticks;
    for (double i = first; i <= last && ticks.size() < most + 1; ++i) {
        ticks << i * step;
    }
    return ticks;
}

/// Where things lie in the chart's rectangle.
struct TrendChart::Frame {
    QRectF area;
    QList<double> ticks;
    qint64 from = 0;
    qint64 to = 1;

    qreal x(const QDateTime& at) const {
        const double share =
            double(at.toMSecsSinceEpoch() - from) / double(std::max<qint64>(1, to - from));
        return area.left() + share * area.width();
    }
    qreal y(double value) const {
        const double span = ticks.last() - ticks.first();
        return area.bottom() - (value - ticks.first()) / span * area.height();
    }
};

TrendChart::TrendChart(const TrendSeries& series, QWidget* parent)
    : QWidget(parent), m_series(series) {
    auto& points = m_series.points;
    points.erase(std::remove_if(points.begin(), points.end(),
                                [](const TrendPoint& p) {
                                    return !p.at.isValid() || !std::isfinite(p.value);
                                }),
                 points.end());
    if (points.size() > pointsMax) {
        points = points.mid(points.size() - pointsMax);
    }
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(summary());
}

QSize TrendChart::sizeHint() const {
    return {px(480), px(chartHeight)};
}

QSize TrendChart::minimumSizeHint() const {
    return {px(240), px(chartHeight)};
}

QString TrendChart::placeWord(TrendPoint::Place place) {
    switch (place) {
    case TrendPoint::Place::Inside:
        return tr("in the usual range");
    case TrendPoint::Place::Above:
        return tr("above the usual range");
    case TrendPoint::Place::Below:
        return tr("below the usual range");
    case TrendPoint::Place::Unjudged:
        break;
    }
    return {};
}

QString TrendChart::sourceOf(const TrendPoint& point) const {
    return m_series.sources.size() > 1 ? m_series.sources.value(point.source) : QString();
}

QString TrendChart::describe(int point) const {
    const TrendPoint& p = m_series.points.at(point);
    return joinFacts({p.text, placeWord(p.place), Format::dayYear(p.at.toLocalTime().date()),
                      sourceOf(p), p.note});
}

// The same for all values, so that the chart stands still under the pointer.
int TrendChart::readoutLines() const {
    const auto& points = m_series.points;
    const bool saysMore = m_series.sources.size() > 1 ||
                          std::any_of(points.begin(), points.end(),
                                      [](const TrendPoint& p) { return !p.note.isEmpty(); });
    const bool isJudged = std::any_of(points.begin(), points.end(), [](const TrendPoint& p) {
        return p.place != TrendPoint::Place::Unjudged;
    });
    if (!saysMore) {
        return isJudged && width() < px(narrowWidth) ? 2 : 1;
    }
    const qreal room = width() - px(scaleRoom);
    const QFont font = sansFont(TextSize::Caption);
    const QStringList sources =
        m_series.sources.size() > 1 ? m_series.sources : QStringList{QString()};
    const bool fits = std::all_of(sources.begin(), sources.end(), [&](const QString& source) {
        return textWidth(joinFacts({placeWord(TrendPoint::Place::Above), source}), font) <= room;
    });
    return fits ? 2 : 3;
}

// One line; or the value with its day, and below it what is said of it; or that on two lines.
QStringList TrendChart::readout() const {
    const auto& points = m_series.points;
    if (points.isEmpty()) {
        return {QString()};
    }
    const int shown = m_current >= 0 ? m_current : static_cast<int>(points.size()) - 1;
    if (readoutLines() == 1) {
        return {describe(shown)};
    }
    const TrendPoint& p = points[shown];
    const QString value = joinFacts({p.text, Format::dayYear(p.at.toLocalTime().date())});
    if (readoutLines() == 2) {
        return {value, joinFacts({placeWord(p.place), sourceOf(p), p.note})};
    }
    return {value, placeWord(p.place), joinFacts({sourceOf(p), p.note})};
}

QString TrendChart::summary() const {
    const auto& points = m_series.points;
    if (points.isEmpty()) {
        return tr("%1: no values").arg(m_series.name);
    }
    const auto outside = std::count_if(points.begin(), points.end(), [](const TrendPoint& p) {
        return p.place == TrendPoint::Place::Above || p.place == TrendPoint::Place::Below;
    });
    const QString values = tr("%n values", nullptr, static_cast<int>(points.size()));
    QStringList words{tr("%1, %2 from %3 to %4")
                          .arg(m_series.name, values,
                               Format::dayYear(points.first().at.toLocalTime().date()),
                               Format::dayYear(points.last().at.toLocalTime().date())),
                      tr("the last is %1").arg(points.last().text)};
    if (outside > 0) {
        words << tr("%n outside the usual range", nullptr, static_cast<int>(outside));
    }
    return words.join(isChinese() ? QStringLiteral("，") : QStringLiteral(", "));
}

Spoken::Item TrendChart::spokenItem(int index) const {
    const Frame f = frame();
    const TrendPoint& p = m_series.points.at(index);
    const qreal reach = px(reachOfPointer) / 2.0;
    const QRectF around(f.x(p.at) - reach, f.y(p.value) - reach, 2 * reach, 2 * reach);
    return {describe(index), QStyle::visualRect(layoutDirection(), rect(), around.toRect()),
            QAccessible::ListItem, index == m_current};
}

TrendChart::Frame TrendChart::frame() const {
    const auto& points = m_series.points;
    double low = 0;
    double high = 1;
    if (!points.isEmpty()) {
        const auto less = [](const TrendPoint& a, const TrendPoint& b) {
            return a.value < b.value;
        };
        const auto [least, most] = std::minmax_element(points.begin(), points.end(), less);
        low = least->value;
        high = most->value;
        low = std::min(low, m_series.usualLow.value_or(low));
        high = std::max(high, m_series.usualHigh.value_or(high));
    }
    Frame f;
    f.ticks = axisTicks(low, high, ticksMax);
    qreal labels = 0;
    for (const double tick : std::as_const(f.ticks)) {
        labels = std::max(labels, textWidth(plain(tick), sansFont(TextSize::Caption)));
    }
    const int top = readoutLines() * px(readoutHeight) + px(arrowRoom);
    f.area = QRectF(rect()).adjusted(labels + px(12), top, -px(12), -px(axisHeight) - px(4));
    if (!points.isEmpty()) {
        f.from = points.first().at.toMSecsSinceEpoch();
        f.to = points.last().at.toMSecsSinceEpoch();
        if (f.from == f.to) { // one value stands in the middle
            constexpr qint64 halfDayMs = 43'200'000;
            f.from -= halfDayMs;
            f.to += halfDayMs;
        }
    }
    return f;
}

void TrendChart::paintEvent(QPaintEvent*) {
    WidgetPainter painter(this);
    const Frame f = frame();
    paintUsual(painter, f);
    paintScale(painter, f);
    paintLine(painter, f);
    paintReadout(painter, f);
    if (showsFocus(*this)) {
        drawFocusRing(painter, QRectF(rect()), px(size::controlRadius));
    }
}

void TrendChart::paintUsual(QPainter& painter, const Frame& f) const {
    if (!m_series.usualLow && !m_series.usualHigh) {
        return;
    }
    const qreal top = m_series.usualHigh ? f.y(*m_series.usualHigh) : f.area.top();
    const qreal bottom = m_series.usualLow ? f.y(*m_series.usualLow) : f.area.bottom();
    painter.fillRect(QRectF(f.area.left(), top, f.area.width(), bottom - top),
                     color(Role::GoodTint));
    painter.setPen(QPen(color(Role::Good), 1, Qt::DashLine));
    for (const auto& [edge, is] : {std::pair{top, m_series.usualHigh.has_value()},
                                   std::pair{bottom, m_series.usualLow.has_value()}}) {
        if (is) {
            painter.drawLine(QPointF(f.area.left(), edge), QPointF(f.area.right(), edge));
        }
    }
}

void TrendChart::paintScale(QPainter& painter, const Frame& f) const {
    if (m_series.points.isEmpty()) {
        return;
    }
    const QFont font = sansFont(TextSize::Caption);
    for (const double tick : f.ticks) {
        const qreal y = f.y(tick);
        drawHairline(painter, f.area.left(), f.area.right(), y, color(Role::Line));
        drawText(painter, QRectF(0, y - px(10), f.area.left() - px(8), px(20)), plain(tick), font,
                 color(Role::Muted), Qt::AlignRight);
    }
    const QRectF axis(f.area.left(), f.area.bottom() + px(4), f.area.width(), px(axisHeight));
    const QDate first = m_series.points.first().at.toLocalTime().date();
    const QDate last = m_series.points.last().at.toLocalTime().date();
    if (first == last) {
        drawText(painter, axis, Format::dayYear(first), font, color(Role::Muted), Qt::AlignHCenter);
        return;
    }
    const int fitting = qMax(1, static_cast<int>(f.area.width()) / px(tickPitch));
    const auto months = monthTicks(first, last, fitting);
    if (months.size() < ticksMin) { // a few weeks: their ends say more than one month's name
        drawText(painter, axis, Format::dayShortYear(first), font, color(Role::Muted));
        drawText(painter, axis, Format::dayShortYear(last), font, color(Role::Muted),
                 Qt::AlignRight);
        return;
    }
    for (const QDate& month : months) {
        const qreal x = f.x(month.startOfDay());
        const QString name = tickName(month);
        const qreal width = textWidth(name, font) + 2;
        drawVerticalHairline(painter, x, f.area.bottom(), f.area.bottom() + px(5),
                             color(Role::Control));
        drawText(painter,
                 QRectF(qBound(0.0, x - width / 2, this->width() - width), axis.top(), width,
                        axis.height()),
                 name, font, color(Role::Muted), Qt::AlignHCenter);
    }
}

void TrendChart::paintLine(QPainter& painter, const Frame& f) const {
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& points = m_series.points;
    QPainterPath path;
    for (qsizetype i = 0; i < points.size(); ++i) {
        const QPointF at(f.x(points[i].at), f.y(points[i].value));
        if (i == 0 || points[i].gapBefore) {
            path.moveTo(at);
        } else {
            path.lineTo(at);
        }
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(
        QPen(color(Role::Primary), lineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
    const bool dense = f.area.width() < double(points.size()) * px(pointPitchMin);
    for (int i = 0; i < points.size(); ++i) {
        const bool outside = points[i].place == TrendPoint::Place::Above ||
                             points[i].place == TrendPoint::Place::Below;
        if (!dense || outside || i == m_current || i + 1 == points.size()) {
            paintPoint(painter, f, i);
        }
    }
}

void TrendChart::paintPoint(QPainter& painter, const Frame& f, int point) const {
    const TrendPoint& p = m_series.points[point];
    const qreal s = px(point == m_current ? pointSize + 4 : pointSize);
    const QPointF c(f.x(p.at), f.y(p.value));
    const bool isOutside =
        p.place == TrendPoint::Place::Above || p.place == TrendPoint::Place::Below;
    paintTrendMark(painter, c, s, trendShape(m_series, p.source),
                   color(isOutside ? Role::Ink : Role::Primary),
                   p.bound != TrendPoint::Bound::Exact);
    if (isOutside) { // a triangle beside the mark points out of the range
        const qreal up = p.place == TrendPoint::Place::Above ? 1 : -1;
        const qreal tip = c.y() - up * s * 1.75;
        painter.setPen(Qt::NoPen);
        painter.setBrush(color(Role::Ink));
        painter.drawPolygon(QPolygonF{{c.x(), tip},
                                      {c.x() + s * 0.6, tip + up * s * 0.85},
                                      {c.x() - s * 0.6, tip + up * s * 0.85}});
    }
    if (p.bound != TrendPoint::Bound::Exact) { // it lies somewhere this way
        const qreal down = p.bound == TrendPoint::Bound::Below ? 1 : -1;
        const qreal end = c.y() + down * s * 1.7;
        painter.setPen(QPen(color(Role::Primary), lineWidth));
        painter.drawLine(QPointF(c.x(), c.y() + down * s * 0.7), QPointF(c.x(), end));
        painter.drawLine(QPointF(c.x(), end), QPointF(c.x() - s * 0.4, end - down * s * 0.4));
        painter.drawLine(QPointF(c.x(), end), QPointF(c.x() + s * 0.4, end - down * s * 0.4));
    }
}

void TrendChart::paintReadout(QPainter& painter, const Frame& f) const {
    const auto& points = m_series.points;
    if (points.isEmpty()) {
        drawText(painter, QRectF(rect()), tr("No values yet"), sansFont(TextSize::Body),
                 color(Role::Muted), Qt::AlignHCenter);
        return;
    }
    if (m_current >= 0) {
        drawVerticalHairline(painter, f.x(points[m_current].at), f.area.top(), f.area.bottom(),
                             color(Role::Ink));
    }
    QRectF line(f.area.left(), 2, width() - f.area.left(), px(readoutHeight));
    const auto lines = readout();
    for (const QString& words : lines) {
        const bool isFirst = &words == &lines.first();
        drawText(painter, line, words,
                 isFirst ? sansFont(TextSize::Body, TextWeight::Bold) : sansFont(TextSize::Caption),
                 color(isFirst ? Role::Ink : Role::Muted));
        line.translate(0, isFirst ? px(24) : line.height());
    }
}

void TrendChart::setCurrent(int point) {
    const int next = std::clamp(point, -1, static_cast<int>(m_series.points.size()) - 1);
    if (next != m_current) {
        m_current = next;
        update();
        if (hasFocus() && next >= 0) {
            tellItemFocused(*this, next);
        }
    }
}

void TrendChart::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(m_series.points.size()) - 1;
    const int forward = isRightToLeft() ? -1 : 1;
    const int from = m_current < 0 ? last : m_current;
    switch (event->key()) {
    case Qt::Key_Left:
        return setCurrent(std::clamp(from - forward, 0, std::max(0, last)));
    case Qt::Key_Right:
        return setCurrent(std::clamp(from + forward, 0, std::max(0, last)));
    case Qt::Key_Home:
        return setCurrent(0);
    case Qt::Key_End:
        return setCurrent(last);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return activate(m_current);
    default:
        QWidget::keyPressEvent(event);
    }
}

int TrendChart::nearest(qreal x) const {
    const Frame f = frame();
    const qreal along = isRightToLeft() ? width() - x : x;
    int best = -1;
    qreal distance = px(reachOfPointer);
    for (int i = 0; i < m_series.points.size(); ++i) {
        const qreal away = std::abs(f.x(m_series.points[i].at) - along);
        if (away < distance) {
            distance = away;
            best = i;
        }
    }
    return best;
}

void TrendChart::mouseMoveEvent(QMouseEvent* event) {
    setCurrent(nearest(event->position().x()));
}

void TrendChart::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        activate(nearest(event->position().x()));
    }
}

void TrendChart::activate(int point) {
    if (point >= 0 && !m_series.points[point].id.isEmpty()) {
        emit activated(m_series.points[point].id);
    }
}

void TrendChart::leaveEvent(QEvent* event) {
    setCurrent(-1);
    QWidget::leaveEvent(event);
}

void TrendChart::focusInEvent(QFocusEvent* event) {
    if (m_current < 0) {
        setCurrent(static_cast<int>(m_series.points.size()) - 1);
    }
    QWidget::focusInEvent(event);
}

} // namespace consentry::ui
