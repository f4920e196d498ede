#include "ui/widgets/time_bar_table.h"

#include "ui/models/format.h"
#include "ui/style/icons.h"
#include "ui/style/painting.h"
#include "ui/widgets/date_ticks.h"
#include "ui/widgets/virtual_list.h"

#include <QApplication>
#include <QHeaderView>
#include <QMouseEvent>
#include <QStyle>
#include <QStyleOptionButton>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace consentry::ui {
namespace {

constexpr int daysBack = 75;
constexpr int daysAheadMin = 60;
constexpr int headHeight = 38;
constexpr int railHeight = 4;
constexpr int barHeight = 10;
constexpr int barMin = 8;
constexpr int soonDays = 7;
constexpr int sideInset = 20;
constexpr int gridLinesMax = 12;
// Narrower than this a bar gets a line of its own.
constexpr int besideMin = 520;
constexpr int barRoomMin = 150;
constexpr int titleGap = 16;
constexpr int stackedRow = 88;
constexpr double stackedFromScale = 1.5;
constexpr int boxSize = 20;
constexpr int boxRoom = 34; // before the name, where rows can be marked

/// How a row is divided, best first, as long as every name is whole.
enum class Shape : quint8 {
    Beside,  ///< name, bar and end side by side
    Stacked, ///< the bar on a line of its own
    Tall,    ///< the end on a line of its own as well
};

struct Columns {
    QRectF title; ///< two lines
    QRectF bar;
    QRectF end; ///< two lines, or one with both texts when Tall
    Shape shape = Shape::Beside;
};

Shape shapeFor(qreal width, qreal longestTitle, qreal endWidth) {
    const qreal inner = width - 2 * px(sideInset);
    const qreal besideRoom = inner - endWidth - px(barRoomMin + 8);
    if (Appearance::current().scale() < stackedFromScale && width >= px(besideMin) &&
        longestTitle + px(titleGap) <= besideRoom) {
        return Shape::Beside;
    }
    return longestTitle + endWidth + px(8) <= inner ? Shape::Stacked : Shape::Tall;
}

int rowHeightOf(Shape shape) {
    return px(shape == Shape::Beside    ? size::row
              : shape == Shape::Stacked ? stackedRow
                                        : stackedRow + 24);
}

Columns columnsOf(const QRectF& row, qreal longestTitle, qreal endWidth) {
    Columns c;
    c.shape = shapeFor(row.width(), longestTitle, endWidth);
    const QRectF inner = row.adjusted(px(sideInset), 0, -px(sideInset), 0);
    const qreal width = inner.width();
    const qreal words = px(44);
    const qreal top = row.top() + px(6);
    switch (c.shape) {
    case Shape::Tall:
        c.title = QRectF(inner.left(), top, width, words);
        c.end = QRectF(inner.left(), top + words, width, px(24));
        c.bar = QRectF(inner.left(), c.end.bottom() + px(2), width, px(28));
        break;
    case Shape::Stacked:
        c.title = QRectF(inner.left(), top, width - endWidth - px(8), words);
        c.end = QRectF(inner.right() - endWidth, top, endWidth, words);
        c.bar = QRectF(inner.left(), top + words + px(2), width, px(28));
        break;
    case Shape::Beside: {
        // As wide as the longest name asks, but no narrower than looks well.
        const qreal titleWidth = std::floor(std::max(longestTitle + px(titleGap), width * 0.26));
        c.title = QRectF(inner.left(), row.center().y() - words / 2, titleWidth - px(8), words);
        c.end = QRectF(inner.right() - endWidth, row.center().y() - words / 2, endWidth, words);
        c.bar = QRectF(inner.left() + titleWidth, row.top(), width - titleWidth - endWidth - px(8),
                       row.height());
        break;
    }
    }
    return c;
}

} // namespace

TimeAxis TimeAxis::around(const QList<GrantView>& grants, const QDate& today) {
    QDate last = today.addDays(daysAheadMin);
    for (const GrantView& grant : grants) {
        if (grant.ends.isValid() && grant.ends > last) {
            last = grant.ends;
        }
    }
    return {today.addDays(-daysBack), last.addDays(5), today};
}

double TimeAxis::position(const QDate& day) const {
    return double(from.daysTo(day)) / double(std::max<qint64>(1, from.daysTo(to)));
}

class TimeBarDelegate : public QStyledItemDelegate {
public:
    TimeBarDelegate(const QDate& today, QObject* parent)
        : QStyledItemDelegate(parent), m_today(today) {}

    void setAxis(const TimeAxis& axis) { m_axis = axis; }
    const TimeAxis& axis() const { return m_axis; }
    /// The columns beside the bar are as wide as their longest text.
    void measure(const QList<GrantView>& grants) {
        m_endWidth = px(96);
        m_titleWidth = 0;
        for (const GrantView& grant : grants) {
            m_titleWidth = std::max(
                {m_titleWidth, textWidth(grant.title, sansFont(TextSize::Body, TextWeight::Bold)),
                 textWidth(grant.subtitle, sansFont(TextSize::Caption))});
            m_endWidth = std::max(
                {m_endWidth,
                 textWidth(GrantListModel::endText(grant, m_today), sansFont(TextSize::Body)),
                 textWidth(GrantListModel::endDetail(grant, m_today),
                           sansFont(TextSize::Caption, TextWeight::Bold))});
        }
        m_endWidth += px(4);
    }
    qreal titleWidth() const { return m_titleWidth; }
    qreal endWidth() const { return m_endWidth; }
    void setMarksCurrent(bool marks) { m_marksCurrent = marks; }
    void setHasBoxes(bool boxes) { m_hasBoxes = boxes; }
    /// Names and bars begin behind the boxes.
    qreal lead() const { return m_hasBoxes ? px(boxRoom) : 0; }
    QRectF withoutBox(const QRectF& row) const { return row.adjusted(lead(), 0, 0, 0); }
    /// Where a click marks the row: the box with the air around it.
    QRectF boxArea(const QRectF& row, Qt::LayoutDirection direction) const {
        const qreal width = px(sideInset) + lead();
        return direction == Qt::RightToLeft
                   ? QRectF(row.right() - width, row.top(), width, row.height())
                   : QRectF(row.left(), row.top(), width, row.height());
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const QRectF row(option.rect);
        const Columns c = columnsOf(withoutBox(row), m_titleWidth, m_endWidth);
        const QVariant data = index.data(GrantListModel::grantRole);
        if (!data.isValid()) {
            painter->save();
            mirrorFor(*painter, row, option.direction);
            drawHeading(*painter, row, index);
            painter->restore();
            return;
        }
        const GrantView grant = data.value<GrantView>();
        const bool chosen = m_marksCurrent && (option.state & QStyle::State_Selected);
        painter->save();
        mirrorFor(*painter, row, option.direction);
        if (chosen) {
            drawChosenRow(*painter, row);
        } else if (option.state & QStyle::State_MouseOver) {
            painter->fillRect(row, color(Role::Canvas));
        }
        const bool over = !grant.isOpen();
        const QVariant marked = index.data(Qt::CheckStateRole);
        if (m_hasBoxes && marked.isValid()) {
            drawMarkBox(*painter, row, marked.toInt() == Qt::Checked);
        }
        drawTitle(*painter, c, grant, over);
        drawEnd(*painter, c, grant, over);
        drawGrid(*painter, row, c);
        drawBar(*painter, c.bar, grant);
        drawToday(*painter, row, c);
        if (index.row() > 0 && !chosen) {
            drawHairline(*painter, row.left() + px(sideInset), row.right() - px(sideInset),
                         row.top(), color(Role::Line));
        }
        if (option.state & QStyle::State_HasFocus && option.widget != nullptr &&
            showsFocus(*option.widget)) {
            drawFocusRing(*painter, row.adjusted(3, 3, -3, -3), px(size::controlRadius));
        }
        painter->restore();
    }

    void drawToday(QPainter& painter, const QRectF& row, const Columns& c) const {
        const qreal x = xOf(c.bar, m_axis.today);
        const QRectF span = c.shape == Shape::Beside ? row : c.bar;
        drawVerticalHairline(painter, x, span.top(), span.bottom(), color(Role::Ink));
    }

    qreal xOf(const QRectF& bar, const QDate& day) const {
        return bar.left() + m_axis.position(day) * bar.width();
    }

private:
    static void drawMarkBox(QPainter& painter, const QRectF& row, bool marked) {
        QStyleOptionButton option;
        const int size = px(boxSize);
        option.rect = QRect(static_cast<int>(row.left()) + px(sideInset) - px(4),
                            static_cast<int>(row.center().y()) - size / 2, size, size);
        option.state = QStyle::State_Enabled | (marked ? QStyle::State_On : QStyle::State_Off);
        qApp->style()->drawPrimitive(QStyle::PE_IndicatorCheckBox, &option, &painter);
    }

    static void drawHeading(QPainter& painter, const QRectF& row, const QModelIndex& index) {
        const QRectF line(row.left() + px(sideInset), row.bottom() - px(34),
                          row.width() - 2 * px(sideInset), px(28));
        const QString count =
            TimeBarTable::tr("%n grants", nullptr, index.data(GrantListModel::countRole).toInt());
        const QFont plain = sansFont(TextSize::Caption);
        drawText(painter, line, count, plain, color(Role::Muted), Qt::AlignRight);
        drawText(painter, line.adjusted(0, 0, -textWidth(count, plain) - px(12), 0),
                 index.data(GrantListModel::headingRole).toString(),
                 sansFont(TextSize::Body, TextWeight::Bold), color(Role::Primary));
        drawHairline(painter, row.left() + px(sideInset), row.right() - px(sideInset),
                     row.bottom() - 1, color(Role::Line));
    }

    void drawTitle(QPainter& painter, const Columns& c, const GrantView& grant, bool over) const {
        drawText(painter, QRectF(c.title.left(), c.title.top(), c.title.width(), px(24)),
                 grant.title, sansFont(TextSize::Body, TextWeight::Bold),
                 color(over ? Role::Muted : Role::Ink));
        drawText(painter, QRectF(c.title.left(), c.title.top() + px(24), c.title.width(), px(20)),
                 grant.subtitle, sansFont(TextSize::Caption), color(Role::Muted));
    }

    void drawEnd(QPainter& painter, const Columns& c, const GrantView& grant, bool over) const {
        const bool tall = c.shape == Shape::Tall;
        drawText(painter, QRectF(c.end.left(), c.end.top(), c.end.width(), px(24)),
                 GrantListModel::endText(grant, m_today), sansFont(TextSize::Body),
                 color(over ? Role::Muted : Role::Ink), tall ? Qt::AlignLeft : Qt::AlignRight);
        const bool soon = grant.state == GrantState::Active && grant.ends.isValid() &&
                          m_today.daysTo(grant.ends) <= soonDays;
        const bool waits =
            grant.state == GrantState::Pending || (grant.isOpen() && grant.isStopping);
        const Role role = waits ? Role::Warn : soon ? Role::Ink : Role::Muted;
        drawText(painter,
                 tall ? c.end : QRectF(c.end.left(), c.end.top() + px(24), c.end.width(), px(20)),
                 GrantListModel::endDetail(grant, m_today),
                 sansFont(TextSize::Caption, soon ? TextWeight::Bold : TextWeight::Regular),
                 color(role), Qt::AlignRight);
    }

    void drawGrid(QPainter& painter, const QRectF& row, const Columns& c) const {
        QColor faint = color(Role::Line);
        faint.setAlphaF(Appearance::current().theme() == Theme::HighContrast ? 0.2F : 0.55F);
        const QRectF span = c.shape == Shape::Beside ? row : c.bar;
        for (const QDate& day : monthTicks(m_axis.from, m_axis.to, gridLinesMax)) {
            drawVerticalHairline(painter, xOf(c.bar, day), span.top(), span.bottom(), faint);
        }
    }

    void drawBar(QPainter& painter, const QRectF& bar, const GrantView& grant) const {
        painter.setRenderHint(QPainter::Antialiasing);
        const qreal y = bar.center().y();
        const qreal now = xOf(bar, m_axis.today);
        const qreal begin = std::max(bar.left(), xOf(bar, grant.begins));
        const QDate endDay = grant.ends.isValid() ? grant.ends.addDays(1) : m_axis.to;
        const qreal end = std::min(bar.right(), xOf(bar, endDay));
        const qreal rail = px(railHeight);
        const qreal thick = px(barHeight);
        switch (grant.state) {
        case GrantState::Active: {
            if (begin < now) {
                drawBox(painter, QRectF(begin, y - rail / 2, now - begin, rail), rail / 2,
                        color(Role::Track), QColor());
            }
            const qreal from = std::max(begin, now);
            const QRectF shape(from, y - thick / 2, std::max<qreal>(end - from, px(barMin)), thick);
            drawBox(painter, shape, thick / 2, color(Role::Primary), QColor());
            // The bar starts flat at today's line.
            painter.fillRect(
                QRectF(from, shape.top(), std::min(thick / 2, shape.width() / 2), thick),
                color(Role::Primary));
            break;
        }
        case GrantState::Pending: {
            painter.setPen(QPen(color(Role::Primary), 1.6, Qt::CustomDashLine));
            QPen pen = painter.pen();
            pen.setDashPattern({3, 2.2});
            painter.setPen(pen);
            painter.setBrush(Qt::NoBrush);
            const qreal from = std::max(begin, now) + 3;
            painter.drawRoundedRect(
                QRectF(from, y - thick / 2, std::max<qreal>(end - from, px(barMin)), thick),
                thick / 2, thick / 2);
            break;
        }
        case GrantState::Ended:
            if (end > bar.left()) {
                drawBox(painter, QRectF(begin, y - rail / 2, end - begin, rail), rail / 2,
                        color(Role::Track), QColor());
            }
            break;
        case GrantState::Revoked:
            if (grant.revokedOn.isValid()) {
                drawRevoked(painter, bar, grant, begin, end, y);
            }
            break;
        case GrantState::Failed:
            break; // it never opened anything
        }
    }

    void drawRevoked(QPainter& painter, const QRectF& bar, const GrantView& grant, qreal begin,
                     qreal end, qreal y) const {
        const qreal rail = px(railHeight);
        const qreal s = px(13);
        const qreal cut = std::max(bar.left() + s / 2, xOf(bar, grant.revokedOn));
        if (cut - s * 0.8 > begin) {
            drawBox(painter, QRectF(begin, y - rail / 2, cut - s * 0.8 - begin, rail), rail / 2,
                    color(Role::Track), QColor());
        }
        paintMark(painter, QRectF(cut - s / 2, y - s / 2, s, s), Mark::Cut, color(Role::Ink));
        QPen dots(color(Role::Control), 1.6, Qt::CustomDashLine, Qt::RoundCap);
        dots.setDashPattern({0.1, 3.2});
        painter.setPen(dots);
        if (end > cut + s) {
            painter.drawLine(QPointF(cut + s * 0.9, y), QPointF(end, y));
        }
    }

    QDate m_today;
    TimeAxis m_axis;
    qreal m_titleWidth = 0;
    qreal m_endWidth = 0;
    bool m_marksCurrent = true;
    bool m_hasBoxes = false;
};

namespace {

/// Months over the bars and the pill of today.
class AxisHead : public QWidget {
public:
    AxisHead(TimeBarDelegate* delegate, QWidget* parent) : QWidget(parent), m_delegate(delegate) {
        setFixedHeight(px(headHeight));
        markOrnament(*this); // each row says its days
    }

protected:
    void paintEvent(QPaintEvent*) override {
        WidgetPainter painter(this);
        const Columns c = columnsOf(m_delegate->withoutBox(QRectF(rect())),
                                    m_delegate->titleWidth(), m_delegate->endWidth());
        const TimeAxis& axis = m_delegate->axis();
        const QFont font = sansFont(TextSize::Caption);
        const QString today = TimeBarTable::tr("Today");
        const QFont bold = sansFont(TextSize::Caption);
        const qreal pillWidth = textWidth(today, bold) + px(16);
        const qreal x = m_delegate->xOf(c.bar, axis.today);
        const qreal pillLeft = std::clamp(x - pillWidth / 2, 0.0, width() - pillWidth);
        const QRectF pill(pillLeft, px(8), pillWidth, px(24));
        qreal freeFrom = c.bar.left() - 1;
        for (const QDate& day : monthTicks(axis.from, axis.to, gridLinesMax)) {
            const qreal at = m_delegate->xOf(c.bar, day) + px(4);
            const QString name = tickName(day);
            const qreal nameWidth = textWidth(name, font);
            const bool underPill =
                at < pill.right() + px(4) && at + nameWidth > pill.left() - px(4);
            if (at < freeFrom || underPill || at + nameWidth > c.bar.right() + px(40)) {
                continue;
            }
            drawText(painter, QRectF(at, px(8), nameWidth + 2, px(24)), name, font,
                     color(Role::Muted));
            freeFrom = at + nameWidth + px(8);
        }
        drawHairline(painter, px(sideInset), width() - px(sideInset), height() - 1,
                     color(Role::Line));
        drawVerticalHairline(painter, x, pill.bottom(), height(), color(Role::Ink));
        drawBox(painter, pill, pill.height() / 2, color(Role::Ink), QColor());
        drawText(painter, pill, today, bold, color(Role::Canvas), Qt::AlignHCenter);
    }

private:
    TimeBarDelegate* m_delegate;
};

/// A list whose rows grow where its width asks for it.
class BarList : public VirtualList {
public:
    BarList(const QString& name, TimeBarDelegate* delegate, QWidget* parent)
        : VirtualList(name, parent), m_delegate(delegate) {
        setItemDelegate(delegate);
    }
    void adapt() {
        // Before the first real layout the width says nothing.
        const int wanted = rowHeightOf(shapeFor(width() - m_delegate->lead(),
                                                m_delegate->titleWidth(), m_delegate->endWidth()));
        if (width() > px(160) && wanted != verticalHeader()->defaultSectionSize()) {
            setRowHeight(wanted);
        }
    }

    void setGrants(GrantListModel* model) {
        setModel(model);
        m_grants = model;
    }
    void reset() override {
        m_from = -1;
        VirtualList::reset();
    }

protected:
    void resizeEvent(QResizeEvent* event) override {
        adapt();
        VirtualList::resizeEvent(event);
    }
    void mousePressEvent(QMouseEvent* event) override {
        const QModelIndex index = indexAt(event->pos());
        const bool onBox =
            index.isValid() && m_delegate->boxArea(QRectF(visualRect(index)), layoutDirection())
                                   .contains(event->position());
        const bool wantsMark =
            onBox || (event->modifiers() & (Qt::ShiftModifier | Qt::ControlModifier));
        if (event->button() != Qt::LeftButton || !hasMarks() || !wantsMark ||
            !m_grants->canMark(index.row())) {
            VirtualList::mousePressEvent(event);
            return;
        }
        setFocus(Qt::MouseFocusReason);
        if (event->modifiers() & Qt::ShiftModifier) {
            markUpTo(index.row());
        } else {
            m_grants->setMarked(index.row(), !m_grants->isMarked(index.row()));
        }
        m_from = index.row();
        m_pressMarked = true;
    }
    void mouseReleaseEvent(QMouseEvent* event) override {
        // The press was ours: its release chooses no row.
        if (!std::exchange(m_pressMarked, false)) {
            VirtualList::mouseReleaseEvent(event);
        }
    }
    void mouseDoubleClickEvent(QMouseEvent* event) override { mousePressEvent(event); }
    void keyPressEvent(QKeyEvent* event) override {
        if (!hasMarks() || !markByKey(*event)) {
            VirtualList::keyPressEvent(event);
        }
    }

private:
    bool hasMarks() const { return m_delegate->lead() > 0 && m_grants != nullptr; }

    bool markByKey(const QKeyEvent& event) {
        const int row = currentIndex().row();
        const bool moves = event.key() == Qt::Key_Up || event.key() == Qt::Key_Down;
        if (event.matches(QKeySequence::SelectAll)) {
            m_grants->setAllMarked(true);
            return true;
        }
        if (event.key() == Qt::Key_Escape && !m_grants->marked().isEmpty()) {
            m_grants->setAllMarked(false);
            return true;
        }
        if (event.key() == Qt::Key_Space && m_grants->canMark(row)) {
            m_grants->setMarked(row, !m_grants->isMarked(row));
            m_from = row;
            return true;
        }
        if (moves && event.modifiers() == Qt::ShiftModifier && row >= 0) {
            const QModelIndex next = moveCursor(
                event.key() == Qt::Key_Up ? QAbstractItemView::MoveUp : QAbstractItemView::MoveDown,
                Qt::NoModifier);
            m_grants->markRange(std::min(row, next.row()), std::max(row, next.row()));
            setCurrentIndex(next);
            m_from = next.row();
            return true;
        }
        return false;
    }

    /// From the row that was marked last to this one.
    void markUpTo(int row) {
        const int from = m_from < 0 || m_from >= m_grants->rowCount() ? row : m_from;
        m_grants->markRange(std::min(from, row), std::max(from, row));
    }

    TimeBarDelegate* m_delegate;
    GrantListModel* m_grants = nullptr;
    int m_from = -1;
    bool m_pressMarked = false;
};

} // namespace

TimeBarTable::TimeBarTable(GrantListModel* model, const QDate& today, Choice choice,
                           QWidget* parent)
    : QWidget(parent), m_model(model), m_today(today) {
    m_delegate = new TimeBarDelegate(today, this);
    m_delegate->setMarksCurrent(choice != Choice::Activate);
    m_delegate->setHasBoxes(choice == Choice::Marks);
    m_head = new AxisHead(m_delegate, this);
    auto* list = new BarList(tr("Grants, until when"), m_delegate, this);
    m_list = list;
    list->setGrants(model);
    m_list->setFitsContents();
    m_list->setObjectName(QStringLiteral("grantList"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 0, 1, 8);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_list);
    connect(model, &QAbstractItemModel::modelReset, this, &TimeBarTable::refit);
    const auto tell = [this](int row) {
        if (const GrantView* grant = m_model->grantAt(row)) {
            emit grantChosen(grant->id);
        }
    };
    connect(m_list, &VirtualList::rowActivated, this, tell);
    if (choice != Choice::Activate) {
        connect(m_list, &VirtualList::currentRowChanged, this, tell);
    }
    refit();
}

void TimeBarTable::refit() {
    m_delegate->measure(m_model->grants());
    m_delegate->setAxis(TimeAxis::around(m_model->grants(), m_today));
    static_cast<BarList*>(m_list)->adapt();
    m_head->update();
    m_list->viewport()->update();
}

void TimeBarTable::setCurrent(const QString& grantId) {
    if (const int row = m_model->rowOf(grantId); row >= 0) {
        const QSignalBlocker quiet(this);
        m_list->setCurrentIndex(m_model->index(row, 0));
    }
}

SingleTimeBar::SingleTimeBar(const QDate& today, const QDate& ends, const QDate& usualEnd,
                             QWidget* parent)
    : QWidget(parent), m_today(today), m_ends(ends), m_usual(usualEnd) {
    setAccessibleName(ends.isValid()
                          ? tr("From today until the end of %1").arg(Format::dayLong(ends))
                          : tr("From today, without end"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize SingleTimeBar::sizeHint() const {
    return {px(400), px(48)};
}

void SingleTimeBar::paintEvent(QPaintEvent*) {
    WidgetPainter painter(this);
    const qreal w = width();
    const qreal y = px(10);
    const QDate last = std::max(m_usual, m_ends.isValid() ? m_ends : m_usual);
    const double days = double(std::max<qint64>(1, m_today.daysTo(last)));
    const double share = m_ends.isValid() ? double(m_today.daysTo(m_ends)) / days : 1.0;
    const qreal rail = px(railHeight);
    const qreal thick = px(barHeight);
    drawBox(painter, QRectF(0, y - rail / 2, w, rail), rail / 2, color(Role::Track), QColor());
    const QRectF bar(0, y - thick / 2, std::max<qreal>(w * share, px(barMin)), thick);
    drawBox(painter, bar, thick / 2, color(Role::Primary), QColor());
    painter.fillRect(QRectF(0, bar.top(), bar.width() / 2, thick), color(Role::Primary));
    const QFont plain = sansFont(TextSize::Caption);
    const QFont bold = sansFont(TextSize::Caption, TextWeight::Bold);
    const QString from = tr("Today");
    const QRectF line(0, y + px(12), w, px(24));
    drawText(painter, line, from, plain, color(Role::Muted));
    const QString end = m_ends.isValid()
                            ? tr("%1, end of day").arg(Format::dayNear(m_ends, m_today))
                            : tr("no end");
    const QString usual = tr("usual: 90 days");
    const qreal endWidth = textWidth(end, bold);
    const qreal usualLeft = m_ends < m_usual ? w - textWidth(usual, plain) : w;
    const qreal least = textWidth(from, plain) + px(20);
    const qreal endLeft =
        std::clamp(bar.right() - endWidth / 2, least, std::max(least, w - endWidth));
    drawText(painter, QRectF(endLeft, line.top(), endWidth + 2, line.height()), end, bold,
             color(Role::Ink));
    if (m_ends.isValid() && endLeft + endWidth + px(16) < usualLeft && m_ends < m_usual) {
        drawText(painter, line, usual, plain, color(Role::Muted), Qt::AlignRight);
    }
}

} // namespace consentry::ui
