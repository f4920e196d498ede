#include "ui/widgets/secret_painting.h"

#include "ui/widgets/secret_text.h"

#include <QFontMetricsF>

namespace consentry::ui {

qreal forEachSecretCharacter(ByteView utf8, const QFont& font, const OnSecretCharacter& visit) {
    const QFontMetricsF metrics(font);
    qreal x = 0;
    for (std::size_t at = 0; at < utf8.size();) {
        const std::size_t length = characterLength(utf8.subspan(at));
        QString character = characterText(utf8.subspan(at, length));
        if (visit) {
            visit(at, x, character);
        }
        x += metrics.horizontalAdvance(character);
        wipeText(character);
        at += length;
    }
    return x;
}

qreal secretTextWidth(ByteView utf8, const QFont& font) {
    return forEachSecretCharacter(utf8, font, {});
}

void drawSecretText(QPainter& painter, const QRectF& rect, ByteView utf8, const QFont& font,
                    const QColor& color) {
    const qreal baseline = qRound(rect.center().y() + 0.36 * font.pixelSize());
    painter.setFont(font);
    painter.setPen(color);
    forEachSecretCharacter(utf8, font, [&](std::size_t, qreal x, const QString& character) {
        painter.drawText(QPointF(rect.left() + x, baseline), character);
    });
}

} // namespace consentry::ui
