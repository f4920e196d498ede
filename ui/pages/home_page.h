#pragma once

#include "ui/models/check_up_view.h"
#include "ui/models/grant_list_model.h"
#include "ui/models/home_view.h"
#include "ui/widgets/page.h"

namespace consentry::ui {

/// Who can see what until when, what needs the person, what happened since the last visit.
class HomePage : public Page {
    Q_OBJECT
public:
    explicit HomePage(QWidget* parent = nullptr);
    void setView(const HomeView& view);
    void setCheckUp(const QList<CheckUpRowView>& rows);

signals:
    void taskOpened(const QString& id);
    void grantOpened(const QString& id);
    void allGrantsAsked();
    void newGrantAsked();
    void checkUpAsked(const consentry::ui::CheckUpRowView& row);
    void dismissAsked(const consentry::ui::CheckUpRowView& row);

protected:
    void build(QVBoxLayout& column) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void addTasks(QVBoxLayout& column);
    void addCheckUp(QVBoxLayout& column);
    QWidget* makeGrants();
    QWidget* makeSinceLastVisit();
    QString headline() const;
    bool isNarrow() const;

    HomeView m_view;
    QList<CheckUpRowView> m_checkUp;
    GrantListModel* m_grants;
    bool m_builtNarrow = false;
};

} // namespace consentry::ui
