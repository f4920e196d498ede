#pragma once

#include "ui/models/check_up_view.h"
#include "ui/models/grant_list_model.h"
#include "ui/models/signing_view.h"
#include "ui/models/visit_view.h"
#include "ui/widgets/page.h"

#include <QHash>

#include <optional>

class QCheckBox;

namespace consentry::ui {

class Button;
class FilterChips;
class VisitCard;

struct WhoMaySeeView {
    bool isRegistered = true; ///< false: no hospital knows the person, so nothing can be granted
    QDate today;
    int partiesNow = 0;
    int waiting = 0;
    QList<GrantView> grants; ///< all of them, open ones ending soonest first
    QString selectedId;      ///< empty: the first
    GrantGrouping grouping =
        GrantGrouping::None; ///< as it was left; a choice made since then stays
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
    /// The answer to opensAsked().
    void setOpens(const QString& id, int records);
    /// Another vault is open: nothing is chosen or marked.
    void forget();

signals:
    void newGrantAsked();
    /// Not registered: what is missing?
    void registrationAsked();
    /// The rules above all grants.
    void rulesAsked();
    /// A chip of the chosen grant: edit it, beginning with this part.
    void editAsked(const QString& id, consentry::ui::SentencePart part);
    void revokeAsked(const QString& id);
    /// Choose a new end for one that ends soon.
    void renewAsked(const QString& id);
    /// Begin a new grant like one that is over or never came into force.
    void giveAgainAsked(const QString& id);
    /// Several at once.
    void revokeManyAsked(const consentry::ui::RevokeChoice& choice);
    void groupingChosen(consentry::ui::GrantGrouping grouping);
    /// How many records the grant whose card is shown opens.
    void opensAsked(const QString& id);
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
    /// All of them, or one state.
    static constexpr int allStates = -1;
    void showCard();
    void applyFilter();
    QList<GrantView> filtered(int filter) const;
    FilterChips* makeStates();
    QWidget* makeGroupings();
    QWidget* makeMarking();
    void updateMarking();
    void addStopMany(QVBoxLayout& column);
    QString opensText(const GrantView& grant) const;
    const GrantView* selected() const;
    QWidget* makeCard(const GrantView& grant);
    QLayout* makeActions(const GrantView& grant);
    void showVisitCard(const GrantView& grant);

    WhoMaySeeView m_view;
    VisitView m_visit;
    QList<CheckUpRowView> m_checkUp;
    int m_filter = allStates;
    std::optional<GrantGrouping> m_grouping; ///< chosen since the vault was opened
    QHash<QString, int> m_opens;             ///< records that grants open, as far as counted
    GrantListModel* m_model;
    QCheckBox* m_markAll = nullptr;
    Button* m_unmark = nullptr;
    Button* m_revokeMarked = nullptr;
    Button* m_opensButton = nullptr; ///< of the card that is shown
    QVBoxLayout* m_cardPlace = nullptr;
    QWidget* m_card = nullptr;
    VisitCard* m_visitCard = nullptr; ///< none where nobody of the cast is let in
};

} // namespace consentry::ui
