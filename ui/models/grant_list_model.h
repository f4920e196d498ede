#pragma once

#include "ui/models/grant_view.h"
#include "ui/models/list_model.h"

#include <QList>

namespace consentry::ui {

/// The grants of one person in the order given. DisplayRole is the row as a screen reader says it.
class GrantListModel : public ListModel {
    Q_OBJECT
public:
    static constexpr int grantRole = Qt::UserRole + 1;

    explicit GrantListModel(QObject* parent = nullptr);
    void setGrants(const QList<GrantView>& grants, const QDate& today);
    const QList<GrantView>& grants() const { return m_grants; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    /// "until 30 Jun", "revoked 28 May".
    static QString endText(const GrantView& grant, const QDate& today);
    /// "16 days left", "waiting for proof".
    static QString endDetail(const GrantView& grant, const QDate& today);

private:
    QList<GrantView> m_grants;
    QDate m_today;
};

} // namespace consentry::ui
