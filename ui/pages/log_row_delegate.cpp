#include "ui/pages/log_row_delegate.h"

#include "ui/models/format.h"
#include "ui/style/painting.h"

#include <algorithm>

namespace consentry::ui {
namespace {
// Below this width (at 100 % text) shape and word go to the second line.
constexpr int besideMin = 560;
constexpr int partIndent = 24;
} // namespace

MarkLook lookOf(AccessMark mark) {
    switch (mark) {
    case AccessMark::ByRule:
        return {Mark::ByRule, Role::Good, Role::GoodTint, false};
    case AccessMark::Emergency:
    case AccessMark::BroaderThanUsed:
        return {Mark::Warning, Role::Warn, Role::WarnTint, true};
    case AccessMark::NoRule:
        return {Mark::NoRule, Role::Danger, Role::DangerTint, true};
    case AccessMark::Refused:
        return {Mark::Refused, Role::Muted, Role::Sunken, false};
    case AccessMark::Request:
        return {Mark::Asked, Role::Primary, Role::PrimarySoft, false};
    }
    return {Mark::ByRule, Role::Good, Role::GoodTint, false};
}

LogRowDelegate::LogRowDelegate(const QDate& today, QObject* parent)
    : QStyledItemDelegate(parent), m_today(today), m_wordWidth(0) {
    for (const AccessMark mark :
         {AccessMark::ByRule, AccessMark::Emergency, AccessMark::BroaderThanUsed,
          AccessMark::NoRule, AccessMark::Refused, AccessMark::Request}) {
        m_wordWidth = std::max(m_wordWidth, textWidth(AccessLogModel::word(mark),
                                                      sansFont(TextSize::Body, TextWeight::Bold)));
    }
}

void LogRowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const {
    const QVariant data = index.data(AccessLogModel::rowRole);
    const QRectF row(option.rect);
    const qreal inset = px(size::pageMargin);
    painter->save();
    mirrorFor(*painter, row, option.direction);
    if (!data.isValid()) {
        // Not loaded yet: the place of the words, in the real layout.
        drawBox(*painter,
                QRectF(row.left() + inset, row.center().y() - px(5), row.width() / 3, px(10)),
                px(5), color(Role::Sunken), QColor());
        painter->restore();
        return;
    }
    const AccessRowView view = data.value<AccessRowView>();
    if (view.isDay) {
        paintHeading(*painter, row, view);
        paintFocus(*painter, option);
        painter->restore();
        return;
    }
    const bool chosen = option.state & QStyle::State_Selected;
    if (chosen) {
        painter->fillRect(row, color(Role::PrimarySoft));
        painter->fillRect(QRectF(row.left(), row.top(), 3, row.height()), color(Role::Primary));
    } else if (option.state & QStyle::State_MouseOver) {
        painter->fillRect(row, color(Role::Sunken));
    }
    paintVisit(*painter, row, view);
    if (!chosen) {
        drawHairline(*painter, row.left() + inset, row.right() - inset, row.bottom() - 1,
                     color(Role::Line));
    }
    paintFocus(*painter, option);
    painter->restore();
}

/// The keyboard stops at headings too: they say the day.
void LogRowDelegate::paintFocus(QPainter& painter, const QStyleOptionViewItem& option) {
    if ((option.state & QStyle::State_HasFocus) && option.widget != nullptr &&
        showsFocus(*option.widget)) {
        drawFocusRing(painter, QRectF(option.rect).adjusted(6, 2, -6, -2), px(size::controlRadius));
    }
}

void LogRowDelegate::paintHeading(QPainter& painter, const QRectF& row,
                                  const AccessRowView& view) const {
    const qreal inset = px(size::pageMargin);
    const QRectF line(row.left() + inset, row.bottom() - px(34), row.width() - 2 * inset, px(32));
    const QString count = AccessLogModel::tr("%n times", "accesses of a day", view.countOfDay);
    const QFont plain = sansFont(TextSize::Caption);
    drawText(painter, line, count, plain, color(Role::Muted), Qt::AlignRight);
    drawText(painter, line.adjusted(0, 0, -textWidth(count, plain) - px(12), 0),
             Format::dayHeading(view.day, m_today), sansFont(TextSize::Caption, TextWeight::Bold),
             color(Role::Ink));
    drawHairline(painter, line.left(), line.right(), row.bottom() - 1, color(Role::Line));
}

void LogRowDelegate::paintVisit(QPainter& painter, const QRectF& row,
                                const AccessRowView& view) const {
    const qreal inset = px(size::pageMargin) + (view.isPart ? px(partIndent) : 0);
    const bool beside = row.width() >= px(besideMin);
    const QFont body = sansFont(TextSize::Body);
    const QFont bold = sansFont(TextSize::Body, TextWeight::Bold);
    const QFont caption = sansFont(TextSize::Caption);
    const qreal top = row.center().y() - px(22);
    const QRectF line1(row.left() + inset, top, row.width() - inset - px(size::pageMargin), px(24));
    const QRectF line2 = QRectF(line1.left(), top + px(24), line1.width(), px(20));
    const MarkLook look = lookOf(view.mark);

    const qreal arrow = px(16);
    paintIcon(painter,
              QRectF(line1.right() - arrow + 4, line1.center().y() - arrow / 2, arrow, arrow),
              view.accesses == 1 ? Icon::ChevronRight
              : view.isOpen      ? Icon::ChevronUp
                                 : Icon::ChevronDown,
              color(Role::Muted));
    const QString items = view.accesses > 1
                              ? AccessLogModel::tr("%n accesses", nullptr, view.accesses)
                              : AccessLogModel::tr("%n items", nullptr, view.items);
    const QRectF itemsRect(line1.left(), line1.top(), line1.width() - px(20), line1.height());
    drawText(painter, itemsRect, items, body, color(Role::Muted), Qt::AlignRight);
    const qreal right = itemsRect.right() - textWidth(items, body) - px(16);

    const QString time = Format::time(view.at);
    qreal x = line1.left();
    drawText(painter, QRectF(x, line1.top(), px(56), line1.height()), time, body,
             color(Role::Muted));
    x += beside ? px(64) : px(56);
    const qreal s = px(12);
    const auto drawMark = [&](qreal at, const QRectF& line, bool small) {
        paintMark(painter, QRectF(at, line.center().y() - s / 2, s, s), look.mark,
                  color(look.role));
        const QFont font = small ? sansFont(TextSize::Caption,
                                            look.stands ? TextWeight::Bold : TextWeight::Regular)
                                 : (look.stands ? bold : body);
        const QString word = AccessLogModel::word(view.mark);
        drawText(painter, QRectF(at + px(20), line.top(), px(200), line.height()), word, font,
                 color(look.stands ? look.role : Role::Muted));
        return at + px(20) + textWidth(word, font);
    };
    qreal second = x;
    if (beside) {
        drawMark(x, line1, false);
        x += px(20) + m_wordWidth + px(24);
        second = x;
    } else {
        second = drawMark(line2.left(), line2, true) + px(12);
    }
    const qreal nameWidth = std::min(textWidth(view.who, bold), right - x);
    drawText(painter, QRectF(x, line1.top(), nameWidth + 1, line1.height()), view.who, bold,
             color(Role::Ink));
    const qreal whereX = x + nameWidth + px(10);
    if (right - whereX > px(40)) {
        drawText(painter, QRectF(whereX, line1.top(), right - whereX, line1.height()), view.where,
                 body, color(Role::Muted));
    }
    qreal factsEnd = line2.right();
    if (!view.dispute.isEmpty()) {
        const QFont strong = sansFont(TextSize::Caption, TextWeight::Bold);
        const qreal width = std::min(textWidth(view.dispute, strong) + 1, (factsEnd - second) / 2);
        factsEnd -= width;
        drawText(painter, QRectF(factsEnd, line2.top(), width, line2.height()), view.dispute,
                 strong, color(Role::Primary), Qt::AlignRight);
        factsEnd -= px(12);
    }
    QStringList facts = view.facts;
    if (view.accesses > 1) {
        facts.prepend(AccessLogModel::tr("since %1").arg(Format::time(view.since)));
    }
    drawText(painter, QRectF(second, line2.top(), factsEnd - second, line2.height()),
             joinFacts(facts), caption, color(Role::Muted));
}

} // namespace consentry::ui
