#pragma once

#include "core/base/bytes.h"
#include "ui/style/painting.h"

#include <functional>

namespace consentry::ui {

// Words that stay in locked memory while they are on the screen: measured and painted one character
// after the other, so that no string of Qt ever holds more than one. (Hence without kerning.)

/// Gets every character with its place in bytes and its distance from the text's left edge.
using OnSecretCharacter = std::function<void(std::size_t place, qreal x, const QString& character)>;
/// Gives back the width of all.
qreal forEachSecretCharacter(ByteView utf8, const QFont& font, const OnSecretCharacter& visit);
qreal secretTextWidth(ByteView utf8, const QFont& font);
/// Centred in height as drawText() does, from the rectangle's left edge; not elided.
void drawSecretText(QPainter& painter, const QRectF& rect, ByteView utf8, const QFont& font,
                    const QColor& color);

} // namespace consentry::ui
