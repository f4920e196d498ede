#include "ui/widgets/row_layout.h"

#include "ui/style/appearance.h"

#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace consentry::ui {
namespace {

// Narrower than this words are hard to read; what stands at the end goes below them.
constexpr int wordsMin = 240;

int heightOf(const QLayoutItem& item, int width) {
    return item.hasHeightForWidth() ? item.heightForWidth(width) : item.sizeHint().height();
}

} // namespace

RowLayout::RowLayout(QWidget* parent) : QLayout(parent) {}

RowLayout::~RowLayout() {
    qDeleteAll(all());
}

QList<QLayoutItem*> RowLayout::all() const {
    QList<QLayoutItem*> items;
    for (QLayoutItem* item : {m_leading, m_words}) {
        if (item != nullptr) {
            items << item;
        }
    }
    return items + m_trailing;
}

void RowLayout::setLeading(QWidget* widget) {
    addChildWidget(widget);
    m_leading = new QWidgetItem(widget);
    invalidate();
}

void RowLayout::setWords(QLayout* words) {
    addChildLayout(words);
    m_words = words;
    invalidate();
}

void RowLayout::addTrailing(QWidget* widget) {
    addChildWidget(widget);
    addItem(new QWidgetItem(widget));
}

void RowLayout::addItem(QLayoutItem* item) {
    m_trailing << item;
    invalidate();
}

int RowLayout::count() const {
    return static_cast<int>(all().size());
}

QLayoutItem* RowLayout::itemAt(int index) const {
    return all().value(index);
}

QLayoutItem* RowLayout::takeAt(int index) {
    QLayoutItem* item = itemAt(index);
    if (item == m_leading) {
        m_leading = nullptr;
    } else if (item == m_words) {
        m_words = nullptr;
    } else {
        m_trailing.removeAll(item);
    }
    return item;
}

int RowLayout::trailingWidth() const {
    int width = 0;
    for (const QLayoutItem* item : m_trailing) {
        width += item->isEmpty() ? 0 : item->sizeHint().width() + spacing();
    }
    return width; // with a gap before the first
}

RowLayout::Plan RowLayout::plan(int width) const {
    Plan plan;
    plan.wordsLeft = m_leading != nullptr ? m_leading->sizeHint().width() + spacing() : 0;
    const int room = width - plan.wordsLeft;
    const int beside = room - trailingWidth();
    const int wanted = m_words != nullptr ? std::min(m_words->sizeHint().width(), px(wordsMin)) : 0;
    plan.below = !m_trailing.isEmpty() && beside < wanted;
    plan.stacked = plan.below && trailingWidth() - spacing() > room;
    plan.wordsWidth = std::max(0, plan.below ? room : beside);
    plan.wordsHeight = m_words != nullptr ? heightOf(*m_words, plan.wordsWidth) : 0;
    if (m_leading != nullptr) {
        plan.wordsHeight = std::max(plan.wordsHeight, m_leading->sizeHint().height());
    }
    for (const QLayoutItem* item : m_trailing) {
        if (!item->isEmpty()) {
            const int itemWidth = std::min(room, item->sizeHint().width());
            const int height = heightOf(*item, itemWidth);
            const int gap = plan.trailingHeight > 0 ? spacing() / 2 : 0;
            plan.trailingHeight = plan.stacked ? plan.trailingHeight + gap + height
                                               : std::max(plan.trailingHeight, height);
        }
    }
    return plan;
}

int RowLayout::heightForWidth(int width) const {
    const QMargins m = contentsMargins();
    const Plan p = plan(width - m.left() - m.right());
    const int inner = p.below ? p.wordsHeight + spacing() / 2 + p.trailingHeight
                              : std::max(p.wordsHeight, p.trailingHeight);
    return inner + m.top() + m.bottom();
}

QSize RowLayout::sizeHint() const {
    const QMargins m = contentsMargins();
    int width = m.left() + m.right() + trailingWidth();
    width += m_leading != nullptr ? m_leading->sizeHint().width() + spacing() : 0;
    width += m_words != nullptr ? m_words->sizeHint().width() : 0;
    return {width, heightForWidth(width)};
}

QSize RowLayout::minimumSize() const {
    int width = m_words != nullptr ? m_words->minimumSize().width() : 0;
    for (const QLayoutItem* item : m_trailing) {
        width = std::max(width, item->minimumSize().width());
    }
    width += m_leading != nullptr ? m_leading->sizeHint().width() + spacing() : 0;
    const QMargins m = contentsMargins();
    // The height follows from the real width.
    return {width + m.left() + m.right(), m.top() + m.bottom()};
}

void RowLayout::setGeometry(const QRect& rect) {
    QLayout::setGeometry(rect);
    const QRect area = rect.marginsRemoved(contentsMargins());
    const Plan p = plan(area.width());
    const auto direction =
        parentWidget() != nullptr ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    const auto put = [&](QLayoutItem& item, const QRect& place) {
        item.setGeometry(QStyle::visualRect(direction, area, place));
    };
    const int lineHeight = p.below ? p.wordsHeight : area.height();
    if (m_leading != nullptr) {
        put(*m_leading, QRect(area.topLeft(), m_leading->sizeHint()));
    }
    if (m_words != nullptr) {
        const int height = heightOf(*m_words, p.wordsWidth);
        put(*m_words, QRect(area.left() + p.wordsLeft, area.top() + (lineHeight - height) / 2,
                            p.wordsWidth, height));
    }
    // Qt cuts what begins left of its parent: the ring of a button needs room there.
    const int belowLeft = area.left() + std::max(p.wordsLeft, size::focusRoom);
    int x = p.below ? belowLeft : area.right() + 1 - trailingWidth() + spacing();
    int top = p.below ? area.top() + p.wordsHeight + spacing() / 2 : area.top();
    const int height = p.below ? p.trailingHeight : lineHeight;
    for (QLayoutItem* item : m_trailing) {
        if (item->isEmpty()) {
            continue;
        }
        const int width = std::min(area.right() + 1 - x, item->sizeHint().width());
        const int own = heightOf(*item, width);
        if (p.stacked) {
            put(*item, QRect(x, top, width, own));
            top += own + spacing() / 2;
            continue;
        }
        put(*item, QRect(x, top + (height - own) / 2, width, own));
        x += width + spacing();
    }
}

} // namespace consentry::ui
