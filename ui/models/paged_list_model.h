#pragma once

#include "ui/models/list_model.h"

namespace consentry::ui {

/// Rows that are asked for by number and may arrive later. Lives on the GUI thread.
class RowSource : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual int rowCount() const = 0;

signals:
    /// Other rows from now on, and another number of them.
    void reset();
    /// row() has these now, both inclusive.
    void rowsReady(int first, int last);
};

/// The rows of a source for a view, which asks only for those that it shows.
class PagedListModel : public ListModel {
    Q_OBJECT
public:
    using ListModel::ListModel;

    int rowCount(const QModelIndex& parent = {}) const override;

protected:
    /// Not owned; may be nullptr, and may go before this.
    void setRows(RowSource* source);
    bool hasRow(const QModelIndex& index) const;

private:
    RowSource* m_rows = nullptr;
    int m_count = 0;
};

} // namespace consentry::ui
