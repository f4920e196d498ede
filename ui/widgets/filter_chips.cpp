#include "ui/widgets/filter_chips.h"

#include "ui/widgets/painted_button.h"

#include <QLocale>

#include <cmath>

namespace consentry::ui {
namespace {

constexpr int chipHeight = 36;
constexpr qreal chosenEdge = 1.5;

class ChipButton : public PaintedButton {
public:
    ChipButton(const FilterChips::Chip& chip, FilterChips::Look look, QWidget* parent)
        : PaintedButton(parent), m_chip(chip), m_look(look) {
        setCheckable(true);
        setAutoExclusive(true); // one of several, also for screen readers
        setText(chip.word);
        setAccessibleName(chip.count < 0 ? chip.word : chip.word + QChar(u' ') + countText());
    }
    QSize sizeHint() const override {
        qreal width = 2 * px(inset()) + wordWidth();
        if (m_chip.count >= 0) {
            width += px(8) + textWidth(countText(), sansFont(TextSize::Caption));
        }
        if (m_chip.mark) {
            width += px(20);
        }
        return {static_cast<int>(std::ceil(width)) + 1, px(size::target)};
    }

protected:
    void paintEvent(QPaintEvent*) override {
        WidgetPainter painter(this);
        const QRectF box =
            m_look == FilterChips::Look::Chips ? paintChip(painter) : paintTab(painter);
        qreal x = px(inset());
        if (m_chip.mark) {
            const qreal s = px(12);
            paintMark(painter, QRectF(x, box.center().y() - s / 2, s, s), *m_chip.mark,
                      color(static_cast<Role>(m_chip.markRole)));
            x += px(20);
        }
        const QFont font =
            sansFont(TextSize::Body, isChecked() ? TextWeight::Bold : TextWeight::Regular);
        drawText(painter, QRectF(x, box.top(), wordWidth() + 2, box.height()), m_chip.word, font,
                 color(isChecked() ? Role::Primary : Role::Ink));
        if (m_chip.count >= 0) {
            drawText(painter, QRectF(x, box.top(), box.right() - px(inset()) - x, box.height()),
                     countText(), sansFont(TextSize::Caption), color(Role::Muted), Qt::AlignRight);
        }
        if (showsFocus(*this)) {
            drawFocusRing(painter, QRectF(rect()).adjusted(0, 1, 0, -1),
                          px(size::controlRadius) + 3);
        }
    }

private:
    QRectF paintChip(QPainter& painter) const {
        const qreal air = px(size::target - chipHeight) / 2.0;
        const QRectF box = QRectF(rect()).adjusted(0, air, 0, -air);
        const QColor fill = isChecked()    ? color(Role::PrimarySoft)
                            : underMouse() ? color(Role::Sunken)
                                           : QColor();
        drawBox(painter, box, px(size::controlRadius), fill,
                color(isChecked() ? Role::Primary : Role::Line), isChecked() ? chosenEdge : 1.0);
        return box;
    }

    QRectF paintTab(QPainter& painter) const {
        const QRectF box(rect());
        if (underMouse() && !isChecked()) {
            drawBox(painter, box.adjusted(0, 2, 0, -3), px(size::controlRadius),
                    color(Role::Sunken), QColor());
        }
        const qreal thick = isChecked() ? px(3) : 1;
        painter.fillRect(QRectF(box.left(), box.bottom() - thick, box.width(), thick),
                         color(isChecked() ? Role::Primary : Role::Line));
        return box;
    }

    int inset() const { return m_look == FilterChips::Look::Chips ? 12 : 16; }
    // Room is kept for the bold word, so that choosing one does not move the others.
    qreal wordWidth() const {
        return textWidth(m_chip.word, sansFont(TextSize::Body, TextWeight::Bold));
    }
    QString countText() const { return QLocale().toString(m_chip.count); }
    FilterChips::Chip m_chip;
    FilterChips::Look m_look;
};

} // namespace

FilterChips::FilterChips(QWidget* parent, Look look)
    : QWidget(parent), m_look(look), m_group(new QButtonGroup(this)) {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    m_group->setExclusive(true);
    connect(m_group, &QButtonGroup::idClicked, this, &FilterChips::currentChanged);
}

void FilterChips::setChips(const QList<Chip>& chips, int current) {
    const bool hadFocus =
        m_group->checkedButton() != nullptr && m_group->checkedButton()->hasFocus();
    qDeleteAll(m_group->buttons());
    for (const Chip& chip : chips) {
        auto* button = new ChipButton(chip, m_look, this);
        m_group->addButton(button, chip.id);
        button->setChecked(chip.id == current);
        button->setObjectName(QStringLiteral("filter%1").arg(chip.id));
        button->show();
        if (hadFocus && chip.id == current) {
            button->setFocus(Qt::OtherFocusReason);
        }
    }
    place(width(), true);
    updateGeometry();
}

int FilterChips::current() const {
    return m_group->checkedId();
}

int FilterChips::gap() const {
    return m_look == Look::Chips ? px(size::grid) : 0;
}

int FilterChips::place(int width, bool move) const {
    int x = 0;
    int y = 0;
    const auto buttons = m_group->buttons();
    for (QAbstractButton* button : buttons) {
        const QSize wanted = button->sizeHint();
        if (x > 0 && x + wanted.width() > width) {
            x = 0;
            y += px(size::target);
        }
        if (move) {
            const int room = qMin(wanted.width(), width);
            button->setGeometry(isRightToLeft() ? width - x - room : x, y, room, wanted.height());
        }
        x += wanted.width() + gap();
    }
    return y + px(size::target);
}

int FilterChips::heightForWidth(int width) const {
    return place(width, false);
}

QSize FilterChips::sizeHint() const {
    int width = 0;
    const auto buttons = m_group->buttons();
    for (QAbstractButton* button : buttons) {
        width += button->sizeHint().width() + gap();
    }
    return {width, px(size::target)};
}

QSize FilterChips::minimumSizeHint() const {
    return {px(120), px(size::target)};
}

void FilterChips::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    place(width(), true);
}

} // namespace consentry::ui
