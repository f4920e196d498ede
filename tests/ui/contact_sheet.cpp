#include "tests/ui/contact_sheet.h"

#include <QPainter>

#include <algorithm>

namespace consentry::test {
namespace {

constexpr int gap = 16;
constexpr int captionHeight = 26;
constexpr int captionPixels = 16;

} // namespace

ContactSheet::ContactSheet(int columns, int thumbnailWidth)
    : m_columns(columns), m_width(thumbnailWidth) {}

void ContactSheet::add(const QString& name, const QPixmap& picture) {
    m_pictures << Picture{name, picture.scaledToWidth(m_width, Qt::SmoothTransformation)};
}

bool ContactSheet::save(const QString& path) const {
    const qsizetype rows = (m_pictures.size() + m_columns - 1) / m_columns;
    QList<int> heights(rows, 0);
    for (qsizetype i = 0; i < m_pictures.size(); ++i) {
        int& height = heights[i / m_columns];
        height = std::max(height, m_pictures[i].thumbnail.height());
    }
    int total = gap;
    for (const int height : std::as_const(heights)) {
        total += height + captionHeight + gap;
    }
    QPixmap sheet(m_columns * (m_width + gap) + gap, total);
    sheet.fill(QColor(0x80, 0x80, 0x80)); // neutral beside light and dark
    QPainter painter(&sheet);
    QFont font;
    font.setPixelSize(captionPixels);
    painter.setFont(font);
    painter.setPen(Qt::white);
    int y = gap;
    for (qsizetype i = 0; i < m_pictures.size(); ++i) {
        const int column = static_cast<int>(i % m_columns);
        if (i > 0 && column == 0) {
            y += heights[i / m_columns - 1] + captionHeight + gap;
        }
        const int x = gap + column * (m_width + gap);
        painter.drawText(QRect(x, y, m_width, captionHeight), Qt::AlignVCenter, m_pictures[i].name);
        painter.drawPixmap(x, y + captionHeight, m_pictures[i].thumbnail);
    }
    painter.end();
    return sheet.save(path);
}

} // namespace consentry::test
