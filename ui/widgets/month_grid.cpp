#include "ui/widgets/month_grid.h"

#include "ui/models/format.h"
#include "ui/style/painting.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QStyle>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

constexpr int columns = 7;
constexpr int rows = 6;
constexpr int weekdayHeight = 24;
constexpr int margin = 12;

} // namespace

class MonthDays : public QWidget, public Spoken {
    Q_OBJECT
public:
    explicit MonthDays(QWidget* parent) : QWidget(parent) {
        setFocusPolicy(Qt::StrongFocus);
        setMouseTracking(true);
        setFixedSize(columns * px(size::target), px(weekdayHeight) + rows * px(size::target));
    }

    void setBounds(const QDate& first, const QDate& last) {
        m_first = first;
        m_last = last;
        update();
    }
    void setToday(const QDate& today) { m_today = today; }
    void setDay(const QDate& day) {
        m_chosen = day;
        moveTo(day);
    }
    QDate day() const { return m_chosen; }
    QDate month() const { return QDate(m_current.year(), m_current.month(), 1); }
    void turn(int months) { moveTo(m_current.addMonths(months)); }
    bool allows(const QDate& day) const {
        return (!m_first.isValid() || day >= m_first) && (!m_last.isValid() || day <= m_last);
    }

    QAccessible::Role spokenRole() const override { return QAccessible::List; }
    int spokenItemCount() const override { return month().daysInMonth(); }
    Item spokenItem(int index) const override {
        const QDate day = month().addDays(index);
        QStringList words{QLocale().standaloneDayName(day.dayOfWeek()), Format::dayYear(day)};
        if (day == m_today) {
            words << MonthGrid::tr("today");
        }
        if (!allows(day)) {
            words << MonthGrid::tr("cannot be chosen");
        }
        return {words.join(u' '),
                QStyle::visualRect(layoutDirection(), rect(), cellOf(day).toRect()),
                QAccessible::ListItem, day == m_chosen};
    }
    int spokenCurrent() const override { return m_current.day() - 1; }
    void pressSpokenItem(int index) override { choose(month().addDays(index)); }

signals:
    void monthChanged();
    void chosen(const QDate& day);

protected:
    void paintEvent(QPaintEvent*) override {
        WidgetPainter painter(this);
        const QFont caption = sansFont(TextSize::Caption, TextWeight::Bold);
        for (int i = 0; i < columns; ++i) {
            drawText(painter, QRectF(i * px(size::target), 0, px(size::target), px(weekdayHeight)),
                     QLocale().standaloneDayName(weekday(i), isChinese() ? QLocale::NarrowFormat
                                                                         : QLocale::ShortFormat),
                     caption, color(Role::Muted), Qt::AlignHCenter);
        }
        for (int i = 0; i < month().daysInMonth(); ++i) {
            paintDay(painter, month().addDays(i));
        }
    }

    void mouseMoveEvent(QMouseEvent* event) override {
        const QDate day = dayAt(event->position());
        if (day != m_hovered) {
            m_hovered = day;
            update();
        }
    }
    void mousePressEvent(QMouseEvent* event) override {
        const QDate day = dayAt(event->position());
        if (day.isValid()) {
            moveTo(day);
            choose(day);
        }
    }
    void leaveEvent(QEvent*) override {
        m_hovered = {};
        update();
    }
    void keyPressEvent(QKeyEvent* event) override {
        const int forward = isRightToLeft() ? -1 : 1;
        switch (event->key()) {
        case Qt::Key_Left:
            return moveTo(m_current.addDays(-forward));
        case Qt::Key_Right:
            return moveTo(m_current.addDays(forward));
        case Qt::Key_Up:
            return moveTo(m_current.addDays(-columns));
        case Qt::Key_Down:
            return moveTo(m_current.addDays(columns));
        case Qt::Key_PageUp:
            return turn(-1);
        case Qt::Key_PageDown:
            return turn(1);
        case Qt::Key_Home:
            return moveTo(m_current.addDays(-columnOf(m_current)));
        case Qt::Key_End:
            return moveTo(m_current.addDays(columns - 1 - columnOf(m_current)));
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Space:
            return choose(m_current);
        default:
            QWidget::keyPressEvent(event);
        }
    }

private:
    static int weekday(int column) {
        const int first = static_cast<int>(QLocale().firstDayOfWeek());
        return (first - 1 + column) % columns + 1;
    }
    static int columnOf(const QDate& day) {
        const int first = static_cast<int>(QLocale().firstDayOfWeek());
        return (day.dayOfWeek() - first + columns) % columns;
    }
    QRectF cellOf(const QDate& day) const {
        const int index = columnOf(month()) + day.day() - 1;
        const int side = px(size::target);
        return QRectF(index % columns * side, px(weekdayHeight) + index / columns * side, side,
                      side);
    }
    QDate dayAt(const QPointF& at) const {
        const QPointF along(isRightToLeft() ? width() - at.x() : at.x(), at.y());
        for (int i = 0; i < month().daysInMonth(); ++i) {
            if (cellOf(month().addDays(i)).contains(along)) {
                return month().addDays(i);
            }
        }
        return {};
    }

    void moveTo(const QDate& day) {
        if (!day.isValid()) {
            return;
        }
        QDate next = m_first.isValid() ? std::max(day, m_first) : day;
        next = m_last.isValid() ? std::min(next, m_last) : next;
        const bool turned = next.month() != m_current.month() || next.year() != m_current.year();
        m_current = next;
        update();
        if (turned) {
            emit monthChanged();
        }
        if (hasFocus()) {
            tellItemFocused(*this, spokenCurrent());
        }
    }

    void choose(const QDate& day) {
        if (allows(day)) {
            m_chosen = day;
            update();
            emit chosen(day);
        }
    }

    void paintDay(QPainter& painter, const QDate& day) const {
        const QRectF cell = cellOf(day).adjusted(2, 2, -2, -2);
        const qreal radius = px(size::controlRadius);
        const bool isChosen = day == m_chosen;
        if (isChosen) {
            drawBox(painter, cell, radius, color(Role::Fill), QColor());
        } else if (day == m_hovered && allows(day)) {
            drawBox(painter, cell, radius, color(Role::Sunken), QColor());
        }
        if (day == m_today && !isChosen) {
            drawBox(painter, cell, radius, QColor(), color(Role::Control));
        }
        const bool bold = isChosen || day == m_today;
        QFont font = sansFont(TextSize::Body, bold ? TextWeight::Bold : TextWeight::Regular);
        font.setStrikeOut(!allows(day));
        drawText(painter, cell, QString::number(day.day()), font,
                 color(isChosen      ? Role::OnFill
                       : allows(day) ? Role::Ink
                                     : Role::Muted),
                 Qt::AlignHCenter);
        if (day == m_current && showsFocus(*this)) {
            drawFocusRing(painter, cellOf(day), radius + 2);
        }
    }

    QDate m_first;
    QDate m_last;
    QDate m_today = QDate::currentDate();
    QDate m_current = QDate::currentDate();
    QDate m_chosen;
    QDate m_hovered;
};

MonthGrid::MonthGrid(QWidget* parent)
    : QWidget(parent), m_days(new MonthDays(this)),
      m_title(new Text(QString(), TextSize::Body, Role::Ink, TextWeight::Bold)),
      m_earlier(new Button(Button::Kind::IconOnly, tr("Month before"), this, Icon::ChevronLeft)),
      m_later(new Button(Button::Kind::IconOnly, tr("Month after"), this, Icon::ChevronRight)) {
    m_days->setObjectName(u"monthDays"_s);
    m_earlier->setObjectName(u"monthBefore"_s);
    m_later->setObjectName(u"monthAfter"_s);
    m_title->setAlign(Qt::AlignHCenter);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(px(margin), px(8), px(margin), px(margin));
    column->setSpacing(px(4));
    auto* head = new QHBoxLayout;
    head->addWidget(m_earlier);
    head->addWidget(m_title, 1);
    head->addWidget(m_later);
    column->addLayout(head);
    column->addWidget(m_days);
    connect(m_earlier, &Button::clicked, this, [this] { m_days->turn(-1); });
    connect(m_later, &Button::clicked, this, [this] { m_days->turn(1); });
    connect(m_days, &MonthDays::monthChanged, this, &MonthGrid::showMonth);
    connect(m_days, &MonthDays::chosen, this, &MonthGrid::chosen);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    showMonth();
}

void MonthGrid::showMonth() {
    const QDate month = m_days->month();
    m_title->setWords(QLocale().toString(month, isChinese() ? u"yyyy年M月"_s : u"MMMM yyyy"_s));
    m_days->setAccessibleName(m_title->plainWords());
    m_earlier->setEnabled(m_days->allows(month.addDays(-1)));
    m_later->setEnabled(m_days->allows(month.addMonths(1)));
}

void MonthGrid::setBounds(const QDate& first, const QDate& last) {
    m_days->setBounds(first, last);
    showMonth();
}

void MonthGrid::setToday(const QDate& today) {
    m_days->setToday(today);
}

void MonthGrid::setDay(const QDate& day) {
    m_days->setDay(day);
    showMonth();
}

QDate MonthGrid::day() const {
    return m_days->day();
}

void MonthGrid::focusDays() {
    m_days->setFocus(Qt::TabFocusReason);
}

void MonthGrid::paintEvent(QPaintEvent*) {
    WidgetPainter painter(this);
    drawBox(painter, QRectF(rect()), size::cardRadius, color(Role::Surface), color(Role::Control));
}

} // namespace consentry::ui

#include "month_grid.moc"
