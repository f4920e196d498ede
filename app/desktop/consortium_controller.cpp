#include "app/desktop/consortium_controller.h"

#include "app/desktop/profile_file.h"
#include "ui/models/profile_reader.h"
#include "ui/pages/consortium_page.h"
#include "ui/widgets/file_dialog.h"

namespace consentry::desktop {

using light_client::ConsortiumProfile;
using ui::ConsortiumPage;
using ui::MainWindow;
using ui::ProfileReader;

/// What came of a file: a profile to be shown, or why not.
struct ConsortiumController::Looked {
    std::optional<ConsortiumProfile> current; ///< that it would follow; none for a first one
    std::optional<Profile> profile;           ///< none where the file holds none
    std::optional<Error> error;               ///< why it cannot be taken
    Instant at;

    /// Empty where it can be taken.
    QString problem() const {
        if (!error) {
            return {};
        }
        const ProfileReader reader(shownLanguage(), at);
        return profile ? reader.refusal(current ? &*current : nullptr, *profile, *error)
                       : reader.unreadable(*error);
    }
    ui::ProfileView view() const {
        return ProfileReader(shownLanguage(), at)
            .view(*profile, current ? *current : profile->profile);
    }
};

ConsortiumController::ConsortiumController(Workplace& place, SessionController& session,
                                           simulation::DemoSessions& sessions, QObject* parent)
    : QObject(parent), m_place(place), m_session(session), m_sessions(sessions) {
    ConsortiumPage& page = place.window.consortium();
    connect(&page, &ConsortiumPage::demonstrationChosen, this,
            &ConsortiumController::demonstrationChosen);
    connect(&page, &ConsortiumPage::putOff, this, &ConsortiumController::putOff);
    connect(&page, &ConsortiumPage::fileAsked, this, [this] {
        openDialog(tr("Choose the profile of a consortium"),
                   tr("Profiles (*.consentry *.txt);;All files (*)"));
    });
    connect(&page, &ConsortiumPage::pictureAsked, this, [this] {
        openDialog(tr("Choose the picture of a QR code"),
                   tr("Pictures (*.png *.jpg *.jpeg);;All files (*)"));
    });
    connect(&page, &ConsortiumPage::fileGiven, this, &ConsortiumController::look);
    connect(&page, &ConsortiumPage::adopted, this, &ConsortiumController::take);
    connect(&page, &ConsortiumPage::otherAsked, this, [this] { ask(m_view.purpose); });
    connect(&page, &ConsortiumPage::backAsked, this, &ConsortiumController::leave);
}

void ConsortiumController::askBefore() {
    ask(View::Purpose::FirstRun);
}

void ConsortiumController::askInside() {
    m_place.worker
        .read([](const ui::VaultReading& vault) -> std::optional<quint64> {
            if (vault.isDemonstration()) {
                return std::nullopt;
            }
            return vault.profile != nullptr ? vault.profile->number : 0;
        })
        .then(this, [this](const std::optional<quint64>& number) {
            if (!number) {
                tell(m_place, tr("This vault belongs to the demonstration and stays there. Create "
                                 "another vault for your hospitals."));
                return;
            }
            m_view.before = *number;
            ask(*number > 0 ? View::Purpose::Renewal : View::Purpose::Later);
        });
}

void ConsortiumController::end() {
    ++m_question;
    m_looked.reset();
    m_view = {};
    m_place.window.consortium().setView(m_view);
}

void ConsortiumController::ask(View::Purpose purpose) {
    ++m_question;
    m_looked.reset();
    m_view.purpose = purpose;
    m_view.step = View::Step::Choose;
    m_view.problem.clear();
    m_view.profile = {};
    m_place.window.consortium().setView(m_view);
    m_place.window.goTo(MainWindow::Place::Consortium);
}

void ConsortiumController::leave() {
    if (m_view.step == View::Step::Reading) {
        ask(m_view.purpose);
    } else if (m_view.purpose == View::Purpose::FirstRun) {
        emit backAsked();
    } else {
        m_place.window.goTo(m_session.lastPlace());
    }
}

void ConsortiumController::openDialog(const QString& title, const QString& filter) {
    auto* dialog = new ui::FileDialog(&m_place.window, title, filter);
    dialog->setObjectName(QStringLiteral("profileFile"));
    connect(dialog, &QFileDialog::fileSelected, this, &ConsortiumController::look);
    dialog->open();
}

void ConsortiumController::look(const QString& path) {
    m_looked.reset();
    m_view.step = View::Step::Reading;
    m_view.problem.clear();
    m_place.window.consortium().setView(m_view);
    ++m_question;
    if (m_view.purpose != View::Purpose::Renewal) {
        lookAt(path, std::nullopt);
        return;
    }
    m_place.worker
        .read([](const ui::VaultReading& vault) {
            return vault.profile != nullptr ? std::optional(*vault.profile) : std::nullopt;
        })
        .then(this,
              [this, path, question = m_question](const std::optional<ConsortiumProfile>& current) {
                  if (question == m_question) {
                      lookAt(path, current);
                  }
              });
}

/// Whether it can be taken: as a first profile it is signed by those whom it names, a node of it
/// shows its anchor, and a wallet can still begin with it; as a later one it follows the one
/// before.
Result<> ConsortiumController::isUsable(simulation::DemoSessions& sessions,
                                        const std::optional<ConsortiumProfile>& current,
                                        const Profile& profile, Instant now) {
    if (current) {
        return *current == profile.profile ? fail(ErrorCode::AlreadyExists, "this profile")
                                           : light_client::checkRenewal(*current, profile, now);
    }
    RETURN_IF_ERROR(ProfileReader::checkAge(profile.profile, now));
    return sessions.checkNewProfile(profile);
}

void ConsortiumController::lookAt(const QString& path,
                                  const std::optional<ConsortiumProfile>& current) {
    m_place.worker
        .runBeside([path, current, &codes = m_place.codes, &sessions = m_sessions] {
            auto looked = std::make_shared<Looked>();
            looked->current = current;
            looked->at = instantFromMillis(QDateTime::currentDateTimeUtc().toMSecsSinceEpoch());
            const auto read = readProfileFile(path, codes);
            if (!read) {
                looked->error = read.error();
                return looked;
            }
            looked->profile = *read;
            if (const auto usable = isUsable(sessions, current, *read, looked->at); !usable) {
                looked->error = usable.error();
            }
            return looked;
        })
        .then(this, [this, question = m_question](const std::shared_ptr<Looked>& looked) {
            if (question == m_question) {
                show(looked);
            }
        });
}

void ConsortiumController::show(const std::shared_ptr<Looked>& looked) {
    if (looked->error) {
        refuse(looked);
        return;
    }
    m_looked = looked;
    m_view.profile = looked->view();
    m_view.step = View::Step::Review;
    m_place.window.consortium().setView(m_view);
}

void ConsortiumController::refuse(const std::shared_ptr<Looked>& looked) {
    ask(m_view.purpose);
    m_looked = looked;
    m_view.problem = looked->problem();
    m_place.window.consortium().setView(m_view);
}

void ConsortiumController::refreshLanguage() {
    if (!m_looked) {
        return;
    }
    if (m_looked->error) {
        m_view.problem = m_looked->problem();
    } else {
        m_view.profile = m_looked->view();
    }
    m_place.window.consortium().setView(m_view);
}

void ConsortiumController::take() {
    if (!m_looked || m_looked->error) {
        return;
    }
    if (m_view.purpose == View::Purpose::FirstRun) {
        emit chosen(*m_looked->profile);
    } else {
        adopt();
    }
}

void ConsortiumController::adopt() {
    m_view.step = View::Step::Adopting;
    m_place.window.consortium().setView(m_view);
    m_place.worker
        .act([profile = *m_looked->profile](const ui::WalletActing& acting) {
            auto looked = std::make_shared<Looked>();
            looked->profile = profile;
            looked->at = acting.context.clock.now();
            if (const auto adopted = acting.session.adoptProfile(profile); !adopted) {
                looked->error = adopted.error();
                if (const auto* current = acting.session.profile()) {
                    looked->current = *current;
                }
            }
            return looked;
        })
        .then(this, [this, question = m_question](const std::shared_ptr<Looked>& looked) {
            if (question != m_question) {
                return;
            }
            if (looked->error) {
                refuse(looked);
            } else {
                emit adopted();
            }
        });
}

} // namespace consentry::desktop
