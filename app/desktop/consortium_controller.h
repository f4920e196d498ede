#pragma once

#include "app/desktop/session_controller.h"
#include "core/light_client/consortium_profile.h"
#include "ui/models/profile_view.h"

#include <QObject>

#include <memory>
#include <optional>

namespace consentry::desktop {

/// The page "Which consortium": a profile is read from a file, shown in words, and taken when the
/// person has compared them. Before a vault is made it only hands on what was chosen; in an open
/// vault it adopts. Lives on the GUI thread.
class ConsortiumController : public QObject {
    Q_OBJECT
public:
    using Profile = light_client::SignedProfile;

    ConsortiumController(Workplace& place, SessionController& session,
                         simulation::DemoSessions& sessions, QObject* parent);

    /// For a vault that is about to be made.
    void askBefore();
    /// For the open vault: its first profile, or the next one.
    void askInside();
    /// What is shown of a profile, in another language.
    void refreshLanguage();
    /// A vault is being locked: what was chosen in it is dropped.
    void end();

signals:
    void demonstrationChosen();
    void putOff();
    /// Compared by the person, and shown by a node.
    void chosen(const consentry::desktop::ConsortiumController::Profile& profile);
    void backAsked();
    /// The open vault has adopted a profile, which holds from its next opening on.
    void adopted();

private:
    using View = ui::ConsortiumChoiceView;
    struct Looked;
    void ask(View::Purpose purpose);
    void openDialog(const QString& title, const QString& filter);
    void look(const QString& path);
    void lookAt(const QString& path, const std::optional<light_client::ConsortiumProfile>& current);
    static Result<> isUsable(simulation::DemoSessions& sessions,
                             const std::optional<light_client::ConsortiumProfile>& current,
                             const Profile& profile, Instant now);
    void show(const std::shared_ptr<Looked>& looked);
    void refuse(const std::shared_ptr<Looked>& looked);
    void take();
    void adopt();
    void leave();

    Workplace& m_place;
    SessionController& m_session;
    simulation::DemoSessions& m_sessions;
    View m_view;
    std::shared_ptr<Looked> m_looked; ///< what is shown, or why it is not taken
    int m_question = 0;               ///< answers to an earlier one are dropped
};

} // namespace consentry::desktop
