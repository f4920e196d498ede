#include "app/desktop/log_document.h"

#include "ui/models/format.h"
#include "ui/style/painting.h"

#include <utility>

namespace consentry::desktop {
namespace {

constexpr int dotsPerInch = 300;
constexpr qreal marginMm = 18;
constexpr qreal footMm = 10;
constexpr qreal timeColumnMm = 18;
constexpr qreal markColumnMm = 34;
constexpr qreal gapMm = 2.2;
constexpr int wrapping = Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop;

} // namespace

LogDocument::LogDocument(QIODevice& file, Head head) : m_head(std::move(head)), m_writer(&file) {
    m_writer.setPageSize(QPageSize(QPageSize::A4));
    m_writer.setResolution(dotsPerInch);
    m_writer.setPageMargins(QMarginsF(marginMm, marginMm, marginMm, marginMm),
                            QPageLayout::Millimeter);
    m_writer.setTitle(m_head.title + QStringLiteral(" · ") +
                      m_head.lines.join(QStringLiteral(" · ")));
    m_writer.setCreator(QStringLiteral("Consentry"));
    m_painter.begin(&m_writer);
    m_body = QRectF(0, 0, m_writer.width(), m_writer.height() - mm(footMm));
    writeHead();
}

QFont LogDocument::font(qreal points, QFont::Weight weight) const {
    QFont font = m_head.font;
    font.setPointSizeF(points);
    font.setWeight(weight);
    return font;
}

qreal LogDocument::mm(qreal millimetres) const {
    return millimetres * dotsPerInch / 25.4;
}

qreal LogDocument::heightOf(const QString& text, const QFont& font, qreal width) {
    m_painter.setFont(font);
    return m_painter.boundingRect(QRectF(0, 0, width, 1e6), wrapping, text).height();
}

void LogDocument::write(const QRectF& place, const QString& text, const QFont& font) {
    m_painter.setFont(font);
    m_painter.drawText(place, wrapping, text);
}

void LogDocument::writeHead() {
    const auto line = [this](const QString& text, const QFont& font) {
        const qreal height = heightOf(text, font, m_body.width());
        write(QRectF(0, m_y, m_body.width(), height), text, font);
        m_y += height + mm(1);
    };
    line(m_head.title, font(20, QFont::Bold));
    if (m_head.isDemonstration) {
        line(tr("Demonstration: people, records and accesses are invented."),
             font(11, QFont::Bold));
    }
    for (const QString& text : std::as_const(m_head.lines)) {
        line(text, font(10));
    }
    m_y += mm(2);
    m_painter.drawLine(QPointF(0, m_y), QPointF(m_body.width(), m_y));
    m_y += mm(3);
}

void LogDocument::numberPage() {
    const QRectF foot(0, m_body.bottom() + mm(3), m_body.width(), mm(footMm) - mm(3));
    m_painter.setFont(font(9));
    m_painter.drawText(foot, Qt::AlignLeft | Qt::AlignBottom,
                       m_head.isDemonstration ? m_head.title + tr(" (demonstration)")
                                              : m_head.title);
    m_painter.drawText(foot, Qt::AlignRight | Qt::AlignBottom, tr("Page %1").arg(m_page));
}

void LogDocument::beginPage() {
    numberPage();
    m_writer.newPage();
    ++m_page;
    m_y = 0;
}

void LogDocument::reserve(qreal height) {
    if (m_y > 0 && m_y + height > m_body.bottom()) {
        beginPage();
    }
}

void LogDocument::add(const ui::AccessRowView& row) {
    const QFont strong = font(10, QFont::Bold);
    const QFont plain = font(10);
    const qreal left = mm(timeColumnMm + markColumnMm);
    const qreal width = m_body.width() - left;
    const QString who = row.where.isEmpty() ? row.who : row.who + tr(", ") + row.where;
    const QString facts = ui::joinFacts(row.facts);
    const qreal whoHeight = heightOf(who, strong, width);
    const qreal factsHeight = facts.isEmpty() ? 0 : heightOf(facts, plain, width);
    const qreal height = whoHeight + factsHeight + mm(gapMm);
    const bool isNewDay = row.day != m_day;
    const qreal heading = isNewDay ? mm(9) : 0;
    reserve(heading + height);
    if (isNewDay) {
        m_day = row.day;
        write(QRectF(0, m_y + mm(2), m_body.width(), mm(7)), ui::Format::dayYear(m_day),
              font(12, QFont::Bold));
        m_y += heading;
    }
    write(QRectF(0, m_y, mm(timeColumnMm), whoHeight), ui::Format::time(row.at), plain);
    write(QRectF(mm(timeColumnMm), m_y, mm(markColumnMm - 2), height),
          ui::AccessLogModel::word(row.mark), plain);
    write(QRectF(left, m_y, width, whoHeight), who, strong);
    if (!facts.isEmpty()) {
        write(QRectF(left, m_y + whoHeight, width, factsHeight), facts, plain);
    }
    m_y += height;
    ++m_rows;
}

void LogDocument::finish() {
    reserve(mm(10));
    const QString end = m_rows == 0 ? tr("No access fits.")
                                    : tr("End of the list: %n access(es).", nullptr, int(m_rows));
    write(QRectF(0, m_y + mm(3), m_body.width(), mm(7)), end, font(10, QFont::Bold));
    numberPage();
    m_painter.end();
}

} // namespace consentry::desktop
