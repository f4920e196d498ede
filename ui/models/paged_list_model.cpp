#include "ui/models/paged_list_model.h"

#include <utility>

namespace consentry::ui {

void PagedListModel::setRows(RowSource* source) {
    if (m_rows != nullptr) {
        m_rows->disconnect(this);
    }
    beginResetModel();
    m_rows = source;
    m_count = source != nullptr ? source->rowCount() : 0;
    endResetModel();
    if (source == nullptr) {
        return;
    }
    connect(source, &RowSource::reset, this, [this] {
        beginResetModel();
        m_count = m_rows->rowCount();
        endResetModel();
    });
    connect(source, &RowSource::rowsReady, this, [this](int first, int last) {
        if (first >= 0 && last < m_count && first <= last) {
            emit dataChanged(index(first), index(last));
        }
    });
    connect(source, &QObject::destroyed, this, [this] {
        beginResetModel();
        m_rows = nullptr;
        m_count = 0;
        endResetModel();
    });
}

int PagedListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_count;
}

bool PagedListModel::hasRow(const QModelIndex& index) const {
    return m_rows != nullptr && checkIndex(index, CheckIndexOption::IndexIsValid);
}

} // namespace consentry::ui
