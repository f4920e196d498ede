#include "ui/widgets/table.h"

#include "ui/style/painting.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QStyledItemDelegate>

namespace consentry::ui {
namespace {

constexpr int cellSide = 12;
constexpr int cellAir = 8;

Qt::Alignment alignmentOf(const QVariant& stored) {
    return static_cast<Qt::Alignment>(stored.toInt());
}

/// Cells that wrap, hairlines between rows, one ring around the row under the keyboard.
class CellDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const auto* view = qobject_cast<const QTableView*>(option.widget);
        const int width = view != nullptr ? view->columnWidth(index.column()) : option.rect.width();
        const QString words = index.data().toString();
        const QFontMetrics metrics(sansFont(TextSize::Body));
        const QRect room(0, 0, qMax(px(40), width - 2 * px(cellSide)), QWIDGETSIZE_MAX);
        const int height = metrics.boundingRect(room, Qt::TextWordWrap, words).height();
        return {metrics.horizontalAdvance(words) + 2 * px(cellSide) + 1,
                qMax(px(size::compactRow), height + 2 * px(cellAir))};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const QRectF cell(option.rect);
        const auto* view = qobject_cast<const QTableView*>(option.widget);
        const bool current =
            view != nullptr && showsFocus(*view) && view->currentIndex().row() == index.row();
        painter->save();
        if (current) {
            painter->fillRect(cell, color(Role::PrimarySoft));
        }
        painter->setFont(sansFont(TextSize::Body));
        painter->setPen(color(Role::Ink));
        const Qt::Alignment wanted = alignmentOf(index.data(Qt::TextAlignmentRole));
        painter->drawText(cell.adjusted(px(cellSide), 0, -px(cellSide), 0),
                          static_cast<int>(QStyle::visualAlignment(option.direction, wanted)) |
                              Qt::TextWordWrap,
                          index.data().toString());
        drawHairline(*painter, cell.left(), cell.right(), cell.bottom() - 1, color(Role::Line));
        if (current) {
            drawRing(*painter, cell, index, option.direction);
        }
        painter->restore();
    }

private:
    // The ring goes around the whole row; each cell draws its part of it.
    static void drawRing(QPainter& painter, const QRectF& cell, const QModelIndex& index,
                         Qt::LayoutDirection direction) {
        painter.setClipRect(cell);
        const qreal more = 20;
        const int end = index.model()->columnCount() - 1;
        const bool mirrored = direction == Qt::RightToLeft;
        const bool first = index.column() == (mirrored ? end : 0);
        const bool last = index.column() == (mirrored ? 0 : end);
        drawFocusRing(painter, cell.adjusted(first ? 1 : -more, 1, last ? -1 : more, -1),
                      px(size::controlRadius));
    }
};

} // namespace

void TableModel::setContents(const QList<TableColumn>& columns, const QList<QStringList>& rows) {
    beginResetModel();
    m_columns = columns;
    m_rows = rows;
    endResetModel();
}

int TableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant TableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) {
        return {};
    }
    if (role == Qt::DisplayRole) {
        return m_rows.at(index.row()).value(index.column());
    }
    if (role == Qt::TextAlignmentRole) {
        return headerData(index.column(), Qt::Horizontal, role);
    }
    return {};
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size()) {
        return {};
    }
    if (role == Qt::DisplayRole) {
        return m_columns.at(section).title;
    }
    if (role == Qt::TextAlignmentRole) {
        const Qt::Alignment side = m_columns.at(section).isNumber ? Qt::AlignRight : Qt::AlignLeft;
        return static_cast<int>(side | Qt::AlignVCenter);
    }
    return {};
}

Table::Table(const QString& name, QWidget* parent)
    : QTableView(parent), m_model(new TableModel(this)) {
    setAccessibleName(name);
    setModel(m_model);
    setItemDelegate(new CellDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionMode(QAbstractItemView::NoSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setCornerButtonEnabled(false);
    viewport()->setAutoFillBackground(false);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(px(size::compactRow));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setMinimumSectionSize(px(48));
    horizontalHeader()->setFont(sansFont(TextSize::Caption, TextWeight::Bold));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QAbstractItemView::clicked, this,
            [this](const QModelIndex& index) { emit rowActivated(index.row()); });
}

void Table::setContents(const QList<TableColumn>& columns, const QList<QStringList>& rows) {
    m_model->setContents(columns, rows);
    fit();
}

// Numbers get what they need, words share the rest.
void Table::fit() {
    const auto& columns = m_model->columns();
    for (int i = 0; i < columns.size(); ++i) {
        horizontalHeader()->setSectionResizeMode(
            i, columns.at(i).isNumber ? QHeaderView::ResizeToContents : QHeaderView::Stretch);
    }
    resizeRowsToContents();
    const int height = sizeHint().height();
    if (height != this->height()) {
        setFixedHeight(height);
    }
}

QSize Table::sizeHint() const {
    return {px(320), horizontalHeader()->sizeHint().height() + verticalHeader()->length()};
}

QSize Table::minimumSizeHint() const {
    return {px(160), sizeHint().height()};
}

void Table::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    if (event->oldSize().width() != event->size().width()) {
        fit();
    }
}

void Table::keyPressEvent(QKeyEvent* event) {
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) &&
        currentIndex().isValid()) {
        emit rowActivated(currentIndex().row());
        return;
    }
    QTableView::keyPressEvent(event);
    viewport()->update(); // the ring spans the row
}

} // namespace consentry::ui
