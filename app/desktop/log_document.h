#pragma once

#include "ui/models/access_log.h"

#include <QFont>
#include <QPainter>
#include <QPdfWriter>

namespace consentry::desktop {

/// The access log on A4 pages: a head that says what is shown and how complete it is, the visits
/// under their days, numbered pages. A page leaves memory when the next one begins. Any thread, one
/// at a time; whether the file took the bytes is for its owner to ask.
class LogDocument {
    Q_DECLARE_TR_FUNCTIONS(LogDocument)
public:
    struct Head {
        QString title;
        QStringList lines; ///< whose, which filter, complete up to where, made when
        bool isDemonstration = false;
        QFont font; ///< of the program, at any size
    };
    LogDocument(QIODevice& file, Head head);
    LogDocument(const LogDocument&) = delete;
    LogDocument& operator=(const LogDocument&) = delete;

    /// The next row of the list; days get their headings by themselves.
    void add(const ui::AccessRowView& row);
    /// Says that the list ends here, and finishes the file.
    void finish();
    int pageCount() const { return m_page; }

private:
    QFont font(qreal points, QFont::Weight weight = QFont::Normal) const;
    qreal mm(qreal millimetres) const;
    /// The height of a text in a column of this width.
    qreal heightOf(const QString& text, const QFont& font, qreal width);
    void write(const QRectF& place, const QString& text, const QFont& font);
    void writeHead();
    void beginPage();
    void numberPage();
    /// Leaves at least so much room on the page.
    void reserve(qreal height);

    Head m_head;
    QPdfWriter m_writer;
    QPainter m_painter;
    QRectF m_body; ///< where rows stand; the number below it
    qreal m_y = 0;
    int m_page = 1;
    qint64 m_rows = 0;
    QDate m_day;
};

} // namespace consentry::desktop
