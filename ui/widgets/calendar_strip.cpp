#include "ui/widgets/calendar_strip.h"

#include "ui/models/format.h"
#include "ui/style/icons.h"
#include "ui/style/painting.h"
#include "ui/widgets/button.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QStyle>

#include <algorithm>

namespace consentry::ui {
namespace {

constexpr int monthLine = 22;
constexpr int cellHeight = 72;
constexpr int cellGap = 2;
constexpr int daysOfWheelStep = 3;

struct Gravest {
    Mark mark;
    Role role;
};

Gravest gravestOf(const AccessCounts& counts) {
    return counts.noRule > 0   ? Gravest{Mark::NoRule, Role::Danger}
           : counts.emergency > 0 ? Gravest{Mark::Warning, Role::Warn}
           : counts.byRule > 0      ? Gravest{Mark::ByRule, Role::Good}
                                    : Gravest{Mark::Refused, Role::Muted};
}

} // namespace

class DayCells : public QWidget, public Spoken {
    Q_OBJECT
public:
    explicit DayCells(QWidget* parent) : QWidget(parent) {
        setFocusPolicy(Qt::StrongFocus);
        setMouseTracking(true);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }

    void setBounds(const QDate& first, const QDate& last, const QDate& today) {
        if (m_first == first && m_last == std::max(first, last) && m_today == today) {
            return;
        }
        m_first = first;
        m_last = std::max(first, last);
        m_today = today;
        m_current = std::clamp(today, m_first, m_last);
        m_left = m_last.addDays(1 - visibleDays());
        keepInBounds();
    }
    void setCounts(const QHash<QDate, AccessCounts>& counts) {
        m_counts = counts;
        update();
    }
    void setChosen(const QDate& from, const QDate& to) {
        m_from = from;
        m_to = to;
        if (!isChosen(m_anchor)) {
            m_anchor = from;
        }
        update();
    }
    QDate from() const { return m_from; }
    QDate to() const { return m_to; }
    bool canGoEarlier() const { return m_left > m_first; }
    bool canGoLater() const { return m_left.addDays(visibleDays() - 1) < m_last; }
    void scroll(int days) {
        m_left = m_left.addDays(days);
        keepInBounds();
    }
    int visibleDays() const { return std::max(1, width() / step()); }

    QSize sizeHint() const override { return {px(7 * size::target), px(monthLine + cellHeight)}; }
    QSize minimumSizeHint() const override {
        return {px(3 * size::target), px(monthLine + cellHeight)};
    }

    QAccessible::Role spokenRole() const override { return QAccessible::List; }
    int spokenItemCount() const override { return m_first.isValid() ? visibleDays() : 0; }
    Item spokenItem(int index) const override {
        const QDate day = m_left.addDays(index);
        return {describe(day),
                QStyle::visualRect(layoutDirection(), rect(), cellOf(index).toRect()),
                QAccessible::ListItem, isChosen(day)};
    }
    int spokenCurrent() const override { return static_cast<int>(m_left.daysTo(m_current)); }
    void pressSpokenItem(int index) override { press(m_left.addDays(index), Qt::NoModifier); }

signals:
    void chosenChanged(const QDate& from, const QDate& to);
    void scrolled();

protected:
    void paintEvent(QPaintEvent*) override {
        WidgetPainter painter(this);
        if (!m_first.isValid()) {
            return;
        }
        qreal monthFreeFrom = -1;
        for (int i = 0; i < visibleDays(); ++i) {
            const QDate day = m_left.addDays(i);
            if (day > m_last) {
                break;
            }
            if (day.day() == 1 || i == 0) {
                paintMonth(painter, i, day, monthFreeFrom);
            }
            paintDay(painter, cellOf(i), day);
        }
    }

    void resizeEvent(QResizeEvent* event) override {
        QWidget::resizeEvent(event);
        // The end stays where it was: the newest days matter most.
        const int before = std::max(1, event->oldSize().width() / step());
        if (event->oldSize().width() > 0) {
            m_left = m_left.addDays(before - visibleDays());
        } else {
            m_left = m_last.addDays(1 - visibleDays());
        }
        keepInBounds();
    }

    void mousePressEvent(QMouseEvent* event) override {
        const QDate day = dayAt(event->position().x());
        if (event->button() == Qt::LeftButton && day.isValid()) {
            m_current = day;
            press(day, event->modifiers());
        }
    }
    void mouseMoveEvent(QMouseEvent* event) override {
        const QDate day = dayAt(event->position().x());
        if (day != m_hovered) {
            m_hovered = day;
            setToolTip(day.isValid() ? describe(day) : QString());
            update();
        }
    }
    void leaveEvent(QEvent*) override {
        m_hovered = {};
        update();
    }
    void wheelEvent(QWheelEvent* event) override {
        // Only sideways: an upright wheel scrolls the page.
        const int sideways = event->angleDelta().x();
        if (sideways == 0) {
            event->ignore();
            return;
        }
        scroll(sideways > 0 ? -daysOfWheelStep : daysOfWheelStep);
    }

    void keyPressEvent(QKeyEvent* event) override {
        const int forward = isRightToLeft() ? -1 : 1;
        switch (event->key()) {
        case Qt::Key_Left:
            return moveTo(m_current.addDays(-forward), event->modifiers());
        case Qt::Key_Right:
            return moveTo(m_current.addDays(forward), event->modifiers());
        case Qt::Key_PageUp:
            return moveTo(m_current.addMonths(-1), event->modifiers());
        case Qt::Key_PageDown:
            return moveTo(m_current.addMonths(1), event->modifiers());
        case Qt::Key_Home:
            return moveTo(m_first, event->modifiers());
        case Qt::Key_End:
            return moveTo(m_last, event->modifiers());
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Space:
            return press(m_current, event->modifiers());
        case Qt::Key_Escape:
            if (m_from.isValid()) {
                return choose({}, {});
            }
            break;
        default:
            break;
        }
        QWidget::keyPressEvent(event);
    }

private:
    int step() const { return px(size::target) + px(cellGap); }
    QRectF cellOf(int index) const {
        return QRectF(index * step(), px(monthLine), px(size::target), px(cellHeight));
    }
    QDate dayAt(qreal x) const {
        const qreal along = isRightToLeft() ? width() - x : x;
        const QDate day = m_left.addDays(static_cast<qint64>(along) / step());
        return day >= m_first && day <= m_last ? day : QDate();
    }
    bool isChosen(const QDate& day) const {
        return m_from.isValid() && day >= m_from && day <= m_to;
    }

    void keepInBounds() {
        if (!m_first.isValid()) {
            return;
        }
        m_left = std::min(m_left, m_last.addDays(1 - visibleDays()));
        m_left = std::max(m_left, m_first);
        update();
        emit scrolled();
    }

    void moveTo(const QDate& day, Qt::KeyboardModifiers modifiers) {
        m_current = std::clamp(day, m_first, m_last);
        if (m_current < m_left) {
            m_left = m_current;
        } else if (m_left.daysTo(m_current) >= visibleDays()) {
            m_left = m_current.addDays(1 - visibleDays());
        }
        keepInBounds();
        if (modifiers & Qt::ShiftModifier && m_from.isValid()) {
            chooseUpTo(m_current);
        }
        tellItemFocused(*this, spokenCurrent());
    }

    void press(const QDate& day, Qt::KeyboardModifiers modifiers) {
        if (modifiers & Qt::ShiftModifier && m_from.isValid()) {
            chooseUpTo(day);
        } else if (m_from == day && m_to == day) {
            choose({}, {});
        } else {
            m_anchor = day;
            choose(day, day);
        }
    }

    void chooseUpTo(const QDate& day) {
        const QDate anchor = m_anchor.isValid() ? m_anchor : m_from;
        choose(std::min(anchor, day), std::max(anchor, day));
    }

    void choose(const QDate& from, const QDate& to) {
        setChosen(from, to);
        emit chosenChanged(from, to);
    }

    QString describe(const QDate& day) const {
        const AccessCounts counts = m_counts.value(day);
        QStringList words{Format::dayHeading(day, m_today)};
        if (counts.all == 0) {
            words << CalendarStrip::tr("nothing");
        }
        const auto add = [&words](int count, const QString& said) {
            if (count > 0) {
                words << said;
            }
        };
        add(counts.noRule,
            CalendarStrip::tr("%n without a rule", nullptr, counts.noRule));
        add(counts.emergency,
            CalendarStrip::tr("%n in an emergency", nullptr, counts.emergency));
        add(counts.byRule, CalendarStrip::tr("%n by your rules", nullptr, counts.byRule));
        add(counts.refused, CalendarStrip::tr("%n refused", nullptr, counts.refused));
        return words.join(QStringLiteral(", "));
    }

    void paintMonth(QPainter& painter, int index, const QDate& day, qreal& freeFrom) const {
        const qreal x = cellOf(index).left();
        const QString name = day.year() == m_today.year()
                                 ? QLocale().standaloneMonthName(day.month())
                                 : Format::month(day) + u' ' + QString::number(day.year());
        // The first column gives way to a month that begins soon after it.
        const int daysLeft = day.daysInMonth() - day.day();
        const qreal width = textWidth(name, sansFont(TextSize::Caption, TextWeight::Bold)) + 2;
        const bool nextComesSoon = index == 0 && day.day() > 1 && (daysLeft + 1) * step() < width;
        if (x < freeFrom || nextComesSoon) {
            return;
        }
        drawText(painter, QRectF(x + px(2), 0, width, px(20)), name,
                 sansFont(TextSize::Caption, TextWeight::Bold), color(Role::Muted));
        freeFrom = x + width + px(8);
    }

    void paintDay(QPainter& painter, const QRectF& cell, const QDate& day) const {
        const AccessCounts counts = m_counts.value(day);
        const qreal radius = px(size::controlRadius);
        if (isChosen(day)) {
            drawBox(painter, cell, radius, color(Role::PrimarySoft), color(Role::Primary), 1.5);
        } else if (day == m_hovered) {
            drawBox(painter, cell, radius, color(Role::Sunken), QColor());
        } else if (counts.all > 0) {
            drawBox(painter, cell, radius, color(Role::Surface), color(Role::Line));
        }
        const bool today = day == m_today;
        const QRectF weekday(cell.left(), cell.top() + px(4), cell.width(), px(18));
        drawText(painter, weekday, QLocale().standaloneDayName(day.dayOfWeek(), nameFormat()),
                 sansFont(TextSize::Caption), color(Role::Muted), Qt::AlignHCenter);
        const QRectF number(cell.left() + px(8), weekday.bottom(), cell.width() - px(16), px(24));
        if (today) {
            drawBox(painter, number, number.height() / 2, color(Role::Ink), QColor());
        }
        const bool bold = today || counts.all > 0;
        drawText(painter, number, QString::number(day.day()),
                 sansFont(TextSize::Body, bold ? TextWeight::Bold : TextWeight::Regular),
                 color(today                ? Role::Canvas
                       : counts.all > 0 ? Role::Ink
                                            : Role::Muted),
                 Qt::AlignHCenter);
        if (counts.all > 0) {
            paintCounts(painter, QRectF(cell.left(), number.bottom() + 1, cell.width(), px(20)),
                        counts);
        }
        if (day == m_current && showsFocus(*this)) {
            drawFocusRing(painter, cell, radius);
        }
    }

    static QLocale::FormatType nameFormat() {
        return isChinese() ? QLocale::NarrowFormat : QLocale::ShortFormat;
    }

    static void paintCounts(QPainter& painter, const QRectF& line, const AccessCounts& counts) {
        const Gravest gravest = gravestOf(counts);
        const QString count =
            counts.all > 99 ? QStringLiteral("99+") : QString::number(counts.all);
        const QFont font = sansFont(TextSize::Caption, TextWeight::Bold);
        const qreal s = px(10);
        const qreal width = s + px(3) + textWidth(count, font);
        const qreal x = line.center().x() - width / 2;
        paintMark(painter, QRectF(x, line.center().y() - s / 2, s, s), gravest.mark,
                  color(gravest.role));
        drawText(painter, QRectF(x + s + px(3), line.top(), line.right() - x, line.height()), count,
                 font, color(Role::Ink));
    }

    QDate m_first;
    QDate m_last;
    QDate m_today;
    QDate m_left; ///< the first day on screen
    QDate m_current;
    QDate m_hovered;
    QDate m_anchor; ///< the end of a range that stays while the other moves
    QDate m_from;
    QDate m_to;
    QHash<QDate, AccessCounts> m_counts;
};

CalendarStrip::CalendarStrip(const QString& name, QWidget* parent)
    : QWidget(parent), m_cells(new DayCells(this)),
      m_earlier(new Button(Button::Kind::IconOnly, tr("Earlier days"), this, Icon::ChevronLeft)),
      m_later(new Button(Button::Kind::IconOnly, tr("Later days"), this, Icon::ChevronRight)) {
    m_cells->setAccessibleName(name);
    m_cells->setObjectName(QStringLiteral("days"));
    m_earlier->setObjectName(QStringLiteral("earlierDays"));
    m_later->setObjectName(QStringLiteral("laterDays"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(size::focusRoom, 0, size::focusRoom, 0);
    row->setSpacing(px(4));
    row->addWidget(m_earlier, 0, Qt::AlignVCenter);
    row->addWidget(m_cells, 1);
    row->addWidget(m_later, 0, Qt::AlignVCenter);
    connect(m_cells, &DayCells::chosenChanged, this, &CalendarStrip::chosenChanged);
    connect(m_cells, &DayCells::scrolled, this, [this] {
        m_earlier->setEnabled(m_cells->canGoEarlier());
        m_later->setEnabled(m_cells->canGoLater());
    });
    connect(m_earlier, &Button::clicked, this,
            [this] { m_cells->scroll(-m_cells->visibleDays()); });
    connect(m_later, &Button::clicked, this, [this] { m_cells->scroll(m_cells->visibleDays()); });
}

void CalendarStrip::setBounds(const QDate& first, const QDate& last, const QDate& today) {
    m_cells->setBounds(first, last, today);
}

void CalendarStrip::setCounts(const QHash<QDate, AccessCounts>& counts) {
    m_cells->setCounts(counts);
}

void CalendarStrip::setChosen(const QDate& from, const QDate& to) {
    m_cells->setChosen(from, to);
}

QDate CalendarStrip::chosenFrom() const {
    return m_cells->from();
}

QDate CalendarStrip::chosenTo() const {
    return m_cells->to();
}

} // namespace consentry::ui

#include "calendar_strip.moc"
