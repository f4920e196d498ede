#include "ui/widgets/chip.h"

#include <cmath>

namespace consentry::ui {
namespace {

constexpr int chipHeight = 34;
constexpr int tagHeight = 28;
constexpr int side = 10;
constexpr int symbolSize = 16;
constexpr int shortestWords = 40;

int wordsWidth(const QString& words, TextSize size) {
    return static_cast<int>(std::ceil(textWidth(words, sansFont(size)))) + 1;
}

} // namespace

Chip::Chip(Kind kind, const QString& words, QWidget* parent) : PaintedButton(parent), m_kind(kind) {
    setText(words);
    setToolTip(words);
    setAccessibleName(kind == Kind::Editable ? tr("%1, change").arg(words)
                                             : tr("%1, remove").arg(words));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize Chip::sizeHint() const {
    return {wordsWidth(text(), TextSize::Body) + px(2 * side + symbolSize + 6), px(size::target)};
}

QSize Chip::minimumSizeHint() const {
    return {px(shortestWords + 2 * side + symbolSize + 6), px(size::target)};
}

void Chip::paintEvent(QPaintEvent*) {
    WidgetPainter painter(this);
    const qreal air = (height() - px(chipHeight)) / 2.0;
    const QRectF box = QRectF(rect()).adjusted(0, air, 0, -air);
    const bool edged =
        underMouse() || isDown() || Appearance::current().theme() == Theme::HighContrast;
    const QColor ink = color(isEnabled() ? Role::Primary : Role::Muted);
    drawBox(painter, box, px(size::chipRadius),
            color(isEnabled() ? Role::PrimarySoft : Role::Sunken), edged ? ink : QColor(), 1.5);
    const qreal s = px(symbolSize);
    const QRectF symbol(box.right() - px(side) - s + px(2), box.center().y() - s / 2, s, s);
    drawText(painter, QRectF(px(side), box.top(), symbol.left() - px(side + 4), box.height()),
             text(), sansFont(TextSize::Body), ink);
    paintIcon(painter, symbol, m_kind == Kind::Editable ? Icon::ChevronDown : Icon::X, ink);
    if (showsFocus(*this)) {
        drawFocusRing(painter, QRectF(rect()).adjusted(0, 1, 0, -1), px(size::chipRadius) + 3);
    }
}

Tag::Tag(const QString& words, Icon icon, QWidget* parent)
    : QWidget(parent), m_words(words), m_icon(icon) {
    setAccessibleName(words);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize Tag::sizeHint() const {
    const int symbol = m_icon == Icon::None ? 0 : px(symbolSize + 6);
    return {wordsWidth(m_words, TextSize::Caption) + symbol + px(2 * side), px(tagHeight)};
}

void Tag::paintEvent(QPaintEvent*) {
    WidgetPainter painter(this);
    const bool edged = Appearance::current().theme() == Theme::HighContrast;
    drawBox(painter, QRectF(rect()), px(size::chipRadius), color(Role::Sunken),
            edged ? color(Role::Control) : QColor());
    qreal x = px(side);
    if (m_icon != Icon::None) {
        const qreal s = px(symbolSize);
        paintIcon(painter, QRectF(x, (height() - s) / 2, s, s), m_icon, color(Role::Muted));
        x += s + px(6);
    }
    drawText(painter, QRectF(x, 0, width() - x - px(side) + 2, height()), m_words,
             sansFont(TextSize::Caption), color(Role::Ink));
}

} // namespace consentry::ui
