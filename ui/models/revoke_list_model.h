#pragma once

#include "ui/models/list_model.h"
#include "ui/models/signing_view.h"

namespace consentry::ui {

/// Grants that are taken back together, with how far each is. DisplayRole is the row as a screen
/// reader says it.
class RevokeListModel : public ListModel {
    Q_OBJECT
public:
    static constexpr int rowRole = Qt::UserRole + 1;

    explicit RevokeListModel(QObject* parent = nullptr);
    void setRows(const QList<RevokeRowView>& rows);
    const QList<RevokeRowView>& rows() const { return m_rows; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    /// "until 30 Jun" before it was asked for; then "sent", "stopped, block 812".
    static QString stateText(const RevokeRowView& row);

private:
    QList<RevokeRowView> m_rows;
};

} // namespace consentry::ui

Q_DECLARE_METATYPE(consentry::ui::RevokeRowView)
