#include "ui/widgets/wrap_layout.h"

#include <QStyle>
#include <QWidget>

namespace consentry::ui {
namespace {

// What is wider than a line gets the line, and the height that follows from it.
QSize wantedIn(const QLayoutItem& item, int width) {
    const QSize wanted = item.sizeHint();
    if (wanted.width() <= width) {
        return wanted;
    }
    return {width, item.hasHeightForWidth() ? item.heightForWidth(width) : wanted.height()};
}

} // namespace

WrapLayout::WrapLayout(QWidget* parent) : QLayout(parent) {}

WrapLayout::~WrapLayout() {
    qDeleteAll(m_items);
}

void WrapLayout::addItem(QLayoutItem* item) {
    m_items << item;
}

int WrapLayout::count() const {
    return static_cast<int>(m_items.size());
}

QLayoutItem* WrapLayout::itemAt(int index) const {
    return m_items.value(index);
}

QLayoutItem* WrapLayout::takeAt(int index) {
    return index >= 0 && index < count() ? m_items.takeAt(index) : nullptr;
}

QList<WrapLayout::Line> WrapLayout::linesFor(int width) const {
    const int gap = qMax(0, spacing());
    QList<Line> lines;
    for (qsizetype i = 0; i < m_items.size(); ++i) {
        if (m_items[i]->isEmpty()) {
            continue; // hidden
        }
        const QSize wanted = wantedIn(*m_items[i], width);
        if (lines.isEmpty() || lines.last().width + gap + wanted.width() > width) {
            lines << Line{};
        }
        Line& line = lines.last();
        line.width += wanted.width() + (line.items.isEmpty() ? 0 : gap);
        line.height = qMax(line.height, wanted.height());
        line.items << m_items[i];
    }
    return lines;
}

void WrapLayout::place(const QRect& rect) const {
    const QRect area = rect.marginsRemoved(contentsMargins());
    const int gap = qMax(0, spacing());
    const QWidget* widget = parentWidget();
    const auto direction = widget != nullptr ? widget->layoutDirection() : Qt::LeftToRight;
    int y = area.top();
    for (const Line& line : linesFor(area.width())) {
        int x = area.left();
        for (QLayoutItem* item : line.items) {
            const QSize wanted = wantedIn(*item, area.width());
            const bool last = m_lastAtRight && item == m_items.last();
            const int left = last ? qMax(x, area.right() + 1 - wanted.width()) : x;
            const QRect placed(QPoint(left, y + (line.height - wanted.height()) / 2), wanted);
            item->setGeometry(QStyle::visualRect(direction, area, placed));
            x += wanted.width() + gap;
        }
        y += line.height + gap;
    }
}

int WrapLayout::heightForWidth(int width) const {
    const QMargins m = contentsMargins();
    int height = m.top() + m.bottom();
    const auto lines = linesFor(width - m.left() - m.right());
    for (const Line& line : lines) {
        height += line.height;
    }
    return height + qMax(0, spacing()) * qMax(0, static_cast<int>(lines.size()) - 1);
}

QSize WrapLayout::sizeHint() const {
    int width = 0;
    for (const QLayoutItem* item : m_items) {
        width += item->sizeHint().width() + (width > 0 ? qMax(0, spacing()) : 0);
    }
    const QMargins m = contentsMargins();
    width += m.left() + m.right();
    return {width, heightForWidth(width)};
}

QSize WrapLayout::minimumSize() const {
    QSize least;
    for (const QLayoutItem* item : m_items) {
        least = least.expandedTo(item->minimumSize());
    }
    const QMargins m = contentsMargins();
    return least + QSize(m.left() + m.right(), m.top() + m.bottom());
}

void WrapLayout::setGeometry(const QRect& rect) {
    QLayout::setGeometry(rect);
    place(rect);
}

} // namespace consentry::ui
