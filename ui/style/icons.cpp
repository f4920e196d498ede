#include "ui/style/icons.h"

#include "ui/style/appearance.h"
#include "ui/style/painting.h"

#include <QFile>
#include <QPainterPath>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <array>

using namespace Qt::StringLiterals;

namespace consentry::ui {
namespace {

// In the order of Icon; one a line, so that two additions do not meet.
// clang-format off
constexpr std::array<const char*, iconCount> iconFiles{
    "",
    "home",
    "grant",
    "eye",
    "health",
    "people",
    "network",
    "settings",
    "search",
    "plus",
    "minus",
    "check",
    "arrow-left",
    "chevron-right",
    "chevron-down",
    "chevron-up",
    "switch",
    "x",
    "refusal",
    "download",
    "calendar",
    "pencil",
    "clock",
    "list",
    "document",
    "key",
    "info",
    "folder",
    "play",
    "lock-closed",
    "flask",
    "pulse",
    "pill",
    "external",
    "undo",
    "eye-off",
    "bell",
    "chevron-left",
    "chart",
    "table",
    "help",
    "trash",
    "copy",
    "printer",
    "hospital",
    "person",
    "note",
    "filter",
};
// clang-format on

/// Whether the icon points to where reading goes on, or back.
bool hasDirection(Icon icon) {
    switch (icon) {
    case Icon::ArrowLeft:
    case Icon::ChevronLeft:
    case Icon::ChevronRight:
    case Icon::External:
    case Icon::Play:
    case Icon::Undo:
        return true;
    default:
        return false;
    }
}

QPixmap renderIcon(Icon icon, const QColor& color, int pixels) {
    const auto name = QLatin1String(iconFiles[static_cast<std::size_t>(icon)]);
    QFile file(u":/icons/%1.svg"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QByteArray svg = file.readAll();
    svg.replace("#000000", color.name().toLatin1());
    QSvgRenderer renderer(svg);
    QPixmap pixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    return pixmap;
}

MarkWatcher& markWatcher() {
    static MarkWatcher watcher;
    return watcher;
}

} // namespace

void watchMarks(MarkWatcher watcher) {
    markWatcher() = std::move(watcher);
}

void paintIcon(QPainter& painter, const QRectF& square, Icon icon, const QColor& color) {
    if (icon == Icon::None) {
        return;
    }
    const qreal ratio = painter.device()->devicePixelRatioF();
    const int pixels = qRound(square.width() * ratio);
    const QString key =
        u"consentry-icon/%1/%2/%3"_s.arg(static_cast<int>(icon)).arg(color.name()).arg(pixels);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = renderIcon(icon, color, pixels);
        QPixmapCache::insert(key, pixmap);
    }
    pixmap.setDevicePixelRatio(ratio);
    const auto draw = [&] {
        painter.drawPixmap(QPointF(qRound(square.x()), qRound(square.y())), pixmap);
    };
    if (hasDirection(icon)) {
        draw();
    } else {
        const Unmirrored upright(painter, square);
        draw();
    }
}

void paintMark(QPainter& painter, const QRectF& square, Mark mark, const QColor& color) {
    if (markWatcher()) {
        markWatcher()(mark, color);
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal s = square.width();
    const QPointF c = square.center();
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    switch (mark) {
    case Mark::ByRule:
        painter.drawEllipse(c, s * 0.42, s * 0.42);
        break;
    case Mark::Warning: {
        const qreal half = s * 0.54;
        painter.drawPolygon(QPolygonF{{c.x(), c.y() - s * 0.48},
                                      {c.x() + half, c.y() + s * 0.44},
                                      {c.x() - half, c.y() + s * 0.44}});
        break;
    }
    case Mark::NoRule:
        painter.drawRect(QRectF(c.x() - s * 0.42, c.y() - s * 0.42, s * 0.84, s * 0.84));
        break;
    case Mark::Refused:
        painter.setPen(QPen(color, s * 0.15));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(c, s * 0.36, s * 0.36);
        break;
    case Mark::Asked: {
        painter.setPen(QPen(color, s * 0.15, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.setBrush(Qt::NoBrush);
        const qreal a = s * 0.38;
        painter.drawPolygon(QPolygonF{c + QPointF(0, -a), c + QPointF(a, 0), c + QPointF(0, a),
                                      c + QPointF(-a, 0)});
        break;
    }
    case Mark::Cut: {
        painter.setPen(QPen(color, s * 0.18, Qt::SolidLine, Qt::FlatCap));
        const qreal a = s * 0.38;
        painter.drawLine(c + QPointF(-a, -a), c + QPointF(a, a));
        painter.drawLine(c + QPointF(-a, a), c + QPointF(a, -a));
        break;
    }
    }
    painter.restore();
}

void paintSeal(QPainter& painter, const QRectF& square) {
    const Unmirrored upright(painter, square);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal s = square.width();
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(Role::Fill));
    painter.drawRoundedRect(square, s * 0.08, s * 0.08);
    if (s >= 40) {
        QColor frame = color(Role::OnFill);
        frame.setAlphaF(0.75F);
        painter.setPen(QPen(frame, qMax(1.0, s * 0.02)));
        painter.setBrush(Qt::NoBrush);
        const qreal inset = s * 0.055;
        painter.drawRoundedRect(square.adjusted(inset, inset, -inset, -inset), s * 0.05, s * 0.05);
    }
    QFont font;
    font.setFamilies({u"Noto Serif CJK SC"_s});
    font.setWeight(QFont::Bold);
    font.setPixelSize(qMax(1, qRound(s * 0.74)));
    QPainterPath glyph;
    glyph.addText(0, 0, font, u"契"_s);
    const QRectF box = glyph.boundingRect();
    glyph.translate(square.center() - box.center());
    painter.fillPath(glyph, color(Role::OnFill));
    painter.restore();
}

QIcon sealIcon() {
    QIcon icon;
    for (const int pixels : {16, 24, 32, 48, 64, 128, 256}) {
        QPixmap pixmap(pixels, pixels);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paintSeal(painter, QRectF(0, 0, pixels, pixels));
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace consentry::ui
