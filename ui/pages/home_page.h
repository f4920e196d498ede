#pragma once

#include "ui/models/check_up_view.h"
#include "ui/models/grant_list_model.h"
#include "ui/models/home_view.h"
#include "ui/widgets/button.h"
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
    void taskOpened(const consentry::ui::TaskView& task);
    /// Of a grant that ends soon: choose a new end, or be reminded no more.
    void renewAsked(const QString& grantId);
    void letEndAsked(const QString& grantId);
    void grantOpened(const QString& id);
    void allGrantsAsked();
    void newGrantAsked();
    void checkUpAsked(const consentry::ui::CheckUpRowView& row);
    void dismissAsked(const consentry::ui::CheckUpRowView& row);
    void happeningOpened(const consentry::ui::HappeningView& happening);

protected:
    void build(QVBoxLayout& column) override;

private:
    void addTasks(QVBoxLayout& column);
    /// Its main button, at the very end of its row.
    Button* addTask(Card& card, const TaskView& task, Button::Kind kind);
    void addCheckUp(QVBoxLayout& column);
    QList<CheckUpRowView> checkUpRows() const;
    QWidget* makeGrants();
    void addSinceLastVisit(QVBoxLayout& column);
    QString nothingHappened() const;
    QString headline() const;

    HomeView m_view;
    QList<CheckUpRowView> m_checkUp;
    GrantListModel* m_grants;
};

} // namespace consentry::ui
