#include "ui/widgets/seal.h"

#include "ui/style/icons.h"

#include <cmath>

namespace consentry::ui {

namespace {
constexpr int sealSize = 52;
}

Seal::Seal(State state, const QString& word, const QString& time, QWidget* parent)
    : QWidget(parent), m_state(state), m_word(word), m_time(time) {
    setAccessibleName(time.isEmpty() ? word : tr("%1, %2").arg(word, time));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize Seal::sizeHint() const {
    const qreal words = std::max(textWidth(m_word, sansFont(TextSize::Caption, TextWeight::Bold)),
                                 textWidth(m_time, sansFont(TextSize::Caption)));
    const int width = std::max(px(sealSize), static_cast<int>(std::ceil(words)) + 2);
    return {width, px(sealSize + 4 + 24 + (m_time.isEmpty() ? 0 : 24))};
}

void Seal::paintEvent(QPaintEvent*) {
    WidgetPainter painter(this);
    const qreal s = px(sealSize);
    const QRectF square((width() - s) / 2, 0, s, s);
    if (m_state == State::Proven) {
        paintSeal(painter, square);
    } else {
        painter.setRenderHint(QPainter::Antialiasing);
        QPen pen(color(Role::Control), 1.2);
        pen.setDashPattern({3.5, 3});
        painter.setPen(pen);
        painter.drawRoundedRect(square.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        if (m_state == State::Revoked) {
            paintMark(painter, square.adjusted(s * 0.33, s * 0.33, -s * 0.33, -s * 0.33), Mark::Cut,
                      color(Role::Ink));
        }
    }
    const bool proven = m_state == State::Proven;
    drawText(painter, QRectF(0, s + px(4), width(), px(24)), m_word,
             sansFont(TextSize::Caption, proven ? TextWeight::Bold : TextWeight::Regular),
             color(proven ? Role::Primary : Role::Muted), Qt::AlignHCenter);
    drawText(painter, QRectF(0, s + px(28), width(), px(24)), m_time, sansFont(TextSize::Caption),
             color(Role::Muted), Qt::AlignHCenter);
}

} // namespace consentry::ui
