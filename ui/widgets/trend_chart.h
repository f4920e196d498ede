#pragma once

#include "ui/models/trend_series.h"
#include "ui/style/spoken.h"

#include <QWidget>

namespace consentry::ui {

/// Round numbers for an axis from about `low` to about `high`, at most `most` of them, at least
/// two; ascending and evenly spaced.
QList<double> axisTicks(double low, double high, int most);

/// A line over time. Who reported is said by the shape of the mark; what is above or below the
/// usual range has a triangle beside it that points there, and is named in words, so that nothing
/// hangs on a colour; gaps stay gaps; what is only known to be below or above a number is hollow.
/// Left and Right go from value to value and show each in words, Return asks for its record.
class TrendChart : public QWidget, public Spoken {
    Q_OBJECT
public:
    /// More than this are thinned out by leaving out the oldest.
    static constexpr int pointsMax = 5000;

    explicit TrendChart(const TrendSeries& series, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    /// The value under the keyboard or the pointer, -1 for none.
    int current() const { return m_current; }
    void setCurrent(int point);
    /// "7.4 mmol/L, above the usual range, 21 November 2026".
    QString describe(int point) const;
    /// The whole line in one sentence.
    QString summary() const;
    static QString placeWord(TrendPoint::Place place);

    QAccessible::Role spokenRole() const override { return QAccessible::Chart; }
    int spokenItemCount() const override { return static_cast<int>(m_series.points.size()); }
    Item spokenItem(int index) const override;
    int spokenCurrent() const override { return m_current; }
    void pressSpokenItem(int index) override { setCurrent(index); }

signals:
    /// The record of a value was asked for, by Return or a click.
    void activated(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    struct Frame;
    Frame frame() const;
    void paintScale(QPainter& painter, const Frame& frame) const;
    void paintUsual(QPainter& painter, const Frame& frame) const;
    void paintLine(QPainter& painter, const Frame& frame) const;
    void paintPoint(QPainter& painter, const Frame& frame, int point) const;
    void paintReadout(QPainter& painter, const Frame& frame) const;
    QStringList readout() const;
    int readoutLines() const;
    QString sourceOf(const TrendPoint& point) const;
    void activate(int point);
    int nearest(qreal x) const;

    TrendSeries m_series;
    int m_current = -1;
};

} // namespace consentry::ui
