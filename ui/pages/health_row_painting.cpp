#include "ui/pages/health_row_painting.h"

#include "ui/models/format.h"
#include "ui/style/painting.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace consentry::ui {

QString valueWithArrow(const QString& value, ValueFlag flag) {
    return flag == ValueFlag::None ? value : value + u' ' + HealthModel::sign(flag);
}

void paintHealthRow(QPainter& painter, const QRectF& row, const HealthRowView& view,
                    RowState shows) {
    const QFont body = sansFont(TextSize::Body);
    const QFont bold = sansFont(TextSize::Body, TextWeight::Bold);
    const QFont caption = sansFont(TextSize::Caption);
    const qreal top = row.center().y() - px(22);
    const qreal s = px(size::icon);
    paintIcon(painter, QRectF(row.left(), top + px(2), s, s), HealthModel::icon(view.facet),
              color(Role::Muted));
    const qreal left = row.left() + px(36);
    const QRectF line1(left, top, row.right() - left, px(24));
    const QRectF line2(left, top + px(24), row.right() - left, px(20));
    const QString value = valueWithArrow(view.value, view.flag);
    const QFont valueFont = view.flag == ValueFlag::None ? body : bold;
    const qreal valueWidth = std::min(textWidth(value, valueFont), line1.width() * 0.5);
    drawText(painter,
             QRectF(line1.right() - valueWidth - 1, line1.top(), valueWidth + 1, line1.height()),
             value, valueFont, color(Role::Ink), Qt::AlignRight);
    drawText(painter, line1.adjusted(0, 0, -valueWidth - px(16), 0), view.name, bold,
             color(Role::Ink));
    const bool isWrong = isAlarm(view.hash);
    const QString state = HealthModel::word(view.hash);
    qreal stateWidth = 0;
    if (view.hash != HashState::Matches && shows == RowState::Shown) {
        const QFont font =
            sansFont(TextSize::Caption, isWrong ? TextWeight::Bold : TextWeight::Regular);
        stateWidth = textWidth(state, font) + px(16);
        drawText(painter, line2, state, font, color(isWrong ? Role::Danger : Role::Muted),
                 Qt::AlignRight);
        if (isWrong) {
            const qreal m = px(11);
            paintMark(painter,
                      QRectF(line2.right() - stateWidth - px(2), line2.center().y() - m / 2, m, m),
                      Mark::NoRule, color(Role::Danger));
            stateWidth += px(16);
        } else if (view.hash == HashState::Own) {
            const qreal m = px(14);
            paintIcon(painter,
                      QRectF(line2.right() - stateWidth - px(4), line2.center().y() - m / 2, m, m),
                      Icon::Pencil, color(Role::Muted));
            stateWidth += px(18);
        }
    }
    qreal indent = 0;
    if (!view.marks.isEmpty()) { // the crossed eye and the word, so that neither stands alone
        const qreal m = px(14);
        paintIcon(painter, QRectF(line2.left(), line2.center().y() - m / 2, m, m), Icon::EyeOff,
                  color(Role::Muted));
        indent = m + px(6);
    }
    drawText(painter, line2.adjusted(indent, 0, -stateWidth, 0),
             joinFacts({view.marks, view.when, view.source}), caption, color(Role::Muted));
}

} // namespace consentry::ui
