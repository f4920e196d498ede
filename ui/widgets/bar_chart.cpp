#include "ui/widgets/bar_chart.h"

#include "ui/style/painting.h"

#include <QKeyEvent>
#include <QStyle>

#include <algorithm>

namespace consentry::ui {
namespace {

constexpr int rowHeight = 40;
constexpr int barThickness = 10;
constexpr int barMin = 3;
constexpr int markSize = 12;
constexpr int inset = 8;

} // namespace

BarChart::BarChart(const QString& name, const QList<Bar>& bars, QWidget* parent)
    : QWidget(parent), m_bars(bars) {
    setAccessibleName(name);
    setFocusPolicy(bars.isEmpty() ? Qt::NoFocus : Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize BarChart::sizeHint() const {
    return {px(480), qMax(1, static_cast<int>(m_bars.size())) * px(rowHeight)};
}

QSize BarChart::minimumSizeHint() const {
    return {px(240), sizeHint().height()};
}

QRectF BarChart::rowOf(int index) const {
    return QRectF(0, index * px(rowHeight), width(), px(rowHeight));
}

Spoken::Item BarChart::spokenItem(int index) const {
    const Bar& bar = m_bars.at(index);
    return {tr("%1: %2").arg(bar.label, bar.text),
            QStyle::visualRect(layoutDirection(), rect(), rowOf(index).toRect()),
            QAccessible::ListItem, index == m_current};
}

void BarChart::paintEvent(QPaintEvent*) {
    WidgetPainter painter(this);
    if (m_bars.isEmpty()) {
        drawText(painter, QRectF(rect()), tr("No values yet"), sansFont(TextSize::Body),
                 color(Role::Muted), Qt::AlignHCenter);
        return;
    }
    const QFont font = sansFont(TextSize::Body);
    const QFont bold = sansFont(TextSize::Body, TextWeight::Bold);
    qreal labels = 0;
    qreal texts = 0;
    double most = 0;
    for (const Bar& bar : std::as_const(m_bars)) {
        labels = std::max(labels, textWidth(bar.label, font) + (bar.mark ? px(markSize + 8) : 0));
        texts = std::max(texts, textWidth(bar.text, bold));
        most = std::max(most, bar.value);
    }
    labels = std::min(labels + 2, width() * 0.45);
    const qreal barLeft = px(inset) + labels + px(12);
    const qreal barRoom = std::max<qreal>(0, width() - barLeft - texts - px(inset + 12));
    for (int i = 0; i < m_bars.size(); ++i) {
        const Bar& bar = m_bars[i];
        const QRectF row = rowOf(i);
        qreal x = px(inset);
        if (bar.mark) {
            const qreal s = px(markSize);
            paintMark(painter, QRectF(x, row.center().y() - s / 2, s, s), *bar.mark,
                      color(bar.markRole));
            x += s + px(8);
        }
        drawText(painter, QRectF(x, row.top(), px(inset) + labels - x, row.height()), bar.label,
                 font, color(Role::Ink));
        const qreal thick = px(barThickness);
        const double share = most > 0 ? std::max(0.0, bar.value) / most : 0;
        const QRectF shape(barLeft, row.center().y() - thick / 2,
                           bar.value > 0 ? std::max<qreal>(barRoom * share, px(barMin)) : 0, thick);
        drawBox(painter, QRectF(barLeft, shape.top(), barRoom, thick), thick / 2,
                color(Role::Sunken), QColor());
        drawBox(painter, shape, std::min(thick, shape.width()) / 2, color(Role::Primary), QColor());
        drawText(painter,
                 QRectF(width() - texts - px(inset) - 2, row.top(), texts + 2, row.height()),
                 bar.text, bold, color(Role::Ink), Qt::AlignRight);
        if (i == m_current && showsFocus(*this)) {
            drawFocusRing(painter, row.adjusted(1, 1, -1, -1), px(size::controlRadius));
        }
    }
}

void BarChart::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(m_bars.size()) - 1;
    int next = m_current;
    switch (event->key()) {
    case Qt::Key_Up:
        --next;
        break;
    case Qt::Key_Down:
        ++next;
        break;
    case Qt::Key_Home:
        next = 0;
        break;
    case Qt::Key_End:
        next = last;
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    m_current = std::clamp(next, 0, last);
    tellItemFocused(*this, m_current);
    update();
}

} // namespace consentry::ui
