#include "ui/widgets/filter_chips.h"

#include "ui/style/painting.h"

#include <QAbstractButton>
#include <QLocale>

namespace consentry::ui {
namespace {

constexpr int chipHeight = 36;
constexpr int chipTarget = 44;

class ChipButton : public QAbstractButton {
public:
    ChipButton(const FilterChips::Chip& chip, QWidget* parent)
        : QAbstractButton(parent), m_chip(chip) {
        setCheckable(true);
        setText(chip.word);
        setAttribute(Qt::WA_Hover);
        setCursor(Qt::PointingHandCursor);
        setFocusPolicy(Qt::StrongFocus);
        setAccessibleName(chip.count < 0 ? chip.word : chip.word + QChar(u' ') + countText());
    }
    QSize sizeHint() const override {
        qreal width = px(24) + textWidth(m_chip.word, sansFont(TextSize::Body, TextWeight::Bold));
        if (m_chip.count >= 0) {
            width += px(8) + textWidth(countText(), sansFont(TextSize::Caption));
        }
        if (m_chip.mark) {
            width += px(20);
        }
        return {static_cast<int>(std::ceil(width)), px(chipTarget)};
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        const qreal inset = px(chipTarget - chipHeight) / 2.0;
        const QRectF box = QRectF(rect()).adjusted(0, inset, 0, -inset);
        const QColor fill = isChecked()    ? color(Role::PrimarySoft)
                            : underMouse() ? color(Role::Sunken)
                                           : QColor();
        drawBox(painter, box, px(size::controlRadius), fill,
                color(isChecked() ? Role::Primary : Role::Line));
        qreal x = px(12);
        if (m_chip.mark) {
            const qreal s = px(12);
            paintMark(painter, QRectF(x, box.center().y() - s / 2, s, s), *m_chip.mark,
                      color(static_cast<Role>(m_chip.markRole)));
            x += px(20);
        }
        const QFont font =
            sansFont(TextSize::Body, isChecked() ? TextWeight::Bold : TextWeight::Regular);
        // Room is kept for the bold word, so that choosing one does not move the others.
        const qreal wordWidth = textWidth(m_chip.word, sansFont(TextSize::Body, TextWeight::Bold));
        drawText(painter, QRectF(x, box.top(), wordWidth + 2, box.height()), m_chip.word, font,
                 color(isChecked() ? Role::Primary : Role::Ink));
        if (m_chip.count >= 0) {
            drawText(painter, QRectF(x, box.top(), box.right() - px(12) - x, box.height()),
                     countText(), sansFont(TextSize::Caption), color(Role::Muted), Qt::AlignRight);
        }
        if (showsFocus(*this)) {
            drawBox(painter, QRectF(rect()).adjusted(0, 1, 0, -1), px(size::controlRadius) + 3,
                    QColor(), color(Role::Focus), 2);
        }
    }

private:
    QString countText() const { return QLocale().toString(m_chip.count); }
    FilterChips::Chip m_chip;
};

} // namespace

FilterChips::FilterChips(QWidget* parent) : QWidget(parent), m_group(new QButtonGroup(this)) {
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
        auto* button = new ChipButton(chip, this);
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

int FilterChips::place(int width, bool move) const {
    int x = 0;
    int y = 0;
    const auto buttons = m_group->buttons();
    for (QAbstractButton* button : buttons) {
        const QSize wanted = button->sizeHint();
        if (x > 0 && x + wanted.width() > width) {
            x = 0;
            y += px(chipTarget);
        }
        if (move) {
            button->setGeometry(x, y, qMin(wanted.width(), width), wanted.height());
        }
        x += wanted.width() + px(size::grid);
    }
    return y + px(chipTarget);
}

int FilterChips::heightForWidth(int width) const {
    return place(width, false);
}

QSize FilterChips::sizeHint() const {
    int width = 0;
    const auto buttons = m_group->buttons();
    for (QAbstractButton* button : buttons) {
        width += button->sizeHint().width() + px(size::grid);
    }
    return {width, px(chipTarget)};
}

QSize FilterChips::minimumSizeHint() const {
    return {px(120), px(chipTarget)};
}

void FilterChips::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    place(width(), true);
}

} // namespace consentry::ui
