#include "ui/widgets/wrap_layout.h"

#include <QWidget>

namespace consentry::ui {

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

int WrapLayout::place(const QRect& rect, bool move) const {
    const QMargins margins = contentsMargins();
    const QRect area = rect.marginsRemoved(margins);
    const int gap = qMax(0, spacing());
    int x = area.left();
    int y = area.top();
    int lineHeight = 0;
    for (QLayoutItem* item : m_items) {
        const QSize wanted = item->sizeHint();
        if (x > area.left() && x + wanted.width() > area.right() + 1) {
            x = area.left();
            y += lineHeight + gap;
            lineHeight = 0;
        }
        if (move) {
            const bool right = m_lastAtRight && item == m_items.last();
            const int left = right ? qMax(x, area.right() + 1 - wanted.width()) : x;
            item->setGeometry(QRect(QPoint(left, y), wanted));
        }
        x += wanted.width() + gap;
        lineHeight = qMax(lineHeight, wanted.height());
    }
    return y + lineHeight - rect.top() + margins.bottom();
}

int WrapLayout::heightForWidth(int width) const {
    return place(QRect(0, 0, width, 0), false);
}

QSize WrapLayout::sizeHint() const {
    int width = 0;
    for (const QLayoutItem* item : m_items) {
        width += item->sizeHint().width() + qMax(0, spacing());
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
    place(rect, true);
}

} // namespace consentry::ui
