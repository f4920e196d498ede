#include "ui/widgets/date_field.h"

#include "ui/models/format.h"
#include "ui/style/painting.h"
#include "ui/widgets/button.h"
#include "ui/widgets/date_text.h"
#include "ui/widgets/month_grid.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScreen>

using namespace Qt::StringLiterals;

namespace consentry::ui {

DateField::DateField(const QString& name, QWidget* parent)
    : QWidget(parent), m_edit(new QLineEdit),
      m_open(new Button(Button::Kind::IconOnly, tr("Choose from a calendar"), nullptr,
                        Icon::Calendar)),
      m_problem(new Text(QString(), TextSize::Caption, Role::Danger)) {
    setAccessibleName(name);
    m_edit->setAccessibleName(name);
    m_edit->setObjectName(u"dayEdit"_s);
    m_edit->setFont(sansFont(TextSize::Body));
    m_edit->setMaxLength(dateTextMax);
    m_edit->setMinimumHeight(px(size::target));
    m_edit->setMinimumWidth(
        static_cast<int>(textWidth(written(QDate(2028, 9, 28)), sansFont(TextSize::Body))) +
        px(40));
    m_edit->setTextMargins(sided(px(10), 0, px(8), 0));
    m_edit->installEventFilter(this);
    m_open->setObjectName(u"openCalendar"_s);
    m_problem->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(sided(0, size::focusRoom, size::focusRoom, size::focusRoom));
    column->setSpacing(px(2));
    auto* row = new QHBoxLayout;
    row->setSpacing(px(2));
    row->addWidget(m_edit, 1);
    row->addWidget(m_open);
    column->addLayout(row);
    column->addWidget(m_problem);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(m_edit, &QLineEdit::editingFinished, this, &DateField::take);
    connect(m_open, &Button::clicked, this, &DateField::openCalendar);
}

QString DateField::written(const QDate& day) const {
    return Format::dayYear(day);
}

void DateField::setToday(const QDate& today) {
    m_today = today;
}

void DateField::setBounds(const QDate& first, const QDate& last) {
    m_first = first;
    m_last = last;
}

void DateField::setDay(const QDate& day) {
    m_day = day;
    m_edit->setText(day.isValid() ? written(day) : QString());
    showProblem(QString());
}

bool DateField::hasProblem() const {
    return !m_problem->isHidden();
}

void DateField::showProblem(const QString& words) {
    m_problem->setWords(words);
    m_problem->setVisible(!words.isEmpty());
    m_edit->setAccessibleDescription(words);
}

void DateField::take() {
    const auto day = parseDay(m_edit->text(), m_today);
    if (!day) {
        //: %1 an example of a day
        showProblem(tr("This is no day. Write it like this: %1").arg(written(m_today)));
    } else if (m_first.isValid() && *day < m_first) {
        showProblem(tr("Choose a day from %1 on").arg(written(m_first)));
    } else if (m_last.isValid() && *day > m_last) {
        showProblem(tr("Choose a day up to %1").arg(written(m_last)));
    } else {
        const bool changed = *day != m_day;
        setDay(*day);
        if (changed) {
            emit dayChanged(*day);
        }
    }
}

bool DateField::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Down && key->modifiers() & Qt::AltModifier) {
            openCalendar();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void DateField::openCalendar() {
    auto* popup = new MonthGrid(this);
    popup->setWindowFlags(Qt::Popup | Qt::FramelessWindowHint);
    popup->setAttribute(Qt::WA_DeleteOnClose);
    popup->setAttribute(Qt::WA_TranslucentBackground);
    popup->setObjectName(u"calendar"_s);
    popup->setAccessibleName(accessibleName());
    popup->setToday(m_today);
    popup->setBounds(m_first, m_last);
    popup->setDay(m_day.isValid() ? m_day : m_today);
    connect(popup, &MonthGrid::chosen, this, [this, popup](const QDate& day) {
        popup->close();
        const bool changed = day != m_day;
        setDay(day);
        m_edit->setFocus(Qt::PopupFocusReason);
        if (changed) {
            emit dayChanged(day);
        }
    });
    popup->adjustSize();
    QPoint at = m_edit->mapToGlobal(QPoint(0, m_edit->height() + 2));
    const QRect room = screen()->availableGeometry();
    at.setX(qBound(room.left(), at.x(), qMax(room.left(), room.right() - popup->width())));
    if (at.y() + popup->height() > room.bottom()) {
        at.setY(qMax(room.top(), m_edit->mapToGlobal(QPoint()).y() - popup->height() - 2));
    }
    popup->move(at);
    popup->show();
    popup->setAttribute(Qt::WA_KeyboardFocusChange);
    popup->focusDays();
}

} // namespace consentry::ui
