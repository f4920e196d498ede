#include "ui/widgets/virtual_list.h"

#include "ui/style/appearance.h"

#include <QAccessible>
#include <QHeaderView>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <utility>

namespace consentry::ui {

VirtualList::VirtualList(const QString& name, QWidget* parent) : QTableView(parent) {
    setAccessibleName(name);
    horizontalHeader()->hide();
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);
    horizontalHeader()->setMinimumSectionSize(1);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    setCornerButtonEnabled(false);
    setRowHeight(px(size::row));
    connect(this, &QAbstractItemView::clicked, this,
            [this](const QModelIndex& index) { emit rowActivated(index.row()); });
}

void VirtualList::setRowHeight(int pixels) {
    m_rowHeight = pixels;
    verticalHeader()->setDefaultSectionSize(pixels);
    fit();
}

void VirtualList::setModel(QAbstractItemModel* model) {
    QTableView::setModel(model);
    if (model != nullptr) {
        connect(model, &QAbstractItemModel::modelReset, this, [this] {
            m_wasResetInPress = m_isPressed;
            fit();
        });
        connect(model, &QAbstractItemModel::rowsInserted, this, &VirtualList::fit);
        connect(model, &QAbstractItemModel::rowsRemoved, this, &VirtualList::fit);
    }
    fit();
}

void VirtualList::setFitsContents() {
    m_fits = true;
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    fit();
}

void VirtualList::fit() {
    if (model() != nullptr && model()->columnCount() > 0) {
        setColumnWidth(0, viewport()->width());
    }
    if (m_fits) {
        setFixedHeight(model() != nullptr ? model()->rowCount() * m_rowHeight : 0);
    }
}

bool VirtualList::viewportEvent(QEvent* event) {
    if (event->type() != QEvent::ToolTip) {
        return QTableView::viewportEvent(event);
    }
    const auto* help = static_cast<QHelpEvent*>(event);
    const QModelIndex index = indexAt(help->pos());
    if (index.isValid()) {
        QToolTip::showText(help->globalPos(), wholeText(index), viewport(), visualRect(index));
    } else {
        QToolTip::hideText();
    }
    return true;
}

QString VirtualList::wholeText(const QModelIndex& index) {
    const QString tip = index.data(Qt::ToolTipRole).toString();
    return tip.isEmpty() ? index.data(Qt::AccessibleTextRole).toString() : tip;
}

void VirtualList::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fit();
}

void VirtualList::mousePressEvent(QMouseEvent* event) {
    QTableView::mousePressEvent(event);
    m_isPressed =
        event->button() == Qt::LeftButton && indexAt(event->position().toPoint()).isValid();
    m_wasResetInPress = false;
}

/// Qt forgets what was pressed when rows come in before the button is let go; the chosen row, which
/// its owner has chosen again, is what the person meant.
void VirtualList::mouseReleaseEvent(QMouseEvent* event) {
    const bool isLost = std::exchange(m_wasResetInPress, false);
    m_isPressed = false; // what comes in because of the click is no loss
    QTableView::mouseReleaseEvent(event);
    if (isLost && currentIndex().isValid() &&
        viewport()->rect().contains(event->position().toPoint())) {
        emit rowActivated(currentIndex().row());
    }
}

/// Where no row is the current one, or a heading, the first row becomes it, so that one sees where
/// the keyboard is; it is not chosen by that.
void VirtualList::focusInEvent(QFocusEvent* event) {
    QTableView::focusInEvent(event);
    // After what Qt tells of the list itself.
    QMetaObject::invokeMethod(this, &VirtualList::tellCurrentRow, Qt::QueuedConnection);
    const bool isByTab =
        event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (!isByTab || model() == nullptr || (currentIndex().flags() & Qt::ItemIsSelectable)) {
        return;
    }
    for (int row = qMax(0, rowAt(0)); row < model()->rowCount(); ++row) {
        const QModelIndex index = model()->index(row, 0);
        if (index.flags() & Qt::ItemIsSelectable) {
            selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
            return;
        }
    }
}

void VirtualList::tellCurrentRow() {
    if (!QAccessible::isActive() || !hasFocus() || !currentIndex().isValid()) {
        return;
    }
    QAccessibleInterface* face = QAccessible::queryAccessibleInterface(this);
    auto* table = face != nullptr ? face->tableInterface() : nullptr;
    auto* row = table != nullptr ? table->cellAt(currentIndex().row(), 0) : nullptr;
    if (row != nullptr) {
        QAccessibleEvent event(row, QAccessible::Focus);
        QAccessible::updateAccessibility(&event);
    }
}

void VirtualList::keyPressEvent(QKeyEvent* event) {
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter ||
         event->key() == Qt::Key_Space) &&
        currentIndex().isValid()) {
        emit rowActivated(currentIndex().row());
        return;
    }
    // One column: left and right have nowhere to go.
    if (event->key() == Qt::Key_Right || event->key() == Qt::Key_Left) {
        const bool isForward = (event->key() == Qt::Key_Right) != isRightToLeft();
        if (currentIndex().isValid()) {
            emit openAsked(currentIndex().row(), isForward);
        }
        return;
    }
    if (event->key() == Qt::Key_Home || event->key() == Qt::Key_End) {
        if (model() != nullptr && model()->rowCount() > 0) {
            const int row = event->key() == Qt::Key_Home ? 0 : model()->rowCount() - 1;
            setCurrentIndex(model()->index(row, 0));
        }
        return;
    }
    QTableView::keyPressEvent(event);
}

void VirtualList::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    if (isVisible()) {
        QTableView::currentChanged(current, previous);
    } else { // which tells screen readers that the keyboard is there
        QAbstractItemView::currentChanged(current, previous);
    }
    viewport()->update();
    emit currentRowChanged(current.row());
}

} // namespace consentry::ui
