#pragma once

#include "app/desktop/workplace.h"
#include "core/wallet/grant_access.h"
#include "ui/models/grant_draft_view.h"

#include <QObject>

#include <functional>

namespace consentry::ui {
class DraftReader;
}

namespace consentry::desktop {

/// From the first choice in the editor to a proven grant: drafts, the signing page, sending. Lives
/// on the GUI thread; the work is done on the worker.
class GrantController : public QObject {
    Q_OBJECT
public:
    GrantController(Workplace& place, QObject* parent);
    /// The editor with a new grant; to this party (hexadecimal) where one is named.
    void beginNew(const QString& who = {});
    /// The signing page for the narrower grant that the check-up proposes.
    void propose(const GrantId& replaced, int findingKind);
    /// The editor of a standing grant with a new end, to be replaced by what is signed there.
    void renew(const GrantId& grant);
    /// The editor with a new grant like this one, which is over or never came into force.
    void giveAgain(const GrantId& grant);

    /// The page that is shown, in another language: the draft, the question or what is signed.
    void refreshLanguage();
    /// The vault is locked: nothing is shown of a draft; what was signed goes on.
    void end();

signals:
    /// A grant was sent, or failed: pages are out of date.
    void changed();
    /// What would change for whom a draft names.
    void seeAsAsked(const consentry::ui::GrantDraft& draft,
                    const std::optional<consentry::GrantId>& replaces);

private:
    void newDraft(std::optional<GrantId> replaces, std::optional<ui::SentencePart> part,
                  const QString& who = {});
    /// Opens the editor with what `begin` makes of the vault.
    using Beginning = std::function<ui::GrantDraft(ui::DraftReader& reader)>;
    void openEditor(std::optional<GrantId> replaces, std::optional<ui::SentencePart> part,
                    const Beginning& begin);
    void updateDraft(const ui::GrantDraft& draft);
    void beginWith(const QString& templateId, const ui::GrantDraft& draft);
    void reviewDraft(const ui::GrantDraft& draft);
    struct Review;
    void showReview(const std::shared_ptr<Review>& review);
    enum class Answer { Include, LeaveOut };
    void answer(Answer answer);
    static bool isKept(const wallet::WalletContext& context, const GrantId& grant);
    void send();
    void showStage(ui::SendStage stage);
    void askAgain();
    void readAgain(const consent::Grant& grant);

    Workplace& m_place;
    ui::MainWindow& m_window;
    std::optional<GrantId> m_replaces;
    int m_draftGeneration = 0;
    std::shared_ptr<Review> m_review; ///< whose separate consent is asked; null for none
    std::optional<wallet::PreparedGrant> m_prepared;
    std::optional<consent::Grant> m_shown; ///< on the signing page, also when it was sent
    std::optional<Error> m_failure;        ///< of sending it
    ui::SigningView m_signing;
};

} // namespace consentry::desktop
