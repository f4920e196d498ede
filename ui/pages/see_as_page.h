#pragma once

#include "ui/models/seen_as.h"
#include "ui/widgets/page.h"

namespace consentry::ui {

class EmptyState;
class VirtualList;

/// The person's records through somebody else's eyes: what they see, what stays hidden and by which
/// rule, what an emergency would open, and what a grant under consideration would change.
class SeeAsPage : public Page {
    Q_OBJECT
public:
    explicit SeeAsPage(QWidget* parent = nullptr);
    void setView(const SeenAsView& view);
    /// Asks whose eyes, before or instead of what is shown.
    void setPeople(const QList<ChoiceView>& people);

signals:
    void backAsked();
    /// Somebody else is to be chosen: answer with setPeople().
    void chooseAsked();
    void whoChosen(const QString& partyId);
    void recordAsked(const QString& id);

protected:
    void build(QVBoxLayout& column) override;
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    enum Part { Sees, Hidden, Emergency, Change };
    void buildChoice(QVBoxLayout& column);
    void buildList(QVBoxLayout& column);
    void showPart();
    QString leadOf(Part part) const;
    QString nothingIn(Part part) const;

    SeenAsView m_view;
    Part m_part = Sees;
    SeenAsModel* m_model;
    VirtualList* m_list = nullptr;
    Text* m_lead = nullptr;
    EmptyState* m_empty = nullptr;
};

} // namespace consentry::ui
