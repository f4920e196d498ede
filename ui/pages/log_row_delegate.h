#pragma once

#include "ui/models/access_log.h"
#include "ui/style/icons.h"
#include "ui/style/tokens.h"

#include <QStyledItemDelegate>

namespace consentry::ui {

struct MarkLook {
    Mark mark;
    Role role;
    Role tint;
    bool stands; ///< bold and coloured; what follows the rules stays quiet
};
MarkLook lookOf(AccessMark mark);

/// Paints a row of the access log: time, shape and word, who and where, what, how many.
class LogRowDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    LogRowDelegate(const QDate& today, QObject* parent);
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    static void paintFocus(QPainter& painter, const QStyleOptionViewItem& option);
    void paintHeading(QPainter& painter, const QRectF& row, const AccessRowView& view) const;
    void paintVisit(QPainter& painter, const QRectF& row, const AccessRowView& view) const;
    QDate m_today;
    qreal m_wordWidth;
};

} // namespace consentry::ui
