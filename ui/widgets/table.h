#pragma once

#include <QAbstractTableModel>
#include <QTableView>

namespace consentry::ui {

struct TableColumn {
    QString title;
    bool isNumber = false; ///< at the trailing edge, never wrapped
};

/// Columns and rows of text. GUI thread only.
class TableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;
    /// Every row has as many cells as there are columns.
    void setContents(const QList<TableColumn>& columns, const QList<QStringList>& rows);
    const QList<TableColumn>& columns() const { return m_columns; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<TableColumn> m_columns;
    QList<QStringList> m_rows;
};

/// A table of at most some hundred rows inside a page: as high as its rows, cells wrap instead of
/// being cut, headings and cells are read out by screen readers. For long lists of people's records
/// there is VirtualList. Up and Down move, Return or a click activates a row.
class Table : public QTableView {
    Q_OBJECT
public:
    explicit Table(const QString& name, QWidget* parent = nullptr);
    void setContents(const QList<TableColumn>& columns, const QList<QStringList>& rows);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void rowActivated(int row);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void fit();
    TableModel* m_model;
};

} // namespace consentry::ui
