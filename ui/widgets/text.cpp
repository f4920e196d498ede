#include "ui/widgets/text.h"

#include <QStyle>

#include <cmath>

using namespace Qt::StringLiterals;

namespace consentry::ui {

Text::Text(const QString& words, TextSize size, Role role, TextWeight weight, QWidget* parent)
    : QLabel(parent), m_font(sansFont(size, weight)), m_size(size), m_role(role) {
    setTextFormat(Qt::PlainText);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setWords(words);
}

QAccessible::Role Text::spokenRole() const {
    return m_size == TextSize::Page || m_size == TextSize::Section ? QAccessible::Heading
                                                                   : QAccessible::StaticText;
}

void Text::setWords(const QString& words) {
    m_plain.clear();
    m_bold.clear();
    QString rest = words;
    for (;;) {
        const auto start = rest.indexOf(u"<b>"_s);
        const auto end = rest.indexOf(u"</b>"_s, start);
        if (start < 0 || end < 0) {
            break;
        }
        m_plain += QStringView(rest).left(start);
        QTextLayout::FormatRange range;
        range.start = static_cast<int>(m_plain.size());
        range.length = static_cast<int>(end - start - 3);
        range.format.setFontWeight(QFont::Bold);
        m_bold << range;
        m_plain += QStringView(rest).mid(start + 3, end - start - 3);
        rest = rest.mid(end + 4);
    }
    m_plain += rest;
    setText(m_plain);
    setAccessibleName(m_plain);
    updateGeometry();
    update();
}

void Text::setRole(Role role) {
    m_role = role;
    update();
}

void Text::setSingleLine() {
    m_singleLine = true;
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void Text::setAlign(Qt::Alignment alignment) {
    m_align = alignment;
    update();
}

void Text::setMonospace() {
    m_font = monoFont();
    updateGeometry();
}

// Running text 1.5, titles 1.3 (visual direction); captions stand in two-line rows of 20 pixels.
qreal Text::lineHeight() const {
    const bool title =
        m_size == TextSize::Section || m_size == TextSize::Page || m_size == TextSize::TaskTitle;
    const qreal factor = m_size == TextSize::Caption ? 1.43 : title ? 1.3 : 1.5;
    return std::round(m_font.pixelSize() * factor);
}

qreal Text::naturalWidth() const {
    QTextLayout layout;
    QTextLayout& reference = layout;
    reference.setText(m_plain);
    qreal widest = 0;
    const auto lines = m_plain.split(u'\n');
    QFont widestFont = m_font;
    if (!m_bold.isEmpty()) {
        widestFont.setBold(true);
    }
    for (const QString& line : lines) {
        widest = std::max(widest, textWidth(line, widestFont));
    }
    return std::ceil(widest) + 1;
}

qreal Text::layOut(QTextLayout& layout, qreal width) const {
    QString shown = m_plain;
    shown.replace(u'\n', QChar::LineSeparator);
    layout.setText(shown);
    layout.setFont(m_font);
    layout.setFormats(m_bold);
    layout.setCacheEnabled(true);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    // Aligned as the window reads; the words run as their own script does.
    option.setAlignment(QStyle::visualAlignment(layoutDirection(), m_align));
    option.setTextDirection(readingDirection(m_plain, layoutDirection()));
    layout.setTextOption(option);
    layout.beginLayout();
    const qreal pitch = lineHeight();
    qreal y = 0;
    for (;;) {
        QTextLine line = layout.createLine();
        if (!line.isValid()) {
            break;
        }
        line.setLineWidth(width);
        // The baseline comes from the em, not from the face.
        const qreal baseline = std::round(pitch / 2 + 0.36 * m_font.pixelSize());
        line.setPosition(QPointF(0, y + baseline - line.ascent()));
        y += pitch;
    }
    layout.endLayout();
    return y;
}

int Text::heightForWidth(int width) const {
    if (m_singleLine) {
        return static_cast<int>(lineHeight());
    }
    QTextLayout layout;
    return static_cast<int>(std::ceil(layOut(layout, width)));
}

QSize Text::sizeHint() const {
    const int width = static_cast<int>(std::min(naturalWidth(), qreal(px(620))));
    return {width, heightForWidth(width)};
}

QSize Text::minimumSizeHint() const {
    const int width =
        static_cast<int>(std::min(naturalWidth(), qreal(px(m_singleLine ? 48 : 120))));
    return {width, static_cast<int>(lineHeight())};
}

void Text::paintEvent(QPaintEvent*) {
    if (m_singleLine) {
        WidgetPainter painter(this);
        drawText(painter, QRectF(rect()), m_plain, m_font, color(m_role), m_align);
        return;
    }
    QPainter painter(this);
    QTextLayout layout;
    const qreal height = layOut(layout, width());
    painter.setPen(color(m_role));
    layout.draw(&painter, QPointF(0, std::max(0.0, std::floor((this->height() - height) / 2))));
}

} // namespace consentry::ui
