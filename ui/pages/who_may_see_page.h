#pragma once

#include "ui/models/check_up_view.h"
#include "ui/models/grant_list_model.h"
#include "ui/models/visit_view.h"
#include "ui/widgets/page.h"

namespace consentry::ui {

class VisitCard;

struct WhoMaySeeView {
    QDate today;
    int partiesNow = 0;
    int waiting = 0;
    QList<GrantView> grants; ///< all of them, open ones ending soonest first
    QString selectedId;      ///< empty: the first
};

/// All grants with their time, and the chosen one as a sentence with what can be done with it.
class WhoMaySeePage : public Page {
    Q_OBJECT
public:
    explicit WhoMaySeePage(QWidget* parent = nullptr);
    void setView(const WhoMaySeeView& view);
    void setCheckUp(const QList<CheckUpRowView>& rows);
    QString selectedId() const { return m_view.selectedId; }
    /// Chooses a grant, whatever the filter was.
    void select(const QString& id);
    /// How a simulated reader fared with one of the grants.
    void setVisit(const VisitView& visit);

signals:
    void newGrantAsked();
    /// A chip of the chosen grant: edit it, beginning with this part.
    void editAsked(const QString& id, consentry::ui::SentencePart part);
    void revokeAsked(const QString& id);
    /// "Opens 214 records"
    void recordsAsked(const QString& id);
    /// "Seen 9 times"
    void accessesAsked(const QString& id);
    void grantSelected(const QString& id);
    void checkUpAsked(const consentry::ui::CheckUpRowView& row);
    void dismissAsked(const consentry::ui::CheckUpRowView& row);
    /// What the one whom the grant names sees now.
    void seeAsAsked(const QString& id);
    /// In the demonstration: a simulated reader is to act on the chosen grant.
    void visitAsked(const QString& id, consentry::ui::VisitKind kind);
    /// The hospital is to get copies of the vault's records.
    void handInAsked(const QString& id);

protected:
    void build(QVBoxLayout& column) override;

private:
    enum Filter { All, Open, Waiting, Ended };
    void showCard();
    void applyFilter();
    QList<GrantView> filtered(int filter) const;
    const GrantView* selected() const;
    QWidget* makeCard(const GrantView& grant);
    void showVisitCard(const GrantView& grant);

    WhoMaySeeView m_view;
    VisitView m_visit;
    QList<CheckUpRowView> m_checkUp;
    int m_filter = All;
    GrantListModel* m_model;
    QVBoxLayout* m_cardPlace = nullptr;
    QWidget* m_card = nullptr;
    VisitCard* m_visitCard = nullptr; ///< none where nobody of the cast is let in
};

} // namespace consentry::ui
