#include "ui/widgets/page.h"

#include "ui/widgets/rebuilding.h"
#include "ui/widgets/virtual_list.h"
#include "ui/widgets/wrap_layout.h"

#include <QApplication>
#include <QEvent>
#include <QScrollBar>

#include <algorithm>

namespace consentry::ui {
namespace {

/// Three rows, and half of one that says that there are more.
constexpr int leastListHeight = 7 * size::row / 2;

} // namespace

Page::Page(QWidget* parent, Scroll scroll)
    : QWidget(parent), m_scroll(scroll), m_outer(new QVBoxLayout(this)) {
    m_outer->setContentsMargins(0, 0, 0, 0);
    m_outer->setSpacing(0);
}

QWidget* Page::wrapInScroll(QWidget* column) {
    auto* body = new QWidget;
    auto* row = new QHBoxLayout(body);
    // The column keeps room for focus rings at its edges.
    const int margin = px(size::pageMargin) - size::focusRoom;
    row->setContentsMargins(margin, px(28) - size::focusRoom, margin, px(24));
    column->setMaximumWidth(px(maxWidth()) + 2 * size::focusRoom);
    row->addStretch(1);
    row->addWidget(column, 10000);
    row->addStretch(1);
    m_area = makeArea(body);
    return m_area;
}

QScrollArea* Page::makeArea(QWidget* contents) {
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(contents);
    area->viewport()->setAutoFillBackground(false);
    contents->setAutoFillBackground(false);
    return area;
}

QScrollArea* Page::scrollWhenLow(QWidget* contents) {
    const auto lists = contents->findChildren<VirtualList*>();
    for (VirtualList* list : lists) {
        list->setMinimumHeight(std::max(list->minimumHeight(), px(leastListHeight)));
    }
    return makeArea(contents);
}

void Page::rebuildWhenSeen() {
    if (isBuilt() && !isVisible()) {
        m_isStale = true;
    } else {
        rebuild();
    }
}

void Page::rebuild() {
    m_isStale = false;
    const FocusKeeper focus(*this);
    const int scrolled = m_area != nullptr ? m_area->verticalScrollBar()->value() : 0;
    retire(m_content);
    m_area = nullptr;
    m_content = new QWidget(this);
    auto* parts = new QVBoxLayout(m_content);
    parts->setContentsMargins(0, 0, 0, 0);
    parts->setSpacing(0);
    if (QWidget* header = buildHeader()) {
        parts->addWidget(header);
    }
    auto* column = new QWidget;
    auto* layout = new QVBoxLayout(column);
    const int ring = m_scroll == Scroll::Whole ? size::focusRoom : 0;
    layout->setContentsMargins(ring, ring, ring, ring);
    layout->setSpacing(0);
    build(*layout);
    parts->addWidget(m_scroll == Scroll::Whole ? wrapInScroll(column) : column, 1);
    if (QWidget* footer = buildFooter()) {
        parts->addWidget(footer);
    }
    m_outer->addWidget(m_content);
    m_content->show();
    focus.giveBack(*m_content);
    if (m_area != nullptr && scrolled > 0) {
        m_outer->activate();
        m_area->verticalScrollBar()->setValue(scrolled);
    }
    tellProblems();
}

void Page::tellProblems() {
    if (!isVisible()) {
        return;
    }
    QStringList problems;
    const auto banners = m_content->findChildren<Banner*>();
    for (Banner* banner : banners) {
        const QString words = banner->accessibleName();
        if (!words.isEmpty() && !m_toldProblems.contains(words)) {
            tellAlert(*banner);
        }
        problems << words;
    }
    m_toldProblems = problems;
}

void Page::addHead(QVBoxLayout& column, const QString& title, QWidget* subtitle,
                   const QList<QWidget*>& actions) {
    auto* words = new Text(title, TextSize::Page, Role::Ink, TextWeight::Bold);
    words->setMinimumHeight(px(size::target));
    words->setObjectName(QStringLiteral("pageTitle"));
    if (actions.size() > 1) {
        // Several go to lines of their own where the title leaves no room for them.
        auto* buttons = new QWidget;
        auto* side = new WrapLayout(buttons);
        // Buttons paint their focus rings outside of their layout items.
        side->setContentsMargins(size::focusRoom, size::focusRoom, size::focusRoom,
                                 size::focusRoom);
        side->setSpacing(px(12));
        for (QWidget* action : actions) {
            side->addWidget(action);
        }
        auto* lines = new WrapLayout;
        lines->setContentsMargins(0, 0, 0, 0);
        lines->setSpacing(px(12));
        lines->setLastAtRight();
        lines->addWidget(words);
        lines->addWidget(buttons);
        column.addLayout(lines);
    } else {
        auto* row = new QHBoxLayout;
        row->setSpacing(px(12));
        row->addWidget(words, 1);
        for (QWidget* action : actions) {
            row->addWidget(action, 0, Qt::AlignTop);
        }
        column.addLayout(row);
    }
    if (subtitle != nullptr) {
        column.addSpacing(px(6));
        column.addWidget(subtitle);
    }
    column.addSpacing(px(20));
}

void Page::addSection(QVBoxLayout& column, const QString& title, QWidget* action) {
    auto* row = new QHBoxLayout;
    row->setSpacing(px(12));
    auto* words = new Text(title, TextSize::Section, Role::Ink, TextWeight::Bold);
    // As high as one with a button beside it, so that neighbours stand in line.
    words->setMinimumHeight(px(size::target));
    row->addWidget(words, 1);
    if (action != nullptr) {
        row->setContentsMargins(sided(0, 0, size::focusRoom, 0));
        row->addWidget(action, 0, Qt::AlignVCenter);
    }
    column.addLayout(row);
    column.addSpacing(px(5));
}

Text* Page::mutedText(const QString& words) {
    return new Text(words, TextSize::Body, Role::Muted);
}

void Page::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange && isBuilt()) {
        rebuild();
    }
    QWidget::changeEvent(event);
}

void Page::showEvent(QShowEvent* event) {
    if (!isBuilt() || m_isStale) {
        rebuild();
    }
    QWidget::showEvent(event);
    tellProblems();
}

void Page::paintEvent(QPaintEvent*) {
    QPainter(this).fillRect(rect(), color(Role::Canvas));
}

void PageBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

// What does not fit side by side at large text stands one above the other.
void PageBar::arrange() {
    int wanted = 0;
    for (int i = 0; i < m_row->count(); ++i) {
        const QLayoutItem& item = *m_row->itemAt(i);
        wanted += item.minimumSize().width() + (i > 0 ? m_row->spacing() : 0);
    }
    const QMargins inside = m_row->contentsMargins();
    const QMargins outside = layout()->contentsMargins();
    const int inner =
        std::min(width() - outside.left() - outside.right(), m_row->parentWidget()->maximumWidth());
    const int room = inner - inside.left() - inside.right();
    const auto direction = wanted > room ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    if (m_row->direction() != direction) {
        m_row->setDirection(direction);
    }
}

PageBar::PageBar(Place place, int maxWidth, QWidget* parent)
    : QWidget(parent), m_place(place), m_row(new QHBoxLayout) {
    auto* outer = new QHBoxLayout(this);
    const int margin = px(size::pageMargin) - size::focusRoom;
    outer->setContentsMargins(margin, px(place == Place::Top ? 10 : 16), margin,
                              px(place == Place::Top ? 10 : 16));
    auto* inner = new QWidget;
    if (maxWidth > 0) {
        inner->setMaximumWidth(px(maxWidth) + 2 * size::focusRoom);
    }
    inner->setLayout(m_row);
    // Room for the focus rings of the first and the last button.
    m_row->setContentsMargins(size::focusRoom, size::focusRoom, size::focusRoom, size::focusRoom);
    m_row->setSpacing(px(12));
    outer->addStretch(1);
    outer->addWidget(inner, 10000);
    outer->addStretch(1);
}

void PageBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), color(m_place == Place::Top ? Role::Canvas : Role::Surface));
    drawHairline(painter, 0, width(), m_place == Place::Top ? height() - 1 : 0, color(Role::Line));
}

} // namespace consentry::ui
