#include "ui/widgets/sidebar.h"

#include "ui/widgets/card.h"
#include "ui/widgets/text.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QEvent>
#include <QKeyEvent>
#include <QVBoxLayout>

namespace consentry::ui {
namespace {

/// What all our painted buttons share: hand, hover, Return presses.
class PaintedButton : public QAbstractButton {
public:
    explicit PaintedButton(QWidget* parent) : QAbstractButton(parent) {
        setAttribute(Qt::WA_Hover);
        setCursor(Qt::PointingHandCursor);
        setFocusPolicy(Qt::StrongFocus);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }

protected:
    void keyPressEvent(QKeyEvent* event) override {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
            click();
            return;
        }
        QAbstractButton::keyPressEvent(event);
    }
};

class NavButton : public PaintedButton {
public:
    NavButton(const Sidebar::Entry& entry, bool rail, QWidget* parent)
        : PaintedButton(parent), m_entry(entry), m_rail(rail) {
        setCheckable(true);
        setText(entry.word);
        setBadge(entry.badge);
        if (rail) {
            setToolTip(entry.word);
        }
    }
    void setBadge(int count) {
        m_entry.badge = count;
        setAccessibleName(count > 0
                              ? Sidebar::tr("%1, %n need you", nullptr, count).arg(m_entry.word)
                              : m_entry.word);
        update();
    }
    QSize sizeHint() const override { return {px(m_rail ? 44 : 200), px(44)}; }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        const QRectF box = QRectF(rect()).adjusted(0, 1, 0, -1);
        if (isChecked() || underMouse()) {
            drawBox(painter, box, px(size::controlRadius),
                    color(isChecked() ? Role::PrimarySoft : Role::Sunken), QColor());
        }
        const QColor ink = color(isChecked() ? Role::Primary : Role::Ink);
        const qreal s = px(22);
        const qreal x = m_rail ? (width() - s) / 2 : px(13);
        paintIcon(painter, QRectF(x, (height() - s) / 2, s, s), m_entry.icon,
                  isChecked() ? ink : color(Role::Muted));
        if (!m_rail) {
            drawText(painter, QRectF(px(48), 0, width() - px(48) - px(44), height()), m_entry.word,
                     sansFont(TextSize::Body, isChecked() ? TextWeight::Bold : TextWeight::Regular),
                     ink);
        }
        if (m_entry.badge > 0) {
            const QString count =
                m_entry.badge > 99 ? QStringLiteral("99+") : QString::number(m_entry.badge);
            const QFont font = sansFont(TextSize::Caption, TextWeight::Bold);
            const qreal h = px(m_rail ? 18 : 22);
            const qreal w = qMax(h + px(2), textWidth(count, font) + px(12));
            const QRectF pill = m_rail ? QRectF(width() - w, 0, w, h)
                                       : QRectF(width() - px(12) - w, (height() - h) / 2, w, h);
            drawBox(painter, pill, h / 2, color(Role::Fill), QColor());
            drawText(painter, pill, count, font, color(Role::OnFill), Qt::AlignHCenter);
        }
        if (showsFocus(*this)) {
            drawBox(painter, box, px(size::controlRadius), QColor(), color(Role::Focus), 2);
        }
    }

private:
    Sidebar::Entry m_entry;
    bool m_rail;
};

class PersonButton : public PaintedButton {
public:
    PersonButton(const PersonView& person, bool canSwitch, bool rail, QWidget* parent)
        : PaintedButton(parent), m_person(person), m_canSwitch(canSwitch), m_rail(rail) {
        setAccessibleName(Sidebar::tr("%1, %2").arg(person.name, person.detail));
        setToolTip(rail ? person.name : QString());
        if (!canSwitch) {
            setCursor(Qt::ArrowCursor);
            setFocusPolicy(Qt::NoFocus);
        }
    }
    QSize sizeHint() const override { return {px(m_rail ? 44 : 200), px(m_rail ? 44 : 60)}; }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QColor fill = m_person.color.isValid() ? m_person.color : color(Role::Fill);
        if (!m_rail) {
            drawBox(painter, QRectF(rect()), px(8),
                    m_canSwitch && underMouse() ? color(Role::Sunken) : color(Role::Surface),
                    color(Role::Line));
        }
        const qreal d = px(36);
        const QRectF circle(m_rail ? (width() - d) / 2 : px(12), (height() - d) / 2, d, d);
        drawBox(painter, circle, d / 2, fill, QColor());
        drawText(painter, circle, m_person.name.left(1), sansFont(TextSize::Body, TextWeight::Bold),
                 color(Role::OnFill), Qt::AlignHCenter);
        if (!m_rail) {
            const qreal x = px(58);
            const qreal w = width() - x - px(m_canSwitch ? 32 : 10);
            const qreal top = (height() - px(44)) / 2.0;
            drawText(painter, QRectF(x, top, w, px(24)), m_person.name,
                     sansFont(TextSize::Body, TextWeight::Bold), color(Role::Ink));
            drawText(painter, QRectF(x, top + px(24), w, px(20)), m_person.detail,
                     sansFont(TextSize::Caption), color(Role::Muted));
            if (m_canSwitch) {
                const qreal s = px(20);
                paintIcon(painter, QRectF(width() - px(8) - s, (height() - s) / 2, s, s),
                          Icon::Switch, color(Role::Muted));
            }
        }
        if (showsFocus(*this)) {
            drawBox(painter, QRectF(rect()), px(8), QColor(), color(Role::Focus), 2);
        }
    }

private:
    PersonView m_person;
    bool m_canSwitch;
    bool m_rail;
};

} // namespace

/// The seal and the program's name.
class Wordmark : public QWidget {
public:
    explicit Wordmark(bool rail, QWidget* parent = nullptr) : QWidget(parent), m_rail(rail) {
        setFixedHeight(px(30));
        setAccessibleName(Sidebar::tr("Consentry"));
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        const qreal s = px(28);
        paintSeal(painter, QRectF(m_rail ? (width() - s) / 2 : px(4), 1, s, s));
        if (!m_rail) {
            drawText(painter, QRectF(px(42), 0, width() - px(42), px(30)), Sidebar::tr("Consentry"),
                     sansFont(TextSize::TaskTitle, TextWeight::Bold), color(Role::Ink));
        }
    }

private:
    bool m_rail;
};

Sidebar::Sidebar(QWidget* parent) : QWidget(parent) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    setAccessibleName(tr("Main menu"));
}

void Sidebar::setPerson(const PersonView& person, bool canSwitch) {
    m_person = person;
    m_canSwitch = canSwitch;
    rebuild();
}

void Sidebar::setEntries(const QList<Entry>& entries, int current) {
    m_entries = entries;
    m_current = current;
    rebuild();
}

void Sidebar::setCurrent(int id) {
    m_current = id;
    if (m_group != nullptr && m_group->button(id) != nullptr) {
        m_group->button(id)->setChecked(true);
    }
}

void Sidebar::setBadge(int id, int count) {
    for (Entry& entry : m_entries) {
        if (entry.id == id) {
            entry.badge = count;
        }
    }
    if (m_group != nullptr && m_group->button(id) != nullptr) {
        static_cast<NavButton*>(m_group->button(id))->setBadge(count);
    }
}

void Sidebar::setFootLine(const QString& words) {
    m_footLine = words;
    rebuild();
}

void Sidebar::setRail(bool rail) {
    if (m_rail != rail) {
        m_rail = rail;
        rebuild();
    }
}

void Sidebar::rebuild() {
    if (m_content != nullptr) {
        m_content->hide();
        layout()->removeWidget(m_content);
        // A button in there may be the one whose signal brought us here: delete later, but let
        // nobody find it any more.
        auto* attic = new QWidget;
        m_content->setParent(attic);
        attic->deleteLater();
    }
    setFixedWidth(px(m_rail ? size::rail : size::sidebar));
    m_content = new QWidget(this);
    auto* column = new QVBoxLayout(m_content);
    const int side = px(m_rail ? 14 : 16);
    column->setContentsMargins(side, px(19), side + 1, px(14));
    column->setSpacing(px(2));
    column->addWidget(new Wordmark(m_rail));
    column->addSpacing(px(15));
    if (!m_person.name.isEmpty()) {
        auto* person = new PersonButton(m_person, m_canSwitch, m_rail, m_content);
        person->setObjectName(QStringLiteral("person"));
        connect(person, &QAbstractButton::clicked, this, [this] {
            if (m_canSwitch) {
                emit personSwitchAsked();
            }
        });
        column->addWidget(person);
        column->addSpacing(px(14));
    }
    m_group = new QButtonGroup(m_content);
    const auto add = [&](const Entry& entry) {
        auto* button = new NavButton(entry, m_rail, m_content);
        button->setObjectName(QStringLiteral("nav%1").arg(entry.id));
        m_group->addButton(button, entry.id);
        button->setChecked(entry.id == m_current);
        column->addWidget(button);
    };
    for (const Entry& entry : m_entries) {
        if (!entry.atFoot) {
            add(entry);
        }
    }
    column->addStretch(1);
    column->addWidget(new Rule);
    column->addSpacing(px(8));
    for (const Entry& entry : m_entries) {
        if (entry.atFoot) {
            add(entry);
        }
    }
    if (!m_rail && !m_footLine.isEmpty()) {
        column->addSpacing(px(6));
        auto* foot = new Text(m_footLine, TextSize::Caption, Role::Muted);
        foot->setContentsMargins(0, 0, 0, 0);
        auto* row = new QHBoxLayout;
        row->setContentsMargins(px(12), 0, 0, 0);
        row->addWidget(foot);
        column->addLayout(row);
    }
    connect(m_group, &QButtonGroup::idClicked, this, [this](int id) {
        m_current = id;
        emit entryChosen(id);
    });
    layout()->addWidget(m_content);
    m_content->show();
}

void Sidebar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        rebuild();
    }
    QWidget::changeEvent(event);
}

void Sidebar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), color(Role::Canvas));
    drawVerticalHairline(painter, width() - 1, 0, height(), color(Role::Line));
}

} // namespace consentry::ui
