#pragma once

#include "app/desktop/workplace.h"
#include "ui/models/grant_draft_view.h"

#include <QObject>

#include <functional>

namespace consentry::ui {
struct SeeAsQuestion;
}

namespace consentry::desktop {

/// The page that shows the record as somebody else sees it: from a grant, one that is being written
/// or taken back, or for anybody whom the vault knows. Lives on the GUI thread.
class SeeAsController : public QObject {
    Q_OBJECT
public:
    SeeAsController(Workplace& place, QObject* parent);

    /// Whom a grant names, as things stand.
    void showGrant(const GrantId& grant);
    /// The same with what taking it back would change.
    void showRevocation(const GrantId& grant);
    /// What signing this draft would change.
    void showDraft(const ui::GrantDraft& draft, const std::optional<GrantId>& replaces);
    /// Asks whose eyes.
    void choose();
    /// The vault is being locked.
    void end();
    /// The language on screen changed.
    void refreshLanguage();

signals:
    void recordAsked(const QString& id);

private:
    using Ask = std::function<std::optional<ui::SeeAsQuestion>(const ui::VaultReading&)>;
    void show(Ask ask);
    void read();
    void showPerson(const QString& partyId);
    void rememberOrigin();

    Workplace& m_place;
    Ask m_ask; ///< of what is shown; none while somebody is being chosen
    ui::MainWindow::Place m_origin = ui::MainWindow::Place::WhoMaySee;
    int m_generation = 0; ///< an answer to an earlier question is dropped
};

} // namespace consentry::desktop
