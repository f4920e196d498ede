#pragma once

#include <QTableView>

namespace consentry::ui {

/// A list of equal rows that may be a million long: one column of a table view, of which only the
/// visible rows are asked for. Up and Down move, Return or a click activates, Right and Left ask to
/// unfold a row and to fold it.
class VirtualList : public QTableView {
    Q_OBJECT
public:
    explicit VirtualList(const QString& name, QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;
    void setRowHeight(int pixels);
    /// As high as its rows, without a scroll bar of its own: for a short list inside a page.
    void setFitsContents();
    /// All that the row says, in words, whatever of it is cut on the screen.
    static QString wholeText(const QModelIndex& index);

signals:
    void rowActivated(int row);
    void openAsked(int row, bool isOpen);
    void currentRowChanged(int row);

protected:
    /// Rows cut what is too long; the tool tip says it whole.
    bool viewportEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void fit();
    /// Screen readers say the row under the keyboard, not only what the list is called.
    void tellCurrentRow();

    int m_rowHeight = 0;
    bool m_fits = false;
    bool m_isPressed = false;
    bool m_wasResetInPress = false;
};

} // namespace consentry::ui
